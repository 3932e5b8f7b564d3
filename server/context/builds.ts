/** The builds that files of a workspace define: which Dockerfile is built in which folder. */

import type { BuildDefinition } from "../types";
import { readBake } from "./bake";
import { readCompose } from "./compose";
import { type Environment, environmentOf } from "./composeVariables";
import { readDevcontainer } from "./devcontainer";

type Read = (path: string, text: string, environment: Environment) => BuildDefinition[] | Promise<BuildDefinition[]>;

/** Which files define builds, by their paths. */
const readers: readonly (readonly [paths: RegExp, read: Read])[] = [
  [/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/, readCompose],
  [/(?:^|\/)docker-bake(?:\.[^/]*)?\.(?:hcl|json)$/, readBake],
  [/(?:^|\/)(?:\.devcontainer\/(?:[^/]+\/)?devcontainer|\.devcontainer)\.json$/, readDevcontainer],
];

/** No such file that people write is longer; bounds what an odd one can cost. UTF-16 units. */
const mostText = 256 * 1024;

/** Whether a file may define builds, by its path. */
export function isBuildFile(path: string): boolean {
  return readers.some(([paths]) => paths.test(path));
}

/**
 * The builds that a file defines, as far as their context and Dockerfile are known. Never throws: whatever is
 * malformed defines nothing.
 * @param path from the workspace folder, from which the paths of the builds start, too.
 * @param variables the text of the `.env` beside it; undefined where there is none.
 */
export async function readBuilds(path: string, text: string, variables?: string): Promise<BuildDefinition[]> {
  const read = readers.find(([paths]) => paths.test(path))?.[1];
  return read && text.length <= mostText ? read(path, text, environmentOf(variables)) : [];
}
