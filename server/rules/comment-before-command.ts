import { lineEnd, lineStart } from "../edits/edits";
import type { Dockerfile, DockerfileRule, Fix, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "comment-before-command",
  title: "The comment takes the rest of the command with it",
  severity: "warning",
  category: "shell",
  mendsShell: true,
  why:
    "Docker joins continued lines before the shell reads them, so that for the shell everything behind `#` is one comment: the commands below never run, and nothing says so. " +
    "A line that begins with `#` is taken out by Docker itself.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  bad: "FROM debian:13-slim\nRUN touch /a # first \\\n && chmod 700 /a",
  good: "FROM debian:13-slim\n# first\nRUN touch /a \\\n && chmod 700 /a",

  *check(file) {
    for (const instruction of file.instructions) {
      if (!instruction.script) continue;
      const comment = swallowingComment(file, instruction);
      if (!comment) continue;
      yield {
        span: comment,
        message:
          "For the shell all that follows this # is a comment, since Docker joins the lines first: the commands below never run",
        fixes: [lift(file, instruction, comment)],
      };
    }
  },
} satisfies DockerfileRule;

/** The first comment behind the last command, if its line goes on below. */
function swallowingComment({ text, escape }: Dockerfile, instruction: Instruction): Span | undefined {
  const { script, argument, heredocs } = instruction;
  const isUnix = script?.language === "sh" || script?.language === "bash";
  if (script?.form !== "shell" || !isUnix || heredocs.length > 0) return undefined;
  let last = argument.start;
  for (const { end, redirects } of script.commands) last = Math.max(last, end, redirects.at(-1)?.end ?? 0);
  const found = text.slice(last, argument.end).indexOf("#");
  const start = last + found;
  if (found < 0 || !/^[\s;&|)}]*\s$/.test(text.slice(last, start).replaceAll(escape, ""))) return undefined;
  if (/^[ \t]*$/.test(text.slice(lineStart(text, start), start))) return undefined;
  // What is missing behind `&&` stands below; any other error may mean that this is no comment.
  if (script.errors.length > 0 && !/(?:&&|\|)\s*$/.test(text.slice(last, start))) return undefined;
  const line = text.slice(start, lineEnd(text, start)).trimEnd();
  const below = text.slice(lineEnd(text, start), argument.end);
  const goesOn = line.endsWith(escape) && below.split("\n").some((other) => /^\s*[^\s#]/.test(other));
  return goesOn ? { start, end: start + line.slice(0, -1).trimEnd().length } : undefined;
}

/** On a line of its own above: Docker leaves that out even between continued lines. */
function lift({ text, eol }: Dockerfile, instruction: Instruction, { start, end }: Span): Fix {
  const above = Math.max(lineStart(text, start), lineStart(text, instruction.start));
  const indent = /^[ \t]*/.exec(text.slice(above, start))?.[0] ?? "";
  const line = `${indent}${text.slice(start, end).trim()}${eol}`;
  const edits = [
    { start: above, end: above, text: line },
    { start, end: end + (/^[ \t]*/.exec(text.slice(end, lineEnd(text, end)))?.[0].length ?? 0), text: "" },
  ];
  return { title: "Put the comment on a line of its own", safe: false, edits };
}
