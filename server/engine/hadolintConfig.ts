/** hadolint's configuration file. Its keys are those of hadolint's README, "Configure". */

import { labelKinds } from "../instructions/labels";
import type { FailLimit, Host, Policy, Settings, Severity } from "../types";
import { type Fields, fieldsOf, isFields } from "../util/json";
import { uriOf } from "../util/uris";
import { asBoolean, asStrings, parseYaml, reader } from "./configReading";

/** What a configuration file for hadolint means to us. */
export interface HadolintConfig {
  /** By the names of hadolint and ShellCheck, or ours. */
  readonly rules: Settings["rules"];
  readonly policy: Policy;
  readonly disableIgnorePragma: boolean;
  /** From which severity on the command line fails; undefined when the file does not say. */
  readonly failOn: FailLimit | undefined;
}

/** A file that was found and read. */
export interface HadolintFile {
  readonly uri: string;
  readonly config: HadolintConfig;
  /** What is wrong with the file, in words; the rest of it counts. */
  readonly complaints: readonly string[];
}

/** In the order in which they are looked for; a folder's first one counts. */
const fileNames = [".hadolint.yaml", ".hadolint.yml"];

/** Whether a path or URI is that of a configuration file for hadolint. */
export function isHadolintFile(path: string): boolean {
  return fileNames.some((name) => path.endsWith(`/${name}`));
}

/** The configuration file of the first of the folders (URIs) that has one. */
export async function findHadolintFile(host: Host, folders: readonly string[]): Promise<HadolintFile | undefined> {
  for (const folder of folders) {
    for (const name of fileNames) {
      const uri = uriOf(folder, name);
      const text = await host.read(uri);
      if (text !== undefined) return { uri, ...(await parseHadolintConfig(text)) };
    }
  }
  return undefined;
}

/** Reads the text of a configuration file. Never throws: whatever is malformed counts as not set. */
export async function parseHadolintConfig(text: string): Promise<Omit<HadolintFile, "uri">> {
  const complaints: string[] = [];
  const value = await parseYaml(text, complaints);
  const isEmpty = value === undefined || value === null;
  if (!isEmpty && !isFields(value)) complaints.push("it must hold keys with values");
  return { config: readConfig(fieldsOf(value), complaints), complaints };
}

/** The levels of an override, the gravest last: it wins. */
const levels = { style: "hint", info: "info", warning: "warning", error: "error" } as const;

/** hadolint has two words for the lowest threshold, from which on everything counts. */
const thresholds: ReadonlyMap<string, Severity> = new Map([
  ...Object.entries(levels).reverse(),
  ["ignore", "hint"],
  ["none", "hint"],
]);

function readConfig(fields: Fields, complaints: string[]): HadolintConfig {
  const read = reader(fields, complaints);
  const override = read("override", "hold lists of rules by severity", (it) => (isFields(it) ? it : undefined)) ?? {};
  const readOverride = reader(override, complaints, "override.");
  const schema = read("label-schema", "hold labels with their kinds", (it) => (isFields(it) ? it : undefined)) ?? {};
  const readLabel = reader(schema, complaints, "label-schema.");

  const rules: Record<string, Severity | "off"> = {};
  for (const [level, severity] of Object.entries(levels)) {
    for (const name of readOverride(level, "be a list of rules", asStrings) ?? []) rules[name] = severity;
  }
  for (const name of read("ignored", "be a list of rules", asStrings) ?? []) rules[name] = "off";

  const labels = Object.keys(schema).flatMap((label) => {
    // The kind "" is hadolint's other name for text.
    const kind = readLabel(label, `be one of ${labelKinds.join(", ")}`, (it) =>
      labelKinds.find((known) => known === (String(it).toLowerCase() || "text")),
    );
    return kind === undefined ? [] : [[label, kind] as const];
  });
  const trustedRegistries = read("trustedRegistries", "be a list of hosts", (it) => asStrings([it].flat()));
  const strictLabels = read("strict-labels", "be true or false", asBoolean);
  const threshold = read("failure-threshold", `be one of ${[...thresholds.keys()].join(", ")}`, (it) =>
    thresholds.get(String(it).toLowerCase()),
  );
  return {
    rules,
    policy: {
      ...(trustedRegistries && { trustedRegistries }),
      ...(labels.length > 0 && { labelSchema: Object.fromEntries(labels) }),
      ...(strictLabels && { strictLabels }),
    },
    disableIgnorePragma: read("disable-ignore-pragma", "be true or false", asBoolean) ?? false,
    failOn: read("no-fail", "be true or false", asBoolean) ? "none" : threshold,
  };
}

/** The variables by which hadolint is configured, with their keys. Source: hadolint's README, "Environment Variables". */
const variables: ReadonlyMap<string, string> = new Map([
  ["HADOLINT_NOFAIL", "no-fail"],
  ["HADOLINT_STRICT_LABELS", "strict-labels"],
  ["HADOLINT_DISABLE_IGNORE_PRAGMA", "disable-ignore-pragma"],
  ["HADOLINT_FAILURE_THRESHOLD", "failure-threshold"],
  ["HADOLINT_TRUSTED_REGISTRIES", "trustedRegistries"],
  ["HADOLINT_IGNORE", "ignored"],
  ["HADOLINT_OVERRIDE_ERROR", "override.error"],
  ["HADOLINT_OVERRIDE_WARNING", "override.warning"],
  ["HADOLINT_OVERRIDE_INFO", "override.info"],
  ["HADOLINT_OVERRIDE_STYLE", "override.style"],
  ["HADOLINT_REQUIRE_LABELS", "label-schema"],
]);

/** What variables of the environment say to hadolint; undefined when there is none. */
export function hadolintEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): HadolintConfig | undefined {
  const fields: Record<string, unknown> = {};
  const override: Record<string, unknown> = {};
  for (const [name, key] of variables) {
    const value = environment[name];
    if (!value) continue;
    const list = value.split(",").map((it) => it.trim());
    if (key.startsWith("override.")) override[key.slice("override.".length)] = list;
    else if (key === "label-schema") fields[key] = Object.fromEntries(list.map((it) => it.split(":")));
    else if (key === "failure-threshold") fields[key] = value;
    else if (key === "ignored" || key === "trustedRegistries") fields[key] = list;
    else fields[key] = /^(?:1|y|yes|true|on)$/i.test(value);
  }
  if (Object.keys(override).length > 0) fields.override = override;
  return Object.keys(fields).length === 0 ? undefined : readConfig(fields, []);
}
