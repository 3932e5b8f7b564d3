/** The configuration file of a project, which the editor, the command line and every build read alike. */

import { gitPatterns } from "../context/gitignore";
import { asIndent, type FormatOptions, keywordCases } from "../format/format";
import { labelKinds } from "../instructions/labels";
import { decide } from "../syntax/dockerignore";
import {
  type FailLimit,
  failLimits,
  type Host,
  type Policy,
  ruleSeverities,
  type Settings,
  type Severity,
} from "../types";
import { type Fields, isFields } from "../util/json";
import { memoize } from "../util/memoize";
import { closest } from "../util/similar";
import { parent, pathBelow, uriOf } from "../util/uris";
import { asBoolean, asStrings, parseJson, parseYaml, reader } from "./configReading";
import { complaintAbout, isKind, type Preset, presetNames, presetRules, rulesOfName } from "./presets";

/** What a configuration file says, with all that it extends. */
export interface ProjectConfig {
  /** URI of the file. */
  readonly uri: string;
  /** URIs of those that it extends. */
  readonly bases: readonly string[];
  readonly layers: readonly Layer[];
  /** What is wrong with the files, in words; the rest of them counts. */
  readonly complaints: readonly string[];
}

/** One file, or one of its overrides. */
interface Layer {
  /** Which files it is for, as in .gitignore from the folder of the file; undefined: all. */
  readonly files: readonly string[] | undefined;
  /** URI of the folder that its paths start from. */
  readonly folder: string;
  readonly rules: Settings["rules"];
  readonly policy: Policy;
  readonly failOn: FailLimit | undefined;
  readonly exclude: readonly string[];
  readonly context: string | undefined;
  readonly target: string | undefined;
  readonly format: Partial<FormatOptions>;
}

/** What holds for one file. */
export interface FileConfig {
  readonly rules: Settings["rules"];
  readonly policy: Policy;
  readonly failOn: FailLimit | undefined;
  /** The file is not to be looked at. */
  readonly isExcluded: boolean;
  /** URI of the build context. */
  readonly context: string | undefined;
  readonly target: string | undefined;
  /** How it is formatted, as far as somebody says. */
  readonly format: Partial<FormatOptions>;
}

/** In the order in which they are looked for; a folder's first one counts. */
export const projectFileNames = ["drydock.json", ".drydock.json", ".drydock.yaml", ".drydock.yml"] as const;

/** Whether a path or URI is that of a configuration file. */
export function isProjectFile(path: string): boolean {
  return projectFileNames.some((name) => path.endsWith(`/${name}`));
}

/** The configuration of the first of the folders (URIs) that has one; undefined when none has. */
export async function findProjectConfig(host: Host, folders: readonly string[]): Promise<ProjectConfig | undefined> {
  for (const folder of folders) {
    for (const name of projectFileNames) {
      const uri = uriOf(folder, name);
      if ((await host.read(uri)) !== undefined) return readProjectConfig(host, uri);
    }
  }
  return undefined;
}

/** The configuration in a file, which is one that complains when the file cannot be read. Never throws. */
export async function readProjectConfig(host: Host, uri: string): Promise<ProjectConfig> {
  const complaints: string[] = [];
  const bases: string[] = [];
  const layers = await layersOf(host, uri, [], bases, complaints);
  return { uri, bases, layers, complaints };
}

/** How many files may extend one another. */
const deepest = 5;

async function layersOf(
  host: Host,
  uri: string,
  seen: readonly string[],
  bases: string[],
  complaints: string[],
): Promise<readonly Layer[]> {
  const text = await host.read(uri);
  if (text === undefined) {
    complaints.push(`${seen.length === 0 ? "it" : uri} cannot be read`);
    return [];
  }
  const value = uri.endsWith(".json") ? parseJson(text, complaints) : await parseYaml(text, complaints);
  const fields = asFields(value);
  if (!fields) {
    if (value !== undefined && value !== null) complaints.push("it must hold keys with values");
    return [];
  }
  const folder = parent(uri);
  const above: Layer[] = [];
  const extended = reader(fields, complaints)("extends", "be a path or a list of paths", (it) =>
    asStrings([it].flat()),
  );
  for (const path of extended ?? []) {
    const base = uriOf(folder, relative(path));
    if (seen.length + 1 >= deepest || base === uri || seen.includes(base)) {
      complaints.push(`extends ${path} goes round in circles, or too far`);
      continue;
    }
    bases.push(base);
    above.push(...(await layersOf(host, base, [...seen, uri], bases, complaints)));
  }
  return [...above, ...ownLayers(fields, folder, complaints)];
}

function asFields(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

/** A path that starts from a folder, as `uriOf` takes it. */
function relative(path: string): string {
  return path.replace(/^(?:\.(?:\/|$))+/, "").replace(/(?<!\/)\/+$/, "");
}

/** What may stand in a file. */
export const projectKeys: ReadonlySet<string> = new Set(
  "$schema extends preset rules overrides exclude failOn trustedRegistries labelSchema strictLabels readOnlyFiles context target format".split(
    " ",
  ),
);

function ownLayers(fields: Fields, folder: string, complaints: string[]): Layer[] {
  complaints.push(...unknownKeys(fields, projectKeys, ""));
  const overrides =
    reader(fields, complaints)("overrides", "be a list", (it) => (Array.isArray(it) ? it : undefined)) ?? [];
  return [
    readLayer(fields, undefined, folder, complaints, ""),
    ...overrides.flatMap((it, index) => {
      const own = asFields(it);
      const files = own && asStrings([own.files].flat());
      if (own && files && files.length > 0) return [readLayer(own, files, folder, complaints, `overrides[${index}].`)];
      complaints.push(`overrides[${index}] must hold files and what is different for them`);
      return [];
    }),
  ];
}

function unknownKeys(fields: Fields, known: ReadonlySet<string>, prefix: string): string[] {
  const unknown = Object.keys(fields).filter((key) => !known.has(key));
  return unknown.map((key) => {
    const meant = closest(key, known);
    return `${prefix}${key} is no key${meant === undefined ? "" : `; did you mean ${meant}?`}`;
  });
}

function readLayer(
  fields: Fields,
  files: readonly string[] | undefined,
  folder: string,
  complaints: string[],
  prefix: string,
): Layer {
  const read = reader(fields, complaints, prefix);
  const preset = read("preset", `be one of ${presetNames.join(", ")}`, (it) =>
    presetNames.find((name): name is Preset => name === it),
  );
  const rules = readRules(read("rules", "hold ruleSeverities by rule", asFields) ?? {}, complaints, prefix);
  const schema = read("labelSchema", "hold labels with their kinds", asFields) ?? {};
  const readLabel = reader(schema, complaints, `${prefix}labelSchema.`);
  const labels = Object.keys(schema).flatMap((label) => {
    const kind = readLabel(label, `be one of ${labelKinds.join(", ")}`, (it) => labelKinds.find((one) => one === it));
    return kind === undefined ? [] : [[label, kind] as const];
  });
  const trustedRegistries = read("trustedRegistries", "be a list of hosts", (it) => asStrings([it].flat()));
  const strictLabels = read("strictLabels", "be true or false", asBoolean);
  const readOnlyFiles = read("readOnlyFiles", "be true or false", asBoolean);
  const asText = (it: unknown) => (typeof it === "string" && it !== "" ? it : undefined);
  return {
    files,
    folder,
    rules: { ...(preset && presetRules(preset)), ...rules },
    policy: {
      ...(trustedRegistries && { trustedRegistries }),
      ...(labels.length > 0 && { labelSchema: Object.fromEntries(labels) }),
      ...(strictLabels !== undefined && { strictLabels }),
      ...(readOnlyFiles !== undefined && { readOnlyFiles }),
    },
    failOn: read("failOn", `be one of ${failLimits.join(", ")}`, (it) => failLimits.find((one) => one === it)),
    exclude: read("exclude", "be a list of patterns", asStrings) ?? [],
    context: read("context", "be the path of a folder", asText),
    target: read("target", "be the name of a stage", asText),
    format: readFormat(read("format", "hold how files are formatted", asFields) ?? {}, complaints, `${prefix}format.`),
  };
}

/** What may stand in its `format`. */
export const formatKeys: ReadonlySet<string> = new Set<keyof FormatOptions>([
  "keywordCase",
  "onePerLine",
  "separateStages",
  "indent",
]);

function readFormat(fields: Fields, complaints: string[], prefix: string): Partial<FormatOptions> {
  complaints.push(...unknownKeys(fields, formatKeys, prefix));
  const read = reader(fields, complaints, prefix);
  const keywordCase = read("keywordCase", `be one of ${keywordCases.join(", ")}`, (it) =>
    keywordCases.find((one) => one === it),
  );
  const onePerLine = read("onePerLine", "be true or false", asBoolean);
  const separateStages = read("separateStages", "be true or false", asBoolean);
  const indent = read("indent", "be 1 to 16 or tab", asIndent);
  return {
    ...(keywordCase && { keywordCase }),
    ...(onePerLine !== undefined && { onePerLine }),
    ...(separateStages !== undefined && { separateStages }),
    ...(indent !== undefined && { indent }),
  };
}

/** By rule id: kinds of rules first, so that single ones have the last word. */
function readRules(fields: Fields, complaints: string[], prefix: string): Settings["rules"] {
  const read = reader(fields, complaints, `${prefix}rules.`);
  const chosen: Record<string, Severity | "off"> = {};
  const names = Object.keys(fields).sort((one, other) => Number(isKind(other)) - Number(isKind(one)));
  for (const name of names) {
    const severity = read(name, `be one of ${ruleSeverities.join(", ")}`, (it) =>
      ruleSeverities.find((one) => one === it),
    );
    if (severity === undefined) continue;
    const meant = rulesOfName(name);
    const complaint = complaintAbout(name, true);
    if (complaint !== undefined) complaints.push(`${prefix}rules.${complaint}`);
    // ShellCheck's codes are not listed.
    if (/^SC\d{4}$/.test(name)) chosen[name] = severity;
    // A kind of rules is not switched on with those that are off for a reason.
    for (const rule of meant) if (!isKind(name) || rule.severity !== "off") chosen[rule.id] = severity;
  }
  return chosen;
}

/** What holds for a file: one object for all files of which the same layers speak. @param uri of the file. */
export function configOfFile(config: ProjectConfig, uri: string): FileConfig {
  const own = config.layers.filter(({ files, folder }) => files === undefined || matches(files, folder, uri));
  const isExcluded = own.some(({ exclude, folder }) => matches(exclude, folder, uri));
  const known = configsOf(config);
  const key = `${isExcluded} ${own.map((layer) => config.layers.indexOf(layer))}`;
  const before = known.get(key) ?? configOfLayers(own, isExcluded);
  known.set(key, before);
  return before;
}

const configsOf = memoize((_: ProjectConfig) => new Map<string, FileConfig>());

function configOfLayers(own: readonly Layer[], isExcluded: boolean): FileConfig {
  const last = <Key extends "failOn" | "context" | "target">(key: Key) => own.findLast((it) => it[key] !== undefined);
  const context = last("context");
  return {
    rules: Object.assign({}, ...own.map(({ rules }) => rules)),
    policy: Object.assign({}, ...own.map(({ policy }) => policy)),
    failOn: last("failOn")?.failOn,
    isExcluded,
    context: context && uriOf(context.folder, relative(context.context as string)),
    target: last("target")?.target,
    format: Object.assign({}, ...own.map(({ format }) => format)),
  };
}

function matches(patterns: readonly string[], folder: string, uri: string): boolean {
  const path = patterns.length > 0 ? pathBelow(uri, folder) : undefined;
  return path !== undefined && decide(gitPatterns(patterns), path).ignored;
}
