/** The command that takes dev dependencies out again once the build stage needs them no more. */

import { managerOf } from "../data/packageManagers";
import { insertAfter, keywordLike } from "../edits/edits";
import { imageFiles } from "../image/imageFiles";
import { omitFlag } from "../locks/managerVersion";
import { workspaceAt } from "../node/workspaceStart";
import type { Install } from "../packages/install";
import { isPreparation } from "../packages/preparation";
import { shipperOf } from "../packages/shippedModules";
import { folderBefore } from "../stage/folders";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import type { Dockerfile, Edit, Facts, Instruction, Stage } from "../types";

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

/**
 * Takes the dev dependencies out at the end of a build stage of which the stage that ships takes the packages; undefined
 * when no command is sure to do it there, or when another stage may need them still.
 * @param facts those of the project that the install is for.
 */
export function pruneAtEnd(file: Dockerfile, install: Install, facts: Facts): Edit | undefined {
  const { final } = file;
  const stage = install.instruction.stage && shipperOf(file, install.instruction.stage, install);
  const last = stage?.instructions.findLast(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  if (!final || !stage || !last || stage.ships || !facts.project || facts.project.manifest !== "package.json")
    return undefined;
  const isOwn = install.command.within.length === 0 && folderBefore(install.instruction) === folderBefore(last);
  const manifest = resolvePath(folderBefore(last), "package.json");
  const found = manifest === undefined ? undefined : imageFiles(file, facts).after(stage).at(manifest);
  if (typeof found !== "object" || found.source !== "package.json") return undefined;
  const isSameUser = install.instruction.before.user?.value === last.before.user?.value;
  // Some managers install anew.
  const isSecret = install.instruction.mounts.some(({ type }) => type === "secret" || type === "ssh");
  const builds = !final.instructions.every((it) => it.keyword !== "RUN" || isPreparation(it));
  const others = file.stages.filter((it) => it !== final && it.index > stage.index);
  const isTaken = others.some(
    (other) => other.parent === stage || other.instructions.some((it) => copiesFrom(file, it, stage)),
  );
  if (!isOwn || !isSameUser || builds || isTaken || isSecret) return undefined;
  const prune = pruneCommand(install, true, facts);
  if (!("command" in prune) || prune.command === undefined) return undefined;
  return insertAfter(file, last, `${keywordLike(file, last, "RUN")} ${prune.command}`);
}

function copiesFrom(file: Dockerfile, instruction: Instruction, stage: Stage): boolean {
  const from = isCopy(instruction) ? flagOf(instruction, "from")?.value?.value : undefined;
  return (
    (from !== undefined && findStage(file, from, instruction.stage) === stage) ||
    instruction.mounts.some((mount) => mount.from !== undefined)
  );
}
