/** How the command line prints findings. Pure: findings in, text out. Lines and columns count from 1, columns in UTF-16 units. */

import { TextDocument } from "vscode-languageserver-textdocument";
import { displayName, version } from "../../package.json";
import { lineMaskOf } from "../context/shownText";
import type { Problem, Rule, Severity } from "../types";
import { visible } from "../util/visible";

/** A file and what was found in it. */
export interface Report {
  /** As given on the command line. */
  readonly name: string;
  readonly text: string;
  readonly problems: readonly Problem[];
}

export const formats = { text: asText, json: asJson, sarif: asSarif, github: asGithub } as const;
export type Format = keyof typeof formats;

/** For people: each finding with its line and what of it is meant, and a summary. */
function asText(reports: readonly Report[], colours: boolean): string {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const { name, text, problems } of reports) {
    const place = placesIn(text);
    const mask = lineMaskOf(text);
    for (const problem of problems) {
      const { rule, severity, message } = problem;
      const { line, column, endLine, endColumn, source } = place(problem);
      const where = paint(1, `${visible(name)}:${line}:${column}`);
      const what = visible(message);
      lines.push(`${where} ${paint(severityColours[severity], severity)} ${what} ${paint(2, `[${rule.id}]`)}`);
      const number = String(line);
      // Tabs stay tabs above the marks, so that these stand right at any tab width.
      const indent = source.slice(0, column - 1).replace(/[^\t]/g, " ");
      const width = Math.max(1, (endLine === line ? endColumn : source.length + 1) - column);
      lines.push(paint(2, `  ${number} | ${visible(mask(source))}`));
      lines.push(`  ${" ".repeat(number.length)} ${paint(2, "|")} ${indent}${paint(36, "^".repeat(width))}`);
    }
  }
  const all = reports.flatMap(({ problems }) => problems);
  const files = count(reports.length, "file");
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

/** For scripts: one flat list. */
function asJson(reports: readonly Report[]): string {
  const findings = reports.flatMap(({ name, text, problems }) => {
    const place = placesIn(text);
    return problems.map((problem) => {
      const { rule, aliases, severity, message, fixes = [] } = problem;
      const { line, column, endLine, endColumn } = place(problem);
      return {
        file: name,
        rule: rule.id,
        aliases,
        severity,
        message,
        line,
        column,
        endLine,
        endColumn,
        fixes: fixes.map(({ title, safe }) => ({ title, safe })),
      };
    });
  });
  return JSON.stringify(findings, undefined, 2);
}

/** For code scanning: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. */
function asSarif(reports: readonly Report[]): string {
  const rules = new Map(reports.flatMap(({ problems }) => problems.map(({ rule }) => [rule.id, rule])));
  const ids = [...rules.keys()];
  const results = reports.flatMap(({ name, text, problems }) => {
    const place = placesIn(text);
    return problems.map((problem) => {
      const { line, column, endLine, endColumn } = place(problem);
      const region = { startLine: line, startColumn: column, endLine, endColumn };
      const artifactLocation = { uri: name.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/") };
      return {
        ruleId: problem.rule.id,
        ruleIndex: ids.indexOf(problem.rule.id),
        level: sarifLevels[problem.severity],
        message: { text: problem.message },
        locations: [{ physicalLocation: { artifactLocation, region } }],
      };
    });
  });
  const driver = { name: displayName, version, rules: [...rules.values()].map(toSarifRule) };
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
    },
    undefined,
    2,
  );
}

const sarifLevels: Readonly<Record<Severity | "off", string>> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
  off: "none",
};

function toSarifRule({ id, title, why, severity, sources }: Rule) {
  return {
    id,
    shortDescription: { text: title },
    help: { text: why, markdown: why },
    ...(sources?.[0] && { helpUri: sources[0] }),
    defaultConfiguration: severity === "off" ? { enabled: false } : { level: sarifLevels[severity] },
  };
}

/** For GitHub Actions: workflow commands that become annotations. */
function asGithub(reports: readonly Report[]): string {
  const lines = reports.flatMap(({ name, text, problems }) => {
    const place = placesIn(text);
    return problems.map((problem) => {
      const { line, column, endLine, endColumn } = place(problem);
      const properties = { file: name, line, col: column, endLine, endColumn, title: problem.rule.id };
      const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${githubLevels[problem.severity]} ${list.join(",")}::${escapeData(problem.message)}`;
    });
  });
  return lines.join("\n");
}

const githubLevels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Finds line and column of a problem, as an editor counts them, and the text of that line. */
function placesIn(text: string) {
  const document = TextDocument.create("", "", 0, text);
  return ({ span }: Problem) => {
    const from = document.positionAt(span.start);
    const to = document.positionAt(span.end);
    return {
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
      source: document.getText({ start: { ...from, character: 0 }, end: { ...from, character: text.length } }),
    };
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
