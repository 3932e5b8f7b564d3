/** Tags of images as a shape with the versions in it: `24.1.0-bookworm` is `#-bookworm` with "24.1.0". */

export interface TagShape {
  /** Versions are `#`; those that belong to a word, as in `alpine3.20`, stay. */
  readonly shape: string;
  /** In order, "24.1.0". */
  readonly versions: readonly string[];
}

/** What stands before a number that counts: `b11`, `rc1`, `v2`. */
const counted = /^(?:[bmprv]|rc|ea|beta|alpha|preview|ga|sr|fp|build)\d/i;

export function shapeOf(tag: string): TagShape {
  const versions: string[] = [];
  const words = tag.split(/([-_])/).map((word) => {
    if (!/^\d/.test(word) && !counted.test(word)) return word;
    return word.replace(/\d+(?:\.\d+)*/g, (version) => {
      versions.push(version);
      return "#";
    });
  });
  return { shape: words.join(""), versions };
}

/** Puts versions in the place of `#`, in order. */
export function filled(shape: string, versions: readonly string[]): string {
  let next = 0;
  return shape.replace(/#/g, () => versions[next++] ?? "#");
}

/** The numbers of a version, for comparing. */
export function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}

/** How many numbers two versions share from the left. */
export function sharedBy(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? one.length : at;
}

/** "alpine" of `alpine3.20`. */
export function stemOf(word: string): string {
  let end = word.length;
  while (end > 0 && /[\d.]/.test(word[end - 1] ?? "")) end--;
  return word.slice(0, end);
}

/** "3.20" of `alpine3.20`; empty for a word without a number at its end. */
export function numberIn(word: string): string {
  return word.slice(stemOf(word).length);
}

/** Of two versions, by their numbers from left to right; a version stands before what goes on from it. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (const [index, number] of left.entries()) {
    const against = right[index];
    if (against === undefined) return 1;
    if (number !== against) return number - against;
  }
  return left.length - right.length || (one < other ? -1 : one > other ? 1 : 0);
}

/** Tags with the newest version first, of the same version the plain one; those without any come last. Signatures are left out. */
export function inVersionOrder(tags: readonly string[]): readonly string[] {
  const read = tags.filter((tag) => !/^sha256-/.test(tag)).map((tag) => ({ tag, ...shapeOf(tag) }));
  const order = (one: (typeof read)[number], other: (typeof read)[number]): number => {
    const [left, right] = [one.versions[0], other.versions[0]];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined) || (one.tag < other.tag ? -1 : 1);
    }
    return compareVersions(right, left) || one.shape.length - other.shape.length || (one.tag < other.tag ? -1 : 1);
  };
  return read.sort(order).map(({ tag }) => tag);
}
