/**
 * Seeded fuzzing over the corpus and mutations of it: nothing throws, spans lie inside the text, a fix breaks nothing,
 * and hardening settles. FUZZ_RUNS (mutations of each file) makes it longer.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { harden } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

const runs = Number(process.env.FUZZ_RUNS ?? 12);
const settings = { rules: {}, all: true };
const files = {
  "package.json": JSON.stringify({
    scripts: { start: "node server.js", build: "tsc" },
    devDependencies: { typescript: "5" },
  }),
  "package-lock.json": "{}",
  "server.js": 'require("node:http").createServer().listen(3000);\n',
  ".env": "",
};
const folder = path.join(process.cwd(), "test/corpus");

for (const name of readdirSync(folder).filter((name) => name.endsWith("Dockerfile"))) {
  const text = readFileSync(path.join(folder, name), "utf8");
  describe(name, () => {
    test("every fix is sound", () => checkFixes(text));
    test("hardening settles and does nothing the second time", async () => {
      const first = harden(text, await factsOf({ files, path: "Dockerfile" }, text), settings);
      const contents = { ...files, ...Object.fromEntries(first.files.map((file) => [file.path, file.text])) };
      const second = harden(first.text, await factsOf({ files: contents, path: "Dockerfile" }, first.text), settings);
      assert.equal(second.text, first.text);
      assert.deepEqual(second.files, []);
    });
    test(`${runs} mutations`, async () => {
      const random = generator(name);
      for (let run = 0; run < runs; run++) await checkFixes(mutate(text, random));
    });
  });
}

async function checkFixes(text: string): Promise<void> {
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const file = parseDockerfile(text);
  for (const { rule, span, fixes = [] } of lint(file, facts, settings)) {
    const where = `${rule.id} in ${JSON.stringify(text)}`;
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, where);
    for (const { edits, title } of fixes) {
      const own = edits.filter((edit) => edit.file === undefined);
      for (const { start, end } of own) assert.ok(0 <= start && start <= end && end <= text.length, where);
      const sorted = [...own].sort((one, other) => one.start - other.start || one.end - other.end);
      for (const [index, edit] of sorted.entries())
        assert.ok(index === 0 || (sorted[index - 1]?.end ?? 0) <= edit.start, where);
      const after = parseDockerfile(apply(text, own));
      assert.ok(after.errors.length <= file.errors.length, `"${title}" breaks the file: ${where}`);
      assert.equal(after.escape, file.escape, `"${title}" disables a directive: ${where}`);
    }
  }
}

/** Deletes, doubles or swaps pieces, and puts in what people half type. */
function mutate(text: string, random: () => number): string {
  const pieces = [
    "\n",
    "\\\n",
    '"',
    "'",
    "[",
    "]",
    "$",
    "${",
    "`",
    "<<EOF\n",
    " ",
    "&&",
    "RUN ",
    "--mount=",
    "=",
    "#",
    "😀",
    "\u0000",
    "\r",
  ];
  let result = text;
  for (let change = 0; change < 3; change++) {
    const start = Math.floor(random() * result.length);
    const end = start + Math.floor(random() * 20);
    const piece = random() < 0.5 ? "" : (pieces[Math.floor(random() * pieces.length)] ?? "");
    result = result.slice(0, start) + piece + (random() < 0.3 ? result.slice(start) : result.slice(end));
  }
  return result;
}

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function generator(seed: string): () => number {
  let state = [...seed].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
