/** What the command line prints for people: each finding with its line and what of it is meant, and a summary. */

import { lineMaskOf } from "../context/shownText";
import type { Severity } from "../types";
import { visible } from "../util/visible";
import { count, type Looks, placesIn, type Report } from "./report";

export function asText(reports: readonly Report[], { isColourful, isQuiet }: Looks): string {
  const paint = (code: number, text: string) => (isColourful ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const { name, text, problems, secrets, build } of reports) {
    const place = placesIn(text);
    const mask = lineMaskOf(text, secrets);
    for (const problem of problems) {
      const { rule, severity, message } = problem;
      const { line, column, endLine, endColumn, source } = place(problem.span);
      const where = paint(1, `${visible(name)}:${line}:${column}`);
      const what = visible(message);
      const of = build === undefined ? "" : ` (${visible(build)})`;
      lines.push(`${where}${of} ${paint(severityColours[severity], severity)} ${what} ${paint(2, `[${rule.id}]`)}`);
      const number = String(line);
      // Tabs stay tabs above the marks, so that these stand right at any tab width.
      const indent = source.slice(0, column - 1).replace(/[^\t]/g, " ");
      const width = Math.max(1, (endLine === line ? endColumn : source.length + 1) - column);
      lines.push(paint(2, `  ${number} | ${visible(mask(source))}`));
      lines.push(`  ${" ".repeat(number.length)} ${paint(2, "|")} ${indent}${paint(36, "^".repeat(width))}`);
    }
  }
  if (isQuiet) return lines.join("\n");
  const all = reports.flatMap(({ problems }) => problems);
  const files = count(new Set(reports.map(({ name }) => name)).size, "file");
  if (all.length === 0) return `${paint(32, "No problems")} in ${files}.`;
  const bySeverity = (Object.keys(severityColours) as Severity[]).flatMap((severity) => {
    const found = all.filter((problem) => problem.severity === severity).length;
    return found > 0 ? [severity === "info" ? `${found} info` : count(found, severity)] : [];
  });
  const fixable = all.filter(({ fixes }) => fixes?.some(({ optional }) => !optional)).length;
  const hint = fixable > 0 ? ` "drydock harden" can fix ${fixable} of them.` : "";
  return [...lines, "", `${count(all.length, "problem")} in ${files}: ${bySeverity.join(", ")}.${hint}`].join("\n");
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
  if (found.length === 0) return `No problems in ${count(reports.length, "file")}.`;
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
