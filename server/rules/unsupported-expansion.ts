import { type ExpandedText, expandedTexts } from "../instructions/expandedTexts";
import { type BadExpansion, badExpansion, openQuote } from "../syntax/quotes";
import type { DockerfileRule, Finding, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["${"],
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
      for (const expanded of expandedTexts(file, instruction)) {
        const { text, escape, isBody } = expanded;
        if (!text.includes("${") || (!isBody && openQuote(text, escape))) continue;
        const bad = badExpansion(text, escape, isBody);
        if (!bad) continue;
        const written = text.slice(bad.start, bad.end);
        // Templates have forms of their own.
        if (/\{\{|<%/.test(isBody ? written : text)) continue;
        yield finding(expanded, bad, written);
      }
    }
  },
} satisfies DockerfileRule;

function finding({ toDocument }: ExpandedText, { start, end, fault }: BadExpansion, written: string): Finding {
  const name = /^\$\{([A-Za-z_]\w*)/.exec(written)?.[1];
  const nameEnd = start + 2 + (name?.length ?? 0);
  const part = { start, end: fault === "open" ? nameEnd : end };
  const span = toDocument(part);
  const isExact = span.end - span.start === part.end - part.start;
  // Where an operator follows, its operand has no end that could be known.
  const isPlain = fault === "open" && name && isExact && written[nameEnd - start] !== ":";
  const fix: Fix = {
    title: "Add the closing brace",
    safe: false,
    edits: [{ start: span.end, end: span.end, text: "}" }],
  };
  return { span, message: messages[fault](written), fixes: isPlain ? [fix] : undefined };
}

const messages = {
  open: () => "The brace of the variable is never closed",
  empty: () => "The name of the variable is missing",
  operator: (written: string) => `Docker does not know ${shorten(written)}, a form of the shell`,
  slash: (written: string) => `Docker needs a second slash in ${shorten(written)}: what to replace, and by what`,
};

function shorten(written: string): string {
  return written.length > 40 ? "this" : written;
}
