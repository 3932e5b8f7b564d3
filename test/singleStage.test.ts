/** One stage that builds and ships: which rule reports it, what the image needs, what a Go program needs besides itself. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { isReportedBySingleStage, singleStage } from "../server/multistage/singleStage";
import { nextConfig, nextStart, resultOf } from "../server/multistage/stageResult";
import { projectInstallsOf } from "../server/packages/install";
import { cgoIn, filesOf, sourcesOf } from "../server/projects/goProject";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn } from "../server/syntax/runs";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files } from "../server/types";
import { isReason } from "../server/util/reason";

const go = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n';
const node = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/a.js"]\n';

describe("a single stage", () => {
  test("a rule on the images of its language reports it", () => {
    assert.equal(isReportedBySingleStage(parseDockerfile(go)), true);
    assert.equal(isReportedBySingleStage(parseDockerfile(`${go}FROM scratch\n`)), false);
    assert.equal(isReportedBySingleStage(parseDockerfile(go.replace(/CMD.*\n/, ""))), false);
    assert.equal(isReportedBySingleStage(parseDockerfile("FROM debian\nCMD a\n")), false);
    assert.equal(isReportedBySingleStage(parseDockerfile("")), false);
  });

  test("with the fix that makes two stages, or why there is none", async () => {
    const files: Files = { "go.mod": "module a\n\ngo 1.24\n", "main.go": "package main\nfunc main() {}\n" };
    const findings = async (text: string, all: Files) => [
      ...singleStage("go-toolchain-shipped", parseDockerfile(text), await factsAround(all, "Dockerfile", text)),
    ];
    const [found] = await findings(go, files);
    assert.equal(found && go.slice(found.span.start, found.span.end), "FROM");
    const after = apply(go, found?.fixes?.[0]?.edits ?? []);
    assert.match(after, /^FROM golang:1\.24 AS \w+\n[\s\S]*\nFROM [\s\S]*COPY --from=/);
    const [left] = await findings(go, { ...files, "a.c": "" });
    assert.match(left?.note ?? "", /^Two stages are left to you because .*\.$/);
    assert.equal(left?.fixes, undefined);
    assert.deepEqual(await findings(go.replace("\n", " AS dev\n"), files), []);
    assert.deepEqual(await findings(node, files), []);
  });
});

/** The files of a project, and why the program may need C; undefined for no reason. */
const cgo: readonly (readonly [title: string, files: Files, reason: RegExp | undefined])[] = [
  ["nothing", { "go.mod": "module a\ngo 1.24\n" }, undefined],
  ["no go.mod", {}, /go\.mod is not known/],
  ["an old go.mod", { "go.mod": "module a\ngo 1.16\nrequire x v1\n" }, /does not list all modules/],
  ["an old go.mod without modules", { "go.mod": "module a\ngo 1.16\n" }, undefined],
  [
    "a module",
    { "go.mod": "module a\ngo 1.24\nrequire (\n\tgithub.com/mattn/go-sqlite3 v1.14.0\n)\n" },
    /^github\.com\/mattn\/go-sqlite3 needs C$/,
  ],
  ["a source in C", { "go.mod": "module a\ngo 1.24\n", "x/a.c": "" }, /^x\/a\.c is a source in C$/],
  ["an import", { "go.mod": "module a\ngo 1.24\n", "a.go": 'package a\n\nimport "C"\n' }, /^a\.go imports C$/],
];

describe("Go programs", () => {
  const factsOf = (files: Files): Facts => ({
    today: "",
    files: Object.keys(files).sort(),
    contents: new Map(Object.entries(files)),
  });

  for (const [title, files, reason] of cgo) {
    test(`C for ${title}`, () => {
      const found = cgoIn(factsOf(files));
      if (reason) assert.match(found ?? "", reason);
      else assert.equal(found, undefined);
    });
  }

  test("their sources, tests left out", () => {
    const files = ["a.go", "a_test.go", "x/testdata/b.go", "x/c.go", "d.gox"];
    assert.deepEqual(sourcesOf({ today: "", files }), ["a.go", "x/c.go"]);
    assert.deepEqual(sourcesOf({ today: "" }), []);
  });

  test("files that they may need besides themselves", () => {
    assert.match(filesOf({ today: "" }) ?? "", /not known/);
    assert.match(filesOf({ ...factsOf({ "a.go": "" }), isPartial: true }) ?? "", /not known/);
    assert.equal(
      filesOf(factsOf({ "a.go": "package a", "go.mod": "", "README.md": "", Dockerfile: "", ".github/x": "" })),
      undefined,
    );
    assert.match(filesOf(factsOf({ "a.go": "", "views/a.html": "" })) ?? "", /may read views\/a\.html/);
    assert.match(filesOf(factsOf({ "a.go": 'x := os.ReadFile("b")' })) ?? "", /^a\.go uses os\.ReadFile, and may need/);
    assert.match(filesOf(factsOf({ "a.go": 't.ParseFiles("b")' })) ?? "", /^a\.go uses \.ParseFiles, and/);
  });
});

async function result(text: string, files: Files, takesSource = true) {
  const file = parseDockerfile(text);
  const facts = await factsAround(files, "Dockerfile", text);
  const stage = file.final ?? assert.fail();
  const [install] = projectInstallsOf(stage);
  const steps = stage.instructions
    .flatMap((it) => (it.keyword === "RUN" ? commandsIn(it) : []))
    .filter(({ words }) => words[1]?.value === "run");
  const found = resultOf(file, stage, install ?? assert.fail(), { steps, takesSource }, facts);
  if (isReason(found)) return found.reason;
  return [
    ...found.copies.map(({ source }) => source || "all"),
    ...(found.leftover ? [`-${found.leftover}`] : []),
    ...found.replaced.values(),
  ].join(" ");
}

const project = (more: object = {}) => ({
  "package.json": JSON.stringify({ scripts: { build: "tsc" }, devDependencies: { typescript: "5" }, ...more }),
  "package-lock.json": "{}",
});
const tsconfig = { "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}', "src/a.ts": "" };

describe("what ships of a project of Node.js", () => {
  test("what is built, when nothing else can be of use", async () => {
    assert.equal(await result(node, { ...project(), ...tsconfig }), "/node_modules /package.json /dist");
    assert.equal(await result(node, { ...project(), ...tsconfig, "views/a.html": "" }), "all");
    assert.equal(
      await result(node, { ...project(), ...tsconfig, ".dockerignore": "views", "views/a.html": "" }),
      "/node_modules /package.json /dist",
    );
    assert.equal(await result(node.replace("dist/a.js", "src/a.js"), { ...project(), ...tsconfig }), "all");
  });

  test("node_modules, where the source comes from the context", async () => {
    const own = node.replace("RUN npm run build\n", "");
    assert.equal(await result(own, project(), false), "/node_modules /package.json");
    assert.equal(
      await result(
        own.replace("COPY . .\nRUN npm ci", "COPY package*.json ./\nRUN npm ci\nCOPY . ."),
        project(),
        false,
      ),
      "/node_modules",
    );
  });

  test("Plug'n'Play keeps packages elsewhere", async () => {
    const yarn = node.replace("npm ci", "yarn install");
    assert.match(await result(yarn, { ...project(), ".pnp.cjs": "" }), /Plug'n'Play/);
    assert.doesNotMatch(
      await result(yarn.replace("COPY", "ENV YARN_NODE_LINKER=node-modules\nCOPY"), { ...project(), ".pnp.cjs": "" }),
      /Plug/,
    );
  });

  const next = node.replace('"node", "dist/a.js"', '"npm", "start"');
  const nextProject = project({
    scripts: { build: "next build", start: "next start -p 80" },
    dependencies: { next: "15" },
  });

  test("the folder that Next.js makes for its server, if it is told to", async () => {
    const config = { "next.config.js": 'module.exports = { output: "standalone" }' };
    const standalone = await result(next, { ...nextProject, ...config, "app/page.tsx": "", "public/a.png": "" });
    assert.match(
      standalone,
      /^\/\.next\/standalone \/\.next\/static \/public ENV HOSTNAME=0\.0\.0\.0 PORT=80\nCMD \["node", "server\.js"\]$/,
    );
    const commented = { "next.config.js": 'module.exports = { // output: "standalone"\n}' };
    assert.equal(
      await result(next, { ...nextProject, ...commented, "app/page.tsx": "" }),
      "/node_modules /package.json /next.config.js /.next -.next/cache",
    );
    assert.match(await result(next, { ...nextProject, ...config, "app/page.tsx": "", "a.csv": "" }), /standalone/);
  });

  test("how Next.js is started, and its one configuration", async () => {
    const start = async (script: string, dependencies: object = { next: "15" }) => {
      const facts = await factsAround(project({ scripts: { start: script }, dependencies }), "Dockerfile", next);
      return nextStart(parseDockerfile(next).final ?? assert.fail(), facts.project ?? assert.fail(), facts);
    };
    assert.deepEqual(await start("next start"), { port: undefined, host: undefined });
    assert.deepEqual(await start("next start --port 80 -H 0.0.0.0"), { port: "80", host: "0.0.0.0" });
    assert.deepEqual(await start("node node_modules/next/dist/bin/next start"), { port: undefined, host: undefined });
    assert.equal(await start("next start --keepAliveTimeout 1"), undefined);
    assert.equal(await start("next dev"), undefined);
    assert.equal(await start("next start", {}), undefined);
    const contents = new Map([["next.config.js", "x"]]);
    assert.equal(nextConfig({ today: "", files: ["next.config.js", "web/next.config.js"], contents })?.text, "x");
    assert.equal(nextConfig({ today: "", files: ["next.config.js", "next.config.ts"], contents }), undefined);
  });
});
