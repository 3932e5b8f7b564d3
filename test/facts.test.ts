import assert from "node:assert/strict";
import { test } from "node:test";
import { contextsOf, gatherFacts, gatherIgnoreFacts, kindOf, remember, uriOf, wantsOf } from "../server/engine/facts";
import { parseDockerfile } from "../server/text/dockerfile";
import type { Files, Host } from "../server/types";

const workspace = "file:///w";

/** A host with these files below the workspace folder. */
function hostOf(files: Files): Host {
  const uris = new Map(Object.entries(files).map(([file, text]) => [uriOf(workspace, file), text]));
  return {
    read: async (uri) => uris.get(uri),
    list: async (folder) =>
      [...uris.keys()].flatMap((uri) =>
        uri.startsWith(`${folder}/`) ? decodeURIComponent(uri.slice(folder.length + 1)) : [],
      ),
    log: () => {},
  };
}

function gather(files: Files, path: string) {
  const uri = uriOf(workspace, path);
  return gatherFacts(hostOf(files), uri, contextsOf(uri, [workspace]), wantsOf(parseDockerfile(files[path] ?? "")));
}

test("files are told by their names", () => {
  for (const name of [
    "Dockerfile",
    "a/Dockerfile.dev",
    "api.Dockerfile",
    "x.dockerfile",
    "Containerfile",
    "dockerfile",
  ]) {
    assert.equal(kindOf(name), "Dockerfile", name);
  }
  for (const name of [
    ".dockerignore",
    ".containerignore",
    "a/b.dockerignore",
    "Dockerfile.dockerignore",
    "file:///c%3A/.dockerignore",
  ]) {
    assert.equal(kindOf(name), ".dockerignore", name);
  }
  for (const name of [".gitignore", "Dockerfiles/x.txt", "dockerignore.md", ""])
    assert.equal(kindOf(name), undefined, name);
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
    log: () => {},
  };
  for (const uri of ["file:///elsewhere/Dockerfile", "untitled:Untitled-1", "file:///workspace/Dockerfile", ""]) {
    const contexts = contextsOf(uri, [workspace]);
    assert.deepEqual(contexts, [], uri);
    const { root, facts } = await gatherFacts(host, uri, contexts, { sources: ["a"], programs: ["b.js"] });
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
  const host = remember({ read: answer, list: answer, log: () => {} });
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
  host.forget("file:///w/a/x+y");
  asked.length = 0;
  await ask();
  assert.deepEqual(asked, ["file:///w", "file:///w/a", "file:///w/a/x%2By"]);
});
