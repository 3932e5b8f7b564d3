/** What the steps of a build make: by package scripts and the settings of compilers. */

import { compilerOptions, configFile } from "../context/tsconfig";
import type { Environment } from "../packages/callOptions";
import { partsOf, type Run, runOf } from "../packages/scripts";
import type { Command, Facts, Project } from "../types";
import { atRoot } from "../util/reads";

type StepKind = "build" | "check" | "unknown";

/** A command that a build step comes down to. */
interface Step {
  readonly argv: readonly string[];
  /** Its words with single blanks, or the text of a package script that only tidies up. */
  readonly line: string;
  readonly environment: Environment;
}

/** The commands that a build step comes down to, one behind the other; undefined when they cannot be told. */
export function stepsOf(command: Command, project: Project): readonly Step[] | undefined {
  return readSteps(runOf(wordsOf(command), project));
}

function readSteps(run: Run): readonly Step[] | undefined {
  const { argv, environment, command, problem } = run;
  if (command && (command.redirects.length > 0 || command.within.length > 0)) return undefined;
  // As written, with its quotes.
  const isTidy = run.kind === "script" && !run.before && !run.after && run.call.args.length === 0 && tidies(run.text);
  if (isTidy) return [{ argv: [], line: run.text, environment }];
  if (problem !== undefined || (run.kind !== "several" && run.call?.doubt !== undefined)) return undefined;
  if (run.kind === "program") return [{ argv, line: argv.join(" "), environment }];
  if (run.kind === "several" && run.call.isParallel) return undefined;
  const steps = partsOf(run).map(readSteps);
  return steps.length === 0 || steps.includes(undefined) ? undefined : steps.flatMap((each) => each ?? []);
}

/** Whether a command builds into a folder and nowhere else, or only checks and tidies up. */
export function kindOfStep(command: Command, project: Project, folder: string, facts: Facts): StepKind {
  const kinds = stepsOf(command, project)?.map(({ argv, line }): StepKind => {
    if (tidies(line)) return "check";
    return compilesTo(argv, folder, facts) ? "build" : "unknown";
  });
  if (!kinds || kinds.includes("unknown")) return "unknown";
  return kinds.includes("build") ? "build" : "check";
}

/** Whether a command only deletes, checks, or puts paths in place in what is compiled. */
export function tidies(command: string): boolean {
  return command.length <= longestLine && tidying.some((form) => form.test(command));
}

/** Nobody reads longer ones. */
const longestLine = 500;

const tidying: readonly RegExp[] = [
  /^(?:(?:npx )?(?:rimraf|del-cli|shx rm)|rm)(?: [\w./*-]+)+$/,
  /^node -e ["'](?:require\('(?:node:)?fs'\)|fs)\.rmSync\('[\w./-]+'(?:, \{[\w:, ]*\})?\)["']$/,
  /^(?:tsc --noEmit|tsc-alias(?: -p [\w.-]+)?|eslint [\w. -]+)$/,
];

function compilesTo(argv: readonly string[], folder: string, facts: Facts): boolean {
  const [program, ...args] = argv;
  const option = (...names: string[]) => args[args.findIndex((arg) => names.includes(arg)) + 1];
  if (program === "nest") {
    if (args[0] !== "build" || args.length > 1) return false;
    const settings = textAtRoot(facts, "nest-cli.json");
    const paths = ["tsconfig.build.json", "tsconfig.json"].filter((path) => facts.files?.includes(path));
    // Assets and webpack are matters of their own; plugins are not.
    return !/"(?:assets|webpack|monorepo|builder|tsConfigPath)"/.test(settings) && outDir(paths[0], facts) === folder;
  }
  if (program !== "tsc") return false;
  if (args.includes("--outDir")) return cleanFolder(option("--outDir")) === folder;
  if (args.some((arg) => /^(?:-b|--build|-w|--watch)$/.test(arg))) return false;
  const isProject = args.includes("-p") || args.includes("--project");
  return outDir(isProject ? option("-p", "--project") : "tsconfig.json", facts) === folder;
}

export const nestReads = atRoot("nest-cli.json");

function textAtRoot({ contents }: Facts, path: string): string {
  return contents?.get(path) ?? "";
}

/** The folder that a tsconfig names for what is compiled, by itself or by those that it extends. */
function outDir(name: string | undefined, facts: Facts): string | undefined {
  const path = name === undefined ? undefined : configFile(name, facts);
  return path === undefined ? undefined : compilerOptions(path, facts).outDir;
}

function cleanFolder(path: string | undefined): string | undefined {
  return path?.replace(/^\.\//, "").replace(/(?<!\/)\/+$/, "");
}

/** The words of a command with single blanks; `$` for those that are not known. */
export function lineOf(command: Command): string {
  return wordsOf(command).join(" ");
}

/** The words of a command; `$` for those that are not known. */
function wordsOf({ words }: Command): string[] {
  return words.map(({ value }) => value ?? "$");
}
