/** The words of an install, in those of another package manager. */

import { type ManagerFacts, managerOf } from "../data/packageManagers";
import type { Install } from "../packages/install";
import type { Facts } from "../types";
import type { Reason } from "../util/reason";
import { omitFlag } from "./managerVersion";

/** The frozen install by another manager that brings the same; else why there is none, as a clause. */
export function translatedInstall(install: Install, own: ManagerFacts, facts: Facts): string | Reason {
  const { command, manager, omitsDev, instruction } = install;
  const from = managerOf(manager);
  const values = command.words.slice(1).map(({ value }) => value);
  if (values.includes(undefined)) return { reason: "the install is given what nobody knows" };
  const words = (values as string[]).slice([...from.install, ...(from.ci ?? [])].includes(values[0] ?? "") ? 1 : 0);
  const options: string[] = [];
  let isProduction = false;
  for (let index = 0; index < words.length; index++) {
    const [word = "", next = ""] = words.slice(index);
    const pair = `${word}=${next}`;
    const isPair = !word.includes("=") && /^--(?:omit|only|include|loglevel|network-timeout)$/.test(word);
    const option = isPair ? pair : word;
    if (isPair) index++;
    if (from.production.includes(option) || option === "--production=true") isProduction = true;
    else if (option === from.includeDev) continue;
    else if (option === from.ignoreScripts && own.ignoreScripts) options.push(own.ignoreScripts);
    else if (omitting.test(option) && own.omitOptional) options.push(own.omitOptional);
    else if (!droppable.test(option)) return { reason: `${own.program} has nothing like "${option}"` };
  }
  const verb = own.ci?.[0] ?? own.install[0];
  const [frozen = [], production] = [own.frozen.slice(0, 1), own.production[0]];
  const leaves =
    production && isProduction
      ? [own.name === "npm" ? omitFlag({ ...install, manager: "npm" }, facts) : production]
      : [];
  const stays =
    omitsDev === false && instruction.variable("NODE_ENV") === "production" && own.includeDev ? [own.includeDev] : [];
  return [own.program, verb, ...frozen, ...leaves, ...stays, ...options].join(" ");
}

const omitting = /^(?:--no-optional|--omit=optional|--ignore-optional|--optional=false)$/;

/** What only tells how much is said, and what the lock file has decided. */
const droppable =
  /^(?:-[sqfdy]+|--(?:(?:no-)?(?:audit|fund|progress|update-notifier|package-lock|save)(?:=\w+)?|silent|quiet|verbose|loglevel=\w+|network-timeout=\d+|prefer-offline|legacy-peer-deps|strict-peer-deps=false|unsafe-perm(?:=\w+)?|force|yes|ci|non-interactive|frozen-lockfile|pure-lockfile|immutable|no-frozen-lockfile))$/;
