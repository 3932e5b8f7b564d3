import { trailingComment } from "../instructions/trailing";
import { copiesOf } from "../syntax/instructions";
import type { DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "destination-without-slash",
  title: "Several sources are copied, and the destination does not end with a slash",
  severity: "error",
  category: "correctness",
  syntax: true,
  aliases: ["DL3021"],
  why:
    "Several files can only be copied into a folder, and only a slash at the end says that the destination is one. " +
    "Without it the build fails.",
  sources: ["https://docs.docker.com/reference/dockerfile/#destination"],
  bad: "FROM node:24-slim\nCOPY package.json package-lock.json /app",
  good: "FROM node:24-slim\nCOPY package.json package-lock.json /app/",

  *check(file) {
    for (const copy of copiesOf(file)) {
      const { words } = copy;
      const target = words.at(-1);
      // What a comment makes the last word is no folder.
      if (words.length < 3 || !target || isFolder(target) || trailingComment(file, copy)) continue;
      const at = target.end - (/["']$/.test(target.text) ? 1 : 0);
      yield {
        span: target,
        message: `${words.length - 1} sources need a folder, so that ${target.text} must end with a slash`,
        fixes: [{ title: `Add a slash to ${target.text}`, safe: false, edits: [{ start: at, end: at, text: "/" }] }],
      };
    }
  },
} satisfies DockerfileRule;

/** A slash at the end, or a folder by its name; true when only a variable can tell. */
function isFolder({ text, value }: Word): boolean {
  const path = value ?? text.replace(/["']$/, "");
  return /[/\\]$|(?:^|[/\\])\.\.?$/.test(path) || (value === undefined && /(?:\}|\$\w*)$/.test(path));
}
