/**
 * Which files lie where in an image: for each point of each stage, by what base image, COPY, ADD, WORKDIR and RUN are
 * known to do. Lazy: nothing is worked out before somebody asks for a path, and answers are kept for one parse.
 */

import { outsidePlaces } from "../context/outsideWrites";
import { folderBefore } from "../stage/folders";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { foundInBase, isRootsInBase, linksOfBases } from "./baseFiles";
import { mayAdd } from "./changes";
import { copyEffects, type Surrounding, workdirEffects } from "./copies";
import { type Change, type FileView, type Found, type ImageEntry, longestPath, type Owner, parentOf } from "./model";
import { isAllowed } from "./owners";
import { type Links, throughLinks } from "./throughLinks";
import { type LastTouching, lastTouching } from "./touching";
import { mayBuild, runEffects } from "./writers";

/** The files of a Dockerfile's stages. */
export interface ImageFiles {
  /** What an instruction, or one command of it, finds. */
  before(instruction: Instruction, command?: Command): FileView;
  /** What a stage ends with, which is what is shipped or copied from it. */
  after(stage: Stage): FileView;
}

/** So many steps are made for one file; a question beyond them is answered by unknown. Counted, so that answers are the same each time. */
const mostSteps = 400_000;
const deepest = 150;

interface Limits {
  steps: number;
  depth: number;
}

/** The files of a Dockerfile in the context that the facts describe. */
export const imageFiles = memoizeFor((file: Dockerfile, facts: Facts): ImageFiles => {
  const limits: Limits = { steps: 0, depth: 0 };
  const known = new Map<Stage, StageFiles>();
  const of = (stage: Stage): StageFiles => {
    let made = known.get(stage);
    if (!made) {
      made = stageFiles(stage, stage.parent && of(stage.parent), surrounding, limits);
      known.set(stage, made);
    }
    return made;
  };
  const after = (stage: Stage) => of(stage).view(Number.POSITIVE_INFINITY);
  const surrounding: Surrounding = { file, facts, after };
  const before = (instruction: Instruction, command?: Command) => {
    const { stage } = instruction;
    if (!stage) return unknownFiles;
    const files = of(stage);
    return files.view((command && files.indexOf(command)) ?? files.indexOf(instruction) ?? 0);
  };
  return { before, after };
});

const unknownFiles: FileView = { at: () => undefined, mayWrite: () => undefined, obstacleTo: () => undefined };

interface StageFiles {
  /** Those that are there at its end. */
  links(): Links;
  /** Whether nobody but root may write what stands at a path after so many changes, if anything does. */
  isRoots(path: string, count: number): boolean;
  /** How many changes there are before an instruction, or before a command that changes something. */
  indexOf(step: Instruction | Command): number | undefined;
  /** The files after so many changes of the stage. */
  view(count: number): FileView;
}

function stageFiles(stage: Stage, parent: StageFiles | undefined, all: Surrounding, limits: Limits): StageFiles {
  let made:
    | {
        readonly changes: readonly Change[];
        readonly starts: ReadonlyMap<Instruction | Command, number>;
        readonly links: Links;
        readonly last: LastTouching;
        /** The same of those that make nothing but what is root's left aside. */
        readonly lastOfOthers: LastTouching;
      }
    | undefined;
  const build = () => {
    if (made) return made;
    const changes: Change[] = [];
    const starts = new Map<Instruction | Command, number>();
    const links: Links = new Map(parent ? parent.links() : stage.base?.name === "scratch" ? [] : linksOfBases);
    for (const instruction of stage.instructions) {
      starts.set(instruction, changes.length);
      if (instruction.onbuild) continue;
      for (const change of throughLinks(changesOf(all, instruction), links)) {
        if (change.command && !starts.has(change.command)) starts.set(change.command, changes.length);
        changes.push(change);
      }
      // A command that changes nothing finds what those before it have left.
      let next = changes.length;
      for (const command of [...(instruction.script?.commands ?? [])].reverse()) {
        next = starts.get(command) ?? next;
        starts.set(command, next);
      }
    }
    const others = changes.map((change) => (change.isRoots ? { ...change, places: [] } : change));
    made = { changes, starts, links, last: lastTouching(changes), lastOfOthers: lastTouching(others) };
    return made;
  };
  const answers = new Map<string, Found>();
  const find = (path: string, count: number): Found => {
    if (path.length > longestPath) return undefined;
    const { changes, last } = build();
    const at = last(path, count);
    if (at < 0) return parent ? parent.view(Number.POSITIVE_INFINITY).at(path) : foundInBase(stage, path);
    const key = `${at} ${path}`;
    if (answers.has(key)) return answers.get(key);
    if (++limits.steps > mostSteps || limits.depth >= deepest) return undefined;
    limits.depth++;
    const found = (changes[at] as Change).find(path, view(at), view(at + 1));
    limits.depth--;
    answers.set(key, found);
    return found;
  };
  // Nothing lies in what is a file, or is not there.
  const isFree = (path: string, count: number): boolean => {
    const above = path === "/" ? undefined : find(parentOf(path), count);
    return above === "absent" || above?.kind === "file";
  };
  const isRoots = (path: string, count: number): boolean => {
    if (!isRootsInBase(stage, path)) return false;
    if (path.length > longestPath || build().lastOfOthers(path, count) >= 0) return false;
    return !parent || parent.isRoots(path, Number.POSITIVE_INFINITY);
  };
  const view = (count: number): FileView =>
    viewOf(
      (path) => find(path, count) ?? (isFree(path, count) ? "absent" : undefined),
      (path) => isRoots(path, count),
    );
  return {
    isRoots,
    links: () => build().links,
    indexOf: (step) => build().starts.get(step),
    view,
  };
}

function changesOf(all: Surrounding, instruction: Instruction): Change[] {
  const { keyword } = instruction;
  const folder = folderBefore(instruction);
  if (keyword === "RUN") {
    return [...runEffects(instruction, folder, all.facts.project), ...outsideEffects(all.facts, instruction, folder)];
  }
  const effects =
    keyword === "WORKDIR"
      ? workdirEffects(instruction, folder)
      : keyword === "COPY" || keyword === "ADD"
        ? copyEffects(all, instruction, folder)
        : [];
  return effects.map((effect) => ({ ...effect, by: instruction, command: undefined }));
}

/** What a RUN that builds the project may make outside of its folder. */
function outsideEffects(facts: Facts, by: Instruction, folder: string | undefined): Change[] {
  const builds = by.script?.commands.some((command) => mayBuild(command)) ?? false;
  const places = builds ? outsidePlaces(facts, folder) : [];
  return places.length === 0 ? [] : [{ ...mayAdd(...places), by, command: undefined }];
}

/** Whether a user may write a file, or make something in a folder, which has to be entered for that. */
function mayChange(entry: ImageEntry, user: Owner): boolean | undefined {
  const mayWrite = isAllowed(entry, user, 2);
  if (entry.kind === "file" || mayWrite === false) return mayWrite;
  const mayEnter = isAllowed(entry, user, 1);
  if (entry.kind === undefined) return mayWrite && mayEnter ? true : undefined;
  return mayEnter && mayWrite;
}

/** So many links are followed on the way to one place. */
const mostFollowed = 8;

/** A view with what follows from single answers. */
function viewOf(at: (path: string) => Found, isRoots: (path: string) => boolean): FileView {
  const obstacleTo = (path: string, user: Owner | undefined, followed = 0): ReturnType<FileView["obstacleTo"]> => {
    if (!user || followed > mostFollowed) return undefined;
    if (user.id === 0) return "none";
    for (let folder = parentOf(path); folder !== "/"; folder = parentOf(folder)) {
      const found = at(folder);
      if (!found || found === "absent") continue;
      if (found.kind === "link") {
        const { target } = found;
        const rest = path.slice(folder.length);
        return target === undefined ? undefined : obstacleTo(target === "/" ? rest : target + rest, user, followed + 1);
      }
      if (found.mode === undefined) continue;
      const mayEnter = isAllowed(found, user, 1);
      if (mayEnter === false) return { path: folder, entry: found, isClosed: true };
      // It depends on groups that are not known.
      if (mayEnter === undefined) return undefined;
    }
    for (let place = path; ; place = parentOf(place)) {
      const found = at(place);
      if (found === undefined && !isRoots(place)) return undefined;
      if (found && found !== "absent") {
        const isAllowedHere = place !== path && found.kind === "file" ? undefined : mayChange(found, user);
        if (isAllowedHere === false) return { path: place, entry: found, isClosed: false };
        return isAllowedHere ? "none" : undefined;
      }
      if (place === "/") return undefined;
    }
  };
  const mayWrite = (path: string, user: Owner | undefined): boolean | undefined => {
    const obstacle = obstacleTo(path, user);
    return obstacle && obstacle === "none";
  };
  return { at, mayWrite, obstacleTo: (path, user) => obstacleTo(path, user) };
}
