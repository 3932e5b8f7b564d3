/** What sources with `--exclude`, `--parents` and wildcards take of the build context, and as what. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { copiedUnasked, takenWhole } from "../server/context/contextCopies";
import { contextSourcesOf } from "../server/context/contextSources";
import { takenAs, takesAll } from "../server/context/takenFiles";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";

const paths = [
  "a.txt",
  "b.md",
  "src/a.ts",
  "src/b.txt",
  "src/deep/a.ts",
  "src/deep/c.txt",
  "node_modules/",
  "lib/x/a.ts",
];

/** The paths that the first source takes, and what they become where that is not the same. */
function taken(line: string): string {
  const [source] = contextSourcesOf(parseDockerfile(`FROM a\n${line}\n`));
  assert.ok(source, line);
  return paths
    .flatMap((path) => {
      const name = takenAs(source, path);
      return name === undefined ? [] : [`${name}/`.startsWith(path.replace(/\/?$/, "/")) ? path : `${path} as ${name}`];
    })
    .join(" ");
}

const cases: readonly (readonly [line: string, taken: string])[] = [
  ["COPY . .", paths.join(" ")],
  ["COPY ./a.txt x", "a.txt"],
  ["COPY src/b.txt .", "src/b.txt as b.txt"],
  ["COPY src .", "src/a.ts as a.ts src/b.txt as b.txt src/deep/a.ts as deep/a.ts src/deep/c.txt as deep/c.txt"],
  ["COPY *.txt .", "a.txt"],
  ["COPY s*/deep .", "src/deep/a.ts as a.ts src/deep/c.txt as c.txt"],
  ["COPY missing .", ""],

  // --exclude: from the folder that is copied, as an ignore file matches.
  ["COPY --exclude=*.txt . .", paths.filter((path) => path !== "a.txt").join(" ")],
  ["COPY --exclude=**/*.txt . .", "b.md src/a.ts src/deep/a.ts node_modules/ lib/x/a.ts"],
  ["COPY --exclude=src --exclude=node_modules . .", "a.txt b.md lib/x/a.ts"],
  ["COPY --exclude=node_modules/ . .", paths.filter((path) => path !== "node_modules/").join(" ")],
  ["COPY --exclude=node_modules/* . .", paths.filter((path) => path !== "node_modules/").join(" ")],
  ["COPY --exclude=node_modules/.cache . .", paths.join(" ")],
  [
    "COPY --exclude=src/a.ts src .",
    "src/a.ts as a.ts src/b.txt as b.txt src/deep/a.ts as deep/a.ts src/deep/c.txt as deep/c.txt",
  ],
  ["COPY --exclude=*.txt src .", "src/a.ts as a.ts src/deep/a.ts as deep/a.ts src/deep/c.txt as deep/c.txt"],
  ["COPY --exclude=deep src .", "src/a.ts as a.ts src/b.txt as b.txt"],
  ['COPY --exclude=* --exclude="!deep" src .', "src/deep/a.ts as deep/a.ts src/deep/c.txt as deep/c.txt"],
  ["COPY --exclude=a.* a* .", ""],
  ["COPY --exclude=b.txt src/*.txt .", ""],
  ["COPY --exclude=c.txt s*/deep .", "src/deep/a.ts as a.ts"],
  ["ADD --exclude=**/*.ts src .", "src/b.txt as b.txt src/deep/c.txt as deep/c.txt"],
  // Variables are not expanded in this flag.
  ["ARG X=src\nCOPY --exclude=$X . .", paths.join(" ")],
  ["COPY --exclude . .", paths.join(" ")],

  // --parents: the path is kept, from the pivot on.
  ["COPY --parents src/deep .", "src/deep/a.ts src/deep/c.txt"],
  ["COPY --parents ./src/a.ts /x/", "src/a.ts"],
  ["COPY --parents **/*.ts .", "src/a.ts src/deep/a.ts lib/x/a.ts"],
  ["COPY --parents src/*.ts .", "src/a.ts"],
  ["COPY --parents . .", paths.join(" ")],
  ["COPY --parents src/./deep .", "src/deep/a.ts as deep/a.ts src/deep/c.txt as deep/c.txt"],
  ["COPY --parents ./src/./**/*.txt .", "src/b.txt as b.txt src/deep/c.txt as deep/c.txt"],
  ["COPY --parents src/deep/./. .", "src/deep/a.ts as a.ts src/deep/c.txt as c.txt"],
  ["COPY --parents l*/./x/a.ts .", "lib/x/a.ts as x/a.ts"],
  ["COPY --parents ./a.txt .", "a.txt"],
  ["COPY --parents --exclude=src/deep **/*.ts .", "src/a.ts lib/x/a.ts"],
  ["COPY --parents --exclude=deep src/./**/*.ts .", "src/a.ts as a.ts"],
];

describe("taken", () => {
  for (const [line, expected] of cases) test(line, () => assert.equal(taken(line), expected));

  test("everything is what nothing is excluded from", () => {
    const all = ["COPY . .", "COPY * .", "COPY --parents . ."];
    for (const line of [...all, "COPY --exclude=a . .", "COPY src ."]) {
      const [source] = contextSourcesOf(parseDockerfile(`FROM a\n${line}\n`));
      assert.equal(source && takesAll(source), all.includes(line), line);
    }
  });
});

describe("by the Dockerfiles that an ignore file serves", () => {
  const factsFor = (...lines: string[]) => ({
    today: "2026-11-23",
    dockerfiles: lines.map((line, index) => ({ ...parseDockerfile(`FROM a\n${line}\n`), path: `${index}` })),
  });

  const whole: readonly (readonly [lines: readonly string[], taken: readonly string[]])[] = [
    [[], ["a", "b"]],
    [["COPY . ."], ["a", "b"]],
    [["COPY --exclude=a . ."], ["b"]],
    [
      ["COPY --exclude=a . .", "COPY --exclude=b . ."],
      ["a", "b"],
    ],
    [["COPY --exclude=a --exclude=b . ."], []],
  ];
  for (const [lines, expected] of whole) {
    test(`${lines.join(", ")} copied with the whole`, () => {
      assert.deepEqual(takenWhole(factsFor(...lines), ["a", "b"]), expected);
    });
  }

  const unasked: readonly (readonly [line: string, copied: readonly string[]])[] = [
    ["COPY . .", ["src/.env", "lib/.env"]],
    ["COPY --exclude=**/.env . .", []],
    ["COPY --exclude=.env src .", []],
    ["COPY --exclude=src/.env src .", ["src/.env"]],
    ["COPY --parents s*/ .", ["src/.env"]],
    ["COPY --parents ./lib/./x* .", []],
  ];
  for (const [line, expected] of unasked) {
    test(`${line} takes unasked`, () => {
      assert.deepEqual(copiedUnasked(parseIgnore(""), factsFor(line), ["src/.env", "lib/.env"]), expected);
    });
  }
});
