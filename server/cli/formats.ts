/** The formats of the command line. Pure: findings in, text out. */

import { asSarif } from "./formatSarif";
import { asCheckstyle, asGithub, asGitlab, asJunit, asRdjson, asSonar } from "./formatsOfCi";
import { asMarkdown, asText } from "./formatText";
import { type Looks, placesIn, type Report } from "./report";

export const formats = {
  text: asText,
  json: asJson,
  sarif: asSarif,
  github: asGithub,
  gitlab: asGitlab,
  junit: asJunit,
  checkstyle: asCheckstyle,
  sonar: asSonar,
  markdown: asMarkdown,
  rdjson: asRdjson,
} as const satisfies Readonly<Record<string, (reports: readonly Report[], looks: Looks) => string>>;

export type Format = keyof typeof formats;

/** For scripts: one flat list. */
function asJson(reports: readonly Report[]): string {
  const findings = reports.flatMap(({ name, text, problems, build }) => {
    const place = placesIn(text);
    return problems.map(({ rule, aliases, severity, message, span, fixes = [] }) => {
      const { line, column, endLine, endColumn } = place(span);
      return {
        file: name,
        ...(build !== undefined && { build }),
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
