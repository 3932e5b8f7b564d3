/** What Deno downloads and notes when it starts: as its user, where a step of the build has not done so. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const files: Files = {
  ".dockerignore": "**/Dockerfile*\n.git\n.env\n.env.*\n",
  "deno.json": '{"tasks":{"start":"deno run --allow-net main.ts"},"imports":{"@oak/oak":"jsr:@oak/oak@^17.1.0"}}',
  "main.ts": 'import { Application } from "@oak/oak";\nnew Application().listen({ port: 8000 });\n',
};
const alone: Files = { "deno.json": "{}", "main.ts": "Deno.serve(() => new Response());\n" };
const run = 'CMD ["run", "--allow-net", "main.ts"]';
const image = (steps: string, start = run) => `FROM denoland/deno:2.9.0\nWORKDIR /app\nCOPY . .\n${steps}${start}\n`;

const given = /\nRUN chown deno:deno \.\nUSER deno\n/;
const plain = /COPY --chown=deno:deno \. \.\n(?:RUN deno [^\n]*\n)?USER deno\n/;

const cases: readonly (readonly [title: string, text: string, wanted: RegExp, more?: Files])[] = [
  ["the module is loaded by the build", image("RUN deno cache main.ts\n"), plain],
  ["by an install of it", image("RUN deno install --entrypoint ./main.ts\n"), plain],
  ["started by a task", image("RUN deno cache main.ts\n", 'CMD ["deno", "task", "start"]'), plain],
  ["all that the settings name", image("RUN deno install\n"), plain],
  ["nothing to load", image(""), plain, alone],
  ["nothing but what is cached", image("", run.replace("--allow-net", "--cached-only")), plain],
  ["no lock file", image("", run.replace("--allow-net", "--no-lock")), plain],
  ["a setting against it", image(""), plain, { ...alone, "deno.json": '{"lock":false,"imports":{"a":"npm:ms"}}' }],
  ["a lock file that is written at the start", image(""), given],
  ["a module that another one names", image(""), given, { ...alone, "a.ts": 'import "npm:ms@2.1.3";\n' }],
  ["a start that is not read", image("", "CMD deno run -A $MODULE"), given],
];

const left: readonly (readonly [title: string, text: string, more?: Files])[] = [
  ["only a part is loaded by root", image("RUN deno cache deps.ts\n")],
  [
    "a module that no setting names",
    image("RUN deno install\n"),
    { "main.ts": 'import ms from "npm:ms@2.1.3";\nms("1d");\n' },
  ],
  ["a task that does more", image("RUN deno cache main.ts\n", 'CMD ["task", "all"]')],
];

describe("what Deno writes when it starts", () => {
  for (const [title, text, wanted, more] of cases)
    test(title, async () => assert.match((await hardened(text, more)).text, wanted));

  for (const [title, text, more] of left) {
    test(`is left to people: ${title}`, async () => {
      const result = await hardened(text, more);
      assert.doesNotMatch(result.text, /USER/);
      const hint = result.left.find(({ rule }) => rule === "missing-user")?.hint;
      assert.match(hint ?? "", /deno may load more when it starts than "deno \w+" has/);
    });
  }
});

async function hardened(before: string, more: Files = {}) {
  const facts = await factsOf({ files: { ...files, ...more }, path: "Dockerfile" }, before);
  return harden(before, facts, { rules: {} });
}
