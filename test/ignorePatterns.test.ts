/** What patterns mean to one another, held against what they do to every path over a small alphabet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { includes, includesDirectly, mayOverlap, overriderOf } from "../server/context/ignorePatterns";
import { apply } from "../server/edits/edits";
import { rules } from "../server/rules";
import { covers, decide, parseIgnore } from "../server/syntax/dockerignore";
import type { Fix, IgnoreFile, IgnorePattern } from "../server/types";

const names = ["a", "b", "ab", "ba", "aab", ".a"];
const paths = names.flatMap((x) => [x, ...names.flatMap((y) => [`${x}/${y}`, ...names.map((z) => `${x}/${y}/${z}`)])]);

const segment = fc.constantFrom(
  "a",
  "b",
  "ab",
  "*",
  "**",
  "a*",
  "*b",
  "?",
  "a?",
  "*a*",
  ".a",
  ".*",
  "[ab]",
  "\\a",
  "a**",
  "**b",
);
const pattern = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/"));

function parse(text: string): IgnorePattern {
  return parseIgnore(text).patterns[0] as IgnorePattern;
}

test("what includes, covers at least as much", () => {
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [outer, inner] = [parse(one), parse(other)];
      const extra = paths.filter((path) => covers(inner, path) && !covers(outer, path));
      if (includes(outer, inner)) assert.deepEqual(extra, []);
      if (includesDirectly(outer, inner)) assert.ok(includes(outer, inner));
    }),
    { numRuns: 1000 },
  );
});

test("what does not overlap, covers no path in common", () => {
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [left, right] = [parse(one), parse(other)];
      const common = paths.filter((path) => covers(left, path) && covers(right, path));
      if (!mayOverlap(left, right)) assert.deepEqual(common, []);
    }),
    { numRuns: 1000 },
  );
});

const lines = fc.array(
  fc.tuple(fc.constantFrom("", "", "!", "  "), pattern).map(([lead, text]) => lead + text),
  { maxLength: 7 },
);

test("an exception that is overridden keeps no file", () => {
  fc.assert(
    fc.property(lines, (texts) => {
      const file = parseIgnore(texts.join("\n"));
      for (const negated of file.patterns.filter((one) => one.negated && overriderOf(file, one))) {
        assert.deepEqual(
          paths.filter((path) => decide(file, path).by === negated),
          [],
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("a safe fix changes nothing about what is sent", () => {
  fc.assert(
    fc.property(lines, (texts) => {
      const file = parseIgnore(texts.join("\n"));
      for (const { edits } of safeFixes(file)) {
        const fixed = parseIgnore(apply(file.text, edits));
        assert.deepEqual(
          paths.filter((path) => decide(file, path).ignored !== decide(fixed, path).ignored),
          [],
        );
      }
    }),
    { numRuns: 300 },
  );
});

function safeFixes(file: IgnoreFile): Fix[] {
  const findings = rules.flatMap((rule) =>
    rule.on === ".dockerignore" ? [...rule.check(file, { today: "2026-11-23", files: paths })] : [],
  );
  return findings.flatMap(({ fixes = [] }) => fixes.filter(({ safe }) => safe));
}
