import { accountsOfBase, mayHaveAccount } from "../stage/accounts";
import { baseFacts, chown, createdAccounts, isRootUser, ownerFor, rootOwnedCopies, runsScripts } from "../stage/users";
import type { DockerfileRule, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "copy-without-chown",
  title: "The copied files belong to root although the container runs as another user",
  severity: "info",
  category: "user",
  why:
    "`COPY` and `ADD` make root the owner, whatever `USER` says, so that the app cannot write its own files. " +
    "Hand them over with `--chown`; a `RUN chown -R` would store every file a second time. " +
    "Code that is only read may as well stay root's.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user",
  ],
  bad: 'FROM node:24\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "server.js"]',
  good: 'FROM node:24\nWORKDIR /app\nCOPY --chown=node:node . .\nUSER node\nCMD ["node", "server.js"]',

  *check(file, { policy }) {
    if (policy?.readOnlyFiles) return;
    const stage = file.final;
    const user = stage?.after.user?.value;
    if (!stage || !user || isRootUser(user)) return;
    const owner = ownerFor(stage, user);
    const name = user.split(":")[0] ?? "";
    const by = createdAccounts(stage).find((account) => account.name === name)?.by;
    for (const copy of rootOwnedCopies(stage)) {
      if (isDocumentation(copy)) continue;
      // Above USER it may be meant so; below, most people believe that the files are the user's.
      const isBelow = copy.before.user !== undefined && !isRootUser(copy.before.user.value);
      // Of servers whose workers have always been this user, what they should write is known.
      const optional = !isBelow && (!runsScripts(stage) || baseFacts(stage)?.entrypointDropsRoot === true);
      yield {
        span: copy.name,
        severity: isBelow ? undefined : "hint",
        message: `The copied files belong to root, so that "${user}", who the container runs as, cannot write them`,
        fixes: (by ? by.start < copy.start : existsAt(stage, copy, name))
          ? [{ title: `Add --chown=${owner}`, safe: false, optional, edits: [chown(copy, owner)] }]
          : undefined,
      };
    }
  },
} satisfies DockerfileRule;

/** What no program writes to. */
function isDocumentation({ words }: Instruction): boolean {
  const sources = words.slice(0, -1);
  return sources.length > 0 && sources.every(({ value = "" }) => documentation.test(value));
}

const documentation =
  /(?:^|\/)(?:(?:licen[cs]es?|copying|copyright|notice|readme|changelog|changes|authors|contributors|contributing|security|third[-_]party[-_]?\w*)(?:[-.*?][\w.*?-]*)?|[\w.*?-]+\.(?:md|rst|adoc))$/i;

/** `--chown` fails for an account that is not there yet. */
function existsAt(stage: Stage, copy: Instruction, name: string): boolean {
  const known = accountsOfBase(stage);
  return /^\d+$/.test(name) || !known || known.has(name) || mayHaveAccount(stage, copy, name);
}
