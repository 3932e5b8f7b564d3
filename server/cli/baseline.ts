/** Findings that are known and accepted: a file of fingerprints, so that only what is new is reported. */

import { readFile } from "node:fs/promises";
import { writeDocument } from "../host/textFiles";
import { fingerprints, type Report } from "./report";
import { wrongUsage } from "./usage";

/** The fingerprints of each file, by its path from the root of the repository. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

export const usualBaseline = "drydock-baseline.json";

/** Throws wrong usage when there is no such file, or it is none of these. */
export async function readBaseline(name: string): Promise<Baseline> {
  const text = await readFile(name, "utf8").catch(() => {
    throw wrongUsage(`no baseline ${name}; "drydock baseline update" writes one`);
  });
  try {
    const { version, files } = JSON.parse(text);
    if (version !== 1) throw new Error();
    const entries = Object.entries(files as Record<string, readonly { print: string }[]>);
    return new Map(entries.map(([path, findings]) => [path, new Set(findings.map(({ print }) => print))]));
  } catch {
    throw wrongUsage(`${name} is no baseline of this program`);
  }
}

/** The report without what the baseline knows. */
export function beyond(baseline: Baseline, report: Report): Report {
  const known = baseline.get(report.path);
  if (!known) return report;
  const prints = fingerprints(report);
  return { ...report, problems: report.problems.filter((_, index) => !known.has(prints[index] as string)) };
}

/** Writes what the reports hold. Throws what the file system says. @param folder that the file may lie in. */
export async function writeBaseline(name: string, reports: readonly Report[], folder: string): Promise<void> {
  const files = new Map<string, { rule: string; print: string }[]>();
  for (const report of [...reports].sort((one, other) => (one.path < other.path ? -1 : 1))) {
    const prints = fingerprints(report);
    const own = report.problems.map(({ rule }, index) => ({ rule: rule.id, print: prints[index] as string }));
    const seen = files.get(report.path) ?? [];
    if (own.length > 0)
      files.set(report.path, [...seen, ...own.filter(({ print }) => !seen.some((it) => it.print === print))]);
  }
  const before = await readFile(name, "utf8").catch(() => undefined);
  const text = `${JSON.stringify({ version: 1, files: Object.fromEntries(files) }, undefined, 2)}\n`;
  if (text !== before) await writeDocument(name, before, text, [folder]);
}
