/** What single instructions hold: variables in exec form, values of flags, MAINTAINER, markers of version control, pipes. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { stageSourcesOf } from "../server/image/stageSources";
import { execVariables, scriptOf } from "../server/instructions/execVariables";
import { flagFault, modeFault, platformFault } from "../server/instructions/flagValues";
import { asLabel } from "../server/instructions/maintainer";
import { markerAt } from "../server/instructions/markers";
import { openPipe } from "../server/instructions/pipes";
import { hidesOptions } from "../server/packages/hiddenOptions";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn } from "../server/syntax/runs";
import type { Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

/** Words in exec form, those of another instruction in front, and the variables that nothing replaces. */
const variables: readonly (readonly [words: readonly string[], names: string, before?: readonly string[]])[] = [
  [["node", "$FILE"], "FILE"],
  [["node", "${FILE:-a}", "$PORT"], "FILE PORT"],
  [["node", "\\$FILE", "$$FILE"], ""],
  [["node", "$file"], ""],
  [["node", "${file}"], "file"],
  [["sh", "-c", "$FILE"], ""],
  [["/bin/bash", "-c", "$FILE"], ""],
  [["envsubst", "$FILE"], ""],
  [["node", "-e", "`$FILE`"], ""],
  [["$FILE"], "", ["sh", "-c"]],
  [["$FILE"], "FILE", ["node"]],
  [[], ""],
];

describe("variables in exec form", () => {
  for (const [words, names, before = []] of variables) {
    test(`${[...before, ...words].join(" ")}: ${names || "none"}`, () => {
      const word = (value: string) => ({ value });
      const found = execVariables(words.map(word), before.map(word));
      assert.equal(found.flatMap(({ names }) => names).join(" "), names);
    });
  }

  test("the script that does the same with them replaced", () => {
    assert.equal(
      scriptOf(["java", "$JAVA_OPTS", "-jar", "$JAR", "a b", "it's", 'say "$X"']),
      `java $JAVA_OPTS -jar "$JAR" 'a b' 'it'\\''s' "say \\"$X\\""`,
    );
  });
});

/** A flag with its value, whether that is wrong, and what was meant. */
const flags: readonly (readonly [name: string, value: string, isWrong: boolean, meant?: string])[] = [
  ["link", "true", false],
  ["link", "TRUE", false],
  ["link", "yes", true, "true"],
  ["link", "0", true, "false"],
  ["network", "none", false],
  ["network", "Host", true, "host"],
  ["network", "bridge", true, "default"],
  ["security", "insecur", true, "insecure"],
  ["chmod", "755", false],
  ["chmod", "u+x,go-w", false],
  ["chmod", "$MODE", false],
  ["chmod", "999", true],
  ["platform", "linux/amd64", false],
  ["platform", "$BUILDPLATFORM", false],
  ["interval", "30s", false],
  ["interval", "30", true, "30s"],
  ["retries", "3", false],
  ["retries", "x", true],
  ["unknown", "x", false],
];

describe("values of flags", () => {
  for (const [name, value, isWrong, meant] of flags) {
    test(`--${name}=${value}`, () => {
      const fault = flagFault(read("FROM a\nCOPY a b").instruction, name, value);
      assert.equal(fault !== undefined, isWrong, fault?.message);
      assert.equal(fault?.meant, meant);
    });
  }

  test("modes and platforms alone", () => {
    assert.equal(modeFault("0644"), undefined);
    assert.equal(platformFault("linux/arm64/v8"), undefined);
    assert.ok(platformFault("linux/x/y/z"));
  });
});

describe("MAINTAINER and markers", () => {
  for (const [before, after] of [
    ["MAINTAINER Me <me@x.com>", 'LABEL org.opencontainers.image.authors="Me <me@x.com>"'],
    ["maintainer 'Me'", 'label org.opencontainers.image.authors="Me"'],
    ['MAINTAINER "a" $b', 'LABEL org.opencontainers.image.authors="\\"a\\" \\$b"'],
    ["MAINTAINER", undefined],
    ["MAINTAINER a \\\n# why\n b", undefined],
  ] as const) {
    test(JSON.stringify(before), () => {
      const { file, instruction } = read(`FROM a\n${before}`);
      const edit = asLabel(file, instruction);
      assert.equal(edit && apply(file.text, [edit]), after && `FROM a\n${after}`);
    });
  }

  test("what version control leaves", () => {
    const kind = (line: string) => markerAt(parseDockerfile(`FROM a\n${line}\r\n`), 7)?.kind;
    const lines = [
      "<<<<<<< HEAD",
      "||||||| base",
      "=======",
      ">>>>>>> x",
      "<<<<<<<",
      "<<<<<<<x",
      "========",
      "======= x",
      "# =======",
    ];
    assert.deepEqual(lines.map(kind), [
      "ours",
      "base",
      "theirs",
      "end",
      "ours",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.equal(markerAt(parseDockerfile("a <<<<<<< b"), 2), undefined);
  });
});

/** A RUN, and the command that is piped on and may fail unnoticed. */
const pipes: readonly (readonly [run: string, name: string | undefined])[] = [
  ["a | b", "a"],
  ["echo a | b", undefined],
  ["curl x | sh", "curl"],
  ["curl x | tar xz", undefined],
  ["curl x | gunzip | tar x", undefined],
  ["cat a | grep b", undefined],
  ["a | head -1", undefined],
  ["a | b || true", undefined],
  ["set -o pipefail && a | b", undefined],
  ["a && b", undefined],
  ["a | tee b", "a"],
];

describe("pipes and hidden options", () => {
  for (const [run, name] of pipes) {
    test(run, () => assert.equal(openPipe(read(`FROM debian\nRUN ${run}`).instruction)?.name, name));
  }

  test("not in a shell that notices", () => {
    assert.equal(
      openPipe(read('FROM debian\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b').instruction),
      undefined,
    );
  });

  for (const [run, hides] of [
    ["npm install $X a", true],
    ["npm install a $X", false],
    ["npm install a $NPM_FLAGS", true],
    ["npm install a $LIST", false],
    ["npm install a $OPTS", true],
    ["X=b; npm install $X", false],
    ["X=--y; npm install $X", true],
    ["npm install $(cat a)", true],
    ["npm install a", false],
  ] as const) {
    test(`${run} ${hides ? "may hide" : "hides no"} options`, () => {
      const { instruction } = read(`FROM a\nARG LIST=b\nARG OPTS=--x\nRUN ${run}`);
      assert.equal(hidesOptions(commandsIn(instruction, "npm")[0] ?? assert.fail(), instruction), hides);
    });
  }
});

describe("what COPY takes from stages", () => {
  for (const [copy, sources] of [
    ["COPY --from=b /x y /z/", ["/x", "/y relative"]],
    ["COPY --from=b /x/* /z/", ["/x"]],
    ["COPY --from=b /* /z/", ["/"]],
    ["COPY --from=b /x* /z/", []],
    ["COPY --from=b $X /z/", []],
    ["COPY --from=other /x /z/", []],
    ["COPY --from=b --exclude=a /x /z/", []],
    ["COPY x /z/", []],
    ["ONBUILD COPY --from=b /x /z/", []],
  ] as const) {
    test(copy, () => {
      const found = stageSourcesOf(parseDockerfile(`FROM a AS b\nFROM c\n${copy}\n`));
      assert.deepEqual(
        found.map(({ path, isRelative }) => path + (isRelative ? " relative" : "")),
        sources,
      );
    });
  }
});
