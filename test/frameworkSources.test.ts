/** What the sources write of which a framework makes its server is the user's, though no start file leads to them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const database = (argument: string) =>
  `import Database from "better-sqlite3";\nimport path from "node:path";\nexport const db = new Database(${argument});\n`;

/** A framework, where it is started, its source, and what is given to the user of the image. */
const cases: readonly (readonly [framework: string, start: string, source: Files, given: RegExp | undefined])[] = [
  ["@sveltejs/kit", "build", { "src/lib/server/db.js": database('"app.db"') }, /\nRUN chown node:node \.\nUSER node\n/],
  ["next", "server.js", { "lib/db.ts": database('path.join(process.cwd(), "a.db")') }, /\nRUN chown node:node \.\n/],
  ["nuxt", "server.mjs", { "server/api/a.post.ts": database('"/data/a.db"') }, / \/data\nUSER node\n/],
  ["@remix-run/node", "server.js", { "app/db.server.ts": database('"./a.db"') }, /\nRUN chown node:node \.\n/],
  ["next", "server.js", { "lib/db.test.ts": database('"a.db"') }, undefined],
  ["next", "server.js", { "components/a.ts": database('"a.db"') }, undefined],
  [
    "astro",
    "./dist/server/entry.mjs",
    {
      "src/pages/index.astro":
        '---\nimport fs from "node:fs"\nfs.appendFileSync("hits.log", "x")\n---\n<p>{1 < 2}</p>\n',
    },
    /\nRUN chown node:node \.\n/,
  ],
  ["express", "server.js", { "lib/db.ts": database('"a.db"') }, undefined],
];

describe("the sources of frameworks", () => {
  for (const [framework, start, source, given] of cases) {
    test(`${framework}: ${Object.keys(source)}`, async () => {
      const dependencies = { [framework]: "1.0.0", "better-sqlite3": "11.0.0" };
      const text = `FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "${start}"]\n`;
      const files = { "package.json": JSON.stringify({ scripts: { build: "x build" }, dependencies }), ...source };
      const { text: after } = await harden(text, await factsOf({ files, path: "Dockerfile" }, text), { rules: {} });
      assert.match(after, /\nUSER node\n/);
      if (given) assert.match(after, given);
      else assert.doesNotMatch(after, /RUN chown|install -d/);
    });
  }
});
