/**
 * What all rules find in the corpus, line by line, so that a review of a rule change shows what it does to whole files.
 * `UPDATE_FINDINGS=1 npm test -- unit` writes the list anew.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";

const folder = path.join(process.cwd(), "test/corpus");
const list = path.join(folder, "findings.txt");

test("findings in the corpus", () => {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith("Dockerfile"))
    .sort()
    .map((name) => `${name}\n${findings(readFileSync(path.join(folder, name), "utf8"))}`)
    .join("\n");
  if (process.env.UPDATE_FINDINGS) writeFileSync(list, found);
  assert.equal(found, readFileSync(list, "utf8"));
});

function findings(text: string): string {
  const problems = lint(parseDockerfile(text), { today: "2026-11-23" }, { rules: {}, all: true });
  return problems
    .map(({ rule, severity, span }) => {
      const before = text.slice(0, span.start).split("\n");
      const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
      return `  ${place} ${severity} ${rule.id} ${JSON.stringify(text.slice(span.start, span.end)).slice(0, 60)}\n`;
    })
    .join("");
}
