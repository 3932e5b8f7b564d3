/** What the program needs and lies in root's home folder, which nobody else may enter. */

import { pyprojectOf, requiredPython } from "../context/pyproject";
import { officialName } from "../data/images";
import { homeBrowsers, homeFetching, rootHomeInstallers } from "../data/startWrites";
import { allProcesses, startProcess } from "../image/processes";
import { programTexts } from "../node/programTexts";
import { projectInstallsOf } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { isPythonIn, pythonVersionOf } from "../stage/pythonVersion";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { own } from "../util/records";
import { pythonSources } from "./pythonWrites";
import type { Doubt } from "./writeNeeds";

const isRoots = (path: string | undefined) => path !== undefined && /^\/root(?:\/|$)/.test(path);

/** Why a stage cannot be started by another user, as far as that lies in its home. */
export function rootHomes(file: Dockerfile, stage: Stage, facts: Facts): Doubt[] {
  const all = allProcesses(startProcess(stage, facts));
  const found: string[] = [];
  if (isRoots(stage.after.workdir)) found.push("the program lies in /root");
  if (all.some(({ argv }) => argv.slice(0, 2).some(({ value }) => isRoots(value))))
    found.push("what is started lies in /root");
  const path = stage.variable("PATH");
  if (path?.split(":").some(isRoots)) found.push("PATH leads to programs in /root");
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN") continue;
    const fetched = homeFetching.find(({ call }) => call.test(instruction.argumentText));
    if (fetched && !fetched.unless.some((name) => isSet(name, stage, false, instruction.argumentText)))
      found.push(`line ${instruction.line + 1} fetches into /root what the program loads`);
    for (const command of commandsIn(instruction)) {
      const filler = homeFiller(command, instruction, stage, facts);
      if (filler !== undefined) found.push(`${filler} puts into /root what the program needs`);
    }
  }
  const browser = browserAtHome(stage, facts);
  if (browser !== undefined) found.push(`the install of ${browser} puts its browser into /root`);
  if (stage.ships && readsHome(file, facts)) found.push("the program looks for files in its home, /root");
  if (keepsPackagesAtHome(stage, facts)) found.push("Yarn's Plug'n'Play loads packages from the cache in /root");
  if (downloadsPython(stage, facts)) found.push("uv puts the Python that it downloads into /root");
  return [...new Set(found)].map((it) => ({ doubt: `${it}, a folder that belongs to root alone` }));
}

/**
 * The program by which a command, be it by a runner or a package script, puts into the home of its user what the program
 * of the image needs; undefined where none is known to.
 */
export function homeFiller(command: Command, instruction: Instruction, stage: Stage, facts: Facts): string | undefined {
  const words = command.words.map(({ value, text }) => value ?? text);
  const lines = allRuns(runOf(words, facts.project, facts.files)).map(({ argv }) => argv.join(" "));
  const calls = (phrase: string) =>
    runs(command, phrase) || lines.some((line) => line === phrase || line.startsWith(`${phrase} `));
  const row = rootHomeInstallers.find(({ phrases }) => phrases.some(calls));
  if (!row || row.unless.some((name) => isSet(name, stage, hasFlag(command, name), instruction.argumentText)))
    return undefined;
  return row.phrases.find(calls)?.split(" ")[0];
}

/**
 * Whether packages stay in the cache of who installs them, as Plug'n'Play of Yarn 4 does unless it is told otherwise; those
 * before it kept them in the project. Source: yarnpkg.com/configuration/yarnrc
 */
function keepsPackagesAtHome(stage: Stage, { project, contents }: Facts): boolean {
  if (project?.manager !== "yarn-berry") return false;
  const settings = contents?.get(".yarnrc.yml") ?? "";
  if (project.managerVersion !== undefined && Number.parseInt(project.managerVersion, 10) < 4) return false;
  const isElsewhere =
    /^(?:nodeLinker:\s*["']?(?:node-modules|pnpm)|enableGlobalCache:\s*false|globalFolder:|cacheFolder:)/m;
  const names = ["YARN_ENABLE_GLOBAL_CACHE", "YARN_GLOBAL_FOLDER", "YARN_CACHE_FOLDER", "YARN_NODE_LINKER"];
  if (isElsewhere.test(settings) || names.some((name) => isSet(name, stage, false, ""))) return false;
  return projectInstallsOf(stage).some(({ manager }) => manager === "yarn");
}

/** A dependency whose install fetches a browser into the home of who installs it. */
export function browserAtHome(stage: Stage, { project, files = [] }: Facts): string | undefined {
  const row = homeBrowsers.find(({ name }) => own(project?.dependencies ?? {}, name) !== undefined);
  if (!row || row.unless.some((name) => isSet(name, stage, false, ""))) return undefined;
  const version = Number(/\d+/.exec(project?.dependencies[row.name] ?? "")?.[0] ?? row.since);
  return version < row.since || files.some((path) => row.settings.test(path)) ? undefined : row.name;
}

/** Whether the sources of a program of Node.js or Python ask for the home folder of its user. */
export function readsHome(file: Dockerfile, facts: Facts): boolean {
  const python = pythonSources(facts.files ?? []).flatMap((path) => facts.contents?.get(path) ?? []);
  return (
    [...programTexts(file, facts)].some((text) => /\bhomedir\(\)|\bprocess\.env\.HOME\b/.test(text)) ||
    python.some((text) => /\bexpanduser\(["']~|\bPath\.home\(\)|\.expanduser\(\)/.test(text))
  );
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
