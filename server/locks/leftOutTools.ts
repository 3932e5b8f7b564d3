/** Programs that a build or a container starts and that come from dev dependencies, which the install before has left out. */

import { programsOf } from "../data/tools";
import { allProcesses, startProcess } from "../image/processes";
import { baseOf } from "../image/programs";
import { type Install, installsIn, installsOf, prunings } from "../packages/install";
import { decidesInNpmrc } from "../packages/nodeEnv";
import { type Run, runOf } from "../packages/scripts";
import { mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Project, Span, Stage, Word } from "../types";
import { own } from "../util/records";
import { certainRuns } from "./installNeeds";
import { leadsAway } from "./installPlace";
import { lockedForDevelopment } from "./lockFit";

/** A command line that ends with an error for want of a program. */
export interface LeftOutTool extends Span {
  readonly instruction: Instruction;
  /** The call, with single blanks. */
  readonly call: string;
  readonly program: string;
  /** The dev dependency that would bring it. */
  readonly package: string;
  readonly install: Install;
  /** The install, or what takes dev dependencies out after it. */
  readonly by: Command;
  /** The file that loads the package, where no program is called. */
  readonly from?: string;
}

/** The modules of the one project that a stage has installed. */
interface Modules {
  /** The folder that node_modules is in. */
  readonly folder: string;
  readonly install: Install;
  /** What has left the dev dependencies out. */
  readonly by: Command;
  /** Packages that were installed by name. */
  readonly named: readonly string[];
}

/**
 * What the RUNs of a file and the start of the stage that ships call in vain, one for each instruction, in order. Silent where
 * something else may bring the program: another install or stage, the modules of the machine, the package of a workspace.
 * @param factsOf what is known of the project that an install is for.
 * @param loaded a dev dependency that the program of the stage that ships loads in any case, and the file that does.
 */
export function leftOutTools(
  file: Dockerfile,
  facts: Facts,
  factsOf: (install: Install) => Facts,
  loaded: { readonly name: string; readonly file: string } | undefined,
): LeftOutTool[] {
  if ((facts.files ?? []).some((path) => path.startsWith("node_modules/"))) return [];
  if (decidesInNpmrc(facts)) return [];
  const found: LeftOutTool[] = [];
  const ends = new Map<Stage, Modules>();
  for (const stage of file.stages) {
    let modules = stage.parent && ends.get(stage.parent);
    for (const instruction of stage.instructions) {
      if (instruction.onbuild) continue;
      if (isCopy(instruction)) modules = afterCopy(file, instruction, modules, ends);
      if (instruction.keyword !== "RUN") continue;
      const installs = installsIn(instruction);
      for (const command of instruction.script?.commands ?? []) {
        const install = installs.find((it) => it.command === command);
        if (install) modules = afterInstall(install, modules);
        else if (mayBringModules(command)) modules = undefined;
        else if (modules && isSure(instruction, command)) {
          const tool = toolIn(command.words, command, instruction, modules, factsOf);
          if (tool && found.at(-1)?.instruction !== instruction) found.push(tool);
        }
        if (runs(command, ...prunings)) modules = afterPruning(command, instruction);
      }
    }
    if (modules) ends.set(stage, modules);
    if (stage === file.final && modules) {
      const lacking = loaded && loadedPackage(stage, modules, loaded, factsOf);
      found.push(...[...startedTools(stage, modules, facts, factsOf), ...(lacking ? [lacking] : [])].slice(0, 1));
    }
  }
  return found;
}

function isSure({ mounts, before, stage }: Instruction, { within, operator, next }: Command): boolean {
  const isPlain = within.length === 0 && operator !== "||" && next !== "||" && next !== ";" && next !== "&";
  const isOpen = mounts.some(({ type }) => type === "bind") || /node_modules/.test(stage?.variable("PATH") ?? "");
  return isPlain && !isOpen && before.workdir !== undefined;
}

function startedTools(stage: Stage, modules: Modules, facts: Facts, factsOf: (install: Install) => Facts) {
  return allProcesses(startProcess(stage, facts)).flatMap(({ argv, kind, instruction, file, command, folder }) => {
    if (file !== undefined || kind === "shell" || folder !== modules.folder) return [];
    if (command && (command.within.some((part) => part !== "sh -c") || /\|\||&$/.test(command.operator ?? "")))
      return [];
    return toolIn(argv, undefined, instruction, modules, factsOf) ?? [];
  });
}

/** What the program loads, where the lock file says that nothing else brings it. */
function loadedPackage(
  stage: Stage,
  { folder, install, named, by }: Modules,
  { name, file }: { readonly name: string; readonly file: string },
  factsOf: (install: Install) => Facts,
): LeftOutTool | undefined {
  const main = mainProcess(stage);
  const [first] = main?.argv ?? [];
  const instruction = main?.command ?? main?.starts;
  if (!main || !first || !instruction || stage.variable("NODE_PATH") !== undefined) return undefined;
  if (stage.after.workdir !== folder || [...named, ...namesBefore(instruction)].some((it) => it === name || it === "?"))
    return undefined;
  if (install.packages.length > 0 || lockedForDevelopment(name, install, factsOf(install)) !== true) return undefined;
  const end = main.argv.at(-1)?.end ?? first.end;
  return { start: first.start, end, instruction, call: file, program: name, package: name, install, by, from: file };
}

function afterInstall(install: Install, modules: Modules | undefined): Modules | undefined {
  const { command, instruction, isGlobal, omitsDev, manager } = install;
  const names = namesIn(install);
  if (isGlobal) return modules && { ...modules, named: [...modules.named, ...names] };
  const folder = instruction.before.workdir;
  const isElsewhere = leadsAway(install) || instruction.mounts.some(({ type }) => type === "bind");
  if (omitsDev !== true || folder === undefined || isElsewhere || command.within.length > 0) return undefined;
  // What bun finds there it leaves.
  if (manager === "bun" && modules === undefined && hasInstalled(install)) return undefined;
  if (command.words.some(({ value }) => value === undefined)) return undefined;
  return { folder, install, by: command, named: [...(modules?.named ?? []), ...names] };
}

/** `npm prune --omit=dev` after an install of all. */
function afterPruning(command: Command, instruction: Instruction): Modules | undefined {
  const folder = instruction.before.workdir;
  const all = (instruction.stage ? installsOf(instruction.stage) : []).filter((it) => it.command.start < command.start);
  const install = all.findLast(({ packages, isGlobal }) => packages.length === 0 && !isGlobal);
  const isForAll = command.words.some(({ value }) => /^(?:--omit=dev|--prod|--production)$/.test(value ?? ""));
  if (!install || !isForAll || folder === undefined || folder !== install.instruction.before.workdir) return undefined;
  if (all.some(leadsAway)) return undefined;
  return { folder, install, by: command, named: all.flatMap(namesIn) };
}

function namesIn({ packages }: Install): string[] {
  return packages.map(({ value }) => value?.replace(/(.)@.*/s, "$1") ?? "?");
}

/** Whether a command takes modules away, or may put some there that no install does. */
function mayBringModules({ name, words }: Command): boolean {
  if (name === "rm" || name === "mv") return true;
  return copiers.has(name ?? "") && words.some(({ text }) => text.includes("node_modules"));
}

const copiers = new Set(["cp", "ln", "rsync", "tar", "unzip", "install"]);

/** Packages that are installed by name for all projects or in any folder, as one above the project; those of the same RUN among them. */
function namesBefore({ stage, start }: Instruction): string[] {
  const all = (stage ? inherited(stage) : []).filter((it) => it.keyword === "RUN" && it.start <= start);
  return all.flatMap(installsIn).flatMap(namesIn);
}

/** Whether the base image has the program, or a package of the distribution may bring it: `node-typescript`. */
function isInSystem(program: string, name: string, stage: Stage, facts: Facts): boolean {
  if (baseOf(stage, facts)?.hasProgram(program)) return true;
  const commands = inherited(stage).flatMap(({ keyword, script }) =>
    keyword === "RUN" ? (script?.commands ?? []) : [],
  );
  return commands.some(
    (command) =>
      runs(command, "apt-get install", "apt install", "apk add") &&
      command.words.slice(2).some(({ value = "" }) => value.includes(program) || value.includes(name)),
  );
}

function hasInstalled({ command, instruction: { stage } }: Install): boolean {
  if (stage?.parent) return true;
  const all = (stage?.instructions ?? []).flatMap(installsIn);
  return all.some((it) => it.command.start < command.start);
}

/** node_modules of another stage take the place of those that are there; whole folders may hold some. */
function afterCopy(
  file: Dockerfile,
  copy: Instruction,
  modules: Modules | undefined,
  ends: ReadonlyMap<Stage, Modules>,
): Modules | undefined {
  const from = flagOf(copy, "from")?.value?.value;
  if (from === undefined) return copy.words.some(({ text }) => text.includes("node_modules")) ? undefined : modules;
  const source = findStage(file, from, copy.stage);
  const target = resolvePath(copy.before.workdir, copy.words.at(-1)?.value);
  for (const word of copy.words.slice(0, -1)) {
    const path = resolvePath("/", word.value);
    const taken = source && ends.get(source);
    if (path === undefined) return undefined;
    if (path.endsWith("/node_modules") || taken?.folder === path) {
      const isSame = taken && (path === taken.folder || path === `${taken.folder}/node_modules`);
      const folder = path.endsWith("/node_modules") ? target?.replace(/\/node_modules$/, "") : target;
      return isSame && folder !== undefined && copy.words.length === 2 ? { ...taken, folder } : undefined;
    }
    const mayHold =
      path === "/" || path === source?.after.workdir || `${source?.after.workdir}/`.startsWith(`${path}/`);
    if (mayHold || /node_modules/.test(path) || (!source && !/\.\w+$|bin\//.test(path))) return undefined;
  }
  return modules;
}

function toolIn(
  words: readonly Word[],
  command: Command | undefined,
  instruction: Instruction,
  { folder, install, named, by }: Modules,
  factsOf: (install: Install) => Facts,
): LeftOutTool | undefined {
  const facts = factsOf(install);
  const { project, files } = facts;
  const [first] = words;
  const argv = words.map(({ value, text }) => value ?? text);
  if (!first || !project || project.workspaces?.length !== 0 || install.packages.length > 0) return undefined;
  if (command && (folder !== instruction.before.workdir || hasMoved(instruction, command))) return undefined;
  for (const run of programsRun(runOf(argv, project, files))) {
    const program = programNeeded(run);
    const name =
      program === undefined ? undefined : Object.keys(project.devDependencies).find((it) => brings(it, program));
    if (program === undefined || name === undefined) continue;
    const others = [...named, ...namesBefore(instruction)];
    if (others.includes("?") || [program, name].some((it) => others.includes(it))) return undefined;
    if (instruction.stage && isInSystem(program, name, instruction.stage, facts)) return undefined;
    const isLeftOut = lockedForDevelopment(name, install, facts) ?? !mayComeAlong(name, program, project);
    if (!isLeftOut || own(project.dependencies, name) !== undefined) return undefined;
    const end = words.at(-1)?.end ?? first.end;
    return { start: first.start, end, instruction, call: argv.join(" "), program, package: name, install, by };
  }
  return undefined;
}

function hasMoved({ script }: Instruction, command: Command): boolean {
  return (script?.commands ?? []).some(
    (other) => /^(?:cd|pushd|popd)$/.test(other.name ?? "") && other.start < command.start,
  );
}

/** The programs that run whatever becomes of others, those that a package manager looks for among the packages. */
function programsRun(run: Run): readonly Run[] {
  if (run.kind === "script")
    return [...(run.before ? certainRuns(run.before) : []), ...certainRuns(run)].flatMap(programsRun);
  return run.kind === "several" || run.kind === "unknown" ? [] : [run];
}

/** The name that is looked for in node_modules; undefined for what is found, or fetched, elsewhere. */
function programNeeded(run: Run): string | undefined {
  const argv = run.kind === "tool" ? run.run.argv : run.argv;
  const program = programName(argv[0]) ?? "";
  // A package of that name tells that it is the wrong one, and fails.
  if (run.kind === "tool") return downloading.test(run.call.tool) && program !== "tsc" ? undefined : program;
  if (/(?:^|\/)node_modules\/\.bin\/[^/]+$/.test(argv[0] ?? "")) return program;
  if (program === "node") return loadedFirst(argv);
  return run.command && !argv[0]?.includes("/") ? program : undefined;
}

/** Runners that fetch what is not installed. */
const downloading = /^(?:npx|npm (?:exec|x)|bunx|bun x|pnpx|(?:pnpm|yarn) dlx)$/;

/** The package that node loads before the program: `-r ts-node/register`, `--import tsx`. */
function loadedFirst(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=|$)/.test(word));
  const value = at < 0 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
  const isFirst = argv.slice(1, at).every((word) => word.startsWith("-"));
  return isFirst && value && /^[@\w]/.test(value) ? /^(?:@[^/]+\/)?[^/]+/.exec(value)?.[0] : undefined;
}

function brings(name: string, program: string): boolean {
  return name === program || programsOf(name).includes(program);
}

/** Whether a dependency may need the package itself, so that it is installed in any case: judged by names, where no lock file says it. */
function mayComeAlong(name: string, program: string, { dependencies }: Project): boolean {
  return Object.keys(dependencies).some(
    (it) => brings(it, program) || it.includes(program) || it.includes(name) || bringing.test(it),
  );
}

const bringing =
  /plugin|preset|^@(?:sveltejs|astrojs|nuxt|angular|remix-run|vue|strapi|redwoodjs|nestjs\/cli|nestjs\/schematics)\b|^@(?:react-router\/dev|trpc|tanstack|builder\.io|solidjs|tsoa|graphql-codegen|storybook|rsbuild|rspack)\b|^(?:nuxt|astro|gatsby|vitepress|vuepress|react-scripts|expo|vike|vinxi|waku|tsoa|tsx|tsup|drizzle-kit|typedoc|laravel-mix|medusa)$/;
