import { isForPodman } from "../context/unreadIgnore";
import { createRenamer } from "../instructions/stageNames";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "invalid-stage-name",
  title: "This is no name for a stage, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "The name of a stage begins with a letter and goes on with letters, digits, `-`, `_` and `.`. Quotes and variables are not replaced in it.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: "FROM node:24-slim AS 1st\nFROM node:24-slim\nCOPY --from=1st /app /app",
  good: "FROM node:24-slim AS stage-1st\nFROM node:24-slim\nCOPY --from=stage-1st /app /app",

  *check(file, { path = "" }) {
    const usual = isForPodman(path) ? withSlashes : /^[a-z][a-z0-9_.-]*$/i;
    const renamer = createRenamer(file);
    for (const stage of file.stages) {
      const { name, from } = stage;
      if (!name || from.words.length !== 3 || usual.test(name.text)) continue;
      const free = renamer.freeName(slug(name.text));
      const edits = name.text.includes("$") ? [] : renamer.rename(stage, free);
      yield {
        span: name,
        message: `${name.text} is no name for a stage: ${fault(name.text)}`,
        fixes: edits.length > 0 ? [{ title: `Rename it to ${free}`, safe: false, edits }] : [],
      };
    }
  },
} satisfies DockerfileRule;

/** Podman and Buildah take slashes, as platforms have them. */
const withSlashes = /^[a-z][a-z0-9_./-]*$/i;

function fault(name: string): string {
  if (name.includes("$")) return "variables are not replaced there";
  if (/^["']|["']$/.test(name)) return "quotes are part of it";
  if (!/^[a-z]/i.test(name)) return "it must begin with a letter from a to z";
  const wrong = /[^\w.-]/u.exec(name)?.[0];
  return wrong === undefined ? "it has characters other than letters and digits" : `${wrong} may not stand in it`;
}

function slug(name: string): string {
  const clean = name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "-")
    .replace(/^[-_.]+|(?<!-)-+$/g, "");
  return /^[a-z]/.test(clean) ? clean : `stage-${clean}`.replace(/-$/, "");
}
