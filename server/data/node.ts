/**
 * Release lines of Node.js, and which versions lack which security fixes.
 * Tables: node-releases.json and node-security.json, written by server/tools/refresh-data.ts; they name their sources.
 * All dates are ISO dates; a line is supported up to and including its last day.
 */
import { gt, intersects, satisfies, valid, validRange } from "semver";
import releases from "./node-releases.json";
import security from "./node-security.json";

/** A major version and its schedule. */
export interface NodeLine {
  readonly major: number;
  readonly start: string;
  /** First day of long-term support; undefined for lines that never have it. */
  readonly lts?: string;
  /** First day of maintenance. */
  readonly maintenance?: string;
  /** Last day of support. */
  readonly end: string;
  /** "Iron". */
  readonly codename?: string;
  /** Newest known version. */
  readonly newest?: string;
}

/** How harmful a vulnerability is, the worst first. */
export const vulnerabilityLevels = ["critical", "high", "medium", "low", "unknown"] as const;
export type VulnerabilityLevel = (typeof vulnerabilityLevels)[number];

/** What a version lacks. */
export interface MissingFixes {
  /** Distinct CVEs; a release whose CVEs are not known counts as one. */
  readonly count: number;
  /** Number of security releases since. */
  readonly releases: number;
  /** The next security release of the line. */
  readonly first: string;
  /** The version from which on none is missing. */
  readonly all: string;
  readonly worst: VulnerabilityLevel;
  /** In order of their ids. */
  readonly cves: readonly string[];
}

interface SecurityRelease {
  readonly fixed: string;
  readonly severity: VulnerabilityLevel;
  readonly cves: readonly string[];
}

/** CVEs are known as of this date. */
export const nodeDataDate: string = security.asOf;

/** The schedule and the minor versions are known as of this date. */
export const releaseDataDate: string = releases.asOf;

const lines: readonly NodeLine[] = Object.entries<Omit<NodeLine, "major">>(releases.lines)
  .map(([major, line]) => ({ major: Number(major), ...line }))
  .sort((left, right) => right.major - left.major);

const fixes = new Map(Object.entries(security.lines as Readonly<Record<string, readonly SecurityRelease[]>>));

/** Ranges come from other people's package.json; no sensible one is longer. */
const longestRange = 256;

/** The release line of a major version; 0 stands for all of 0.x. */
export function nodeLine(major: number): NodeLine | undefined {
  return lines.find((line) => line.major === major);
}

/** The long-term support line of a codename in any case, as in `node:iron`. */
export function nodeLineNamed(codename: string): NodeLine | undefined {
  return lines.find((line) => line.codename?.toLowerCase() === codename.toLowerCase());
}

/** Whether the support of a line is over at a date; false for unknown lines. */
export function isNodeEndOfLife(major: number, today: string): boolean {
  const line = nodeLine(major);
  return line !== undefined && line.end < today;
}

/** Newest known version of a line: "20.20.2". */
export function newestNode(major: number): string | undefined {
  return nodeLine(major)?.newest;
}

/** The security fixes that came after a full version ("20.9.0"); undefined when none is known, or the line is not. */
export function missingSecurityFixes(version: string): MissingFixes | undefined {
  if (!foundMissing.has(version)) {
    // Nobody starts from so many.
    if (foundMissing.size > 1000) foundMissing.clear();
    foundMissing.set(version, findMissing(version));
  }
  return foundMissing.get(version);
}

const foundMissing = new Map<string, MissingFixes | undefined>();

function findMissing(version: string): MissingFixes | undefined {
  // Most tags name a line alone, for which nothing has to be loaded.
  const parsed = /^v?\d+\.\d+\.\d/.test(version) ? valid(version) : null;
  const line = parsed === null ? undefined : fixes.get(parsed.slice(0, parsed.indexOf(".")));
  const missing = line?.filter(({ fixed }) => parsed !== null && gt(fixed, parsed)) ?? [];
  const first = missing[0];
  const last = missing.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const cves = [...new Set(missing.flatMap((release) => release.cves))].sort();
  const unnamed = missing.filter((release) => release.cves.length === 0).length;
  const worst = Math.min(...missing.map(({ severity }) => vulnerabilityLevels.indexOf(severity)));
  return {
    count: cves.length + unnamed,
    releases: missing.length,
    first: first.fixed,
    all: last.fixed,
    worst: vulnerabilityLevels[worst] ?? "unknown",
    cves,
  };
}

/** Which lines may be recommended. */
export interface NodeWish {
  /** As in `engines.node`; all that can be read must hold. */
  readonly ranges?: readonly (string | undefined)[];
  /** Lines below this major version. */
  readonly below?: number | undefined;
}

/**
 * What to start a new image from: the newest line that is in long-term support at a date, with its newest version.
 * A line whose long-term support began after the data was gathered does not count, for the newest version known of it
 * would be older than that.
 * With a range as in `engines.node`, the newest such line whose newest version satisfies it; a range that cannot be
 * read is ignored. undefined when no line will do.
 */
export function recommendedNode(today: string, range?: string): { major: number; version: string } | undefined {
  return fittingNode((line) => isLongTerm(line, today), { ranges: [range] });
}

/**
 * The same for a wish: among the lines in long-term support, else among all, those that have ended included, for what a
 * project asks for it has to get. undefined when no line will do.
 */
export function wantedNode(today: string, wish: NodeWish): { major: number; version: string } | undefined {
  return fittingNode((line) => isLongTerm(line, today), wish) ?? fittingNode(() => true, wish);
}

/**
 * The line to move to as far as support demands: the lowest one in long-term support from a major version on, with its
 * newest version. undefined when no line will do.
 */
export function lowestNode(
  today: string,
  from: number,
  wish: NodeWish,
): { major: number; version: string } | undefined {
  const fits = (line: NodeLine) => line.major >= from && isLongTerm(line, today);
  return fittingNode(fits, wish, lines.toReversed());
}

function isLongTerm({ lts, end }: NodeLine, today: string): boolean {
  return lts !== undefined && lts <= today && lts <= releaseDataDate && end >= today;
}

function fittingNode(
  fits: (line: NodeLine) => boolean,
  { ranges = [], below = Number.POSITIVE_INFINITY }: NodeWish,
  order: readonly NodeLine[] = lines,
) {
  const wanted = ranges.filter(
    (range): range is string =>
      range !== undefined && range.length <= longestRange && validRange(range, { loose: true }) !== null,
  );
  for (const line of order) {
    const { major, newest } = line;
    if (newest === undefined || major >= below || !fits(line)) continue;
    if (wanted.every((range) => satisfies(newest, range, { loose: true }))) return { major, version: newest };
  }
  return undefined;
}

/**
 * Whether a version as tags have it ("20", "20.9", "20.9.0") can be one of a range as in `engines.node`; true where the
 * range cannot be read.
 */
export function canBeNode(version: string, range: string): boolean {
  if (range.length > longestRange || validRange(range, { loose: true }) === null) return true;
  return intersects(version.split(".").length < 3 ? `${version}.x` : version, range, { loose: true });
}

/**
 * The line that a version file names: "v20.11.1", "20", "lts/iron"; undefined for what moves ("lts/*", "node") and what
 * cannot be read.
 */
export function nodeLineOf(version: string): number | undefined {
  const codename = /^lts\/(\w+)$/i.exec(version)?.[1];
  if (codename !== undefined) return nodeLineNamed(codename)?.major;
  const major = /^v?(\d{1,3})(?:\.(?:\d{1,4}|x)){0,2}$/.exec(version)?.[1];
  return major === undefined ? undefined : nodeLine(Number(major))?.major;
}
