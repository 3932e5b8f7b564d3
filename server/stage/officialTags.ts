/**
 * Which tags official images have ever had. Table: official-tags.json, written by server/tools/refresh-data.ts; it names
 * its source. A tag that is newer than the table is not known; what the table tells of others was read whole.
 */

import { officialName } from "../data/images";
import table from "../data/official-tags.json";
import { misspelt } from "../util/similar";
import { compareVersions, filled, numbersOf, shapeOf, type TagShape } from "./tagShape";
import { lengthened } from "./versionList";

/** The tags of an image are known as of this date. */
export const officialTagsDate: string = table.asOf;

/**
 * `never`: no image was published under this tag, and none can be since; `near` is one that was. `isSlip`: its words are
 * wrong; else they are right, but were never together with the version.
 */
export type TagState =
  | { readonly state: "listed" }
  | { readonly state: "never"; readonly near: string | undefined; readonly isSlip: boolean };

interface StoredRow {
  readonly versions: string;
  readonly now?: string;
  readonly young?: string;
  readonly shapes: Readonly<Record<string, string>>;
}

interface Row {
  readonly versions: ReadonlySet<string>;
  /** Those of the day of the table; empty for images that are gone. */
  readonly now: ReadonlySet<string>;
  /** Which versions stood at each place of a shape. */
  readonly shapes: ReadonlyMap<string, readonly ReadonlySet<string>[]>;
  /** Words of shapes, with "#" for a version. */
  readonly words: ReadonlySet<string>;
  /** Those of tags of the day. */
  readonly liveWords: ReadonlySet<string>;
  /** Those that were new then, so that tags with them may have come since. */
  readonly young: ReadonlySet<string>;
}

/** The compiler would make a type of every row. */
const stored: ReadonlyMap<string, StoredRow> = new Map(Object.entries(table.images as Record<string, StoredRow>));
const read = new Map<string, Row>();

/** What is known of a tag; undefined for images that are not official, and for tags that may be newer than the table. */
export function tagState(image: string, tag: string): TagState | undefined {
  const row = rowOf(officialName(image));
  if (!row) return undefined;
  const found = shapeOf(tag);
  if (isListed(row, found)) return { state: "listed" };
  const lower = tag.toLowerCase();
  if (lower !== tag && isListed(row, shapeOf(lower))) return { state: "never", near: lower, isSlip: true };
  const slip = slipOf(row, tag, found) ?? numberSlip(row, tag, found);
  if (slip !== undefined) return { state: "never", near: slip, isSlip: true };
  return mayBeNew(row, found) ? undefined : { state: "never", near: nearVersion(row, found), isSlip: false };
}

/** Images that are a base of so many others that a short name near theirs is meant as one of them. */
const usualBases = (
  "alpine amazonlinux bash buildpack-deps busybox composer debian docker eclipse-temurin elixir fedora golang gradle " +
  "haproxy httpd mariadb maven memcached mongo mysql nginx node openjdk perl php postgres python rabbitmq redis ruby " +
  "rust swift tomcat traefik ubuntu wordpress"
).split(" ");

/**
 * The official image that a name without a registry or a folder stands for, misspelt. undefined where it may be an
 * image that somebody has built: without a tag that the official one has, only one slip in a longer word tells.
 */
export function misspeltOfficial(name: string, tag: string | undefined): string | undefined {
  if (/[\d./]/.test(name) || stored.has(name) || name === "scratch") return undefined;
  const near = misspelt(name, usualBases);
  if (near === undefined) return undefined;
  const isSwapped = lettersOf(name) === lettersOf(near);
  const isLong = near.length > 5 && Math.abs(name.length - near.length) < 2 && name !== `${near}s`;
  const hasTag = tag !== undefined && tag !== "latest" && tagState(near, tag)?.state === "listed";
  const isWord = name.length === near.length && name.length < 5;
  return isSwapped || (hasTag && !isWord) || (isLong && misspelt(name, [near]) !== undefined) ? near : undefined;
}

function lettersOf(text: string): string {
  return [...text].sort().join("");
}

// ---------------------------------------------------------------- the table

function rowOf(name: string): Row | undefined {
  const known = read.get(name);
  const source = known ? undefined : stored.get(name);
  if (!source) return known;
  const row = readRow(source);
  read.set(name, row);
  return row;
}

function readRow({ versions: text, now = "", young = "", shapes: groups }: StoredRow): Row {
  const versions = lengthened(text);
  const shapes = new Map<string, readonly ReadonlySet<string>[]>();
  const all = new Set<string>();
  const live = new Set<string>();
  for (const [key, group] of Object.entries(groups)) {
    const places = key === "" ? [] : key.split("|").map((part) => inRanges(part, versions));
    for (const marked of words(group)) {
      const isLive = !marked.startsWith("~");
      const shape = isLive ? marked : marked.slice(1);
      shapes.set(shape, places);
      for (const word of wordsOf(shape)) {
        all.add(word);
        if (isLive) live.add(word);
      }
    }
  }
  return {
    versions: new Set(versions),
    now: inRanges(now, versions),
    shapes,
    words: all,
    liveWords: live,
    young: new Set(words(young)),
  };
}

/** The versions at places like "a 1f-3": one, and another with the three behind it; in base 36. */
function inRanges(text: string, versions: readonly string[]): ReadonlySet<string> {
  return new Set(
    words(text).flatMap((part) => {
      const [start = 0, more = 0] = part.split("-").map((number) => Number.parseInt(number, 36));
      return versions.slice(start, start + more + 1);
    }),
  );
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

function wordsOf(shape: string): string[] {
  return shape.split(/[-_]/);
}

function isListed({ shapes }: Row, { shape, versions }: TagShape): boolean {
  return shapes.get(shape)?.every((place, index) => place.has(versions[index] ?? "")) ?? false;
}

// -------------------------------------------------------------------- slips

/** The listed tag that was meant by one that cannot be new: a word is misspelt, in the wrong place, or runs into another. */
function slipOf(row: Row, tag: string, { shape, versions }: TagShape): string | undefined {
  const listed = (text: string) => (isListed(row, shapeOf(text)) ? text : undefined);
  const own = wordsOf(shape);
  const unknown = own.filter((word) => !row.words.has(word));
  const [word] = unknown;
  if (word === undefined) return listed(inOrder(row, shape, versions) ?? "");
  const parts = tag.replace(/[._](?=[a-z])/gi, "-").split("-");
  const separated = listed(parts.filter((part) => part !== "").join("-"));
  if (separated !== undefined || unknown.length > 1) return separated;
  const glued = pieces(word).map((split) => listed(filled(shape.replace(word, split), versions)));
  const apart = glued.find((it) => it !== undefined);
  if (apart !== undefined) return apart;
  // Another number is another release, and no slip of the pen.
  const stem = stemOf(word);
  const isNumbered = stem !== word && [...row.words].some((other) => other !== "#" && stemOf(other) === stem);
  const candidates = [...row.words].filter((other) => other !== "" && numberIn(other) === numberIn(word));
  const near = isNumbered ? undefined : misspelt(word, candidates);
  if (near === undefined) return undefined;
  const meant = shape.replace(word, near);
  return (
    listed(filled(meant, versions)) ??
    listed(inOrder(row, meant, versions) ?? "") ??
    // The version may be newer than the table.
    (row.shapes.has(meant) && /[a-z]{3}/.test(near) ? filled(meant, versions) : undefined)
  );
}

/** The listed tag that was meant by one with a number that nobody would write: a letter has got into it, or a dot is lost. */
function numberSlip(row: Row, tag: string, { shape, versions }: TagShape): string | undefined {
  const listed = (text: string) => (isListed(row, shapeOf(text)) ? text : undefined);
  const unknown = wordsOf(shape).filter((word) => !row.words.has(word));
  const [word] = unknown;
  if (word !== undefined && unknown.length === 1 && /^[a-z][\d#]/i.test(word)) {
    const at = tag.search(new RegExp(`(?<![^-_])${word[0]}(?=\\d)`));
    return at < 0 ? undefined : listed(tag.slice(0, at) + tag.slice(at + 1));
  }
  const [version = ""] = versions;
  const countsDays = [...row.versions].some((other) => (numbersOf(other)[0] ?? 0) >= 1000);
  if (countsDays || !/^\d{4,6}$/.test(version)) return undefined;
  const dotted = Array.from(version.slice(1), (_, at) => `${version.slice(0, at + 1)}.${version.slice(at + 1)}`);
  const meant = dotted.flatMap((other) => listed(filled(shape, [other, ...versions.slice(1)])) ?? []);
  return meant.length === 1 ? meant[0] : undefined;
}

/** The same words in an order in which they stand in tags. */
function inOrder({ shapes }: Row, shape: string, versions: readonly string[]): string | undefined {
  const sorted = [...wordsOf(shape)].sort().join(" ");
  if (wordsOf(shape).filter((word) => word.includes("#")).length > 1) return undefined;
  for (const other of shapes.keys()) {
    if (other.length === shape.length && other !== shape && [...wordsOf(other)].sort().join(" ") === sorted)
      return filled(other, versions);
  }
  return undefined;
}

/** A word in two, at each place, and in place of each letter. */
function pieces(word: string): string[] {
  const most = 30;
  if (word.length > most) return [];
  const between = Array.from({ length: word.length - 1 }, (_, at) => `${word.slice(0, at + 1)}-${word.slice(at + 1)}`);
  const instead = Array.from(word.slice(2), (_, at) => `${word.slice(0, at + 1)}-${word.slice(at + 2)}`);
  return [...between, ...instead];
}

/** "alpine" of `alpine3.20`. */
function stemOf(word: string): string {
  let end = word.length;
  while (end > 0 && /[\d.]/.test(word[end - 1] ?? "")) end--;
  return word.slice(0, end);
}

function numberIn(word: string): string {
  return word.slice(stemOf(word).length);
}

// ---------------------------------------------------------------- newer ones

/** Whether a tag may have come after the table. */
function mayBeNew(row: Row, { shape, versions }: TagShape): boolean {
  if (row.now.size === 0) return false;
  const places = row.shapes.get(shape);
  const all = [row.versions];
  const isAlive = versions.every((version, index) => {
    const known = places?.[index] ? [places[index], row.versions] : all;
    return row.now.has(version) || known.some((some) => isNewer(version, some, row.now));
  });
  if (!isAlive) return false;
  const own = wordsOf(shape);
  const isPreview = /#\w|rc|beta|alpha|preview|next|nightly|unstable/i.test(shape);
  if (own.every((word) => row.words.has(word))) {
    if (isPreview) return true;
    // What is no longer made comes back no more; old words that never stood together will not.
    const isMade = own.every((word) => row.liveWords.has(word));
    return isMade && (places !== undefined || own.some((word) => row.young.has(word)));
  }
  return own.every((word) => row.words.has(word) || mayBeNewWord(word, row.words));
}

/** Whether a word may be a release of something that came after the table: not when it is older than those that are known. */
function mayBeNewWord(word: string, known: ReadonlySet<string>): boolean {
  const stem = stemOf(word);
  const number = numberIn(word);
  if (number === "") return true;
  const alike = [...known].filter((other) => stemOf(other) === stem && numberIn(other) !== "");
  return alike.every((other) => compareVersions(number, numberIn(other)) > 0);
}

/** Of a line that had new versions on the day of the table, and above all that are known of it, but not far above. */
function isNewer(version: string, known: ReadonlySet<string>, now: ReadonlySet<string>): boolean {
  const numbers = numbersOf(version);
  const others = [...known].map(numbersOf);
  const depth = Math.max(...others.map((other) => sharedBy(numbers, other)), 0);
  const next = numbers[depth];
  if (next === undefined) return false;
  const line = numbers.slice(0, depth);
  // Days and builds are counted apart from releases.
  const siblings = others
    .filter((other) => sharedBy(line, other) === depth)
    .flatMap((other) => other[depth] ?? [])
    .filter((other) => other >= 1000 === next >= 1000);
  if (siblings.length === 0) return depth > 0 || next >= 1000;
  const newest = Math.max(...siblings);
  if (next <= newest || (next < 1000 && next > newest + (depth === 0 ? mostLines : mostReleases))) return false;
  return depth === 0 || [...now].some((other) => sharedBy(line, numbersOf(other)) === depth);
}

/** More new lines, or releases of a line, do not come before the table is renewed. */
const mostLines = 9;
const mostReleases = 40;

function sharedBy(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? one.length : at;
}

/** A tag of the same shape with the newest version that begins like this one. */
function nearVersion({ shapes }: Row, { shape, versions }: TagShape): string | undefined {
  const places = shapes.get(shape);
  if (!places || places.length === 0) return undefined;
  const found = places.map((place, index) => {
    const version = versions[index] ?? "";
    if (place.has(version)) return version;
    const numbers = numbersOf(version);
    const alike = [...place].filter((other) => numbersOf(other).length === numbers.length);
    const shared = (other: string) => sharedBy(numbers, numbersOf(other));
    const most = Math.max(...alike.map(shared), 1);
    return alike
      .filter((other) => shared(other) === most)
      .sort(compareVersions)
      .at(-1);
  });
  return found.every((version): version is string => version !== undefined) ? filled(shape, found) : undefined;
}

/** The newest tag that was listed on the day of the table for the same shape and line, with all numbers: `3.12-slim` is `3.12.13-slim`. Other versions in it stay as they are. */
export function fullVersion(image: string, tag: string): string | undefined {
  const row = rowOf(officialName(image));
  const { shape, versions } = shapeOf(tag);
  const [place, ...others] = row?.shapes.get(shape) ?? [];
  const [version, ...rest] = versions;
  if (!row || !place || version === undefined) return undefined;
  if (!others.every((other, index) => other.has(rest[index] ?? "") && row.now.has(rest[index] ?? ""))) return undefined;
  const line = numbersOf(version);
  const longer = [...place].filter((other) => {
    const numbers = numbersOf(other);
    return row.now.has(other) && numbers.length > line.length && sharedBy(line, numbers) === line.length;
  });
  const found = longer.sort(compareVersions).at(-1);
  return found === undefined ? undefined : filled(shape, [found, ...rest]);
}

/**
 * The major version of a tag that was listed once and of which no tag was left on the day of the table, and the newest
 * tag of the same shape then: `swift:4.2` and `6.3`. undefined where the line is listed, or is named by days.
 */
export function goneLine(image: string, tag: string): { readonly line: string; readonly newest: string } | undefined {
  const row = rowOf(officialName(image));
  const found = shapeOf(tag);
  const [version] = found.versions;
  if (!row || version === undefined || row.now.size === 0 || !isListed(row, found)) return undefined;
  const numbers = numbersOf(version);
  const line = numbers.slice(0, numbers[0] === 0 ? 2 : 1);
  if (line.some((number) => number >= 1000)) return undefined;
  if ([...row.now].some((other) => sharedBy(line, numbersOf(other)) === line.length)) return undefined;
  const alike = [...(row.shapes.get(found.shape)?.[0] ?? [])].filter(
    (other) => row.now.has(other) && numbersOf(other).length === numbers.length,
  );
  const newest = alike.sort(compareVersions).at(-1);
  if (newest === undefined || compareVersions(newest, version) <= 0) return undefined;
  return { line: line.join("."), newest: filled(found.shape, [newest, ...found.versions.slice(1)]) };
}
