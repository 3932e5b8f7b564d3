import { fewMounts, mountInsteadOfWriting, npmrcSources, npmrcWrites } from "../node/npmrc";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["npm", "yarn"],
  id: "npmrc-written-in-run",
  title: "A RUN writes the npm token into .npmrc",
  severity: "error",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "A layer keeps what a `RUN` has written, even when a later one deletes it, and the variable that brought the token " +
    "stays in the history of the image or in the build cache. " +
    "Mount the file for the one command that needs it with `RUN --mount=type=secret`: nothing of it is stored.",
  sources: npmrcSources,
  bad:
    "FROM node:24\nARG NPM_TOKEN\nWORKDIR /app\nCOPY package*.json ./\n" +
    'RUN echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc && \\\n    npm ci && \\\n    rm -f .npmrc',
  good:
    "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\n" +
    "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
  files: { ".dockerignore": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\n.npmrc\n" },

  *check(file, facts) {
    const offer = fewMounts();
    for (const instruction of runsOf(file)) {
      for (const write of npmrcWrites(file, instruction)) {
        const isMounted = instruction.mounts.some(({ type }) => type === "secret");
        if (!write.hasToken || (isMounted && write.isDeleted)) continue;
        const mount = offer(() => mountInsteadOfWriting(file, facts, write));
        yield {
          span: write,
          message: write.isDeleted
            ? "The npm token is written here from a variable, which the image history or the build cache keeps"
            : "The npm token that is written to .npmrc here stays in this layer, even when a later RUN deletes it",
          severity: instruction.stage?.ships ? undefined : "warning",
          fixes: mount && [mount],
          note: mount?.note,
        };
      }
    }
  },
} satisfies DockerfileRule;
