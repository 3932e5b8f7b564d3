/** The command that takes dev dependencies out again once the build stage needs them no more. */

import type { Install } from "../packages/install";
import { omitFlag } from "../stage/nodeVersion";
import type { Facts } from "../types";

/**
 * Undefined when the install leaves them out, or there are none; a clause for "… because <reason>" when no command is
 * sure to do it.
 * Measured: `pnpm prune` of 8 to 10 runs the script "prepare" of the project unless told not to, and so does yarn
 * classic; `yarn workspaces focus` is part of yarn 4.
 */
export function pruneCommand(
  { manager, omitsDev, instruction, command }: Install,
  builds: boolean,
  { project }: Facts,
): { readonly command: string | undefined } | { readonly reason: string } {
  const isSingle = project?.workspaces?.length === 0;
  const hasNone = project && isSingle && Object.keys(project.devDependencies).length === 0;
  // NODE_ENV means nothing to yarn 2 and later.
  const isBerry = manager === "yarn" && project?.manager === "yarn-berry";
  if ((omitsDev === true && !isBerry) || hasNone) return { command: undefined };
  if (omitsDev === undefined) return { reason: "it cannot be told whether dev dependencies are installed" };
  if (!builds && !project) return { reason: "dev dependencies are installed, and may be needed" };
  switch (manager) {
    case "npm": {
      const { stage } = instruction;
      const flag = stage && omitFlag(stage) === "--only=production" ? "--production" : "--omit=dev";
      const others = command.words.flatMap(({ text }) => (resolving.test(text) ? [text] : []));
      return { command: ["npm prune", flag, ...others].join(" ") };
    }
    case "pnpm":
      if (project && !isSingle) return { reason: "pnpm prune leaves the dev dependencies of workspaces alone" };
      return { command: "pnpm prune --prod --ignore-scripts" };
    case "yarn":
      if (!isBerry) {
        return { command: "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline" };
      }
      return Number.parseInt(project?.managerVersion ?? "", 10) >= 4 && isSingle
        ? { command: "yarn workspaces focus --production" }
        : { reason: "only yarn 4 can take dev dependencies out again by itself" };
    default:
      return { reason: `${manager} has no command that takes dev dependencies out again` };
  }
}

/** Without these of the install, npm may find that dependencies do not fit, or run scripts after all. */
const resolving = /^--(?:legacy-peer-deps|force|ignore-scripts)$/;
