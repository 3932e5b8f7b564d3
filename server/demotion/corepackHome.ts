/** Package managers that corepack has fetched for root: another user would have to fetch them at each start. */

import { insertBefore } from "../edits/edits";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Edit, Facts, Stage } from "../types";
import { startedPrograms } from "./startCalls";

const fetched = ["pnpm", "pnpx", "yarn", "yarnpkg"];
const fetching = ["corepack prepare", "corepack install", "corepack use", "corepack up"];

/**
 * The edit that has corepack keep them where every user can read them, above the first RUN that calls it; none where
 * nothing that is started needs them, they lie elsewhere already, or no RUN fetches them: the user could then not either.
 * corepack 0.34 starts a version from a folder that
 * it may not write (tried).
 */
export function corepackHome(file: Dockerfile, stage: Stage, facts: Facts): readonly Edit[] {
  if (stage.variable("COREPACK_HOME") !== undefined) return [];
  if (!startedPrograms(stage, facts).some(({ argv: [program] }) => fetched.includes(programName(program) ?? "")))
    return [];
  const all = inherited(stage).filter(({ keyword }) => keyword === "RUN");
  if (all.some(({ argumentText }) => argumentText.includes("COREPACK_HOME"))) return [];
  const calling = (...calls: string[]) => all.find((run) => commandsIn(run).some((command) => runs(command, ...calls)));
  const first = calling("corepack enable", ...fetching);
  return first && calling(...fetching, ...fetched)
    ? [insertBefore(file, first, "ENV COREPACK_HOME=/usr/local/share/corepack")]
    : [];
}
