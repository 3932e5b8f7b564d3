import { removeFlag } from "../edits/edits";
import { flagOf } from "../syntax/instructions";
import { variablesIn } from "../syntax/variables";
import type { DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["platform"],
  id: "redundant-platform",
  title: "Every stage is built for $TARGETPLATFORM anyway",
  severity: "hint",
  category: "base-image",
  aliases: ["DL3065", "RedundantTargetPlatform"],
  why:
    "A stage is built for the platform that is asked for unless it says otherwise, so that the flag changes " +
    "nothing.",
  sources: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"],
  bad: "FROM --platform=$TARGETPLATFORM node:24-slim",
  good: "FROM node:24-slim",

  *check(file) {
    for (const { from } of file.stages) {
      const flag = flagOf(from, "platform");
      if (!flag?.value || !isTargetPlatform(flag.value, file.escape)) continue;
      const edit = removeFlag(file, from, flag);
      yield { span: flag, fixes: edit && [{ title: "Delete the flag", safe: true, edits: [edit] }] };
    }
  },
} satisfies DockerfileRule;

/** Docker sets the variable, so that a default beside it never counts. */
function isTargetPlatform({ text }: Word, escape: string): boolean {
  const [use] = variablesIn(text, escape);
  return (
    use?.name === "TARGETPLATFORM" &&
    /^(?::?-)?$/.test(use.operator) &&
    /^"?$/.test(text.slice(0, use.start)) &&
    /^"?$/.test(text.slice(use.end))
  );
}
