/** What the commands of a Dockerfile run and read: which files of the context they need, and what they make anew. */

import { wholeContextSources } from "../context/contextCopies";
import { contextPaths } from "../context/contextSources";
import { gitignoreOf } from "../context/gitignore";
import { namesHistory } from "../context/namedInSources";
import { lockfilesOf, managerOf, packageManagers } from "../data/packageManagers";
import { builds, configsOf, outputFolderNames, toolOf } from "../data/tools";
import { installsOf, projectInstallsOf } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { allRuns, lineOfRun, type Run, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import { filterOnce, pathSet } from "../util/listing";
import { folderOf } from "../util/paths";
import { startedFile } from "./entry";
import { textsOf } from "./imports";
import { programTexts } from "./programTexts";

/** A file of the context that a command reads from the copied context. */
interface Need {
  /** From the context root. */
  readonly path: string;
  readonly instruction: Instruction;
  /** The beginning of the command, for people: "npm ci". */
  readonly command: string;
}

/**
 * Whether the history is wanted: it is copied or mounted by name, a source reads files of it, or a command, a package
 * script or a program that a build or the container runs asks git for the version.
 */
export function needsGit(file: Dockerfile, facts: Facts): boolean {
  if (contextPaths(file).some((path) => /^\.git(?:\/|$)/.test(path)) || namesHistory(facts)) return true;
  const lines = file.stages.flatMap((stage) => linesOf(stage, facts.project).map(({ line }) => line));
  if (lines.some((line) => asksGit.test(line))) return true;
  // Few have any, and what is not read says nothing.
  if (![...(facts.contents ?? [])].some(([, text]) => callsGit.test(text))) return false;
  const texts = sourcesOfBuild(lines, facts).flatMap((path) => [...textsOf(path, facts)]);
  return [...programTexts(file, facts), ...texts].some((text) => text !== undefined && callsGit.test(text));
}

/** The sources that command lines of a build start, and the settings of its tools. */
function sourcesOfBuild(lines: readonly string[], facts: Facts): readonly string[] {
  const started = lines.flatMap((line) =>
    line
      .split(" ")
      .slice(1)
      .flatMap((word) => (word.startsWith("-") ? [] : (startedFile(["node", word], facts)?.source ?? []))),
  );
  return [...new Set([...started, ...lines.flatMap(filesOfTool)])];
}

/** `execSync("git rev-parse HEAD")`, `spawnSync("git", ["describe"])` */
const callsGit =
  /["'`]git(?: -C \S+)?(?: |["'`]\s{0,9},\s{0,9}\[\s{0,9}["'`])(?:describe|rev-parse|rev-list|log|show|name-rev)\b/;

const asksGit =
  /\bgit(?: -C \S+)? (?:describe|rev-parse|rev-list|log|show|status|tag|branch|diff|ls-files|submodule|name-rev)\b|setuptools[-_]scm|\bgit-(?:describe|version)\b|-buildvcs(?:=true)?$/;

/** Whether a build step runs the tests. */
export function runsTests(file: Dockerfile, { project }: Facts): boolean {
  return file.stages.some((stage) => linesOf(stage, project).some(({ line }) => isTest(line)));
}

/** By the verb of a package manager, the name of a package script, or the program. */
function isTest(line: string): boolean {
  const words = line.split(" ");
  const call = readPackageCall(words);
  if (call?.kind === "script") return testName.test(call.name);
  if (call?.kind === "built-in") return managerOf(call.manager).tests?.includes(call.verb ?? "") ?? false;
  return toolOf(programName(words[0]))?.purpose === "test runner" || otherTests.test(line);
}

const testName = /^(?:test|verify|check|ci)\b/;

/** Those of other languages, and what hands a task on to a script of that name. */
const otherTests =
  /^(?:go|cargo|dotnet|make|rake|mvn|\.\/mvnw|gradle|\.\/gradlew) (?:.* )?(?:test|verify|check|ci)\b|^(?:pytest|tox|nox|rspec|phpunit)\b|^node (?:-\S+ )*--test\b/;

/** What the copied context must hold for the installs and builds of a Dockerfile, among the files that exist. */
export function neededFiles(file: Dockerfile, { files = [], project }: Facts): Need[] {
  return file.stages.flatMap((stage) => {
    const copies = wholeContextSources(file).filter(({ instruction }) => instruction.stage === stage);
    const lines = copies.length === 0 ? [] : linesOf(stage, project);
    return lines.flatMap(({ line, command, instruction }) => {
      const isThere = copies.some(
        (copy) => copy.instruction.start < instruction.start && isInCopy(copy.instruction, instruction, command),
      );
      return [...new Set(isThere ? filesFor(line, command) : [])]
        .filter((path) => pathSet(files).has(path))
        .map((path) => ({ path, instruction, command: shorten(command) }));
    });
  });
}

/** What the installs and builds of a Dockerfile that copies a whole context may read there: hints at which folder it is. */
export function askedFiles(file: Dockerfile): string[] {
  if (wholeContextSources(file).length === 0) return [];
  const lines = file.stages.flatMap((stage) => linesOf(stage, undefined));
  return [...new Set(lines.flatMap(({ line, command }) => filesFor(line, command)))];
}

function filesFor(line: string, command: Command): string[] {
  return [
    ...filesOfCall(line),
    ...filesOfTool(line),
    ...wants.filter(([form]) => form.test(line)).flatMap(([, paths]) => paths),
    ...requirementFiles(command),
  ];
}

/** What a package manager reads: package.json, and to install the lock file and what says how. */
function filesOfCall(line: string): readonly string[] {
  const call = readPackageCall(line.split(" "));
  if (!call || call.target) return [];
  if (call.kind === "script") return call.otherwise === "file" ? [] : ["package.json"];
  if (call.kind !== "built-in") return [];
  const { verb, manager } = call;
  const { install, ci = [], installsBare } = managerOf(manager);
  if (verb === undefined ? !installsBare : ![...install, ...ci].includes(verb)) return [];
  const own = packageManagers.filter(({ program }) => program === manager);
  const settings = own.flatMap(({ sign, workspaceFile }) => [sign ?? [], workspaceFile ?? []].flat());
  return ["package.json", ...lockfilesOf(manager), ...settings];
}

/** The configuration of what builds. */
function filesOfTool(line: string): readonly string[] {
  const [program = "", verb = ""] = line.split(" ");
  const isBuild = builds(program, verb.startsWith("-") ? "" : verb) || toolOf(program)?.purpose === "database tool";
  return isBuild ? configsOf(program) : [];
}

/** By the beginning of a command: what no table of tools says. */
const wants: readonly (readonly [form: RegExp, paths: readonly string[]])[] = [
  [/^vite build/, ["index.html"]],
  [/^pip3? install (?:.* )?\.(?:\[|\/?$| )/, ["pyproject.toml", "setup.py", "setup.cfg"]],
  [/^poetry install/, ["pyproject.toml", "poetry.lock"]],
  [/^uv sync/, ["pyproject.toml", "uv.lock"]],
  [/^pipenv (?:install|sync)/, ["Pipfile", "Pipfile.lock"]],
  [/^go (?:build|install|mod download|test)/, ["go.mod", "go.sum"]],
  [/^cargo (?:build|install|test)/, ["Cargo.toml", "Cargo.lock"]],
  [/^(?:mvn|\.\/mvnw)(?: |$)/, ["pom.xml"]],
  [/^(?:gradle|\.\/gradlew)(?: |$)/, ["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"]],
  [/^bundle install/, ["Gemfile", "Gemfile.lock"]],
  [/^composer install/, ["composer.json", "composer.lock"]],
  [/^make(?: |$)/, ["Makefile"]],
];

/** `pip install -r requirements.txt`. */
function requirementFiles({ name, words }: Command): string[] {
  if (!/^pip3?$/.test(name ?? "")) return [];
  return words.flatMap(({ value }, index) => {
    const before = words[index - 1]?.value;
    return value && (before === "-r" || before === "--requirement") ? [value.replace(/^\.\//, "")] : [];
  });
}

/** Whether a command runs in the folder that the root of the context has been copied to. */
function isInCopy({ words, before }: Instruction, instruction: Instruction, command: Command): boolean {
  const target = resolvePath(before.workdir, words.at(-1)?.value);
  const hasMoved = commandsIn(instruction).some(({ name, start }) => name === "cd" && start < command.start);
  return target !== undefined && target === instruction.before.workdir && !hasMoved;
}

/**
 * The folders of the context with what the Dockerfile builds anew, without a slash at the end. Only what cannot be
 * source: by its name, by the build file beside it, or because git leaves it out, too.
 */
export function builtFolders(file: Dockerfile, facts: Facts): string[] {
  const { files = [], project } = facts;
  const lines = file.stages.flatMap((stage) => linesOf(stage, project).map(({ line }) => line));
  const isNode = lines.some(isNodeBuild);
  const used = builders.filter(({ command }) => lines.some((line) => command.test(line)));
  if (!isNode && used.length === 0) return [];

  const gitignore = gitignoreOf(facts);
  const tops = isNode ? new Set(files.map((path) => path.slice(0, Math.max(0, path.indexOf("/"))))) : [];
  const folders = [...tops].filter((top) => {
    const isLeftOut = gitignore && decide(gitignore, `${top}/x`).ignored;
    return outputFolderNames.has(top) ? isLeftOut !== false : likelyOutput.has(top) && isLeftOut;
  });
  return [
    ...folders,
    ...used.flatMap((builder) => outputFolders(builder, files).filter(({ isOwn }) => isOwn)).map(folderName),
  ];
}

/**
 * The folders that the builds of the projects in the context make, there or not, as patterns of an ignore file. None
 * where other folders have such names.
 */
export function outputPatterns({ files = [] }: Facts): string[] {
  return builders.flatMap((builder) => {
    const manifests = builder.manifests(files);
    if (manifests.length === 0 || outputFolders(builder, files).some(({ isOwn }) => !isOwn)) return [];
    const isRoot = manifests.every((path) => !path.includes("/"));
    return builder.names.map((name) => (isRoot ? name : `**/${name}`));
  });
}

/** Whether a package script by its name, or a tool, builds a project of Node.js. */
function isNodeBuild(line: string): boolean {
  const call = readPackageCall(line.split(" "));
  if (call?.kind === "script" && !call.target) return /^(?:build|compile|dist|bundle)\b/.test(call.name);
  const [program = "", verb = ""] = line.split(" ");
  return toolOf(program)?.purpose !== "database tool" && builds(program, verb.startsWith("-") ? "" : verb);
}

/** Names that are output where git leaves them out. */
const likelyOutput: ReadonlySet<string> = new Set("build out lib es esm cjs".split(" "));

/** What builds into a folder beside the file that says what to build. */
interface Builder {
  readonly command: RegExp;
  /** The names of the folders. */
  readonly names: readonly string[];
  readonly manifests: (files: readonly string[]) => readonly string[];
  /** The files in folders of these names. */
  readonly outputs: (files: readonly string[]) => readonly string[];
}

const builders: readonly Builder[] = [
  builder(/^cargo (?:build|install)/, /(?:^|\/)Cargo\.toml$/, "target"),
  builder(/^(?:mvn|\.\/mvnw)(?: |$)/, /(?:^|\/)pom\.xml$/, "target"),
  builder(/^(?:gradle|\.\/gradlew)(?: |$)/, /(?:^|\/)build\.gradle(?:\.kts)?$/, "build", ".gradle"),
  builder(/^dotnet (?:build|publish|restore)/, /\.(?:cs|fs|vb)proj$/, "bin", "obj"),
];

function builder(command: RegExp, manifest: RegExp, ...names: string[]): Builder {
  const isInside = (path: string) => names.some((name) => `/${path}`.includes(`/${name}/`));
  return {
    command,
    names,
    manifests: filterOnce((path) => manifest.test(path)),
    outputs: filterOnce(isInside),
  };
}

interface Folder {
  readonly name: string;
  /** It lies beside a manifest. */
  readonly isOwn: boolean;
}

/** The topmost folders of such a name. */
function outputFolders({ names, manifests, outputs }: Builder, files: readonly string[]): Folder[] {
  const besides = new Set(manifests(files).map(folderOf));
  const found = new Set(
    outputs(files).map((path) => {
      const parts = path.split("/");
      return parts.slice(0, parts.findIndex((part) => names.includes(part)) + 1).join("/");
    }),
  );
  return [...found].map((name) => ({ name, isOwn: besides.has(folderOf(name)) }));
}

function folderName({ name }: Folder): string {
  return name;
}

interface Line {
  /** The words of the command, or of a command in a package script that it runs, with single blanks. */
  readonly line: string;
  readonly command: Command;
  readonly instruction: Instruction;
}

/** What the RUN instructions of a stage run, package scripts included. */
function linesOf(stage: Stage, project: Project | undefined): Line[] {
  const installs = new Set(projectInstallsOf(stage).map(({ command }) => command));
  const others = new Set(installsOf(stage).flatMap(({ command }) => (installs.has(command) ? [] : [command])));
  return stage.instructions.flatMap((instruction) => {
    if (instruction.keyword !== "RUN" || instruction.onbuild) return [];
    return commandsIn(instruction).flatMap((command) => {
      if (others.has(command)) return [];
      const words = command.words.map(({ value, text }) => value ?? text);
      const lines = new Set(allRuns(runOf(words, project)).flatMap(linesFor));
      return [...lines].map((line) => ({ line, command, instruction }));
    });
  });
}

/** What a run is known by: options in front of the verb left out, and the text of a script that the shell cannot read. */
function linesFor(run: Run): string[] {
  const line = lineOfRun(run);
  return run.kind === "script" && run.runs.length === 0 ? [line, run.text] : [line];
}

function shorten({ words }: Command): string {
  return words
    .slice(0, 3)
    .map(({ value, text }) => value ?? text)
    .filter((word, index) => index < 2 || !word.startsWith("-"))
    .join(" ");
}
