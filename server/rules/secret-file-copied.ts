import { copiedEnvFiles, setsNoSecret } from "../context/envSecrets";
import { credentialInSettings } from "../context/secretFiles";
import { credentialKind } from "../context/secrets";
import { storedContextFiles } from "../node/storedSecrets";
import { decide } from "../syntax/dockerignore";
import { copiesOf } from "../syntax/instructions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "secret-file-copied",
  title: "A credential file is copied into a layer",
  severity: "error",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "Whoever has the image has the file: a layer keeps it even when a later `RUN` deletes it, and build stages live on in the cache. " +
    "Mount what the build needs with `RUN --mount=type=secret` or `--mount=type=ssh`, " +
    "and give the app its secrets when the container starts.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
  ],
  bad: "FROM node:24\nCOPY id_rsa /root/.ssh/id_rsa\nRUN git clone git@github.com:example/private.git",
  good: "FROM node:24\nRUN --mount=type=ssh git clone git@github.com:example/private.git",

  *check(file, facts) {
    for (const { words, stage } of copiesOf(file)) {
      for (const source of words.slice(0, -1)) {
        if (source.value === undefined || /^[a-z]+:\/\//i.test(source.value)) continue;
        const kind = credentialKind(source.value);
        if (setsNoSecret(source.value.replace(/^(?:\.?\/)+/, ""), facts)) continue;
        if (!kind) {
          const held = credentialInSettings(source.value.replace(/^(?:\.?\/)+/, ""), facts.contents);
          if (held)
            yield {
              span: source,
              message: `"${source.value}" holds ${held}, which stays in the layer that it is copied into`,
              severity: stage?.ships ? undefined : "warning",
              note: noteFor(source.value),
            };
          continue;
        }
        yield {
          span: source,
          message: `"${source.value}" is ${kind}, which stays in the layer that it is copied into`,
          // Some projects keep nothing but defaults in .env.
          severity: stage?.ships && !/(?:^|\/)\.env$/.test(source.value) ? undefined : "warning",
          note: noteFor(source.value),
        };
      }
    }
    for (const { path, word, instruction } of storedContextFiles(file)) {
      const kind = credentialKind(path);
      const isSent = !(facts.ignore && decide(facts.ignore, path).ignored);
      if (!kind || !isSent || setsNoSecret(path, facts)) continue;
      yield {
        span: word,
        message: `"${path}" is ${kind}, and this copy of what is mounted stays in the layer`,
        severity: instruction.stage?.ships && !/(?:^|\/)\.env$/.test(path) ? undefined : "warning",
        note: noteFor(path),
      };
    }
    for (const { path, source, name } of copiedEnvFiles(file, facts)) {
      yield {
        span: source.span,
        message: `"${path}" sets ${name}, which stays in the layer that it is copied into`,
        severity: "warning",
        note: envNote(path),
      };
    }
  },
} satisfies DockerfileRule;

function noteFor(path: string): string {
  const cleaned = path.replace(/(?<!\/)\/+$/, "");
  if (/\.ssh$|(?<![a-z0-9_])(?=[a-z0-9_]+$)[a-z0-9_]*?id_[a-z0-9_]/.test(cleaned)) {
    return "Let the build use the SSH agent: `RUN --mount=type=ssh git clone …`, built with `docker build --ssh default .`";
  }
  if (/(?:^|\/)\.env/.test(cleaned)) return envNote(cleaned);
  const id = cleaned.slice(cleaned.lastIndexOf("/") + 1).replace(/^\.+/, "");
  return (
    `For the build, mount it: \`RUN --mount=type=secret,id=${id} …\` reads it at \`/run/secrets/${id}\`, ` +
    `built with \`docker build --secret id=${id},src=${cleaned} .\``
  );
}

function envNote(path: string): string {
  const file = /[*?[]/.test(path) ? ".env" : path;
  return `Give the values to the container instead: \`docker run --env-file ${file} …\``;
}
