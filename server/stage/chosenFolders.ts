/** Folders that whoever builds an image may choose, by an ARG that WORKDIR names: what is new names them by it as well. */

import { resolvePath } from "../syntax/dockerfile";
import { variablesIn } from "../syntax/variables";
import type { Dockerfile, Stage } from "../types";

/** A folder by its path where nobody chooses another one, as it is written, and the variables in that. */
export interface ChosenFolder {
  readonly path: string;
  readonly written: string;
  readonly names: readonly string[];
}

/** The folders of the WORKDIRs of a stage that ARGs say, the longest path first. */
export function chosenFolders({ escape }: Dockerfile, stage: Stage): readonly ChosenFolder[] {
  const found: ChosenFolder[] = [];
  const chosen = new Set<string>();
  let written = "/";
  for (const { keyword, words, assignments, before, onbuild } of stage.instructions) {
    if (onbuild) continue;
    const usesChosen = (text: string) => variablesIn(text, escape).some(({ name }) => chosen.has(name));
    for (const { name, value } of keyword === "ARG" || keyword === "ENV" ? assignments : []) {
      if (keyword === "ARG" || usesChosen(value?.text ?? "")) chosen.add(name.text);
      else chosen.delete(name.text);
    }
    const [word] = keyword === "WORKDIR" ? words : [];
    const path = word && resolvePath(before.workdir, word.value);
    if (!word || path === undefined) continue;
    const text = word.text.replace(/\/$/, "");
    written = word.value?.startsWith("/") ? text : `${written.replace(/\/$/, "")}/${text}`;
    const names = variablesIn(written, escape).map(({ name }) => name);
    if (names.some((name) => chosen.has(name)) && /^[\w./${}-]+$/.test(written)) found.push({ path, written, names });
  }
  return found.filter(({ path }) => path !== "/").sort((a, b) => b.path.length - a.path.length);
}

/** Arguments with the folders as they are written, for their paths. */
export function asWritten(argument: string, folders: readonly ChosenFolder[]): string {
  return argument
    .split(/(?=[\s=,"])/)
    .map((part) => {
      const at = /^[\s=,"]?/.exec(part)?.[0].length ?? 0;
      const path = part.slice(at);
      const folder = folders.find((each) => path === each.path || path.startsWith(`${each.path}/`));
      return folder ? part.slice(0, at) + folder.written + path.slice(folder.path.length) : part;
    })
    .join("");
}
