/** Images of built front ends: a stage of nginx sends the files, in place of a server that needs Node.js. */

import { isMounted } from "../packages/caches";
import { type Install, projectInstallsOf } from "../packages/install";
import { isPackagedInit } from "../stage/inits";
import { uidOf } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf } from "../syntax/instructions";
import { operands, runs } from "../syntax/shell";
import type { Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { isReason, type Reason } from "../util/reason";
import { copyFrom, type Line, withFlag, withoutOwner } from "./assemble";
import { buildToolsIn, commandsFor, installedBy, isInside, type Language, serves } from "./classify";
import { configuration, nginxImage, sitesFolder } from "./nginx";
import { nodeLanguage } from "./nodeLanguage";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Plan } from "./policy";
import { cacheMountFor } from "./stageCache";
import { copiedStage, lastBuild, type StaticSite } from "./staticSite";

/** How nginx comes to send a site that a stage serves otherwise; else why that is left to people. */
export function sitePlan(file: Dockerfile, stage: Stage, site: StaticSite, facts: Facts): Plan | Reason {
  const run = lastBuild(stage, file, facts);
  const isBuiltHere = run === undefined || run.stage === stage;
  const source = isBuiltHere ? ownSource(file, stage, site.folder) : copiedSource(file, stage, site.folder);
  if (!source) return { reason: `nothing tells where "${site.folder}" comes from` };
  const lacking = run ? undefined : omittedTool(stage, facts);
  if (lacking !== undefined) return { reason: `the install leaves out ${lacking}` };

  const language = siteLanguage(site.folder, facts);
  const pieces = piecesOf(file, stage, language);
  const end = isBuiltHere ? endOfBuild(pieces, run, language) : -1;
  const descriptions = pieces.filter(isDescription).map(({ instruction }) => instruction.argumentText);
  const asked = descriptions.join(" ");
  const isAskedFor = ({ assignments }: Instruction) => assignments.some(({ name }) => expands(asked, name.text));
  const places = placesFor(pieces, end, (piece, isBehind) => {
    const { instruction, kind } = piece;
    if (isDescription(piece)) return placeOfDescription(piece);
    if ((kind === "environment" || kind === "argument") && isAskedFor(instruction)) return isBehind ? "after" : "twice";
    if (!isBehind) return isForServer(piece, language) ? "gone" : "build";
    if (instruction === source.copy || isOfNoUse(piece, isBuiltHere, site.folder, language)) return "gone";
    return { reason: `${instruction.keyword} in line ${instruction.line + 1} may change what is served` };
  });
  if (isReason(places)) return places;

  const shipped = pieces.filter((_, index) => places[index] === "after" || places[index] === "twice");
  const isSet = shipped.some(
    ({ kind, instruction }) =>
      kind === "environment" && instruction.assignments.some(({ name }) => name.text === "PORT"),
  );
  const isExposed = shipped.some(({ instruction }) => instruction.keyword === "EXPOSE");
  const isTwice = new Set(pieces.filter((_, index) => places[index] === "twice"));
  const installs = projectInstallsOf(stage).reverse();
  const flags = new Map(installs.map((install) => [install.instruction, cacheFlag(install, facts)]));
  const isOfRoot = pieces.slice(0, end + 1).every(({ kind }) => kind !== "user");
  return {
    pieces,
    places,
    lines(piece, half): Line[] {
      const { block, instruction } = piece;
      if (half === "production") {
        return [{ block, above: isTwice.has(piece) ? "nothing" : "comments" }];
      }
      const owner = isOfRoot ? withoutOwner(file, instruction) : [];
      return [{ block, edits: [...owner, ...withFlag(instruction, flags.get(instruction))] }];
    },
    build: isBuiltHere
      ? {
          name: stage.name ? undefined : source.stage,
          end: site.build === undefined ? [] : [{ keyword: "RUN", argument: site.build }],
        }
      : undefined,
    production: {
      from: nginxImage(facts.today),
      brought: [
        ...(site.readsPort && !isSet ? [{ keyword: "ENV", argument: `PORT=${site.port}` }] : []),
        copyFrom(source.stage, source.path, sitesFolder),
        configuration(site),
      ],
      end: isExposed ? [] : [{ keyword: "EXPOSE", argument: String(site.port) }],
    },
  };
}

/** The commands of Node.js, and those that are there for a server of files. */
function siteLanguage(folder: string, facts: Facts): Language {
  const isApart = ({ value = "" }: Word) =>
    value.startsWith("/") && !isInside(folder, value) && !isInside(value.replace(/(?<!\/)\/+$/, ""), folder);
  const node = nodeLanguage(folder, () => true, facts);
  return {
    ...node,
    purposesOf(command, instruction) {
      if (runs(command, "rm") && operands(command).every(isApart)) return ["cache"];
      const installed = installedBy(command);
      const isInit = installed.length > 0 && installed.every(isPackagedInit);
      return isInit ? ["server"] : node.purposesOf(command, instruction);
    },
  };
}

// -------------------------------------------------------------------------- places

/** What describes the image rather than what is in it. */
function isDescription({ kind }: Piece): boolean {
  return kind === "description" || kind === "check";
}

function placeOfDescription({ kind, instruction }: Piece): Place | Reason {
  if (kind !== "check" || isPlainCheck(instruction)) return "after";
  return { reason: "the image of nginx has not every program that HEALTHCHECK runs" };
}

/** Whether HEALTHCHECK runs only what BusyBox has. */
function isPlainCheck({ argumentText, script }: Instruction): boolean {
  const commands = script?.commands ?? [];
  return (
    /^NONE$/i.test(argumentText) ||
    (commands.length > 0 && commands.every(({ name }) => name === "wget" || name === "exit"))
  );
}

function expands(text: string, name: string): boolean {
  return new RegExp(`\\$\\{?${name.replace(/\W/g, "")}\\b`).test(text);
}

/** The last piece that builds; without a build, the last one that a build may need. */
function endOfBuild(pieces: readonly Piece[], run: Instruction | undefined, language: Language): number {
  return pieces.findLastIndex((piece) => {
    const { instruction } = piece;
    if (run) return instruction === run;
    return /^(?:RUN|COPY|ADD|WORKDIR|ENV|ARG)$/.test(instruction.keyword) && !isForServer(piece, language);
  });
}

/** Whether an instruction is there for the server alone: it starts it, or installs it or an init. */
function isForServer({ kind, instruction }: Piece, language: Language): boolean {
  if (kind === "start") return true;
  if (instruction.keyword !== "RUN" || buildToolsIn(instruction).length > 0) return false;
  const isOnly = serves(instruction, language, "server", "tools", "cache");
  return isOnly && commandsFor("server", instruction, language).length > 0;
}

/** Whether an instruction behind the build leaves the built files as they are. */
function isOfNoUse(piece: Piece, isBuiltHere: boolean, folder: string, language: Language): boolean {
  const { keyword, words, before, script } = piece.instruction;
  if (/^(?:USER|ENV|ARG|WORKDIR|SHELL)$/.test(keyword) || isForServer(piece, language)) return true;
  if (keyword === "RUN") {
    const isIdle = serves(piece.instruction, language, "install", "global", "prune", "cache", "account", "owner");
    return isIdle && (script?.commands ?? []).length > 0;
  }
  if (keyword !== "COPY" || isBuiltHere) return false;
  const target = resolvePath(before.workdir, words.at(-1)?.value);
  return target !== undefined && !`${target}/`.startsWith(`${folder}/`);
}

/** The build tool that only dev dependencies hold, where the install leaves those out. */
function omittedTool(stage: Stage, { project }: Facts): string | undefined {
  const omits = projectInstallsOf(stage).some(({ omitsDev }) => omitsDev !== false);
  return omits ? Object.keys(project?.devDependencies ?? {})[0] : undefined;
}

// --------------------------------------------------------------------------- cache

/** The cache mount that an install lacks: what root installs is kept for the next build. */
function cacheFlag(install: Install, facts: Facts): string | undefined {
  const mount = cacheMountFor(install, facts);
  if (mount) return mount.isThere ? undefined : mount.flag;
  return lacksNpmCache(install) ? `--mount=type=cache,target=${npmCache}` : undefined;
}

const npmCache = "/root/.npm";

function lacksNpmCache({ instruction, manager }: Install): boolean {
  const { stage, before, script } = instruction;
  const isRoot = stage && uidOf(stage, before) === 0;
  const isMoved = ["npm_config_cache", "NPM_CONFIG_CACHE"].some((name) => instruction.variable(name) !== undefined);
  const isThere = isMounted(instruction, [npmCache]) || script?.commands.some((it) => runs(it, "npm cache"));
  return manager === "npm" && Boolean(isRoot) && !isMoved && !isThere;
}

// -------------------------------------------------------------------------- source

interface Source {
  /** What `--from` takes. */
  readonly stage: string;
  readonly path: string;
  /** The instruction that brings it to where it is served. */
  readonly copy?: Instruction;
}

function ownSource({ stages }: Dockerfile, stage: Stage, path: string): Source {
  const names = stages.map(({ name }) => name?.value?.toLowerCase());
  return { stage: stage.name?.text ?? (names.includes("build") ? "site" : "build"), path };
}

/** Where the COPY that brings a folder into a stage has it from. */
function copiedSource(file: Dockerfile, stage: Stage, folder: string): Source | undefined {
  const copies = stage.instructions.filter((instruction) => copiedStage(file, instruction));
  for (const copy of copies.reverse()) {
    const { words, before } = copy;
    const [path, target, ...more] = words.map(({ value }) => value);
    const into = resolvePath(before.workdir, target);
    const from = flagOf(copy, "from")?.value?.value;
    if (path === undefined || into === undefined || from === undefined || more.length > 0 || !path.startsWith("/"))
      continue;
    if (`${folder}/`.startsWith(into === "/" ? "/" : `${into}/`)) {
      const below = folder.slice(into === "/" ? 0 : into.length);
      return { stage: from, path: `${path.replace(/\/$/, "")}${below}`, copy };
    }
  }
  return undefined;
}
