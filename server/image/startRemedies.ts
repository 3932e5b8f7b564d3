/** Files that cannot be started: why, in words, and what mends it. */

import { addFlag, insertAfter, replace } from "../edits/edits";
import { flagOf, isCopy } from "../syntax/instructions";
import type { Dockerfile, Fix } from "../types";
import { baseName } from "../util/paths";
import { userBefore } from "./owners";
import type { Obstacle, Start } from "./startFiles";

/** What keeps a file from being started, in one sentence. */
export function whyNot({ user }: Start, { kind, path, entry: { mode = 0, owner, source } }: Obstacle): string {
  const name = baseName(path);
  if (kind === "line ends") {
    return `The lines of ${source ?? name} end with a carriage return (CRLF), which becomes part of the interpreter's name: ${name} does not start`;
  }
  if (kind === "first line")
    return `${name} has no first line such as #!/bin/sh: without a shell the kernel refuses it (exec format error)`;
  if (kind === "path") return `${name} is looked for on the PATH, on which ${path} is not`;
  const bits = mode.toString(8);
  if ((mode & 0o111) === 0) return `${path} is not executable (mode ${bits}): permission denied`;
  return `${path} belongs to ${owner?.name ?? owner?.id} with mode ${bits}, so that user ${user?.name ?? user?.id} may not execute it`;
}

/** What lets it start. */
export function remediesFor(file: Dockerfile, { word, instruction }: Start, { kind, path, entry }: Obstacle): Fix[] {
  const fix = (title: string, edit: Fix["edits"][number] | undefined, optional?: true): Fix[] =>
    edit ? [{ title, safe: false, optional, edits: [edit] }] : [];
  const { by } = entry;
  if (kind === "path") return fix(`Start ${path}`, replace(word, instruction.exec ? `"${path}"` : path));
  if (kind === "first line") return fix("Let sh read it", { start: word.start, end: word.start, text: '"sh", ' });
  if (!by || !isCopy(by)) return [];
  const isRoot = userBefore(by)?.id === 0;
  if (kind === "line ends")
    return isRoot
      ? fix("Take the carriage returns out in the image", insertAfter(file, by, `RUN sed -i 's/\\r$//' ${path}`), true)
      : [];
  const flag = flagOf(by, "chmod");
  if (flag?.value) return fix("Let everybody execute it", replace(flag.value, "755"));
  // A flag would change what else is copied.
  const isAlone =
    by.words.length === 2 &&
    by.words[0]?.value !== undefined &&
    baseName(by.words[0].value) === baseName(entry.source ?? "");
  if (isAlone && by.keyword === "COPY" && instruction.stage === by.stage)
    return fix("Copy it with --chmod=755", addFlag(by, "--chmod=755"));
  return isRoot ? fix("Make it executable", insertAfter(file, by, `RUN chmod +x ${path}`)) : [];
}
