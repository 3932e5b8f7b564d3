/** What files of an image say: those copied from the build context, and those that a heredoc writes. */

import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts } from "../types";
import { baseName } from "../util/paths";
import type { ImageEntry } from "./model";

/** The text of what stands at a path; undefined when it is not known. */
export function textOf(entry: ImageEntry, path: string, file: Dockerfile, { contents }: Facts): string | undefined {
  const { kind, by, source } = entry;
  if (source !== undefined) return contents?.get(source);
  if (kind !== "file" || !by || !isCopy(by)) return undefined;
  const [first, ...others] = by.heredocs;
  // The only one may get another name; of several each keeps its own.
  const heredoc =
    others.length === 0 && by.words.length === 2 ? first : by.heredocs.find(({ name }) => name === baseName(path));
  if (!heredoc) return undefined;
  // The builder leaves the line ends as they are.
  const text = file.text.slice(heredoc.body.start, heredoc.body.end);
  return heredoc.chomp ? text.replace(/^\t+/gm, "") : text;
}
