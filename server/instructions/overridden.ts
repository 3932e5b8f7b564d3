import { dropInstruction } from "../edits/removal";
import { sections } from "../syntax/sections";
import type { Dockerfile, Finding, Instruction } from "../types";

/** The instructions with this keyword of which a later one in the same stage takes the place. */
export function* overridden(file: Dockerfile, keyword: "CMD" | "ENTRYPOINT" | "HEALTHCHECK"): Iterable<Finding> {
  for (const section of sections(file)) {
    const all = section.filter((instruction) => instruction.keyword === keyword && !instruction.onbuild);
    for (const [index, instruction] of all.entries()) {
      const later = all[index + 1];
      if (later) yield finding(file, instruction, later);
    }
  }
}

/** hadolint reports the later one, and BuildKit looks for comments there. */
function finding(file: Dockerfile, earlier: Instruction, later: Instruction): Finding {
  const { keyword } = earlier;
  return {
    span: earlier.name,
    message: `This ${keyword} has no effect because the one in line ${later.line + 1} takes its place`,
    related: [{ ...later.name, message: `the ${keyword} that counts` }],
    ignoredAt: later.name,
    fixes: [{ title: `Delete this ${keyword}`, safe: true, edits: dropInstruction(file, earlier) }],
  };
}
