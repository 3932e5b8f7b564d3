/** Which tags of official images may be newer than the table in officialTable.ts. */

import { distributionEnd } from "../data/endOfLife";
import { officialTagsDate, type Row, wordsOf } from "./officialTable";
import { compareVersions, numberIn, numbersOf, sharedBy, stemOf, type TagShape } from "./tagShape";

/** Whether a tag that is not in the table of an image may have come after it. */
export function mayBeNew(row: Row, { shape, versions }: TagShape): boolean {
  if (row.now.size === 0) return false;
  const places = row.shapes.get(shape);
  const all = [row.versions];
  const between = shape.split("#");
  const isAlive = versions.every((version, index) => {
    // Builds are counted anew with each version: `25.0.5_6`, `8.6.0RC2`.
    const [before = "", of] = [versions[index - 1], places?.[index - 1] ?? row.versions];
    if (index > 0 && build.test(between[index] ?? "") && !of.has(before)) return true;
    const known = places?.[index] ? [places[index], row.versions] : all;
    return (
      row.now.has(version) ||
      known.some((some) => isNewer(version, some, row.now, index === 0 ? mostLines : mostReleases))
    );
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

/** What stands between a version and the number of its build. */
const build = /^[-_]?(?:ea|rc|a|b|m|p|alpha|beta|preview)?[-_.]?$/i;

/**
 * Whether a word may be a release of something that came after the table: not when it is older than those that are known,
 * or names a distribution that had ended by then.
 */
function mayBeNewWord(word: string, known: ReadonlySet<string>): boolean {
  const stem = stemOf(word);
  const number = numberIn(word);
  const releases = number === "" ? ["debian", "ubuntu"].map((name) => [name, word]) : [[stem, number]];
  if (releases.some(([name = "", release = ""]) => distributionEnd(name, release, officialTagsDate)?.ended))
    return false;
  if (number === "") return true;
  const alike = [...known].filter((other) => stemOf(other) === stem && numberIn(other) !== "");
  return alike.every((other) => compareVersions(number, numberIn(other)) > 0);
}

/** Of a line that had new versions on the day of the table, and above all that are known of it, but not far above. @param most new lines at a time. */
function isNewer(version: string, known: ReadonlySet<string>, now: ReadonlySet<string>, most: number): boolean {
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
  if (siblings.length === 0) return (depth > 0 && !isFull(line, others, now)) || next >= 1000;
  const newest = Math.max(...siblings);
  if (next <= newest || (next < 1000 && next > newest + (depth === 0 ? most : mostReleases))) return false;
  return depth === 0 || [...now].some((other) => sharedBy(line, numbersOf(other)) === depth);
}

/**
 * Whether nothing follows the numbers of a version: not in its major version, of which there are several, nor in those of
 * the day. So `13.6` of Debian, and not `25.0.1` of Java, where `17.0.4.1` was.
 */
function isFull(version: readonly number[], others: readonly (readonly number[])[], now: ReadonlySet<string>): boolean {
  const majors = new Set([version[0], ...[...now].map((other) => numbersOf(other)[0])]);
  const isDeeper = others.some((other) => other.length > version.length && majors.has(other[0]));
  const alike = others.filter((other) => other.length === version.length && other[0] === version[0]);
  return version.length > 1 && !isDeeper && alike.length >= fewest;
}

/** Versions that tell how many numbers they have. */
const fewest = 3;

/** More new lines, or releases of a line, do not come before the table is renewed. */
const mostLines = 9;
const mostReleases = 40;
