import { isHarmless, isSecretName, looksReal, tokenKind } from "../context/secrets";
import { npmrcWrites } from "../node/npmrc";
import { remedyFor } from "../node/remedies";
import type { Assignment, Dockerfile, DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "secret-in-arg-or-env",
  title: "A secret in ARG or ENV can be read from the image",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  aliases: ["SecretsUsedInArgOrEnv", "DL3064"],
  why:
    "`ENV` is part of the image, and `docker history` shows the build arguments that a `RUN` saw, " +
    "so whoever has the image has the secret. " +
    "Mount what the build needs with `RUN --mount=type=secret`, and pass what the app needs when the container starts.",
  sources: [
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    "https://docs.docker.com/build/building/secrets/",
  ],
  bad: "FROM node:24\nARG SENTRY_AUTH_TOKEN\nRUN npx sentry-cli --auth-token $SENTRY_AUTH_TOKEN releases list",
  good:
    "FROM node:24\n" +
    "RUN --mount=type=secret,id=sentry_auth_token,env=SENTRY_AUTH_TOKEN npx sentry-cli " +
    "--auth-token $SENTRY_AUTH_TOKEN releases list",

  *check(file, facts) {
    const isId = idsOfSecrets(file);
    const writes = file.instructions.flatMap((instruction) => npmrcWrites(file, instruction));
    let remedies = 0;
    for (const instruction of file.instructions) {
      const { stage, keyword } = instruction;
      if (!stage || instruction.onbuild || (keyword !== "ARG" && keyword !== "ENV")) continue;
      for (const assignment of instruction.assignments) {
        const name = assignment.name.value;
        const literal = literalOf(assignment);
        const kind = tokenKind(literal ?? "");
        if (!name || !(kind || (isSecret(instruction, assignment) && !isId(name)))) continue;
        const remedy = remedies++ < mostRemedies ? remedyFor(file, facts, writes, stage, instruction, assignment) : {};
        yield {
          span: assignment.name,
          message: messageFor(keyword, name, kind),
          severity: stage.ships && looksReal(literal ?? "") ? "error" : undefined,
          fixes: remedy.fix && [remedy.fix],
          note: remedy.note,
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The value as written in this file; undefined when there is none or when it comes from a variable. */
function literalOf({ value }: Assignment): string | undefined {
  return value && !value.text.includes("$") ? value.value : undefined;
}

function isSecret({ keyword }: Instruction, assignment: Assignment): boolean {
  const literal = literalOf(assignment);
  const isEmptyArgument = keyword === "ARG" && (literal === undefined || literal === "");
  return isSecretName(assignment.name.value ?? "") && (isEmptyArgument || !isHarmless(literal ?? "x"));
}

/** Whether a variable only says which secret is mounted: `id=$NAME`, `/run/secrets/$NAME`. */
function idsOfSecrets({ text }: Dockerfile): (name: string) => boolean {
  const uses = text.matchAll(/(?:\/run\/secrets\/|\bid=)\$\{?([A-Za-z_]\w*)/g);
  const names = new Set([...uses].map(([, name]) => name));
  return (name) => names.has(name);
}

function messageFor(keyword: string, name: string, kind: string | undefined): string {
  const what = kind ? `The value of "${name}" looks like ${kind}` : `"${name}" looks like a secret`;
  return keyword === "ARG"
    ? `${what}, and build arguments can be read from the history of the image`
    : `${what}, and whoever has the image can read its variables`;
}

/** Finding one looks at the whole file; those left out come when the others are applied. */
const mostRemedies = 5;
