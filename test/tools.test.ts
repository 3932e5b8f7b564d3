/** The table of tools: what its rows must have in common, and what is asked of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { managerPrograms, runnerPrograms } from "../server/data/packageManagers";
import {
  buildPackages,
  buildPrograms,
  builds,
  configsOf,
  developmentServer,
  frontEndBuilders,
  namedCall,
  nodePrograms,
  outputFolderNames,
  packagesOfTool,
  programsFor,
  programsOf,
  toolOf,
  unfitForProduction,
} from "../server/data/tools";
import { toolTable } from "../server/data/toolTable";

test("a program is one tool, and so for one purpose in the first place", () => {
  const all = toolTable.flatMap(({ programs }) => programs);
  assert.deepEqual([...new Set(all)], all);
});

for (const tool of toolTable) {
  const [program = ""] = tool.programs;
  test(`${program}: its row is consistent`, () => {
    const { purpose, develops, previews, builds: buildVerbs, outputs, configs = [], isFrontEnd } = tool;
    assert.ok(packagesOfTool(tool).length > 0);
    assert.equal(toolOf(program), tool);
    for (const name of packagesOfTool(tool)) assert.ok(programsOf(name).includes(program));
    // A word starts a server, serves what was built, or builds.
    const verbs = [develops, previews, buildVerbs].flatMap((list) => (Array.isArray(list) ? list : []));
    assert.deepEqual([...new Set(verbs)], verbs);
    assert.ok(develops !== "always" || (previews === undefined && buildVerbs === undefined));
    assert.equal(purpose === "watcher", purpose === "watcher" && develops === "always");
    if (isFrontEnd) assert.ok(builds(program, "build"));
    if (outputs) assert.ok(buildVerbs);
    assert.deepEqual([...new Set(configs)], configs);
    assert.ok(configs.every((path) => !path.startsWith("/")));
    if (tool.script) assert.ok(tool.script.startsWith(`node_modules/${packagesOfTool(tool)[0]}/`));
    if (tool.detaches) assert.equal(purpose, "process manager");
    // Nothing for development is for production, too.
    if (develops === "always") assert.ok(unfitForProduction(program, "x"));
    for (const verb of develops === "always" ? [] : (develops ?? [])) {
      assert.ok(unfitForProduction(program, verb), `${program} ${verb}`);
    }
  });
}

test("servers for production are no tools of development", () => {
  for (const program of programsFor("file server", "application server", "runtime")) {
    assert.equal(unfitForProduction(program, "start"), undefined);
    assert.equal(developmentServer(program, ""), undefined);
    assert.ok(!buildPrograms.has(program));
    assert.ok(
      !buildPackages.has(packagesOfTool(toolOf(program) ?? { programs: [], purpose: "runtime" })[0] ?? "") ||
        program === "bun",
    );
  }
});

const servers: readonly (readonly [program: string, verb: string, name: string | undefined])[] = [
  ["nodemon", "server.js", "nodemon"],
  ["supervisor", "server.js", "supervisor"],
  ["ts-node-esm", "", "ts-node-esm"],
  ["babel-node", "src/index.js", "babel-node"],
  ["tsx", "watch", "tsx watch"],
  ["tsx", "server.ts", undefined],
  ["vite", "", "vite"],
  ["vite", "preview", undefined],
  ["ng", "s", "ng s"],
  ["next", "", "next"],
  ["next", "start", undefined],
  ["strapi", "develop", "strapi develop"],
  ["constructor", "", undefined],
];

for (const [program, verb, name] of servers) {
  test(`development server: ${program} ${verb}`, () => assert.equal(developmentServer(program, verb), name));
}

const unfit: readonly (readonly [program: string, verb: string, use: string | undefined, isByVerb?: boolean])[] = [
  ["node-dev", "server.js", "watcher"],
  ["jiti", "server.ts", "compiles at start"],
  ["vite", "preview", "development server"],
  ["nest", "start", "development server"],
  ["next", "dev", "development server", true],
  ["next", "-p", "development server", true],
  ["next", "start", undefined],
  ["astro", "preview", "development server", true],
  ["run-p", "api", "runs several programs"],
  ["turbo", "run", "runs several programs"],
  ["pm2", "start", "detaches", true],
  ["pm2-runtime", "start", undefined],
  ["node", "server.js", undefined],
  ["tsc", "", undefined],
];

for (const [program, verb, use, isByVerb = false] of unfit) {
  test(`fit for production: ${program} ${verb}`, () => {
    assert.deepEqual(unfitForProduction(program, verb), use && { use, isByVerb });
  });
}

test("what builds", () => {
  assert.deepEqual(
    [...frontEndBuilders],
    ["vite", "react-scripts", "vue-cli-service", "ng", "webpack", "parcel", "astro"],
  );
  for (const program of ["tsc", "nest", "next", "nuxi", "prisma", "rimraf", "turbo"])
    assert.ok(buildPrograms.has(program));
  for (const program of ["node", "npm", "serve", "jest", "nodemon"]) assert.ok(!buildPrograms.has(program));
  assert.ok(builds("webpack", "") && builds("ng", "b") && !builds("vite", "") && !builds("rimraf", "dist"));
});

test("packages for builds alone are none that a container starts with", () => {
  for (const name of ["typescript", "@angular/cli", "webpack", "webpack-cli", "pnpm", "corepack"])
    assert.ok(buildPackages.has(name), name);
  for (const name of ["pm2", "serve", "next", "prisma", "nodemon", "ts-node"])
    assert.ok(!buildPackages.has(name), name);
});

test("programs of Node.js hold all package managers", () => {
  for (const program of [...managerPrograms, ...runnerPrograms, "node", "nodejs"])
    assert.ok(nodePrograms.has(program), program);
  assert.ok(!nodePrograms.has("deno") && !nodePrograms.has("pm2"));
});

test("programs by package", () => {
  assert.deepEqual(programsOf("typescript"), ["tsc"]);
  assert.deepEqual(programsOf("webpack-cli"), ["webpack"]);
  assert.deepEqual(programsOf("express"), ["express"]);
});

test("Next.js reads these configurations and no others", () => {
  const named = configsOf("next").filter((path) => path.startsWith("next."));
  assert.deepEqual(named, ["next.config.js", "next.config.mjs", "next.config.ts", "next.config.mts"]);
});

test("no folder of sources counts as built", () => {
  for (const name of outputFolderNames) assert.ok(!/^(?:src|app|lib|build|public)$/.test(name), name);
  for (const name of ["dist", ".next", ".nuxt", ".output", ".svelte-kit", ".angular"])
    assert.ok(outputFolderNames.has(name));
});

for (const [call, named] of [
  ["node node_modules/next/dist/bin/next start -p 80", "next start -p 80"],
  ["node ./node_modules/.bin/next start", "next start"],
  ["node /app/node_modules/@react-router/serve/bin.js a.js", "react-router-serve a.js"],
  ["node_modules/.bin/remix-serve a.js", "remix-serve a.js"],
  ["node server.js node_modules/.bin/next", "node server.js node_modules/.bin/next"],
  ["node node_modules/other/bin.js", "node node_modules/other/bin.js"],
  ["", ""],
] as const) {
  test(`${call} is ${named}`, () => assert.equal(namedCall(call.split(" ")).join(" "), named));
}
