/** Package scripts followed to the commands that run. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readProject } from "../server/node/project";
import { allRuns, callWithin, installHooks, lineOfRun, type Run, runInTarget, runOf } from "../server/packages/scripts";
import type { Project } from "../server/types";

/** Scripts, a call, and the tree: what runs because of something stands behind it in brackets, "!" is a problem. */
const trees: readonly (readonly [scripts: Record<string, string>, call: string, tree: string])[] = [
  [{ a: "tsc" }, "npm run a", "a(tsc)"],
  [{ a: "tsc -b && cp x y" }, "npm run a", "a(tsc -b, && cp x y)"],
  [{ a: "tsc || true; echo x | cat & ls" }, "npm run a", "a(tsc, || true, ; echo x, | cat, & ls)"],
  [{ a: "(tsc); echo $(git log)" }, "npm run a", "a(<subshell> tsc, ; echo $(git log), <substitution> git log)"],
  [{ prea: "x", a: "y", posta: "z" }, "npm run a", "a(prea(x), y, posta(z))"],
  [{ prea: "x", a: "y", posta: "z" }, "npm run a --ignore-scripts", "a(y)"],
  [{ prea: "x", a: "y", posta: "z" }, "node --run a", "a(y)"],
  [{ preprea: "w", prea: "x", a: "y" }, "npm run a", "a(prea(x), y)"],
  // Arguments go to the end of the text.
  [{ a: "tsc && vite build" }, "npm run a -- --mode x", "a(tsc, && vite build --mode x)"],
  [{ a: "(vite)" }, "npm run a -- x", "a(<subshell> vite)"],
  [{ a: "npm run b -- 1", b: "vite" }, "npm run a -- 2", "a(b(vite 1 2))"],
  // Variables, and what only wraps a program.
  [{ a: "A=1 B='x y' node ." }, "npm run a", "a(A=1 B=x y node .)"],
  [{ a: "cross-env A=1 env B=2 node ." }, "npm run a", "a(A=1 B=2 node .)"],
  [{ a: "A=1 npm run b", b: "A=2 B=3 x" }, "npm run a", "a(A=1 b(A=2 B=3 x))"],
  [{ a: "x" }, "npm run a --omit=dev", "a(NODE_ENV=production x)"],
  [{ a: "sudo node ." }, "npm run a", "a(node . !the script starts its program by sudo)"],
  [{ a: "A=1" }, "npm run a", "a(A=1  !the script starts no program)"],
  [{ a: "dotenv -- x" }, "npm run a", "a(dotenv -- x !the script loads variables with dotenv)"],
  [{ a: "env -i x" }, "npm run a", "a(-i x !the script gives env the option -i)"],
  // Other managers and runners.
  [{ a: "yarn b", b: "x" }, "pnpm a", "a(b(x))"],
  [{ a: "npx tsc && pnpm exec vite" }, "npm run a", "a(npx[tsc], && pnpm exec[vite])"],
  [{ a: "npx cross-env-x" }, "npm run a", "a(npx[cross-env-x])"],
  [{ a: "yarn tsc" }, "npm run a", "a(yarn[tsc])"],
  [{ a: "bun server.ts" }, "npm run a", "a(bun server.ts)"],
  [{ a: "npx npm run b", b: "x" }, "npm run a", "a(npx[b(x)])"],
  [{ a: "run-s b c", b: "x", c: "y" }, "npm run a", "a(several(b(x), c(y)))"],
  [{ a: "run-p b:*", "b:1": "x", "b:2": "y", "b:2:3": "z" }, "npm run a", "a(several(b:1(x), b:2(y)))"],
  [{ a: "run-p 'b:**'", "b:1": "x", "b:2:3": "z" }, "npm run a", "a(several(b:1(x), b:2:3(z)))"],
  [{ a: "run-p 'b-*'", "b-1": "x", b: "z" }, "npm run a", "a(several(b-1(x)))"],
  [{ a: "run-s 'b -- -x'", b: "x" }, "npm run a", "a(several(b(x -x)))"],
  [{ a: 'concurrently "npm:b" "A=1 y z"', b: "x" }, "npm run a", "a(several(b(x), A=1 y z))"],
  // What cannot be told.
  [{}, "npm run a", '?(!package.json has no script "a")'],
  [{}, "npm run constructor", '?(!package.json has no script "constructor")'],
  [{ a: "x" }, "npm --prefix api run a", "?(!the script is that of another package)"],
  [{ a: "npm -w api start && y" }, "npm run a", "a(?(!the script is that of another package), && y)"],
  [{ a: "npm run a" }, "npm run a", "a(a(!its scripts call one another in circles))"],
  [{ a: "npm run b", b: "npm run a" }, "npm run a", "a(b(a(!its scripts call one another in circles)))"],
  [{ prea: "npm run a", a: "x" }, "npm run a", "a(prea(a(!its scripts call one another in circles)), x)"],
  [{ a: "x 'y" }, "npm run a", "a(!the shell cannot read the script)"],
  [{ a: "x ".repeat(3000) }, "npm run a", "a(!the script is too long)"],
  // Installs run scripts, too.
  [{ prepare: "husky", postinstall: "x" }, "npm ci", "npm ci(postinstall(x), prepare(husky))"],
  [{ postinstall: "x" }, "yarn", "yarn(postinstall(x))"],
  [{ postinstall: "npm run b", b: "y" }, "npm i --omit dev", "npm i --omit dev(postinstall(b(y)))"],
  [{ postinstall: "x" }, "npm ci --ignore-scripts", "npm ci --ignore-scripts"],
  [{ postinstall: "x" }, "npm i left-pad", "npm i left-pad"],
  [{ postinstall: "x" }, "npm ci --prefix api", "npm ci --prefix api"],
  [
    { postinstall: "npm ci" },
    "npm ci",
    "npm ci(postinstall(npm ci(postinstall(!its scripts call one another in circles))))",
  ],
];

describe("a call runs", () => {
  for (const [scripts, call, tree] of trees) {
    test(`${call} of ${JSON.stringify(scripts).slice(0, 80)}`, () => {
      assert.equal(treeOf(runOf(call.split(" "), projectOf(scripts))), tree);
    });
  }

  test("nothing that is known without package.json", () => {
    assert.equal(treeOf(runOf(["npm", "start"], undefined)), "?(!package.json is not known)");
    assert.equal(treeOf(runOf(["node", "."], undefined)), "node .");
  });

  test("server.js by default, with managers that do so", () => {
    const treeWith = (call: string) => treeOf(runOf(call.split(" "), projectOf({}), ["server.js"]));
    assert.equal(treeWith("npm start"), "start(node server.js)");
    assert.equal(treeWith("pnpm start"), "start(node server.js)");
    assert.equal(treeWith("npm test"), '?(!package.json has no script "test")');
  });

  test("what the package it names has, if that is the one that is given", () => {
    const run = runInTarget("npm --prefix api run a".split(" "), projectOf({ a: "x" }), []);
    assert.equal(treeOf(run), "a(x)");
  });
});

test("what it costs is bounded", () => {
  const wide = projectOf({ a: "x;".repeat(2000), b: "npm run a;".repeat(400) });
  const deep = projectOf(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`s${at}`, `npm run s${at + 1}`])));
  const broad = projectOf(
    Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`s${at}`, `npm run s${at + 1};`.repeat(9)])),
  );
  for (const [project, script, problem] of [
    [wide, "a", "its scripts run too many commands"],
    [wide, "b", "its scripts run too many commands"],
    [deep, "s0", "its scripts call one another too often"],
    [broad, "s0", "its scripts run too many commands"],
  ] as const) {
    const runs = allRuns(runOf(["npm", "run", script], project));
    assert.ok(runs.length < 500, `${script}: ${runs.length}`);
    assert.ok(
      runs.some((run) => run.problem === problem),
      script,
    );
  }
  runOf(Array(5000).fill("npx"), undefined);
});

test("calls are written in one way", () => {
  const project = projectOf({ build: "x" });
  const lines: readonly (readonly [call: string, line: string])[] = [
    ["npm -s run --silent build", "npm run build"],
    ["npm run build -- --x", "npm run build -- --x"],
    ["yarn build", "yarn run build"],
    ["node --run build", "npm run build"],
    ["npm --silent ci --omit=dev", "npm ci --omit=dev"],
    ["yarn --frozen-lockfile", "yarn --frozen-lockfile"],
    ["npm --prefix api run build", "npm --prefix api run build"],
    ["npm run gone", "npm run gone"],
    ["npx tsc", "npx tsc"],
  ];
  for (const [call, line] of lines) assert.equal(lineOfRun(runOf(call.split(" "), project)), line, call);
});

test("calls are found behind what starts them", () => {
  assert.deepEqual(callWithin("dumb-init -- npm start".split(" ")), ["npm", "start"]);
  assert.deepEqual(callWithin("wait-for db:80 -- node --run x".split(" ")), ["node", "--run", "x"]);
  assert.equal(callWithin("node server.js".split(" ")), undefined);
  assert.equal(callWithin([...Array(30).fill("x"), "npm", "start"]), undefined);
});

test("installs run scripts in their order", () => {
  const project = projectOf(Object.fromEntries([...installHooks].reverse().map((name) => [name, name])));
  assert.deepEqual(
    allRuns(runOf(["npm", "ci"], project))
      .flatMap(({ kind, argv }) => (kind === "program" ? argv : []))
      .slice(2),
    installHooks,
  );
});

test("any scripts can be followed", () => {
  const line = fc.array(
    fc.constantFrom("npm run a", "run-p *", "yarn b", "npx", "'", "(", "&&", "A=b", "cross-env", "$x", "npm ci"),
  );
  fc.assert(
    fc.property(line, line, fc.string(), (a, b, c) => {
      const project = projectOf({ a: a.join(" "), b: b.join(" "), postinstall: c });
      assert.ok(allRuns(runOf(["npm", "run", "a"], project)).length < 1000);
    }),
    { numRuns: 300, seed: 1 },
  );
});

function projectOf(scripts: Record<string, string>): Project {
  const project = readProject([], new Map([["package.json", JSON.stringify({ scripts })]]));
  assert.ok(project);
  return project;
}

function treeOf(run: Run): string {
  const { command, problem, environment } = run;
  const trouble = problem === undefined ? "" : `!${problem}`;
  const within = command?.within.length ? `<${command.within.join(" ")}> ` : "";
  const operator = command?.operator && within === "" ? `${command.operator} ` : "";
  const outside = run.kind === "script" || run.kind === "program" ? environment : {};
  const variables = Object.entries(outside).map(([name, value]) => `${name}=${value} `);
  return operator + within + variables.join("") + bodyOf(run, trouble);
}

function bodyOf(run: Run, trouble: string): string {
  switch (run.kind) {
    case "program": {
      const hooks = run.hooks.map(treeOf).join(", ");
      return run.argv.join(" ") + (hooks && `(${hooks})`) + (trouble && ` ${trouble}`);
    }
    case "tool":
      return `${run.call.tool}[${treeOf({ ...run.run, command: undefined })}]`;
    case "script": {
      const parts = [run.before, ...run.runs, run.after].flatMap((each) => (each ? [treeOf(each)] : []));
      return `${run.call.name}(${[...parts, ...(trouble ? [trouble] : [])].join(", ")})`;
    }
    case "several":
      return `several(${run.runs.map(treeOf).join(", ")})`;
    case "unknown":
      return `?(${trouble})`;
  }
}
