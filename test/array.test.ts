/** JSON arrays that are none, and what was meant. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { looseArray } from "../server/syntax/array";
import { parseDockerfile } from "../server/syntax/dockerfile";

/** An instruction, the elements that are meant (undefined: nobody can tell), what is wrong, a comment behind it. */
const arrays: readonly (readonly [
  text: string,
  elements: readonly string[] | undefined,
  fault: RegExp,
  comment?: string,
])[] = [
  ["CMD ['node', 'a.js']", ["node", "a.js"], /single quotes/],
  ["CMD ['it\\'s']", ["it's"], /single quotes/],
  ["CMD [node, a.js]", ["node", "a.js"], /node is not quoted/],
  ["CMD [node]", ["node"], /node is not quoted/],
  ['CMD ["node" "a.js"]', ["node", "a.js"], /comma is missing/],
  ['CMD ["node",, "a.js"]', ["node", "a.js"], /comma too many/],
  ['CMD [,"node"]', ["node"], /comma too many/],
  ['CMD [ , "node", "a.js"]', ["node", "a.js"], /comma too many/],
  ['CMD ["node", "a.js",]', ["node", "a.js"], /before the closing bracket/],
  ['CMD ["node", "a.js"', ["node", "a.js"], /closing bracket is missing/],
  ['CMD ["node", "a.js]', ["node", "a.js"], /closing/],
  ['CMD ["node", "a.js"];', ["node", "a.js"], /something follows/],
  [
    'CMD ["node"] # starts it',
    ["node"],
    /a comment, which Docker knows on a line of its own alone, follows/,
    "# starts it",
  ],
  ['CMD ["node"] && b', undefined, /something follows/],
  ['CMD ["a"b"]', undefined, /quotes do not pair|comma is missing/],
  ['CMD ["C:\\dir\\a.exe", "b"]', ["C:\\dir\\a.exe", "b"], /not doubled/],
  ['CMD ["a", 1]', ["a", "1"], /1 is not quoted/],
  ["ENTRYPOINT [ 'a', 'b' ]", ["a", "b"], /single quotes/],
  ["VOLUME ['/data']", ["/data"], /single quotes/],
  ["SHELL ['bash', '-c']", ["bash", "-c"], /single quotes/],
  ["RUN ['apt-get', 'update']", ["apt-get", "update"], /single quotes/],
  ["COPY ['a b', 'c']", ["a b", "c"], /single quotes/],
];

/** What is meant otherwise, or is an array. */
const others: readonly string[] = [
  'CMD ["node", "a.js"]',
  "CMD []",
  "CMD node [a]",
  'RUN [ "$a" = b ]',
  "RUN [ -f a ] && b",
  "RUN [ 'a' = b ]",
  "RUN [[ -f a ]]",
  "COPY [ab].js c",
  "RUN [, a",
  "ENV ['a', 'b']",
  "CMD",
];

const last = (text: string) => {
  const instruction = parseDockerfile(`FROM a\n${text}\n`).instructions.at(-1);
  assert.ok(instruction);
  return instruction;
};

describe("arrays that are no JSON", () => {
  for (const [text, elements, fault, comment] of arrays) {
    test(text, () => {
      const array = looseArray(last(text));
      assert.ok(array);
      assert.deepEqual([array.elements, array.comment], [elements, comment]);
      assert.match(array.fault, fault);
    });
  }

  for (const text of others) test(`none: ${text}`, () => assert.equal(looseArray(last(text)), undefined));
});
