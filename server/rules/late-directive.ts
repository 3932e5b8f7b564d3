import { removeLine } from "../edits/edits";
import type { Comment, Dockerfile, DockerfileRule, Finding } from "../types";

export default {
  on: "Dockerfile",
  needs: ["syntax", "escape"],
  id: "late-directive",
  title: "The directive comes too late, so that it is a mere comment",
  severity: "info",
  category: "correctness",
  why: "Docker reads directives only at the very top: the first line that is none, be it a comment or empty, ends them.",
  sources: ["https://docs.docker.com/reference/dockerfile/#parser-directives"],
  bad: "# Our service\n# syntax=docker/dockerfile:1\nFROM node:24-slim\n",
  good: "# syntax=docker/dockerfile:1\n# Our service\nFROM node:24-slim\n",

  *check(file) {
    const directives = new Set(file.directives.map(({ start }) => start));
    for (const comment of file.comments) {
      if (comment.inside || directives.has(comment.start)) continue;
      const [, name = "", value = ""] = /^(syntax|escape)\s*=\s*(\S+)$/i.exec(comment.text) ?? [];
      const found = name && judge(file, comment, name.toLowerCase(), value);
      if (found) yield found;
    }
  },
} satisfies DockerfileRule;

function judge(file: Dockerfile, comment: Comment, name: string, value: string): Finding | undefined {
  const isGiven = file.directives.some((directive) => directive.name === name);
  const message = `Directives stand at the very top, so that "${comment.text}" is a mere comment here`;
  if (name === "escape") {
    if (value !== "`" && value !== "\\") return undefined;
    const isNeeded = value === "`" && file.escape === "\\" && /`[ \t]*\r?\n/.test(file.text.slice(comment.end));
    return { span: comment, message, severity: isNeeded ? "warning" : undefined };
  }
  if (isGiven || !/^[\w.-]+\/[\w./:@-]+$/.test(value)) return undefined;
  const isAtTop = file.instructions.every(({ start }) => start > comment.end);
  const { text, eol } = file;
  if (!isAtTop || text.startsWith("#!")) return { span: comment, message };
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const line = text.slice(comment.start, comment.end) + eol;
  const edits = [{ start, end: start, text: line }, removeLine(text, comment)];
  return { span: comment, message, fixes: [{ title: "Move it to the top", safe: false, edits }] };
}
