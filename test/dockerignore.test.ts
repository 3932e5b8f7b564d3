/** Which paths an ignore file keeps back. Every row was checked against Docker's own pattern matcher. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { decide, mayReinclude, parseIgnore } from "../server/syntax/dockerignore";

type Row = readonly [title: string, text: string, ignored: readonly string[], sent: readonly string[]];

const cases: readonly Row[] = [
  ["no pattern", "", [], ["a", "a/b", "."]],
  ["a name stands for the root only", "dist", ["dist", "dist/a.js", "dist/a/b.js"], ["src/dist", "dist2", "a/dist/b"]],
  ["a path", "a/b", ["a/b", "a/b/c"], ["a", "a/c", "a/bc", "x/a/b"]],
  ["leading slash", "/dist", ["dist", "dist/a"], ["src/dist"]],
  ["trailing slash", "dist/", ["dist", "dist/a"], ["src/dist"]],
  ["two slashes, dot and dot-dot", "./a//b/../c/.", ["a/c", "a/c/d"], ["a/b", "a"]],
  ["dot-dot beyond the root", "../a\n/../b", ["b"], ["a"]],
  ["a lone dot or slash", ".\n/", ["."], ["a", "a/b"]],
  ["case matters", "README.md", ["README.md"], ["readme.md"]],
  ["white space around", "  a b \t\n\u00a0c\u0085\n", ["a b", "c"], ["a", "b"]],
  ["white space that cleaning uncovers", "/ a\nb /", ["a", "b"], [" a", "b "]],
  ["Windows line ends", "a\r\nb\r\n\r\n", ["a", "b"], ["", "c"]],
  ["byte order mark", "\ufeffa", ["a"], ["\ufeffa"]],
  ["comment after a byte order mark", "\ufeff#a", [], ["#a", "a"]],
  ["an indented # is a name", " #a\n#b", ["#a"], ["#b", "a", "b"]],
  ["no comment at the end of a line", "a # b", ["a # b"], ["a"]],

  ["* stays inside a folder", "*.log", ["a.log", ".log", "a.log/b"], ["a/b.log", "a.logs"]],
  ["* alone", "*", ["a", ".a", "a/b/c"], []],
  ["*/*", "*/*", ["a/b", "a/b/c"], ["a"]],
  ["several *", "a*b*c", ["abc", "axbxc", "abcbc/d"], ["acb", "ab/c", "abcd"]],
  ["? is one character, not a slash", "a?c", ["abc", "a\u{1f600}c", "a?c"], ["ac", "abbc", "a/c"]],
  ["set", "[a-cx].js", ["a.js", "c.js", "x.js"], ["d.js", "ab.js", "[a-cx].js"]],
  ["set beyond ASCII", "[à-ÿ\u{1f600}]", ["é", "\u{1f600}"], ["e", "\u{1f601}"]],
  ["negated set", "[^a-c]", ["d", "^", "-"], ["a", "c", "dd"]],
  ["negated set matches a slash", "a[^b]c", ["a/c", "axc"], ["abc"]],
  ["! does not negate a set", "[!a]", ["!", "a"], ["b"]],
  ["escapes in a set", "[\\]a\\-z]", ["]", "a", "-", "z"], ["b", "\\"]],
  ["escaped wildcards", "\\*.js\n\\?\n\\[a]", ["*.js", "?", "[a]"], ["a.js", "b", "a"]],
  ["escaped backslash", "a\\\\b", ["a\\b"], ["a/b", "ab"]],
  ["a closing bracket alone", "a]", ["a]"], ["a"]],
  ["a digit class of regular expressions", "v\\d", ["v1"], ["vd", "v"]],
  ["an escaped letter is not that letter", "x\\bin\n\\app", [], ["xbin", "x/bin", "app", "x\\bin"]],
  ["specials of regular expressions", "a.(b)+$", ["a.(b)+$"], ["ax(b)+$", "a.b", "a.(b)(b)$"]],
  ["the same beside a wildcard", "*.(b)+$", ["a.(b)+$"], ["ax(b)+$", "a.b", "a.bb"]],
  ["braces are no alternatives", "*.{js,ts}", ["a.{js,ts}"], ["a.js", "a.ts"]],

  ["** alone", "**", ["a", "a/b", ".a"], []],
  ["**/ in front", "**/dist", ["dist", "a/dist", "a/b/dist/c"], ["adist", "a/distant"]],
  ["**/ and *", "**/*.log", ["a.log", "a/b.log", "a/b/c.log/d"], ["a.log2", "log"]],
  ["** at the end", "a/**", ["a/b", "a/b/c"], ["a", "ab"]],
  ["** right after a name", "a**", ["a", "ab", "ab/c"], ["ba", "b/a"]],
  ["** before a name", "**b", ["b", "ab", "a/b", "a/xb/c"], ["bc"]],
  ["** before a name with a wildcard", "**b*", ["b", "bc", "a/bc"], ["ab"]],
  ["** in the middle", "a/**/b", ["a/b", "a/x/b", "a/x/y/b/c"], ["a/xb", "ab", "x/a/b"]],
  ["** in a name", "a**b", ["ab", "a/b", "ax/b", "a/x/b"], ["axb"]],
  ["**/**", "**/**/a", ["a", "x/a", "x/y/a"], ["xa"]],
  ["***", "***", ["a", "a/b"], []],
  ["** and a negated set", "**/[^.]*", ["a", "b/.a", "a/b"], [".a", "."]],

  ["! takes back", "*.md\n!README.md", ["a.md"], ["README.md", "docs/README.md"]],
  ["the last match wins", "!a\na\n!b\nb\n!b", ["a"], ["b"]],
  ["! without anything to take back", "!a", [], ["a", "b"]],
  ["! below an ignored folder", "a\n!a/b", ["a", "a/c"], ["a/b", "a/b/c"]],
  ["! on a folder", "*\n!src\nsrc/*.test.js", ["a", "src/a.test.js"], ["src", "src/a.js", "src/b/c.test.js"]],
  ["! with space, slash and wildcards", "**\n! /a/\n!**/*.js", ["b", "b/c.ts"], ["a", "a/b", "x.js", "b/c.js"]],
  ["!! takes a name with ! back", "*\n!!a", ["a"], ["!a"]],
  ["/! negates", "*\n/!a", ["!a"], ["a"]],
  ["\\! is a name", "\\!a", ["!a"], ["a"]],

  ["forgotten inside a folder that was ignored before", "*\n!**/*.json\nkeys", ["keys", "keys/a"], ["keys/a.json"]],
  ["an exception for a folder that was not ignored", "**/*.md\n!docs", ["a.md", "docs/a.md"], ["docs"]],
  ["the same with the exception below", "**/*.md\n!docs/**", ["a.md"], ["docs/a.md", "docs/b/c.md"]],
  ["a bar beside a wildcard", "*a|b", ["a", "xa/c", "axb", "x/b"], ["x/a/c", "c"]],
  ["a bar without a wildcard", "a|b", ["a|b"], ["a", "b"]],
  ["braces that count", "?{2}", ["ab", "ab/c"], ["a", "abc", "a{2}"]],
  ["braces that count from", "[ab]{1,}x", ["ax", "abx"], ["x", "[ab]{1,}x"]],
  ["wildcards in brackets", "[*]", ["]", "[]", "/]"], ["*", "a"]],
];

describe("ignored paths", () => {
  for (const [title, text, ignored, sent] of cases) {
    test(title, () => {
      const file = parseIgnore(text);
      assert.deepEqual(
        file.patterns.filter(({ error }) => error),
        [],
      );
      assert.deepEqual(
        [...ignored, ...sent].filter((path) => decide(file, path).ignored),
        ignored,
      );
    });
  }

  test("a slash at the end of a path changes nothing", () => {
    const file = parseIgnore("a\n**/b\n");
    assert.deepEqual(
      ["a/", "x/b/", "x/"].filter((path) => decide(file, path).ignored),
      ["a/", "x/b/"],
    );
  });

  test("the pattern that decides", () => {
    const file = parseIgnore("*\n# no pattern\n!src/**\n*.log\n!keep.log\n");
    const line = (path: string) => decide(file, path).by?.line;
    assert.deepEqual(["a", "src/a", "a.log", "keep.log"].map(line), [0, 2, 3, 4]);
    assert.equal(decide(parseIgnore("a"), "b").by, undefined);
  });

  test("a copy of the file decides the same", () => {
    assert.equal(decide({ ...parseIgnore("a") }, "a").ignored, true);
  });
});

describe("patterns that Docker refuses", () => {
  const refused: readonly (readonly [text: string, error: RegExp])[] = [
    ["!", /Nothing follows/],
    ["!  ", /Nothing follows/],
    ["!/", /Nothing follows/],
    ["[", /has no `\]`/],
    ["[^", /has no `\]`/],
    ["a[b", /has no `\]`/],
    ["[a-", /has no `\]`/],
    ["*[a\\]", /has no `\]`/],
    ["[]", /`\]` inside brackets/],
    ["[]a]", /`\]` inside brackets/],
    ["[^]a]", /`\]` inside brackets/],
    ["[a-]", /`\]` inside brackets/],
    ["[-]", /`-` inside brackets/],
    ["[-x]", /`-` inside brackets/],
    ["[x--]", /`-` inside brackets/],
    ["![a-b-c]", /`-` inside brackets/],
    ["x[z-a]", /`z-a` runs backwards/],
    ["[\\", /backslash at the end/],
    ["a\\", /backslash at the end/],
    ["src\\lib", /`\\l` is no escape/],
    ["a\\8", /`\\8` is no escape/],
    ["\\é", /`\\é` is no escape/],
  ];
  for (const [text, error] of refused) {
    test(text, () => {
      const file = parseIgnore(`${text}\na`);
      assert.match(file.patterns[0]?.error ?? "", error);
      assert.equal(file.patterns[1]?.error, undefined);
      assert.equal(decide(file, "a").ignored, true);
    });
  }
});

test("patterns and comments with their places", () => {
  const text = "\ufeff# Node\r\nnode_modules/\r\n\r\n  ! ./a//b  \r\n#\r\n #c\r\n#d";
  const file = parseIgnore(text);
  assert.equal(file.text, text);
  assert.equal(file.eol, "\r\n");
  assert.deepEqual(file.patterns, [
    { start: 9, end: 22, line: 1, text: "node_modules/", pattern: "node_modules", negated: false, error: undefined },
    { start: 28, end: 36, line: 3, text: "! ./a//b", pattern: "a/b", negated: true, error: undefined },
    { start: 44, end: 46, line: 5, text: "#c", pattern: "#c", negated: false, error: undefined },
  ]);
  assert.deepEqual(file.comments, [
    { start: 1, end: 7, text: "Node", line: 0, inside: false },
    { start: 40, end: 41, text: "", line: 4, inside: false },
    { start: 48, end: 50, text: "d", line: 6, inside: false },
  ]);
  assert.equal(parseIgnore("a\nb\r\n").eol, "\n");
  assert.equal(parseIgnore("a").eol, "\n");
});

describe("folders that a walk may skip", () => {
  const folders: readonly (readonly [text: string, folder: string, mayReinclude: boolean])[] = [
    ["node_modules", "node_modules", false],
    ["!node_modules/a\nnode_modules", "node_modules", false],
    ["node_modules\n!node_modules/a", "node_modules", true],
    ["node_modules\n!node_modules/a/b/c", "node_modules/a/b", true],
    ["node_modules\n!node_modules/a/b/c", "node_modules/x", false],
    ["*\n!src", "lib", false],
    ["*\n!src", "src2", false],
    ["*\n!src/**", "src", true],
    ["*\n!**/*.md", "lib/a", true],
    ["*\n!*/*.md", "lib", true],
    ["*\n!*/*.md", "lib/a", false],
    ["*\n!lib*", "li", false],
    ["*\n!l?b/[a-c]*/d", "lib/bin", true],
    ["*\n!l?b/[a-c]*/d", "lib/src", false],
    ["*\n!lib/[", "lib", false],
  ];
  for (const [text, folder, expected] of folders) {
    test(`${JSON.stringify(text)}: ${folder}`, () => assert.equal(mayReinclude(parseIgnore(text), folder), expected));
  }
});

describe("any text", () => {
  const piece = fc.constantFrom(
    "a",
    "b",
    ".",
    "..",
    "/",
    "*",
    "**",
    "?",
    "[",
    "]",
    "^",
    "-",
    "\\",
    "!",
    "#",
    " ",
    "é",
    "\u{1f600}",
  );
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const likely = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));
  const text = fc.oneof(likely, fc.string({ unit: "binary" }));
  const name = fc.constantFrom("a", "b", "ab", ".a", "é", "a.b", "\u{1f600}");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

  test("gives spans inside the text, in order", () => {
    fc.assert(
      fc.property(text, (text) => {
        const { patterns, comments } = parseIgnore(text);
        for (const { start, end, text: written } of patterns) assert.equal(text.slice(start, end), written);
        for (const { start, end } of comments) assert.match(text.slice(start, end), /^#[^\n]*$/);
        for (const list of [patterns, comments]) {
          list.forEach(({ start, end, line }, index) => {
            const before = list[index - 1] ?? { end: 0, line: -1 };
            assert.ok(before.end <= start && start < end && end <= text.length && before.line < line);
          });
        }
      }),
    );
  });

  test("answers for any path, and names a pattern when a path is ignored", () => {
    fc.assert(
      fc.property(text, fc.oneof(path, fc.string({ unit: "binary" })), (text, path) => {
        const { ignored, by } = decide(parseIgnore(text), path);
        assert.equal(ignored, by !== undefined && !by.negated);
      }),
    );
  });

  test("!** at the end takes everything back, ** ignores everything", () => {
    fc.assert(
      fc.property(text, path, (text, path) => {
        assert.equal(decide(parseIgnore(`${text}\n!**`), path).ignored, false);
        assert.equal(decide(parseIgnore(`${text}\n**`), path).ignored, true);
      }),
    );
  });

  test("what is below an ignored folder that may be skipped is ignored", () => {
    fc.assert(
      fc.property(likely, path, path, (text, folder, below) => {
        const file = parseIgnore(text);
        fc.pre(decide(file, folder).ignored && !mayReinclude(file, folder));
        assert.equal(decide(file, `${folder}/${below}`).ignored, true);
      }),
    );
  });
});
