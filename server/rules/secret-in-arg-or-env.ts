import { secretOfVariable } from "../context/variableSecrets";
import { npmrcWrites } from "../node/npmrc";
import { remedyFor } from "../node/remedies";
import type { Dockerfile, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ARG", "ENV", "LABEL"],
  id: "secret-in-arg-or-env",
  title: "A secret in ARG, ENV or LABEL can be read from the image",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  aliases: ["SecretsUsedInArgOrEnv", "DL3064"],
  why:
    "`ENV` and `LABEL` are part of the image, and `docker history` shows the build arguments that a `RUN` saw, " +
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
      if (!stage || instruction.onbuild || !isKey(keyword)) continue;
      for (const assignment of instruction.assignments) {
        const name = assignment.name.value ?? "";
        const secret = isId(name) ? undefined : secretOfVariable(instruction, assignment);
        if (!secret) continue;
        const isLabel = keyword === "LABEL";
        const remedy =
          !isLabel && remedies++ < mostRemedies ? remedyFor(file, facts, writes, stage, instruction, assignment) : {};
        yield {
          span: assignment.name,
          message: `${secret.what}, and ${secret.isDefault ? "who starts the container without another has that" : risks[keyword]}`,
          severity: secret.isDefault ? "info" : stage.ships && secret.isReal ? "error" : undefined,
          fixes: remedy.fix && [remedy.fix],
          note: remedy.note,
        };
      }
    }
  },
} satisfies DockerfileRule;

const risks = {
  ARG: "build arguments can be read from the history of the image",
  ENV: "whoever has the image can read its variables",
  LABEL: "whoever has the image can read its labels",
};

function isKey(keyword: string): keyword is keyof typeof risks {
  return Object.hasOwn(risks, keyword);
}

/** Whether a variable only says which secret is mounted: `id=$NAME`, `/run/secrets/$NAME`. */
function idsOfSecrets({ text }: Dockerfile): (name: string) => boolean {
  const uses = text.matchAll(/(?:\/run\/secrets\/|\bid=)\$\{?([A-Za-z_]\w*)/g);
  const names = new Set([...uses].map(([, name]) => name));
  return (name) => names.has(name);
}

/** Finding one looks at the whole file; those left out come when the others are applied. */
const mostRemedies = 5;
