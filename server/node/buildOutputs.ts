/** Which package script makes a file or folder of the project: by its build tools, their options and configurations. */

import { compilerOptions, configFile } from "../context/tsconfig";
import { configsOf, toolOf } from "../data/tools";
import { allRuns, type Run, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { readJsConfig } from "../syntax/jsConfig";
import type { Facts, Project } from "../types";
import { pathSet } from "../util/listing";
import { baseName } from "../util/paths";
import { atRoot } from "../util/reads";
import { sourcesByOutput, sourcesOfName } from "./compiled";

/** A package script that builds. */
export interface BuildScript {
  readonly name: string;
  /** The tool that makes what is asked for. */
  readonly program: string;
  /** The programs of tools that it runs, that one among them. */
  readonly programs: readonly string[];
  /** The files of the context that it cannot do without, as far as they are known. */
  readonly reads: readonly string[];
}

/** The configurations that say where tools build to, beside those that others read. */
export const buildReads = atRoot(
  ...["webpack", "rollup", "tsup", "tsdown", "nuxt", "remix", "react-router", "rsbuild", "rspack"]
    .flatMap(configsOf)
    .filter((path) => path.includes(".config.")),
);

/**
 * The script of package.json that makes a file or folder, paths from the folder of the project; "unknown" where one
 * builds and nobody can tell what; undefined where none builds.
 */
export function scriptMaking(path: string, facts: Facts): BuildScript | "unknown" | undefined {
  const { project } = facts;
  if (!project) return undefined;
  let isUnknown = false;
  for (const name of buildNames(project)) {
    const runs = allRuns(runOf(["npm", "run", name], project, facts.files)).filter(isProgram);
    const answers = runs.map(({ argv }) => makes(argv, path, facts));
    const maker = runs[answers.findIndex((answer) => answer !== undefined && answer !== "unknown")];
    const program = maker && toolIn(maker.argv);
    if (program !== undefined) {
      const programs = runs.flatMap(({ argv }) => toolIn(argv) ?? []);
      const reads = answers.flatMap((answer) => (typeof answer === "object" ? answer : []));
      return { name, program, programs, reads };
    }
    isUnknown ||= runs.length === 0 || answers.includes("unknown");
  }
  return isUnknown ? "unknown" : undefined;
}

/** The scripts that build by their names, the usual one first. */
function buildNames({ scripts }: Project): string[] {
  const isBuild = (name: string) =>
    /^(?:build|compile|bundle|transpile|dist|tsc)(?:$|[:_-])/.test(name) && !/watch|dev|test|storybook|docs/.test(name);
  const rank = (name: string) => (name === "build" ? 0 : /prod/.test(name) ? 1 : 2);
  return Object.keys(scripts)
    .filter(isBuild)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, mostScripts);
}

const mostScripts = 20;

function isProgram({ kind }: Run): boolean {
  return kind === "program" || kind === "unknown";
}

function toolIn([program]: readonly string[]): string | undefined {
  return toolOf(programName(program))?.programs[0];
}

/**
 * What a command reads to make a path; "unknown" where it may make it, undefined where it does not.
 */
function makes(argv: readonly string[], path: string, facts: Facts): readonly string[] | "unknown" | undefined {
  const [word = "", verb = "", ...more] = argv;
  const program = programName(word) ?? "";
  const tool = toolOf(program);
  if (!tool) return harmless.has(program) ? undefined : "unknown";
  const { builds, purpose, keepsNames } = tool;
  if (purpose === "monorepo tool") return "unknown";
  if (purpose === "runtime") return "unknown";
  const isBuild = builds === "always" || builds?.includes(verb.startsWith("-") ? "" : verb);
  if (!isBuild || purpose === "database tool" || argv.some((it) => checking.test(it))) return undefined;
  const configs = configsOf(program).filter((it) => pathSet(facts.files ?? []).has(it));
  const folder = folderOf([verb, ...more], program, path, configs, facts);
  if (typeof folder !== "string") return folder === false ? undefined : "unknown";
  if (path !== folder && !path.startsWith(folder === "" ? "" : `${folder}/`)) return undefined;
  if (!keepsNames) return configs;
  const name = path === folder ? "index" : baseName(path);
  const sources = sourcesByOutput([path], facts).get(path) ?? sourcesOfName(name, facts).slice(0, 1);
  return sources.length === 0 ? "unknown" : [...configs, ...sources];
}

/** Programs of scripts that make nothing that an image starts with. */
const harmless: ReadonlySet<string> = new Set(
  "echo mkdir rm exit true cd prettier biome husky patch-package npm-check sort-package-json".split(" "),
);

/** Options with which a compiler writes nothing, or never ends. */
const checking = /^(?:--noEmit|--watch|-w|--version|--help|--init|--clean|--emitDeclarationOnly)$/;

/**
 * The folder that a build writes to, "" for the root; false where it is another one than that of the path, undefined
 * where it is not known.
 */
function folderOf(
  words: readonly string[],
  program: string,
  path: string,
  configs: readonly string[],
  facts: Facts,
): string | false | undefined {
  const { outputs = [], outputOptions = [], outputKeys = [] } = toolOf(program) ?? {};
  const given = valueOf(words, outputOptions);
  if (given !== undefined) return cleaned(given) === path ? path : topOf(cleaned(given), path);
  if (program === "tsc" || program === "vue-tsc") return compiledTo(words, facts);
  if (program === "nest") return compiledTo([], facts, nestConfigs) || "dist";
  if (program === "vite") {
    const adapter = adapterFolder(facts);
    if (adapter !== undefined) return adapter === "unknown" ? undefined : adapter;
  }
  for (const config of configs.filter((it) => it.includes(".config.") || it === "angular.json")) {
    const text = facts.contents?.get(config);
    if (text === undefined) return undefined;
    const top = path.split("/")[0] ?? path;
    if (outputKeys.length > 0 && new RegExp(`["'\`/]${top.replace(/[^\w-]/g, "\\$&")}["'\`/]`).test(text)) return top;
    const { names } = readJsConfig(text);
    if (outputKeys.some((name) => names.has(name))) return undefined;
  }
  const own = outputs.find((folder) => path === folder || path.startsWith(`${folder}/`));
  return own ?? (outputs.length > 0 ? false : undefined);
}

const nestConfigs = ["tsconfig.build.json", "tsconfig.json"];

/** `--outfile=dist/app.js` names a file, `-d dist` a folder. */
function topOf(given: string, path: string): string | false {
  return path.startsWith(`${given}/`) ? given : false;
}

/** The folder that the TypeScript compiler writes to; undefined when it writes beside the sources, or it is not known. */
function compiledTo(
  words: readonly string[],
  facts: Facts,
  usual: readonly string[] = ["tsconfig.json"],
): string | undefined {
  const named = valueOf(words, ["-p", "--project", "-b", "--build"]);
  const name = named ?? usual.find((path) => pathSet(facts.files ?? []).has(path));
  const file = name === undefined ? undefined : configFile(name, facts);
  const text = file === undefined ? undefined : facts.contents?.get(file);
  if (file === undefined || text === undefined || /"noEmit"\s*:\s*true/.test(text)) return undefined;
  return compilerOptions(file, facts).outDir;
}

/** Where frameworks that build by Vite put a server; undefined for plain Vite, "unknown" where nobody can tell. */
function adapterFolder({ project, contents, files = [] }: Facts): string | undefined {
  const has = (name: string) =>
    project?.dependencies[name] !== undefined || project?.devDependencies[name] !== undefined;
  if (has("@remix-run/dev") || has("@react-router/dev")) return "build";
  if (has("nitro") || has("nitropack") || has("vinxi")) return ".output";
  if (!has("@sveltejs/kit")) return undefined;
  const path = ["svelte.config.js", "svelte.config.ts"].find((it) => pathSet(files).has(it));
  const text = path === undefined ? undefined : contents?.get(path);
  const config = text === undefined ? undefined : readJsConfig(text);
  if (!config?.imports.includes("@sveltejs/adapter-node")) return "unknown";
  const out = config.names.has("out") ? config.value("kit..out") : "build";
  return out === undefined ? "unknown" : cleaned(out);
}

function valueOf(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const name = names.find((it) => word === it || word.startsWith(`${it}=`));
    const next = words[index + 1];
    if (name === undefined) continue;
    const value = word === name ? next : word.slice(name.length + 1);
    if (value !== undefined && !value.startsWith("-")) return value;
  }
  return undefined;
}

function cleaned(path: string): string {
  return path.replace(/^(?:\.\/)+/, "").replace(/(?<!\/)\/+$/, "");
}
