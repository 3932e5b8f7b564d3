import { argumentSpan, badExpansion, expandedText, openQuote } from "../text/quotes";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "unsupported-expansion",
  title: "Docker does not know this form of variable, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "Outside of `RUN`, Docker replaces variables itself, and knows `${name}`, `${name:-default}`, `${name:+other}`, and `#`, `%` and `/` to cut and replace. " +
    "Other forms of the shell stop the build.",
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  bad: "FROM node:24-slim\nENV BIN=${HOME/bin",
  good: "FROM node:24-slim\nENV BIN=${HOME}/bin",

  *check(file) {
    for (const instruction of file.instructions) {
      const text = expandedText(instruction);
      if (!text?.includes("${") || openQuote(text, file.escape)) continue;
      // Templates have forms of their own.
      const bad = badExpansion(text, file.escape);
      if (!bad || /\{\{|<%/.test(text)) continue;
      const written = text.slice(bad.start, bad.end);
      const name = /^\$\{([A-Za-z_]\w*)/.exec(written)?.[1];
      const span = argumentSpan(file, instruction, {
        start: bad.start,
        end: bad.fault === "open" ? bad.start + 2 + (name?.length ?? 0) : bad.end,
      });
      const at = span.start + 2 + (name?.length ?? 0);
      const fix: Fix | undefined =
        bad.fault === "open" && name
          ? { title: "Add the closing brace", safe: false, edits: [{ start: at, end: at, text: "}" }] }
          : undefined;
      yield { span, message: messages[bad.fault](written), fixes: fix && [fix] };
    }
  },
} satisfies DockerfileRule;

const messages = {
  open: () => "The brace of the variable is never closed",
  empty: () => "The name of the variable is missing",
  operator: (written: string) => `Docker does not know ${written.length > 40 ? "this" : written}, a form of the shell`,
};
