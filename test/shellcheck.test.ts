/** ShellCheck: what it is given, and what its answers mean in the Dockerfile. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { lint } from "../server/engine/lint";
import { explainedCodes } from "../server/engine/shellcheckCodes";
import { readAnswer, shellcheckScripts } from "../server/engine/shellcheckFindings";
import { findShellcheck } from "../server/host/shellcheckProgram";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Problem, Settings } from "../server/types";

// ------------------------------------------------------------------------------- what it reads

/** The instructions after `FROM debian:13-slim`, and each script as dialect and text. */
const scripts: [name: string, text: string, expected: string[]][] = [
  ["a line", "RUN echo a", ["dash: echo a"]],
  ["continued lines and comments", "RUN echo a \\\n  # why\n  && b\n", ["dash: echo a   && b"]],
  ["no exec form", 'RUN ["sh", "-c", "a"]\nENTRYPOINT ["a"]\nCMD a', ["dash: a"]],
  ["HEALTHCHECK", "HEALTHCHECK --timeout=1s CMD a || exit 1", ["dash: a || exit 1"]],
  ["what is set and used", "ARG A\nENV B=1.2 C=3\nRUN $A $B", ["dash: export A B='1.2'\n$A $B"]],
  ["a value with quotes", `ENV A="it's"\nRUN $A`, [`dash: export A='it'\\''s'\n$A`]],
  ["what builds get anyway", "RUN $http_proxy", ["dash: export http_proxy\n$http_proxy"]],
  ["values at run time", "ARG A=1\nENV B=2\nCMD $A $B", ["dash: export B\n$A $B"]],
  ["not what comes later", "RUN $A\nENV A=1", ["dash: $A"]],
  ["no names that a shell cannot have", "ENV a.b=1\nRUN a.b", ["dash: a.b"]],
  ["a shell that stops", 'SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a', ["bash: set -e\na"]],
  ["another shell", 'SHELL ["/bin/ksh", "-c"]\nRUN a\nSHELL ["zsh"]\nRUN b\nSHELL ["pwsh"]\nRUN c', ["ksh: a"]],
  ["a heredoc", "RUN <<EOF\r\na\r\nb\r\nEOF\r\n", ["dash: a\nb\n"]],
  [
    "what is set below an interpreter line",
    "ENV A=1\nRUN <<EOF\n#!/usr/bin/env bash\n# shellcheck disable=SC2086\n\n$A\nEOF\n",
    ["bash: #!/usr/bin/env bash\n# shellcheck disable=SC2086\n\nexport A='1'\n$A\n"],
  ],
  [
    "no other languages",
    "RUN <<EOF\n#!/usr/bin/env python3\nprint()\nEOF\nRUN python3 <<EOF\nx\nEOF",
    ["dash: python3 <<EOF\nx\nEOF"],
  ],
  [
    "a shell by its distribution",
    "FROM alpine\nRUN a\nFROM fedora\nRUN b\nFROM me/mine\nRUN c",
    ["dash: a", "bash: b", "sh: c"],
  ],
];

describe("what ShellCheck reads", () => {
  for (const [name, text, expected] of scripts) {
    test(name, () => {
      const read = shellcheckScripts(parseDockerfile(`FROM debian:13-slim\n${text}`));
      assert.deepEqual(
        read.map(({ dialect, text }) => `${dialect}: ${text}`),
        expected,
      );
    });
  }
});

// ------------------------------------------------------------------------------- what it means

type Place = [line: number, column: number, endLine: number, endColumn: number];
type Replacement = [...Place, text: string, precedence: number, insertionPoint: "beforeStart" | "afterEnd"];

/** What ShellCheck 0.9 prints, made shorter. */
function comment([line, column, endLine, endColumn]: Place, code: number, ...replacements: Replacement[]) {
  const fix = {
    replacements: replacements.map(([line, column, endLine, endColumn, replacement, precedence, insertionPoint]) => {
      return { line, column, endLine, endColumn, replacement, precedence, insertionPoint };
    }),
  };
  const message = `Message of ${code}`;
  return {
    file: "-",
    line,
    column,
    endLine,
    endColumn,
    level: "info",
    code,
    message,
    fix: replacements[0] ? fix : null,
  };
}

function quotes(line: number, column: number, endColumn: number, precedence = 7): Replacement[] {
  return [
    [line, endColumn, line, endColumn, '"', precedence, "beforeStart"],
    [line, column, line, column, '"', precedence, "afterEnd"],
  ];
}

/** The finding is marked; what the fix makes of the text, undefined for none. */
const answers: [name: string, marked: string, comments: object, fixed: string | undefined][] = [
  ["one line", "RUN echo [|$A|] b", comment([1, 6, 1, 8], 2086, ...quotes(1, 6, 8)), 'RUN echo "$A" b'],
  [
    "a continued line",
    "RUN echo a \\\n  # why\n\t&& echo [|$A|] \\\n  && b",
    comment([1, 17, 1, 19], 2086, ...quotes(1, 17, 19)),
    'RUN echo a \\\n  # why\n\t&& echo "$A" \\\n  && b',
  ],
  [
    "at the very end of a line",
    "RUN [|cd a|]\\\n  ; b",
    comment([1, 1, 1, 5], 2164, [1, 5, 1, 5, " || exit", 5, "beforeStart"]),
    "RUN cd a || exit\\\n  ; b",
  ],
  [
    "at the very start of a line",
    "RUN echo \\\n[|$A|]",
    comment([1, 6, 1, 8], 2086, ...quotes(1, 6, 8)),
    'RUN echo \\\n"$A"',
  ],
  [
    "across a continuation, around it",
    "RUN echo [|`a \\\n  b`|]",
    comment([1, 6, 1, 13], 2006, [1, 6, 1, 7, "$(", 7, "afterEnd"], [1, 12, 1, 13, ")", 7, "beforeStart"]),
    "RUN echo $(a \\\n  b)",
  ],
  [
    "across a continuation, keeping it",
    "RUN [|a \\\n  # why\n  b|]",
    comment([1, 1, 1, 6], 2000, [1, 1, 1, 6, "a   bc", 7, "beforeStart"]),
    "RUN a \\\n  # why\n  bc",
  ],
  [
    "across a continuation, taking it away",
    "RUN [|a \\\n  # why\n  b|]",
    comment([1, 1, 1, 6], 2000, [1, 1, 1, 6, "c", 7, "beforeStart"]),
    undefined,
  ],
  ["a line end in a line", "RUN [|a|]", comment([1, 1, 1, 2], 2000, [1, 1, 1, 1, "b\n", 7, "beforeStart"]), undefined],
  [
    "a line end in a heredoc with CRLF",
    "RUN <<EOF\r\na\r\n[|b|]\r\nEOF\r\n",
    comment([2, 1, 2, 2], 2000, [2, 1, 2, 1, "c\n", 7, "beforeStart"]),
    "RUN <<EOF\r\na\r\nc\r\nb\r\nEOF\r\n",
  ],
  [
    "below what is set",
    'ENV A="1 2"\nRUN <<EOF\n# comment\n\techo [|$A|]\nEOF',
    comment([3, 7, 3, 9], 2086, ...quotes(3, 7, 9)),
    'ENV A="1 2"\nRUN <<EOF\n# comment\n\techo "$A"\nEOF',
  ],
  [
    "characters of two units",
    "RUN echo 😀é \\\n  [|$A😀|] 😀",
    comment([1, 11, 1, 14], 2086, ...quotes(1, 11, 14)),
    'RUN echo 😀é \\\n  "$A😀" 😀',
  ],
  [
    "several at one place, the innermost with the highest precedence",
    "RUN [|a|]",
    comment(
      [1, 1, 1, 2],
      2000,
      [1, 1, 1, 1, "<", 7, "afterEnd"],
      [1, 1, 1, 1, "(", 9, "afterEnd"],
      [1, 2, 1, 2, ">", 7, "beforeStart"],
      [1, 2, 1, 2, ")", 9, "beforeStart"],
    ),
    "RUN <(a)>",
  ],
  [
    "what closes stands before what opens",
    "RUN $A[|$B|]",
    comment([1, 3, 1, 5], 2000, [1, 3, 1, 3, "(", 7, "afterEnd"], [1, 3, 1, 3, ")", 7, "beforeStart"]),
    "RUN $A)($B",
  ],
  ["nothing but a place", 'RUN [|"|]abc', comment([1, 1, 1, 1], 1073), undefined],
  ["behind the end", 'RUN "ab[|c|]', comment([2, 1, 2, 1], 1072), undefined],
  [
    "a file that follows",
    "RUN a <<E > b\n[|$A|]\nE\n",
    comment([2, 1, 2, 3], 2086, ...quotes(2, 1, 3)),
    'RUN a <<E > b\n"$A"\nE\n',
  ],
];

describe("what ShellCheck's answers mean", () => {
  for (const [name, marked, found, fixed] of answers) {
    test(name, () => {
      const { text, start, end } = unmark(marked);
      const [problem, ...others] = problemsOf(text, [found]);
      assert.ok(problem && others.length === 0);
      assert.deepEqual([problem.span.start, problem.span.end], [start, end]);
      const [fix] = problem.fixes ?? [];
      assert.equal(fix && apply(text, fix.edits), fixed && `FROM me/mine\n${fixed}`);
      assert.ok(fix === undefined || (fix.optional && !fix.safe));
    });
  }

  test("a fix says what it writes", () => {
    const title = (text: string, found: object) => problemsOf(`FROM me/mine\n${text}`, [found])[0]?.fixes?.[0]?.title;
    assert.equal(title("RUN echo $A", comment([1, 6, 1, 8], 2086, ...quotes(1, 6, 8))), 'Write "$A"');
    const long = comment([1, 1, 1, 80], 2164, [1, 80, 1, 80, " || exit", 5, "beforeStart"]);
    assert.equal(title(`RUN cd ${"a".repeat(76)}; b`, long), "Apply the fix of ShellCheck for SC2164");
  });

  const silent: [name: string, text: string, found: object][] = [
    ["a note about another message", "RUN a", comment([1, 1, 1, 1], 1009)],
    ["a file that cannot be followed", "RUN . a", comment([1, 3, 1, 4], 1091)],
    ["what we have put there ourselves", "ENV A=1\nRUN $A", comment([1, 8, 1, 9], 2086)],
    ["what every alpine understands", "FROM alpine:3.22\nRUN echo -e a", comment([1, 6, 1, 8], 3036)],
    ["the indentation of continued lines", "RUN echo a \\\n   b", comment([1, 1, 1, 12], 2291)],
    ["variables of docker run", "CMD $a", comment([1, 1, 1, 3], 2154)],
    ["a comment for hadolint", "# hadolint ignore=SC2086\nRUN $A", comment([1, 1, 1, 3], 2086)],
    ["a comment of ours", "# drydock ignore=SC2086 -- a list\nRUN a \\\n  $A", comment([1, 5, 1, 7], 2086)],
    ["a comment that names our rule", "# drydock ignore=useless-cat -- why not\nRUN $A", comment([1, 1, 1, 3], 2002)],
  ];
  for (const [name, text, found] of silent) {
    test(`silent about ${name}`, () => assert.deepEqual(problemsOf(`FROM me/mine\n${text}`, [found]), []));
  }

  test("settings count by the code", () => {
    const text = "FROM me/mine\nRUN $A";
    const found = [comment([1, 1, 1, 3], 2086), comment([1, 1, 1, 3], 2154)];
    const problems = problemsOf(text, found, { rules: { SC2086: "off", SC2154: "error" } });
    assert.deepEqual(
      problems.map(({ rule, severity }) => `${rule.id} ${severity}`),
      ["SC2154 error"],
    );
  });

  test("takes the place of a rule of ours, whose fix stays", () => {
    const text = "FROM debian:13-slim\nRUN cat a | wc -l\n";
    const mine = problemsOf(text, [], undefined, "useless-cat");
    assert.equal(mine.length, 1);
    const found = [comment([1, 5, 1, 6], 2002)];
    assert.deepEqual(problemsOf(text, found, undefined, "useless-cat"), []);
    const [theirs] = problemsOf(text, found);
    assert.deepEqual(theirs?.fixes, mine[0]?.fixes);
    assert.ok(theirs?.rule.aliases?.includes("useless-cat"));
    assert.equal(problemsOf(text, [comment([1, 5, 1, 6], 2086)], undefined, "useless-cat").length, 1);
  });

  test("anything else than an answer is none", () => {
    for (const output of ["", "null", "[]", "{}", '{"comments":{}}', "error"])
      assert.equal(readAnswer(output), undefined);
    const broken = [
      null,
      7,
      {},
      { ...comment([1, 1, 1, 1], 1), line: -1 },
      { ...comment([1, 1, 1, 1], 1), level: "x" },
    ];
    assert.deepEqual(readAnswer(JSON.stringify({ comments: broken })), []);
    // Places beyond the script.
    const far = comment([9, 99, 7, 1], 2086, ...quotes(8, 1000, 2000));
    assert.equal(problemsOf("FROM a\nRUN b\n", [far]).length, 1);
  });
});

function unmark(marked: string) {
  const text = `FROM me/mine\n${marked}`;
  const start = text.indexOf("[|");
  return { text: text.replace("[|", "").replace("|]", ""), start, end: text.indexOf("|]") - 2 };
}

/** The problems by ShellCheck, or by a rule of ours, when ShellCheck has said this of the last script. */
function problemsOf(
  text: string,
  comments: readonly object[],
  settings: Settings = { rules: {} },
  rule?: string,
): Problem[] {
  const file = parseDockerfile(text);
  const script = shellcheckScripts(file).at(-1);
  const answer = readAnswer(JSON.stringify({ comments }));
  assert.ok(script && answer);
  const shellcheck = new Map([[script.key, answer]]);
  const problems = lint(file, { today: "2026-11-23", shellcheck }, settings);
  return problems.filter(({ rule: { id } }) => (rule === undefined ? id.startsWith("SC") : id === rule));
}

// -------------------------------------------------------------------------------- the real one

/** `[|…|]` is what ShellCheck finds with the first code; then the text after its fix. */
const real: [code: string, marked: string, fixed: string | undefined][] = [
  ["SC2086", "RUN echo 😀 \\\n  # why\n  && echo é [|$A|]", 'RUN echo 😀 \\\n  # why\n  && echo é "$A"'],
  ["SC2164", "RUN [|cd /tmp|] \\\n  ; make", "RUN cd /tmp || exit \\\n  ; make"],
  ["SC2006", 'RUN echo "[|`date \\\n  -u`|]"', 'RUN echo "$(date \\\n  -u)"'],
  ["SC2046", "RUN kill [|$(cat \\\n pid)|]", undefined],
  ["SC2154", 'ARG known\nRUN echo "$known $http_proxy [|$unknown|]"', undefined],
  ["SC3010", "RUN [|[[ -n $HOME ]]|] && a", undefined],
  ["SC3043", 'RUN f() { [|local x|]; x=1; echo "$x"; }; f', undefined],
  [
    "SC2086",
    "ENV A=1\nRUN <<EOF\n#!/bin/bash\n# why\necho $A 😀\n\techo [|$B|]\nEOF\n",
    'ENV A=1\nRUN <<EOF\n#!/bin/bash\n# why\necho $A 😀\n\techo "$B"\nEOF\n',
  ],
  ["SC2086", "RUN <<EOF\r\ncat [|$A|]\r\nEOF\r\n", 'RUN <<EOF\r\ncat "$A"\r\nEOF\r\n'],
  ["SC1073", 'RUN echo \\\n  [|"|]a', undefined],
  ["SC2086", "HEALTHCHECK CMD curl [|$URL|] || exit 1", 'HEALTHCHECK CMD curl "$URL" || exit 1'],
];

describe("the real ShellCheck", async () => {
  const ask = await findShellcheck(assert.fail)(undefined);
  const skip = ask ? false : "it is not installed";
  for (const [code, marked, fixed] of real) {
    test(`${code} in ${JSON.stringify(marked)}`, { skip }, async () => {
      const { text, start, end } = unmark(marked);
      const scripts = shellcheckScripts(parseDockerfile(text));
      const answers = await Promise.all(scripts.map(async (script) => [script.key, await ask?.(script)] as const));
      const shellcheck = new Map(answers.map(([key, answer]) => [key, answer ?? assert.fail("no answer")]));
      const problems = lint(parseDockerfile(text), { today: "2026-11-23", shellcheck }, { rules: {} });
      const [problem, ...others] = problems.filter(({ rule }) => rule.id === code);
      assert.ok(problem && others.length === 0, `${others.length + Number(!!problem)} of them`);
      assert.deepEqual([problem.span.start, problem.span.end], [start, end]);
      const fix = problem.fixes?.find(({ title }) => title.startsWith("Write "));
      assert.equal(fix && apply(text, fix.edits), fixed && `FROM me/mine\n${fixed}`);
    });
  }

  for (const [code, { bad, good }] of explainedCodes) {
    test(`SC${code} is found in what is shown as bad, and not in what is shown as good`, { skip }, async () => {
      const found = async (text: string) => {
        const scripts = shellcheckScripts(parseDockerfile(`FROM me/mine\n${text}\n`));
        const answers = await Promise.all(scripts.map(async (script) => ask?.(script)));
        return answers.flatMap((answer) => answer?.map((comment) => comment.code) ?? []);
      };
      assert.ok((await found(bad)).includes(code), String(await found(bad)));
      assert.deepEqual(await found(good), []);
    });
  }
});
