/** One package of a pnpm workspace, deployed into a folder of its own: without dev dependencies, and without its siblings. */

import { isOfNoUse } from "../context/unusedFiles";
import { managerVersionOf } from "../locks/managerVersion";
import { importsIn } from "../node/shutdown";
import { isSharedAndLinked, workspaceAt } from "../node/workspaceStart";
import type { Install } from "../packages/install";
import { installHooks } from "../packages/scripts";
import {
  type OwnDeployment,
  ownDeployment,
  type StartedFile,
  startedFile,
  startsByScript,
} from "../projects/startedPackage";
import { decide } from "../syntax/dockerignore";
import type { Facts, Instruction, Reads, Stage } from "../types";
import { isFields, readJson } from "../util/json";
import { filesBelow } from "../util/listing";
import { baseName } from "../util/paths";
import type { Reason } from "../util/reason";
import { own } from "../util/records";
import { isInside, type Kind } from "./classify";
import type { Piece } from "./places";
import type { Result } from "./stageResult";

/** It is brought to where its files were before; the path that it is copied from is absolute. */
export interface Deployment extends Result {
  /** What makes it, without flags of RUN; undefined where an instruction does. */
  readonly command: string | undefined;
  /** The RUN that makes it already. */
  readonly instruction?: Instruction;
  /** The working folder of the container. */
  readonly workdir: string;
}

/** The sources of packages, which say what they reach outside of their folders; the ones that are started come first. */
export const deployReads: Reads = {
  most: 200,
  *paths(facts, { started }) {
    const { project, files = [] } = facts;
    const folders = project?.manager === "pnpm" ? (project.workspaces ?? []) : [];
    const isStarted = (folder: string) =>
      started.some((word) => word.includes(folder) || word === workspaceAt(folder, facts)?.name);
    for (const folder of [...folders.filter(isStarted), ...folders]) {
      yield* [`${folder}/.npmignore`, `${folder}/.gitignore`];
      yield* filesBelow(files, folder).filter(isSource);
    }
  },
};

/**
 * How the package that a stage starts is deployed; else why that is not certain to do the same.
 * @param behind what follows the build.
 * @param root where the workspace lies in the image.
 * @returns undefined where the install is none of a pnpm workspace, and where the package at the root of it starts:
 * all of the workspace lies in its folder.
 */
export function deploymentOf(
  stage: Stage,
  behind: readonly Piece[],
  install: Install,
  root: string,
  facts: Facts,
): Deployment | Reason | undefined {
  const { project } = facts;
  const folders = project?.workspaces ?? [];
  if (install.manager !== "pnpm" || !project || folders.length === 0) return undefined;
  const started = startedFile(stage, facts);
  const made = ownDeployment(stage, facts);
  if (!started) return { reason: unknownStart(stage, made, facts) };
  if (made && isInside(made.target, started.path)) return deployedBefore(made, started, behind, root, facts);
  const inside = started.path.startsWith(`${root}/`) ? started.path.slice(root.length + 1) : undefined;
  if (inside === undefined) return { reason: `${started.path}, which starts, lies outside of the workspace` };
  const folder = folders.findLast((each) => inside.startsWith(`${each}/`));
  if (folder === undefined) return undefined;
  const version = managerVersionOf(install, facts);
  const major = version === undefined || version === "newest" ? 0 : Number.parseInt(version.version, 10);
  if (major < 7) return { reason: "what pnpm deploy needs depends on the version of pnpm, which is not known" };
  if (!isSharedAndLinked(facts)) return { reason: "pnpm's settings change how packages of the workspace are deployed" };
  const { workdir } = started;
  const target = `${root}/${folder}`;
  const own = workspaceAt(folder, facts);
  if (!own?.name) return { reason: `${folder}/package.json has no name to deploy it by` };
  const obstacle = obstacleIn(folder, inside.slice(folder.length + 1), started.folder === target, facts);
  if (obstacle !== undefined) return { reason: obstacle };
  // Asked last, since Harden adds some of it where the rest is left.
  if (!behind.every(isSetting)) return { reason: "more is done in the workspace once it is built" };
  const source = `/prod/${baseName(folder)}`;
  const legacy = major >= 10 ? " --legacy" : "";
  const place = workdir === target ? "./" : workdir === root ? `./${folder}` : target;
  return {
    command: `pnpm --filter ${own.name} --prod deploy${legacy} ${source}`,
    copies: [{ source, target: place }],
    replaced: new Map(),
    workdir,
  };
}

/** What says how the container runs, and does nothing to files. */
const settings: ReadonlySet<Piece["kind"]> = new Set<Kind>([
  ...(["environment", "argument", "folder", "user", "shell"] as const),
  ...(["description", "check", "start"] as const),
]);

/** Why it is not known what starts. */
function unknownStart(stage: Stage, made: OwnDeployment | undefined, facts: Facts): string {
  return made && startsByScript(stage, facts)
    ? "a package manager starts what pnpm deploy has made, and would have to ship along with it"
    : "it is not known which package of the workspace starts, to deploy that alone";
}

function isSetting({ kind, instruction }: Piece): boolean {
  return settings.has(kind) && !instruction.onbuild;
}

/** What a `pnpm deploy` of the Dockerfile has made ships as it is, where nothing that starts from there may read what lies around it. */
function deployedBefore(
  { instruction, folder, target }: OwnDeployment,
  { workdir }: StartedFile,
  behind: readonly Piece[],
  root: string,
  facts: Facts,
): Deployment | Reason {
  if (!behind.every((piece) => isSetting(piece))) return { reason: `more is done once ${target} is made` };
  if (isInside(target, root)) return { reason: `${target}, which pnpm deploy makes, holds the workspace` };
  const all = [folder, ...siblingsOf(folder, facts)];
  const sources = all.flatMap((each) =>
    filesBelow(facts.files ?? [], each).filter((path) => isSource(path) && isSent(path, facts)),
  );
  const reaching = sources.find((path) => {
    const text = facts.contents?.get(path);
    return text === undefined || text.includes(root) || reachesOut(path, all, text, facts);
  });
  if (reaching !== undefined) return { reason: `${reaching} may read files outside of ${target}` };
  const place = workdir === target ? "./" : target;
  return { command: undefined, instruction, copies: [{ source: target, target: place }], replaced: new Map(), workdir };
}

/** Why a deployed package may not do what it does in its place, for people. */
function obstacleIn(folder: string, start: string, isStartedThere: boolean, facts: Facts): string | undefined {
  const { files = [], contents, project } = facts;
  const all = [folder, ...siblingsOf(folder, facts)];
  for (const each of all) {
    const own = workspaceAt(each, facts);
    if (!own) return `${each}/package.json cannot be read`;
    // Deploying installs anew, and what they made by hand is not copied.
    const hook = installHooks.find((name) => own.scripts[name] !== undefined);
    if (hook !== undefined) return `the script ${hook} of ${each}/package.json would run again when it is deployed`;
    const odd = Object.entries(own.dependencies).find(([name, range]) => generated.test(name) || outside.test(range));
    if (odd) return `what ${odd[0]} needs or makes would not be deployed along with ${folder}`;
  }
  const settings = [contents?.get("package.json"), contents?.get("pnpm-workspace.yaml")].join("\n");
  if (/patchedDependencies|pnpmfile/.test(settings) || files.includes(".pnpmfile.cjs"))
    return "the workspace patches packages that it installs";
  if (Object.keys(project?.dependencies ?? {}).length > 0)
    return "package.json of the workspace has dependencies of its own, which the program may load";
  const lost = lostFile(folder, start, facts);
  if (lost !== undefined) return lost;
  const sources = all.flatMap((each) =>
    filesBelow(files, each).filter((path) => isSource(path) && isSent(path, facts)),
  );
  const unknown = sources.find((path) => contents?.get(path) === undefined);
  if (unknown !== undefined) return `${unknown} may read files outside of its package`;
  const reaching = sources.find((path) => reachesOut(path, all, contents?.get(path) ?? "", facts));
  if (reaching !== undefined) return `${reaching} may read files outside of its package`;
  const loading = sources.find((path) => loadsLess(path, all, facts));
  if (loading !== undefined) return `${loading} loads what no dependency of its package brings`;
  const beside = isStartedThere ? undefined : files.find((path) => isBeside(path, facts));
  return beside && `the program may read ${beside}, which lies where it starts`;
}
/** Dependencies that a command writes code into, and ranges that name a folder or archive. */
const generated = /^(?:@prisma\/|prisma$|@zenstackhq\/|blitz$|patch-package$)/;
const outside = /^(?:file|link|portal):|^\.{0,2}\//;

/** The packages of the workspace that one depends on, by however many others. */
function siblingsOf(folder: string, facts: Facts): string[] {
  const byName = new Map((facts.project?.workspaces ?? []).map((each) => [workspaceAt(each, facts)?.name, each]));
  const found = new Set([folder]);
  for (const each of found)
    for (const name of Object.keys(workspaceAt(each, facts)?.dependencies ?? {})) {
      const sibling = byName.get(name);
      if (sibling !== undefined) found.add(sibling);
    }
  return [...found].slice(1);
}

/** What pnpm leaves out when it copies a package, as it does for publishing. */
function lostFile(folder: string, start: string, facts: Facts): string | undefined {
  const { files = [], contents } = facts;
  const listed = filesField(contents?.get(`${folder}/package.json`));
  const sent = filesBelow(files, folder).filter((path) => isSent(path, facts));
  const inside = (path: string) => path.slice(folder.length + 1);
  const isListed = (path: string) => listed?.some((each) => path === each || path.startsWith(`${each}/`));
  if (listed) {
    const lost = [start, ...sent.map(inside).filter((path) => !isOfNoUse(path))].find((path) => !isListed(path));
    return lost && `"files" in ${folder}/package.json leaves ${lost} out of what is deployed`;
  }
  const rules = sent.find((path) => /(?:^|\/)\.(?:npm|git)ignore$/.test(path));
  return rules && `what ${rules} leaves out would not be deployed`;
}

/** The folders and files that `files` of a package.json names; undefined when there is no such field, empty for patterns. */
function filesField(text: string | undefined): string[] | undefined {
  const manifest = readJson(text);
  const files = isFields(manifest) ? manifest.files : undefined;
  if (!Array.isArray(files)) return undefined;
  const paths = files.map((path) =>
    String(path)
      .replace(/^\.?\//, "")
      .replace(/\/(?:\*\*(?:\/\*)?)?$/, ""),
  );
  return paths.every((path) => /^[\w@.-]+(?:\/[\w@.-]+)*$/.test(path)) ? paths : [];
}

/** Whether a text may name what lies outside of the folders: by steps up, or by the folder of another package. */
function reachesOut(path: string, folders: readonly string[], text: string, { project }: Facts): boolean {
  const folder = folders.find((each) => path.startsWith(`${each}/`)) ?? "";
  const depth = path.slice(folder.length + 1).split("/").length - 1;
  const steps = [...text.matchAll(/(?:\.\.(?:\/|["'`]\s*,\s*["'`]|(?=["'`])))+/g)];
  if (steps.some(([found]) => (found.match(/\.\.(?!\.)/g) ?? []).length > depth)) return true;
  const others = (project?.workspaces ?? []).filter((each) => !folders.includes(each));
  return others.some((each) => text.includes(`${each}/`)) || /process\s*\.\s*cwd\s*\(|pnpm-workspace/.test(text);
}

/** Whether a source loads a package that is installed for development alone, or for the workspace. */
function loadsLess(path: string, folders: readonly string[], facts: Facts): boolean {
  const { dependencies = {}, devDependencies = {} } =
    workspaceAt(folders.find((each) => path.startsWith(`${each}/`)) ?? "", facts) ?? {};
  const text = (facts.contents?.get(path) ?? "").replace(/\bimport type\b[^;\n]*/g, "");
  return importsIn(text).some((specifier) => {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
    const isInstalled = own(devDependencies, name) ?? own(facts.project?.devDependencies, name);
    return isInstalled !== undefined && own(dependencies, name) === undefined;
  });
}

/** Whether a file lies in the root of the workspace and might be read there. */
function isBeside(path: string, facts: Facts): boolean {
  const folders = facts.project?.workspaces ?? [];
  return (
    !folders.some((each) => path.startsWith(`${each}/`)) &&
    isSent(path, facts) &&
    !isOfNoUse(path) &&
    !isTool.test(path)
  );
}

const isTool = /^(?:turbo|nx|lerna|rush)\.json$|^\.changeset\//;

function isSent(path: string, { ignore }: Facts): boolean {
  return !ignore || !decide(ignore, path).ignored;
}

function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !isNoPart.test(path);
}

const isNoPart =
  /\.d\.[cm]?ts$|\.(?:config|test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|e2e|node_modules|dist|build|coverage)\//;
