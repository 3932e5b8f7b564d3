/** What the commands and files of a Node project are to its build. */

import { allOf, runnerPrograms } from "../data/packageManagers";
import { fileCommands } from "../data/systemPrograms";
import { buildPrograms, packagesOfTool, toolsFor } from "../data/tools";
import { homeFiller } from "../demotion/rootHomes";
import { isDeploy } from "../node/workspaceStart";
import { type Install, installsIn, projectInstallsOf, reinstalls } from "../packages/install";
import { cleansCache, provides } from "../packages/installRun";
import { readPackageCall } from "../packages/packageCalls";
import { operands, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Project, Word } from "../types";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { own } from "../util/records";
import type { Language, Purpose } from "./classify";

const installsByCommand = memoize(
  (instruction: Instruction) => new Map(installsIn(instruction).map((it) => [it.command, it])),
);

/**
 * @param folder of the project.
 * @param isOfProject whether an install is one of the project's dependencies.
 */
export function nodeLanguage(
  folder: string | undefined,
  isOfProject: (install: Install) => boolean,
  facts: Facts,
): Language {
  const { project } = facts;
  return {
    folder,
    isManifest,
    purposesOf(command, instruction) {
      const install = installsByCommand(instruction).get(command);
      if (cleansCache(command)) return ["cache"];
      if (provides(command, install ? [install] : [])) return install ? ["provide", "global"] : ["provide"];
      if (install)
        return isAgain(install) && !isOfProject(install) ? ["prune"] : purposesOfInstall(install, isOfProject);
      if (runs(command, ...prunings)) return ["prune"];
      const { stage } = instruction;
      const filler = stage && homeFiller(command, instruction, stage, facts);
      return filler === undefined && isBuildStep(command, project) ? ["build"] : [];
    },
  };
}

/** Whether it installs the project's dependencies without those for development, where another has brought them all. */
function isAgain(install: Install): boolean {
  const { stage } = install.instruction;
  const [first] = stage ? projectInstallsOf(stage) : [];
  return first !== undefined && reinstalls(first, install);
}

const prunings = allOf(({ prune }) => prune?.calls);

function purposesOfInstall(install: Install, isOfProject: (install: Install) => boolean): Purpose[] {
  const { isGlobal, packages } = install;
  if (!isGlobal) return isOfProject(install) ? ["install"] : [];
  const isServer = ({ value = "" }: Word) => fileServers.has(value.replace(/(.)@.*/s, "$1"));
  return packages.length > 0 && packages.every(isServer) ? ["global", "server"] : ["global"];
}

/** Packages whose programs only send files. */
const fileServers: ReadonlySet<string> = new Set(toolsFor("file server").flatMap(packagesOfTool));

/** What an install reads: package.json, lock files, settings, also by a pattern. */
function isManifest(path: string): boolean {
  const name = baseName(path.replace(/\/$/, ""));
  return (
    manifests.has(name) || manifests.has(name.replace(/\*$/, "")) || /^(?:package\*(?:\.json)?|\*\.lock)$/.test(name)
  );
}

const manifests: ReadonlySet<string> = new Set([
  ...["package.json", ".nvmrc", "patches"],
  ...allOf(({ lockfiles, settings, folders = [] }) => [...lockfiles, ...settings, ...folders]),
]);

/** Whether a command works on the folder of the project and leaves no trace outside of it. */
function isBuildStep(command: Command, project: Project | undefined): boolean {
  const { name, redirects } = command;
  if (name === undefined || redirects.some(({ target }) => !isRelative(target?.value ?? "/"))) return false;
  if (/^(?:\.\/)?node_modules\/\.bin\//.test(command.words[0]?.value ?? "")) return true;
  if (buildPrograms.has(name) || runnerPrograms.has(name)) return true;
  if (fileCommands.has(name)) return operands(command).every(({ value }) => value !== undefined && isRelative(value));
  if (name === "node") return isRelative(operands(command)[0]?.value ?? "/");
  return isScript(command, project);
}

function isRelative(path: string): boolean {
  return !/^[/~]|(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** `npm run build`, `yarn build`, `pnpm exec tsc`. */
function isScript(command: Command, project: Project | undefined): boolean {
  const call = readPackageCall(command.words.map(({ value }) => value ?? "$"));
  if (isDeploy(command)) return true;
  if (call?.kind === "built-in") return /^(?:rebuild|build|test)$/.test(call.verb ?? "");
  if (call?.kind !== "script") return call?.kind === "program";
  const { name, isShort, otherwise } = call;
  // It may be any program of a package instead.
  const isKnown = name === "build" || buildPrograms.has(name) || own(project?.scripts, name) !== undefined;
  return !isShort || otherwise === undefined || isKnown;
}
