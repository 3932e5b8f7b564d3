import { contextSourcesOf, guessFixes, isHostPath } from "../context/contextSources";
import { mayBeElsewhere, mayExist, meantPath, similarPath, wholeContext } from "../context/contextTree";
import { isIgnored, isMadeLater } from "../context/madeLater";
import { trailingComment } from "../instructions/trailing";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-copy-source",
  title: "A file that is copied is not in the build context",
  severity: "warning",
  category: "build-context",
  breaks: true,
  ofContext: true,
  why:
    "`COPY`, `ADD` and bind mounts start from the build context, the folder that is given to `docker build`, " +
    "and the build stops when there is no such file. " +
    "A source that may be absent can be written with a wildcard: `COPY package.json yarn.lock* ./`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy", "https://docs.docker.com/build/concepts/context/"],
  bad: "FROM nginx:1.29\nCOPY ngnix.conf /etc/nginx/nginx.conf",
  good: "FROM nginx:1.29\nCOPY nginx.conf /etc/nginx/nginx.conf",
  files: { "nginx.conf": "" },

  *check(file, facts) {
    const context = wholeContext(facts);
    if (!context) return;
    const isDoubtful = mayBeElsewhere(file, facts, context);
    for (const source of contextSourcesOf(file)) {
      const { path, span, isMount, hasParents } = source;
      // What was meant for a comment, and the target before it, are told once.
      if (trailingComment(file, source.instruction)) continue;
      if (!source.isLiteral || source.isGlob || hasParents || source.isOutside || isHostPath(file, source)) continue;
      if (mayExist(context, path) || context.inAnyCase(path) !== undefined) continue;
      if (isMadeLater(path, facts) || isIgnored(path, facts)) continue;
      const meant = isDoubtful ? similarPath(context, path) : meantPath(context, path);
      if (isDoubtful && meant === undefined) continue;
      const guess = meant === undefined ? "" : `; did you mean ${meant}?`;
      yield {
        span,
        message: `${path} is not in the build context, so that ${isMount ? "the mount fails" : "the build stops here"}${guess}`,
        fixes: guessFixes(file, source, meant),
      };
    }
  },
} satisfies DockerfileRule;
