/** RUN instructions and their commands, by the programs that they start. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn, commandsOf, instructionsUntil, runsOf, unixCommands } from "../server/syntax/runs";
import type { Command } from "../server/types";

const text = `FROM debian AS base
RUN apt-get update && curl x | sh
RUN ["apt-get", "install", "wget"]
ONBUILD RUN wget y || (curl z)
FROM base
RUN $PROGRAM a; /usr/bin/curl b
SHELL ["pwsh", "-Command"]
RUN curl c
CMD curl d
`;
const file = parseDockerfile(text);

const written = ({ words }: Command) => words.map((word) => word.text.replaceAll('"', "")).join(" ");
const commands = (...programs: string[]) => commandsOf(file, ...programs).map(({ command }) => written(command));
const lines = (...programs: string[]) => runsOf(file, ...programs).map(({ line }) => line);
const at = (line: number) => file.instructions.find((instruction) => instruction.line === line);

describe("RUN", () => {
  test("all, those of ONBUILD included", () => assert.deepEqual(lines(), [1, 2, 3, 5, 7]));

  test("those that start a program, in whatever shell", () => {
    assert.deepEqual(lines("curl"), [1, 3, 5, 7]);
    assert.deepEqual(lines("wget", "apt-get"), [1, 2, 3]);
    assert.deepEqual(lines("yum"), []);
    assert.deepEqual(lines("constructor"), []);
  });

  test("commands for a Unix shell, each with its RUN", () => {
    assert.deepEqual(commands(), [
      "apt-get update",
      "curl x",
      "sh",
      "apt-get install wget",
      "wget y",
      "curl z",
      "$PROGRAM a",
      "/usr/bin/curl b",
    ]);
    assert.deepEqual(
      commandsOf(file, "wget").map(({ instruction }) => instruction.line),
      [3],
    );
  });

  test("commands of some programs come in the order of the file, whatever the order they are asked for in", () => {
    assert.deepEqual(commands("curl"), ["curl x", "curl z", "/usr/bin/curl b"]);
    assert.deepEqual(commands("wget", "curl"), ["curl x", "wget y", "curl z", "/usr/bin/curl b"]);
    assert.deepEqual(commands("yum", "dnf"), []);
  });

  test("what a file does not start is not looked for again: scripts are read once", () => {
    let reads = 0;
    const counted = {
      ...file,
      instructions: file.instructions.map((instruction) => ({
        ...instruction,
        get script() {
          reads++;
          return instruction.script;
        },
      })),
    };
    runsOf(counted, "yum");
    const first = reads;
    assert.ok(first > 0);
    for (const program of ["yum", "dnf", "zypper"]) {
      assert.deepEqual(runsOf(counted, program), []);
      assert.deepEqual(commandsOf(counted, program), []);
    }
    assert.equal(reads, first);
  });
});

describe("an instruction", () => {
  test("its commands, in whatever shell and whatever it is", () => {
    assert.deepEqual(commandsIn(at(7)).map(written), ["curl c"]);
    assert.deepEqual(commandsIn(at(8), "curl").map(written), ["curl d"]);
    assert.deepEqual(commandsIn(at(5), "curl").map(written), ["/usr/bin/curl b"]);
    assert.deepEqual(commandsIn(at(0)), []);
    assert.deepEqual(commandsIn(undefined), []);
  });

  test("its commands for a Unix shell", () => {
    assert.deepEqual(unixCommands(at(7) ?? assert.fail()), []);
    assert.deepEqual(unixCommands(at(3) ?? assert.fail()).map(written), ["wget y", "curl z"]);
  });

  test("what was done before it, in the stages that it starts from as well", () => {
    const before = instructionsUntil(file, at(5) ?? assert.fail());
    assert.deepEqual(
      before.map(({ line }) => line),
      [0, 1, 2, 3, 4, 5],
    );
  });
});
