/** The builds that files of a workspace define: which Dockerfile is built in which folder. */

import type { BuildDefinition } from "../types";
import { readBake } from "./bake";
import { namesMadeIn, readMakefile, readPackageScripts } from "./commandBuilds";
import { readCompose } from "./compose";
import { type Environment, environmentOf } from "./composeVariables";
import { readDevcontainer } from "./devcontainer";
import { readGitlab, readWorkflow } from "./workflowBuilds";

type Read = (path: string, text: string, environment: Environment) => BuildDefinition[] | Promise<BuildDefinition[]>;

/** Which files define builds, by their paths. */
const readers: readonly (readonly [paths: RegExp, read: Read])[] = [
  [/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/, readCompose],
  [/(?:^|\/)docker-bake(?:\.[^/]*)?\.(?:hcl|json)$/, readBake],
  [/(?:^|\/)(?:\.devcontainer\/(?:[^/]+\/)?devcontainer|\.devcontainer)\.json$/, readDevcontainer],
];

/** Which files start builds by commands, among much else. */
const commandReaders: typeof readers = [
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, readWorkflow],
  [/(?:^|\/)\.gitlab-ci\.ya?ml$/, readGitlab],
  [/(?:^|\/)(?:GNUm|[Mm])akefile$/, readMakefile],
  [/(?:^|\/)package\.json$/, readPackageScripts],
];

/** No such file that people write is longer; bounds what an odd one can cost. UTF-16 units. */
const mostText = 256 * 1024;

/** Whether a file is there to define builds, by its path. */
export function isBuildFile(path: string): boolean {
  return readers.some(([paths]) => paths.test(path));
}

/** Whether the commands in a file may start builds, by its path. */
export function mayStartBuilds(path: string): boolean {
  return commandReaders.some(([paths]) => paths.test(path));
}

/**
 * The builds that a file defines, as far as their context and Dockerfile are known. Never throws: whatever is
 * malformed defines nothing.
 * @param path from the workspace folder, from which the paths of the builds start, too.
 * @param variables the text of the `.env` beside it; undefined where there is none.
 */
export async function readBuilds(path: string, text: string, variables?: string): Promise<BuildDefinition[]> {
  if (text.length > mostText) return [];
  const read = readers.find(([paths]) => paths.test(path))?.[1];
  if (read) return read(path, text, environmentOf(variables));
  const readCommands = commandReaders.find(([paths]) => paths.test(path))?.[1];
  const builds = (await readCommands?.(path, text, environmentOf(variables))) ?? [];
  const made = builds.length > 0 ? namesMadeIn(text) : [];
  return made.length > 0 ? builds.map((build) => ({ ...build, made })) : builds;
}
