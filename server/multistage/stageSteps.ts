/** What the steps of a build make: by package scripts and the settings of compilers. */

import { parse } from "jsonc-parser";
import { parseShell } from "../syntax/shell";
import type { Command, Facts, Project } from "../types";

type StepKind = "build" | "check" | "unknown";

/** Whether a command builds into a folder and nowhere else, or only checks and tidies up. */
export function kindOfStep(
  argv: readonly string[],
  project: Project,
  folder: string,
  facts: Facts,
  depth: number,
): StepKind {
  const line = argv.join(" ");
  const name = scriptNameOf(line);
  if (name === undefined) return tidies(line) ? "check" : compilesTo(argv, folder, facts) ? "build" : "unknown";
  const script = Object.hasOwn(project.scripts, name) ? project.scripts[name] : undefined;
  if (script === undefined || depth > 3) return "unknown";
  const hooks = [`pre${name}`, `post${name}`].flatMap((hook) => project.scripts[hook] ?? []);
  if (!hooks.every(tidies)) return "unknown";
  if (tidies(script)) return "check";
  const { commands, errors } = parseShell({ text: script, toDocument: (offset) => offset }, "sh");
  const kinds = commands.map(({ words, redirects, within }): StepKind => {
    if (redirects.length > 0 || within.length > 0) return "unknown";
    return kindOfStep(
      words.map(({ value }) => value ?? "$"),
      project,
      folder,
      facts,
      depth + 1,
    );
  });
  if (errors.length > 0 || kinds.length === 0 || kinds.includes("unknown")) return "unknown";
  return kinds.includes("build") ? "build" : "check";
}

/** Whether a command only deletes, checks, or puts paths in place in what is compiled. */
export function tidies(command: string): boolean {
  return command.length <= longestLine && tidying.some((form) => form.test(command));
}

/** Nobody reads longer ones. */
const longestLine = 500;

const tidying: readonly RegExp[] = [
  /^(?:(?:npx )?(?:rimraf|del-cli|shx rm)|rm)(?: -\w+)* [\w./*-]+(?: [\w./*-]+)*$/,
  /^node -e ["'](?:require\('(?:node:)?fs'\)|fs)\.rmSync\('[\w./-]+'(?:, \{[\w:, ]*\})?\)["']$/,
  /^(?:tsc --noEmit|tsc-alias(?: -p [\w.-]+)?|eslint [\w. -]+)$/,
];

function compilesTo(argv: readonly string[], folder: string, facts: Facts): boolean {
  const [program, ...args] = argv[0] === "npx" ? argv.slice(1) : argv;
  const option = (...names: string[]) => args[args.findIndex((arg) => names.includes(arg)) + 1];
  if (program === "nest") {
    if (args[0] !== "build" || args.length > 1) return false;
    const settings = textOf(facts, "nest-cli.json");
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

function textOf({ contents }: Facts, path: string): string {
  return contents?.get(path) ?? "";
}

/** `compilerOptions.outDir` of a tsconfig at the root, or of the one beside it that it extends. */
function outDir(path: string | undefined, facts: Facts, depth = 0): string | undefined {
  const name = path?.replace(/^\.\//, "").replace(/^([^.]+(?:\.\w+)*?)(?:\.json)?$/, "$1.json");
  if (name === undefined || depth > 2) return undefined;
  let settings: unknown;
  try {
    settings = parse(textOf(facts, name));
  } catch {
    return undefined;
  }
  const { compilerOptions, extends: base } = (settings ?? {}) as Record<string, unknown>;
  const own = (compilerOptions as { outDir?: unknown } | undefined)?.outDir;
  if (typeof own === "string") return cleanFolder(own);
  return typeof base === "string" && base.startsWith("./") ? outDir(base, facts, depth + 1) : undefined;
}

function cleanFolder(path: string | undefined): string | undefined {
  return path?.replace(/^\.\//, "").replace(/(?<!\/)\/+$/, "");
}

/** The words of a command with single blanks; `$` for those that are not known. */
export function lineOf({ words }: Command): string {
  return words.map(({ value }) => value ?? "$").join(" ");
}

/** The text of the package script that a command runs; undefined when it runs none. */
export function scriptOf(command: Command, project: Project): string | undefined {
  const name = scriptNameOf(lineOf(command));
  return name !== undefined && Object.hasOwn(project.scripts, name) ? project.scripts[name] : undefined;
}

function scriptNameOf(line: string): string | undefined {
  return /^(?:(?:npm|pnpm|yarn|bun) run|yarn|pnpm) ([\w:.-]+)$/.exec(line)?.[1];
}
