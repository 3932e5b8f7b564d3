import { lineEnd } from "../edits/edits";
import { isBinary } from "../syntax/lines";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "ignore-file-not-utf8",
  title: "The file is not written in UTF-8, so that Docker leaves out nothing",
  severity: "error",
  category: "build-context",
  practice: "ignored-files",
  why: "Docker reads ignore files as UTF-8, and in any other encoding no pattern is the name of a file. Some editors, and the redirections of older PowerShells, write UTF-16.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "n\0o\0d\0e\0_\0m\0o\0d\0u\0l\0e\0s\0",
  good: "node_modules",

  *check({ text }) {
    if (isBinary(text)) yield { span: { start: 0, end: Math.max(1, lineEnd(text, 0)) } };
  },
} satisfies IgnoreRule;
