/** Installs of a project's dependencies in other languages than JavaScript, and what each reads of the project. */

import { type DependencyTool, dependencyTools } from "../data/dependencyTable";
import { ignores } from "../syntax/dockerignore";
import { unixCommands } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { baseName, folderOf } from "../util/paths";
import { atRoot } from "../util/reads";
import { pipInstallOf } from "./pip";
import type { ManifestCopy } from "./reorder";

/** Manifests that may lead on to other files, beside those that others declare. */
export const dependencyReads = atRoot(
  "mix.exs",
  "pubspec.yaml",
  "environment.yml",
  "environment.yaml",
  "Package.swift",
);

export interface DependencyInstall {
  readonly tool: DependencyTool;
  readonly command: Command;
  readonly instruction: Instruction;
  /** The files that options name, as written; undefined where one is not known. */
  readonly listed: readonly string[] | undefined;
}

/** The installs of a stage in order, those of ONBUILD and those that only fill a mounted cache left out. */
export function dependencyInstallsOf(stage: Stage): readonly DependencyInstall[] {
  return stage.instructions.flatMap((instruction) => {
    if (instruction.keyword !== "RUN" || instruction.onbuild) return [];
    const isCached = instruction.mounts.some(({ type }) => type === "cache");
    const found = unixCommands(instruction).flatMap((command) => readInstall(command, instruction) ?? []);
    return found.filter(({ tool }) => !(tool.downloads && isCached));
  });
}

function readInstall(command: Command, instruction: Instruction): DependencyInstall | undefined {
  const call = pipInstallOf(command) ?? command;
  const tool = dependencyTools.find(({ programs, verbs, lists, builds }) => {
    if (!programs.includes(call.name ?? "") || (lists !== undefined && !valuesOf(call, lists))) return false;
    if (builds && call.words.some(({ value }) => builds.test(value ?? ""))) return false;
    return verbs.some((verb) => programs.some((program) => runs(call, `${program} ${verb}`)) || isGoal(call, verb));
  });
  if (!tool) return undefined;
  const listed = tool.lists && valuesOf(call, tool.lists);
  // The project itself is installed along with them: `pip install -r requirements.txt .`
  if (listed && call.words.some(({ value }) => /^\.(?:$|[/[])/.test(value ?? "") && !listed.includes(value)))
    return undefined;
  return {
    tool,
    command,
    instruction,
    listed: listed?.every((it) => it !== undefined) ? listed : tool.lists ? undefined : [],
  };
}

/** A build tool takes its goals in any order: `mvn clean dependency:go-offline`. */
function isGoal({ words }: Command, verb: string): boolean {
  return (
    /^(?:dependency:|\w*[dD]ependencies$)/.test(verb) &&
    words.some(({ value }) => value === verb || value === `:${verb}`)
  );
}

/** The values of options, undefined those that are not known; undefined when none is given. */
function valuesOf({ words }: Command, names: readonly string[]): readonly (string | undefined)[] | undefined {
  const found = words.flatMap(({ value = "" }, index) =>
    names.flatMap((name) => {
      if (value === name) return [words[index + 1]?.value];
      const isAttached =
        value.startsWith(name.startsWith("--") ? `${name}=` : name) && !value.startsWith("--", name.length);
      return isAttached ? [value.slice(name.startsWith("--") ? name.length + 1 : name.length)] : [];
    }),
  );
  return found.length > 0 ? found : undefined;
}

/** Whether the source has to be there before the install, so that no other order helps. */
export function readsSource({ tool, listed = [] }: DependencyInstall, { files = [], contents }: Facts): boolean {
  const { sources } = tool;
  if (sources && files.some((path) => sources.test(path))) return true;
  return listed.some((path) =>
    /^[ \t]*(?:(?:-e|--editable)[ =]*)?(?:\.(?![\w])|file:)/m.test(contents?.get(cleaned(path)) ?? ""),
  );
}

/** The copies that an install needs before it; undefined when it needs the source, or that cannot be told. */
export function dependencyCopies(install: DependencyInstall, facts: Facts): ManifestCopy[] | undefined {
  const { tool, command, listed } = install;
  const { files = [], contents, ignore, isPartial } = facts;
  if (
    isPartial ||
    !listed ||
    (tool.alone && !tool.alone.some((flags) => flags.every((flag) => hasFlag(command, flag))))
  )
    return undefined;
  const isSent = (path: string) => !ignores(ignore, path);
  const manifests = tool.lists ? listed.map(cleaned) : files.filter((path) => tool.manifest.test(baseName(path)));
  const [manifest] = manifests;
  if (manifest === undefined || manifests.length > 1 || manifest.includes("/")) return undefined;
  if (!pathSet(files).has(manifest) || !isSent(manifest)) return undefined;
  if (tool.leadsOn?.test(contents?.get(manifest) ?? "")) return undefined;
  const others = files.filter(
    (path) => path !== manifest && tool.beside.test(path.replace(/\/.*/, "")) && isSent(path),
  );
  const folders = [...new Set(others.flatMap((path) => (folderOf(path) === "" ? [] : [path.replace(/\/.*/, "")])))];
  return [
    { sources: [manifest, ...others.filter((path) => folderOf(path) === "")], folder: "" },
    ...folders.map((folder) => ({ sources: [folder], folder })),
  ];
}

function cleaned(path: string): string {
  return path.replace(/^\.\//, "");
}
