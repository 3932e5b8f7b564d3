/** What the commands about images have in common: the Dockerfiles that they are given, and the way to a registry. */

import type { Registry } from "../host/registry";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Facts } from "../types";
import { configurations } from "./configured";
import { filesIn, isIgnoreFile, readInput, rootsOf, surround } from "./inputs";
import { meantFiles } from "./meantFiles";

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

export interface InputFile {
  readonly name: string;
  readonly file: Dockerfile;
  readonly facts: Facts;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  /** The folders in which may be written, as absolute paths. */
  readonly roots: readonly string[];
  /** Every file could be read, and there is one. */
  readonly isComplete: boolean;
}

/** The Dockerfiles that are meant, with what surrounds them; says which cannot be read. */
export async function readDockerfiles(given: readonly string[], values: Chosen): Promise<Inputs> {
  const meant = await meantFiles(given, { exclude: values.exclude, withIgnored: values["no-gitignore"] });
  const named = new Set(meant.filter(({ isNamed }) => isNamed).map(({ name }) => name));
  const names = [...new Set(meant.map(({ name }) => name))].filter((name) => !isIgnoreFile(name));
  const roots = await rootsOf(given, names, values.context);
  const host = filesIn(roots);
  const { config } = values;
  const configOf = configurations(host, config === undefined ? {} : { config });
  const files: InputFile[] = [];
  /** Found, and left out by the configuration. */
  let left = 0;
  for (const name of names) {
    const text = await readInput(name, named.has(name), roots);
    if (text === undefined) continue;
    const { context, isExcluded } = await configOf(name);
    if (isExcluded && !named.has(name)) {
      left++;
      continue;
    }
    const { facts } = await surround(host, name, text, values.context ?? context);
    files.push({ name, file: parseDockerfile(text), facts });
  }
  return { files, roots, isComplete: names.length > 0 && files.length + left === names.length };
}

/**
 * A registry to ask: what opens sockets is not even loaded before.
 * @param withLogin with what `docker login` has kept.
 */
export async function reachRegistry(withLogin: boolean): Promise<Registry> {
  const { openRegistry } = await import("../host/registry");
  const { dockerLogins } = await import("../host/registryLogin");
  return openRegistry({ findLogin: withLogin ? dockerLogins() : undefined });
}
