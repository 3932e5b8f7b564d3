import { replace } from "../edits/edits";
import { hasTypographicQuote } from "../instructions/typography";
import { looseArray } from "../syntax/array";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["SHELL"],
  id: "shell-not-json",
  title: "SHELL takes a JSON array only, so that the build fails",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  syntax: true,
  why: 'The shell and its options are elements of an array: `SHELL ["/bin/bash", "-c"]`. Unlike `CMD`, `SHELL` has no other form.',
  sources: ["https://docs.docker.com/reference/dockerfile/#shell"],
  bad: "FROM node:24\nSHELL /bin/bash -c",
  good: 'FROM node:24\nSHELL ["/bin/bash", "-c"]',

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, exec, argument, argumentText, onbuild } = instruction;
      if (keyword !== "SHELL" || exec || argumentText === "") continue;
      if (looseArray(instruction) || hasTypographicQuote(file, instruction)) continue;
      const isPlain =
        /^[\w./-]+(?:[ \t]+[\w./+-]+)*$/.test(argumentText) && argument.end - argument.start === argumentText.length;
      const array = `[${argumentText
        .split(/[ \t]+/)
        .map((word) => JSON.stringify(word))
        .join(", ")}]`;
      yield {
        span: argument,
        message: `SHELL takes a JSON array only: ${isPlain ? array : '["/bin/bash", "-c"]'}`,
        severity: onbuild ? "warning" : undefined,
        fixes: isPlain ? [{ title: "Write it as a JSON array", safe: false, edits: [replace(argument, array)] }] : [],
      };
    }
  },
} satisfies DockerfileRule;
