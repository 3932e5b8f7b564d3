import { lineEnd, lineStart, replace } from "../edits/edits";
import type { Dockerfile, DockerfileRule, Fix, Heredoc } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["<<"],
  id: "unterminated-heredoc",
  title: "The heredoc never ends, so that the build fails",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  endsHeredocs: true,
  why:
    "A heredoc ends at a line that holds its delimiter and nothing else, not even a blank behind it; only `<<-` allows tabs before it. " +
    "Without such a line the rest of the file belongs to it.",
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  bad: "FROM node:24-slim\nRUN <<EOF\nnpm ci\n  EOF\nUSER node\n",
  good: "FROM node:24-slim\nRUN <<EOF\nnpm ci\nEOF\nUSER node\n",

  *check(file) {
    for (const { start, end } of file.errors) {
      const instruction = file.instructions.find(({ heredocs }) =>
        heredocs.some(({ operator }) => operator.start === start),
      );
      const heredoc = instruction?.heredocs.find(({ operator }) => operator.start === start);
      if (!instruction || !heredoc) continue;
      const ending = findEnding(file, heredoc, instruction.keyword !== "RUN");
      const wanted = ending?.name ?? heredoc.name;
      yield {
        span: { start, end },
        message: `The heredoc never ends: no line says ${heredoc.name}${ending ? `; ${ending.hint}` : ""}`,
        fixes: ending && [{ title: ending.title, safe: false, edits: ending.edits }],
        related: ending?.line && [{ ...ending.line, message: `meant as ${wanted}` }],
      };
    }
  },
} satisfies DockerfileRule;

interface Ending {
  readonly name: string;
  readonly hint: string;
  readonly title: string;
  readonly edits: Fix["edits"];
  readonly line?: { readonly start: number; readonly end: number };
}

/** The line that was meant to end it: with blanks around, in another letter case, or of a delimiter that something is stuck to. */
function findEnding({ text }: Dockerfile, heredoc: Heredoc, isCopied: boolean): Ending | undefined {
  const { name, operator, body } = heredoc;
  const stuck = /^(\w+)([^\w"'].*)$/s.exec(name);
  for (let start = body.start; start < body.end; start = lineEnd(text, start) + 1) {
    if (text[start] === "\n" || text[start] === "\r") continue;
    const from = lineStart(text, start);
    const end = lineEnd(text, start);
    const line = text.slice(from, end);
    const word = line.trim();
    if (stuck && word === stuck[1] && line === word) {
      const at = operator.end - (stuck[2] as string).length;
      if (text.slice(at, operator.end) !== stuck[2]) return undefined;
      const edits = [{ start: at, ...apart(text, at, isCopied) }];
      return { name: word, hint: `a blank is missing behind ${word}`, title: `Write a blank behind ${word}`, edits };
    }
    if (word.toLowerCase() !== name.toLowerCase() || line === name) continue;
    const hint = word === name ? "blanks stand beside it where it ends" : `it ends with ${word} instead`;
    const title = word === name ? `Take out the blanks beside ${name}` : `Write ${name} where it ends`;
    const span = { start: from, end };
    return { name, hint, title, edits: [replace(span, name)], line: span };
  }
  return undefined;
}

/** A blank before the rest of the word; COPY and ADD know neither `;` nor `>`. */
function apart(text: string, at: number, isCopied: boolean): { end: number; text: string } {
  const operator = isCopied ? (/^[;>&|]+/.exec(text.slice(at, at + 9))?.[0] ?? "") : "";
  const end = at + operator.length;
  return { end, text: operator !== "" && /\s/.test(text[end] ?? " ") ? "" : " " };
}
