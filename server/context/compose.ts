/** Builds in compose files. Sources of the keys: docs.docker.com/reference/compose-file/build and /services. */

import type { BuildDefinition, ServiceMount, ServiceSettings, Setting } from "../types";
import { type Fields, isFields } from "../util/json";
import { isNestedTooDeep } from "../util/nesting";
import { folderOf, resolveInWorkspace } from "../util/paths";

/** More services than this, or arguments of one, are left out: aliases can make very many of a short text. */
const most = 500;

/** The builds of the services of a compose file at `path`. */
export async function readCompose(path: string, text: string): Promise<BuildDefinition[]> {
  const parsed = await parseYaml(text);
  const services = entries(field(contentOf(parsed), "services"));
  const named = new Map(services);
  return services.flatMap(([name, service]) => readService(path, name, service, named) ?? []);
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
): BuildDefinition | undefined {
  const build = field(service, "build");
  const isShort = typeof build === "string";
  if ((!isShort && !isFields(build)) || field(build, "dockerfile_inline") !== undefined) return undefined;

  // What is not said here may be said in the file that this one adds to, or by the service that this one extends.
  const isWhole = /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path) && field(service, "extends") === undefined;
  const context = located(folderOf(path), isShort ? build : field(build, "context"), isWhole ? "." : undefined);
  const dockerfile = context === undefined ? undefined : located(context, field(build, "dockerfile"), "Dockerfile");
  if (context === undefined || !dockerfile) return undefined;
  const target = field(build, "target");
  const settings = settingsOf(lineOf(service, services));
  return {
    kind: "compose",
    file: path,
    name,
    context,
    dockerfile,
    target: scalarText(target),
    ...(target !== undefined && target !== null && scalarText(target) === undefined && { isTargetUnknown: true }),
    args: Object.fromEntries(assignments(field(build, "args")).map(([key, value]) => [key, scalarText(value)])),
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

/** How a service runs its image: what it says itself goes before what those say that it extends. */
function settingsOf(line: readonly unknown[]): ServiceSettings {
  const set = <Value>(key: string, read: (value: unknown) => Value | undefined): Setting<Value> | undefined => {
    const value = line.map((service) => field(service, key)).find((it) => it !== undefined && it !== null);
    return value === undefined ? undefined : { value: read(value) };
  };
  const variables = line.flatMap((service) => assignments(field(service, "environment"))).reverse();
  const mounts = line.flatMap((service) => [
    ...mountsIn(field(service, "volumes")),
    ...filesIn(field(service, "configs"), "/"),
    ...filesIn(field(service, "secrets"), "/run/secrets/"),
  ]);
  const all = {
    init: set("init", switchOf),
    user: set("user", scalarText),
    command: set("command", wordsOf),
    entrypoint: set("entrypoint", wordsOf),
    healthcheck: set("healthcheck", isChecked),
    network: set("network_mode", scalarText),
    keepsPrivileges: set("security_opt", keepsPrivileges),
    environment:
      variables.length > 0 ? Object.fromEntries(variables.map(([name, it]) => [name, scalarText(it)])) : undefined,
    envFile: set("env_file", () => true as const),
    mounts: mounts.length > 0 ? mounts : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, it]) => it !== undefined));
}

/** Volumes and folders of the host, in the short form (`./data:/data:ro`) and the long one. */
function mountsIn(value: unknown): ServiceMount[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((item): ServiceMount[] => {
    const text = scalarText(item);
    if (text !== undefined) return shortMount(text);
    const target = scalarText(field(item, "target"));
    const type = scalarText(field(item, "type"));
    if (target === undefined || (type !== "bind" && type !== "volume")) return [];
    const host = type === "bind" ? (scalarText(field(item, "source")) ?? "") : undefined;
    return [{ target, host, ...(switchOf(field(item, "read_only")) && { isReadOnly: true }) }];
  });
}

/** Files that a service is given by their names; where they are without another word. */
function filesIn(value: unknown, folder: string): ServiceMount[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((item): ServiceMount[] => {
    const target = scalarText(field(item, "target") ?? field(item, "source") ?? item);
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

function switchOf(value: unknown): boolean | undefined {
  const text = scalarText(value)?.toLowerCase();
  return text === undefined ? undefined : text === "true" || text === "yes" || text === "on";
}

/** The words of a command, in a list or as the shell would part them. */
function wordsOf(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) {
    const words = value.slice(0, most).map(scalarText);
    return words.every((word) => word !== undefined) ? words : undefined;
  }
  const text = scalarText(value);
  const parts = text?.match(/(?:"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s"'])+/g) ?? [];
  return text === undefined ? undefined : parts.slice(0, most).map((part) => part.replace(/["']/g, ""));
}

/** `no-new-privileges`, which the list of options switches on by its name alone. */
function keepsPrivileges(options: unknown): boolean {
  const texts = Array.isArray(options) ? options.slice(0, most).map(scalarText) : [];
  return texts.some((text) => /^no-new-privileges(?:[:=]true)?$/.test(text ?? ""));
}

/** Undefined where some of the base image's check is kept and only its times are set. */
function isChecked(healthcheck: unknown): boolean | undefined {
  const test = field(healthcheck, "test");
  if (switchOf(field(healthcheck, "disable"))) return false;
  if (test === undefined || test === null) return undefined;
  return (Array.isArray(test) ? test[0] : test) !== "NONE";
}

/** @param byDefault when nothing is written. */
function located(folder: string, written: unknown, byDefault: string | undefined): string | undefined {
  const path = written === undefined || written === null || written === "" ? byDefault : scalarText(written);
  return path === undefined ? undefined : resolveInWorkspace(folder, path);
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

function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return interpolate(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

const deepest = 10;

/** No path, name or argument that matters is longer; bounds what aliases of one long text can cost. UTF-16 units. */
const longest = 4096;

/**
 * The text with its variables replaced by their defaults; undefined when one without a default decides.
 * Source: docs.docker.com/reference/compose-file/interpolation.
 */
export function interpolate(text: string, depth = 0): string | undefined {
  if (depth > deepest || text.length > longest) return undefined;
  let result = "";
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf("$", at);
    if (dollar < 0) return result + text.slice(at);
    result += text.slice(at, dollar);
    if (text[dollar + 1] === "$") {
      result += "$";
      at = dollar + 2;
      continue;
    }
    const end = text[dollar + 1] === "{" ? endOfBraces(text, dollar + 1) : undefined;
    const fallback = end === undefined ? undefined : /^\w+:?-(.*)$/s.exec(text.slice(dollar + 2, end - 1))?.[1];
    const value = fallback === undefined ? undefined : interpolate(fallback, depth + 1);
    if (end === undefined || value === undefined) return undefined;
    result += value;
    at = end;
  }
  return result;
}

/** The offset behind the brace that closes the one at `start`. */
function endOfBraces(text: string, start: number): number | undefined {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") open++;
    else if (text[at] === "}" && --open === 0) return at + 1;
  }
  return undefined;
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
