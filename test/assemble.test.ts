/** How two stages are written in the place of one. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Block, blocksOf } from "../server/edits/blocks";
import { apply } from "../server/edits/edits";
import {
  assemble,
  copyFrom,
  fromOther,
  type Line,
  type Parts,
  withFlag,
  withoutOwner,
} from "../server/multistage/assemble";
import { carryOut } from "../server/multistage/policy";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Dockerfile, Stage } from "../server/types";

interface Case {
  readonly title: string;
  readonly before: string;
  readonly parts: (blocks: readonly Block[], file: Dockerfile, stage: Stage) => Parts;
  readonly after: string;
}

const carry = (...blocks: readonly (Block | undefined)[]): Line[] =>
  blocks.flatMap((block) => (block ? [{ block }] : []));

const cases: readonly Case[] = [
  {
    title: "comments and gaps stay, several empty lines become one",
    before: "# top\nFROM a:1\n\n\n# one \n\n# two\nRUN x\n# start\nCMD y\n# end\n",
    parts: ([run, cmd]) => ({
      build: { name: "build", lines: carry(run) },
      production: { lines: [copyFrom("build", "/x", "/y"), ...carry(cmd)] },
    }),
    after:
      "# top\nFROM a:1 AS build\n\n# one\n\n# two\nRUN x\n\nFROM a:1\nCOPY --from=build /x /y\n# start\nCMD y\n# end\n",
  },
  {
    title: "keywords are written as FROM is",
    before: "from a:1\nrun x\ncmd y",
    parts: ([run, cmd]) => ({
      build: { name: "build", lines: [...carry(run), { keyword: "RUN", argument: "z" }] },
      production: { from: "b:2", lines: [copyFrom("build", "/x", "/y", "app"), ...carry(cmd)] },
    }),
    after: "from a:1 as build\nrun x\nrun z\n\nfrom b:2\ncopy --from=build --chown=app /x /y\ncmd y",
  },
  {
    title: "lines end as those of the file do",
    before: "FROM a:1\r\n# x\r\nRUN x\r\n",
    parts: ([run]) => ({
      build: { name: "build", lines: carry(run) },
      production: { from: "b", lines: [{ keyword: "COPY", argument: "<<EOF /x\nbody\nEOF" }] },
    }),
    after: "FROM a:1 AS build\r\n# x\r\nRUN x\r\n\r\nFROM b\r\nCOPY <<EOF /x\r\nbody\r\nEOF\r\n",
  },
  {
    title: "what stands above can be left out",
    before: "FROM a\n\n# x\nRUN x\n\n# y\n\nENV y=1\n",
    parts: ([run, env]) => ({
      build: { name: "build", lines: [] },
      production: {
        lines: [
          ...carry(run).map((line) => ({ ...line, above: "comments" as const })),
          ...carry(env).map((line) => ({ ...line, above: "nothing" as const })),
        ],
      },
    }),
    after: "FROM a AS build\n\nFROM a\n# x\nRUN x\nENV y=1\n",
  },
  {
    title: "FROM keeps its flags, and its name where the image stays",
    before: "FROM --platform=linux/amd64 a:1 AS app\nRUN x\n",
    parts: ([run]) => ({ build: { name: "build", image: "a:full", lines: carry(run) }, production: { lines: [] } }),
    after: "FROM --platform=linux/amd64 a:full AS build\nRUN x\n\nFROM --platform=linux/amd64 a:1 AS app\n",
  },
  {
    title: "another image can keep the flags",
    before: "FROM --platform=linux/amd64 a:1\nRUN x\n",
    parts: ([run], file, stage) => ({
      build: { name: "build", lines: carry(run) },
      production: { from: fromOther(file, stage, "a:small"), lines: [] },
    }),
    after: "FROM --platform=linux/amd64 a:1 AS build\nRUN x\n\nFROM --platform=linux/amd64 a:small\n",
  },
  {
    title: "a stage that has a name keeps it",
    before: "FROM a as site\nRUN x\n",
    parts: ([run]) => ({ build: { name: undefined, lines: carry(run) }, production: { from: "b", lines: [] } }),
    after: "FROM a as site\nRUN x\n\nFROM b\n",
  },
  {
    title: "without a stage that builds only the last one is written, with the comments of what is gone",
    before: "FROM a AS build\nRUN x\n\n# The app\nFROM b\n# gone\nRUN y\nCMD z\n",
    parts: ([run, cmd]) => ({
      build: undefined,
      production: { comments: run?.comments ?? [], from: "c", lines: carry(cmd) },
    }),
    after: "FROM a AS build\nRUN x\n\n# The app\n# gone\nFROM c\nCMD z\n",
  },
  {
    title: "instructions can be changed; their continued lines, comments and heredocs stay",
    before: "FROM a\n  RUN x \\\n  # inside\n\n  y\nCOPY --chown=me . .\nCOPY <<EOF ./\n\n\n  # text\nEOF\n",
    parts: ([run, copy, heredoc], file) => ({
      build: {
        name: "build",
        lines: [
          ...(run ? [{ block: run, edits: withFlag(run.instruction, "--network=none") }] : []),
          ...(copy ? [{ block: copy, edits: withoutOwner(file, copy.instruction) }] : []),
          ...carry(heredoc),
        ],
      },
      production: { lines: [] },
    }),
    after:
      "FROM a AS build\n  RUN --network=none x \\\n  # inside\n\n  y\nCOPY . .\nCOPY <<EOF ./\n\n\n  # text\nEOF\n\nFROM a\n",
  },
];

describe("two stages in the place of one", () => {
  for (const { title, before, parts, after } of cases) {
    test(title, () => {
      const { file, stage, blocks } = read(before);
      assert.equal(apply(before, [assemble(file, stage, parts(blocks, file, stage))]), after);
    });
  }
});

test("no owner is taken off where there is none, and a flag that is not there is not added", () => {
  const { file, blocks } = read("FROM a\nCOPY . .\nRUN --mount=type=cache,target=/x y\n");
  for (const { instruction } of blocks) {
    assert.deepEqual(withoutOwner(file, instruction), []);
    assert.deepEqual(withFlag(instruction, undefined), []);
  }
});

test("a plan says by places what stands where, and an ARG ships only where it is used", () => {
  const { file, stage, blocks } = read(
    "FROM a\nARG USED\nARG UNUSED\nENV A=$USED\nRUN both\nRUN build\nRUN twice\nLABEL before\nUSER after\n# gone\nCMD gone\n",
  );
  const pieces = blocks.map((block) => ({ block, instruction: block.instruction, kind: "other" as const }));
  const edit = carryOut(file, stage, {
    pieces,
    places: ["argument", "argument", "both", "both", "build", "twice", "before", "after", "gone"],
    build: { name: "build", end: [{ keyword: "RUN", argument: "end" }] },
    production: {
      start: [{ keyword: "RUN", argument: "start" }],
      brought: [copyFrom("build", "/x", "/x")],
      end: [{ keyword: "EXPOSE", argument: "80" }],
    },
    lines: ({ block }, half) => (block.text === "RUN both" && half === "production" ? [] : undefined),
  });
  assert.equal(
    apply(file.text, [edit]),
    `FROM a AS build
ARG USED
ARG UNUSED
ENV A=$USED
RUN both
RUN build
RUN twice
RUN end

# gone
FROM a
RUN start
ARG USED
ENV A=$USED
LABEL before
COPY --from=build /x /x
RUN twice
USER after
EXPOSE 80
`,
  );
});

function read(text: string) {
  const file = parseDockerfile(text);
  const stage = file.final;
  assert.ok(stage);
  return { file, stage, blocks: blocksOf(file, stage).slice(1) };
}
