import { idleMounts } from "../packages/idleMounts";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["mount"],
  id: "idle-cache-mount",
  title: "Nothing is kept in the cache mount",
  severity: "info",
  category: "layers",
  why:
    "A cache mount makes the next build faster only when the tool keeps its downloads. With `--no-cache-dir` and its like it keeps none, and " +
    "images of Debian and Ubuntu have apt delete each package once it is installed, unless `/etc/apt/apt.conf.d/docker-clean` is removed first. " +
    "What lies in the mount is never part of the image: there is no need to keep it empty.",
  sources: [
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
    "https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages",
  ],
  bad: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir flask==3.1.2",
  good: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask==3.1.2",

  *check(file, facts) {
    for (const instruction of runsOf(file)) {
      for (const { mount, reason, edits } of idleMounts(file, instruction, facts)) {
        yield {
          span: mount.optionSpans.get("target") ?? mount,
          message: `What is mounted at ${mount.target} stays empty: ${reason}`,
          fixes: edits && [{ title: "Have it keep its cache in the mount", safe: false, edits }],
        };
      }
    }
  },
} satisfies DockerfileRule;
