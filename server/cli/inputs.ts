/** The files that the command line is given: their texts, what surrounds them and how they are configured. */

import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { diskHost, diskPath } from "../host/disk";
import { liesIn } from "../host/door";
import { isProject, isRepository, mayBe, statOf } from "../host/folderNames";
import { atOnce } from "../host/reach";
import { readDocument, textOf } from "../host/textFiles";
import { parseDockerfile } from "../syntax/dockerfile";
import { fileKind } from "../syntax/fileKind";
import type { Dockerfile, Host } from "../types";
import { visible } from "../util/visible";
import { cachedHost } from "../workspace/cachedHost";
import { contextsOf } from "../workspace/chooseContext";
import { gatherFacts, gatherIgnoreFacts, type Surroundings } from "../workspace/facts";
import { wantsOf } from "../workspace/wants";
import { wrongUsage } from "./usage";

/**
 * Without a folder given, the build context of a file is looked for in the repository around it, or else in the project
 * that the command runs in; outside of both it is the file's own folder. That of stdin is unknown. Throws wrong usage when what is given is no folder.
 * @param parsed the text of a Dockerfile, where that is known already.
 */
export async function surround(
  host: Host,
  name: string,
  text: string,
  context: string | undefined,
  parsed?: Dockerfile,
): Promise<Surroundings> {
  if (context !== undefined && !statOf(context)?.isDirectory())
    throw wrongUsage(`--context names no folder: ${context}`);
  const chosen = context === undefined ? undefined : pathToFileURL(path.resolve(context)).href;
  const file = name === "-" ? undefined : path.resolve(name);
  if (file === undefined) return gatherFacts(host, undefined, [], wantsOf(parsed ?? parseDockerfile(text)), { chosen });
  const uri = uriOfFile(file);
  const folder = path.dirname(file);
  const repository = repositoryAround(folder);
  const contexts = contextsOf(uri, [pathToFileURL(repository ?? projectAround(folder) ?? folder).href]);
  const hints = { chosen, isOpenEnded: repository === undefined };
  if (isIgnoreFile(name)) return gatherIgnoreFacts(host, uri, contexts, hints);
  return gatherFacts(host, uri, contexts, wantsOf(parsed ?? parseDockerfile(text)), hints);
}

/**
 * The folders that a command may look into and write in, as absolute paths: the repository around each file, or else
 * the folder that was named, the project that the command runs in or the folder that holds it; and the build context
 * that was given.
 * @param given as on the command line. @param names the files that they stand for.
 */
export function rootsOf(given: readonly string[], names: readonly string[], context: string | undefined): string[] {
  const roots = new Set(context === undefined ? [] : [path.resolve(context)]);
  const folders = new Set(names.filter((name) => name !== "-").map((name) => path.dirname(path.resolve(name))));
  for (const folder of folders) {
    const named = given
      .map((name) => path.resolve(name))
      .find((name) => `${folder}${path.sep}`.startsWith(name + path.sep));
    roots.add(repositoryAround(folder) ?? named ?? projectAround(folder) ?? folder);
  }
  return [...roots];
}

/** The nearest folder upward that git keeps; undefined when there is none. */
export function repositoryAround(folder: string): string | undefined {
  let at = folder;
  for (let level = 0; level < 20; level++) {
    if (isRepository(at)) return at;
    at = path.dirname(at);
  }
  return undefined;
}

/**
 * The current folder, where a folder lies below it and a file at its top tells that a project is there; undefined else.
 * Where git keeps nothing, this is as near as one comes to what an editor would have open.
 */
function projectAround(folder: string): string | undefined {
  const current = process.cwd();
  // Where files of all kinds lie beside each other, they are no project.
  if (!folder.startsWith(current + path.sep) || current === homedir() || current === tmpdir()) return undefined;
  return isProject(current) ? current : undefined;
}

/** The file system as far as these folders hold it, every file of it read once. */
export function filesIn(roots: readonly string[]): Host {
  const disk = diskHost(() => roots, atOnce);
  const read = async (uri: string) => {
    const file = diskPath(uri);
    return file !== undefined && mayBe(file) ? disk.read(uri) : undefined;
  };
  return cachedHost({ ...disk, read, log: console.error });
}

/**
 * The text of a file; says so and gives undefined when it cannot be read, or was found in a folder as a link that leads
 * out of the roots. What has been named is read wherever it lies.
 */
export async function readInput(name: string, isNamed: boolean, roots: readonly string[]): Promise<string | undefined> {
  try {
    if (name === "-") return textOf(await readStdin());
    if (!isNamed && !liesIn(path.resolve(name), roots))
      throw new Error("it is a link that leads out of the folder, or nowhere");
    return await readDocument(name);
  } catch (error) {
    complain(`cannot read ${name}`, error);
    return undefined;
  }
}

/** Prints what went wrong with a file. */
export function complain(what: string, error: unknown): void {
  console.error(visible(`drydock: ${what}: ${error instanceof Error ? error.message : error}`));
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The URI of a file that is named from the current folder. */
export function uriOfFile(name: string): string {
  return pathToFileURL(path.resolve(name)).href;
}

/** Whether a file is an ignore file by its name. */
export function isIgnoreFile(name: string): boolean {
  return fileKind(name) === ".dockerignore";
}
