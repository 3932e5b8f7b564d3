import { replace } from "../edits/edits";
import { flagKindOf, flagOfOnbuild, flagsFor, writtenName } from "../syntax/flags";
import { usesDockerFrontend } from "../syntax/frontend";
import type { DockerfileRule, Fix } from "../types";
import { misspelt } from "../util/similar";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["--"],
  id: "unknown-flag",
  title: "The instruction has no such flag, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "Words that begin with `--` before the arguments are flags of the instruction, in lower case, and the build stops at one that it does not know. " +
    "A program's own options stand behind its name; where the first argument really begins with dashes, write `--` before it.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  bad: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --form=build /app /app",
  good: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app",

  *check(file) {
    if (!usesDockerFrontend(file)) return;
    for (const instruction of file.instructions) {
      const onbuildFlag = flagOfOnbuild(file, instruction);
      if (onbuildFlag !== undefined) {
        yield { span: instruction.name, message: `ONBUILD has no flag ${onbuildFlag}` };
        continue;
      }
      const flags = flagsFor(instruction);
      // FROM and MAINTAINER behind ONBUILD have another fault.
      if (!flags || (instruction.onbuild && instruction.keyword === "FROM")) continue;
      for (const flag of instruction.flags) {
        const name = writtenName(file, flag);
        if (flagKindOf(file, instruction, flag) || name === "") continue;
        const near = Object.hasOwn(flags, flag.name) ? flag.name : misspelt(name.toLowerCase(), Object.keys(flags));
        const span = { start: flag.start, end: flag.start + 2 + name.length };
        const fix: Fix | undefined =
          near === undefined
            ? undefined
            : {
                title: `Write --${near}`,
                safe: false,
                edits: [replace(span, `--${near}`)],
              };
        yield {
          span,
          message: `${instruction.keyword} has no flag --${name}${near === undefined ? "" : `; did you mean --${near}`}`,
          severity: instruction.onbuild ? "warning" : undefined,
          fixes: fix && [fix],
        };
      }
    }
  },
} satisfies DockerfileRule;
