/** What the program needs and lies in root's home folder, which nobody else may enter. */

import { pyprojectOf, requiredPython } from "../context/pyproject";
import { officialName } from "../data/images";
import { rootHomeInstallers } from "../data/startWrites";
import { allProcesses, startProcess } from "../image/processes";
import { isPythonIn, pythonVersionOf } from "../stage/pythonVersion";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Facts, Stage } from "../types";
import type { Doubt } from "./writeNeeds";

const isRoots = (path: string | undefined) => path !== undefined && /^\/root(?:\/|$)/.test(path);

/** Why a stage cannot be started by another user, as far as that lies in its home. */
export function rootHomes(stage: Stage, facts: Facts): Doubt[] {
  const all = allProcesses(startProcess(stage, facts));
  const found: string[] = [];
  if (isRoots(stage.after.workdir)) found.push("the program lies in /root");
  if (all.some(({ argv }) => argv.slice(0, 2).some(({ value }) => isRoots(value))))
    found.push("what is started lies in /root");
  const path = stage.variable("PATH");
  if (path?.split(":").some(isRoots)) found.push("PATH leads to programs in /root");
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN") continue;
    for (const command of commandsIn(instruction)) {
      const row = rootHomeInstallers.find(({ phrases }) => runs(command, ...phrases));
      if (!row || row.unless.some((name) => isSet(name, stage, hasFlag(command, name), instruction.argumentText)))
        continue;
      found.push(`${command.name} puts into /root what the program needs`);
    }
  }
  if (downloadsPython(stage, facts)) found.push("uv puts the Python that it downloads into /root");
  return [...new Set(found)].map((it) => ({ doubt: `${it}, a folder that belongs to root alone` }));
}

/** An option of the command, a variable, or a setting that is written somewhere in the stage. */
function isSet(name: string, stage: Stage, isGiven: boolean, text: string): boolean {
  if (name.startsWith("-")) return isGiven;
  if (text.includes(name) || stage.variable(name) !== undefined) return true;
  // `poetry config virtualenvs.create false`
  const setting = name
    .replace(/^POETRY_/, "")
    .toLowerCase()
    .replace("_", ".")
    .replaceAll("_", "-");
  return name.startsWith("POETRY_") && inherited(stage).some(({ argumentText }) => argumentText.includes(setting));
}

/** Whether uv takes another Python than that of the image, which it keeps in the home of who calls it. */
function downloadsPython(stage: Stage, facts: Facts): boolean {
  const { base } = stage;
  const wanted = requiredPython(pyprojectOf(facts) ?? "");
  if (!base || wanted === undefined || stage.variable("UV_PYTHON_INSTALL_DIR") !== undefined) return false;
  const calls = inherited(stage).flatMap((run) => (run.keyword === "RUN" ? commandsIn(run) : []));
  if (!calls.some((command) => runs(command, "uv sync", "uv venv", "uv run"))) return false;
  const version = pythonVersionOf(base);
  return version === undefined ? officialName(base.name) !== "python" : isPythonIn(wanted, version) === false;
}
