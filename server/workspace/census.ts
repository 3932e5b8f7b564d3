/** What an ignore file makes of a measured build context: what is sent, what is left out, and which pattern does it. */

import { isEnvFile, isFixture, isKeyFile } from "../context/secretFiles";
import { credentialKind } from "../context/secrets";
import { covers, type Decision, decideIn, mayReinclude, parseIgnore } from "../syntax/dockerignore";
import type { Amount, ContextEntry, IgnoreFile } from "../types";
import type { Folder, Measured } from "./measure";

export interface Census {
  /** Without patterns when there is none. */
  readonly ignore: IgnoreFile;
  /** Of the whole context. */
  readonly sent: Amount;
  readonly ignored: Amount;
  /** By the index of the pattern. */
  readonly shares: readonly Share[];
  /** Paths of the files that are sent and hold secrets by their names. */
  readonly secrets: readonly string[];
  /** Those whose inside is decided one by one. All that is in another folder shares its fate. */
  readonly folders: ReadonlyMap<Folder, FolderCount>;
}

/** What a pattern decides about: it leaves it out or, negated, brings back what would be left out without it. */
export interface Share extends Amount {
  /** Five at most, the biggest first. A folder stands for its inside when the pattern decides about all of it. */
  readonly biggest: readonly Portion[];
}

export interface Portion extends Amount {
  /** From the root of the build context, without a slash at the end. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** What is below a folder, at any depth. */
interface FolderCount {
  /** About the folder itself; undefined for the root. */
  readonly decision: Decision | undefined;
  readonly sent: Amount;
  readonly ignored: Amount;
  /** How many secrets are sent. */
  readonly secrets: number;
}

/**
 * Asks an ignore file about every file of a tree, but not about those in folders that Docker does not look into.
 * Lets others run every few milliseconds; a tree that changes meanwhile gives something between before and after.
 * @returns undefined when it was called off.
 */
export async function takeCensus(
  { tree }: Measured,
  ignore: IgnoreFile = parseIgnore(""),
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Census | undefined> {
  const shares = ignore.patterns.map(() => ({ ...nothing(), biggest: [] as Portion[] }));
  const folders = new Map<Folder, FolderCount>();
  const secrets: string[] = [];
  const pause = createPause();
  const shareOf = createShareOf(ignore, shares);

  // However deep the folders: a call that waits before it calls itself takes no room on the stack.
  async function visit(folder: Folder, path: string, decision: Decision | undefined) {
    const count = { decision, sent: nothing(), ignored: nothing(), secrets: 0 };
    folders.set(folder, count);
    const share = shareOf(decision);
    // The biggest that have the share of the folder, as long as all have it: then the folder may stand for them.
    let own: Portion[] | undefined = [];

    function show(portion: Portion, by: typeof share): void {
      if (by !== share) disperse();
      if (by) keepBiggest((by === share && own) || by.biggest, portion);
    }
    function disperse(): void {
      for (const portion of own ?? []) if (share) keepBiggest(share.biggest, portion);
      own = undefined;
    }
    function book(portion: Portion, { ignored }: Decision, by: typeof share): void {
      add(ignored ? count.ignored : count.sent, portion);
      if (by) add(by, portion);
      show(portion, by);
    }

    for (const [name, bytes] of folder.files) {
      await pause();
      if (signal?.aborted) break;
      const file = { path: join(path, name), isFolder: false, files: 1, bytes };
      const about = decideIn(ignore, decision, file.path);
      book(file, about, shareOf(about));
      if (about.ignored || !isSecret(file.path)) continue;
      count.secrets++;
      secrets.push(file.path);
    }
    for (const [name, inside] of folder.folders) {
      await pause();
      if (signal?.aborted) break;
      const portion = { path: join(path, name), isFolder: true, ...inside.total };
      const about = decideIn(ignore, decision, portion.path);
      const by = shareOf(about);
      if (about.ignored && !mayReinclude(ignore, portion.path, about)) {
        if (portion.files > 0) book(portion, about, by);
        continue;
      }
      const within = await visit(inside, portion.path, about);
      add(count.sent, within.count.sent);
      add(count.ignored, within.count.ignored);
      count.secrets += within.count.secrets;
      if (portion.files === 0) continue;
      if (within.isWhole) show(portion, by);
      else disperse();
    }
    const isWhole = own !== undefined;
    if (!isWhole || path === "") disperse();
    return { count, isWhole };
  }

  const { sent, ignored } = (await visit(tree, "", undefined)).count;
  return signal?.aborted ? undefined : { ignore, sent, ignored, shares, secrets, folders };
}

/**
 * What stands in a folder of the context, the biggest first. Lets others run as `takeCensus` does.
 * @param path of the folder, "" for the root; nothing stands in one that does not exist.
 */
export async function entriesOf(measured: Measured, census: Census, path: string): Promise<ContextEntry[]> {
  const place = lookUp(measured, census, path);
  const pause = createPause();
  const entries: ContextEntry[] = [];
  for (const [name, folder] of place?.folder.folders ?? []) {
    await pause();
    const { path, decision, sent, ignored, secrets } = enter(census, place as Place, name, folder);
    entries.push({ name, path, isFolder: true, sent, ignored, secrets, pattern: patternOf(decision) });
  }
  for (const [name, bytes] of place?.folder.files ?? []) {
    await pause();
    const path = join((place as Place).path, name);
    const decision = decideAt(census, place as Place, path);
    const amounts = divide({ files: 1, bytes }, decision);
    const secrets = !decision?.ignored && isSecret(path) ? 1 : 0;
    entries.push({ name, path, isFolder: false, ...amounts, secrets, pattern: patternOf(decision) });
  }
  const size = ({ sent, ignored }: ContextEntry) => sent.bytes + ignored.bytes;
  return entries.sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
}

/** What a source of COPY or ADD selects. */
export interface Selection {
  /** What is copied. */
  readonly sent: Amount;
  /** What is not, because of the ignore file. */
  readonly ignored: Amount;
  /** Paths of the first files that are copied, five at most: those of a folder before those of the folders in it. */
  readonly first: readonly string[];
  /** Paths of the files that are copied and hold secrets by their names. */
  readonly secrets: readonly string[];
}

/**
 * What COPY finds in the context for a source: a file, a folder with all that is in it, or a pattern, whose wildcards
 * stand for anything but a slash (docs.docker.com/reference/dockerfile, "COPY": Go's filepath.Match). Lets others run.
 * @param isTaken tells by the path of a file there whether it counts; all do by default.
 * @returns undefined when there is nothing by that name.
 */
export async function amountBelow(
  measured: Measured,
  census: Census,
  source: string,
  isTaken?: (path: string) => boolean,
): Promise<Selection | undefined> {
  const pause = createPause();
  const sent = nothing();
  const ignored = nothing();
  const first: string[] = [];
  const selected = new Set<string>();

  const names = segmentsOf(source);
  const last = names.pop();
  let folders = [lookUp(measured, census, "") as Place];
  for (const name of names) folders = await enterAll(census, folders, name, pause);
  if (last !== undefined) {
    for (const place of folders) {
      for (const [name, bytes] of await matchesIn(place.folder.files, last, pause)) {
        const path = join(place.path, name);
        selected.add(path);
        if (isTaken?.(path) === false) continue;
        const isIgnored = decideAt(census, place, path)?.ignored === true;
        add(isIgnored ? ignored : sent, { files: 1, bytes });
        if (!isIgnored) keepFirst(first, path);
      }
    }
    folders = await enterAll(census, folders, last, pause);
  }
  for (const folder of folders.sort(byPath)) {
    selected.add(folder.path);
    if (isTaken) await addTaken(census, folder, isTaken, { sent, ignored, first }, pause);
    else {
      add(sent, folder.sent);
      add(ignored, folder.ignored);
      await addFirst(census, folder, first, pause);
    }
  }
  const isSelected = (path: string) =>
    (selected.has("") || prefixes(path).some((prefix) => selected.has(prefix))) && isTaken?.(path) !== false;
  return selected.size === 0 ? undefined : { sent, ignored, first, secrets: census.secrets.filter(isSelected) };
}

/** How many examples are given of many files. */
const most = 5;

// ------------------------------------------------------------------- census

interface Sum {
  files: number;
  bytes: number;
}

function nothing(): Sum {
  return { files: 0, bytes: 0 };
}

function add(sum: Sum, { files, bytes }: Amount): void {
  sum.files += files;
  sum.bytes += bytes;
}

/** A function that finds the share in which something counts that is decided about in this way. */
function createShareOf<S>({ patterns }: IgnoreFile, shares: readonly S[]) {
  const indexes = new Map(patterns.map((pattern, index) => [pattern, index]));
  return (decision: Decision | undefined): S | undefined => {
    const index = decision?.by && indexes.get(decision.by);
    if (!decision || index === undefined) return undefined;
    // What nothing had left out before is not brought back.
    const isDecisive =
      decision.ignored || decision.matching.some((isMatch, at) => isMatch && at < index && !patterns[at]?.negated);
    return isDecisive ? shares[index] : undefined;
  };
}

function keepBiggest(kept: Portion[], portion: Portion): void {
  const lead = (other: Portion) =>
    portion.bytes - other.bytes || portion.files - other.files || (portion.path < other.path ? 1 : -1);
  const at = kept.findIndex((other) => lead(other) > 0);
  if (at === -1 && kept.length >= most) return;
  kept.splice(at === -1 ? kept.length : at, 0, portion);
  if (kept.length > most) kept.pop();
}

/** To wait for often in long work: every few milliseconds it lets others run. */
type Pause = () => Promise<void> | undefined;

function createPause(): Pause {
  const milliseconds = 6;
  let until = performance.now() + milliseconds;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        until = performance.now() + milliseconds;
        resolve();
      });
    });
  };
}

function isSecret(path: string): boolean {
  return isEnvFile(path) || isKeyFile(path) || (credentialKind(path) !== undefined && !isFixture(path));
}

// ------------------------------------------------------------------ looking up

/** A folder of the tree and what the census says of it. */
interface Place extends FolderCount {
  readonly folder: Folder;
  readonly path: string;
  /** What is in it is decided one by one. */
  readonly isOpen: boolean;
}

function lookUp({ tree }: Measured, census: Census, path: string): Place | undefined {
  const count = census.folders.get(tree) ?? { decision: undefined, sent: tree.total, ignored: nothing(), secrets: 0 };
  let place: Place = { ...count, folder: tree, path: "", isOpen: true };
  for (const name of segmentsOf(path)) {
    const folder = place.folder.folders.get(name);
    if (!folder) return undefined;
    place = enter(census, place, name, folder);
  }
  return place;
}

function enter(census: Census, above: Place, name: string, folder: Folder): Place {
  const path = join(above.path, name);
  const count = census.folders.get(folder);
  if (count) return { ...count, folder, path, isOpen: true };
  // Left out as a whole; or it is newer than the census, and taken as a whole until the next one.
  const decision = decideAt(census, above, path);
  return { folder, path, isOpen: false, decision, ...divide(folder.total, decision), secrets: 0 };
}

/** The decision about a path in a folder. */
function decideAt({ ignore }: Census, above: Place, path: string): Decision | undefined {
  return above.isOpen ? decideIn(ignore, above.decision, path) : above.decision;
}

function divide(amount: Amount, decision: Decision | undefined): { sent: Amount; ignored: Amount } {
  return decision?.ignored ? { sent: nothing(), ignored: amount } : { sent: amount, ignored: nothing() };
}

function patternOf(decision: Decision | undefined): ContextEntry["pattern"] {
  return decision?.by ? { text: decision.by.text, line: decision.by.line } : null;
}

// ------------------------------------------------------------------- selecting

/** The folders in some folders that one element of a source stands for. */
async function enterAll(census: Census, places: readonly Place[], element: string, pause: Pause): Promise<Place[]> {
  const found: Place[] = [];
  for (const place of places) {
    for (const [name, folder] of await matchesIn(place.folder.folders, element, pause)) {
      found.push(enter(census, place, name, folder));
    }
  }
  return found;
}

async function matchesIn<Value>(named: ReadonlyMap<string, Value>, element: string, pause: Pause) {
  const matches: [string, Value][] = [];
  if (!/[*?[\\]/.test(element)) {
    const value = named.get(element);
    if (value !== undefined) matches.push([element, value]);
    return matches;
  }
  // One element of a path matches as it would in an ignore file, where some first characters mean more.
  const [pattern] = parseIgnore(element.replace(/^[!#]/, "\\$&")).patterns;
  for (const match of pattern ? named : []) {
    await pause();
    if (pattern && covers(pattern, match[0])) matches.push(match);
  }
  return matches;
}

/** Adds the first files below a folder that are sent, until there are enough. */
async function addFirst(census: Census, start: Place, paths: string[], pause: Pause): Promise<void> {
  const places = [start];
  for (let place = places.pop(); place && paths.length < most; place = places.pop()) {
    if (place.sent.files === 0) continue;
    const first: string[] = [];
    for (const name of place.folder.files.keys()) {
      await pause();
      const path = join(place.path, name);
      if (mayBeFirst(first, path) && !decideAt(census, place, path)?.ignored) keepFirst(first, path);
    }
    paths.push(...first.slice(0, most - paths.length));
    const above = place;
    const inside = [...above.folder.folders].map(([name, folder]) => enter(census, above, name, folder));
    places.push(...inside.sort(byPath).reverse());
  }
}

/** Adds the files below a folder that count, one by one. */
async function addTaken(
  census: Census,
  start: Place,
  isTaken: (path: string) => boolean,
  { sent, ignored, first }: { readonly sent: Sum; readonly ignored: Sum; readonly first: string[] },
  pause: Pause,
): Promise<void> {
  const places = [start];
  for (let place = places.pop(); place; place = places.pop()) {
    const own: string[] = [];
    for (const [name, bytes] of place.folder.files) {
      await pause();
      const path = join(place.path, name);
      if (!isTaken(path)) continue;
      const isIgnored = decideAt(census, place, path)?.ignored === true;
      add(isIgnored ? ignored : sent, { files: 1, bytes });
      if (!isIgnored) keepFirst(own, path);
    }
    first.push(...own.slice(0, most - first.length));
    const above = place;
    const inside = [...above.folder.folders].map(([name, folder]) => enter(census, above, name, folder));
    places.push(...inside.sort(byPath).reverse());
  }
}

function mayBeFirst(first: readonly string[], path: string): boolean {
  return first.length < most || path < (first.at(-1) as string);
}

function keepFirst(first: string[], path: string): void {
  if (mayBeFirst(first, path)) first.push(path);
  first.sort().splice(most);
}

/** The parts of a path that are names; `..` leads up to the root at most. */
function segmentsOf(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names;
}

/** A path and those of the folders above it. */
function prefixes(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
