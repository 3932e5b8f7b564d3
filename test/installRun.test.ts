/** RUNs that install taken apart, programs behind wrappers, Python's installs, and what commands need of the context. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedFiles, builtFolders, neededFiles, needsGit, outputPatterns, runsTests } from "../server/node/needs";
import type { Environment } from "../server/packages/callOptions";
import { installsIn } from "../server/packages/install";
import { cleansCache, commandsBesideSecrets, provides, separate } from "../server/packages/installRun";
import { pythonInstallsOf } from "../server/packages/pythonInstalls";
import { isUsual, unwrap } from "../server/packages/wrappers";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn } from "../server/syntax/runs";
import { parseShell } from "../server/syntax/shell";
import { factsAround } from "../server/tools/memoryHost";
import type { Files, Instruction } from "../server/types";

function read(run: string) {
  const file = parseDockerfile(`FROM node:24\n${run}\n`);
  const instruction = file.instructions.at(-1) as Instruction;
  return { file, instruction, commands: commandsIn(instruction) };
}

/** A RUN, the part that installs, and the RUN for the rest; undefined where it cannot be taken apart. */
const separated: readonly (readonly [run: string, install: string | undefined, rest?: string])[] = [
  ["RUN npm ci", "RUN npm ci"],
  ["RUN npm ci && npm run build", "RUN npm ci", "RUN npm run build"],
  ["run npm ci \\\n  && npm run build", "run npm ci", "run npm run build"],
  ["RUN corepack enable && pnpm install && pnpm build", "RUN corepack enable && pnpm install", "RUN pnpm build"],
  ["RUN npm ci && npm cache clean --force && a", "RUN npm ci && npm cache clean --force", "RUN a"],
  ["RUN --mount=type=cache,target=/c npm ci && a", "RUN --mount=type=cache,target=/c npm ci", "RUN a"],
  ["RUN --mount=type=secret,id=a npm ci && a", "RUN --mount=type=secret,id=a npm ci", "RUN --mount=type=secret,id=a a"],
  ["RUN a && npm ci", undefined],
  ["RUN npm ci; a", undefined],
  ["RUN npm ci && cd x && a", undefined],
  ["RUN npm ci && a && npm install b", undefined],
  ["RUN npm ci && (a)", undefined],
  ["RUN npm ci \\\n  # why\n  && a", undefined],
  ["RUN <<E\nnpm ci && a\nE", undefined],
];

describe("a RUN that installs and goes on", () => {
  for (const [run, install, rest] of separated) {
    test(JSON.stringify(run), () => {
      const { file, instruction } = read(run);
      const [first] = installsIn(instruction).filter(({ isGlobal }) => !isGlobal);
      const found = separate(file, first ?? assert.fail());
      assert.deepEqual([found?.install, found?.rest], [install, rest]);
    });
  }

  test("what makes programs ready, what keeps caches small, what reads secrets", () => {
    const { instruction, commands } = read(
      "RUN corepack enable && npm i -g pnpm@9 && npm i -g a && npm cache clean && A=$(cat /run/secrets/a) b",
    );
    const installs = installsIn(instruction);
    const names = (list: typeof commands) => list.map(({ words }) => words.map(({ text }) => text).join(" "));
    assert.deepEqual(names(commands.filter((command) => provides(command, installs))), [
      "corepack enable",
      "npm i -g pnpm@9",
    ]);
    assert.deepEqual(names(commands.filter(cleansCache)), ["npm cache clean"]);
    assert.deepEqual(names(commandsBesideSecrets(instruction).slice(-1)), ["b"]);
    assert.equal(commandsBesideSecrets(instruction).length, commands.length - 1);
  });
});

/** A command of a package script, the program behind its wrappers, its variables, and why it cannot do without them. */
const wrapped: readonly (readonly [text: string, argv: string, environment: object, problem?: RegExp])[] = [
  ["node a.js", "node a.js", {}],
  ["exec node a.js", "node a.js", {}],
  ["A=b node a.js", "node a.js", { A: "b" }],
  ["cross-env A=b C='d e' node a.js", "node a.js", { A: "b", C: "d e" }],
  ["env A=b node a.js", "node a.js", { A: "b" }],
  ["A=b cross-env A=c node", "node", { A: "c" }],
  ["cross-env A=$B node a.js", "A=$B node a.js", {}, /expands \$B/],
  ["env -i node a.js", "-i node a.js", {}, /gives env the option -i/],
  ["dotenv -e .env node a.js", "dotenv -e .env node a.js", {}, /loads variables with dotenv/],
  ["dotenvx run -- node a.js", "dotenvx run -- node a.js", {}, /loads variables/],
  ["cross-env-shell a", "cross-env-shell a", {}, /shell of its own/],
  ["sudo node a.js", "node a.js", {}, /by sudo/],
  ["A=b", "", { A: "b" }, /starts no program/],
];

describe("wrappers", () => {
  for (const [text, argv, environment, problem] of wrapped) {
    test(text, () => {
      const [command] = parseShell({ text, toDocument: (offset) => offset }, "sh").commands;
      const found = unwrap(command ?? assert.fail(), {});
      assert.equal(found.argv.join(" "), argv);
      assert.deepEqual(found.environment, environment);
      if (problem) assert.match(found.problem ?? "", problem);
      else assert.equal(found.problem, undefined);
    });
  }

  test("what is set around it holds, and what images set anyway is usual", () => {
    const [command] = parseShell({ text: "A=b c", toDocument: (offset) => offset }, "sh").commands;
    assert.deepEqual(unwrap(command ?? assert.fail(), { A: "x", D: "e" }).environment, { A: "b", D: "e" });
    const environments: Environment[] = [{}, { NODE_ENV: "production" }, { NODE_ENV: "test" }, { A: "b" }];
    assert.deepEqual(environments.map(isUsual), [true, true, false, false]);
  });
});

/** Lines of a stage, and its Python installs as "program frozen omits". */
const python: readonly (readonly [text: string, found: readonly string[]])[] = [
  ["RUN uv sync", ["uv false false"]],
  ["RUN uv sync --frozen --no-dev", ["uv true true"]],
  ["ENV UV_LOCKED=1\nRUN uv sync", ["uv true false"]],
  ["RUN UV_NO_DEV=1 uv sync", ["uv false true"]],
  ["RUN uv sync --dry-run", []],
  ["RUN pipenv install --deploy", ["pipenv true true"]],
  ["RUN pipenv install requests", []],
  ["RUN poetry install --only main", ["poetry true true"]],
  ["RUN poetry install", ["poetry true false"]],
  ["ONBUILD RUN poetry install", []],
  ["RUN pip install -r a", []],
];

describe("Python's installs by a lock file", () => {
  for (const [text, found] of python) {
    test(JSON.stringify(text), () => {
      const drawn = pythonInstallsOf(parseDockerfile(`FROM python\n${text}\n`).final ?? assert.fail());
      assert.deepEqual(
        drawn.map(({ manager, isFrozen, omitsDev }) => `${manager.program} ${isFrozen} ${omitsDev}`),
        found,
      );
    });
  }
});

async function needs(run: string, files: Files = {}) {
  const text = `FROM node:24\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`;
  return { file: parseDockerfile(text), facts: await factsAround(files, "Dockerfile", text) };
}

describe("what commands need of the context", () => {
  for (const [run, scripts, git, tests] of [
    ["git describe", {}, true, false],
    ["git clone x", {}, false, false],
    ["npm run build", { build: "a $(git rev-parse HEAD)" }, true, false],
    ["npm run build", { build: "tsc" }, false, false],
    ["npm test", {}, false, true],
    ["npm run test:unit", { "test:unit": "a" }, false, true],
    ["go test ./...", {}, false, true],
    ["pytest", {}, false, true],
    ["node --test", {}, false, true],
    ["jest", {}, false, true],
    ["echo test", {}, false, false],
  ] as const) {
    test(`${run}: history ${git}, tests ${tests}`, async () => {
      const { file, facts } = await needs(run, { "package.json": JSON.stringify({ scripts }) });
      assert.deepEqual([needsGit(file, facts), runsTests(file, facts)], [git, tests]);
    });
  }

  test("the history, which a program of the build or its settings ask git for", async () => {
    const asks = 'require("child_process").execSync("git rev-parse HEAD");';
    const build = (script: string) => ({ "package.json": JSON.stringify({ scripts: { build: script } }) });
    const all: readonly (readonly [files: Files, isWanted: boolean])[] = [
      [{ ...build("node tools/stamp.js"), "tools/stamp.js": asks }, true],
      [{ ...build("node tools/stamp.js"), "tools/stamp.js": 'require("./a")', "tools/a.js": asks }, true],
      [{ ...build("vite build"), "vite.config.ts": 'spawnSync("git", ["describe", "--tags"]);' }, true],
      // A script for whoever releases it is none of the build's.
      [{ ...build("node tools/stamp.js"), "tools/stamp.js": "", "tools/release.js": asks }, false],
      [{ ...build("node tools/stamp.js"), "tools/stamp.js": 'execSync("git clone a");' }, false],
    ];
    for (const [files, isWanted] of all) {
      const { file, facts } = await needs("npm run build", files);
      assert.equal(needsGit(file, facts), isWanted, JSON.stringify(files));
    }
  });

  test("files that installs and builds read, among those that are there", async () => {
    const needed = async (run: string, ...files: string[]) => {
      const { file, facts } = await needs(run, Object.fromEntries(files.map((name) => [name, "{}"])));
      return neededFiles(file, facts).map(({ path, command }) => `${path} (${command})`);
    };
    assert.deepEqual(await needed("npm ci", "package.json", "package-lock.json", "yarn.lock"), [
      "package.json (npm ci)",
      "package-lock.json (npm ci)",
    ]);
    assert.deepEqual(await needed("npm ci --omit=dev", "package.json"), ["package.json (npm ci)"]);
    assert.deepEqual(await needed("pip install -r ./req.txt", "req.txt"), ["req.txt (pip install)"]);
    assert.deepEqual(await needed("go build", "go.mod"), ["go.mod (go build)"]);
    assert.deepEqual(await needed("cd x && make", "Makefile"), []);
    assert.deepEqual(await needed("npm ci --prefix api", "package.json"), []);
    assert.deepEqual(await needed("echo a", "package.json"), []);
  });

  test("files that may be read, as hints at the folder", () => {
    assert.deepEqual(askedFiles(parseDockerfile("FROM x\nCOPY . .\nRUN go build")), ["go.mod", "go.sum"]);
    assert.deepEqual(askedFiles(parseDockerfile("FROM x\nCOPY a .\nRUN go build")), []);
  });

  test("folders that are built anew, and patterns for them", async () => {
    const built = async (run: string, files: Files) => {
      const { file, facts } = await needs(run, files);
      return builtFolders(file, facts);
    };
    const manifest = { "package.json": '{"scripts":{"build":"tsc"}}' };
    assert.deepEqual(await built("npm run build", { ...manifest, "dist/a.js": "", "src/a.ts": "" }), ["dist"]);
    assert.deepEqual(await built("npm run build", { ...manifest, "lib/a.js": "" }), []);
    assert.deepEqual(await built("npm run build", { ...manifest, "lib/a.js": "", ".gitignore": "lib\n" }), ["lib"]);
    assert.deepEqual(await built("npm ci", { ...manifest, "dist/a.js": "" }), []);
    assert.deepEqual(await built("cargo build", { "Cargo.toml": "", "target/a": "" }), ["target"]);
    assert.deepEqual(outputPatterns({ today: "", files: ["Cargo.toml"] }), ["target"]);
    assert.deepEqual(outputPatterns({ today: "", files: ["a/pom.xml"] }), ["**/target"]);
    assert.deepEqual(outputPatterns({ today: "", files: ["Cargo.toml", "docs/target/a"] }), []);
    assert.deepEqual(outputPatterns({ today: "" }), []);
  });
});
