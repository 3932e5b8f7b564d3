import { replace } from "../edits/edits";
import { flagFault } from "../instructions/flagValues";
import { flagKindOf, literalValue } from "../syntax/flags";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["--"],
  id: "invalid-flag-value",
  title: "The flag does not take this value, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "A duration needs its unit (`30s`, `1m30s`), a mode is octal or symbolic (`755`, `u+x`), a switch is `true` or `false`, and a checksum names its algorithm. " +
    "Only `--chown`, `--chmod`, `--checksum`, `--exclude` and the options of `--mount` may hold variables, and `--platform` those above the first `FROM`.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  bad: 'FROM node:24-slim\nHEALTHCHECK --interval=30 CMD ["node", "health.js"]',
  good: 'FROM node:24-slim\nHEALTHCHECK --interval=30s CMD ["node", "health.js"]',

  *check(file) {
    for (const instruction of file.instructions) {
      for (const flag of instruction.flags) {
        const kind = flagKindOf(file, instruction, flag);
        const value = literalValue(flag);
        if (!kind || value === undefined || !flag.value) continue;
        const fault = flagFault(instruction, flag.name, value);
        if (!fault) continue;
        const { meant } = fault;
        const isDefault = kind.isBoolean && meant === "true";
        const edit = isDefault
          ? { start: flag.value.start - 1, end: flag.value.end, text: "" }
          : replace(flag.value, meant ?? "");
        const title = isDefault ? `Write --${flag.name}` : `Write ${meant}`;
        yield {
          span: flag.value,
          message:
            meant === undefined
              ? fault.message
              : `${fault.message}; did you mean ${isDefault ? `--${flag.name}` : meant}`,
          severity: instruction.onbuild ? "warning" : undefined,
          fixes: meant === undefined ? [] : [{ title, safe: false, edits: [edit] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
