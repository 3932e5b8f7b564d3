import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "missing-from",
  title: "The file has no FROM, so that there is nothing to build",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "A Dockerfile describes at least one stage, and `FROM` begins it. `ARG` may stand above it, but is not enough.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: "ARG VERSION=24",
  good: "ARG VERSION=24\nFROM node:$VERSION-slim",

  *check({ stages, instructions }) {
    const [first] = instructions;
    // Of other instructions another rule says that they need a FROM.
    if (stages.length > 0 || !first || instructions.some(({ keyword }) => keyword !== "ARG")) return;
    yield { span: first.name };
  },
} satisfies DockerfileRule;
