import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["VOLUME"],
  id: "empty-volume",
  title: "A volume has no path, so that the build fails",
  severity: "error",
  category: "correctness",
  why: "`VOLUME` names folders of the container, and an empty text is none.",
  sources: ["https://docs.docker.com/reference/dockerfile/#volume"],
  bad: 'FROM node:24-slim\nVOLUME ["/data", ""]',
  good: 'FROM node:24-slim\nVOLUME ["/data"]',

  *check(file) {
    for (const { keyword, words, exec, onbuild } of file.instructions) {
      if (keyword !== "VOLUME") continue;
      for (const [index, word] of words.entries()) {
        if (word.value !== "" || word.text.includes("$")) continue;
        const before = words[index - 1];
        const after = words[index + 1];
        const edit = before
          ? { start: before.end, end: word.end, text: "" }
          : after && { start: word.start, end: after.start, text: "" };
        const isPlain = edit && /^[\s,"']*$/.test(file.text.slice(edit.start, edit.end));
        yield {
          span: word,
          message: `${word.text} is no path of a volume`,
          severity: onbuild && !exec ? "warning" : undefined,
          fixes: isPlain ? [{ title: "Delete it", safe: true, edits: [edit] }] : [],
        };
      }
    }
  },
} satisfies DockerfileRule;
