/** What is offered where paths of the build context are typed. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { apply } from "../server/edits/edits";
import { type Completion, completeDockerfile, completeIgnore, typedFolder } from "../server/features/completion";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { covers, parseIgnore } from "../server/syntax/dockerignore";
import type { Amount, ContextEntry, Facts } from "../server/types";

const files = [
  ".env",
  ".git/",
  "Dockerfile",
  "app.log",
  "docs/a.md",
  "docs/deep/b.md",
  "lib-x/a.js",
  "lib.js",
  "lib/a.js",
  "lib/node_modules/",
  "lib/sub/b.js",
  "node_modules/",
  "package.json",
];

function factsOf(paths: readonly string[], ignore?: string): Facts {
  const parsed = ignore === undefined ? undefined : { ...parseIgnore(ignore), path: ".dockerignore" };
  return { today: "2026-11-23", path: "Dockerfile", files: [...paths].sort(), ignore: parsed };
}

function inOrder(items: readonly Completion[]): Completion[] {
  return [...items].sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

/** Folders with a slash at the end, what is ignored with a `-` in front. */
function show(items: readonly Completion[]): string {
  return inOrder(items)
    .map(({ insert, isFolder, isIgnored }) => `${isIgnored ? "-" : ""}${insert}${isFolder ? "/" : ""}`)
    .join(" ");
}

function splitAt(marked: string): { text: string; offset: number } {
  return { text: marked.replace("|", ""), offset: marked.indexOf("|") };
}

const everything = ".git/ docs/ lib/ lib-x/ node_modules/ .env Dockerfile app.log lib.js package.json";

describe("sources in a Dockerfile", () => {
  /** `|` is where somebody types. */
  const cases: readonly (readonly [marked: string, shown: string, ignore?: string])[] = [
    ["FROM a\nCOPY |", everything],
    ["FROM a\nCOPY |\nRUN x", everything],
    ["FROM a\r\nCOPY |\r\nRUN x", everything],
    ["FROM a\nADD |", everything],
    ["FROM a\nCOPY  |  ./", everything],
    ["FROM a\nCOPY | a ./", everything],
    ["FROM a\nCOPY li|", everything],
    ["FROM a\nCOPY l|i ./", everything],
    ["FROM a\nCOPY ./| ./", everything],
    ["FROM a\nCOPY /| ./", everything],
    ["FROM a\nCOPY lib/|", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY ./lib//su| ./", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY lib/../docs/| ./", "deep/ a.md"],
    ["FROM a\nCOPY lib/sub/|", "b.js"],
    ["FROM a\nCOPY a.js lib/| ./", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY --chown=a lib/|", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY --link |", everything],
    ["FROM a\nENV D=lib\nCOPY $D/|", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY a.js \\\n  lib/| ./", "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY \\\n  |", everything],
    ["FROM a\nCOPY \\\n# why\n\n  |", everything],
    ["# escape=`\nFROM a\nCOPY `\n  |", everything],
    ["FROM a\nCOPY \\\n  a.js \\\n  |\\\n  ./", everything],
    ['FROM a\nCOPY "lib/|', "node_modules/ sub/ a.js"],
    ['FROM a\nCOPY "lib/|" ./', "node_modules/ sub/ a.js"],
    ["FROM a\nCOPY 'lib/|' ./", "node_modules/ sub/ a.js"],
    ['FROM a\nCOPY ["|', everything],
    ['FROM a\nCOPY ["|"]', everything],
    ['FROM a\nCOPY ["lib/|", "./"]', "node_modules/ sub/ a.js"],
    ['FROM a\nCOPY ["a.js", "lib/|", "./"]', "node_modules/ sub/ a.js"],
    ['FROM a\nCOPY [ \\\n  "lib/|", "./"]', "node_modules/ sub/ a.js"],
    // The destination, and places where no source stands.
    ["FROM a\nCOPY a.js |", ""],
    ["FROM a\nCOPY a.js ./|", ""],
    ["FROM a\nCOPY a.js \\\n  |", ""],
    ['FROM a\nCOPY ["a.js", "|"]', ""],
    ['FROM a\nCOPY ["a.js"|, "./"]', ""],
    ["FROM a\nCOPY|", ""],
    ["FROM a\nCOPY --li|", ""],
    ["FROM a\nCOPY -|-link a.js ./", ""],
    ["FROM a\nCOPY --from=b |", ""],
    ["FROM a\nONBUILD COPY |", ""],
    ["FROM a\nCOPY a.js ./\n|", ""],
    ["FROM a\nCOPY \\\n# w|hy\n  a.js ./", ""],
    ["FROM a\nCOPY <<EOF /x\n|\nEOF", ""],
    ["FROM a\nADD https://|", ""],
    ["FROM a\nCOPY */|", ""],
    ["FROM a\nCOPY $UNKNOWN/| ./", ""],
    ["FROM a\nCOPY ../| ./", ""],
    ["FROM a\nCOPY lib/node_modules/|", ""],
    ["FROM a\nCOPY lib.js/|", ""],
    ["FROM a\nRUN cat |", ""],
    ["|FROM a", ""],
    // Mounts.
    ["FROM a\nRUN --mount=type=bind,source=| x", everything],
    ["FROM a\nRUN --mount=source=|", everything],
    ["FROM a\nRUN --mount=type=bind,src=lib/|,target=/x x", "node_modules/ sub/ a.js"],
    ["FROM a\nRUN --mount=type=bind,src=./li|b/a.js,target=/x x", everything],
    ["FROM a\nRUN --mount=type=bind,target=|", ""],
    ["FROM a\nRUN --mount=type=bind,from=b,source=|", ""],
    ["FROM a\nRUN --mount=type=secret,source=|", ""],
    // What is left out.
    [
      "FROM a\nCOPY |",
      "docs/ lib/ lib-x/ Dockerfile app.log lib.js package.json -.env -.git/ -node_modules/",
      "**/node_modules\n.git\n.env",
    ],
    ["FROM a\nCOPY lib/|", "sub/ -a.js -node_modules/", "lib\n!lib/sub/b.js"],
    ["FROM a\nCOPY lib/|", "-a.js -node_modules/ -sub/", "lib"],
  ];
  for (const [marked, shown, ignore] of cases) {
    test(JSON.stringify(marked) + (ignore ? ` with ${JSON.stringify(ignore)}` : ""), () => {
      const { text, offset } = splitAt(marked);
      const { items } = completeDockerfile(parseDockerfile(text), offset, factsOf(files, ignore));
      assert.equal(show(items), shown);
    });
  }

  /** What becomes of the text when the only completion is taken; undefined: the name cannot be written there. */
  const names: readonly (readonly [name: string, marked: string, after: string | undefined])[] = [
    ["server.js", "COPY s|", "COPY server.js"],
    ["server.js", "COPY se|rv.js ./", "COPY server.js ./"],
    ["server.js", 'COPY "se|rv.js" ./', 'COPY "server.js" ./'],
    ["server.js", 'COPY ["|x", "./"]', 'COPY ["server.js", "./"]'],
    ["src/server.js", "COPY |lib/x ./", "COPY src/x ./"],
    ["src/server.js", "RUN --mount=source=src/|x,target=/x y", "RUN --mount=source=src/server.js,target=/x y"],
    ["[id].tsx", "COPY | ./", "COPY [[]id].tsx ./"],
    ["[id]/a.tsx", "COPY [[]id]/| ./", "COPY [[]id]/a.tsx ./"],
    ["a*b?", "COPY | ./", "COPY a[*]b[?] ./"],
    ["$id.tsx", "COPY | ./", "COPY \\$id.tsx ./"],
    ["$id/a.tsx", "COPY \\$id/| ./", "COPY \\$id/a.tsx ./"],
    ["$id.tsx", "COPY '|' ./", "COPY '$id.tsx' ./"],
    ["$id.tsx", 'COPY ["|", "./"]', 'COPY ["\\\\$id.tsx", "./"]'],
    ["$id/a.tsx", 'COPY ["\\\\$id/|", "./"]', 'COPY ["\\\\$id/a.tsx", "./"]'],
    ["$id.tsx", "RUN --mount=source=| x", undefined],
    ["[id].tsx", "RUN --mount=source=| x", "RUN --mount=source=[id].tsx x"],
    ["a,b", "RUN --mount=source=| x", undefined],
    ["a", "RUN --mount=source=|\\\n.. x", undefined],
    ["a b", "COPY | ./", undefined],
    ["a b", 'COPY "|" ./', undefined],
    ["a b", 'COPY ["|", "./"]', 'COPY ["a b", "./"]'],
    ["a b/c", 'COPY ["a b/|", "./"]', 'COPY ["a b/c", "./"]'],
    ["--x", "COPY | ./", undefined],
    ["--x", "COPY ./| ./", "COPY ./--x ./"],
    ["#x", "COPY | ./", undefined],
    ["a<<b", "COPY | ./", undefined],
    ["a'b", "COPY | ./", undefined],
    ['a"b', 'COPY ["|", "./"]', undefined],
    ["a\nb", 'COPY ["|", "./"]', undefined],
    ["a\\b", "COPY | ./", undefined],
    ["é\u{1f600}", "COPY | ./", "COPY é\u{1f600} ./"],
  ];
  for (const [name, marked, after] of names) {
    test(`${JSON.stringify(name)} in ${JSON.stringify(marked)}`, () => {
      const { text, offset } = splitAt(`FROM a\n${marked}`);
      const { items } = completeDockerfile(parseDockerfile(text), offset, factsOf([name]));
      const made = items.map(({ span, insert }) => apply(text, [{ ...span, text: insert }]));
      assert.deepEqual(made, after === undefined ? [] : [`FROM a\n${after}`]);
    });
  }

  test("why it is left out", () => {
    const facts = factsOf(files, "# x\n\n**/node_modules\n");
    const { items } = completeDockerfile(parseDockerfile("COPY "), 5, facts);
    const found = items.find(({ label }) => label === "node_modules");
    assert.equal(found?.detail, 'left out by "**/node_modules" (.dockerignore:3)');
  });

  test("nothing where the files are not known", () => {
    assert.deepEqual(completeDockerfile(parseDockerfile("COPY "), 5, { today: "2026-11-23" }).items, []);
  });
});

describe("patterns of an ignore file", () => {
  const commons = "**/*.log **/.env **/Dockerfile* **/node_modules .git docs";
  const rest = "lib/ lib-x/ node_modules/ .env Dockerfile";
  const missing = "**/*.key **/*.pem **/.DS_Store **/.dockerignore **/.env.* **/.npmrc **/npm-debug.log* .gitignore";

  /** What is there and common, what is there, what is common, and what is left out already. */
  const cases: readonly (readonly [marked: string, shown: string])[] = [
    ["lib/|", "node_modules/ sub/ a.js"],
    ["/lib/|", "node_modules/ sub/ a.js"],
    ["./lib/su|", "node_modules/ sub/ a.js"],
    ["  lib/|  ", "node_modules/ sub/ a.js"],
    ["docs/../lib/|\n", "node_modules/ sub/ a.js"],
    ["a\r\nlib/|\r\nb", "node_modules/ sub/ a.js"],
    ["\ufefflib/|", "node_modules/ sub/ a.js"],
    ["lib\nlib/|", "-a.js -node_modules/ -sub/"],
    ["lib\n!lib/sub\nlib/|", "sub/ -a.js -node_modules/"],
    ["lib/|\n**/node_modules", "sub/ a.js -node_modules/"],
    ["../|", ""],
    ["l*/|", ""],
    ["lib/node_modules/|", ""],
    ["# |", ""],
    ["#|", ""],
    // Behind `!`, what it would bring back.
    ["!|", ""],
    ["lib/sub\n!|", "lib/"],
    ["lib/sub\n!lib/|", "sub/"],
    ["lib/sub\n! lib/|", "sub/"],
    ["**/*.md\n!|", "docs/ **/README.md"],
    ["**/*.md\n!docs/|", "deep/ a.md"],
    ["!docs/|\n**/*.md", ""],
    [
      "*\n!|",
      ".git/ docs/ lib/ lib-x/ node_modules/ .env Dockerfile app.log lib.js package.json **/.env.example **/README.md",
    ],
  ];
  for (const [marked, shown] of cases) {
    test(JSON.stringify(marked), () => {
      const { text, offset } = splitAt(marked);
      assert.equal(show(completeIgnore(parseIgnore(text), offset, factsOf(files)).items), shown);
    });
  }

  test("what is common comes first where it finds something, and last where it does not", () => {
    const { items } = completeIgnore(parseIgnore(""), 0, factsOf(files));
    const inserts = inOrder(items).map(({ insert }) => insert);
    assert.deepEqual(new Set(inserts.slice(0, 6)), new Set(commons.split(" ")));
    assert.equal(show(inOrder(items).slice(6, 11)), rest);
    assert.deepEqual(inserts.slice(-8).sort(), missing.split(" ").sort());
    const details = new Map(items.map(({ insert, detail }) => [insert, detail]));
    assert.equal(details.get("**/node_modules"), "finds lib/node_modules and others");
    assert.equal(details.get("**/.env"), "finds .env");
    assert.equal(details.get("**/*.pem"), undefined);
  });

  /** Common patterns: whether they are offered. */
  const common: readonly (readonly [
    marked: string,
    pattern: string,
    insert: string | undefined,
    dockerfile?: string,
  ])[] = [
    ["|", "**/node_modules", "**/node_modules"],
    ["**/|", "**/node_modules", "node_modules"],
    ["**/no|", "**/node_modules", "node_modules"],
    ["**/node_modules\n|", "**/node_modules", undefined],
    ["**/node_modules/\n|", "**/node_modules", undefined],
    ["node_modules\n|", "**/node_modules", "**/node_modules"],
    ["node_modules\nlib/node_modules\n|", "**/node_modules", undefined],
    ["**/node_modules|", "**/node_modules", "node_modules"],
    ["**/*.p*\n|", "**/*.pem", undefined],
    ["|", "**/*.pem", "**/*.pem"],
    ["|", "**/*.pem", undefined, "FROM a\nCOPY certs/ca.pem /"],
    ["|", "**/__pycache__", undefined],
    ["!|", "**/node_modules", undefined],
    ["**/.env*\n!|", "**/.env.example", "**/.env.example"],
    ["**/.env*\n!**/|", "**/.env.example", ".env.example"],
  ];
  for (const [marked, pattern, insert, dockerfile] of common) {
    test(`${pattern} in ${JSON.stringify(marked)}${dockerfile ? ` for ${JSON.stringify(dockerfile)}` : ""}`, () => {
      const { text, offset } = splitAt(marked);
      const dockerfiles = dockerfile === undefined ? [] : [{ ...parseDockerfile(dockerfile), path: "Dockerfile" }];
      const { items } = completeIgnore(parseIgnore(text), offset, { ...factsOf(files), dockerfiles });
      const found = items.find(
        (item) => pattern.endsWith(item.insert) && /[*.]|^node/.test(item.insert) && !item.isFolder,
      );
      assert.equal(found?.insert, insert);
    });
  }

  /** What becomes of the text when the path is taken. */
  const names: readonly (readonly [name: string, marked: string, after: string | undefined])[] = [
    ["server.js", "s|", "server.js"],
    ["src/server.js", "|lib/x", "src/x"],
    ["[id].tsx", "|", "\\[id\\].tsx"],
    ["[id]/a.tsx", "\\[id\\]/|", "\\[id\\]/a.tsx"],
    ["a*b?c\\d", "|", "a\\*b\\?c\\\\d"],
    ["#x", "|", "\\#x"],
    ["!x", "|", "\\!x"],
    ["!x", "./|", "./\\!x"],
    ["a/#x", "a/|", "a/#x"],
    ["a b", "|", "a b"],
    ["a b/c", "a b/|", "a b/c"],
    [" a", "|", undefined],
    ["a ", "|", undefined],
    ["a\nb", "|", undefined],
  ];
  for (const [name, marked, after] of names) {
    test(`${JSON.stringify(name)} in ${JSON.stringify(marked)}`, () => {
      const { text, offset } = splitAt(marked);
      const { items } = completeIgnore(parseIgnore(text), offset, factsOf([name]));
      const made = items
        .filter(({ label }) => name.split("/").includes(label))
        .map(({ span, insert }) => apply(text, [{ ...span, text: insert }]));
      assert.deepEqual(made, after === undefined ? [] : [after]);
      const [pattern] = parseIgnore(made[0] ?? "").patterns;
      if (pattern && !marked.endsWith("x")) assert.ok(covers(pattern, name), pattern.text);
    });
  }

  test("how much it is", () => {
    const entry = (path: string, sent: Amount, ignored: Amount): ContextEntry => {
      return { name: path, path, isFolder: true, sent, ignored, secrets: 0, pattern: null };
    };
    const none = { files: 0, bytes: 0 };
    const one = { files: 1, bytes: 7 };
    const entries = [entry("docs", { files: 12, bytes: 3_100_000 }, one), entry("lib", none, none)];
    const detailOf = (text: string, label: string) =>
      completeIgnore(parseIgnore(text), text.length, factsOf(files), entries).items.find((it) => it.label === label)
        ?.detail;
    assert.equal(detailOf("", "docs"), "12 files, 3.1 MB");
    assert.equal(detailOf("", "lib"), undefined);
    assert.equal(detailOf("docs\n", "docs"), "already left out");
    assert.equal(detailOf("docs\n!", "docs"), "1 file, 7 B");
    const { items } = completeDockerfile(parseDockerfile("COPY "), 5, factsOf(files), entries);
    assert.equal(items.find(({ label }) => label === "docs")?.detail, "12 files, 3.1 MB");
  });

  test("the folder that is typed in", () => {
    assert.equal(typedFolder(parseIgnore("lib/su"), 6), "lib");
    assert.equal(typedFolder(parseIgnore("**/su"), 5), undefined);
    assert.equal(typedFolder(parseDockerfile("COPY ./lib/sub/ ./"), 15), "lib/sub");
    assert.equal(typedFolder(parseDockerfile("COPY a ./"), 9), undefined);
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ..."\n,\r\n, ,\t,/,.,..,*,[,],\\,\\\n,!,#,\",',$,$A,<<E,--from=,a,lib,COPY ,ADD [,RUN --mount=source=,FROM a,\ufeff".split(
      ",",
    ),
    ",",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join("")),
    fc.array(piece, { maxLength: 8 }).map((pieces) => `FROM a\nCOPY ${pieces.join("")}`),
    fc.string({ unit: "binary" }),
  );
  const place = fc.tuple(text, fc.nat()).map(([text, at]) => ({ text, offset: at % (text.length + 1) }));

  test("gives completions that replace what is around the offset, on its line", () => {
    fc.assert(
      fc.property(place, ({ text, offset }) => {
        const facts = factsOf(files, "**/node_modules\n!lib");
        const found = [
          ...completeDockerfile(parseDockerfile(text), offset, facts).items,
          ...completeIgnore(parseIgnore(text), offset, facts).items,
        ];
        for (const { span } of found) {
          assert.ok(0 <= span.start && span.start <= offset && offset <= span.end && span.end <= text.length);
          assert.ok(!text.slice(span.start, span.end).includes("\n"));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("a path that is taken is the source, or the pattern, of that path", () => {
    const name = fc.array(fc.constantFrom(..."ab.*?[]{}\\!#-$' \"<,é\u{1f600}\n".split("")), {
      minLength: 1,
      maxLength: 5,
    });
    const names = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.map((part) => part.join("")));
    fc.assert(
      fc.property(names, (parts) => {
        fc.pre(parts.every((part) => part !== "." && part !== ".."));
        const facts = factsOf([parts.join("/")]);
        const pattern = type("", (text) => completeIgnore(parseIgnore(text), text.length, facts).items, parts);
        if (pattern !== undefined) {
          const [only, ...others] = parseIgnore(pattern).patterns;
          assert.ok(only && others.length === 0 && !only.negated && covers(only, parts.join("/")), pattern);
        }
        for (const [lead, tail] of [
          ["COPY ", " /to/"],
          ['COPY ["', '", "/to/"]'],
        ] as const) {
          const complete = (text: string) => completeDockerfile(parseDockerfile(text + tail), text.length, facts).items;
          const source = type(lead, complete, parts);
          if (source === undefined) continue;
          const [instruction] = parseDockerfile(source + tail).instructions;
          const written = instruction?.words.map(({ value }) => value?.replace(/\[([*?[])\]/g, "$1"));
          assert.deepEqual(written, [parts.join("/"), "/to/"]);
        }
      }),
      { numRuns: 200 },
    );
  });

  /** Takes the completions for the parts of a path, one after the other; undefined when one is not offered. */
  function type(lead: string, complete: (text: string) => readonly Completion[], parts: readonly string[]) {
    let text = lead;
    for (const [index, part] of parts.entries()) {
      if (index > 0) text += "/";
      const item = complete(text).find(({ label }) => label === part);
      if (!item) return undefined;
      text = text.slice(0, item.span.start) + item.insert;
    }
    return text;
  }
});

describe("many files", () => {
  const flat = Array.from({ length: 100_000 }, (_, index) => `file-${index}.log`).sort();
  const deep = Array.from(
    { length: 100_000 },
    (_, index) => `packages/p${index % 100}/src/module-${index % 1000}/file-${index}.test.ts`,
  ).sort();
  const ignore = "**/node_modules\n.git\n**/*.md\n*.txt\n!README.md\n**/coverage\ndist\n";

  for (const [title, paths] of [
    ["in one folder", flat],
    ["in many folders", deep],
  ] as const) {
    test(title, () => {
      const facts = { ...factsOf([], ignore), files: paths };
      const asks = [
        () => completeDockerfile(parseDockerfile("COPY "), 5, facts),
        () => completeDockerfile(parseDockerfile("COPY file-999"), 13, facts),
        () => completeDockerfile(parseDockerfile("COPY packages/p1/src/"), 21, facts),
        () => completeIgnore(parseIgnore(ignore), ignore.length, facts),
        () => completeIgnore(parseIgnore(`${ignore}!`), ignore.length + 1, facts),
      ];
      for (const ask of asks) {
        const { items } = ask();
        assert.ok(items.length <= 550);
      }
      const { items, isComplete } = completeDockerfile(parseDockerfile("COPY file-9999"), 14, facts);
      assert.equal(isComplete, paths !== flat);
      if (paths === flat) assert.equal(items.filter(({ label }) => label.startsWith("file-9999")).length, 11);
    });
  }
});
