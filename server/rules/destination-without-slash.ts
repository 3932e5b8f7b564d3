import { becomeOneFile, matchedFiles } from "../image/severalSources";
import { trailingComment } from "../instructions/trailing";
import { flagKindOf } from "../syntax/flags";
import { copiesOf, isTemplated } from "../syntax/instructions";
import type { DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "destination-without-slash",
  title: "Several sources are copied, and the destination does not end with a slash",
  severity: "warning",
  category: "correctness",
  aliases: ["DL3021"],
  why:
    "Several files go into a folder, and only a slash at the end makes one of a destination that the image does not have yet. " +
    "Without it each file takes the place of the one before, and the last one remains.",
  sources: ["https://docs.docker.com/reference/dockerfile/#destination"],
  bad: "FROM node:24-slim\nCOPY package.json package-lock.json /app",
  good: "FROM node:24-slim\nCOPY package.json package-lock.json /app/",

  *check(file, facts) {
    for (const copy of copiesOf(file)) {
      const { words } = copy;
      const target = words.at(-1);
      // What a comment makes the last word is no folder.
      if (words.length < 2 || !target || isFolder(target) || trailingComment(file, copy) || isTemplated(copy)) continue;
      // The first word is the value of a flag then, of which another rule tells.
      if (copy.flags.some((flag) => !flag.value && flagKindOf(file, copy, flag)?.isBoolean !== true)) continue;
      const count = words.length > 2 ? words.length - 1 : matchedFiles(file, facts, copy);
      if (count < 2) continue;
      const isLost = becomeOneFile(file, facts, copy);
      if (isLost === false) continue;
      const name = target.value ?? target.text;
      const at = target.end - (/["']$/.test(target.text) ? 1 : 0);
      yield {
        span: target,
        severity: isLost ? undefined : "info",
        message: isLost
          ? `${name} is no folder without a slash at its end, so that all ${count} sources become one file, of which the last remains`
          : `Unless ${name} is a folder already, the ${count} sources become one file there, of which the last remains`,
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
