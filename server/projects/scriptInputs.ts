/** The sources without which the build of a package script stops. */

import { idleBeforeBuilds, type NeededSources, neededSources, sourceReaders } from "../data/buildTools";
import { joined, projectFolders } from "../image/model";
import { certainRuns } from "../locks/installNeeds";
import { type Run, runOf, type ScriptRun } from "../packages/scripts";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Project } from "../types";

/**
 * What a call such as `npm run build` or `npx tsc` cannot do without, as absolute paths of which one has to be there; one
 * such list for each program that surely runs before one that is not known.
 * @param folder in which it runs, that of package.json. @param files the paths of the context.
 */
export function sourcesOfCall(
  argv: readonly string[],
  folder: string,
  project: Project,
  files: readonly string[],
): readonly (readonly string[])[] {
  const run = runOf(argv, project, files);
  if (run.kind !== "script" && run.kind !== "tool") return [];
  const found: (readonly string[])[] = [];
  for (const each of run.kind === "script" ? programsIn(run) : [argvOf(run)]) {
    const needs = each && needsOf(each, folder);
    if (needs) found.push(needs);
    if (!each || !idleBeforeBuilds.includes(programName(each[0]) ?? "")) break;
  }
  return found;
}

/** Program and arguments of each in order; undefined for what is not known. */
function programsIn(run: ScriptRun): readonly (readonly string[] | undefined)[] {
  const own = certainRuns(run).map(argvOf);
  const before = run.before ? programsIn(run.before) : [];
  return own.length === 0 ? [...before, undefined] : [...before, ...own];
}

function argvOf(run: Run): readonly string[] | undefined {
  if (run.problem !== undefined || run.kind === "several" || run.kind === "unknown") return undefined;
  const { argv } = run.kind === "tool" ? run.run : run;
  return argv.some((word) => /[$*`?]/.test(word)) ? undefined : argv;
}

function needsOf(argv: readonly string[], folder: string): readonly string[] | undefined {
  const program = programName(argv[0]) ?? "";
  const words = argv.slice(1);
  if (sourceReaders.includes(program)) {
    const [first] = words;
    // Without its ending, or for a folder of them, there are more names than one.
    const isFile = first !== undefined && /^[\w@./-]+\.[cm]?[jt]sx?$/.test(first);
    const path = isFile ? resolvePath(folder, first) : undefined;
    return path === undefined ? undefined : [path];
  }
  const row = neededSources.find((it) => isCall(it, [program, ...words]));
  if (row) {
    const folders = row.isAbove ? projectFolders(folder) : [folder];
    return row.anyOf.flatMap((name) => folders.map((one) => joined(one, name)));
  }
  return program === "tsc" ? ofConfiguration(words, folder) : undefined;
}

function isCall({ call, elsewhere }: NeededSources, argv: readonly string[]): boolean {
  const rest = argv.slice(call.length);
  // The values of options are words as well: `--mode production`.
  const isNamed = rest.some((word, at) => !word.startsWith("-") && !rest[at - 1]?.startsWith("--"));
  return call.every((word, at) => argv[at] === word) && !isNamed && !rest.some((word) => elsewhere.test(word));
}

/** `tsc -p tsconfig.build.json`, `tsc --build`. */
function ofConfiguration(words: readonly string[], folder: string): readonly string[] | undefined {
  const [option, name = ".", ...more] = words;
  if (!/^(?:-p|--project|-b|--build)$/.test(option ?? "") || more.some((word) => !word.startsWith("--")))
    return undefined;
  const path = /^[\w@./-]+$/.test(name) && !name.startsWith("-") ? resolvePath(folder, name) : undefined;
  if (path === undefined) return undefined;
  return /\.json$/.test(path) ? [path] : [path === "/" ? "/tsconfig.json" : `${path}/tsconfig.json`];
}
