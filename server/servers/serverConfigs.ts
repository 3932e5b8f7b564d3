/** Settings of web servers that a stage brings into its image, and the ports that they name. */

import { copySources } from "../context/contextSources";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { baseName, isWithin } from "../util/paths";
import { among } from "../util/reads";

export const serverConfigReads = among(
  16,
  filterOnce(
    (path) =>
      /\.(?:conf|conf\.template)$/.test(path) &&
      /fpm|www|pool|zz-|apache|httpd|vhost|sites?|ports|000-|default|nginx|conf\.d|templates/.test(path),
  ),
);

/** A file of settings. */
export interface ServerConfig {
  /** What a person calls it: "site.conf"; "COPY in line 4" where the file is not known. */
  readonly name: string;
  /** undefined when it is not known. */
  readonly text: string | undefined;
  /** The folder or file that it is copied to, as an absolute path. */
  readonly target: string;
  readonly by: Instruction;
}

/** What a stage and its parents copy into one of the folders, or over it. @param folders absolute paths, of single files as well. */
export function configsIn(file: Dockerfile, stage: Stage, folders: readonly string[], facts: Facts): ServerConfig[] {
  return inherited(stage)
    .filter(isCopy)
    .flatMap((by) => {
      const target = resolvePath(folderBefore(by), by.words.at(-1)?.value) ?? "/";
      const isAbove = folders.some((folder) => isWithin(folder, target));
      if (!isAbove && !folders.some((folder) => isWithin(target, folder))) return [];
      return configsOf(file, by, target, isAbove && !folders.includes(target), facts);
    });
}

function configsOf(
  { text: whole }: Dockerfile,
  by: Instruction,
  target: string,
  isWide: boolean,
  { files = [], contents }: Facts,
): ServerConfig[] {
  const unknown = [{ name: `${by.keyword} in line ${by.line + 1}`, text: undefined, target, by }];
  if (by.heredocs.length > 0) {
    const text = by.heredocs.map(({ body }) => whole.slice(body.start, body.end)).join("\n");
    return [{ name: `the text in line ${by.line + 1}`, text, target, by }];
  }
  const sources = copySources(by);
  if (isWide || !takesFromContext(by) || sources.length < by.words.length - 1) return unknown;
  const taken = sources.flatMap(({ path, isGlob }) =>
    isGlob ? [] : files.filter((each) => each === path || each.startsWith(`${path}/`)),
  );
  if (taken.length === 0) return unknown;
  return taken.map((path) => ({ name: baseName(path), text: contents?.get(path), target, by }));
}

/** Whether another user than root may open a port on every host. */
export function isOpenToAll(port: number): boolean {
  return port >= 1024;
}
