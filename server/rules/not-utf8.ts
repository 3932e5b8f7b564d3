import { lineEnd } from "../edits/edits";
import { isBinary } from "../syntax/lines";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "not-utf8",
  title: "The file is not written in UTF-8, so that Docker cannot read it",
  severity: "error",
  category: "correctness",
  why: "Docker reads Dockerfiles as UTF-8. Save the file in that encoding: some editors, and the redirections of older PowerShells, write UTF-16.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  bad: "F\0R\0O\0M\0 \0n\0o\0d\0e\0",
  good: "FROM node",

  *check({ text }) {
    if (isBinary(text)) yield { span: { start: 0, end: Math.max(1, lineEnd(text, 0)) } };
  },
} satisfies DockerfileRule;
