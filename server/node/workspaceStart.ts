/**
 * What is called for a package elsewhere: a script by `npm start --workspace apps/api` or `npm --prefix api start`,
 * and the folder that `pnpm deploy` makes of it.
 */

import { managerOf } from "../data/packageManagers";
import { readPackageCall } from "../packages/packageCalls";
import { runInTarget, runOf } from "../packages/scripts";
import { folderAfter } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import { filesOf, projectAt, projectOf } from "./entry";
import { readProject } from "./project";
import { type Resolution, resolve, withoutLostVariables } from "./resolution";

/** What it comes down to, and the folder from the context root that package managers start it in. */
interface WorkspaceStart {
  readonly folder: string;
  readonly resolution: Extract<Resolution, { kind: "command" }>;
}

/** undefined when `call` names no workspace of the project at the context root, or its script cannot be followed. */
export function workspaceStartOf(call: readonly string[], facts: Facts): WorkspaceStart | undefined {
  const { project, files = [] } = facts;
  const argv = handedOn(call, facts);
  const target = readPackageCall(argv, project?.manager)?.target;
  if (target?.kind !== "workspace" || patterns.test(target.name)) return undefined;
  const folder = project?.workspaces?.find((candidate) => {
    const name = workspaceAt(candidate, facts)?.name;
    return candidate === target.name.replace(/^\.\/|\/$/g, "") || name === target.name;
  });
  if (folder === undefined) return undefined;
  const paths = files.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
  const own = workspaceAt(folder, facts);
  const asThere = own && { ...own, manifest: `${folder}/package.json`, manager: project?.manager };
  const resolution = resolveThere(argv, asThere, paths, facts);
  return resolution?.kind === "command" ? { folder, resolution } : undefined;
}

/** A start in a folder of the image that an option names. */
interface FolderStart {
  /** An absolute path. */
  readonly place: string;
  readonly resolution: Extract<Resolution, { kind: "command" }>;
}

/**
 * The same for `npm --prefix api start` and its like. undefined when `call` names no folder, or nobody knows what lies there.
 * @param owner what starts it.
 */
export function folderStartOf(
  file: Dockerfile,
  owner: Instruction,
  call: readonly string[],
  facts: Facts,
): FolderStart | undefined {
  const argv = projectOf(file, owner, facts) === facts.project ? handedOn(call, facts) : call;
  const target = readPackageCall(argv, facts.project?.manager)?.target;
  const place = target?.kind === "folder" && owner.stage && resolvePath(folderAfter(owner.stage), target.name);
  const project = place ? projectAt(file, owner, place, facts) : undefined;
  if (!place || !project) return undefined;
  const paths = filesOf(project, facts) ?? [];
  const resolution = resolveThere(argv, project, paths, facts);
  return resolution?.kind === "command" ? { place, resolution } : undefined;
}

/**
 * The one call that a script of the project at the context root is made of, as `npm start` is `npm start -w api`; else the
 * call itself.
 */
function handedOn(argv: readonly string[], { project, files = [] }: Facts): readonly string[] {
  let run = runOf(argv, project, files);
  while (run.kind === "script") {
    const [only, ...others] = [run.before ?? [], run.runs, run.after ?? []].flat();
    if (!only || others.length > 0 || run.problem !== undefined) return argv;
    run = only;
  }
  const { command, environment } = run;
  const isPlain = !command || (command.within.length === 0 && command.redirects.length === 0 && !command.next);
  return run.call?.target && isPlain && Object.keys(environment).length === 0 ? run.argv : argv;
}

function resolveThere(
  argv: readonly string[],
  project: Project | undefined,
  paths: readonly string[],
  facts: Facts,
): Resolution | undefined {
  const resolution = resolve(runInTarget(argv, project, paths), project, paths);
  return resolution && withoutLostVariables(resolution, project, facts);
}

/** What names several, or those that belong to one. */
const patterns = /[*.{}]{2}|[*!^[\]]/;

/**
 * The folder whose package.json a call is about: the one that an option or a workspace names, else the one it is in.
 * undefined where that cannot be told.
 * @param folder absolute, as what comes back.
 */
export function calledFolder(
  words: readonly string[],
  folder: string,
  { project, contents }: Facts,
): string | undefined {
  const target = readPackageCall(words, project?.manager)?.target;
  if (!target) return folder;
  if (target.kind === "folder") return resolvePath(folder, target.name);
  if (target.kind === "many" || words[0] !== "npm" || /[*!^[\]{}]/.test(target.name)) return undefined;
  const path = target.name.replace(/^\.\/|\/$/g, "");
  const own = project?.workspaces?.find((each) => each === path || workspaceAt(each, { contents })?.name === path);
  return own === undefined ? undefined : resolvePath(folder, own);
}

/** The package.json in the folder of a workspace, as if that were the root; undefined where its text is not known. */
export function workspaceAt(folder: string, { contents }: Pick<Facts, "contents">): Project | undefined {
  return readProject([], new Map([["package.json", contents?.get(`${folder}/package.json`) ?? ""]]));
}

/** Whether the settings of a workspace of pnpm are known, with one lock file for all of it, and nothing in them asks for another way. */
export function isSharedAndLinked({ contents, project, files = [], isPartial }: Facts): boolean {
  const settings = contents?.get("pnpm-workspace.yaml");
  if (settings === undefined || isPartial) return false;
  const npmrc = contents?.get(".npmrc");
  if (npmrc === undefined && files.includes(".npmrc")) return false;
  const all = [settings, npmrc ?? "", contents?.get(project?.manifest ?? "") ?? ""].join("\n");
  return !/inject-?workspace-?packages|force-?legacy-?deploy|shared-?workspace-?lockfile/i.test(all);
}

// ------------------------------------------------------------------ deployed

/** A package that the Dockerfile deploys by itself. */
export interface OwnDeployment {
  readonly instruction: Instruction;
  /** The folder of the package, from the root of the workspace. */
  readonly folder: string;
  /** The absolute path of what is made. */
  readonly target: string;
}

/** The `pnpm deploy` of one package that a stage runs; undefined where there is none, more than one, or one that is not read. */
export function ownDeployment(stage: Stage, facts: Facts): OwnDeployment | undefined {
  const found = stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN"
      ? commandsIn(instruction, "pnpm").flatMap((it) => deployOf(it, instruction, facts))
      : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

function deployOf(command: Command, instruction: Instruction, facts: Facts): OwnDeployment | undefined | [] {
  const call = deployCall(command);
  if (!call) return [];
  const name = call.target?.kind === "workspace" ? call.target.name.replace(/^\.\/|\/$/g, "") : undefined;
  const folder = facts.project?.workspaces?.find(
    (each) => name !== undefined && (each === name || workspaceAt(each, facts)?.name === name),
  );
  const target = resolvePath(instruction.before.workdir, call.operands[0]);
  if (target === undefined || folder === undefined || call.operands.length !== 1) return undefined;
  return { instruction, folder, target };
}

/** Whether a command deploys packages of a workspace of pnpm. */
export function isDeploy(command: Command): boolean {
  return deployCall(command) !== undefined;
}

function deployCall({ words }: Command) {
  const call = readPackageCall(words.flatMap(({ value, text }) => (switches.has(text) ? [] : [value ?? text])));
  return call?.kind === "built-in" && call.manager === "pnpm" && call.verb === "deploy" ? call : undefined;
}

/** Options without a value that say what is deployed and not which package. Source: pnpm.io/cli/deploy */
const switches: ReadonlySet<string> = new Set([...managerOf("pnpm").production, "--legacy", "--dev", "-D"]);
