import { storedSecrets } from "../node/storedSecrets";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["mount"],
  id: "mounted-secret-stored",
  title: "A mounted secret is copied into the layer",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "A mount is gone when its `RUN` ends, but what that `RUN` writes is not: a copy of the secret stays in the layer, " +
    "and whoever has the image has it. " +
    "Have the program read the file where it is mounted (`target=`), or delete the copy in the same `RUN`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "FROM node:24\nRUN --mount=type=secret,id=netrc cp /run/secrets/netrc /root/.netrc && npm ci",
  good: "FROM node:24\nRUN --mount=type=secret,id=netrc,target=/root/.netrc npm ci",

  *check(file) {
    for (const { word, instruction, secret } of storedSecrets(file)) {
      const isSetting = word.value === "git";
      yield {
        span: word,
        message: isSetting
          ? `git keeps the mounted secret "${secret}" in its settings, which stay in this layer`
          : `The mounted secret "${secret}" is stored in ${word.text}, which stays in this layer`,
        // What a build stage keeps, its cache keeps.
        severity: instruction.stage?.ships ? undefined : "info",
      };
    }
  },
} satisfies DockerfileRule;
