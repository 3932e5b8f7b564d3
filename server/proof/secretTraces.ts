/** What of a project must not be found in its image: files with secrets, the values in them, development dependencies. */

import { credentialFiles, envFiles, keyFiles, npmrcFiles } from "../context/secretFiles";
import { holdsCredential, isHarmless, isPlaceholder, isSecretName } from "../context/secrets";
import type { Facts } from "../types";

/** More files are not looked for. */
const mostFiles = 50;

/** Paths of files in the build context that hold secrets, those that an ignore file leaves out included. */
export function secretPaths(facts: Facts): readonly string[] {
  const { files = [], contents } = facts;
  const tokens = npmrcFiles(files).filter((path) => holdsCredential(contents?.get(path) ?? ""));
  // Addresses of repositories in it may hold a password, and whoever has it has all of the folder.
  const history = files.includes(".git/") ? [".git/config"] : [];
  const paths = [...envFiles(files), ...keyFiles(files), ...tokens, ...credentialFiles(facts), ...history];
  return [...new Set(paths)].slice(0, mostFiles);
}

/** A value that nobody may read, and the name by which it is told. */
export interface SecretValue {
  readonly name: string;
  readonly value: string;
}

/** Shorter values are found everywhere, in UTF-16 units. */
const shortest = 8;

/** The secrets of what a build mounts: those of a file of assignments, or all of it where it is one line. */
export function mountedValues(id: string, text: string): readonly SecretValue[] {
  const values = secretValues(text);
  const value = text.trim();
  const isOne = values.length === 0 && value.length >= shortest && !/\s/.test(value);
  return isOne ? [{ name: id, value }] : values;
}

/** The secrets of a file of assignments: `.env`, `.npmrc`, or words like `NPM_TOKEN=…` of a command line. */
export function secretValues(text: string): readonly SecretValue[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([^\s=#;]+)[ \t]*=[ \t]*(.*)$/gm)].flatMap(
    ([, key = "", rest = ""]) => {
      const name = key.replace(/^.*:_?/, "");
      const value = rest.trim().replace(/^(["'])(.*)\1$/, "$2");
      const isSecret = isSecretName(name) || name === "authToken";
      const isReal = value.length >= shortest && !value.startsWith("$") && !isHarmless(value) && !isPlaceholder(value);
      return isSecret && isReal ? [{ name, value }] : [];
    },
  );
}

/** Whether a value is found in a file for no other reason than that it was written there. */
export function isTelling({ value }: SecretValue): boolean {
  return value.length >= 12 && /\d/.test(value) && /[a-z]/i.test(value);
}

/** The development dependencies of the project in the build context that are not needed otherwise. */
export function devDependencies({ project }: Facts): readonly string[] {
  const needed = project?.dependencies ?? {};
  return Object.keys(project?.devDependencies ?? {}).filter((name) => !Object.hasOwn(needed, name));
}
