/**
 * Which tags official images have ever had, by the table in officialTable.ts. A tag that is newer than the table is not known; what the table tells of others was read whole.
 */

import { misspelt } from "../util/similar";
import { mayBeNew } from "./newerTags";
import { isBuilt, isListed, type Row, rowOf, wordsOf } from "./officialTable";
import { compareVersions, filled, numberIn, numbersOf, shapeOf, sharedBy, stemOf, type TagShape } from "./tagShape";

/**
 * `never`: no image was published under this tag, and none can be since; `near` is one that was. `isSlip`: its words are
 * wrong; else they are right, but were never together with the version.
 */
export type TagState =
  | { readonly state: "listed" }
  | { readonly state: "never"; readonly near: string | undefined; readonly isSlip: boolean };

/** What is known of a tag; undefined for images that are not official, and for tags that may be newer than the table. */
export function tagState(image: string, tag: string): TagState | undefined {
  const row = rowOf(image);
  if (!row) return undefined;
  const found = shapeOf(tag);
  if (isListed(row, found)) return { state: "listed" };
  const lower = tag.toLowerCase();
  if (lower !== tag && isListed(row, shapeOf(lower))) return { state: "never", near: lower, isSlip: true };
  const slip = slipOf(row, tag, found) ?? numberSlip(row, tag, found);
  if (slip !== undefined) return { state: "never", near: slip, isSlip: true };
  return mayBeNew(row, found)
    ? undefined
    : { state: "never", near: nearVersion(row, found) ?? shorter(row, found), isSlip: false };
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
  if (/[\d./]/.test(name) || rowOf(name) !== undefined || name === "scratch") return undefined;
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

// ------------------------------------------------------------ near and full ones

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

/** The listed tag that the only version of a tag goes on from: `13.6` of `13.6.330`. */
function shorter(row: Row, { shape, versions: [version = "", ...more] }: TagShape): string | undefined {
  if (more.length > 0) return undefined;
  const numbers = version.split(".");
  const known = numbers.slice(1).map((_, index) => numbers.slice(0, index + 1).join("."));
  const found = known.findLast((other) => isListed(row, { shape, versions: [other] }));
  return found === undefined ? undefined : filled(shape, [found]);
}

/** The newest tag that was listed on the day of the table for the same shape and line, with all numbers: `3.12-slim` is `3.12.13-slim`. Other versions in it stay as they are. */
export function fullVersion(image: string, tag: string): string | undefined {
  const row = rowOf(image);
  const found = shapeOf(tag);
  const { shape, versions } = found;
  const [place, ...others] = row?.shapes.get(shape) ?? [];
  const [version, ...rest] = versions;
  // What is no longer made stays where it is.
  if (!row || !place || version === undefined || !isListed(row, found) || !isBuilt(row, tag, found)) return undefined;
  const isKept = (known: ReadonlySet<string>, other = "") => ![...known].some((it) => it.startsWith(`${other}.`));
  // Of `v1.19-debian-1` the build stands for a line as well, and the two may not go together in full.
  if (!others.every((other, index) => isKept(other, rest[index]))) return undefined;
  const line = numbersOf(version);
  const longer = [...place].filter((other) => {
    const numbers = numbersOf(other);
    const isOfLine = numbers.length > line.length && sharedBy(line, numbers) === line.length;
    return isOfLine && row.now.has(other) && !row.left.has(filled(shape, [other, ...rest]));
  });
  const newest = longer.sort(compareVersions).at(-1);
  return newest === undefined ? undefined : filled(shape, [newest, ...rest]);
}

/** Whether a tag of an image was built on the day of the table, or may be since; true for images that are not official. */
export function mayBeBuilt(image: string, tag: string): boolean {
  const row = rowOf(image);
  if (!row) return true;
  const found = shapeOf(tag);
  if (!isListed(row, found)) return tagState(image, tag) === undefined;
  return isBuilt(row, tag, found);
}

/**
 * The major version of a tag that was listed once and of which no tag was left on the day of the table, with the words
 * before it, and the newest tag of the same shape then: "4" and `6.3` for `swift:4.2`. undefined where the line is listed, or is named by days.
 */
export function goneLine(image: string, tag: string): { readonly line: string; readonly newest: string } | undefined {
  const row = rowOf(image);
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
  // "temurin-" of `temurin-19-alpine`: a version that is not the image's own.
  const before = /^v?#/.test(found.shape) ? "" : found.shape.slice(0, found.shape.indexOf("#"));
  return { line: before + line.join("."), newest: filled(found.shape, [newest, ...found.versions.slice(1)]) };
}
