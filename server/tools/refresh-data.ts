/**
 * Writes the dated tables in server/data: `npm run refresh-data`, at the root of the project.
 *
 * The schedule of Node and the dates of its minor versions come from the package `node-releases`. What no package
 * brings lies in server/data/sources; server/data/README.md says where it comes from and how it is renewed:
 *
 * - `node-security.json`: `{ source, asOf, lines: { "20": [{ fixed: "20.5.1", cve: ["CVE-2023-32002"], severity }] } }`,
 *   by release line the versions that carry security fixes, and the worst severity among them (`unknown` if none is
 *   given).
 * - `end-of-life.json`: `{ source, asOf, images: { debian: [{ cycle: "12", codename: "Bookworm", released, latest,
 *   eol, extendedEol }] } }`, by image the release cycles. `eol` is a date, true (over) or false (not known yet);
 *   `codename`, `latest` and `extendedEol` may be missing.
 * - `base-images.json`: one line an image variant, what its fields mean is said in its head. A program of `watch` that a
 *   row does not have is absent where `programsKnown` says so.
 * - `moved-images.json`: `{ what, asOf, images: [{ image, tags, notTags, since, why, use, rename, read, source }] }`: what
 *   moved or was retired, what the fields mean is said in its head.
 * - `official-tags.json`: `{ what, asOf, source, images: { [name]: { ever, now, young } } }`: every tag that was ever
 *   listed for an official image, and those of the day; what the fields mean is said in its head.
 *
 * Dates are ISO dates. The output has one entry a line and is sorted, so that a diff shows what has changed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import versions from "node-releases/data/processed/envs.json";
import schedule from "node-releases/data/release-schedule/release-schedule.json";
import { compare, parse } from "semver";
import { type BaseImageFacts, baseImagesTable } from "./baseImagesTable";
import { type OfficialTagFacts, officialTagsTable } from "./officialTagsTable";

interface SecurityFacts {
  readonly source: string;
  readonly asOf: string;
  readonly lines: Record<string, { fixed: string; cve: string[]; severity: string }[]>;
}

interface Cycle {
  readonly cycle: string;
  readonly released: string;
  readonly eol: string | boolean;
  readonly codename?: string;
  readonly latest?: string;
  readonly extendedEol?: string | boolean;
}

interface EndOfLifeFacts {
  readonly source: string;
  readonly asOf: string;
  readonly images: Record<string, Cycle[]>;
}

interface MovedFacts {
  readonly asOf: string;
  readonly images: readonly { readonly image: string; readonly source: string }[];
}

/** Official images exist since 2014: no tag names a cycle that had ended before. */
const oldest = "2015-01-01";

/**
 * `node` has a table of its own. A version of `rust` ends after six weeks, when the next one appears, which says
 * nothing about the images that are built with it.
 */
const leftOut = ["node", "rust"];

const nodeVersions = versions.filter(({ name, version }) => name === "nodejs" && !version.includes("-"));

const inputs = "server/data/sources";
/** Where the tables go: tests write them elsewhere and compare. */
const target = process.argv[2] ?? "server/data";
const security: SecurityFacts = JSON.parse(readFileSync(join(inputs, "node-security.json"), "utf8"));
const baseImages: BaseImageFacts = JSON.parse(readFileSync(join(inputs, "base-images.json"), "utf8"));
const moved: MovedFacts = JSON.parse(readFileSync(join(inputs, "moved-images.json"), "utf8"));
const officialTags: OfficialTagFacts = JSON.parse(readFileSync(join(inputs, "official-tags.json"), "utf8"));
const endOfLife: EndOfLifeFacts = JSON.parse(readFileSync(join(inputs, "end-of-life.json"), "utf8"));

write("node-releases.json", "lines", {
  source: "The schedule of the Node.js Release working group, and the newest version that any table knows",
  asOf: versions
    .map(({ date }) => date)
    .sort()
    .at(-1),
  lines: releaseLines(),
});
write("node-security.json", "lines", {
  source: security.source,
  asOf: security.asOf,
  lines: securityLines(),
});
write("end-of-life.json", "images", {
  source: endOfLife.source,
  asOf: endOfLife.asOf,
  images: endOfLifeImages(),
});
write("base-images.json", "images", {
  source: baseImages.source,
  asOf: baseImages.images
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1),
  ...baseImagesTable(baseImages),
});

write("moved-images.json", "images", {
  source: "Each row of sources/moved-images.json names its own: histories, notices and issues of the makers",
  asOf: moved.asOf,
  images: movedImages(),
});

write("official-tags.json", "images", {
  source: officialTags.source,
  asOf: officialTags.asOf,
  images: officialTagsTable(officialTags),
});

/** Rows by the image, in the order of their names. */
function movedImages(): Record<string, object[]> {
  const images: Record<string, object[]> = {};
  for (const name of [...new Set(moved.images.map(({ image }) => image))].sort()) {
    const rows = moved.images.filter(({ image }) => image === name);
    images[name] = rows.map(({ image, source, ...row }) => row);
  }
  return images;
}

/** The versions 0.x count as line 0, of which 0.12 was the last; its patch versions are in none of the sources. */
function releaseLines(): Record<string, object> {
  const newest = newestVersions();
  const lines: Record<string, object> = {};
  for (const [name, { start, end, ...more }] of Object.entries<Record<string, string>>(schedule)) {
    const major = name === "v0.12" ? "0" : name.slice(1);
    if (major.includes(".")) continue;
    const { lts, maintenance, codename } = more;
    lines[major] = { start, lts, maintenance, end, codename: codename || undefined, newest: newest.get(major) };
  }
  return lines;
}

function newestVersions(): Map<string, string> {
  const known = [
    ...nodeVersions.map(({ version }) => version).filter((version) => majorOf(version) !== "0"),
    ...Object.values(security.lines).flatMap((releases) => releases.map(({ fixed }) => fixed)),
    ...(endOfLife.images.node ?? []).flatMap(({ latest }) => latest ?? []),
  ];
  return new Map(known.sort(compare).map((version) => [majorOf(version), version]));
}

/** Versions x.y.0 that were released for security after the facts had been gathered are added without CVE ids. */
function securityLines(): Record<string, object[]> {
  const later = nodeVersions.filter((release) => release.security && release.date > security.asOf);
  const lines: Record<string, object[]> = {};
  for (const major of Object.keys(security.lines)) {
    const known = security.lines[major] ?? [];
    const added = later
      .filter(({ version }) => majorOf(version) === major && !known.some(({ fixed }) => fixed === version))
      .map(({ version }) => ({ fixed: version, cve: [], severity: "unknown" }));
    lines[major] = [...known, ...added]
      .sort((left, right) => compare(left.fixed, right.fixed))
      .map(({ fixed, severity, cve }) => ({ fixed, severity, cves: [...new Set(cve)].sort() }));
  }
  return lines;
}

function endOfLifeImages(): Record<string, object[]> {
  const images: Record<string, object[]> = {};
  for (const image of Object.keys(endOfLife.images).sort()) {
    if (leftOut.includes(image)) continue;
    images[image] = (endOfLife.images[image] ?? [])
      .filter((cycle) => (end(image, cycle) ?? oldest) >= oldest)
      .sort((left, right) => left.cycle.localeCompare(right.cycle, "en", { numeric: true }))
      .map((cycle) => ({
        cycle: cycle.cycle,
        codename: cycle.codename?.split(" ")[0]?.toLowerCase(),
        released: image === "debian" ? cycle.released : undefined,
        end: end(image, cycle),
      }));
  }
  return images;
}

/**
 * Debian's long-term support comes free of charge from the archive that the images already use, so that it counts.
 * What others call extended support has to be bought.
 */
function end(image: string, { eol, extendedEol }: Cycle): string | undefined {
  const date = image === "debian" ? (extendedEol ?? eol) : eol;
  return typeof date === "string" ? date : undefined;
}

function majorOf(version: string): string {
  return String(parse(version)?.major);
}

/** JSON with one line for each element below `key`. */
function write(file: string, key: string, table: Record<string, unknown>): void {
  const groups = Object.entries(table[key] as object).map(([name, entry]) => {
    const text = Array.isArray(entry)
      ? `[\n${entry.map((element) => JSON.stringify(element)).join(",\n")}\n]`
      : JSON.stringify(entry);
    return `${JSON.stringify(name)}: ${text}`;
  });
  const head = Object.entries(table)
    .filter(([name]) => name !== key)
    .map(([name, value]) => {
      const text = Array.isArray(value)
        ? `[\n${value.map((element) => JSON.stringify(element)).join(",\n")}\n]`
        : JSON.stringify(value);
      return `${JSON.stringify(name)}: ${text},\n`;
    });
  writeFileSync(join(target, file), `{\n${head.join("")}"${key}": {\n${groups.join(",\n")}\n}\n}\n`);
}
