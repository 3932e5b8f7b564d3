/** Which of the tags that a registry has could take the place of one: of the same variant, and never a version of another kind. */

import { cyclesOf, endOfLife, isAdvised } from "../data/endOfLife";
import type { Facts, ImageReference } from "../types";
import { compareVersions, numbersOf, shapeOf } from "./tagShape";

/** An image by its short name, and as it is written. */
interface Named {
  readonly name: string;
  readonly reference: ImageReference;
}

/** Tags that there are; undefined where the registry has none that is newer. */
export interface RealTags {
  /** The newest release of the same line: `3.12.13-slim` for `3.12.4-slim`, and for `3.12-slim`. */
  readonly patch: string | undefined;
  /** The same variant, as exact as it is written, of the first later line that is supported. */
  readonly next: string | undefined;
  /** Of images whose lines nobody lists: the newest release of the same major version, where that is of another minor one. */
  readonly minor: string | undefined;
}

/**
 * @param tags in any order. @param today as an ISO date.
 * @returns undefined where the image names no version.
 */
export function realTags({ name, reference }: Named, tags: readonly string[], today: string): RealTags | undefined {
  const own = read(reference.tag ?? "");
  if (!own) return undefined;
  const alike = tags.flatMap((tag) => read(tag) ?? []).filter((other) => isVariant(own, other));
  const same = alike.filter((other) => isSame(own, other));
  const line = lineOf(name, own.version, same);
  const longer = same.filter(({ version }) => startsWith(version, own.numbers) && depth(version) > own.numbers.length);
  const patches = longer.length > 0 ? longer : same.filter((other) => isSameForm(own, other));
  const patch = newest(patches.filter(({ version }) => line !== undefined && startsWith(version, line)));
  const isNewer = longer.length > 0 || (patch && compareVersions(patch.version, own.version) > 0);
  const minors = same.filter(
    (other) => isSameForm(own, other) && own.numbers.length > 1 && startsWith(other.version, own.numbers.slice(0, 1)),
  );
  const minor = cyclesOf(name).length === 0 && name !== "node" && longer.length === 0 ? newest(minors) : undefined;
  const isOther = minor && line && !startsWith(minor.version, line) && compareVersions(minor.version, own.version) > 0;
  return {
    patch: isNewer ? patch?.tag : undefined,
    next: nextLine(name, own, alike, today)?.tag,
    minor: isOther ? minor.tag : undefined,
  };
}

/**
 * What the tables propose, as the registry has it: the newest release of the same line in the same variant. undefined
 * where the registry has none; the proposal itself where it has not told.
 */
export function asListed(
  { name, reference }: Named,
  proposed: string | undefined,
  { tags }: Pick<Facts, "tags">,
): string | undefined {
  const list = tags?.get(reference.name);
  if (!list || proposed === undefined) return proposed;
  const wanted = read(proposed);
  const same = wanted ? list.flatMap((tag) => read(tag) ?? []).filter((other) => isSame(wanted, other)) : [];
  const line = wanted && lineOf(name, wanted.version, same);
  const alike = wanted ? same.filter((other) => isSameForm(wanted, other)) : [];
  const found = line && newest(alike.filter(({ version }) => startsWith(version, line)));
  if (found) return found.tag;
  return list.includes(proposed) ? proposed : undefined;
}

/** A tag that names a version. */
interface ReadTag {
  readonly tag: string;
  /** The first one. */
  readonly version: string;
  readonly numbers: readonly number[];
  /** What stands around it, and other versions. */
  readonly words: readonly string[];
}

function read(tag: string): ReadTag | undefined {
  const { shape, versions } = shapeOf(tag);
  const [version, ...others] = versions;
  if (version === undefined) return undefined;
  // `9.6-alpine3.20` and `9.6-alpine3.21` are one variant: what belongs to a word stays in it.
  return { tag, version, numbers: numbersOf(version), words: [...shape.split("-"), ...others] };
}

/** "3.20" of `alpine3.20`. */
function alpineRelease(word: string): string | undefined {
  return /^alpine(\d+(?:\.\d+)*)$/.exec(word)?.[1];
}

function isSame({ words }: ReadTag, { words: others }: ReadTag): boolean {
  return words.length === others.length && words.every((word, index) => word === others[index]);
}

/** The same words; a distribution may be another release of itself. */
function isVariant({ words }: ReadTag, { words: others }: ReadTag): boolean {
  return (
    words.length === others.length &&
    words.every((word, index) => word === others[index] || distributionOf(word) === distributionOf(others[index] ?? ""))
  );
}

/** The distribution that a word of a tag names a release of; of another word, the word. */
function distributionOf(word: string): string {
  if (alpineRelease(word) !== undefined) return "alpine release";
  const family = (["debian", "ubuntu"] as const).find((name) => cyclesOf(name).some((it) => it.codename === word));
  return family === undefined ? word : `${family} release`;
}

function isSameForm({ numbers }: ReadTag, { version }: ReadTag): boolean {
  // Days and builds are counted apart from releases.
  return (
    depth(version) === numbers.length && numbersOf(version).every((it, at) => it >= 1000 === (numbers[at] ?? 0) >= 1000)
  );
}

function depth(version: string): number {
  return numbersOf(version).length;
}

function startsWith(version: string, line: readonly number[]): boolean {
  const numbers = numbersOf(version);
  return line.every((number, index) => number === numbers[index]);
}

/** The first numbers of all releases that mend faults of this one; undefined where nobody knows. */
function lineOf(name: string, version: string, same: readonly ReadTag[]): readonly number[] | undefined {
  const numbers = numbersOf(version);
  if (name === "node") return numbers.slice(0, 1);
  const cycle = cyclesOf(name).find((it) => `${version}.`.startsWith(`${it.cycle}.`))?.cycle;
  if (cycle !== undefined) return numbersOf(cycle);
  if (same.some((other) => startsWith(other.version, numbers) && depth(other.version) > numbers.length)) return numbers;
  // What is named by days alone goes on.
  if (numbers.length === 1) return (numbers[0] ?? 0) >= 1000 ? [] : undefined;
  return numbers.slice(0, -1);
}

function nextLine(name: string, own: ReadTag, alike: readonly ReadTag[], today: string): ReadTag | undefined {
  const cycles = name === "node" ? [] : cyclesOf(name);
  const at = cycles.findIndex(({ cycle }) => `${own.version}.`.startsWith(`${cycle}.`));
  if (at < 0) return undefined;
  for (const { cycle } of cycles.slice(at + 1)) {
    const isSupported = !endOfLife(name, cycle, today) && isAdvised(name, cycle, own.version);
    const found = isSupported ? ofLine(own, alike, cycle) : undefined;
    if (found) return found;
  }
  return undefined;
}

function ofLine(own: ReadTag, alike: readonly ReadTag[], line: string): ReadTag | undefined {
  const start = numbersOf(line);
  const there = alike.filter((other) => startsWith(other.version, start));
  const exact = there.filter((other) => isSameForm(own, other));
  // A tag of the line alone, `3.13-slim`, is as exact as one of another line was.
  const found =
    exact.length > 0 ? exact : own.numbers.length < start.length ? there.filter(({ version }) => version === line) : [];
  const same = found.filter((other) => isSame(own, other));
  return newest(same.length > 0 ? same : onNewestRelease(found));
}

/** Of tags that differ by the release of their distribution, those with the newest. */
function onNewestRelease(tags: readonly ReadTag[]): readonly ReadTag[] {
  const ranked = tags.map((tag) => ({ tag, rank: rankOf(tag) }));
  const best = ranked.reduce<readonly string[]>((most, { rank }) => (compareRanks(rank, most) > 0 ? rank : most), []);
  return ranked.filter(({ rank }) => compareRanks(rank, best) === 0).map(({ tag }) => tag);
}

/** Its releases of distributions, as versions. */
function rankOf({ words }: ReadTag): readonly string[] {
  return words.flatMap((word) => {
    const cycle = [...cyclesOf("debian"), ...cyclesOf("ubuntu")].find(({ codename }) => codename === word)?.cycle;
    return alpineRelease(word) ?? cycle ?? [];
  });
}

function compareRanks(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((version, index) => compareVersions(version, other[index] ?? "0") !== 0);
  return at < 0 ? 0 : compareVersions(one[at] ?? "0", other[at] ?? "0");
}

function newest(tags: readonly ReadTag[]): ReadTag | undefined {
  return tags.reduce<ReadTag | undefined>(
    (best, tag) => (best && compareVersions(best.version, tag.version) >= 0 ? best : tag),
    undefined,
  );
}
