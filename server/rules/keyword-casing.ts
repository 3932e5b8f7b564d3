import { replace } from "../edits/edits";
import { firstKeyword, keywords } from "../syntax/keywords";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "keyword-casing",
  title: "The keyword is not written as the others are",
  severity: "hint",
  category: "correctness",
  aliases: ["ConsistentInstructionCasing"],
  why:
    "Docker takes keywords in upper and lower case; readers find them faster when they are all alike, by " +
    "convention in upper case.",
  sources: [
    "https://docs.docker.com/reference/build-checks/consistent-instruction-casing/",
    "https://docs.docker.com/reference/dockerfile/#format",
  ],
  bad: "FROM node:24-slim\nrun npm ci\nUSER node",
  good: "FROM node:24-slim\nRUN npm ci\nUSER node",

  *check(file) {
    // BuildKit does not look at the ARGs above the first FROM.
    const written = file.instructions
      .filter(({ stage }) => stage)
      .map((instruction) => firstKeyword(file, instruction))
      .filter(({ text }) => keywords.has(text.toUpperCase()));
    const lower = written.filter(({ text }) => text === text.toLowerCase()).length;
    const upper = written.filter(({ text }) => text === text.toUpperCase()).length;
    for (const { text, ...span } of written) {
      const wanted = lower > upper ? text.toLowerCase() : text.toUpperCase();
      if (text === wanted) continue;
      yield {
        span,
        message: `${text} is not in ${lower > upper ? "lower" : "upper"} case as the other keywords are`,
        fixes: [{ title: `Write ${wanted}`, safe: true, edits: [replace(span, wanted)] }],
      };
    }
  },
} satisfies DockerfileRule;
