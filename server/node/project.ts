/** What package.json tells of a project. */

import { allOf, generationOf, managerPrograms, managersByLockfile } from "../data/packageManagers";
import { scriptsWithDefaults } from "../packages/scripts";
import type { Facts, PackageManager, Project } from "../types";
import { type Fields, fieldsOf, isFields, readJson, stringOf, stringsOf } from "../util/json";
import { filesBelow, pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { atRoot } from "../util/reads";
import { workspacesOf } from "./workspaces";

/**
 * Reads the package.json at the context root; `files` are the paths of the context, `contents` the texts known of them.
 * Gives undefined when its text is unknown or no JSON object. Values of a wrong type count as absent.
 */
export function readProject(files: readonly string[], contents: ReadonlyMap<string, string>): Project | undefined {
  const manifest = readJson(contents.get("package.json"));
  if (!isFields(manifest)) return undefined;
  const isThere = (path: string) => pathSet(files).has(path);
  const lockfiles = allOf((manager) => manager.lockfiles).filter(isThere);
  return {
    manifest: "package.json",
    name: stringOf(manifest.name),
    scripts: scriptsWithDefaults(manifest, isThere("binding.gyp")),
    dependencies: stringsOf(manifest.dependencies),
    devDependencies: stringsOf(manifest.devDependencies),
    node: stringOf(fieldsOf(manifest.engines).node),
    nodeVersion: nodeVersionOf(manifest, contents),
    main: stringOf(manifest.main),
    isModule: manifest.type === "module",
    manager: chosenManager(stringOf(manifest.packageManager), lockfiles, isThere),
    managerVersion:
      /@v?(\d[^+]*)/.exec(stringOf(manifest.packageManager) ?? "")?.[1] ??
      /^yarnPath:.*\byarn-(\d+(?:\.\d+)*)/m.exec(contents.get(".yarnrc.yml") ?? "")?.[1],
    workspaces: workspacesOf(manifest.workspaces, files, contents),
    lockfiles,
  };
}

/**
 * The same for the package.json in a folder of the context, as if that were the root. Paths in it start there, but for
 * its `manifest`.
 */
export function readProjectIn(
  folder: string,
  files: readonly string[],
  contents: ReadonlyMap<string, string>,
): Project | undefined {
  const inside = filesBelow(files, folder).map((path) => path.slice(folder.length + 1));
  const texts = new Map<string, string>();
  for (const [path, text] of contents)
    if (path.startsWith(`${folder}/`)) texts.set(path.slice(folder.length + 1), text);
  const project = readProject(inside, texts);
  return project && { ...project, manifest: `${folder}/package.json` };
}

/** Reads the package.json in a folder of the context, see `readProjectIn`. */
export function projectReader({ files = [], contents = new Map() }: Facts): (folder: string) => Project | undefined {
  return (folder) => readProjectIn(folder, files, contents);
}

/**
 * The programs that the package at the context root brings (`bin` of its package.json), which `npm link` and
 * `npm install --global .` put on the PATH, with the file that each starts. Source: docs.npmjs.com, package.json, "bin".
 */
export const ownPrograms = memoizeFor(
  (contents: ReadonlyMap<string, string>, manifest: string): ReadonlyMap<string, string> => {
    const { name, bin } = fieldsOf(readJson(contents.get(manifest)));
    // One that is given alone has the name of the package, without its scope.
    const only = stringOf(bin);
    const alone = (stringOf(name) ?? "").replace(/^@[^/]*\//, "");
    return new Map(only === undefined ? Object.entries(stringsOf(bin)) : [[alone, only]]);
  },
);

/** Files that name the version to develop with. */
export const versionFiles: readonly string[] = [".nvmrc", ".node-version"];

export const projectReads = atRoot("package.json", ...versionFiles);

/** By the field, else by the lock files when all of them are those of one package manager. */
function chosenManager(
  field: string | undefined,
  lockfiles: readonly string[],
  isThere: (path: string) => boolean,
): PackageManager | undefined {
  const [, named = "", major] = /^([a-z]+)@v?(\d*)/.exec(field ?? "") ?? [];
  if (managerPrograms.has(named)) return generationOf(named, major ? Number(major) : undefined, isThere)?.name;
  const [program, ...others] = new Set(lockfiles.flatMap(managersByLockfile).map((manager) => manager.program));
  return others.length === 0 ? generationOf(program, undefined, isThere)?.name : undefined;
}

/** The first line of a version file, else the version that Volta is told. */
function nodeVersionOf(manifest: Fields, contents: ReadonlyMap<string, string>): string | undefined {
  for (const path of versionFiles) {
    const version = contents.get(path)?.trim().split(/\s/, 1)[0];
    if (version) return version;
  }
  return stringOf(fieldsOf(manifest.volta).node);
}
