/** What the systems around a build read: GitHub, GitLab, SonarQube, reviewdog, and those that know Checkstyle or JUnit. */

import { displayName } from "../../package.json";
import type { Severity } from "../types";
import { fingerprints, ownEdits, placesIn, type Report } from "./report";

/** Workflow commands that become annotations: docs.github.com/actions/reference/workflow-commands. */
export function asGithub(reports: readonly Report[]): string {
  const lines = reports.flatMap(({ path, text, problems }) => {
    const place = placesIn(text);
    return problems.map(({ rule, severity, message, span }) => {
      const { line, column, endLine, endColumn } = place(span);
      const properties = { file: path, line, col: column, endLine, endColumn, title: rule.id };
      const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${githubLevels[severity]} ${list.join(",")}::${escapeData(message)}`;
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

/** A report of code quality: docs.gitlab.com/ci/testing/code_quality, "Import code quality results". */
export function asGitlab(reports: readonly Report[]): string {
  const seen = new Map<string, number>();
  const issues = reports.flatMap((report) => {
    const { path, text, problems } = report;
    const place = placesIn(text);
    const prints = fingerprints(report);
    return problems.map(({ rule, severity, message, span }, index) => {
      const { line, endLine } = place(span);
      // Of two builds of one file, say, each needs its own.
      const print = `${path}:${prints[index]}`;
      const before = seen.get(print) ?? 0;
      seen.set(print, before + 1);
      return {
        description: message,
        check_name: rule.id,
        fingerprint: before === 0 ? print : `${print}:${before}`,
        severity: gitlabSeverities[severity],
        location: { path, lines: { begin: line, end: endLine } },
      };
    });
  });
  return JSON.stringify(issues, undefined, 2);
}

const gitlabSeverities: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  info: "minor",
  hint: "info",
};

/** Each file is a suite, each finding a failed case, as the readers of JUnit's XML take it. */
export function asJunit(reports: readonly Report[]): string {
  const suites = reports.map(({ path, text, problems }) => {
    const place = placesIn(text);
    const cases = problems.map(({ rule, severity, message, span }) => {
      const { line, column } = place(span);
      const failure = `<failure type="${severity}" message="${xml(message)}">${xml(`${path}:${line}:${column} ${message}`)}</failure>`;
      return `    <testcase classname="${xml(path)}" name="${rule.id} (line ${line})" time="0">${failure}</testcase>`;
    });
    if (cases.length === 0) cases.push(`    <testcase classname="${xml(path)}" name="no problems" time="0"/>`);
    const head = `  <testsuite name="${xml(path)}" tests="${cases.length}" failures="${problems.length}" errors="0" time="0">`;
    return [head, ...cases, "  </testsuite>"].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${displayName}">`,
    ...suites,
    "</testsuites>",
  ].join("\n");
}

/** Checkstyle's XML: checkstyle.org, as many other linters write it. */
export function asCheckstyle(reports: readonly Report[]): string {
  const files = reports.map(({ path, text, problems }) => {
    const place = placesIn(text);
    const errors = problems.map(({ rule, severity, message, span }) => {
      const { line, column } = place(span);
      const level = severity === "hint" ? "info" : severity;
      return `    <error line="${line}" column="${column}" severity="${level}" message="${xml(message)}" source="drydock.${rule.id}"/>`;
    });
    return [`  <file name="${xml(path)}">`, ...errors, "  </file>"].join("\n");
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="10.0">', ...files, "</checkstyle>"].join(
    "\n",
  );
}

/** Text in XML 1.0, which has no place for control characters. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Generic issues: docs.sonarsource.com, "Generic issue import format". Columns count from 0. */
export function asSonar(reports: readonly Report[]): string {
  const all = new Map(reports.flatMap(({ problems }) => problems.map(({ rule }) => [rule.id, rule])));
  const rules = [...all.values()].map(({ id, title, why, severity, category }) => ({
    id,
    name: title,
    description: why,
    engineId: "drydock",
    cleanCodeAttribute: "CONVENTIONAL",
    type: category === "secrets" || category === "user" ? "VULNERABILITY" : "CODE_SMELL",
    severity: sonarSeverities[severity === "off" ? "hint" : severity],
    impacts: [
      {
        softwareQuality: category === "secrets" || category === "user" ? "SECURITY" : "MAINTAINABILITY",
        severity: sonarImpacts[severity === "off" ? "hint" : severity],
      },
    ],
  }));
  const issues = reports.flatMap(({ path, text, problems }) => {
    const place = placesIn(text);
    return problems.map(({ rule, message, span }) => {
      const { line, column, endLine, endColumn } = place(span);
      // A range of no width is refused.
      const isEmpty = line === endLine && column === endColumn;
      const range = {
        startLine: line,
        ...(!isEmpty && { startColumn: column - 1, endLine, endColumn: endColumn - 1 }),
      };
      return { ruleId: rule.id, primaryLocation: { message, filePath: path, textRange: range } };
    });
  });
  return JSON.stringify({ rules, issues }, undefined, 2);
}

const sonarSeverities: Readonly<Record<Severity, string>> = {
  error: "CRITICAL",
  warning: "MAJOR",
  info: "MINOR",
  hint: "INFO",
};

const sonarImpacts: Readonly<Record<Severity, string>> = { error: "HIGH", warning: "MEDIUM", info: "LOW", hint: "LOW" };

/** Reviewdog's format with suggestions: github.com/reviewdog/reviewdog, proto/rdf. Columns count bytes of UTF-8 from 1. */
export function asRdjson(reports: readonly Report[]): string {
  const diagnostics = reports.flatMap(({ path, text, problems }) => {
    const toRange = byteRanges(text);
    return problems.map((problem) => {
      const { rule, severity, message, span } = problem;
      const [url] = rule.sources ?? [];
      const edits = ownEdits(problem);
      return {
        message,
        location: { path, range: toRange(span) },
        severity: rdSeverities[severity],
        code: { value: rule.id, ...(url && { url }) },
        ...(edits && { suggestions: edits.map((edit) => ({ range: toRange(edit), text: edit.text })) }),
      };
    });
  });
  return JSON.stringify({ source: { name: displayName }, diagnostics }, undefined, 2);
}

const rdSeverities: Readonly<Record<Severity, string>> = {
  error: "ERROR",
  warning: "WARNING",
  info: "INFO",
  hint: "INFO",
};

function byteRanges(text: string) {
  const place = placesIn(text);
  const lines = text.split("\n");
  const bytes = (line: number, column: number) => Buffer.byteLength((lines[line - 1] ?? "").slice(0, column - 1)) + 1;
  return (span: { readonly start: number; readonly end: number }) => {
    const { line, column, endLine, endColumn } = place(span);
    return {
      start: { line, column: bytes(line, column) },
      end: { line: endLine, column: bytes(endLine, endColumn) },
    };
  };
}
