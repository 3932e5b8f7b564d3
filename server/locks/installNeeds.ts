/** What an install of a Node project runs and reads, and what of it is not there at that point of the build. */

import { contextSourcesOf } from "../context/contextSources";
import { takes } from "../context/takenFiles";
import { managerOf } from "../data/packageManagers";
import { packagesOfTool, programsOf, toolOf } from "../data/tools";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { type Install, installsOf } from "../packages/install";
import { type Run, runOf, type ScriptRun } from "../packages/scripts";
import { programName } from "../stage/process";
import { decide } from "../syntax/dockerignore";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Project } from "../types";
import { pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";

/** A program that a script of an install starts and that the install leaves out. */
interface MissingTool {
  /** The script of package.json: "prepare". */
  readonly hook: string;
  readonly program: string;
  /** The folder of the workspace whose script it is; undefined for the project itself. */
  readonly workspace?: string;
}

/** What package.json in a folder of the context says; undefined where it is not known. */
type ProjectIn = (folder: string) => Project | undefined;

/** The dev dependency that a script of the install needs and that is left out, so that the build stops; undefined when none is known. */
export function missingTool(
  file: Dockerfile,
  install: Install,
  facts: Facts,
  projectIn: ProjectIn,
): MissingTool | undefined {
  const { project } = facts;
  if (install.omitsDev !== true || !project) return undefined;
  for (const { hook, run } of hookRuns(file, install, facts)) {
    const program = programName(run.argv[0]) ?? "";
    const isLeftOut = Object.keys(project.devDependencies).some((name) => programsOf(name).includes(program));
    if (!isLeftOut || comesOtherwise(program, install, project)) continue;
    return { hook, program };
  }
  return missingInWorkspace(file, install, facts, projectIn);
}

/** The same for the scripts of workspaces, which npm and pnpm run with those of the root. */
function missingInWorkspace(
  file: Dockerfile,
  install: Install,
  facts: Facts,
  projectIn: ProjectIn,
): MissingTool | undefined {
  const { project } = facts;
  const { workdir } = install.instruction.before;
  if (!project || workdir === undefined || !/^(?:npm|pnpm)$/.test(install.manager)) return undefined;
  const view = imageFiles(file, facts).before(install.instruction, install.command);
  const workspaces = (project.workspaces ?? []).flatMap((folder) => {
    const own = projectIn(folder);
    const found = view.at(joined(workdir, `${folder}/package.json`));
    return own && found && found !== "absent" ? [{ folder, own }] : [];
  });
  const all = [project, ...workspaces.map(({ own }) => own)];
  for (const { folder, own } of workspaces) {
    for (const { hook, run } of hookRuns(file, install, withProject(facts, own))) {
      const program = programName(run.argv[0]) ?? "";
      const isLeftOut = [own, project].some(({ devDependencies }) =>
        Object.keys(devDependencies).some((name) => programsOf(name).includes(program)),
      );
      if (!isLeftOut || all.some((one) => comesOtherwise(program, install, one))) continue;
      return { hook, program, workspace: folder };
    }
  }
  return undefined;
}

const withProject = memoizeFor((facts: Facts, project: Project): Facts => ({ ...facts, project }));

/** Whether a program is brought by a dependency, or by an install of its own. */
function comesOtherwise(program: string, { instruction }: Install, { dependencies }: Project): boolean {
  const tool = toolOf(program);
  const packages = [program, ...(tool ? packagesOfTool(tool) : [])];
  const own = instruction.stage ? installsOf(instruction.stage).flatMap((other) => other.packages) : [];
  const names = [...Object.keys(dependencies), ...own.map(({ value = program }) => value.replace(/(.)@.*/s, "$1"))];
  return names.some((name) => packages.includes(name) || programsOf(name).includes(program));
}

/** The commands that the scripts of an install run whatever becomes of others, in order. */
function hookRuns(file: Dockerfile, install: Install, facts: Facts): readonly { hook: string; run: Run }[] {
  if (!runsScriptsOf(install, facts) || !isAtRoot(file, install)) return [];
  const run = runOf([install.manager, "install"], facts.project, facts.files);
  const hooks = run.kind === "program" ? run.hooks : [];
  return hooks
    .filter(({ call }) => !skippedHooks(install, facts).test(call.name))
    .flatMap((hook) => certainRuns(hook).map((it) => ({ hook: hook.call.name, run: it })));
}

/** yarn classic prepares a package for its release where it installs all of it, yarn berry never. */
function skippedHooks({ manager, omitsDev }: Install, { project }: Facts): RegExp {
  if (manager !== "yarn") return /^prepublish$/;
  return project?.manager === "yarn" && omitsDev === false ? /^(?:pre|post)prepare$/ : /^(?:post)?prep/;
}

/** The commands at the beginning of a package script that are joined by `&&`, those of the scripts that they call in their place. */
export function certainRuns(script: ScriptRun): readonly Run[] {
  const { runs, problem } = script;
  if (problem !== undefined) return [];
  const isList = runs.every(
    ({ command }, index) =>
      command?.within.length === 0 && command.operator === (index === 0 ? undefined : "&&") && command.next !== "|",
  );
  if (!isList) return [];
  const ends = runs.findIndex(({ argv }) => /^(?:exit|test|\[|is-ci|node-env-run|if-env)$/.test(argv[0] ?? ""));
  return runs
    .slice(0, ends < 0 ? runs.length : ends)
    .flatMap((run) => (run.kind === "script" ? certainRuns(run) : [run]));
}

/** Whether the install runs the scripts of package.json as they stand in the context. */
function runsScriptsOf({ command, instruction }: Install, { contents }: Facts): boolean {
  if (hasFlag(command, "--ignore-scripts") || command.words.some(({ value }) => value === undefined)) return false;
  if (/^ignore-scripts\s*=\s*true/m.test(contents?.get(".npmrc") ?? "")) return false;
  const settings = ["npm_config_ignore_scripts", "NPM_CONFIG_IGNORE_SCRIPTS", "YARN_ENABLE_SCRIPTS"];
  if (settings.some((name) => instruction.variable(name) !== undefined)) return false;
  const { stage } = instruction;
  const earlier = (stage?.instructions ?? []).flatMap((it) => (it.keyword === "RUN" ? commandsIn(it) : []));
  return !earlier.some((other) => other.start < command.start && changesManifest(other));
}

function changesManifest({ name, words }: Command): boolean {
  const text = words.map((word) => word.value ?? word.text).join(" ");
  return (
    /\bscripts\.|set-script|ignore-scripts|YARN_ENABLE_SCRIPTS/.test(text) ||
    (name !== "cat" && text.includes("package.json"))
  );
}

/** Whether an install works on the package.json at the root of the context: no option or `cd` leads elsewhere. */
function isAtRoot(file: Dockerfile, { command, instruction, manager }: Install): boolean {
  const { folderOptions, workspaceOptions = [], manyWorkspaces = [] } = managerOf(manager);
  const leadAway = [...folderOptions, ...workspaceOptions, ...manyWorkspaces, "--filter", "-w", "-F"];
  if (leadAway.some((option) => hasFlag(command, option) || flagValue(command, option) !== undefined)) return false;
  if (commandsIn(instruction).some(({ name, start }) => name === "cd" && start < command.start)) return false;
  if (instruction.mounts.some(({ type }) => type === "bind")) return false;
  return contextSourcesOf(file).some((source) => !source.isMount && takes(source, "package.json"));
}

// ---------------------------------------------------------------------- files

export interface MissingFiles {
  /** From the context root, each in the context of the project. */
  readonly paths: readonly string[];
  /** What reads them: `"prisma generate" of the script postinstall`. */
  readonly reader: string;
  /** The ignore file leaves the first of them out. */
  readonly isIgnored: boolean;
}

/** The files of the context that an install reads and that are not in the image at that point; undefined when none is known to be missing. */
export function missingFiles(file: Dockerfile, install: Install, facts: Facts): MissingFiles | undefined {
  const { files = [], ignore, project } = facts;
  const { instruction, command } = install;
  const { workdir } = instruction.before;
  if (!project || workdir === undefined || facts.isPartial || !isAtRoot(file, install)) return undefined;
  const view = imageFiles(file, facts).before(instruction, command);
  const isGone = (path: string) => view.at(joined(workdir, path)) === "absent";
  // Another project is installed here.
  if (isGone("package.json")) return undefined;
  for (const { paths, reader } of [...settingNeeds(install, facts), ...scriptNeeds(file, install, facts)]) {
    const gone = paths.filter((path) => pathSet(files).has(path) && isGone(path));
    const [first] = gone;
    if (first === undefined) continue;
    return { paths: gone, reader, isIgnored: ignore !== undefined && decide(ignore, first).ignored };
  }
  return undefined;
}

interface Need {
  readonly paths: readonly string[];
  readonly reader: string;
}

/** What the package manager itself reads: how yarn installs, yarn itself, patches. */
function settingNeeds({ manager }: Install, { contents, project }: Facts): readonly Need[] {
  const settings = contents?.get(".yarnrc.yml");
  const isBerry =
    manager === "yarn" && project?.manager !== undefined && project.manager !== "yarn" && settings !== undefined;
  const own = isBerry ? [...settings.matchAll(/^[ \t-]*(?:yarnPath|path):[ \t]*["']?(\.yarn\/[^\s"']+)/gm)] : [];
  const yarn = isBerry ? [".yarnrc.yml", ...own.map(([, path = ""]) => path)] : [];
  const manifest = contents?.get("package.json") ?? "";
  const patched =
    manager === "pnpm" ? manifest + (contents?.get("pnpm-workspace.yaml") ?? "") : isBerry ? manifest : "";
  const patches = [...patched.matchAll(/(?:[:#]\s*|~\/)["']?(?:\.\/|~\/)?([\w@.][\w@./+-]*\.patch)\b/g)];
  return [
    { paths: yarn, reader: manager },
    { paths: patches.map(([, path = ""]) => path), reader: manager },
  ];
}

/** What the scripts of an install read. */
function scriptNeeds(file: Dockerfile, install: Install, facts: Facts): readonly Need[] {
  return hookRuns(file, install, facts).map(({ hook, run }) => {
    const argv = run.kind === "tool" ? run.run.argv : run.argv;
    return { paths: filesOf(argv, facts), reader: `"${argv.slice(0, 2).join(" ")}" of its script ${hook}` };
  });
}

/** The files that a command cannot do without, among those of the context. */
function filesOf([path = "", ...words]: readonly string[], { files = [], contents }: Facts): readonly string[] {
  const program = programName(path) ?? "";
  if (program === "patch-package") return files.filter((it) => /^patches\/[^/]+\.patch$/.test(it));
  if (program === "prisma" && words[0] === "generate") {
    const at = words.findIndex((word) => word.startsWith("--schema"));
    const given = words[at]?.split("=")[1] ?? words[at + 1];
    // Where package.json names another place, that is the only one.
    const set = schemaSetting.exec(contents?.get("package.json") ?? "")?.[1]?.replace(/^\.\//, "");
    const places = set === undefined ? ["prisma/schema.prisma", "schema.prisma"] : [set];
    const usual = places.find((it) => pathSet(files).has(it));
    return at < 0 ? (usual ? [usual] : []) : given ? [given.replace(/^\.\//, "")] : [];
  }
  if (program === "tsc")
    return pathSet(files).has("tsconfig.json") && !words.includes("--init") ? ["tsconfig.json"] : [];
  const script = readers.test(program)
    ? words.find((word) => !word.startsWith("-"))
    : path.includes("/")
      ? path
      : undefined;
  if (script === undefined || (program === "node" && words.some((word) => /^-[epr]/.test(word)))) return [];
  return [script.replace(/^\.\//, "")];
}

const schemaSetting = /"prisma"\s{0,9}:\s{0,9}\{[^{}]{0,500}?"schema"\s{0,9}:\s{0,9}"([^"]{1,200})"/;

const readers = /^(?:node|sh|bash|tsx|ts-node)$/;
