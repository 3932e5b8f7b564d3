/**
 * The table of the tags that official images have ever had: official-tags.json, written by server/tools/refresh-data.ts;
 * it names its source.
 */

import { officialName } from "../data/images";
import table from "../data/official-tags.json";
import type { TagShape } from "./tagShape";
import { lengthened } from "./versionList";

/** The tags of an image are known as of this date. */
export const officialTagsDate: string = table.asOf;

interface StoredRow {
  readonly versions: string;
  readonly now?: string;
  readonly young?: string;
  readonly left?: string;
  readonly shapes: Readonly<Record<string, string>>;
}

/** What is known of an official image. */
export interface Row {
  readonly versions: ReadonlySet<string>;
  /** Those of the day of the table; empty for images that are gone. */
  readonly now: ReadonlySet<string>;
  /** Which versions stood at each place of a shape. */
  readonly shapes: ReadonlyMap<string, readonly ReadonlySet<string>[]>;
  /** Shapes of tags of the day. */
  readonly live: ReadonlySet<string>;
  /** Words of shapes, with "#" for a version. */
  readonly words: ReadonlySet<string>;
  /** Those of tags of the day. */
  readonly liveWords: ReadonlySet<string>;
  /** Tags that are no longer listed, though the shape and each version of them are in others. */
  readonly left: ReadonlySet<string>;
  /** Those that were new then, so that tags with them may have come since. */
  readonly young: ReadonlySet<string>;
}

/** The compiler would make a type of every row. Each is read when it is first asked for. */
const stored: Readonly<Record<string, StoredRow>> = table.images;
const read = new Map<string, Row>();

/** Of an image by any of its names; undefined for those that are not official. */
export function rowOf(image: string): Row | undefined {
  const name = officialName(image);
  const known = read.get(name);
  const source = known || !Object.hasOwn(stored, name) ? undefined : stored[name];
  if (!source) return known;
  const row = readRow(source);
  read.set(name, row);
  return row;
}

function readRow({ versions: text, now = "", young = "", left = "", shapes: groups }: StoredRow): Row {
  const versions = lengthened(text);
  const shapes = new Map<string, readonly ReadonlySet<string>[]>();
  const all = new Set<string>();
  const live = new Set<string>();
  const liveWords = new Set<string>();
  for (const [key, group] of Object.entries(groups)) {
    const places = key === "" ? [] : key.split("|").map((part) => inRanges(part, versions));
    for (const marked of words(group)) {
      const isLive = !marked.startsWith("~");
      const shape = isLive ? marked : marked.slice(1);
      shapes.set(shape, places);
      if (isLive) live.add(shape);
      for (const word of wordsOf(shape)) {
        all.add(word);
        if (isLive) liveWords.add(word);
      }
    }
  }
  return {
    versions: new Set(versions),
    now: inRanges(now, versions),
    shapes,
    live,
    words: all,
    liveWords,
    left: new Set(words(left)),
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

/** What stands between spaces. */
function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

/** The words of a shape. */
export function wordsOf(shape: string): string[] {
  return shape.split(/[-_]/);
}

/** Whether a tag was ever listed. */
export function isListed({ shapes }: Row, { shape, versions }: TagShape): boolean {
  return shapes.get(shape)?.every((place, index) => place.has(versions[index] ?? "")) ?? false;
}

/** Whether a tag that was listed once is a tag of the day. */
export function isBuilt({ live, now, left }: Row, tag: string, { shape, versions }: TagShape): boolean {
  return live.has(shape) && !left.has(tag) && versions.every((version) => now.has(version));
}
