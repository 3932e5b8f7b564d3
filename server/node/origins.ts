/** Where a file of an image comes from. */

import { mayBeTar } from "../context/archives";
import { copySources, hasWildcard } from "../context/contextSources";
import { type ContextTree, matchesOf } from "../context/contextTree";
import { officialName } from "../data/images";
import { allOf } from "../data/packageManagers";
import { systemManagers } from "../data/systemManagers";
import { groupRedirect } from "../image/writers";
import { installsIn } from "../packages/install";
import { installHooks } from "../packages/scripts";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { hasFlag, runs } from "../syntax/shell";
import type { Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import { baseName, isWithin } from "../util/paths";
import { own } from "../util/records";
import { readsNoSource } from "./hookSources";
import { factsFor } from "./installProject";
import { readProjectIn } from "./project";

/** A path of the build context at which a file of an image has to be. */
export interface Origin {
  readonly path: string;
  /** The folder that is copied, when the file comes with one. */
  readonly folder: string | undefined;
}

interface Search {
  readonly file: Dockerfile;
  readonly facts: Facts;
  readonly context: ContextTree;
  /** What has been looked for so far, which also bounds it. */
  readonly known: Map<string, Origin[] | undefined>;
}

const mostLookUps = 300;

/**
 * The places in the build context that a file of a stage may come from, if it is there at all.
 * undefined when it may come from somewhere else: the base image, a RUN, an address, a stage that is not understood.
 * @param target an absolute path of the image.
 */
export function originsOf(
  file: Dockerfile,
  facts: Facts,
  context: ContextTree,
  stage: Stage,
  target: string,
): Origin[] | undefined {
  return search({ file, facts, context, known: new Map() }, stage, target);
}

function search(all: Search, stage: Stage, target: string): Origin[] | undefined {
  const key = `${stage.index} ${target}`;
  if (all.known.has(key)) return all.known.get(key);
  all.known.set(key, undefined);
  if (all.known.size > mostLookUps || !isPlainBase(stage) || systemFolder.test(target)) return undefined;
  const origins: Origin[] = [];
  for (const instruction of inherited(stage)) {
    const found = originsIn(all, instruction, target);
    if (!found) return undefined;
    origins.push(...found);
  }
  all.known.set(key, origins);
  return origins;
}

const systemFolder = /^\/(?:bin|sbin|lib\w*|etc|usr\/(?:s?bin|lib\w*|share|local))\//;

/** Whether a stage starts from an image that is known to hold no app. */
function isPlainBase({ base }: Stage): boolean {
  if (!base || base.tag?.includes("onbuild")) return false;
  return /^(?:node|alpine|debian|ubuntu|buildpack-deps|scratch|gcr\.io\/distroless\/.*)$/.test(officialName(base.name));
}

function originsIn(all: Search, instruction: Instruction, target: string): Origin[] | undefined {
  const { keyword, words } = instruction;
  if (keyword === "RUN") return makesNoFile(all, instruction) ? [] : undefined;
  if (keyword === "VOLUME")
    return words.some(({ value }) => value === undefined || isWithin(target, value)) ? undefined : [];
  if (!isCopy(instruction)) return [];
  const destination = resolvePath(instruction.before.workdir, words.at(-1)?.value);
  if (destination === undefined) return undefined;
  if (!isWithin(target, destination)) return [];
  const isPartly = flagOf(instruction, "parents") !== undefined || flagOf(instruction, "exclude") !== undefined;
  if (instruction.heredocs.length > 0 || isPartly) return undefined;
  const from = flagOf(instruction, "from");
  const inside = target.slice(destination === "/" ? 1 : destination.length + 1);
  return from ? fromStage(all, instruction, from.value?.value, inside) : fromContext(all.context, instruction, inside);
}

/** @param inside the path of the file from the destination; "" for the destination itself. */
function fromContext(context: ContextTree, instruction: Instruction, inside: string): Origin[] | undefined {
  const sources = copySources(instruction);
  if (sources.length < instruction.words.length - 1 || sources.some(({ isLiteral }) => !isLiteral)) return undefined;
  const origins: Origin[] = [];
  for (const { path, value, isGlob } of sources) {
    if (instruction.keyword === "ADD" && mayBeTar(value)) return undefined;
    for (const source of isGlob ? matchesOf(context, path) : [path]) {
      const name = baseName(source);
      if (source === "." || context.isFolder(source)) {
        if (inside !== "") origins.push({ path: source === "." ? inside : `${source}/${inside}`, folder: source });
      } else if (inside === "" || inside === name) origins.push({ path: source, folder: undefined });
      // What is not listed, and what may be a link to a folder.
      else if (context.isClosed(source) || (context.isFile(source) && !name.includes("."))) return undefined;
    }
  }
  return origins;
}

function fromStage(
  all: Search,
  instruction: Instruction,
  name: string | undefined,
  inside: string,
): Origin[] | undefined {
  const stage = name === undefined ? undefined : findStage(all.file, name, instruction.stage);
  if (!stage) return undefined;
  const origins: Origin[] = [];
  for (const { value } of instruction.words.slice(0, -1)) {
    const source = value && !hasWildcard(value) ? resolvePath("/", value) : undefined;
    if (source === undefined) return undefined;
    const paths = inside === baseName(source) || inside === "" ? [source] : [];
    if (inside !== "") paths.push(source === "/" ? `/${inside}` : `${source}/${inside}`);
    for (const path of paths) {
      const found = search(all, stage, path);
      if (!found) return undefined;
      origins.push(...found);
    }
  }
  return origins;
}

// ------------------------------------------------------------------- what a RUN makes

/** Programs that make no file of an app. */
const harmless = new Set([
  ...systemManagers,
  ...(
    "mkdir chown chmod chgrp useradd adduser addgroup groupadd usermod groupmod rm " +
    "rmdir set echo printf true cd export id ls cat test [ which corepack update-ca-certificates"
  ).split(" "),
]);

const harmlessCalls = [
  ...allOf(({ cache, config, prune }) => [...cache.calls, ...config, ...(prune?.calls ?? [])]),
  // A client in node_modules, or sources that a build compiles.
  ...["", "npx ", "yarn ", "pnpm ", "pnpm exec ", "bunx "].map((runner) => `${runner}prisma generate`),
];

/** Whether a RUN surely makes no file of the app: it installs packages, prepares folders and accounts. */
function makesNoFile({ file, facts }: Search, instruction: Instruction): boolean {
  const { script } = instruction;
  if (!script || script.errors.length > 0 || groupRedirect.test(instruction.argumentText)) return false;
  const installs = new Map(installsIn(instruction).map((install) => [install.command, install]));
  return script.commands.every((command) => {
    if (command.redirects.some(({ operator, target }) => operator.includes(">") && !isDevice(target?.value)))
      return false;
    if (command.name === undefined) return false;
    if (harmless.has(command.name) || runs(command, ...harmlessCalls)) return true;
    if (command.name === "install" && hasFlag(command, "-d", "--directory")) return true;
    const install = installs.get(command);
    if (!install) return false;
    return hasFlag(command, "-g", "--global", "--ignore-scripts") || runsNoScript(factsFor(file, install, facts));
  });
}

function isDevice(path: string | undefined): boolean {
  return path !== undefined && /^(?:\/dev\/|&?\d$)/.test(path);
}

/** Whether installing the project runs no script of its own or of its workspaces, or none that makes files of the app. */
function runsNoScript(facts: Facts): boolean {
  const { project, contents, files = [] } = facts;
  const { workspaces } = project ?? {};
  if (!project || !workspaces) return false;
  if (!contents || workspaces.length === 0) return makesNothing(project);
  return [project, ...workspaces.map((folder) => readProjectIn(folder, files, contents))].every(makesNothing);
}

function makesNothing(project: Project | undefined): boolean {
  if (!project) return false;
  return installHooks.every((name) => {
    const script = own(project.scripts, name) ?? "true";
    return readsNoSource(script) || preparing.test(script);
  });
}

/** What makes types and the like in a folder of the tool's own. */
const preparing =
  /^(?:npx )?(?:nux[ti] prepare|svelte-kit sync|astro sync|react-router typegen|lefthook install|simple-git-hooks|echo [^&|;<>`$]*)$/;
