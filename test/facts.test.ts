import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isForDevelopment } from "../server/stage/purpose";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { fileKind } from "../server/syntax/fileKind";
import { hostOf, workspace } from "../server/tools/memoryHost";
import type { ContextChoice, Files, Host } from "../server/types";
import { pathFrom, uriOf } from "../server/util/uris";
import { cachedHost } from "../server/workspace/cachedHost";
import { type ContextHints, contextSetFor, contextsOf, describeContext } from "../server/workspace/chooseContext";
import { gatherFacts, gatherIgnoreFacts } from "../server/workspace/facts";
import { wantsOf } from "../server/workspace/wants";

function gather(files: Files, path: string, hints?: ContextHints) {
  const uri = uriOf(workspace, path);
  const wants = wantsOf(parseDockerfile(files[path] ?? ""));
  return gatherFacts(hostOf(files), uri, contextsOf(uri, [workspace]), wants, hints);
}

test("what services start is read like what the image starts", async () => {
  const { facts } = await gather(
    {
      "compose.yaml": "services: {a: {build: .}, b: {build: ., command: node worker.js}}",
      Dockerfile: "FROM node:24\nCOPY . .\nCMD node server.js\n",
      "server.js": "1;",
      "worker.js": "2;",
      "other.js": "3;",
    },
    "Dockerfile",
  );
  const read = ["server.js", "worker.js", "other.js"].map((path) => facts.contents?.get(path));
  assert.deepEqual(read, ["1;", "2;", undefined]);
});

test("what a generator makes projects of has nothing to do with the project around it", async () => {
  const copies = "FROM node:24\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n";
  const around = { "package.json": "{}", "package-lock.json": "{}" };
  const contextOf = async (files: Files) => {
    const { root, facts } = await gather({ ...around, "t/app/Dockerfile": copies, ...files }, "t/app/Dockerfile");
    return `${root === undefined ? "" : pathFrom(workspace, root)} ${facts.context?.isCertain}`;
  };
  assert.equal(await contextOf({}), `${pathFrom(workspace, workspace)} true`);
  assert.equal(await contextOf({ "t/app/package.json.ejs": "{}" }), "t/app false");
  assert.equal(await contextOf({ "t/app/README.md.hbs": "", "t/app/.dockerignore": "a" }), "t/app false");
  assert.equal(await contextOf({ "t/app/package.json.js": "" }), "t/app false");
  // Pages that a program renders.
  assert.equal(await contextOf({ "t/app/index.html.ejs": "" }), `${pathFrom(workspace, workspace)} true`);
});

test("where a Dockerfile lies in the workspace is known, whatever its build context is", async () => {
  const text = 'FROM alpine\nCOPY a.txt /\nCMD ["/a"]\n';
  const { facts } = await gather({ "tests/x/Dockerfile": text, "tests/x/a.txt": "" }, "tests/x/Dockerfile");
  assert.deepEqual([facts.path, facts.place], ["Dockerfile", "tests/x/Dockerfile"]);
  assert.equal(isForDevelopment(parseDockerfile(text), facts), true);
  assert.equal(isForDevelopment(parseDockerfile(text), { ...facts, place: "apps/dev-portal/Dockerfile" }), false);
});

test("files are told by their names", () => {
  for (const name of [
    "Dockerfile",
    "a/Dockerfile.dev",
    "api.Dockerfile",
    "x.dockerfile",
    "Containerfile",
    "Containerfile.dev",
    "x.containerfile",
    "dockerfile",
  ]) {
    assert.equal(fileKind(name), "Dockerfile", name);
  }
  for (const name of [
    ".dockerignore",
    ".containerignore",
    "a/b.dockerignore",
    "Dockerfile.dockerignore",
    "file:///c%3A/.dockerignore",
  ]) {
    assert.equal(fileKind(name), ".dockerignore", name);
  }
  for (const name of [".gitignore", "Dockerfiles/x.txt", "dockerignore.md", "containerfileNames.ts", ""])
    assert.equal(fileKind(name), undefined, name);
});

test("the build context is the nearest folder that holds what is copied", async () => {
  const copying = "FROM scratch\nCOPY package.json src/ /\n";
  const cases: [root: string, path: string, files: Files][] = [
    ["/w", "Dockerfile", { Dockerfile: copying, "package.json": "{}", "src/a.js": "" }],
    ["/w/docker", "docker/Dockerfile", { "docker/Dockerfile": "FROM scratch\n", "package.json": "{}" }],
    ["/w", "docker/Dockerfile", { "docker/Dockerfile": copying, "package.json": "{}", "src/a.js": "" }],
    [
      "/w/a",
      "a/Dockerfile",
      { "a/Dockerfile": copying, "a/package.json": "{}", "a/src/a.js": "", "package.json": "{}" },
    ],
    ["/w/a", "a/Dockerfile", { "a/Dockerfile": "FROM x\nCOPY dist /\n", "package.json": "{}" }],
    ["/w", "a/b c/Dockerfile", { "a/b c/Dockerfile": "FROM x\nCOPY package*.json ./\n", "package-lock.json": "{}" }],
    ["/w/a", "a/Dockerfile", { "a/Dockerfile": "FROM x\nCOPY --from=y a /\nADD https://x/y /\n", "a.txt": "" }],
  ];
  for (const [root, path, files] of cases) {
    const found = await gather(files, path);
    assert.equal(found.root, `file://${root}`, JSON.stringify(files));
    assert.equal(found.facts.path, `/w/${path}`.slice(root.length + 1));
  }
});

test("nothing is known of a build context that lies elsewhere", async () => {
  const from = (...lines: string[]) => ["FROM x", ...lines, ""].join("\n");
  const elsewhere: [path: string, expected: string, files: Files][] = [
    ["Dockerfile", "w/Dockerfile", { Dockerfile: from("COPY web/package.json web/src ./"), "package.json": "{}" }],
    [
      "Dockerfile",
      "w/Dockerfile",
      { Dockerfile: from("COPY src/web /app", "COPY tsconfig.json /"), "tsconfig.json": "" },
    ],
    [".devcontainer/Dockerfile", ".devcontainer/Dockerfile", { ".devcontainer/Dockerfile": from("RUN make") }],
  ];
  for (const [path, expected, files] of elsewhere) {
    const { facts } = await gather(files, path);
    assert.deepEqual([facts.path, facts.files, facts.project], [expected, undefined, undefined], path);
  }
  const here = [
    from("COPY package.json yarn.lock* pnpm-lock.yaml* ./"),
    from("COPY package.json ./", "COPY dist dist", "COPY .env ./", "COPY target/a.jar ./"),
    from("COPY package.json ./", "ONBUILD COPY own ./"),
  ];
  for (const Dockerfile of here) {
    assert.ok((await gather({ Dockerfile, "package.json": "{}" }, "Dockerfile")).facts.files, Dockerfile);
  }
});

test("the ignore file beside the Dockerfile replaces that of the context", async () => {
  const files = {
    Dockerfile: "FROM x\n",
    "dev.Dockerfile": "FROM x\n",
    ".dockerignore": "a\n",
    "dev.Dockerfile.dockerignore": "b\n",
  };
  assert.equal((await gather(files, "Dockerfile")).facts.ignore?.path, ".dockerignore");
  const { ignore } = (await gather(files, "dev.Dockerfile")).facts;
  assert.equal(ignore?.path, "dev.Dockerfile.dockerignore");
  assert.deepEqual(
    ignore?.patterns.map(({ text }) => text),
    ["b"],
  );
  assert.equal((await gather({ Dockerfile: "FROM x\n" }, "Dockerfile")).facts.ignore, undefined);
});

test("what CMD starts is read, with what it imports", async () => {
  const files = {
    Dockerfile: 'FROM node\nENTRYPOINT ["/usr/local/bin/entry.sh"]\nCMD ["npm", "start"]\n',
    "package.json": '{ "scripts": { "start": "node src/server" } }',
    "docker/entry.sh": "exec $@",
    "src/server.js": 'import { app } from "./app.js";\nconst x = require("../lib");\nimport("./late")',
    "src/app.js": "app",
    "src/late.mjs": "late",
    "lib/index.js": "lib",
    "packages/a/.npmrc": "x",
    "other.js": "other",
  };
  const { contents, project } = (await gather(files, "Dockerfile")).facts;
  const known = [...(contents?.keys() ?? [])].sort();
  assert.deepEqual(known, [
    "docker/entry.sh",
    "lib/index.js",
    "package.json",
    "packages/a/.npmrc",
    "src/app.js",
    "src/late.mjs",
    "src/server.js",
  ]);
  assert.equal(project?.scripts.start, "node src/server");
});

test("the source of what CMD starts is read, with all that it imports", async () => {
  const many = Array.from({ length: 90 }, (_, index) => [`src/many/m${index}.ts`, `import "./m${index + 1}"`] as const);
  const files = {
    Dockerfile: 'FROM node\nCMD ["node", "dist/main"]\n',
    "src/main.ts": 'import { app } from "./app.js";\nimport type { X } from "./x";\nimport "./many/m0";',
    "src/app.ts": 'import { deep } from "./deep"',
    "src/deep/index.ts": 'import "../main"; import "../missing"',
    "src/x.ts": "",
    "src/main.d.ts": "",
    "src/other.ts": "",
    ...Object.fromEntries(many),
  };
  const { contents } = (await gather(files, "Dockerfile")).facts;
  const known = [...(contents?.keys() ?? [])].filter((path) => !path.startsWith("src/many/")).sort();
  assert.deepEqual(known, ["src/app.ts", "src/deep/index.ts", "src/main.ts", "src/x.ts"]);
  assert.equal(contents?.size, 61);
});

test("an ignore file knows the Dockerfiles that it serves", async () => {
  const files = {
    Dockerfile: "FROM a\n",
    "own.Dockerfile": "FROM b\n",
    "own.Dockerfile.dockerignore": "",
    "docker/Dockerfile": "FROM c\nCOPY top.txt /\n",
    "elsewhere/Dockerfile": "FROM d\n",
    "top.txt": "",
  };
  const served = async (path: string) => {
    const uri = uriOf(workspace, path);
    const { facts } = await gatherIgnoreFacts(hostOf({ ...files, [path]: "" }), uri, contextsOf(uri, [workspace]));
    return facts.dockerfiles?.map((dockerfile) => dockerfile.path);
  };
  assert.deepEqual(await served(".dockerignore"), ["Dockerfile", "docker/Dockerfile"]);
  assert.deepEqual(await served("own.Dockerfile.dockerignore"), ["own.Dockerfile"]);
  assert.deepEqual(await served("docker/Dockerfile.dockerignore"), ["docker/Dockerfile"]);
});

test("nothing outside of the workspace is looked at", async () => {
  const host: Host = {
    read: async (uri) => assert.fail(uri),
    list: async (uri) => assert.fail(uri),
    folder: async (uri) => assert.fail(uri),
    log: () => {},
  };
  for (const uri of ["file:///elsewhere/Dockerfile", "untitled:Untitled-1", "file:///workspace/Dockerfile", ""]) {
    const contexts = contextsOf(uri, [workspace]);
    assert.deepEqual(contexts, [], uri);
    const { root, facts } = await gatherFacts(host, uri, contexts, {
      sources: ["a"],
      asked: [],
      programs: ["b.js"],
      started: [],
      calls: [],
      given: [],
    });
    assert.deepEqual([root, facts.files], [undefined, undefined]);
  }
  assert.deepEqual(contextsOf("file:///w/a%20b/c/Dockerfile", ["file:///w/a b"]), [
    "file:///w/a%20b/c",
    "file:///w/a%20b",
  ]);
});

test("a change on disk is noticed in its folder and those above it alone", async () => {
  const asked: string[] = [];
  const answer = async (uri: string) => void asked.push(uri);
  const host = cachedHost({ read: answer, list: answer, folder: answer, log: () => {} });
  const ask = () =>
    Promise.all([
      host.list("file:///w"),
      host.list("file:///w/a"),
      host.list("file:///w/b"),
      host.read("file:///w/a/x%2By"),
    ]);
  await ask();
  await ask();
  assert.equal(asked.length, 4);
  assert.deepEqual([host.hasRead("file:///w/a/x+y"), host.hasRead("file:///w/a")], [true, false]);
  host.forget("file:///w/a/x+y");
  assert.equal(host.hasRead("file:///w/a/x%2By"), false);
  asked.length = 0;
  await ask();
  assert.deepEqual(asked, ["file:///w", "file:///w/a", "file:///w/a/x%2By"]);
});

// ------------------------------------------------------------------- contexts

const copying = "FROM x\nCOPY package.json src/ /\n";
const app = (folder: string): Files => ({ [`${folder}package.json`]: "{}", [`${folder}src/a.js`]: "" });

/** "root by", with a question mark when it is a guess, and how it is described. */
const choices: readonly (readonly [
  expected: string,
  description: string,
  path: string,
  files: Files,
  hints?: ContextHints,
])[] = [
  // What is set.
  [".. setting", "set by drydock.buildContext", "a/Dockerfile", { ...app("a/") }, { chosen: workspace }],
  ["../b setting", "set by drydock.buildContext", "a/Dockerfile", { "b/x": "" }, { chosen: `${workspace}/b` }],
  // What is defined.
  [
    ".. definition",
    "compose.yaml builds it (service web)",
    "a/Dockerfile",
    { ...app("a/"), "compose.yaml": "services: {web: {build: {context: ., dockerfile: a/Dockerfile}}}" },
  ],
  [
    ". definition",
    "compose.yaml builds it (services one, two) and dev/docker-bake.hcl builds it (target three)",
    "a/Dockerfile",
    {
      "compose.yaml": "services: {one: {build: a}, two: {build: {context: a, target: x}}, other: {build: b}}",
      "dev/docker-bake.hcl": 'target "three" { context = "../a" }',
    },
  ],
  [
    "../../app definition",
    "compose.yaml builds it (service web)",
    "docker/web/Dockerfile",
    {
      ...app("app/"),
      "compose.yaml": "services: {web: {build: {context: app, dockerfile: ../docker/web/Dockerfile}}}",
    },
  ],
  [
    ". definition",
    ".devcontainer/devcontainer.json builds it (container devcontainer)",
    ".devcontainer/Dockerfile",
    { ".devcontainer/devcontainer.json": '{"build": {"dockerfile": "Dockerfile"}}' },
  ],
  // Several contexts: the one that holds most, else the nearest.
  [
    "../b definition",
    "compose.yaml builds it (service two)",
    "a/Dockerfile",
    {
      ...app("b/"),
      "compose.yaml": "services: {one: {build: a}, two: {build: {context: b, dockerfile: ../a/Dockerfile}}}",
    },
  ],
  [
    ". definition",
    "compose.yaml builds it (service two)",
    "a/Dockerfile",
    { "compose.yaml": "services: {one: {build: {context: ., dockerfile: a/Dockerfile}}, two: {build: a}}" },
  ],
  // A folder that is missing, another Dockerfile, a file that nobody can read.
  [
    ". folder?",
    "the folder of the Dockerfile",
    "Dockerfile",
    {
      "compose.yaml": "services: {a: {build: {context: gone, dockerfile: ../Dockerfile}}, b: {build: b}}",
      "docker-bake.hcl": "}{",
      "node_modules/x/compose.yaml": "services: {a: {build: {context: node_modules, dockerfile: ../Dockerfile}}}",
    },
  ],
  // What is found.
  [". sources", "most of what it copies is here", "Dockerfile", app("")],
  [". sources", "most of what it copies is here", "a/Dockerfile", app("a/")],
  [". sources?", "most of what it copies is here", "a/Dockerfile", { ...app("a/"), ...app("") }],
  [". sources", "most of what it copies is here", "a/Dockerfile", { ...app("a/"), ...app(""), "a/.dockerignore": "" }],
  [".. sources", "most of what it copies is here", "docker/Dockerfile", app("")],
  [".. sources?", "most of what it copies is here", "docker/Dockerfile", { "package.json": "{}" }],
];

/** The same where the Dockerfile copies the whole context. */
const wholeChoices: readonly (readonly [expected: string, path: string, files: Files, hints?: ContextHints])[] = [
  [". folder", "Dockerfile", {}],
  [". folder?", "Dockerfile", {}, { isOpenEnded: true }],
  [". folder", "Dockerfile", { ".dockerignore": "" }, { isOpenEnded: true }],
  [". folder?", "a/Dockerfile", { "package.json": "{}" }],
  [". folder", "a/Dockerfile", { "a/.dockerignore": "" }],
  [". folder?", "a/Dockerfile", { "a/Dockerfile.dockerignore": "" }],
];

/** The same where it installs, too, from files that tell more than the folder of the Dockerfile. */
const installChoices: typeof wholeChoices = [
  [".. sources", "docker/Dockerfile", { "package.json": "{}", ".dockerignore": "" }],
  [".. sources?", "docker/Dockerfile", { "package.json": "{}", "docker/run.sh": "" }],
  [". folder?", "a/Dockerfile", { "package.json": "{}", "a/package.json": "{}" }],
  [". folder", "a/Dockerfile", { "a/package.json": "{}" }],
  [". folder", "a/Dockerfile", { "package-lock.json": "", "a/package.json": "{}", "a/.dockerignore": "" }],
  [
    "../.. sources",
    "apps/web/Dockerfile",
    { "package.json": "{}", "package-lock.json": "{}", ".dockerignore": "", "apps/web/package.json": "{}" },
  ],
];

/** The same where a script is started that lies in the folder. */
const startChoices: typeof wholeChoices = [
  [". folder", "Dockerfile", { "bin/start.sh": "" }, { isOpenEnded: true }],
  [". folder", "a/Dockerfile", { "a/bin/start.sh": "" }],
  [". folder?", "a/Dockerfile", { "a/bin/start.sh": "", "bin/start.sh": "" }],
  [". folder?", "a/Dockerfile", { "bin/start.sh": "" }],
  [". folder?", "Dockerfile", { "start.sh": "" }, { isOpenEnded: true }],
];

function say({ by, isCertain }: ContextChoice): string {
  return by + (isCertain ? "" : "?");
}

describe("the build context", () => {
  const all = [
    ...choices.map(([expected, description, path, files, hints]) => ({
      expected,
      description,
      path,
      files: { ...files, [path]: copying },
      hints,
    })),
    ...wholeChoices.map(([expected, path, files, hints]) => ({
      expected,
      description: undefined,
      path,
      files: { ...files, [path]: "FROM x\nCOPY . .\n" },
      hints,
    })),
    ...installChoices.map(([expected, path, files]) => ({
      expected,
      description: undefined,
      path,
      files: { ...files, [path]: "FROM x\nCOPY . .\nRUN npm install -g turbo && npm ci\n" },
      hints: undefined,
    })),
    ...startChoices.map(([expected, path, files, hints]) => ({
      expected,
      description: undefined,
      path,
      files: { ...files, [path]: 'FROM x\nWORKDIR /app\nCOPY . .\nCMD ["./bin/start.sh"]\n' },
      hints,
    })),
  ];
  for (const { expected, description, path, files, hints } of all) {
    test(`of ${path} among ${Object.keys(files)} is ${expected}`, async () => {
      const { root = "", facts } = await gather(files, path, hints);
      assert.ok(facts.context);
      const folder = pathFrom(uriOf(workspace, path.split("/").slice(0, -1).join("/")), root) || ".";
      assert.equal(`${folder} ${say(facts.context)}`, expected);
      if (description !== undefined) assert.equal(describeContext(facts.context), description);
      if (facts.files) assert.equal(uriOf(root, facts.path ?? ""), uriOf(workspace, path));
    });
  }
});

const compose = "services: {web: {build: {context: a, dockerfile: ../docker/web}}, top: {build: .}, b: {build: b}}";

const ignoreChoices: readonly (readonly [
  expected: string,
  path: string,
  files: Files,
  served: readonly string[],
  hints?: ContextHints,
])[] = [
  ["folder", ".dockerignore", { Dockerfile: "FROM x" }, ["Dockerfile"]],
  ["folder?", ".dockerignore", { x: "" }, []],
  ["sources", ".dockerignore", { ...app(""), "docker/Dockerfile": copying }, ["docker/Dockerfile"]],
  ["setting", ".dockerignore", { x: "" }, [], { chosen: workspace }],
  // A definition says where the others are built.
  [
    "definition",
    ".dockerignore",
    { ...app(""), "compose.yaml": compose, Dockerfile: "FROM x", "b/Dockerfile": copying, "c/Dockerfile": copying },
    ["Dockerfile", "c/Dockerfile"],
  ],
  [
    "definition",
    "a/.dockerignore",
    { "compose.yaml": compose, "docker/web": "FROM x", "a/Dockerfile": "FROM y" },
    ["../docker/web", "Dockerfile"],
  ],
  [
    "definition",
    "a/.dockerignore",
    { "compose.yaml": compose, "docker/web": "FROM x", "docker/web.dockerignore": "" },
    [],
  ],
  [
    "folder?",
    "b/.dockerignore",
    { "compose.yaml": "services: {web: {build: {context: ., dockerfile: b/Dockerfile}}}", "b/Dockerfile": "FROM x" },
    [],
  ],
  // One for a single Dockerfile has the context of that.
  [
    "definition",
    "docker/web.dockerignore",
    { "compose.yaml": compose, "docker/web": "FROM x", "a/b": "" },
    ["../docker/web"],
  ],
  ["sources", "docker/Dockerfile.dockerignore", { ...app(""), "docker/Dockerfile": copying }, ["docker/Dockerfile"]],
  ["folder?", "docker/Dockerfile.dockerignore", {}, []],
];

describe("the build context of an ignore file", () => {
  for (const [expected, path, files, served, hints] of ignoreChoices) {
    test(`${path} among ${Object.keys(files)} is known by ${expected}`, async () => {
      const uri = uriOf(workspace, path);
      const host = hostOf({ ...files, [path]: "" });
      const { facts } = await gatherIgnoreFacts(host, uri, contextsOf(uri, [workspace]), hints);
      assert.ok(facts.context);
      assert.equal(say(facts.context), expected);
      assert.deepEqual(
        facts.dockerfiles?.map((dockerfile) => dockerfile.path),
        served,
      );
    });
  }
});

test("additional contexts are those of the builds in the chosen one", async () => {
  const build = "build: {context: ., dockerfile: docker/Dockerfile, additional_contexts: {base: ../base}}";
  const files = { "docker/Dockerfile": "FROM base", "compose.yaml": `services: {web: {${build}}}` };
  const { facts } = await gather(files, "docker/Dockerfile");
  assert.deepEqual(facts.context?.builds[0]?.contexts, ["base"]);
  const { facts: others } = await gather(files, "docker/Dockerfile", { chosen: `${workspace}/docker` });
  assert.deepEqual(others.context?.builds, []);
});

test("a Dockerfile beside its context has its own ignore file", async () => {
  const files = {
    "docker/Dockerfile": "FROM x",
    "docker/Dockerfile.dockerignore": "own",
    "app/.dockerignore": "shared",
    "compose.yaml": "services: {web: {build: {context: app, dockerfile: ../docker/Dockerfile}}}",
  };
  const { facts } = await gather(files, "docker/Dockerfile");
  assert.deepEqual([facts.path, facts.ignore?.path], ["../docker/Dockerfile", "../docker/Dockerfile.dockerignore"]);
});

test("the setting names a folder of the workspace", () => {
  const cases: [setting: string, expected: string | undefined][] = [
    ["", undefined],
    [".", "file:///w"],
    ["services/a b", "file:///w/services/a%20b"],
    ["./x/../y/", "file:///w/y"],
    ["..", undefined],
    ["/etc", undefined],
  ];
  for (const [setting, expected] of cases) {
    assert.equal(contextSetFor("file:///w/a/Dockerfile", ["file:///v", "file:///w"], setting), expected, setting);
  }
  assert.equal(contextSetFor("file:///x/Dockerfile", ["file:///w"], "."), undefined);
});

// -------------------------------------------------------------------- changes

/** A host with these files that counts the listings it is asked for. */
function counted(files: Files) {
  const asked: string[] = [];
  const host = hostOf(files);
  const list = (uri: string) => {
    asked.push(uri);
    return host.list(uri);
  };
  return { asked, host: cachedHost({ ...host, list }) };
}

test("listings follow what changes on disk", async () => {
  const cases: [before: string[], after: string[], changes: [string, "created" | "deleted" | "changed"][]][] = [
    [["a"], ["a", "b"], [["b", "created"]]],
    [["a", "b"], ["a"], [["b", "deleted"]]],
    [["a", "b/c", "b/d/e", "b-c"], ["a", "b-c"], [["b", "deleted"]]],
    [["a", "b-c", "bb"], ["a", "b-c", "b/c", "b/d/e", "bb"], [["b", "created"]]],
    [["a", "b/c"], ["a", "b/c", "b/d"], [["b", "created"]]],
    [
      ["a/x"],
      ["a"],
      [
        ["a", "deleted"],
        ["a", "created"],
      ],
    ],
    [
      ["a"],
      ["a/x"],
      [
        ["a", "deleted"],
        ["a", "created"],
      ],
    ],
    [
      ["a", "b"],
      ["a", "b"],
      [
        ["b", "changed"],
        ["b", "created"],
      ],
    ],
    [
      ["a"],
      ["a"],
      [
        ["b", "created"],
        ["b", "deleted"],
      ],
    ],
    [["a"], ["a", "node_modules/x", "node_modules/y/z"], [["node_modules", "created"]]],
    [["a", "b/node_modules/x"], ["a", "b/node_modules/x", "b/node_modules/y"], [["b/node_modules/y", "created"]]],
    [["a", "node_modules/x"], ["a", "node_modules/y"], [["node_modules/x", "deleted"]]],
    [["a", "node_modules/x"], ["a"], [["node_modules", "deleted"]]],
    [["a"], ["a", "é ü/+%"], [["é ü", "created"]]],
  ];
  for (const [before, after, changes] of cases) {
    const files: Record<string, string> = Object.fromEntries(before.map((path) => [path, ""]));
    const { host, asked } = counted(files);
    await host.list(workspace);
    for (const path of before) delete files[path];
    for (const path of after) files[path] = "";
    for (const [path, kind] of changes) host.changed(uriOf(workspace, path), kind);
    asked.length = 0;
    const found = await host.list(workspace);
    assert.deepEqual(found, await hostOf(files).list(workspace), JSON.stringify(changes));
    assert.ok(!asked.includes(workspace), JSON.stringify(changes));
  }
});

test("listings that are not complete follow as far as they can", async () => {
  const files: Record<string, string> = { a: "", b: "", "c/d": "", "e/f": "" };
  const first = async () => ({ paths: Object.keys(files).sort().slice(0, 3), isComplete: false });
  const host = cachedHost({ ...hostOf(files), list: async (uri) => (uri === workspace ? first() : undefined) });
  assert.deepEqual((await host.list(workspace))?.paths, ["a", "b", "c/d"]);
  delete files.b;
  host.changed(`${workspace}/b`, "deleted");
  assert.deepEqual(await host.list(workspace), { paths: ["a", "c/d"], isComplete: false });
  // What was not listed may be a folder of many files.
  delete files["e/f"];
  files.g = "";
  host.changed(`${workspace}/e`, "deleted");
  assert.deepEqual((await host.list(workspace))?.paths, ["a", "c/d", "g"]);
});

test("listings that cannot follow are made again", async () => {
  const files: Record<string, string> = { a: "", "b/c": "" };
  const { host, asked } = counted(files);
  await Promise.all([host.list(workspace), host.list(`${workspace}/b`), host.list(`${workspace}/d`)]);
  // A link that was a file, for all that is known.
  files["a/x"] = "";
  host.changed(`${workspace}/a/x`, "created");
  asked.length = 0;
  assert.deepEqual((await host.list(workspace))?.paths, ["a", "a/x", "b/c"]);
  assert.ok(asked.includes(workspace));
  // A folder that has gone, and one that has come.
  delete files["b/c"];
  files["d/e"] = "";
  host.changed(`${workspace}/b`, "deleted");
  host.changed(`${workspace}/d`, "created");
  assert.equal(await host.list(`${workspace}/b`), undefined);
  assert.deepEqual((await host.list(`${workspace}/d`))?.paths, ["e"]);
  assert.deepEqual((await host.list(workspace))?.paths, ["a", "a/x", "d/e"]);
});

test("texts are read again after a change", async () => {
  const files: Record<string, string> = { "a/b": "old" };
  const { host } = counted(files);
  assert.equal(await host.read(`${workspace}/a/b`), "old");
  files["a/b"] = "new";
  assert.equal(await host.read(`${workspace}/a/b`), "old");
  host.changed(`${workspace}/a/b`, "changed");
  assert.equal(await host.read(`${workspace}/a/b`), "new");
});
