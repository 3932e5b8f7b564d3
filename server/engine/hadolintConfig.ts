/** hadolint's configuration file. Its keys are those of hadolint's README, "Configure". */

import { labelKinds } from "../instructions/labels";
import type { Host, Policy, Settings, Severity } from "../types";
import { type Fields, fieldsOf, isFields } from "../util/json";
import { uriOf } from "../util/uris";

/** What a configuration file for hadolint means to us. */
export interface HadolintConfig {
  /** By the names of hadolint and ShellCheck, or ours. */
  readonly rules: Settings["rules"];
  readonly policy: Policy;
  readonly disableIgnorePragma: boolean;
  /** From which severity on the command line fails; undefined when the file does not say. */
  readonly failOn: Severity | "none" | undefined;
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

/** In UTF-16 units. What is malformed all over takes time that grows with the square of its length. */
const longest = 50_000;

async function parseYaml(text: string, complaints: string[]): Promise<unknown> {
  if (text.length > longest) {
    complaints.push("it is too long");
    return undefined;
  }
  try {
    // Loaded for those alone who have such a file.
    const { parseDocument } = await import("yaml");
    const document = parseDocument(text, { logLevel: "silent" });
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  } catch (error) {
    const [message = ""] = String(error instanceof Error ? error.message : error).split("\n");
    complaints.push(`it is no valid YAML: ${message.replace(/:$/, "")}`);
    return undefined;
  }
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

/** Gives the value of a key when it can be converted; complains when it cannot. A key without a value is not set. */
function reader(fields: Fields, complaints: string[], prefix = "") {
  return <Value>(key: string, wanted: string, convert: (given: unknown) => Value | undefined): Value | undefined => {
    const given = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (given === undefined || given === null) return undefined;
    const value = convert(given);
    if (value === undefined) complaints.push(`${prefix}${key} must ${wanted}`);
    return value;
  };
}

function asStrings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((it) => typeof it === "string") ? value : undefined;
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
