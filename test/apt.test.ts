/** What RUN instructions do with the package managers of distributions: commands, versions, confirmations, leftovers. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import {
  aptCommands,
  aptOption,
  aptUpdates,
  isAptMount,
  isConfigured,
  isTrue,
  listReaders,
  mountsLists,
  readsOldLists,
  reliantRuns,
  settersOf,
  sudoOf,
  updateBefore,
} from "../server/packages/apt";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn } from "../server/syntax/runs";
import type { Command, Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(`FROM debian\n${text}\n`);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

const written = (commands: readonly Command[]) =>
  commands.map(({ words }) => words.map(({ text }) => text).join(" ")).join("; ");

/** A RUN, its commands that update the lists, and those that need them. */
const lists: readonly (readonly [run: string, updates: string, readers: string])[] = [
  ["apt-get update && apt-get install -y a", "apt-get update", "apt-get install -y a"],
  ["apt update; apt -y upgrade", "apt update", "apt -y upgrade"],
  ["aptitude update && aptitude install a", "aptitude update", "aptitude install a"],
  ["apt-get -qq update", "apt-get -qq update", ""],
  ["sudo apt-get install a", "", "apt-get install a"],
  ["apt-get clean && apt-get remove a && apt-cache show a", "", ""],
  ["apt-get install-x", "", ""],
  ["echo apt-get install", "", ""],
  ["apt-get", "", ""],
];

describe("apt", () => {
  for (const [run, updates, readers] of lists) {
    test(run, () => {
      const { instruction } = read(`RUN ${run}`);
      assert.deepEqual([written(aptUpdates(instruction)), written(listReaders(instruction))], [updates, readers]);
    });
  }

  test("commands by their subcommands", () => {
    const { instruction } = read("RUN apt-get -y install a && apt remove b && aptitude install c");
    assert.equal(written(aptCommands(instruction, "install", "remove")), "apt-get -y install a; apt remove b");
    assert.equal(written(aptCommands(instruction)), "");
  });

  test("mounts on the lists, or on anything of apt", () => {
    const mounts = (target: string) => {
      const { instruction } = read(`RUN --mount=type=cache,target=${target} a`);
      return [mountsLists(instruction), instruction.mounts.some(isAptMount)];
    };
    assert.deepEqual(mounts("/var/lib/apt/lists"), [true, true]);
    assert.deepEqual(mounts("/var/lib/apt/"), [true, true]);
    assert.deepEqual(mounts("/var/lib"), [true, false]);
    assert.deepEqual(mounts("/var/cache/apt"), [false, true]);
    assert.deepEqual(mounts("/var/lib/apt/lists-x"), [false, true]);
    assert.deepEqual(mounts("/var/lib/aptitude"), [false, false]);
  });

  test("settings as options, and what is true in them", () => {
    const option = (run: string) =>
      aptOption(commandsIn(read(`RUN ${run}`).instruction)[0] ?? assert.fail(), "apt::get::assume-yes");
    assert.equal(option("apt-get -o APT::Get::Assume-Yes=True install a"), "true");
    assert.equal(option("apt-get -oAPT::Get::Assume-Yes=no install a"), "no");
    assert.equal(option("apt-get --option=APT::Get::Assume-Yes=1 install a"), "1");
    assert.equal(option("apt-get -o Other=1 install a"), undefined);
    assert.deepEqual(["true", "yes", "1", "no", "", undefined].map(isTrue), [true, true, true, false, false, false]);
  });

  test("instructions that may configure it, for what comes behind them in their stage and those built on it", () => {
    const text = [
      "FROM debian AS a",
      "RUN apt-get install a",
      `RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes`,
      "RUN apt-get install a",
      "FROM debian",
      "RUN apt-get install a",
      "FROM a",
      "RUN apt-get install a",
      "COPY apt.conf /etc/apt/",
    ].join("\n");
    const file = parseDockerfile(text);
    const setters = settersOf(file, "assume-yes");
    assert.deepEqual(
      setters.map(({ line }) => line),
      [2, 8],
    );
    const configured = file.instructions.filter((it) => it.keyword === "RUN" && isConfigured(setters, it));
    assert.deepEqual(
      configured.map(({ line }) => line),
      [2, 3, 7],
    );
    assert.deepEqual(
      settersOf(file, "install-recommends").map(({ line }) => line),
      [8],
    );
  });
});

/** RUNs, and the numbers of those that install from the lists which the first has left. */
const reliant: readonly (readonly [title: string, text: string, lines: readonly number[]])[] = [
  ["the next", "RUN apt-get update\nRUN apt-get install a", [2]],
  [
    "until somebody updates",
    "RUN apt-get update\nRUN apt-get install a\nRUN apt-get update\nRUN apt-get install b",
    [2],
  ],
  ["not one that updates first", "RUN apt-get update\nRUN apt-get update && apt-get install a", []],
  ["one that updates later", "RUN apt-get update\nRUN apt-get install a && apt-get update", [2]],
  ["not in another stage", "RUN apt-get update\nFROM debian\nRUN apt-get install a", []],
  [
    "not with the lists in a mount",
    "RUN apt-get update\nRUN --mount=type=cache,target=/var/lib/apt apt-get install a",
    [],
  ],
];

describe("RUNs that rely on lists of earlier ones", () => {
  for (const [title, text, lines] of reliant) {
    test(title, () => {
      const file = parseDockerfile(`FROM debian\n${text}\n`);
      const [, first] = file.instructions;
      assert.deepEqual(
        reliantRuns(file, first ?? assert.fail()).map(({ line }) => line),
        lines,
      );
    });
  }

  test("in stages that start from this one", () => {
    const file = parseDockerfile("FROM debian AS a\nRUN apt-get update\nFROM a\nRUN apt-get install b");
    assert.equal(reliantRuns(file, file.instructions[1] ?? assert.fail())[0]?.line, 3);
  });

  test("whether old lists are read", () => {
    const reads = (run: string) => readsOldLists(read(`RUN ${run}`).instruction);
    assert.deepEqual(
      [
        "apt-get install a",
        "apt-get update && apt-get install a",
        "apt-get install a; apt-get update",
        "apt-get clean",
      ].map(reads),
      [true, false, true, false],
    );
  });
});

/** A RUN, and the same with an update in front of what needs it; undefined where it cannot be put there. */
const updated: readonly (readonly [before: string, after: string | undefined])[] = [
  ["RUN apt-get install a", "RUN apt-get update && apt-get install a"],
  ["RUN a && sudo apt-get install b", "RUN a && sudo apt-get update && sudo apt-get install b"],
  ["RUN if a; then apt-get install b; fi", "RUN apt-get update && if a; then apt-get install b; fi"],
  ["RUN a || apt-get install b", "RUN apt-get update && a || apt-get install b"],
  ["RUN <<E\napt-get install a\nE", "RUN <<E\napt-get update && apt-get install a\nE"],
  ["RUN <<E\nif a; then apt-get install b; fi\nE", undefined],
  ['RUN ["apt-get", "install", "a"]', undefined],
  ["RUN --mount=type=cache,target=/var/cache/apt apt-get install a", undefined],
  ["RUN if apt-get install a", undefined],
  ["RUN a", undefined],
];

describe("an update is put in front", () => {
  for (const [before, after] of updated) {
    test(JSON.stringify(before), () => {
      const { file, instruction } = read(before);
      const edit = updateBefore(instruction);
      assert.equal(edit && apply(file.text, [edit]), after && `FROM debian\n${after}\n`);
    });
  }

  test("by sudo where that runs the command", () => {
    const [one, other] = commandsIn(read("RUN sudo a && b").instruction);
    assert.deepEqual([one && sudoOf(one), other && sudoOf(other)], ["sudo ", ""]);
  });
});
