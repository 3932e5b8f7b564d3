/**
 * What COPY, ADD and WORKDIR put into an image, by the rules of BuildKit: sources of a stage start at its root, a
 * folder's content is copied and not the folder, a file goes into a destination that is a folder or ends with a slash,
 * and what is missing on the way is made. Source: docs.docker.com/reference/dockerfile; checked against an engine.
 */

import { mayBeTar } from "../context/archives";
import { type ContextSource, copySources } from "../context/contextSources";
import { matchesOf, wholeContext } from "../context/contextTree";
import { takenAs } from "../context/takenFiles";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { linkMode } from "../util/listing";
import { baseName } from "../util/paths";
import {
  asFolder,
  copied,
  type Effect,
  eitherOf,
  fileOf,
  type Made,
  makeFolder,
  mayAdd,
  mayChange,
  overlay,
  put,
  somewhereIn,
  type Tree,
} from "./changes";
import { type FileView, type Found, type ImageEntry, insideOf, joined } from "./model";
import { groupBefore, groupGiven, ownerNamed, readOwnership, root, userBefore } from "./owners";

/** What is known where a copy is made. */
export interface Surrounding {
  readonly file: Dockerfile;
  readonly facts: Facts;
  /** The files of a stage that has ended. */
  after(stage: Stage): FileView;
}

/** The folder that WORKDIR names belongs to the user in force, as do those that it makes on the way. */
export function workdirEffects(instruction: Instruction, folder: string | undefined): Effect[] {
  const place = resolvePath(folder, instruction.words[0]?.value);
  if (place === undefined) return [mayAdd("/")];
  const owner = userBefore(instruction);
  const isGrouped = instruction.before.user?.value?.includes(":");
  const group = isGrouped ? groupBefore(instruction) : owner && groupGiven(instruction.stage, owner);
  return [makeFolder(place, { owner, group, mode: 0o755, by: instruction })];
}

/** One source of a copy, as far as it is known. */
interface Source {
  /** Its name, for a destination that is a folder. */
  readonly name: string | undefined;
  /** It stands for any number of files whose names begin and end so. */
  readonly ends?: readonly string[];
  readonly tree: Tree;
}

/** What one COPY or ADD changes. @param folder the working directory. */
export function copyEffects(all: Surrounding, instruction: Instruction, folder: string | undefined): Effect[] {
  const target = instruction.words.at(-1)?.value;
  const place = resolvePath(folder, target);
  if (target === undefined || place === undefined) return [mayChange()];
  const made = madeBy(instruction);
  const into = /(?:^|\/)\.?$/.test(target);
  const heredocs = instruction.heredocs.map(({ name }) => name);
  const sources = sourcesOf(all, instruction);
  if (!sources || flagOf(instruction, "parents")) return [somewhereIn(place, made)];
  const written = heredocs.map((name): Source => ({ name, tree: heredocTree(made) }));
  const links = linksWithin(all.facts, instruction, place);
  return [...written, ...sources].map((source) => ({ ...copyOf(source, place, into, made), links }));
}

/** The links that lie in folders which are copied. */
function linksWithin({ modes }: Facts, instruction: Instruction, place: string): Effect["links"] {
  const found = [...(modes ?? [])].flatMap(([path, mode]) => (mode === linkMode ? path : []));
  if (found.length === 0) return undefined;
  return copySources(instruction).flatMap(({ path, isGlob }) =>
    found.flatMap((link) => {
      // What a pattern takes may be any folder on the way.
      const inside = isGlob ? baseName(link) : insideOf(`/${link}`, path === "." ? "/" : `/${path}`);
      return inside ? { place: joined(place, inside), target: undefined } : [];
    }),
  );
}

function madeBy(instruction: Instruction): Made {
  const chown = flagOf(instruction, "chown");
  const chmod = flagOf(instruction, "chmod");
  const given = chown ? readOwnership(instruction.stage, chown.value?.value) : { owner: root, group: root };
  const digits = /^0*[0-7]{3,4}$/.exec(chmod?.value?.value ?? "")?.[0];
  // A user without a group brings its own; a number alone stands for both.
  const group = given.group ?? (given.owner ? groupGiven(instruction.stage, given.owner) : undefined);
  return {
    owner: given.owner ?? undefined,
    group,
    mode: digits === undefined ? undefined : Number.parseInt(digits, 8),
    keepsMode: chmod === undefined,
    keepsOwner: chown === undefined && flagOf(instruction, "from") !== undefined,
    by: instruction,
  };
}

function heredocTree(made: Made): Tree {
  return (inside) => (inside === "" ? fileOf({ ...made, mode: 0o644 }) : "absent");
}

/** The sources of a copy; undefined when one of them is not known. */
function sourcesOf(all: Surrounding, instruction: Instruction): Source[] | undefined {
  const from = flagOf(instruction, "from");
  const words = instruction.words.slice(0, -1).filter(({ text }) => !text.startsWith("<<"));
  if (flagOf(instruction, "exclude") && from) return undefined;
  if (from) {
    const stage =
      from.value?.value === undefined ? undefined : findStage(all.file, from.value.value, instruction.stage);
    return mapAll(words, ({ value }) => {
      const path = value === undefined || /[*?[\\]/.test(value) ? undefined : resolvePath("/", value);
      if (path === undefined) return undefined;
      if (!stage) return { name: baseName(path), tree: () => undefined };
      return {
        name: path === "/" ? undefined : baseName(path),
        tree: (inside) => {
          const found = all.after(stage).at(joined(path, inside));
          return found && found !== "absent" ? withNumbers(found, instruction.stage) : found;
        },
      };
    });
  }
  const sources = copySources(instruction);
  const context = wholeContext(all.facts);
  if (sources.length < words.length) return undefined;
  if (!context) return instruction.keyword === "COPY" ? mapAll(sources, sourceByName) : undefined;
  const lists = mapAll(sources, (source): Source[] | undefined => {
    if (instruction.keyword === "ADD" && mayBeTar(source.value)) return undefined;
    if (!source.isGlob) return [contextSource(all.facts, source, source.path)];
    return matchesOf(context, source.path).map((path) => contextSource(all.facts, source, path));
  });
  return lists?.flat();
}

/** Copies from a stage keep the numbers of owner and group, which have their names here. */
function withNumbers(entry: ImageEntry, stage: Stage | undefined): ImageEntry {
  const owner = entry.owner?.id === undefined ? undefined : ownerNamed(stage, String(entry.owner.id));
  const group = entry.group?.id === undefined ? undefined : { name: undefined, id: entry.group.id };
  return { ...entry, owner, group };
}

function mapAll<Item, Value>(items: readonly Item[], map: (item: Item) => Value | undefined): Value[] | undefined {
  const values: Value[] = [];
  for (const item of items) {
    const value = map(item);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function contextSource(facts: Facts, source: ContextSource, path: string): Source {
  // A link that is named itself is followed, to where nobody has looked.
  if (facts.modes?.get(path) === linkMode) return { name: undefined, tree: () => undefined };
  return { name: path === "." ? undefined : baseName(path), tree: (inside) => inContext(facts, source, path, inside) };
}

/** Files whose names tell that they are some, in a context that is not known. */
function sourceByName({ path, excludes, isGlob }: ContextSource): Source | undefined {
  if (excludes || !fileEnding.test(path)) return undefined;
  const name = baseName(path);
  const ends = name.split("*");
  if (isGlob && (ends.length !== 2 || /[?[\\]/.test(name))) return undefined;
  if (isGlob) return { name, ends, tree: () => undefined };
  return { name, tree: (inside) => (inside === "" ? contextEntry(undefined, path) : "absent") };
}

/** Endings of names that files have, and no folders. */
export const fileEnding =
  /[\w*]\.(?:json|ya?ml|toml|lock|txt|js|cjs|mjs|ts|py|sh|rb|go|mod|sum|xml|gradle|cfg|ini|md)$/;

/** A path of the build context as a copy takes it. */
function inContext(facts: Facts, source: ContextSource, path: string, inside: string): Found {
  const context = wholeContext(facts);
  const full = path === "." ? inside || "." : joined(path, inside).replace(/^\//, "");
  if (!context) return undefined;
  if (full === ".") return contextEntry("folder", undefined);
  if (context.isFolder(full) || context.isClosed(full)) {
    if (facts.ignore && decide(facts.ignore, full).ignored) return undefined;
    if (takenAs(source, full) === undefined && source.excludes) return undefined;
    return { ...contextEntry("folder", undefined), mode: facts.modes?.get(full) };
  }
  if (context.isFile(full)) {
    if (facts.ignore && decide(facts.ignore, full).ignored) return "absent";
    if (source.excludes && takenAs(source, full) === undefined) return "absent";
    const mode = facts.modes?.get(full);
    // A link is listed as a file.
    if (mode === linkMode) return contextEntry("link", full);
    return { ...contextEntry(mode === undefined ? undefined : "file", full), mode };
  }
  return liesInUnlisted(context, full) ? undefined : "absent";
}

function liesInUnlisted(
  context: { isClosed(path: string): boolean; isFile(path: string): boolean },
  path: string,
): boolean {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    if (context.isClosed(folder) || context.isFile(folder)) return true;
  }
  return false;
}

function contextEntry(kind: ImageEntry["kind"], source: string | undefined): ImageEntry {
  return { kind, owner: root, group: root, mode: undefined, by: undefined, source, target: undefined };
}

// ------------------------------------------------------------------ where it goes

/** What a copy of one source changes. */
function copyOf(source: Source, place: string, into: boolean, made: Made): Effect {
  const { name, tree, ends } = source;
  const lead = { ...made, mode: 0o755 };
  if (ends) return into ? namedLike(ends, place, lead) : eitherOf(place, place, made);
  const inner = name === undefined ? place : joined(place, name);
  return {
    places: [place],
    find: (path, before, after) => {
      const found = tree("");
      if (found === "absent" || (found === undefined && name === undefined))
        return somewhereIn(place, made).find(path, before, after);
      const kind = found && kindOf(found);
      if (kind === "folder") return overlay(place, tree, made).find(path, before, after);
      const there = into ? "folder" : kindAt(before, place);
      if (kind === "file") {
        if (there === undefined) return eitherOf(place, inner, made).find(path, before, after);
        const entry = copied({ ...(found as ImageEntry) }, made);
        return put(there === "folder" ? inner : place, entry, lead).find(path, before, after);
      }
      // A file or a folder. At a place without a slash, something stands afterwards in both cases.
      return eitherOf(place, into ? inner : place, made).find(path, before, after);
    },
  };
}

/** Nobody knows which files of such names come into a folder: others are as they were. */
function namedLike([start = "", end = ""]: readonly string[], place: string, lead: Made): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const inside = insideOf(path, place);
      if (inside === undefined || inside === "") return asFolder(before.at(path), lead);
      const name = inside.split("/", 1)[0] ?? "";
      return name.startsWith(start) && name.endsWith(end) ? undefined : before.at(path);
    },
  };
}

/** A listed file of which nobody knows whether it is a link is copied like a file, or like the folder behind it. */
function kindOf({ kind, source }: ImageEntry): "file" | "folder" | undefined {
  if (kind === "folder" || kind === "file") return kind;
  return kind === undefined && source !== undefined && baseName(source).includes(".") ? "file" : undefined;
}

/** undefined for unknown. */
function kindAt(view: FileView, path: string): "folder" | "other" | undefined {
  const found = view.at(path);
  if (found === "absent") return "other";
  if (found?.kind === "folder") return "folder";
  // Folders of programs hold no folders, whatever else they hold.
  return found?.kind === "file" || (!found && ofPrograms.test(path)) ? "other" : undefined;
}

const ofPrograms = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;
