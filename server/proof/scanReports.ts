/**
 * Reports of vulnerability scanners as one shape, read by their documented JSON: Trivy, Grype, Snyk, Docker Scout (SARIF).
 * Sources: trivy.dev/docs (JSON report), github.com/anchore/grype (JSON output), docs.snyk.io (container test --json),
 * docs.docker.com/reference/cli/docker/scout/cves.
 */

import { vulnerabilityLevels } from "../data/node";
import type { Scan, ScannerName, Vulnerability } from "../types";
import { fieldsOf, isFields, stringOf } from "../util/json";

/** A report; undefined when it is none in the form of its scanner. */
export function readScan(scanner: ScannerName, image: string, report: unknown): Scan | undefined {
  const read = readers[scanner](report);
  if (!read) return undefined;
  // Several packages of one source share what is wrong with it.
  const all = [...new Map(read.found.map((one) => [`${one.id} ${one.package}`, one])).values()];
  const rank = ({ level, fixed }: Vulnerability) =>
    vulnerabilityLevels.indexOf(level) * 2 + (fixed === undefined ? 1 : 0);
  return { scanner, image, digest: read.digest, found: [...all].sort((one, other) => rank(one) - rank(other)) };
}

/** The names of the packages that vulnerabilities are in, each once, in order. */
export function packagesIn({ found }: Scan): readonly string[] {
  return [...new Set(found.map((one) => one.package).filter((name) => name !== nameless))].sort();
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
  const known = word === "negligible" ? "low" : vulnerabilityLevels.find((each) => each === word);
  return {
    id: told(id) ?? "?",
    level: known ?? "unknown",
    package: told(name) ?? nameless,
    installed: told(installed),
    fixed: told(fixed),
  };
}

/** Stands for a package that the report does not name. */
const nameless = "?";

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
