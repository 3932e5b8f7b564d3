/** The variables that Docker replaces, and which of them are defined where they stand. */

import { type Definitions, startDefinitions } from "../syntax/definitions";
import { spanIn, type VariableUse, variablesIn } from "../syntax/variables";
import type { Assignment, Dockerfile, Heredoc, Instruction, Span, Stage, Word } from "../types";
import { memoizeFor } from "../util/memoize";

/** A variable in an instruction that Docker replaces, not the shell. */
export interface Usage {
  readonly instruction: Instruction;
  readonly use: VariableUse;
  readonly span: Span;
  /** What it stands in the value or name of, in ENV, ARG and LABEL. */
  readonly assignment: Assignment | undefined;
  /** That it stands in the body of. */
  readonly heredoc: Heredoc | undefined;
}

/** The usages of every instruction of a stage, with what is defined there; instructions for later builds left out. */
export function* usagesAlong(
  file: Dockerfile,
): Iterable<{ instruction: Instruction; usages: Usage[]; defined: Definitions }> {
  const definitions = new Map<Stage, Definitions>();
  for (const stage of file.stages) {
    const defined = startDefinitions(stage, stage.parent && definitions.get(stage.parent));
    definitions.set(stage, defined);
    for (const instruction of stage.instructions) {
      if (instruction.onbuild) continue;
      yield { instruction, usages: usagesIn(file, instruction), defined };
      defined.add(instruction);
    }
  }
}

/** Whether it is `$1`, `$@` or the like, which a script has and no Dockerfile. */
export function isSpecial(name: string): boolean {
  return !/^[A-Za-z_]/.test(name);
}

/**
 * Whether a heredoc is a text whose variables are not meant for Docker: it can replace none of them.
 * False where an image that is not known may define them.
 */
export function meansOtherVariables(
  usages: readonly Usage[],
  heredoc: Heredoc,
  defined: Definitions,
  globals: ReadonlySet<string>,
): boolean {
  const names = usages.filter((usage) => usage.heredoc === heredoc).map(({ use }) => use.name);
  if (names.length === 0 || names.some((name) => defined.has(name) || globals.has(name))) return false;
  return defined.isComplete || names.some(isSpecial);
}

/** Instructions whose words Docker expands. It expands those of EXPOSE and FROM as well, by rules of their own. */
export const expandedInstructions: ReadonlySet<string> = new Set([
  "ADD",
  "COPY",
  "USER",
  "WORKDIR",
  "VOLUME",
  "STOPSIGNAL",
]);
/** Flags whose values Docker expands in stages. */
export const expandedFlags: ReadonlySet<string> = new Set(["chown", "chmod", "checksum", "mount"]);

/** The variables of an instruction that Docker replaces by what the stage defines; in each word the first of a name. */
const usagesIn = memoizeFor((file: Dockerfile, instruction: Instruction): Usage[] => {
  const { keyword, words, flags, assignments, heredocs } = instruction;
  const found: Usage[] = [];
  const read = (word: Word, assignment?: Assignment) => {
    for (const use of firstOfEach(variablesIn(word.text, file.escape))) {
      found.push({ instruction, use, span: spanIn(word, use), assignment, heredoc: undefined });
    }
  };
  for (const { name, value } of flags) if (value && expandedFlags.has(name)) read(value);
  for (const word of expandedInstructions.has(keyword) ? words : []) read(word);
  for (const assignment of assignments) {
    if (keyword !== "ARG") read(assignment.name, assignment);
    if (assignment.value) read(assignment.value, assignment);
  }
  // A shell expands the heredocs of RUN.
  const bodies = keyword === "RUN" ? [] : heredocs.filter(({ expand }) => expand);
  for (const heredoc of bodies) {
    const { start, end } = heredoc.body;
    // Whatever the directive says, a backslash is what protects a dollar there.
    for (const use of firstOfEach(variablesIn(file.text.slice(start, end), "\\", true))) {
      const span = { start: start + use.start, end: start + use.end };
      found.push({ instruction, use, span, assignment: undefined, heredoc });
    }
  }
  return found;
});

function firstOfEach(uses: readonly VariableUse[]): VariableUse[] {
  const seen = new Set<string>();
  return uses.filter(({ name }) => !seen.has(name) && seen.add(name));
}
