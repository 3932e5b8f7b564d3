/** The command that takes dev dependencies out again once the build stage needs them no more. */

import { managerOf } from "../data/packageManagers";
import { omitFlag } from "../locks/managerVersion";
import { workspaceAt } from "../node/workspaceStart";
import type { Install } from "../packages/install";
import type { Facts } from "../types";

/**
 * Undefined when the install leaves them out, or there are none; a clause for "… because <reason>" when no command is
 * sure to do it.
 */
export function pruneCommand(
  install: Install,
  builds: boolean,
  facts: Facts,
): { readonly command: string | undefined } | { readonly reason: string } {
  const { manager, omitsDev, command } = install;
  const { project } = facts;
  const { prune, installsAnew = [], production, program } = managerOf(manager, project?.manager);
  const isSingle = project?.workspaces?.length === 0;
  const all = project?.workspaces && [project, ...project.workspaces.map((folder) => workspaceAt(folder, facts))];
  const hasNone = all?.every((each) => each && Object.keys(each.devDependencies).length === 0);
  // NODE_ENV means nothing to one without such an option.
  if ((omitsDev === true && production.length > 0) || hasNone) return { command: undefined };
  if (omitsDev === undefined) return { reason: "it cannot be told whether dev dependencies are installed" };
  if (!builds && !project) return { reason: "dev dependencies are installed, and may be needed" };
  if (!prune) return { reason: `${program} has no command that takes dev dependencies out again` };
  const { since = 0, calls, keeps = [] } = prune;
  if (since > 0 && !(Number.parseInt(project?.managerVersion ?? "", 10) >= since))
    return { reason: `only ${program} ${since} can take dev dependencies out again by itself` };
  if (project && !isSingle && !prune.ofWorkspaces)
    return { reason: `${[...calls, ...installsAnew][0]} leaves the dev dependencies of workspaces alone` };
  const isOld = manager === "npm" && omitFlag(install, facts) === "--only=production";
  const line = isOld ? prune.command.replace("--omit=dev", "--production") : prune.command;
  const kept = command.words.flatMap(({ text }) => (keeps.includes(text) ? [text] : []));
  return { command: [line, ...kept].join(" ") };
}
