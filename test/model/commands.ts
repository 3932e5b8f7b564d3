/** RUN instructions for generated Dockerfiles. */

import { type Draft, isBusyBox, note } from "./draft";
import { makers } from "./makers";

/** The lines of one RUN: commands in a row, in a heredoc, or continued on lines of their own. */
export function makeRun(draft: Draft): string[] {
  const { random } = draft;
  const accountRun = draft.user.uid === 0 && random.chance(0.2) ? makeAccount(draft) : undefined;
  const commands = accountRun ? [accountRun] : [];
  const inside = { ...draft };
  const count = 1 + random.below(4);
  for (let index = 0; index < count; index++) {
    const command = random.pick(makers)(inside);
    if (command !== undefined) commands.push(command);
  }
  if (commands.length === 0) return [];
  const roll = random.below(10);
  if (roll === 0) return ["RUN <<EOF", "set -e", ...commands, "EOF"];
  if (roll === 1) return [`RUN ${commands.join("; ")}`];
  if (roll === 2) return [`RUN --mount=type=cache,target=/var/cache/sample ${commands.join(" && ")}`];
  if (roll < 6) return [`RUN ${commands.join(" \\\n  && ")}`];
  return [`RUN ${commands.join(" && ")}`];
}

function makeAccount(draft: Draft): string | undefined {
  const { random, accounts, base } = draft;
  const name = random.pick(["app", "web", "svc"]);
  if (accounts.some((account) => account.name === name)) return undefined;
  if (isBusyBox(draft)) return undefined;
  const uid = random.pick([1500, 1600, 2000]) + accounts.length;
  const isAlpine = /^alpine/.test(base);
  const hasHome = random.chance(0.6);
  const forms = isAlpine
    ? [
        `adduser -D -u ${uid} ${hasHome ? "" : "-H "}${name}`,
        `addgroup -g ${uid} ${name} && adduser -D ${hasHome ? "" : "-H "}-u ${uid} -G ${name} ${name}`,
      ]
    : [
        `useradd ${hasHome ? "-m " : ""}-u ${uid} ${name}`,
        `useradd --uid ${uid} ${hasHome ? "--create-home " : ""}--shell /bin/sh ${name}`,
        `groupadd -g ${uid} ${name} && useradd ${hasHome ? "-m " : ""}-u ${uid} -g ${name} ${name}`,
        `useradd ${hasHome ? "-m " : "-M "}-u ${uid} -U ${name}`,
      ];
  accounts.push({ name, uid, group: name });
  if (hasHome) note(draft, `/home/${name}`, "folder", uid);
  else draft.paths.add(`/home/${name}`);
  return random.pick(forms);
}
