/** Whether a stage installs the project itself, which then lies where packages do, with its programs on the PATH. */

import { inherited } from "../stage/users";
import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Stage } from "../types";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { pipCall } from "./packages";

/** Whether a RUN of a stage, or of those that it builds upon, installs the folder that it works in, or says so to Python. */
export const installsItself = memoize((stage: Stage): boolean =>
  inherited(stage).some(
    (run) =>
      run.keyword === "RUN" &&
      unixCommands(run).some((command) => {
        if (runs(command, ...projectInstallers)) return true;
        const words = command.words.map(({ value }) => value ?? "");
        if (words.some((word) => word.endsWith("setup.py") || word.endsWith(".pth"))) return true;
        const installed = installOf(command);
        return installed.some((word) => /^\.{0,2}\/|^\.{1,2}(?:\[|$)|\.(?:whl|tar\.gz|zip)$/.test(word));
      }),
  ),
);

/** They install the project that they find, or what its lock file says, which may be the project. */
const projectInstallers = [
  ...[
    "make install",
    "ninja install",
    "npm link",
    "uv sync",
    "poetry install",
    "gem install",
    "pdm install",
    "pdm sync",
  ],
  ...["flit install", "rye sync", "pixi install", "hatch env", "pip-sync", "pipenv install", "pipenv sync"],
];

/** What a command is told to install or to pack, with its options; empty for other commands. */
function installOf(command: Command): readonly string[] {
  const pip = pipCall(command) ?? command;
  const isInstall = runs(
    pip,
    ...["pip install", "pip wheel", "uv install", "uv pip install", "pipx install", "npm install", "npm i"],
  );
  return isInstall ? pip.words.map(({ value, text }) => value ?? text) : [];
}

/**
 * Whether a RUN of a stage, or a list of requirements, names a package that may hold a module of Python: one of that name,
 * one of whose words it is, or an address that ends so.
 * @param lists what lists of requirements hold.
 */
export function namesPackage(stage: Stage, module: string, lists: Iterable<string>): boolean {
  const isNamed = (entry: string) => {
    const [place = ""] = entry.split(/[#?]/, 1);
    const [address = ""] = place.includes("/") ? baseName(place).split(/@|\.git\b/, 1) : [];
    const [own = ""] = /^[A-Za-z0-9][\w.-]*(?=$|[ ;=<>~!@[])/.exec(entry) ?? [];
    return [own, address].some((name) => wordsOf(name).includes(module.toLowerCase()) || plain(name) === plain(module));
  };
  const given = inherited(stage).flatMap((run) =>
    run.keyword === "RUN" ? unixCommands(run).flatMap((command) => installOf(command).slice(2)) : [],
  );
  if (given.some(isNamed)) return true;
  for (const text of lists) if (text.split("\n").some((line) => isNamed(line.trim()))) return true;
  return false;
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[-_.]/);
}

function plain(name: string): string {
  return wordsOf(name).join("");
}
