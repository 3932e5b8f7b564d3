/** What a container starts: development servers, how CMD is meant, and exec form for it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { developmentServerIn, keptServer, startsDevelopment } from "../server/node/developmentServer";
import { endsWithExec, execFormFixes, isAfterthought, resolveStart, rewrite, shellFormOf } from "../server/node/start";
import { isWindows } from "../server/stage/shellText";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files, Instruction } from "../server/types";

const facts: Facts = { today: "2026-11-23" };

/** A command line, and the development server that it starts. */
const servers: readonly (readonly [argv: string, server: string | undefined])[] = [
  ["next dev", "next dev"],
  ["next start", undefined],
  ["npx next dev", "next dev"],
  ["vite", "vite"],
  ["vite build", undefined],
  ["vite ./web", "vite"],
  ["vite build ./web", undefined],
  ["esbuild a.js --outdir=www --serve=8000", "esbuild --serve"],
  ["browser-sync start --server public", "browser-sync start"],
  ["parcel index.html --host 0.0.0.0", "parcel"],
  ["nodemon a.js", "nodemon"],
  ["node a.js", undefined],
  ["node --watch a.js", "node --watch"],
  ["node --watch-path=src a.js", "node --watch"],
  ["node a.js --watch", undefined],
  ["tsx watch a.ts", "tsx watch"],
  ["bun --hot a.ts", "bun --watch"],
  ["flask run", "flask run"],
  ["python manage.py runserver 0.0.0.0:80", "manage.py runserver"],
  ["uv run fastapi dev", "fastapi dev"],
  ["uvicorn a:b --reload", "a server with --reload"],
  ["uvicorn a:b", undefined],
  ["litestar run --reload", "a server with --reload"],
  ["sanic a:b --dev", "sanic with --dev or --debug"],
  ["sanic a:b --workers=4", undefined],
  ["deno run -A --watch a.ts", "deno --watch"],
  ["deno run -A a.ts --watch", undefined],
  ["bundle exec rails server -b 0.0.0.0 -e development", "rails server -e development"],
  ["bin/rails server -e production", undefined],
  ["php -S 0.0.0.0:80", "php -S"],
  ["", undefined],
];

describe("development servers", () => {
  for (const [argv, server] of servers) {
    test(argv, () => {
      const found = developmentServerIn(argv.split(" "), undefined);
      assert.deepEqual([found?.server, found?.script], [server, undefined]);
    });
  }

  /** A package script, and the development server that `npm start` starts with it. */
  for (const [script, server] of [
    ["nodemon a.js", "nodemon"],
    ["npm run dev", "next dev"],
    ["echo a && next dev", "next dev"],
    ["next dev && echo a", undefined],
    ["next dev || node a.js", undefined],
    ["next dev | pino-pretty", "next dev"],
    ["node a.js", undefined],
    ['concurrently "next dev" "node a.js"', "next dev"],
  ] as const) {
    test(`npm start: ${script}`, async () => {
      const manifest = JSON.stringify({ scripts: { start: script, dev: "next dev" } });
      const { project, files } = await factsAround({ "package.json": manifest }, "Dockerfile", "FROM x\nCOPY . .\n");
      assert.equal(developmentServerIn(["npm", "start"], project, files)?.server, server);
    });
  }

  test("of the stage that ships, or of a service of compose in its place", async () => {
    const kept = async (text: string, files: Files) => {
      const file = parseDockerfile(text);
      const found = await factsAround(files, "Dockerfile", text);
      const server = keptServer(file, found);
      return [server?.server, server?.isService, startsDevelopment(file, found)];
    };
    const compose = "services:\n  web:\n    build: .\n    command: npx nodemon a.js\n";
    assert.deepEqual(await kept('FROM node:24\nCMD ["nodemon", "a.js"]', {}), ["nodemon", undefined, true]);
    assert.deepEqual(await kept("FROM node:24\nCMD exec nodemon a.js", {}), ["nodemon", undefined, true]);
    assert.deepEqual(await kept('FROM node:24\nCMD ["node", "a.js"]', {}), [undefined, undefined, false]);
    assert.deepEqual(await kept('FROM node:24\nCMD ["node", "a.js"]', { "compose.yaml": compose }), [
      "nodemon",
      true,
      true,
    ]);
    assert.deepEqual(await kept("FROM node:24", {}), [undefined, undefined, false]);
    assert.deepEqual(await kept("FROM node:24\nCMD [ -f x ] && nodemon a.js || node a.js", {}), [
      undefined,
      undefined,
      false,
    ]);
  });
});

const last = (text: string) => {
  const file = parseDockerfile(`FROM node:24\n${text}\n`);
  return { file, instruction: file.instructions.at(-1) as Instruction };
};

describe("how CMD is meant", () => {
  for (const [text, form] of [
    ["CMD node a.js", "plain"],
    ["CMD [node, a.js]", "array"],
    ['CMD "node" "a.js"', "quoted words"],
    ['CMD "node a.js"', "quoted words"],
    ['CMD "/opt/my app/run"', "plain"],
    ["CMD tini -- node a.js", "init"],
    ["CMD exec tini -- node a.js", "plain"],
    ["CMD [“node”, “a.js”]", "typographic"],
    ['CMD ["node"]', undefined],
    ["CMD", undefined],
    ["ONBUILD CMD a", undefined],
    ["RUN a", undefined],
  ] as const) {
    test(text, () => {
      const { file, instruction } = last(text);
      assert.equal(shellFormOf(file, instruction), form);
    });
  }

  test("the shell ends by becoming the program, or is one of Windows", () => {
    assert.deepEqual(
      ["CMD exec a", "CMD a && exec b", "CMD exec a && b", "CMD a"].map((text) => endsWithExec(last(text).instruction)),
      [true, true, false, false],
    );
    const windows = parseDockerfile("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD a").instructions[1];
    assert.deepEqual([isWindows(windows ?? assert.fail()), isWindows(last("CMD a").instruction)], [true, false]);
  });

  test("what runs long stands before the last command", () => {
    const isIt = (text: string) => {
      const commands = last(text).instruction.script?.commands ?? [];
      return isAfterthought(commands.at(-1) ?? assert.fail(), commands);
    };
    assert.deepEqual(
      ["CMD node a.js || sleep 5", "CMD node a.js; echo b", "CMD a && node b.js", "CMD node a.js"].map(isIt),
      [true, true, false, false],
    );
  });
});

/** A CMD, and what the first of its fixes makes of it; undefined for no fix. */
const fixed: readonly (readonly [before: string, after: string | undefined])[] = [
  ["CMD node a.js", 'CMD ["node", "a.js"]'],
  ["CMD exec node a.js", 'CMD ["node", "a.js"]'],
  ["CMD node 'a b.js'", 'CMD ["node", "a b.js"]'],
  ["CMD PORT=80 node a.js", 'ENV PORT=80\nCMD ["node", "a.js"]'],
  ["CMD NODE_ENV=development node a.js", 'CMD ["env", "NODE_ENV=development", "node", "a.js"]'],
  ["CMD node a.js # starts it", '# starts it\nCMD ["node", "a.js"]'],
  ["CMD node $FILE", 'CMD ["sh", "-c", "exec node $FILE"]'],
  ["CMD a && node b.js", 'CMD ["sh", "-c", "a && exec node b.js"]'],
  ["CMD node a.js | tee b", undefined],
  ["CMD (node a.js)", undefined],
  ["CMD node a.js || sleep 5", undefined],
  ["CMD exit 1", undefined],
  ["CMD if a", undefined],
  ["CMD", undefined],
  ['CMD ["sh", "-c", "node a.js"]', 'CMD ["node", "a.js"]'],
  ['CMD ["sh", "-c", "a && node b.js"]', 'CMD ["sh", "-c", "a && exec node b.js"]'],
  ['CMD ["bash", "-lc", "node a.js"]', 'CMD ["bash", "-lc", "exec node a.js"]'],
];

describe("exec form", () => {
  for (const [before, after] of fixed) {
    test(before, () => {
      const { file, instruction } = last(before);
      const [fix] = execFormFixes(file, instruction, facts);
      assert.equal(fix && apply(file.text, fix.edits), after && `FROM node:24\n${after}\n`);
    });
  }

  test("what a package script starts, with the variables set before", async () => {
    const text = "FROM node:24\nWORKDIR /app\nCOPY . .\nCMD A=b npm start\n";
    const file = parseDockerfile(text);
    const found = await factsAround(
      { "package.json": '{"scripts":{"start":"node a.js"}}', "a.js": "" },
      "Dockerfile",
      text,
    );
    const command = file.instructions.at(-1) ?? assert.fail();
    const start = resolveStart(file, command, found, { argv: ["npm", "start"], environment: { A: "b" } });
    assert.deepEqual(start, { argv: ["node", "a.js"], environment: { A: "b" } });
    assert.equal(resolveStart(file, command, found, { argv: ["npm", "run", "x"], environment: {} }), undefined);
  });

  test("a start takes the place of an argument; an ENV does not reach other stages", () => {
    const to = { argv: ["a"], environment: { X: 'b "c"' } };
    const { file, instruction } = last("CMD b");
    assert.equal(
      apply(file.text, rewrite(file, instruction, to, "# why") ?? []),
      'FROM node:24\nENV X="b \\"c\\""\n# why\nCMD ["a"]\n',
    );
    const set = last("ENV X='b \"c\"'\nCMD b");
    assert.equal(rewrite(set.file, set.instruction, to)?.length, 1);
    const parent = parseDockerfile("FROM x AS y\nCMD b\nFROM y\n");
    assert.equal(rewrite(parent, parent.instructions[1] ?? assert.fail(), to), undefined);
    assert.equal(rewrite(file, instruction, { argv: ["a"], environment: { X: "b\nc" } }), undefined);
  });
});
