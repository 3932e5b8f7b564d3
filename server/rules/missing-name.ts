import { replace } from "../edits/edits";
import type { Assignment, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ENV", "ARG", "LABEL"],
  id: "missing-name",
  title: "An equals sign has no name before it, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "In `ARG`, `ENV` and `LABEL` no blank may stand beside the equals sign: `ARG VERSION = 1` declares two arguments, and the second has no name.",
  sources: ["https://docs.docker.com/reference/dockerfile/#arg"],
  bad: "ARG VERSION = 24\nFROM node:$VERSION-slim",
  good: "ARG VERSION=24\nFROM node:$VERSION-slim",

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, assignments } = instruction;
      if (!assignments.some(({ legacy }) => !legacy)) continue;
      for (const [index, assignment] of assignments.entries()) {
        const before = assignments[index - 1];
        const isUnnamed = assignment.name.text === "" && file.text[assignment.name.end] === "=";
        const isSplit = keyword === "ARG" && before?.value?.text === "" && /^\W|^\d/.test(assignment.name.text);
        if (!isUnnamed && !(isSplit && before.name.text !== "")) continue;
        const fix = isUnnamed
          ? joined(file, instruction, before, assignment, assignments[index + 1])
          : joined(file, instruction, before, assignment, undefined);
        yield {
          span: assignment,
          message: isUnnamed
            ? `No name stands before the equals sign: ${keyword} takes name=value without blanks`
            : `${before?.name.text} is empty and ${assignment.name.text} an argument of its own, since a blank stands between them`,
          severity: isUnnamed && !instruction.onbuild ? undefined : "warning",
          fixes: fix && [fix],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Takes the blanks out around the equals sign, where a bare name stands before it. */
function joined(
  { text }: Dockerfile,
  { keyword }: Instruction,
  before: Assignment | undefined,
  assignment: Assignment,
  after: Assignment | undefined,
): Fix | undefined {
  if (keyword !== "ARG" || !before || (assignment.name.text === "" && before.value)) return undefined;
  const isAlone = assignment.name.text === "" && !assignment.value?.text;
  const end = isAlone && after && !after.value ? after.start : assignment.start;
  const written = text.slice(before.end, end);
  if (!/^[ \t]*(?:=[ \t]*)?$/.test(written) || (end === assignment.start && /=/.test(written))) return undefined;
  const edit = replace({ start: before.end, end }, written.includes("=") ? "=" : "");
  return { title: `Take out the blanks behind ${before.name.text}`, safe: false, edits: [edit] };
}
