/** Builds in compose files. Sources of the keys: docs.docker.com/reference/compose-file/build and /services. */

import type { BuildDefinition, ServiceMount, ServiceSettings, Setting } from "../types";
import { type Fields, isFields } from "../util/json";
import { isNestedTooDeep } from "../util/nesting";
import { folderOf, resolveInWorkspace } from "../util/paths";
import { type Environment, interpolate, withoutValues } from "./composeVariables";

/** More services than this, or arguments of one, are left out: aliases can make very many of a short text. */
const most = 500;

/** The builds of the services of a compose file at `path`. */
export async function readCompose(path: string, text: string, environment: Environment): Promise<BuildDefinition[]> {
  const services = entries(field(await readYaml(text), "services"));
  const named = new Map(services);
  return services.flatMap(([name, service]) => readService(path, name, service, named, environment) ?? []);
}

/** A file as nodes with their places, and what tells them apart; undefined when it is broken. */
export async function parseYaml(text: string) {
  if (isNestedTooDeep(text)) return undefined;
  try {
    // Loaded for those alone who have such a file.
    const { isAlias, isMap, isScalar, isSeq, parseDocument } = await import("yaml");
    // Looking for equal keys takes the square of their number; without, the last one counts. So does quoting the line
    // of each error, of which there may be as many as there are words.
    const options = { logLevel: "silent", uniqueKeys: false, prettyErrors: false } as const;
    const document = parseDocument(text, options);
    return document.errors.length > 0 ? undefined : { document, isAlias, isMap, isScalar, isSeq };
  } catch {
    return undefined;
  }
}

/** The value of a file of YAML; undefined when it is broken. */
export async function readYaml(text: string): Promise<unknown> {
  return contentOf(await parseYaml(text));
}

function contentOf(parsed: Awaited<ReturnType<typeof parseYaml>>): unknown {
  try {
    return parsed?.document.toJS({ maxAliasCount: 1000 });
  } catch {
    return undefined;
  }
}

function readService(
  path: string,
  name: string,
  service: unknown,
  services: ReadonlyMap<string, unknown>,
  environment: Environment,
): BuildDefinition | undefined {
  const build = field(service, "build");
  const isShort = typeof build === "string";
  if ((!isShort && !isFields(build)) || field(build, "dockerfile_inline") !== undefined) return undefined;

  // What is not said here may be said in the file that this one adds to, or by the service that this one extends.
  const isWhole = /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path) && field(service, "extends") === undefined;
  const located = (folder: string, written: unknown, byDefault: string | undefined) => {
    const isSaid = written !== undefined && written !== null && written !== "";
    const place = isSaid ? scalarText(written, environment) : byDefault;
    return place === undefined ? undefined : resolveInWorkspace(folder, place);
  };
  const context = located(folderOf(path), isShort ? build : field(build, "context"), isWhole ? "." : undefined);
  const dockerfile = context === undefined ? undefined : located(context, field(build, "dockerfile"), "Dockerfile");
  if (context === undefined || !dockerfile) return undefined;
  const target = field(build, "target");
  const targetText = scalarText(target, environment);
  const lends = [...services.values()].some((other) => field(other, "network_mode") === `service:${name}`);
  const settings: ServiceSettings = {
    ...settingsOf(lineOf(service, services), withoutValues(environment)),
    ...(lends && { lendsNetwork: true }),
  };
  return {
    kind: "compose",
    file: path,
    name,
    context,
    dockerfile,
    target: targetText,
    ...(target !== undefined && target !== null && targetText === undefined && { isTargetUnknown: true }),
    args: Object.fromEntries(
      assignments(field(build, "args")).map(([key, value]) => [key, argumentText(key, value, environment)]),
    ),
    contexts: assignments(field(build, "additional_contexts")).map(([key]) => key),
    ...(Object.keys(settings).length > 0 && { service: settings }),
  };
}

// ------------------------------------------------------------------- settings

/** A service and those of the same file that it extends, the nearest first. */
function lineOf(service: unknown, services: ReadonlyMap<string, unknown>): readonly unknown[] {
  const line = [service];
  while (line.length < 10) {
    const extended = field(line.at(-1), "extends");
    const name = typeof extended === "string" ? extended : field(extended, "service");
    const next = typeof name === "string" && field(extended, "file") === undefined ? services.get(name) : undefined;
    if (next === undefined || line.includes(next)) break;
    line.push(next);
  }
  return line;
}

/** Reads one of its values; undefined where that is not known. */
type Read<Value> = (value: unknown, environment: Environment) => Value | undefined;

/** How a service runs its image: what it says itself goes before what those say that it extends. */
function settingsOf(line: readonly unknown[], environment: Environment): ServiceSettings {
  const set = <Value>(key: string, read: Read<Value>): Setting<Value> | undefined => {
    const value = line.map((service) => field(service, key)).find((it) => it !== undefined && it !== null);
    return value === undefined ? undefined : { value: read(value, environment) };
  };
  const variables = line.flatMap((service) => assignments(field(service, "environment"))).reverse();
  const mounts = line.flatMap((service) => [
    ...mountsIn(field(service, "volumes"), environment),
    ...filesIn(field(service, "configs"), "/", environment),
    ...filesIn(field(service, "secrets"), "/run/secrets/", environment),
  ]);
  const all = {
    init: set("init", switchOf),
    user: set("user", scalarText),
    workingDir: set("working_dir", scalarText),
    command: set("command", wordsOf),
    entrypoint: set("entrypoint", wordsOf),
    healthcheck: set("healthcheck", isChecked),
    check: set("healthcheck", checkOf),
    network: set("network_mode", scalarText),
    keepsPrivileges: set("security_opt", keepsPrivileges),
    environment:
      variables.length > 0
        ? Object.fromEntries(variables.map(([name, it]) => [name, scalarText(it, environment)]))
        : undefined,
    envFile: set("env_file", () => true as const),
    mounts: mounts.length > 0 ? mounts : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, it]) => it !== undefined));
}

/** Volumes and folders of the host, in the short form (`./data:/data:ro`) and the long one. */
function mountsIn(value: unknown, environment: Environment): ServiceMount[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((item): ServiceMount[] => {
    const text = scalarText(item, environment);
    if (text !== undefined) return shortMount(text);
    const target = scalarText(field(item, "target"), environment);
    const type = scalarText(field(item, "type"), environment);
    if (target === undefined || (type !== "bind" && type !== "volume")) return [];
    const host = type === "bind" ? (scalarText(field(item, "source"), environment) ?? "") : undefined;
    return [{ target, host, ...(switchOf(field(item, "read_only"), environment) && { isReadOnly: true }) }];
  });
}

/** Files that a service is given by their names; where they are without another word. */
function filesIn(value: unknown, folder: string, environment: Environment): ServiceMount[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((item): ServiceMount[] => {
    const target = scalarText(field(item, "target") ?? field(item, "source") ?? item, environment);
    if (target === undefined) return [];
    return [{ target: target.startsWith("/") ? target : folder + target, host: undefined, isReadOnly: true }];
  });
}

function shortMount(text: string): ServiceMount[] {
  // A drive of Windows has a colon of its own.
  const [, source, target, mode = ""] = /^((?:[A-Za-z]:[\\/])?[^:]*):(\/[^:]*)(?::([^:]*))?$/.exec(text) ?? [];
  if (target === undefined)
    return text.startsWith("/") && !text.includes(":") ? [{ target: text, host: undefined }] : [];
  const host = source !== undefined && /^(?:[./~\\]|[A-Za-z]:)/.test(source) ? source : undefined;
  return [{ target, host, ...(/(?:^|,)ro(?:,|$)/.test(mode) && { isReadOnly: true as const }) }];
}

function switchOf(value: unknown, environment: Environment): boolean | undefined {
  const text = scalarText(value, environment)?.toLowerCase();
  return text === undefined ? undefined : text === "true" || text === "yes" || text === "on";
}

/** The words of a command, in a list or as the shell would part them. */
function wordsOf(value: unknown, environment: Environment): readonly string[] | undefined {
  if (Array.isArray(value)) {
    const words = value.slice(0, most).map((word) => scalarText(word, environment));
    return words.every((word) => word !== undefined) ? words : undefined;
  }
  const text = scalarText(value, environment);
  const parts = text?.match(/(?:"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s"'])+/g) ?? [];
  return text === undefined ? undefined : parts.slice(0, most).map(unquoted);
}

/** One word of a shell without the quotes around its parts; those within others stay. */
function unquoted(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"?|'([^']*)'?/g, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? "") : double.replace(/\\(["\\$`])/g, "$1"),
  );
}

/** `no-new-privileges`, which the list of options switches on by its name alone. */
function keepsPrivileges(options: unknown, environment: Environment): boolean {
  const texts = Array.isArray(options) ? options.slice(0, most).map((it) => scalarText(it, environment)) : [];
  return texts.some((text) => /^no-new-privileges(?:[:=]true)?$/.test(text ?? ""));
}

/** Undefined where some of the base image's check is kept and only its times are set. */
function isChecked(healthcheck: unknown, environment: Environment): boolean | undefined {
  const test = field(healthcheck, "test");
  if (switchOf(field(healthcheck, "disable"), environment)) return false;
  if (test === undefined || test === null) return undefined;
  return (Array.isArray(test) ? test[0] : test) !== "NONE";
}

/** The words of a check: of its list, or a shell that reads its text. */
function checkOf(healthcheck: unknown, environment: Environment): readonly string[] | undefined {
  const test = field(healthcheck, "test");
  if (switchOf(field(healthcheck, "disable"), environment)) return undefined;
  const [kind, ...words] = (Array.isArray(test) ? test.slice(0, most) : ["CMD-SHELL", test]).map((it) =>
    scalarText(it, environment),
  );
  if (words.length === 0 || !words.every((word) => word !== undefined)) return undefined;
  return kind === "CMD" ? words : kind === "CMD-SHELL" ? ["/bin/sh", "-c", ...words] : undefined;
}

/** A map, or a list of "NAME=value" and "NAME". */
function assignments(value: unknown): [name: string, value: unknown][] {
  if (!Array.isArray(value)) return entries(value);
  return value.slice(0, most).flatMap((item): [string, unknown][] => {
    if (typeof item !== "string") return [];
    const [name = ""] = item.split("=", 1);
    return [[name, name === item ? undefined : item.slice(name.length + 1)]];
  });
}

/** The value of a build argument; without one it is what the variable of its name is set to. */
function argumentText(name: string, value: unknown, environment: Environment): string | undefined {
  return value === undefined || value === null ? environment(name)?.value : scalarText(value, environment);
}

function scalarText(value: unknown, environment: Environment): string | undefined {
  if (typeof value === "string") return interpolate(value, environment);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** The value of a key, its own or that of a map that is merged in. */
function field(map: unknown, key: string): unknown {
  for (const layer of layers(map)) if (Object.hasOwn(layer, key)) return layer[key];
  return undefined;
}

function entries(map: unknown): [string, unknown][] {
  const found = new Map<string, unknown>();
  for (const layer of layers(map)) {
    for (const [key, value] of Object.entries(layer).slice(0, most)) {
      if (key !== "<<" && !found.has(key)) found.set(key, value);
    }
  }
  return [...found].slice(0, most);
}

/**
 * A map and those under its key `<<`, what wins first. Nothing is copied, for many may merge in the same.
 * Source: yaml.org/type/merge.html.
 */
function layers(map: unknown, found = new Set<Fields>()): ReadonlySet<Fields> {
  // A map may merge in itself.
  if (!isFields(map) || found.has(map) || found.size === 20) return found;
  found.add(map);
  if (Object.hasOwn(map, "<<")) for (const merged of [map["<<"]].flat().slice(0, 20)) layers(merged, found);
  return found;
}
