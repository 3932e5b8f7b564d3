/** Programs that run several scripts or commands, and files that a compiled program has no use for. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isOfNoUse } from "../server/context/unusedFiles";
import { severalCall } from "../server/packages/severalCalls";

/** A command line, and its parts as "script PATTERN|args" or "line TEXT", "+" in front where they run at once. */
const calls: readonly (readonly [argv: readonly string[], parts: string | undefined])[] = [
  [["run-s", "a", "b"], "script a, script b"],
  [["run-p", "a", "b"], "+ script a, script b"],
  [["npm-run-all", "-p", "a", "b"], "+ script a, script b"],
  [["npm-run-all", "a", "--parallel", "b"], "+ script a, script b"],
  [["run-p", "--max-parallel", "2", "watch-*"], "+ script watch-*"],
  [["run-s", "a -- -u", "b"], "script a|-u, script b"],
  [["run-s", "a {1}", "b {@}", "--", "x", "y"], "script a|x, script b|x|y"],
  [["run-s", "a {3}", "--", "x"], "script a"],
  [["concurrently", "npm:dev", "tsc -w"], "+ script dev, line tsc -w"],
  [["concurrently", "-n", "a,b", "-k", "pnpm:a", "other:b"], "+ script a, line other:b"],
  [["concurrently"], "+ "],
  [["run-s"], ""],
  [["npm", "run", "a"], undefined],
  [["constructor"], undefined],
];

describe("several scripts", () => {
  for (const [[tool = "", ...words], parts] of calls) {
    test([tool, ...words].join(" "), () => {
      const call = severalCall(tool, words);
      const drawn = call?.parts.map((part) =>
        "line" in part ? `line ${part.line}` : `script ${[part.pattern, ...part.args].join("|")}`,
      );
      assert.equal(drawn && (call?.isParallel ? "+ " : "") + drawn.join(", "), parts);
    });
  }
});

test("files that a compiled program does not read", () => {
  const unused = [
    "src/a.ts",
    "a.tsx",
    "test/a.json",
    "docs/a.md",
    "package.json",
    "tsconfig.build.json",
    ".env.local",
    "README.md",
    "Dockerfile.dev",
    "vite.config.js",
    "node_modules/",
  ];
  assert.deepEqual(
    unused.filter((path) => !isOfNoUse(path)),
    [],
  );
  const used = ["views/a.html", "data.json", "public/a.png", "a.js", "src/a.json", "config.yaml"];
  assert.deepEqual(used.filter(isOfNoUse), []);
});
