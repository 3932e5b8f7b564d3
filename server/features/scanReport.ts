/**
 * Reports of vulnerability scanners as one shape, read by their documented JSON: Trivy, Grype, Snyk, Docker Scout (SARIF).
 * Sources: trivy.dev/docs (JSON report), github.com/anchore/grype (JSON output), docs.snyk.io (container test --json),
 * docs.docker.com/reference/cli/docker/scout/cves.
 */

import type { Mute } from "../engine/mutes";
import { whyNotMuted } from "../engine/mutes";
import type { Scan, ScannerName, Vulnerability } from "../types";
import { fieldsOf, isFields, stringOf } from "../util/json";
import { isReason, type Reason } from "../util/reason";
import { code } from "./markdown";

/** The worst first. */
export const severities = ["critical", "high", "medium", "low", "unknown"] as const;

const mostShown = 5;

/** A report; undefined when it is none in the form of its scanner. */
export function readScan(scanner: ScannerName, image: string, report: unknown): Scan | undefined {
  const read = readers[scanner](report);
  if (!read) return undefined;
  // Several packages of one source share what is wrong with it.
  const all = [...new Map(read.found.map((one) => [`${one.id} ${one.package}`, one])).values()];
  const rank = ({ level, fixed }: Vulnerability) => severities.indexOf(level) * 2 + (fixed === undefined ? 1 : 0);
  return { scanner, image, digest: read.digest, found: [...all].sort((one, other) => rank(one) - rank(other)) };
}

/** What is left of a scan when mutes are taken away. */
export interface JudgedScan extends Pick<Scan, "scanner" | "image" | "digest"> {
  readonly amounts: Readonly<Record<Vulnerability["level"], number>>;
  /** The worst of what is not muted. */
  readonly worst: readonly Vulnerability[];
  readonly muted: readonly Vulnerability[];
  /** Comments that do not count, with the reason. */
  readonly idle: readonly { readonly id: string; readonly reason: string }[];
}

/** Judges a scan by the mutes of its image. @param today as an ISO date. */
export function judgeScan({ found, ...scan }: Scan, mutes: readonly Mute[], today: string): JudgedScan {
  const judged = mutes.map((mute) => ({ id: mute.id, reason: whyNotMuted(mute, today) }));
  const counting = new Set(judged.flatMap(({ id, reason }) => (reason === undefined ? id.toLowerCase() : [])));
  const isMuted = ({ id }: Vulnerability) => counting.has(id.toLowerCase());
  const open = found.filter((one) => !isMuted(one));
  const amounts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const { level } of open) amounts[level]++;
  return {
    ...scan,
    amounts,
    worst: open.slice(0, mostShown),
    muted: found.filter(isMuted),
    idle: judged.flatMap(({ id, reason }) =>
      reason !== undefined && !counting.has(id.toLowerCase()) ? [{ id, reason }] : [],
    ),
  };
}

/** In one line: "node:24, by Trivy: 1 critical, 3 high; 2 muted". */
export function scanInShort({ scanner, image, ...scan }: JudgedScan): string {
  return `${image}, by ${scanner}: ${amountsOf(scan)}`;
}

/** "1 critical, 3 high; 2 muted" */
export function amountsOf({ amounts, muted }: Pick<JudgedScan, "amounts" | "muted">): string {
  const parts = severities.flatMap((level) => (amounts[level] > 0 ? [`${amounts[level]} ${level}`] : []));
  const open = parts.length === 0 ? "no known vulnerability" : parts.join(", ");
  return muted.length === 0 ? open : `${open}; ${muted.length} muted`;
}

/** As markdown: the amounts, the worst with what mends them, and what is muted no more. */
export function scanPage(scan: JudgedScan): string {
  const lines = scan.worst.map(({ id, level, package: name, installed = "", fixed }) => {
    const remedy = fixed === undefined ? "no fix is known" : `fixed in ${code(fixed)}`;
    return `- ${level}: ${code(id)} in ${code(`${name} ${installed}`.trim())}, ${remedy}`;
  });
  const idle = scan.idle.map(({ id, reason }) => `- ${code(id)} is not muted: ${reason}`);
  return [`**Vulnerabilities** in ${scanInShort(scan)}`, "", ...lines, ...idle].join("\n");
}

/** An image beside others that could take its place. */
export interface Comparison {
  readonly found: JudgedScan;
  /** In the order in which they are proposed. */
  readonly instead: readonly { readonly image: string; readonly found: JudgedScan | Reason }[];
}

/** As markdown: what is found in the image, and how many in each of the others. */
export function comparisonPage({ found, instead }: Comparison): string {
  const others = instead.map((other) => `- instead ${code(other.image)}: ${compared(other.found)}`);
  return [
    scanPage(found).trimEnd(),
    "",
    ...(others.length > 0 ? others : ["There is no other image to compare it with."]),
  ].join("\n");
}

/** "1 critical", or why that is not known. */
export function compared(found: JudgedScan | Reason): string {
  return isReason(found) ? `not scanned, ${found.reason}` : amountsOf(found);
}

interface Read {
  readonly digest: string | undefined;
  readonly found: readonly Vulnerability[];
}

const readers: Readonly<Record<ScannerName, (report: unknown) => Read | undefined>> = {
  Trivy(report) {
    const { Results, Metadata, SchemaVersion } = fieldsOf(report);
    if (SchemaVersion === undefined && !Array.isArray(Results)) return undefined;
    const all = listOf(Results).flatMap((result) => listOf(fieldsOf(result).Vulnerabilities));
    const found = all.map((one) => {
      const { VulnerabilityID, Severity, PkgName, InstalledVersion, FixedVersion } = fieldsOf(one);
      return vulnerability(VulnerabilityID, Severity, PkgName, InstalledVersion, FixedVersion);
    });
    return { digest: digestIn(fieldsOf(Metadata).RepoDigests), found };
  },
  Grype(report) {
    const { matches, source, descriptor } = fieldsOf(report);
    // A list of nothing may be written as null.
    const isReport = Array.isArray(matches) || (matches === null && isFields(source) && isFields(descriptor));
    if (!isReport) return undefined;
    const found = listOf(matches).map((match) => {
      const { vulnerability: named, artifact } = fieldsOf(match);
      const { id, severity, fix } = fieldsOf(named);
      const { name, version } = fieldsOf(artifact);
      return vulnerability(id, severity, name, version, listOf(fieldsOf(fix).versions)[0]);
    });
    return { digest: digestIn(fieldsOf(fieldsOf(source).target).repoDigests), found };
  },
  Snyk(report) {
    const all = Array.isArray(report) ? report : [report];
    if (!all.every((one) => Array.isArray(fieldsOf(one).vulnerabilities))) return undefined;
    // Beside the packages of the system there are those of the programs in the image.
    const found = all
      .flatMap((one) => [one, ...listOf(fieldsOf(one).applications)])
      .flatMap((one) => listOf(fieldsOf(one).vulnerabilities))
      .map((each) => {
        const { id, severity, packageName, version, nearestFixedInVersion, fixedIn, identifiers } = fieldsOf(each);
        const name = listOf(fieldsOf(identifiers).CVE)[0] ?? id;
        return vulnerability(name, severity, packageName, version, nearestFixedInVersion ?? listOf(fixedIn)[0]);
      });
    return { digest: undefined, found };
  },
  "Docker Scout"(report) {
    const [run] = listOf(fieldsOf(report).runs);
    const { driver } = fieldsOf(fieldsOf(run).tool);
    if (!isFields(driver)) return undefined;
    const { rules } = driver;
    const found = listOf(rules).map((rule) => {
      const { id, properties } = fieldsOf(rule);
      const { cvssV3_severity, fixed_version, purls } = fieldsOf(properties);
      const purl = /^pkg:[^/]+\/([^@?]+)(?:@([^?#]+))?/.exec(stringOf(listOf(purls)[0]) ?? "");
      const [, name, version] = purl?.map((part) => part && decoded(part)) ?? [];
      const fixed = fixed_version === "not fixed" ? undefined : fixed_version;
      return vulnerability(id, cvssV3_severity, name, version, fixed);
    });
    return { digest: undefined, found };
  },
};

function vulnerability(id: unknown, level: unknown, name: unknown, installed: unknown, fixed: unknown): Vulnerability {
  const word = (stringOf(level) ?? "").toLowerCase();
  const known = word === "negligible" ? "low" : severities.find((each) => each === word);
  return {
    id: told(id) ?? "?",
    level: known ?? "unknown",
    package: told(name) ?? "?",
    installed: told(installed),
    fixed: told(fixed),
  };
}

/** No name or version is longer, in UTF-16 units. */
const longestName = 300;

/** What a report says in a text; undefined where it says nothing. */
function told(value: unknown): string | undefined {
  return stringOf(value)?.slice(0, longestName) || undefined;
}

/** A part of a package URL: `%40babel/core`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function digestIn(names: unknown): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(stringOf(listOf(names)[0]) ?? "")?.[1];
}
