import { addFlag } from "../text/edits";
import { installsIn } from "../text/install";
import { mountInsteadOfWriting, type NpmrcWrite, npmrcWrites } from "../text/npmrc";
import { isHarmless, isSecretName, looksReal, tokenKind } from "../text/secrets";
import { descends, mentions, removeDeclarations } from "../text/usage";
import type { Assignment, Dockerfile, DockerfileRule, Facts, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "secret-in-arg-or-env",
  title: "A secret in ARG or ENV can be read from the image",
  severity: "warning",
  category: "secrets",
  aliases: ["SecretsUsedInArgOrEnv"],
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
    const writes = file.instructions.flatMap((instruction) => npmrcWrites(file, instruction));
    let remedies = 0;
    for (const instruction of file.instructions) {
      const { stage, keyword } = instruction;
      if (!stage || instruction.onbuild || (keyword !== "ARG" && keyword !== "ENV")) continue;
      for (const assignment of instruction.assignments) {
        const name = assignment.name.value;
        const literal = literalOf(assignment);
        const kind = tokenKind(literal ?? "");
        if (!name || !(kind || isSecret(instruction, assignment))) continue;
        const remedy = remedies++ < mostRemedies ? remedyFor(file, facts, writes, instruction, assignment) : {};
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

function messageFor(keyword: string, name: string, kind: string | undefined): string {
  const what = kind ? `The value of "${name}" looks like ${kind}` : `"${name}" looks like a secret`;
  return keyword === "ARG"
    ? `${what}, and build arguments can be read from the history of the image`
    : `${what}, and whoever has the image can read its variables`;
}

/** Finding one looks at the whole file; those left out come when the others are applied. */
const mostRemedies = 10;

interface Remedy {
  readonly fix?: Fix;
  readonly note?: string;
}

/** For the token of .npmrc the mount of that file; for what only RUNs use a mount as variable; for ENV its removal. */
function remedyFor(
  file: Dockerfile,
  facts: Facts,
  writes: readonly NpmrcWrite[],
  declaration: Instruction,
  assignment: Assignment,
): Remedy {
  const name = assignment.name.text;
  const scope = file.instructions.filter(({ stage }) => descends(stage, declaration.stage));
  const write = writes.find(
    ({ hasToken, variables, instruction }) => hasToken && variables.includes(name) && scope.includes(instruction),
  );
  if (write) {
    const mount = mountInsteadOfWriting(file, facts, write);
    return mount ? { fix: mount, note: mount.note } : {};
  }
  return declaration.keyword === "ARG"
    ? mountAsVariable(file, facts, declaration, assignment, scope)
    : {
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

/** Gives the RUNs that use a build argument a secret of the same name, which they see as a variable. */
function mountAsVariable(
  file: Dockerfile,
  facts: Facts,
  declaration: Instruction,
  assignment: Assignment,
  scope: readonly Instruction[],
): Remedy {
  const name = assignment.name.text;
  const note =
    `Pass it to the build as a secret:\n\n\`\`\`sh\ndocker build --secret id=${name.toLowerCase()},env=${name} .\n\`\`\`\n\n` +
    "A secret that a `RUN` sees as a variable (`env=`) needs version 1.10 of the Dockerfile syntax.";
  const declarations = file.instructions.filter(({ assignments }) => assignments.some((it) => it.name.value === name));
  const inStages = declarations.filter(({ stage }) => stage);
  const isAlone = inStages.every((it) => it === declaration || !isRelated(it, declaration));
  const gone = inStages.length === 1 ? declarations : [declaration];
  const others = scope.filter((it) => it.start > declaration.start);
  const direct = others.filter((instruction) => mentions(file, instruction, name));
  const users = direct.length > 0 ? direct : namesInNpmrc(facts, name) ? others.filter(installs) : [];
  const areRuns = users.every(({ keyword, exec, onbuild }) => keyword === "RUN" && !exec && !onbuild);
  if (users.length === 0 || !areRuns || !knowsVariables(file) || !isAlone) return { note };
  const flag = `--mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return {
    note,
    fix: {
      title: `Mount ${name} as a secret where it is used`,
      safe: false,
      optional: Boolean(literalOf(assignment)),
      edits: [
        ...gone.flatMap((it) => removeDeclarations(file, it, (other) => other === name)),
        ...users.map((user) => addFlag(user, flag)),
      ],
    },
  };
}

function isRelated(one: Instruction, other: Instruction): boolean {
  return descends(one.stage, other.stage) || descends(other.stage, one.stage);
}

function installs(instruction: Instruction): boolean {
  return installsIn(instruction).length > 0;
}

/** npm puts variables into the .npmrc that it reads. */
function namesInNpmrc({ contents }: Facts, name: string): boolean {
  return contents?.get(".npmrc")?.includes(`\${${name}}`) ?? false;
}

/** Whether the Dockerfile syntax in use has `--mount=type=secret,env=`, as far as its directive says. */
function knowsVariables({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === "syntax")?.value;
  if (syntax === undefined) return true;
  const version = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?:(\d+)(?:\.(\d+))?/.exec(syntax);
  if (!version) return /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::(?:latest|labs|master))?$/.test(syntax);
  return Number(version[1]) > 1 || version[2] === undefined || Number(version[2]) >= 10;
}
