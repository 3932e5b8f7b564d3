import type { Assignment, Dockerfile, Heredoc, Instruction, Span, Word } from "../types";
import { spanIn, type VariableUse, variablesIn } from "./variables";

/** A variable in an instruction that Docker replaces, not the shell. */
export interface Usage {
  readonly instruction: Instruction;
  readonly use: VariableUse;
  readonly span: Span;
  /** What it stands in the value or name of, in ENV, ARG and LABEL. */
  readonly assignment: Assignment | undefined;
  /** For a variable in the body of a heredoc. */
  readonly heredoc: (Heredoc & { readonly uses: readonly VariableUse[] }) | undefined;
}

/** Instructions whose words Docker expands. It expands those of EXPOSE and FROM as well, by rules of their own. */
const expanded = new Set(["ADD", "COPY", "USER", "WORKDIR", "VOLUME", "STOPSIGNAL"]);
const expandedFlags = new Set(["chown", "chmod", "checksum", "mount"]);

/** The variables of an instruction that Docker replaces by what the stage defines; in each word the first of a name. */
export function usagesIn(file: Dockerfile, instruction: Instruction): Usage[] {
  const { keyword, words, flags, assignments, heredocs } = instruction;
  const found: Usage[] = [];
  const read = (word: Word, assignment?: Assignment) => {
    for (const use of firstOfEach(variablesIn(word.text, file.escape))) {
      found.push({ instruction, use, span: spanIn(word, use), assignment, heredoc: undefined });
    }
  };
  for (const { name, value } of flags) if (value && expandedFlags.has(name)) read(value);
  for (const word of expanded.has(keyword) ? words : []) read(word);
  for (const assignment of assignments) {
    if (keyword !== "ARG") read(assignment.name, assignment);
    if (assignment.value) read(assignment.value, assignment);
  }
  // A shell expands the heredocs of RUN.
  const bodies = keyword === "RUN" ? [] : heredocs.filter(({ expand }) => expand);
  for (const heredoc of bodies) {
    const { start, end } = heredoc.body;
    const uses = firstOfEach(variablesIn(file.text.slice(start, end), file.escape, true));
    for (const use of uses) {
      const span = { start: start + use.start, end: start + use.end };
      found.push({ instruction, use, span, assignment: undefined, heredoc: { ...heredoc, uses } });
    }
  }
  return found;
}

function firstOfEach(uses: readonly VariableUse[]): VariableUse[] {
  const seen = new Set<string>();
  return uses.filter(({ name }) => !seen.has(name) && seen.add(name));
}
