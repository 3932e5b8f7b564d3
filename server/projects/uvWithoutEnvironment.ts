/** Calls of `uv pip` that find no virtual environment, and stop. */

import { callsOf, isSure } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { programFolders } from "../image/programPath";
import { baseOf } from "../image/programs";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";

/** The calls of a stage from the first that surely stops: what comes behind would stop as well. */
export function homelessCalls(file: Dockerfile, stage: Stage, facts: Facts): Command[] {
  const folders = programFolders(stage).filter((folder) => !folder.startsWith("/$"));
  const isPlain = folders.every((folder) => /^(?:\/usr(?:\/local)?|\/root\/\.(?:local|cargo))?\/s?bin$/.test(folder));
  if (!isPlain || !baseOf(stage, facts)?.isEnvironmentComplete) return [];
  const images = imageFiles(file, facts);
  const found: Command[] = [];
  for (const instruction of inherited(stage)) {
    if (mayChoose(instruction)) return found;
    if (instruction.keyword !== "RUN" || instruction.onbuild || instruction.stage !== stage) continue;
    // What is mounted may be settings, or an environment.
    if (instruction.mounts.some(({ type }) => type !== "cache")) continue;
    for (const { command, folder } of callsOf(instruction, folderBefore(instruction))) {
      if (!runs(command, "uv pip install", "uv pip sync") || !isSure(command) || hasFlag(command, ...placed)) continue;
      if (command.words.some(({ value }) => value === undefined) || folder === undefined) continue;
      const view = images.before(instruction, command);
      const above = [folder];
      for (let at = folder; at !== "/"; at = parentOf(at)) above.push(parentOf(at));
      // Settings of the project may say it, too.
      const places = above.flatMap((one) => [joined(one, ".venv"), joined(one, "uv.toml")]);
      if (found.length > 0 || places.every((place) => view.at(place) === "absent")) found.push(command);
    }
  }
  return found;
}

/** Options that say where packages go. */
const placed = [
  "--system",
  "--target",
  "-t",
  "--prefix",
  "-p",
  "--python",
  "--dry-run",
  "--project",
  "--directory",
  "--help",
];

/** Whether an instruction may make an environment, or say which one is meant. */
function mayChoose({ keyword, argumentText }: Instruction): boolean {
  return /^(?:RUN|ENV|ARG|COPY|ADD)$/.test(keyword) && chooses.test(argumentText);
}

const chooses =
  /venv|virtual_?env|conda|mamba|pixi|activate|UV_(?:SYSTEM|PYTHON\b|PROJECT|CONFIG|WORKING)|uv\.toml|config\/uv|\bPATH=\S{0,99}\/\w{0,40}env/i;
