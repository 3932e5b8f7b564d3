/** The standalone server of Next.js: where it lies, what it lacks, how it is told to be made and started. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { standaloneEdit } from "../server/context/nextFiles";
import { apply } from "../server/edits/edits";
import {
  besideServer,
  hasPublic,
  isCopiedByScript,
  isNeverMade,
  missingPart,
  nextCall,
  serverStart,
  standaloneOf,
} from "../server/multistage/nextStandalone";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";

const manifest = '{"scripts":{"build":"next build","start":"next start -p 80"},"dependencies":{"next":"15"}}';
const project: Files = { "package.json": manifest, "next.config.js": 'module.exports = { output: "standalone" }' };
const build = "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n";
const server = "COPY --from=build /app/.next/standalone ./\n";

/** What stands in the stage that ships, and the rest of its file. */
async function read(lines: string, files: Files = project, first = build) {
  const text = `${first}FROM node:24\nWORKDIR /srv\n${lines}`;
  const file = parseDockerfile(text);
  const facts = await factsAround(files, "Dockerfile", text);
  return { file, facts, standalone: standaloneOf(file, facts) };
}

describe("where the server lies", () => {
  for (const [lines, place, app] of [
    [server, "/srv", "/app"],
    ["COPY --from=build /app/.next/standalone/ /x\n", "/x", "/app"],
    ['COPY --from=build /app/.next/standalone /x/\nCMD ["node", "/x/web/server.js"]\n', "/x/web", "/app"],
    ["COPY --from=build /app/.next/standalone $X\n", undefined, "/app"],
    ["COPY --from=build /app/.next ./\n", "none", undefined],
    ["COPY .next/standalone ./\n", "none", undefined],
  ] as const) {
    test(JSON.stringify(lines), async () => {
      const { standalone } = await read(lines);
      if (place === "none") assert.equal(standalone, undefined);
      else
        assert.deepEqual(
          [standalone?.server, standalone?.app, standalone?.config?.path],
          [place, app, "next.config.js"],
        );
    });
  }
});

/** What follows the COPY of the server, and what of .next/static is found; undefined where nobody can tell. */
const parts: readonly (readonly [lines: string, found: "there" | "missing" | "elsewhere" | undefined])[] = [
  ["", "missing"],
  ["COPY --from=build /app/.next/static ./.next/static\n", "there"],
  ["COPY --from=build /app/.next ./.next\n", "there"],
  ["COPY --from=build /app/.next/static ./static\n", "elsewhere"],
  ["COPY --from=build /app/public ./public\n", "missing"],
  ["COPY --from=build $X ./\n", undefined],
  ["RUN mv .next/static /x\n", undefined],
  ["COPY static /srv/.next/static\n", undefined],
];

describe("what is beside the server", () => {
  for (const [lines, expected] of parts) {
    test(JSON.stringify(lines), async () => {
      const { file, standalone } = await read(server + lines);
      const found = besideServer(file, standalone ?? assert.fail(), ".next/static");
      assert.equal(typeof found === "object" ? "elsewhere" : found, expected);
    });
  }

  test("a build that moves the folders itself is not looked into", async () => {
    const { file, standalone } = await read(
      server,
      project,
      `${build}RUN cp -r .next/static .next/standalone/.next/\n`,
    );
    assert.equal(besideServer(file, standalone ?? assert.fail(), ".next/static"), undefined);
  });

  test("what lacks is copied like the server, what lies elsewhere gets another target", async () => {
    const mended = async (lines: string) => {
      const { file, standalone } = await read(lines);
      const part = missingPart(file, standalone ?? assert.fail(), ".next/static");
      return part?.edits && apply(file.text, part.edits).split("WORKDIR /srv\n")[1];
    };
    assert.equal(await mended(server), `${server}COPY --from=build /app/.next/static ./.next/static\n`);
    assert.equal(
      await mended(`${server}COPY --from=build /app/.next/static ./static\n`),
      `${server}COPY --from=build /app/.next/static ./.next/static\n`,
    );
    assert.equal(
      await mended("COPY --chown=node --from=build /app/.next/standalone /x\n"),
      "COPY --chown=node --from=build /app/.next/standalone /x\nCOPY --chown=node --from=build /app/.next/static /x/.next/static\n",
    );
    assert.equal(await mended('COPY --from=build ["/app/.next/standalone", "./"]\n'), undefined);
    assert.equal(await mended(`${server}COPY --from=build /app/.next ./.next\n`), undefined);
  });

  test("files of the folder public that are sent", async () => {
    const has = async (more: Files) => {
      const { standalone, facts } = await read(server, { ...project, ...more });
      return hasPublic(standalone ?? assert.fail(), facts);
    };
    assert.deepEqual(
      [await has({}), await has({ "public/a.png": "" }), await has({ "public/a.png": "", ".dockerignore": "public" })],
      [false, true, false],
    );
  });
});

describe("how it is made and started", () => {
  test("nothing turns the output on", () => {
    const file = parseDockerfile("FROM node\nRUN npm run build");
    const settings = [
      "module.exports = {}",
      'x = { output: "standalone" }',
      "x = { ...base }",
      "x = { a: process.env.A }",
      'import a from "./b"',
    ];
    assert.deepEqual(
      settings.map((text) => isNeverMade(file, text)),
      [true, false, false, false, false],
    );
    assert.equal(isNeverMade(parseDockerfile("FROM node\nENV NEXT_PRIVATE_STANDALONE=1"), settings[0] ?? ""), false);
  });

  test("a package script may put the folders where they belong", async () => {
    const copied = async (script: string) => {
      const more = { "package.json": manifest.replace("next build", script) };
      const { standalone, facts } = await read(server, { ...project, ...more });
      return isCopiedByScript(standalone ?? assert.fail(), facts);
    };
    assert.deepEqual(
      [await copied("next build"), await copied("next build && cp -r public .next/standalone/")],
      [false, true],
    );
  });

  test("node starts the server in place of next start, and listens as that does", async () => {
    const started = async (lines: string) => {
      const { file, facts, standalone } = await read(lines);
      const start = serverStart(file, standalone ?? assert.fail(), facts);
      return start?.edits && apply(file.text, start.edits).split("WORKDIR /srv\n")[1];
    };
    const after = `${server}ENV HOSTNAME=0.0.0.0 PORT=80\nCMD ["node", "server.js"]\n`;
    assert.equal(await started(`${server}CMD ["npm", "start"]\n`), after);
    assert.equal(
      await started(`ENV HOSTNAME=::\n${server}CMD next start\n`),
      `ENV HOSTNAME=::\n${server}CMD ["node", "server.js"]\n`,
    );
    assert.equal(await started(`${server}CMD ["node", "server.js"]\n`), undefined);
    const { file, facts } = await read(`${server}CMD ["npm", "start"]\n`);
    assert.equal(nextCall(file, facts)?.port, "80");
  });

  for (const [before, after] of [
    ["module.exports = {}", 'module.exports = { output: "standalone" }'],
    ["export default {\n  a: 1,\n};\n", 'export default {\n  output: "standalone",\n  a: 1,\n};\n'],
    ["export default {\r\n  a: 'b',\r\n};\r\n", "export default {\r\n  output: 'standalone',\r\n  a: 'b',\r\n};\r\n"],
    [
      "const config: NextConfig = { a: 1 };\nexport default config;",
      'const config: NextConfig = { output: "standalone", a: 1 };\nexport default config;',
    ],
    ["module.exports = withPlugin({})", undefined],
    ["", undefined],
  ] as const) {
    test(`is told to be made: ${JSON.stringify(before)}`, () => {
      const edit = standaloneEdit(before);
      assert.equal(edit && apply(before, [edit]), after);
    });
  }
});
