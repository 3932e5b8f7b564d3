/** What the command line prints for people: each finding with its line and what of it is meant, and a summary. */

import { lineMaskOf } from "../context/shownText";
import type { Severity } from "../types";
import { counted } from "../util/amounts";
import { visible } from "../util/visible";
import { type Looks, placesIn, type Report } from "./report";

export function asText(reports: readonly Report[], { isColourful, isQuiet }: Looks): string {
  const paint = (code: number, text: string) => (isColourful ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const { name, text, problems, secrets, build } of reports) {
    const place = placesIn(text);
    const mask = memoizeLast(lineMaskOf(text, secrets));
    for (const problem of problems) {
      const { rule, severity, message } = problem;
      const { line, column, endLine, endColumn, source } = place(problem.span);
      const where = paint(1, `${visible(name)}:${line}:${column}`);
      const what = visible(message);
      const of = build === undefined ? "" : ` (${visible(build)})`;
      lines.push(`${where}${of} ${paint(severityColours[severity], severity)} ${what} ${paint(2, `[${rule.id}]`)}`);
      const number = String(line);
      const { shown, start } = part(mask(source), column - 1);
      // Tabs stay tabs above the marks, so that these stand right at any tab width.
      const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, " ");
      const end = Math.min(endLine === line ? endColumn - 1 : source.length, start + shown.length);
      const width = Math.max(1, end - column + 1);
      lines.push(paint(2, `  ${number} | ${visible(shown)}`));
      lines.push(`  ${" ".repeat(number.length)} ${paint(2, "|")} ${indent}${paint(36, "^".repeat(width))}`);
    }
  }
  if (isQuiet) return lines.join("\n");
  const all = reports.flatMap(({ problems }) => problems);
  const files = counted(new Set(reports.map(({ name }) => name)).size, "file");
  if (all.length === 0) return `${paint(32, "No problems")} in ${files}.`;
  const bySeverity = (Object.keys(severityColours) as Severity[]).flatMap((severity) => {
    const found = all.filter((problem) => problem.severity === severity).length;
    return found > 0 ? [severity === "info" ? `${found} info` : counted(found, severity)] : [];
  });
  const fixable = all.filter(({ fixes }) => fixes?.some(({ optional }) => !optional)).length;
  const hint = fixable > 0 ? ` "drydock harden" can fix ${fixable} of them.` : "";
  return [...lines, "", `${counted(all.length, "problem")} in ${files}: ${bySeverity.join(", ")}.${hint}`].join("\n");
}

/** Of a line, in UTF-16 units. */
const mostShown = 240;
const mostBefore = 80;

/** A line as it is shown, and where that begins: of a very long one what is around a place, with an ellipsis where it is cut. */
function part(source: string, at: number): { shown: string; start: number } {
  if (source.length <= mostShown) return { shown: source, start: 0 };
  const start = Math.max(0, Math.min(at - mostBefore, source.length - mostShown));
  const shown = source.slice(start, start + mostShown);
  const before = start > 0 ? "…" : shown.slice(0, 1);
  const after = start + mostShown < source.length ? "…" : shown.slice(-1);
  return { shown: before + shown.slice(1, -1) + after, start };
}

/** Findings follow each other line by line. */
function memoizeLast(of: (text: string) => string): (text: string) => string {
  let last: { readonly text: string; readonly result: string } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: of(text) };
    return last.result;
  };
}

const severityColours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 34, hint: 90 };

/** How often each rule has found something, the most frequent first. */
export function statistics(reports: readonly Report[]): string {
  const amounts = new Map<string, number>();
  for (const { rule } of reports.flatMap(({ problems }) => problems))
    amounts.set(rule.id, (amounts.get(rule.id) ?? 0) + 1);
  const rows = [...amounts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const width = String(rows[0]?.[1] ?? 0).length;
  return rows.map(([id, amount]) => `${String(amount).padStart(width)}  ${id}`).join("\n");
}

/** For pull requests: a table for each file. */
export function asMarkdown(reports: readonly Report[]): string {
  const found = reports.filter(({ problems }) => problems.length > 0);
  if (found.length === 0) return `No problems in ${counted(reports.length, "file")}.`;
  return found
    .map(({ path, text, problems, build }) => {
      const place = placesIn(text);
      const rows = problems.map(({ rule, severity, message, span }) => {
        const { line } = place(span);
        return `| ${line} | ${severity} | ${cell(message)} | \`${rule.id}\` |`;
      });
      const title = `### ${cell(path)}${build === undefined ? "" : ` (${cell(build)})`}`;
      return [title, "", "| Line | Severity | Problem | Rule |", "| ---: | --- | --- | --- |", ...rows].join("\n");
    })
    .join("\n\n");
}

/** Text that is nothing but text in a cell of a table. */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|#]/g, "\\$&")
    .replace(/\s+/g, " ");
}
