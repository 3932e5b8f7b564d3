/**
 * Images and registries that moved, were renamed or retired, and what takes their place.
 * Table: moved-images.json, written by server/tools/refresh-data.ts from what was read at the places that its source names.
 */
import { officialName } from "./images";
import table from "./moved-images.json";

/** What became of an image. */
export interface MovedImage {
  /** Month or day ("2022-07"); undefined when unclear. */
  readonly since?: string;
  /** In a few words. */
  readonly why: string;
  /** What to use, in words. */
  readonly use?: string;
  /** The name under which the same tags are found. */
  readonly rename?: string;
  /** Whether it was read at a source; else it is hearsay. */
  readonly read: boolean;
}

interface Row extends MovedImage {
  readonly tags?: string;
  readonly notTags?: string;
}

/** What moved is known as of this date. */
export const movedDataDate: string = table.asOf;

const rows = new Map(Object.entries<readonly Row[]>(table.images));
const prefixes = [...rows.keys()].filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));

/** What became of an image by its name and tag until a date; undefined when it is kept up, as far as the table knows. */
export function movedImage(image: string, tag: string | undefined, today: string): MovedImage | undefined {
  const name = officialName(image);
  const own = rows.get(name)?.find((row) => holds(row, tag, today));
  if (own) return own;
  const prefix = prefixes.find((start) => name.startsWith(start));
  const row = rows.get(`${prefix}*`)?.find((each) => holds(each, tag, today));
  return row && prefix !== undefined
    ? { ...row, rename: row.rename?.replace("*", name.slice(prefix.length)) }
    : undefined;
}

function holds({ tags, notTags, since = "" }: Row, tag: string | undefined, today: string): boolean {
  if (since > today || (tags !== undefined && !new RegExp(tags).test(tag ?? "latest"))) return false;
  return notTags === undefined || !new RegExp(notTags).test(tag ?? "latest");
}
