/**
 * When the support of distributions, runtimes and servers in images ends.
 * Table: end-of-life.json, written by server/tools/refresh-data.ts; it names its source. All dates are ISO dates, and
 * the date of an end is the last day of support.
 */
import table from "./end-of-life.json";
import { nodeTag, officialName } from "./images";
import { nodeLine, recommendedNode } from "./node";

interface Cycle {
  /** "3.12", "13"; what a tag starts with. */
  readonly cycle: string;
  readonly codename?: string;
  /** Of Debian only. */
  readonly released?: string;
  /** Absent when it is not known yet. */
  readonly end?: string;
}

export interface EndOfLife {
  /** What has ended: "3.8", "10". */
  readonly cycle: string;
  /** Last day of support. */
  readonly date: string;
  /** The table does not list the cycle: its support ended by that day, when that of the one after it did. */
  readonly isByThen?: true;
  /** The newest cycle that is still supported: "3.14". */
  readonly newest: string | undefined;
}

/** Support is known as of this date. */
export const endOfLifeDataDate: string = table.asOf;

const images = new Map(Object.entries<readonly Cycle[]>(table.images));

/** What people call the distributions whose support is known. */
export const distributionNames: Readonly<Record<string, string>> = {
  alpine: "Alpine",
  debian: "Debian",
  ubuntu: "Ubuntu",
};

/** How long Node images need to follow a new Debian. */
const followingDays = 60;

/** When bookworm came out: the last Debian that all lines followed. */
const lastFollowed = "2023-06-10";

/**
 * What of an image has reached its end of life at a date, by name and tag; undefined when nothing has, or when the
 * table does not know. A tag that names several cycles (`mysql:5`) stands for that with the longest support: `mongo:7` has
 * gone back from 7.3 to 7.0.
 */
export function endOfLife(image: string, tag: string | undefined, today: string): EndOfLife | undefined {
  const name = officialName(image);
  const nodeMajor = name === "node" ? nodeTag(tag ?? "")?.major : nodeIn(name);
  const ofNode = nodeMajor === undefined ? undefined : nodeEndOfLife(nodeMajor, today);
  if (nodeMajor !== undefined && !isRedHat.test(name)) return ofNode;
  // Which newer streams Red Hat has for the same system is not known; a system that has ended has to be left anyway.
  return ofProduct(name, tag, today) ?? (ofNode && { ...ofNode, newest: undefined });
}

function ofProduct(name: string, tag: string | undefined, today: string): EndOfLife | undefined {
  const [key, version] = product(name, tag);
  const cycles = listed(key);
  const { cycle, end } = findCycle(cycles, version) ?? unlisted(name, cycles, version) ?? {};
  if (cycle === undefined || end === undefined || end >= today) return undefined;
  const newest = cycles.findLast((it) => isSupported(it, today) && isAdvised(key, it.cycle, version))?.cycle;
  const isByThen = cycles.every((other) => other.cycle !== cycle) || undefined;
  return { cycle, date: end, newest, ...(isByThen && { isByThen }) };
}

/** Whether it is known until when what is in an image is supported. */
export function isSupportListed(image: string, tag: string | undefined): boolean {
  const name = officialName(image);
  if (name === "node" || name === "scratch" || nodeIn(name) !== undefined) return true;
  // Of images without a program only the distribution counts.
  return (
    listed(product(name, tag)[0]).length > 0 ||
    /^gcr\.io\/distroless\/(?:static|base|base-nossl|cc)-debian\d+$/.test(name)
  );
}

/**
 * When the support of a release of debian, ubuntu or alpine ends. The release is given by codename, version, or a tag
 * that starts with one of them: "bookworm", "12.5", "3.20", "jammy-20240111".
 */
export function distributionEnd(
  name: string,
  tagOrCodename: string,
  today: string,
): { ended: boolean; date: string } | undefined {
  const isKnown = name === "debian" || name === "ubuntu" || name === "alpine";
  const date = isKnown ? findCycle(images.get(name) ?? [], tagOrCodename)?.end : undefined;
  return date === undefined ? undefined : { ended: date < today, date };
}

/**
 * Codename of the Debian that the newest images of a Node line stand on where their tag names none: since bookworm that
 * of the day when the line began; those before followed each Debian that came out in their time.
 */
export function debianFor(major: number, today: string): string {
  const { start, end } = nodeLine(major) ?? { start: today, end: today };
  return newestDebian(start < lastFollowed ? earlier(addDays(end, -followingDays), lastFollowed) : start);
}

/**
 * Codename of the first Debian after another one that is supported at a date and that a Node line is built on;
 * undefined when there is none.
 */
export function nextDebian(codename: string, major: number, today: string): string | undefined {
  const releases = table.images.debian;
  const at = releases.findIndex((release) => release.codename === codename);
  const last = earlier(today, addDays(nodeLine(major)?.end ?? today, -followingDays));
  const next = releases.find(({ released, end }, index) => index > at && released <= last && end >= today);
  return at < 0 ? undefined : next?.codename;
}

/** Whether a release of Debian came out in time for images of a Node line. */
export function isInTimeFor(codename: string, major: number): boolean {
  const released = table.images.debian.find((release) => release.codename === codename)?.released;
  const end = nodeLine(major)?.end;
  return released !== undefined && (end === undefined || released <= addDays(end, -followingDays));
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** The newest release of Debian that was out at all of the dates. */
function newestDebian(...dates: readonly string[]): string {
  const releases = table.images.debian;
  const newest = releases.findLast(({ released }) => dates.every((date) => released <= date));
  return (newest ?? releases[0])?.codename ?? "stable";
}

const isRedHat = /^registry\.(?:access\.redhat\.com|redhat\.io)\//;

/** The line of Node.js that the name of an image tells. Red Hat retires its streams in the month in which the lines end. */
function nodeIn(name: string): number | undefined {
  const distroless = /^gcr\.io\/distroless\/nodejs(\d+)(?:-|$)/;
  const redHat =
    /^(?:registry\.access\.redhat\.com|registry\.redhat\.io)\/(?:ubi\d+|rhel\d+)\/nodejs-(\d+)(?:-minimal)?$/;
  const major = (distroless.exec(name) ?? redHat.exec(name))?.[1];
  return major === undefined ? undefined : Number(major);
}

function nodeEndOfLife(major: number, today: string): EndOfLife | undefined {
  const line = nodeLine(major);
  if (line === undefined || line.end >= today) return undefined;
  const newest = recommendedNode(today)?.major;
  return { cycle: String(line.major), date: line.end, newest: newest === undefined ? undefined : String(newest) };
}

/**
 * Whether a cycle is one to go to from a version: of ubuntu those with long-term support; of nginx, whose odd minor
 * versions are its mainline, the branch that the version is of, and the stable one from what names none.
 */
export function isAdvised(name: string, cycle: string, version: string): boolean {
  if (name === "ubuntu") return /^\d*[02468]\.04$/.test(cycle);
  if (name !== "nginx") return true;
  const minor = /^v?\d+\.(\d+)/;
  const [ours, theirs] = [version, cycle].map((text) => Number(minor.exec(text)?.[1] ?? 0));
  return (ours ?? 0) % 2 === (theirs ?? 0) % 2;
}

/** The cycles of an image that is not `node`, oldest first; empty for unknown images. */
export function cyclesOf(name: string): readonly { readonly cycle: string; readonly codename?: string }[] {
  return name === "node" ? [] : listed(name);
}

function listed(key: string): readonly Cycle[] {
  return images.get(key) ?? [];
}

/** Under which name the cycles of an image are listed, and what stands for one of them: mostly its tag, sometimes a part of its name. */
function product(name: string, tag: string | undefined): readonly [key: string, version: string] {
  const version = tag ?? "";
  const ubi = name.match(/^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi(\d+)(?:[-/]|$)/);
  if (ubi) return ["registry.access.redhat.com/ubi", ubi[1] ?? ""];
  if (/^mcr\.microsoft\.com\/dotnet\/(?:nightly\/|core\/)?(?:sdk|aspnet|runtime|runtime-deps)$/.test(name)) {
    return ["mcr.microsoft.com/dotnet", version];
  }
  const stream = name === "quay.io/centos/centos" ? version.match(/^stream(\d+)/) : undefined;
  if (stream) return ["quay.io/centos/centos:stream", stream[1] ?? ""];
  if (/^(?:nginxinc|(?:quay\.io|ghcr\.io|public\.ecr\.aws)\/nginx)\/nginx-unprivileged$/.test(name)) {
    return ["nginx", version];
  }
  if (name === "opensuse/leap") return ["opensuse", version];
  if (name === "public.ecr.aws/amazonlinux/amazonlinux") return ["amazonlinux", version];
  if (name === "denoland/deno") return [name, version.replace(/^(?:alpine|debian|ubuntu|distroless|bin)-/, "")];
  if (name === "centos") return [name, version.replace(/^centos/, "")];
  return [name, version];
}

/** By codename or version at the start of a tag. Cycles are in ascending order. */
function findCycle(cycles: readonly Cycle[], tag: string): Cycle | undefined {
  const [first = ""] = tag.toLowerCase().split("-", 1);
  const named = cycles.find(({ codename }) => codename === first);
  const version = first.match(/^v?(\d+(?:\.\d+)*)/)?.[1];
  if (named || version === undefined) return named;
  return (
    cycles.find(({ cycle }) => `${version}.`.startsWith(`${cycle}.`)) ??
    longest(cycles.filter(({ cycle }) => cycle.startsWith(`${version}.`)))
  );
}

/** The one that is supported for longest, of several the newest. */
function longest(cycles: readonly Cycle[]): Cycle | undefined {
  const last = "9999";
  return cycles.reduce<Cycle | undefined>(
    (best, cycle) => (best && (best.end ?? last) > (cycle.end ?? last) ? best : cycle),
    undefined,
  );
}

/** A version that no cycle stands for, before the first cycle that is newer: nobody supports it for longer than that. */
function unlisted(name: string, cycles: readonly Cycle[], tag: string): Cycle | undefined {
  // Its first version was named by dates and is retired: `retired-image` knows it.
  if (name === "amazonlinux") return undefined;
  const version = /^v?(\d+(?:\.\d+)*)(?:-|$)/.exec(tag)?.[1];
  const isAscending = cycles.every(({ cycle }, index) => index === 0 || isOlder(cycles[index - 1]?.cycle ?? "", cycle));
  const next = version === undefined ? undefined : cycles.find(({ cycle }) => isOlder(version, cycle));
  if (version === undefined || !isAscending || !next) return undefined;
  const length = next.cycle.split(".").length;
  return { ...next, cycle: version.split(".").slice(0, length).join(".") };
}

function isOlder(one: string, other: string): boolean {
  const [ours, theirs] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const at = theirs.findIndex((part, index) => part !== (ours[index] ?? 0));
  return at >= 0 && (ours[at] ?? 0) < (theirs[at] ?? 0);
}

function isSupported({ end }: Cycle, today: string): boolean {
  return end === undefined || end >= today;
}

/** ISO date to ISO date; a date that cannot be read stays as it is. */
function addDays(date: string, days: number): string {
  const time = Date.parse(date) + days * 86_400_000;
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
