import { isSecretName } from "../context/secrets";
import { insertAfter, insertBefore } from "../edits/edits";
import { type GoneArgument, goneArguments } from "../image/goneArguments";
import { unreadArguments } from "../servers/readVariables";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ARG"],
  id: "arg-without-env",
  title: "The container starts with a variable that only the build has",
  severity: "warning",
  category: "correctness",
  why:
    "`ARG` declares a variable of the build, which is gone when the container runs: the shell of `CMD`, `ENTRYPOINT` and `HEALTHCHECK` finds nothing in its " +
    "place. `ENV` keeps it, and may take its value from the argument.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#arg",
    "https://docs.docker.com/build/building/variables/#env-usage-example",
  ],
  bad: "FROM python:3.13-slim\nARG PORT=8000\nCMD exec python -m http.server $PORT",
  good: "FROM python:3.13-slim\nARG PORT=8000\nENV PORT=$PORT\nCMD exec python -m http.server $PORT",

  *check(file, facts) {
    const asked = goneArguments(file, facts);
    const unread = unreadArguments(file, facts).filter(({ name }) => asked.every((it) => it.name !== name));
    for (const gone of [...asked, ...unread]) {
      const { name, span, declared, hasValue } = gone;
      yield {
        span,
        message: `${name} is an argument of the build and empty when the container runs, unless it is given again`,
        // Without a default it may be meant to be given when the container starts.
        severity: hasValue ? undefined : "info",
        related:
          declared.start <= span.start && span.end <= declared.end
            ? undefined
            : [{ start: declared.name.start, end: declared.name.end, message: "It is declared here" }],
        // What is secret would stay in the image.
        fixes: isSecretName(name) ? [] : [toFix(file, gone)],
      };
    }
  },
} satisfies DockerfileRule;

function toFix(file: Dockerfile, { name, instruction, declared }: GoneArgument): Fix {
  const keep = `ENV ${name}=$${name}`;
  const edit = declared.stage
    ? insertAfter(file, declared, keep)
    : insertBefore(file, instruction, `ARG ${name}`, keep);
  return { title: `Keep ${name} with ENV`, safe: false, edits: [edit] };
}
