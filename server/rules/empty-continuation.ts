import { lineEnd, lineStart } from "../edits/edits";
import type { Dockerfile, DockerfileRule, Edit, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  id: "empty-continuation",
  title: "An empty line stands between the continued lines of an instruction",
  severity: "warning",
  category: "correctness",
  aliases: ["NoEmptyContinuation"],
  why:
    "A line that ends with a backslash goes on in the next one. Docker still skips empty lines there, and has " +
    "announced that it will not; delete them, or make them comments.",
  sources: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"],
  bad: "FROM node:24-slim\nRUN npm ci \\\n\n  && npm run build",
  good: "FROM node:24-slim\nRUN npm ci \\\n  && npm run build",

  *check(file) {
    for (const { instruction, lines } of affected(file)) {
      const { keyword, argument } = instruction;
      const last = lines.at(-1) as Span;
      const isOpen = argument.end < last.start;
      // What an empty line cuts off shows more than the empty line, and is where BuildKit reports it.
      const text = textOfLine(file, argument.end);
      yield {
        span: isOpen ? { start: last.start, end: last.start } : text,
        message: isOpen
          ? `${keyword} goes on behind its backslash, and nothing follows`
          : `An empty line cuts this off from its ${keyword}, which Docker will not accept for ever`,
        fixes: [
          {
            title: isOpen
              ? "Delete the backslash"
              : lines.length === 1
                ? "Delete the empty line"
                : "Delete the empty lines",
            safe: true,
            edits: isOpen ? closeInstruction(file, instruction, lines) : lines.map(remove),
          },
        ],
      };
    }
  },
} satisfies DockerfileRule;

/** The instructions with empty lines in them, each once. */
function* affected({ instructions, emptyContinuations }: Dockerfile) {
  let at = 0;
  for (const [index, instruction] of instructions.entries()) {
    const end = instructions[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    const lines: Span[] = [];
    for (let line = emptyContinuations[at]; line && line.start < end; line = emptyContinuations[++at]) lines.push(line);
    if (lines.length > 0) yield { instruction, lines };
  }
}

function textOfLine({ text }: Dockerfile, offset: number): Span {
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  return { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
}

/** Nothing but empty lines and comments follows the backslash, which goes with the lines. */
function closeInstruction({ text, comments }: Dockerfile, { argument }: Instruction, lines: readonly Span[]): Edit[] {
  const end = lineEnd(text, argument.end);
  const isBackslash = comments.every(({ start }) => start < argument.end || end <= start);
  return [...(isBackslash ? [{ start: argument.end, end, text: "" }] : []), ...lines.map(remove)];
}

function remove({ start, end }: Span): Edit {
  return { start, end, text: "" };
}
