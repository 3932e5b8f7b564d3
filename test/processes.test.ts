import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allProcesses, checkProcess, mainProgram, type Process, startProcess } from "../server/image/processes";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";

/** A line for each process: `1` for the first one, `+` where the signal of docker stop gets, `?` for what is not known. */
function draw({ starts, argv, kind, isFirst, isSignalled, folder, environment, user }: Process, depth = 0): string[] {
  const words = argv.map(({ value, text }) => value ?? text).join(" ");
  const marks = `${isFirst ? "1" : isFirst === undefined ? "?" : "-"}${isSignalled ? "+" : isSignalled === undefined ? "?" : "-"}`;
  const set = Object.entries(environment).map(([name, value]) => ` ${name}=${value ?? "?"}`);
  const line = `${"  ".repeat(depth)}${marks} ${kind}: ${words} in ${folder ?? "?"}${user ? ` as ${user}` : ""}${set.join("")}`;
  return [line, ...starts.flatMap((child) => draw(child, depth + 1))];
}

async function start(text: string, files: Files = {}): Promise<Process | undefined> {
  const file = parseDockerfile(text);
  const facts = await factsAround(files, "Dockerfile", text);
  return file.final && startProcess(file.final, facts);
}

const scripts = '{ "scripts": { "start": "node server.js" } }';

const cases: readonly (readonly [lines: string, tree: readonly string[], files?: Files])[] = [
  ['WORKDIR /app\nCMD ["node", "a.js"]', ["1+ program: node a.js in /app"]],
  ['WORKDIR /app\nENTRYPOINT ["node"]\nCMD ["a.js"]', ["1+ program: node a.js in /app"]],
  [
    "WORKDIR /app\nCMD cd api && A=b node s.js",
    ["1+ shell: /bin/sh -c cd api && A=b node s.js in /app", "  -- program: node s.js in /app/api A=b"],
  ],
  [
    'WORKDIR /app\nCMD ["sh", "-c", "cd /srv; exec node s.js"]',
    ["1+ shell: sh -c cd /srv; exec node s.js in /app", "  1+ program: node s.js in /srv"],
  ],
  [
    'WORKDIR /app\nCMD ["bash", "-lc", "node s.js"]',
    ["1+ shell: bash -lc node s.js in /app", "  1+ program: node s.js in /app"],
  ],
  [
    'WORKDIR /app\nCMD ["bash", "-c", "node m.js; node s.js"]',
    [
      "1+ shell: bash -c node m.js; node s.js in /app",
      "  -- program: node m.js in /app",
      "  ?? program: node s.js in /app",
    ],
  ],
  [
    'WORKDIR /app\nENTRYPOINT ["tini", "--"]\nCMD ["env", "A=b", "node", "a.js"]',
    ["1+ init: tini -- env A=b node a.js in /app", "  -+ program: node a.js in /app A=b"],
  ],
  [
    'WORKDIR /app\nENTRYPOINT ["dumb-init"]\nCMD ["sh", "-c", "node a.js || node b.js"]',
    [
      "1+ init: dumb-init sh -c node a.js || node b.js in /app",
      "  -+ shell: sh -c node a.js || node b.js in /app",
      "    -+ program: node a.js in /app",
      "    -+ program: node b.js in /app",
    ],
  ],
  [
    'WORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
    ["1+ package call: npm start in /app", "  -- program: node server.js in /app"],
    { "package.json": scripts },
  ],
  [
    "WORKDIR /app\nCOPY . .\nCMD cd api && npm start",
    ["1+ shell: /bin/sh -c cd api && npm start in /app", "  -- package call: npm start in /app/api"],
    { "package.json": scripts, "api/package.json": scripts },
  ],
  [
    'WORKDIR /app\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\nCMD ["node", "a.js"]',
    [
      "1+ script: /run.sh node a.js in /app",
      "  -- program: migrate in /app A=b",
      "  1+ program: node a.js in /app A=b",
    ],
    { "run.sh": '#!/bin/sh\nset -e\nexport A=b\nmigrate\nexec "$@"\n' },
  ],
  [
    'COPY run.sh /app/\nUSER 5\nCMD ["sh", "/app/run.sh"]',
    ["1+ script: sh /app/run.sh in / as 5", "  -- program: node a.js in / as app"],
    { "run.sh": "gosu app node a.js\n" },
  ],
];

describe("what runs", () => {
  for (const [lines, tree, files] of cases) {
    test(lines, async () => {
      const process = await start(`FROM debian:12-slim\n${lines}\n`, files);
      assert.deepEqual(process && draw(process), tree);
    });
  }

  test("BusyBox turns into the last command, and an unknown image is not known to put nothing in front", async () => {
    const busy = await start("FROM alpine:3.22\nCMD true && sleep 9");
    assert.deepEqual([busy && mainProgram(busy).isFirst, allProcesses(busy).length], [true, 2]);
    const unknown = await start('FROM example.com/a\nCMD ["sleep", "9"]');
    assert.equal(unknown?.isFirst, undefined);
    assert.equal((await start('FROM example.com/a\nENTRYPOINT ["sleep", "9"]'))?.isFirst, true);
  });

  test("the program that the base image starts gets the words of CMD, unless an ENTRYPOINT takes its place", async () => {
    const image = "FROM gcr.io/distroless/nodejs22-debian12 AS a\nFROM a\nWORKDIR /app\n";
    const process = await start(`${image}CMD ["a.js"]`);
    assert.deepEqual(process && draw(process), ["1+ program: /nodejs/bin/node a.js in /app"]);
    assert.equal((await start(`${image}ENTRYPOINT []\nCMD ["a.js"]`))?.argv.length, 1);
    assert.equal((await start(`${image}CMD node a.js`))?.kind, "program");
  });

  test("an ENTRYPOINT forgets the CMD of the stage below", async () => {
    const process = await start('FROM debian AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["y"]');
    assert.deepEqual(
      process?.argv.map(({ value }) => value),
      ["y"],
    );
  });

  test("a check gets no signal", async () => {
    const file = parseDockerfile("FROM debian\nHEALTHCHECK CMD cd /x && curl -f localhost\nCMD x");
    const check = file.instructions[1];
    const process = check && checkProcess(check, { today: "2026-01-01" });
    assert.deepEqual(process && draw(process), [
      "-- shell: /bin/sh -c cd /x && curl -f localhost in /",
      "  -- program: curl -f localhost in /x",
    ]);
  });

  test("scripts that start themselves end", async () => {
    const process = await start('FROM debian\nCOPY a.sh /\nCMD ["/a.sh"]', { "a.sh": "#!/bin/sh\n/a.sh\n/a.sh\n" });
    assert.ok(allProcesses(process).length < 1000);
  });
});
