import { mountsOf } from "../syntax/instructions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["mount"],
  id: "secret-mount-not-required",
  title: "The build goes on without the secret when nobody passes it",
  severity: "off",
  category: "secrets",
  why:
    "A secret mount is optional by default: without `--secret` on the command line the `RUN` starts all the same, " +
    "and fails later with an error that does not name the cause. " +
    "With `required=true` the build stops at once and says which secret is missing.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---mounttypesecret"],
  bad: "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci",
  good: "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",

  *check(file) {
    for (const { mount } of mountsOf(file, "secret")) {
      const span = mount.optionSpans.get("type");
      if (!span || mount.options.has("required")) continue;
      const isPlain = span.start > mount.start && !/["']/.test(file.text.slice(mount.start, mount.end));
      const name = mount.id ?? mount.target;
      const edit = { start: mount.end, end: mount.end, text: ",required=true" };
      yield {
        span,
        message: `Without "required=true" the build goes on when the secret${name ? ` "${name}"` : ""} is not passed`,
        fixes: isPlain ? [{ title: "Add required=true", safe: false, edits: [edit] }] : undefined,
      };
    }
  },
} satisfies DockerfileRule;
