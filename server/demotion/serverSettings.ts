/** Files that settings of servers name for them to write: sockets, process ids, logs. */

import { serverSettings } from "../data/servers";
import type { FileView } from "../image/model";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import type { Facts } from "../types";
import { filterOnce } from "../util/listing";
import { baseName, folderOf } from "../util/paths";
import { among } from "../util/reads";
import { fileIn } from "./startOptions";
import { type Doubt, fileNeeds, type Need } from "./writeNeeds";

const named = filterOnce(
  (path) =>
    serverSettings.some(({ files }) => files.test(path)) &&
    !/(?:^|\/)(?:tests?|docs?|examples?|node_modules|vendor|\.venv|venv)\//.test(path),
);

export const serverSettingReads = among(24, named);

/** What they name, from the folder that the program works in; a path with something to be filled in is a doubt. */
export function serverWrites(
  working: string | undefined,
  view: FileView,
  { contents, files = [], ignore }: Facts,
): (Need | Doubt)[] {
  return named(files).flatMap((file) => {
    const text = contents?.get(file);
    if (text === undefined || text.length > longest || ignores(ignore, file)) return [];
    const values = serverSettings.flatMap(({ files, along, values }) =>
      files.test(file) && along.test(text) ? values.flatMap((form) => [...text.matchAll(form)].slice(0, most)) : [],
    );
    return [...new Set(values.map(([, value = ""]) => value))].flatMap((value): readonly (Need | Doubt)[] => {
      // The folder of the file itself.
      const written = fileIn(value.replace(/^%\(here\)s(?=\/)/, `./${folderOf(file)}`));
      if (written === undefined) return [];
      const path = /[$%]/.test(written) ? undefined : resolvePath(working, written);
      const doubt = `${baseName(file)} names a file to be written that cannot be told from here, whose folder may belong to root`;
      return path === undefined ? [{ doubt }] : fileNeeds(path, `${baseName(file)} names a file in it`, view);
    });
  });
}

/** UTF-16 units; settings that people write are shorter. */
const longest = 100_000;
/** More than one of them names. */
const most = 40;
