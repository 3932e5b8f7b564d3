import { heirs, removeDeclarations } from "../text/declarations";
import { mountAsVariable } from "../text/mounts";
import { mountInsteadOfWriting, type NpmrcWrite, npmrcWrites } from "../text/npmrc";
import { isHarmless, isSecretName, looksReal, tokenKind } from "../text/secrets";
import type { Assignment, Dockerfile, DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "secret-in-arg-or-env",
  title: "A secret in ARG or ENV can be read from the image",
  severity: "warning",
  category: "secrets",
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

interface Remedy {
  readonly fix?: Fix;
  readonly note?: string;
}

/** For the token of .npmrc the mount of that file; for what only RUNs use a mount as variable; for ENV its removal. */
function remedyFor(
  file: Dockerfile,
  facts: Facts,
  writes: readonly NpmrcWrite[],
  stage: Stage,
  declaration: Instruction,
  { name: { text: name }, value }: Assignment,
): Remedy {
  const below = heirs(file, stage);
  const write = writes.find(
    ({ hasToken, variables, instruction }) =>
      hasToken && variables.includes(name) && instruction.stage && below.has(instruction.stage.index),
  );
  if (write) {
    const mount = mountInsteadOfWriting(file, facts, write);
    return mount ? { fix: mount, note: mount.note } : {};
  }
  if (declaration.keyword === "ARG") {
    const edits = mountAsVariable(file, facts, stage, declaration, name);
    const fix = {
      title: `Mount ${name} as a secret where it is used`,
      safe: false,
      optional: value !== undefined && value.value !== "",
    };
    return { fix: edits && { ...fix, edits }, note: buildNote(name) };
  }
  return {
    fix: {
      title: `Remove ${name} and pass it when the container starts`,
      safe: false,
      optional: true,
      edits: removeDeclarations(file, declaration, (other) => other === name),
    },
    note:
      "What the app needs when it runs belongs to the container:\n\n```sh\ndocker run --env-file .env …\n```\n\n" +
      "What only the build needs can be mounted with `RUN --mount=type=secret`.",
  };
}

function buildNote(name: string): string {
  return (
    `Pass it to the build as a secret:\n\n\`\`\`sh\ndocker build --secret id=${name.toLowerCase()},env=${name} .\n\`\`\`\n\n` +
    "A secret that a `RUN` sees as a variable (`env=`) needs version 1.10 of the Dockerfile syntax."
  );
}
