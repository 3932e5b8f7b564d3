/** The rows of `base-images.json`, and which of them tell of a tag. */

import table from "./base-images.json";
import { tellsOthers } from "./imageCertainty";
import { type ParsedTag, parseTag } from "./imageTags";

/** When the newest row was gathered. */
export const baseImagesDate = table.asOf;

/** One variant of an image. */
export interface Row {
  readonly tags: readonly ParsedTag[];
  /** The release line, where its tags name a version: "22", "3.13". */
  readonly line: string | undefined;
  readonly system: readonly string[];
  readonly programs: ReadonlySet<string>;
  /** Programs known to be absent; undefined when all watched ones that it has not are. */
  readonly absent: ReadonlySet<string> | undefined;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly isComplete: boolean;
  readonly settings: Settings;
}

/** What an image sets; what it does not set is left out. */
export interface Settings {
  readonly workdir?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly volumes?: readonly string[];
}

/** As the table has it: what many rows share is told by its place in a list. */
interface StoredRow {
  readonly tags: string;
  readonly line?: string;
  readonly system: number;
  readonly programs: number;
  readonly absent?: string;
  readonly environment: number;
  readonly isComplete?: boolean;
  readonly settings: number;
}

/** Whether a program that no row has is known to be absent. */
export function isWatched(program: string): boolean {
  return watched.has(program);
}

const watched: ReadonlySet<string> = new Set(words(table.watched));
/** The compiler would make a type of every row. */
const environments: readonly object[] = table.environments;
const stored: ReadonlyMap<string, readonly StoredRow[]> = new Map(Object.entries(table.images));
const read = new Map<string, readonly Row[]>();

function rowsOf(name: string): readonly Row[] {
  const known = read.get(name);
  if (known) return known;
  const rows = (stored.get(name) ?? []).map((row) => readRow(name, row));
  read.set(name, rows);
  return rows;
}

function readRow(name: string, row: StoredRow): Row {
  return {
    tags: words(row.tags).map((tag) => parseTag(name, tag)),
    line: row.line,
    system: table.systems[row.system] ?? [],
    programs: new Set(programsAt(row.programs)),
    absent: row.absent === undefined ? undefined : new Set(words(row.absent)),
    environment: environments[row.environment] as Row["environment"],
    isComplete: row.isComplete ?? true,
    settings: table.settings[row.settings] as Settings,
  };
}

/** Each set says what it adds to one before it. */
function programsAt(index: number): string[] {
  const set: { readonly on?: number; readonly and: string } | undefined = table.programs[index];
  return set ? [...(set.on === undefined ? [] : programsAt(set.on)), ...words(set.and)] : [];
}

function words(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

/** The short names of the images that the table knows. */
export function listedImages(): readonly string[] {
  return [...stored.keys()];
}

/** The tags of an image that the table knows, as they are written; empty for other images. */
export function listedTags(name: string): readonly string[] {
  return (stored.get(name) ?? []).flatMap(({ tags }) => words(tags));
}

/** The rows that tell what an image contains: what they agree on holds. */
export interface Found {
  readonly name: string;
  readonly rows: readonly Row[];
  /** How near they are: of this very tag, of its release line and system, of another release of the same kind. */
  readonly basis: "tag" | "line" | "kind";
}

/**
 * The rows that tell of an image.
 * @param name its short name, as `officialName` gives it.
 */
export function rowsFor(name: string, tag = "latest"): Found | undefined {
  if (!stored.has(name)) return undefined;
  const wanted = parseTag(name, tag);
  const exact = rowsOf(name).find(({ tags }) => tags.some(({ text }) => text === wanted.text));
  if (exact) return { name, rows: [exact], basis: "tag" };
  const ofShape = rowsOf(name).filter(({ tags }) => tags.some(({ shape }) => shape === wanted.shape));
  const system = wanted.system ?? ofShape.find((row) => isUsual(row, wanted.shape))?.system[0];
  const ofKind = ofShape.filter((row) => row.system[0] === system);
  const ofLine = ofKind.filter((row) => isOfLine(row, wanted));
  if (ofLine.length > 0) return { name, rows: ofLine, basis: "line" };
  return ofKind.length > 0 && tellsOthers(name, wanted) ? { name, rows: ofKind, basis: "kind" } : undefined;
}

/** A tag that names no system stands for it. */
function isUsual({ tags }: Row, wanted: string): boolean {
  return tags.some(({ shape, system }) => shape === wanted && system === undefined);
}

function isOfLine({ line, system: [name, version, codename] }: Row, wanted: ParsedTag): boolean {
  const isVersion = line === undefined || (wanted.version !== undefined && `${wanted.version}.`.startsWith(`${line}.`));
  return isVersion && (wanted.release === undefined || wanted.release === (name === "alpine" ? version : codename));
}

/** The variables that all rows have; a value that differs is undefined. `isComplete` says that there are no others. */
export function agreedEnvironment({ rows, basis }: Found): {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isComplete: boolean;
} {
  const [first, ...others] = rows;
  const names = Object.keys(first?.environment ?? {}).filter((name) =>
    others.every(({ environment }) => name in environment),
  );
  const environment = Object.fromEntries(
    names.map((name) => {
      const value = first?.environment[name] ?? undefined;
      return [name, others.every(({ environment }) => environment[name] === value) ? value : undefined];
    }),
  );
  const isSame = others.every((other) => Object.keys(other.environment).length === names.length);
  const isComplete = basis !== "kind" && isSame && rows.every((row) => row.isComplete);
  return { environment, isComplete };
}

/** What all are alike in; undefined where they differ. */
export function agreed<Value>([first, ...others]: readonly Value[]): Value | undefined {
  const text = JSON.stringify(first);
  return others.every((other) => JSON.stringify(other) === text) ? first : undefined;
}
