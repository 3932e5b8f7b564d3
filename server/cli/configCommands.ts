/** The commands about configuration: what is in force, a file to begin with, and one in place of hadolint's. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findHadolintFile } from "../engine/hadolintConfig";
import { presetNames } from "../engine/presets";
import { projectFileNames } from "../engine/projectConfig";
import { readConfiguration, severityOf } from "../engine/settings";
import { writeDocument } from "../host/textFiles";
import { rules } from "../rules";
import type { Severity } from "../types";
import { configurations } from "./configured";
import { filesIn, rootsOf } from "./inputs";
import { oneOf, parseOptions, print, wrongUsage } from "./usage";

/** `drydock config`: what is in force for a file, and where it comes from. */
export async function runConfig(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    config: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const format = oneOf("--format", values.format, ["text", "json"] as const);
  const [name = "Dockerfile", ...more] = positionals;
  if (more.length > 0) throw wrongUsage("config takes one file");
  const host = filesIn(rootsOf([name], [name], undefined));
  const found = await configurations(host, values)(name);
  const { settings, policy } = found.configuration;
  const changed = rules.flatMap((rule) => {
    const severity = severityOf(rule, settings);
    return severity === rule.severity ? [] : [[rule.id, severity] as const];
  });
  const others = Object.entries(settings.rules).filter(([id]) => /^SC\d/.test(id));
  const usual = new Map(Object.entries(readConfiguration(undefined).format));
  const layout = Object.entries(found.configuration.format).filter(([key, value]) => value !== usual.get(key));
  const data = {
    file: name,
    sources: found.sources,
    isExcluded: found.isExcluded,
    failOn: found.failOn ?? "warning",
    rules: Object.fromEntries([...changed, ...others]),
    ...policy,
    ...(found.context !== undefined && { context: path.relative("", found.context) || "." }),
    ...(found.target !== undefined && { target: found.target }),
    ...(layout.length > 0 && { format: Object.fromEntries(layout) }),
  };
  if (format === "json") {
    print(JSON.stringify(data, undefined, 2));
    return 0;
  }
  const { file, sources, rules: own, ...rest } = data;
  const width = Math.max(0, ...Object.keys(own).map((id) => id.length));
  const lines = [
    `For ${file}, from ${sources.length === 0 ? "nothing but the defaults" : sources.join(", then ")}:`,
    "",
    ...Object.entries(rest).map(
      ([key, value]) => `${key}: ${typeof value === "object" ? JSON.stringify(value) : value}`,
    ),
    ...(Object.keys(own).length === 0 ? [] : ["", "Severities that are not the default:"]),
    ...Object.entries(own).map(([id, severity]) => `  ${id.padEnd(width)}  ${severity}`),
  ];
  print(lines.join("\n"));
  return 0;
}

/** `drydock init`: a configuration file to begin with. */
export async function runInit(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, { preset: { type: "string", default: "recommended" } });
  if (positionals.length > 0) throw wrongUsage("init takes no file: it writes drydock.json here");
  const preset = oneOf("--preset", values.preset, presetNames);
  return write({ preset, rules: {} });
}

/** `drydock migrate`: what hadolint's file says, as a file of ours. */
export async function runMigrate(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, { print: { type: "boolean", default: false } });
  const [folder = ".", ...more] = positionals;
  if (more.length > 0) throw wrongUsage("migrate takes one folder");
  const root = path.resolve(folder);
  const file = await findHadolintFile(filesIn([root]), [pathToFileURL(root).href]);
  if (!file) throw wrongUsage(`no .hadolint.yaml in ${folder}`);
  for (const complaint of file.complaints) console.error(`drydock: ${complaint}`);
  const { rules: chosen, policy, failOn, disableIgnorePragma } = file.config;
  if (disableIgnorePragma)
    console.error("drydock: disable-ignore-pragma stays in .hadolint.yaml, which goes on to be read");
  const renamed: Record<string, Severity | "off"> = {};
  for (const [name, severity] of Object.entries(chosen)) {
    const own = rules.filter(({ aliases = [] }) => aliases.includes(name)).map(({ id }) => id);
    for (const id of own.length > 0 ? own : [name]) renamed[id] = severity;
  }
  const config = { ...(failOn && { failOn }), ...policy, rules: renamed };
  if (values.print) {
    print(JSON.stringify(config, undefined, 2));
    return 0;
  }
  return write(config, folder);
}

async function write(config: object, folder = "."): Promise<number> {
  for (const name of projectFileNames) {
    const isThere = await readFile(path.join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isThere) throw wrongUsage(`there is ${path.join(folder, name)} already`);
  }
  const name = path.join(folder, projectFileNames[0]);
  await writeDocument(name, undefined, `${JSON.stringify(config, undefined, 2)}\n`, [path.resolve(folder)]);
  console.error(`created ${name}`);
  return 0;
}
