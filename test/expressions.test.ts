/** No regular expression that we ship takes more time than a text has letters, whatever the text. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gatherExpressions } from "./expressions/gather";
import { growthOf } from "./expressions/growth";

/** What cannot be shown to be linear, and why it does no harm. Better than to stand here is to be written in another way. */
const exceptions: Readonly<Record<string, string>> = {
  "/(?:^|\\n)([\\t ].*)(?:([\\n\\t ]*)\\n(?![\\n\\t ]))?/g": "yaml writes with it, and we only read",
  "/\\n+(?!\\n|$)/g": "yaml writes with it, and we only read",
  "/(?=[\\n\\r\\u2028\\u2029]|\\/\\*(?!.*?\\*\\/)|$)/":
    "acorn-typescript: never used but as a part of one that looks at one place alone",
  "/000000\\d*$/": "yaml writes with it, and we only read",
  "/[\\n\\r]+$/": "yaml: in messages for people, which we do not ask for",
  "/[ \\t]+$/": "yaml: for engines that cannot look behind",
  "/^[ \\t]+|[ \\t]+$/g": "yaml: for engines that cannot look behind",
  "/\\bstack\\b.*\\b(exceeded|overflow)\\b/i": "acorn: over the message of an error of the engine",
  "/(.+\\n){2}/": "vscode-languageserver: over the stack of an error that it makes itself",
  "/[?*]|[+@!]\\(.*?\\)|\\[|\\]/": "vscode-languageclient: over our own patterns of files",
};
const { re, safeRe }: Readonly<Record<"re" | "safeRe", readonly RegExp[]>> = require("semver/internal/re");
/** semver reads no version of more than 256 letters, and we give it no range of more. */
const ofVersions: ReadonlySet<string> = new Set([...re, ...safeRe].map(String));

describe("regular expressions", () => {
  test("take a time that grows no faster than the text", async () => {
    const found = await gatherExpressions();
    const bad = [...found].flatMap((expression) => {
      if (ofVersions.has(expression)) return [];
      const end = expression.lastIndexOf("/");
      const growth = growthOf(expression.slice(1, end), expression.slice(end + 1));
      return growth === "linear" ? [] : [`${expression}: ${growth}`];
    });
    const known = bad.filter((it) => Object.keys(exceptions).some((expression) => it.startsWith(`${expression}: `)));
    assert.deepEqual(
      bad.filter((it) => !known.includes(it)),
      [],
      "write these in another way",
    );
    assert.equal(known.length, Object.keys(exceptions).length, "an exception is no longer needed");
  });

  const judged: Readonly<Record<string, readonly string[]>> = {
    linear: [
      "/a+/",
      "/^a+$/",
      "/.*$/m",
      "/\\w+\\b/",
      "/(?<!\\/)\\/+$/",
      "/^x(?=[^/]+$)/",
      "/^(?:a|a)*/",
      '/"[^"]*"?/g',
      "/(?:ab|cd)*$/y",
      "/\\{[^{}]*\\}/g",
      "/^(['\"])[a-z]*\\1/",
      "/a{2,5}b/",
      "/^\\s*(?:;\\s*)?$/",
    ],
    "more than linear": [
      "/a+$/",
      "/\\/+$/",
      '/"(?:[^"\\\\]|\\\\.)*"/',
      "/a.*b/",
      "/^\\s*\\s*$/",
      "/(?=[^/]+$)/",
      "/\\d+\\b-x/",
      "/^a*[ab]*c/i",
    ],
    exponential: [
      "/(a+)+$/",
      "/^(?:a|a)*b/",
      "/^;?\\s*(?:#.*\\s*)*$/",
      "/^(?:a?a?)*b/",
      "/^(?:.*,)*x/m",
      "/^(?:\\w|[A-Z])+$/",
    ],
  };
  for (const [growth, expressions] of Object.entries(judged))
    for (const expression of expressions)
      test(`${expression} is ${growth}`, () => {
        const end = expression.lastIndexOf("/");
        assert.equal(growthOf(expression.slice(1, end), expression.slice(end + 1)), growth);
      });
});
