/** Logical lines: continuations, comments, directives and heredocs put together, with their places in the document. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assembleLines, isBinary } from "../server/syntax/lines";

/** The logical lines as "first-last text" in lines from 0; "|" behind it: the bodies of its heredocs. */
function draw(text: string): string[] {
  return assembleLines(text).lines.map(({ line, endLine, text, heredocs, bodyText }) =>
    [`${line}-${endLine} ${text}`, ...heredocs.map(({ body }) => bodyText(body))].join("|"),
  );
}

const lines: readonly (readonly [title: string, text: string, drawn: readonly string[]])[] = [
  ["nothing", "", []],
  ["blanks and comments", " \n\t\n# a\n  # b\n", []],
  ["one without a line end", "FROM a", ["0-0 FROM a"]],
  ["one that is indented", "  FROM a\n", ["0-0 FROM a"]],
  ["a byte order mark", "\uFEFFFROM a", ["0-0 FROM a"]],
  ["a continued one", "RUN a \\\n  b\nRUN c", ["0-1 RUN a   b", "2-2 RUN c"]],
  ["with \\r\\n", "RUN a \\\r\n  b\r\n", ["0-1 RUN a   b"]],
  ["blanks behind the escape character", "RUN a \\ \t\nb", ["0-1 RUN a b"]],
  ["a doubled escape character continues nothing", "RUN a \\\\\nRUN b", ["0-0 RUN a \\\\", "1-1 RUN b"]],
  ["comments and empty lines between", "RUN a \\\n# c\n\n  b\n", ["0-3 RUN a   b"]],
  ["continued by nothing", "RUN a \\\n", ["0-0 RUN a "]],
  ["only an escape character", "\\\n\\\n", []],
  ["the other escape character", "# escape=`\nRUN a `\nb \\\nRUN c", ["1-2 RUN a b \\", "3-3 RUN c"]],
  ["a heredoc", "RUN <<E\na\n\n# b\nE\nRUN c", ["0-4 RUN <<E|a\n\n# b\n", "5-5 RUN c"]],
  ["an empty heredoc", "RUN <<E\nE\n", ["0-1 RUN <<E|"]],
  ["two heredocs", "COPY <<A <<B /\na\nA\nb\nB\n", ["0-4 COPY <<A <<B /|a\n|b\n"]],
  ["a heredoc with tabs before its end", "RUN <<-E\n\ta\n\tE\nRUN b", ["0-2 RUN <<-E|\ta\n", "3-3 RUN b"]],
  ["tabs before the end of another are its text", "RUN <<E\n\tE\nE", ["0-2 RUN <<E|\tE\n"]],
  ["a heredoc behind a continued line", "RUN a \\\n <<E\nb\nE", ["0-3 RUN a  <<E|b\n"]],
  ["a heredoc of ONBUILD", "ONBUILD RUN <<E\na\nE", ["0-2 ONBUILD RUN <<E|a\n"]],
  ["none within quotes", 'RUN echo "<<E"\nRUN b', ['0-0 RUN echo "<<E"', "1-1 RUN b"]],
  ["none in a word", "RUN a<<E\nRUN b", ["0-0 RUN a<<E", "1-1 RUN b"]],
  ["no here string", "RUN a <<<b\nRUN c", ["0-0 RUN a <<<b", "1-1 RUN c"]],
  ["none in exec form", 'RUN ["a", "<<E"]\nRUN b', ['0-0 RUN ["a", "<<E"]', "1-1 RUN b"]],
  ["none in other instructions", "ENV a=<<E\nRUN b", ["0-0 ENV a=<<E", "1-1 RUN b"]],
  ["a heredoc without an end", "RUN <<E\na\n", ["0-2 RUN <<E|a\n"]],
];

describe("logical lines", () => {
  for (const [title, text, drawn] of lines) test(title, () => assert.deepEqual(draw(text), drawn));

  test("every character is found again in the document", () => {
    const text = "FROM a\r\n  RUN ab \\\r\n# no\r\n\r\n\tcd \\\r\n  ef\r\n";
    const line = assembleLines(text).lines[1];
    assert.ok(line);
    for (let at = 0; at < line.text.length; at++) assert.equal(text[line.toDocument(at)], line.text[at]);
    assert.equal(text.slice(0, line.end).endsWith("ef"), true);
    assert.equal(line.toDocument(line.text.length), line.end);
    assert.deepEqual(
      line.emptyLines.map(({ start, end }) => text.slice(start, end)),
      ["\r\n"],
    );
  });

  test("comments, inside of instructions and between them", () => {
    const { comments } = assembleLines("#a\nRUN b \\\n  # c \n d\n # e");
    assert.deepEqual(
      comments.map(({ text, line, inside }) => [text, line, inside]),
      [
        ["a", 0, false],
        ["c", 2, true],
        ["e", 4, false],
      ],
    );
  });

  test("what a heredoc is, and how it is quoted", () => {
    const kinds = (operator: string) => {
      const text = `RUN cat ${operator} x\na\nE\n`;
      return assembleLines(text).lines[0]?.heredocs.map(({ name, expand, chomp, operator }) => {
        return [name, expand, chomp, text.slice(operator.start, operator.end)];
      });
    };
    assert.deepEqual(kinds("<<E"), [["E", true, false, "<<E"]]);
    assert.deepEqual(kinds("<<'E'"), [["E", false, false, "<<'E'"]]);
    assert.deepEqual(kinds('<<-"E"'), [["E", false, true, '<<-"E"']]);
    assert.deepEqual(kinds("3<< E"), [["E", true, false, "3<< E"]]);
    assert.deepEqual(kinds("<<\\E"), [["E", false, false, "<<\\E"]]);
    assert.deepEqual(kinds("<<''"), []);
  });

  test("a heredoc without an end is an error at its operator", () => {
    const text = "RUN cat <<E\na\nE \n";
    const { errors } = assembleLines(text);
    assert.deepEqual(
      errors.map(({ start, end }) => text.slice(start, end)),
      ["<<E"],
    );
    assert.match(errors[0]?.message ?? "", /\bE$/);
    assert.deepEqual(assembleLines("RUN cat <<E\na\nE").errors, []);
  });

  test("line ends", () => {
    assert.deepEqual(
      [assembleLines("").eol, assembleLines("a\nb").eol, assembleLines("a\r\nb").eol],
      ["\n", "\n", "\r\n"],
    );
  });
});

/** The directives as "name=value", and the escape character. */
const directives: readonly (readonly [text: string, found: readonly string[], escape?: string])[] = [
  ["# syntax=a\n# escape=`\nFROM a", ["syntax=a", "escape=`"], "`"],
  ["#Escape = ` \r\nFROM a", ["escape=`"], "`"],
  ["# escape=x\nFROM a", ["escape=x"]],
  ["# check=skip=all\n", ["check=skip=all"]],
  ["# a comment\n# escape=`\n", []],
  ["\n# escape=`\n", []],
  ["# unknown=a\n# escape=`\n", []],
  ["FROM a\n# escape=`\n", []],
  ["  # escape=`\n", ["escape=`"], "`"],
  ["  # syntax=a\n", []],
  ["#!/usr/bin/env x\n# syntax=a\n", ["syntax=a"]],
  ["#!/usr/bin/env x\n# escape=`\n", []],
  ["# escape=\nFROM a", []],
];

describe("directives", () => {
  for (const [text, found, escape = "\\"] of directives) {
    test(JSON.stringify(text), () => {
      const read = assembleLines(text);
      assert.deepEqual(
        read.directives.map(({ name, value }) => `${name}=${value}`),
        found,
      );
      assert.equal(read.escape, escape);
      for (const { value, valueSpan } of read.directives)
        assert.equal(text.slice(valueSpan.start, valueSpan.end), value);
    });
  }
});

test("what is no text has no lines", () => {
  const wide = [..."FROM a\nRUN b\n"].map((character) => `${character}\0`).join("");
  assert.deepEqual([isBinary(wide), isBinary("FROM a\0"), isBinary(""), isBinary("\0")], [true, false, false, true]);
  assert.deepEqual(draw(wide), []);
  assert.deepEqual(draw("FROM a\0b"), ["0-0 FROM a\0b"]);
});
