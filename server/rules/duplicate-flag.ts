import { removeFlag } from "../edits/edits";
import { flagKindOf } from "../syntax/flags";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["--"],
  id: "duplicate-flag",
  title: "The flag is given twice, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "Only `--mount` and `--exclude` may be given several times. Delete the one that is not meant.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  bad: "FROM node:24-slim\nCOPY --chown=node --chown=node . .",
  good: "FROM node:24-slim\nCOPY --chown=node . .",

  *check(file) {
    for (const instruction of file.instructions) {
      const seen = new Map<string, string>();
      for (const flag of instruction.flags) {
        const kind = flagKindOf(file, instruction, flag);
        if (!kind || kind.mayRepeat) continue;
        const first = seen.get(flag.name);
        const value = flag.value?.text ?? "";
        if (first === undefined) {
          seen.set(flag.name, value);
          continue;
        }
        const edit = first === value ? removeFlag(file, instruction, flag) : undefined;
        yield {
          span: flag,
          message: `--${flag.name} is given twice, and ${instruction.keyword} takes it once`,
          severity: instruction.onbuild ? "warning" : undefined,
          fixes: edit && [{ title: "Delete the repetition", safe: true, edits: [edit] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
