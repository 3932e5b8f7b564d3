/** The first installs of a stage, and how a COPY looks that brings what they read. */

import { placeOfInstall } from "../locks/installPlace";
import { factsFor } from "../node/installProject";
import { manifestCopies } from "../node/manifests";
import { dependencyCopies, dependencyInstallsOf, readsSource } from "../packages/dependencyInstalls";
import { projectInstallsOf } from "../packages/install";
import type { ManifestCopy } from "../packages/reorder";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";

export interface FirstInstall {
  readonly command: Command;
  readonly instruction: Instruction;
  /** How a COPY looks that brings what the install reads. */
  readonly copied: RegExp;
  readonly title: string;
  /** The folder of the image that it works in. */
  readonly place: string | undefined;
  /** @param around what is known of the project, where that is not at the root of the context. */
  copies(around?: Facts): ManifestCopy[] | Reason | undefined;
}

/** The first install of each tool, in order: what another stage below has installed before, a later one completes. */
export function firstInstalls(file: Dockerfile, stage: Stage, facts: Facts): FirstInstall[] {
  const [install] = projectInstallsOf(stage);
  const nodeInstall = install &&
    !isFetchedBefore(install.instruction) && {
      ...install,
      copied: /package(?:\*|\.json|-lock)/,
      title: "package.json and the lock file",
      place: placeOfInstall(install),
      copies: (around?: Facts) => manifestCopies(install.manager, around ?? factsFor(file, install, facts)),
    };
  const others = dependencyInstallsOf(stage);
  const above = stage.parent ? dependencyInstallsOf(stage.parent) : [];
  const first = others.filter(
    ({ tool }, index) => ![...above, ...others.slice(0, index)].some((other) => other.tool === tool),
  );
  const needless = first.filter((other) => !readsSource(other, facts));
  const found = needless.map((other) => ({
    ...other,
    copied: other.tool.copied,
    title: "what names the dependencies",
    place: folderBefore(other.instruction),
    copies: (around?: Facts) =>
      around && readsSource(other, around) ? undefined : dependencyCopies(other, around ?? facts),
  }));
  return [...(nodeInstall ? [nodeInstall] : []), ...found].sort(
    (one, other) => one.command.start - other.command.start,
  );
}

/** Whether a step above has brought all packages by the lock file alone, so that an install only links them. */
function isFetchedBefore({ stage, start }: Instruction): boolean {
  return (stage ? inherited(stage) : []).some(
    (other) => other.start < start && commandsIn(other, "pnpm").some((command) => runs(command, "pnpm fetch")),
  );
}
