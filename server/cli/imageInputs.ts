/** What the commands about images have in common: the Dockerfiles that they are given, and the way to a registry. */

import { namedImages } from "../context/namedImages";
import type { NamedImage } from "../context/namedInBuilds";
import type { Registry } from "../host/registry";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Settings } from "../types";
import { isReason } from "../util/reason";
import { variablesBeside } from "../workspace/besideCompose";
import { configurations } from "./configured";
import { filesIn, isIgnoreFile, readInput, rootsOf, surround, uriOfFile } from "./inputs";
import { meantFiles, saysBuilds } from "./meantFiles";
import { openRegistryCache } from "./registryCache";
import { wrongUsage } from "./usage";

/** Options about what registries are asked. */
export const registryOptions = {
  login: { type: "boolean", default: false },
  mirror: { type: "string", multiple: true, default: [] as string[] },
  "no-cache": { type: "boolean", default: false },
  "cache-location": { type: "string" },
} as const;

/** Options about the files. */
export const fileOptions = {
  exclude: { type: "string", multiple: true, default: [] as string[] },
  "no-gitignore": { type: "boolean", default: false },
  config: { type: "string" },
  context: { type: "string" },
} as const;

interface Chosen {
  readonly exclude: readonly string[];
  readonly "no-gitignore": boolean;
  readonly config?: string | undefined;
  readonly context?: string | undefined;
}

/** A compose, bake or devcontainer file and the images that it names. */
export interface NamingFile {
  readonly name: string;
  readonly text: string;
  readonly images: readonly NamedImage[];
}

export interface InputFile {
  readonly name: string;
  readonly file: Dockerfile;
  readonly facts: Facts;
  readonly settings: Settings;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  /** Those that name an image. */
  readonly naming: readonly NamingFile[];
  /** The folders in which may be written, as absolute paths. */
  readonly roots: readonly string[];
  /** Every file could be read, and there is one. */
  readonly isComplete: boolean;
}

/**
 * The Dockerfiles that are meant, with what surrounds them; says which cannot be read.
 * @param withBuildFiles compose, bake and devcontainer files as well, for the images that they name.
 */
export async function readDockerfiles(
  given: readonly string[],
  values: Chosen,
  withBuildFiles = false,
): Promise<Inputs> {
  const { exclude, "no-gitignore": withIgnored } = values;
  const meant = await meantFiles(given, { exclude, withIgnored, ...(withBuildFiles && { buildFiles: "all" }) });
  const named = new Set(meant.filter(({ isNamed }) => isNamed).map(({ name }) => name));
  const names = [...new Set(meant.map(({ name }) => name))].filter((name) => !isIgnoreFile(name));
  const roots = await rootsOf(given, names, values.context);
  const host = filesIn(roots);
  const { config } = values;
  const configOf = configurations(host, config === undefined ? {} : { config });
  const files: InputFile[] = [];
  const naming: NamingFile[] = [];
  /** Found, and left out by the configuration. */
  let left = 0;
  for (const name of names) {
    const text = await readInput(name, named.has(name), roots);
    if (text === undefined) continue;
    const { configuration, context, isExcluded } = await configOf(name);
    if (isExcluded && !named.has(name)) {
      left++;
      continue;
    }
    if (saysBuilds(name)) {
      const variables = await variablesBeside(host, uriOfFile(name), text);
      naming.push({ name, text, images: await namedImages(name, text, variables) });
      continue;
    }
    const { facts } = await surround(host, name, text, values.context ?? context);
    files.push({ name, file: parseDockerfile(text), facts, settings: configuration.settings });
  }
  const isComplete = names.length > 0 && files.length + naming.length + left === names.length;
  return { files, naming: naming.filter(({ images }) => images.length > 0), roots, isComplete };
}

interface Reaching {
  /** With what `docker login` has kept. */
  readonly login: boolean;
  /** Addresses of mirrors of Docker Hub; where there are none, those of docker count. */
  readonly mirror: readonly string[];
  readonly "no-cache": boolean;
  readonly "cache-location"?: string | undefined;
}

/** A registry to ask, and what keeps its answers for the next run. */
export interface Reached {
  readonly registry: Registry;
  save(): void;
}

/**
 * A registry to ask: what opens sockets is not even loaded before.
 * @param fresh milliseconds for which the answers of an earlier run are good enough; all others are asked for again.
 */
export async function reachRegistry(values: Reaching, fresh: number): Promise<Reached> {
  const { openRegistry } = await import("../host/registry");
  const { dockerLogins } = await import("../host/registryLogin");
  const { mirrorAt, mirrorsOf } = await import("../host/registryMirrors");
  for (const mirror of values.mirror.map(mirrorAt))
    if (isReason(mirror)) throw wrongUsage(`--mirror: ${mirror.reason}`);
  const kept = values["no-cache"] ? undefined : openRegistryCache(values["cache-location"]);
  const registry = openRegistry({
    findLogin: values.login ? dockerLogins() : undefined,
    findMirrors: mirrorsOf(values.mirror),
    kept,
    fresh,
  });
  return { registry, save: () => kept?.save() };
}
