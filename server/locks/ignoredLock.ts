/** A lock file that the package manager of the image takes for empty: the install does well, with other versions. */

import type { Install } from "../packages/install";
import { nodeMajor } from "../stage/nodeVersion";
import { baseFacts, inherited } from "../stage/users";
import type { Facts } from "../types";
import { lockfileOf } from "./lockfile";
import { managerVersionOf } from "./managerVersion";

/** The last images of Node.js that are known to have Yarn, 1.22 all of them. Source: what they set, YARN_VERSION. */
const lastWithYarn = 24;

/**
 * Why Yarn 1 goes past the lock file of a newer one, as a clause; undefined where it does not for certain. It is what images
 * of Node.js have, and what Corepack takes where package.json asks for none.
 */
export function ignoredByYarn(install: Install, facts: Facts): string | undefined {
  const { manager, instruction } = install;
  const { project, files = [], contents } = facts;
  const { stage } = instruction;
  if (manager !== "yarn" || !stage || !project || !contents) return undefined;
  const lockfile = lockfileOf(manager, facts);
  if (lockfile === undefined || !/^__metadata:/m.test(contents.get(lockfile) ?? "")) return undefined;
  const manifest = contents.get(project.manifest);
  if (manifest === undefined || /"(?:packageManager|devEngines|volta)"/.test(manifest)) return undefined;
  const isElsewhere = files.some(
    (path) =>
      /(?:^|\/)\.yarn\/releases\//.test(path) ||
      (/(?:^|\/)\.yarnrc(?:\.yml)?$/.test(path) && namesYarn(contents.get(path))),
  );
  const isOfImage = Object.hasOwn(baseFacts(stage)?.environment ?? {}, "YARN_VERSION");
  const major = nodeMajor(stage);
  if (isElsewhere || !isOfImage || major === undefined || major > lastWithYarn) return undefined;
  if (managerVersionOf(install, facts)) return undefined;
  const above = inherited(stage).filter(({ start }) => start <= instruction.start);
  // Another Yarn may come by any of these.
  const isOther = above.some(({ keyword, argumentText }) =>
    keyword === "RUN" || keyword === "ENV"
      ? /\byarn(?:pkg)? (?:set|policies|dlx)\b|\bcorepack (?!enable\b)|yarn@|\/yarn\b|\b(?:npm|npx|curl|wget|volta|asdf|mise|berry|YARN_\w+|COREPACK_\w+)\b/.test(
          argumentText,
        )
      : /yarn-|\byarn$/.test(argumentText),
  );
  return isOther ? undefined : `Yarn 1, which the image has, does not read ${lockfile} of a newer Yarn`;
}

/** Whether settings lead to another Yarn, as far as they are known. */
function namesYarn(settings: string | undefined): boolean {
  return settings === undefined || /^\s{0,20}yarn-?[pP]ath\b/m.test(settings);
}
