/** Variables and settings of a stage with a virtual environment: which of its two stages needs them, and as what. */

import { replace } from "../edits/edits";
import { removeItems } from "../edits/removal";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Assignment, Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";

/** Where an ENV belongs; a reason where it chooses programs in another way than by the environment. */
export function environmentPlace(
  instruction: Instruction,
  { venv }: { readonly venv: string },
  isBehind: boolean,
): "build" | "both" | "after" | "gone" | Reason {
  const { assignments, line } = instruction;
  const uses = ({ value }: Assignment) => /\$\{?(?:POETRY|UV)_/.test(value?.text ?? "");
  const isLost = assignments.some(
    (each) => !isOfBuild(each, instruction) && uses(each) && !isPathOf(each, venv, instruction),
  );
  const isOther = assignments.some(
    (each) =>
      each.name.text === "PYTHONHOME" ||
      (each.name.text === "PATH" && !isPathOf(each, venv, instruction) && !isOfBuild(each, instruction)),
  );
  if (isOther) return { reason: `ENV in line ${line + 1} chooses where programs are looked for` };
  if (isLost) return { reason: `ENV in line ${line + 1} names a folder of the package manager` };
  if (assignments.every((each) => isOfBuild(each, instruction))) return isBehind ? "gone" : "build";
  return isBehind ? "after" : "both";
}

/** Takes what only the build reads out of an ENV of the stage that ships. */
export function environmentEdits(file: Dockerfile, instruction: Instruction): Edit[] {
  if (instruction.keyword !== "ENV") return [];
  const { assignments } = instruction;
  const gone = assignments.filter((each) => isOfBuild(each, instruction));
  return gone.length < assignments.length ? removeItems(file, assignments, gone) : [];
}

/** Whether an ENV of the stage that ships puts the environment on the PATH. */
export function hasVenvPath(instructions: readonly Instruction[], venv: string): boolean {
  return instructions.some((instruction) => instruction.assignments.some((each) => isPathOf(each, venv, instruction)));
}

function isOfBuild(assignment: Assignment, instruction: Instruction): boolean {
  const { name } = assignment;
  if (/^(?:UV|POETRY|PIP)_/.test(name.text)) return true;
  const folders = pathsOf(assignment, instruction);
  return name.text === "PATH" && folders.length > 0 && folders.every((path) => ofManagers.test(path));
}

/** Folders that poetry, uv and pipx are installed into. */
const ofManagers =
  /^(?:\/root|~|\$HOME)\/\.(?:local|cargo|poetry)\/bin$|\/(?:poetry|\.poetry|uv|pipx)(?:\/venv)?\/bin$/;

function isPathOf(assignment: Assignment, venv: string, instruction: Instruction): boolean {
  return assignment.name.text === "PATH" && pathsOf(assignment, instruction).some((path) => path === `${venv}/bin`);
}

/** The folders that a value puts before the PATH. */
function pathsOf({ value }: Assignment, instruction: Instruction): string[] {
  const text = value?.text.replace(/^["']|["']$/g, "") ?? "";
  return text
    .split(":")
    .filter((path) => !/^\$\{?PATH\}?$/.test(path))
    .map((path) => path.replace(/\$\{?(\w+)\}?/g, (written, name: string) => instruction.variable(name) ?? written));
}

// --------------------------------------------------------------------------- poetry

/** Whether poetry is told already to make the environment in the folder of the project. */
export function inProject(stage: Stage, { contents }: Facts): boolean {
  const isConfigured = stage.instructions.some(
    (instruction) =>
      poetryEdits(instruction).length > 0 || commandsIn(instruction).some((command) => isSetting(command.words)),
  );
  const settings = contents?.get("poetry.toml") ?? "";
  const isOn = /^(?:true|1)$/i.test(stage.variable("POETRY_VIRTUALENVS_IN_PROJECT") ?? "");
  return isConfigured || isOn || /^[ \t]{0,9}in-project[ \t]{0,9}=[ \t]{0,9}true/m.test(settings);
}

function isSetting(words: Instruction["words"]): boolean {
  return words.some(({ value }, at) => value === "virtualenvs.in-project" && words[at + 1]?.value === "true");
}

/** Lets poetry make an environment in the project in the place of none. */
export function poetryEdits(instruction: Instruction): Edit[] {
  if (instruction.keyword === "ENV")
    return instruction.assignments
      .filter(
        ({ name, value }) =>
          name.text === "POETRY_VIRTUALENVS_CREATE" && /^["']?(?:false|0)["']?$/i.test(value?.text ?? ""),
      )
      .map((assignment) =>
        replace(
          assignment,
          assignment.legacy ? "POETRY_VIRTUALENVS_IN_PROJECT true" : "POETRY_VIRTUALENVS_IN_PROJECT=true",
        ),
      );
  if (instruction.keyword !== "RUN") return [];
  return commandsIn(instruction).flatMap((command) => {
    const at = command.words.findIndex(({ value }) => value === "virtualenvs.create");
    const [name, value] = command.words.slice(at, at + 2);
    if (!runs(command, "poetry config") || at < 0 || !name || value?.value !== "false") return [];
    return [replace(name, "virtualenvs.in-project"), replace(value, "true")];
  });
}
