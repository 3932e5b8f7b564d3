/** For code scanning: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. */

import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { displayName, name, publisher, version } from "../../package.json";
import type { Edit, Problem, Rule, Severity } from "../types";
import { fingerprints, ownEdits, type Place, placesIn, type Report } from "./report";

export function asSarif(reports: readonly Report[]): string {
  const rules = new Map(reports.flatMap(({ problems }) => problems.map(({ rule }) => [rule.id, rule])));
  const ids = [...rules.keys()];
  const results = reports.flatMap((report) => {
    const { path, text, problems, build } = report;
    const place = placesIn(text);
    const prints = fingerprints(report);
    const artifactLocation = placeOf(path);
    return problems.map((problem, index) => {
      const { rule, severity, message, span } = problem;
      const edits = ownEdits(problem);
      return {
        ruleId: rule.id,
        ruleIndex: ids.indexOf(rule.id),
        level: levels[severity],
        message: { text: build === undefined ? message : `${message} (${build})` },
        locations: [{ physicalLocation: { artifactLocation, region: regionOf(place(span)) } }],
        partialFingerprints: { "ruleAndLine/v1": prints[index] },
        ...(edits && { fixes: [toFix(problem, edits, artifactLocation, text)] }),
      };
    });
  });
  const driver = {
    name: displayName,
    fullName: `${displayName} ${version}`,
    version,
    semanticVersion: version,
    informationUri: `https://marketplace.visualstudio.com/items?itemName=${publisher}.${name}`,
    rules: [...rules.values()].map(toRule),
  };
  const originalUriBaseIds = { SRCROOT: { description: { text: "The root of the repository" } } };
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver },
          automationDetails: runOf(process.env),
          originalUriBaseIds,
          columnKind: "utf16CodeUnits",
          results,
        },
      ],
    },
    undefined,
    2,
  );
}

const levels: Readonly<Record<Severity | "off", string>> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
  off: "none",
};

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** What lies outside of the folder is named as a whole. */
function placeOf(file: string) {
  return isAbsolute(file) || file.startsWith("../")
    ? { uri: pathToFileURL(resolve(file)).href }
    : { uri: encoded(file), uriBaseId: "SRCROOT" };
}

/**
 * What readers tell the runs of several tools and jobs apart by: a slash ends what stays the same from run to run. Azure
 * DevOps wants to be told of its own pipeline: learn.microsoft.com/azure/devops/pipelines/build/variables.
 */
function runOf(environment: Readonly<Record<string, string | undefined>>) {
  if (environment.TF_BUILD === undefined) return { id: `${name}/lint/` };
  const told = (variable: string) => environment[variable] ?? "";
  const definition = told("SYSTEM_DEFINITIONID");
  const phase = environment.SYSTEM_PHASEID ?? told("SYSTEM_JOBID");
  const organization = told("SYSTEM_COLLECTIONURI").replace(/\/$/, "").split("/").at(-1) ?? "";
  const parts = [organization, told("SYSTEM_TEAMPROJECT"), definition, phase, told("BUILD_SOURCEBRANCH")];
  const prefix = "azuredevops/pipeline/build";
  return {
    id: [prefix, ...parts, told("BUILD_BUILDID")].join("/"),
    properties: {
      [`${prefix}/buildDefinitionId`]: /^\d+$/.test(definition) ? Number(definition) : -1,
      [`${prefix}/buildDefinitionName`]: told("BUILD_DEFINITIONNAME"),
      [`${prefix}/phaseId`]: phase,
      [`${prefix}/phaseName`]: told("SYSTEM_PHASENAME"),
    },
  };
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function toFix({ fixes = [] }: Problem, edits: readonly Edit[], artifactLocation: object, text: string) {
  const place = placesIn(text);
  const title = fixes.find((fix) => fix.edits === edits)?.title ?? "";
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: edits.map((edit) => ({
          deletedRegion: regionOf(place(edit)),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

/** How grave code scanning takes what concerns safety: https://docs.github.com/code-security, "security-severity". */
const securitySeverity: Readonly<Record<Severity | "off", string>> = {
  error: "8.0",
  warning: "6.0",
  info: "3.0",
  hint: "1.0",
  off: "1.0",
};

const securityCategories: ReadonlySet<string> = new Set(["secrets", "user"]);

function toRule({ id, title, why, severity, sources, category, aliases = [], bad, good }: Rule) {
  const isOfSecurity = securityCategories.has(category);
  const examples = `\n\nBefore:\n\n\`\`\`dockerfile\n${bad}\n\`\`\`\n\nAfter:\n\n\`\`\`dockerfile\n${good}\n\`\`\``;
  return {
    id,
    name: id.replace(/(?:^|-)([a-z\d])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: plain(why) },
    help: { text: plain(why), markdown: why + examples },
    ...(sources?.[0] && { helpUri: sources[0] }),
    defaultConfiguration: severity === "off" ? { enabled: false } : { level: levels[severity] },
    properties: {
      tags: [category, ...(isOfSecurity ? ["security"] : []), ...aliases],
      ...(isOfSecurity && { "security-severity": securitySeverity[severity] }),
    },
  };
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/** Markdown as plain text. */
function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, "");
}
