/** Folders that RUN makes for the program to fill. */

import { systemFolders } from "../data/startWrites";
import { callsOf } from "../image/calls";
import { type FileView, parentOf } from "../image/model";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, Instruction, Stage } from "../types";
import { baseName } from "../util/paths";

/** The folders that mkdir or `install -d` makes in a stage and its parents, and that nothing else is put into. */
export function madeFolders(stage: Stage, view: FileView): string[] {
  const all = inherited(stage);
  const filled = all.flatMap((instruction) => {
    if (instruction.keyword === "WORKDIR")
      return resolvePath(folderBefore(instruction), instruction.words[0]?.value) ?? [];
    return isCopy(instruction) ? (resolvePath(folderBefore(instruction), instruction.words.at(-1)?.value) ?? []) : [];
  });
  const made = all.flatMap((instruction) => {
    if (instruction.keyword !== "RUN") return [];
    return callsOf(instruction, folderBefore(instruction)).flatMap((call) => {
      const { command } = call;
      const isMaking =
        command.name === "mkdir" || (command.name === "install" && hasFlag(command, "-d", "--directory"));
      return isMaking ? operands(command).flatMap((word) => call.path(word) ?? []) : [];
    });
  });
  const above = new Set(filled.flatMap(withParents));
  const isFree = (path: string) => !above.has(path);
  // What `mkdir -p` makes on the way is the program's as well.
  const whole = made.flatMap((path) => [
    ...withParents(path)
      .filter((place) => isMadeByRun(place, view))
      .reverse(),
    path,
  ]);
  const isData = (path: string) => dataNames.test(baseName(path)) || isEmpty(path, view) || isState(path, all);
  return [...new Set(whole)].filter((path) => isFree(path) && isData(path));
}

/** The files that RUN puts into such folders by `>`, `touch` or `tee`, which a program may go on to write. */
export function filesPutInto(folders: readonly string[], stage: Stage, view: FileView): string[] {
  const places = inherited(stage)
    .filter(({ keyword }) => keyword === "RUN")
    .flatMap((run) => callsOf(run, folderBefore(run)))
    .flatMap((call) =>
      [
        ...call.command.redirects.map(({ target }) => target),
        ...(/^(?:touch|tee)$/.test(call.command.name ?? "") ? operands(call.command) : []),
      ].flatMap((word) => call.path(word) ?? []),
    );
  const isFile = (path: string) => {
    const found = view.at(path);
    return found !== undefined && found !== "absent" && found.kind === "file";
  };
  return [...new Set(places)].filter((path) => folders.includes(parentOf(path)) && isFile(path));
}

/** Whether a folder lies where programs keep their state, and no RUN names it but to make it or to give it away. */
function isState(path: string, all: readonly Instruction[]): boolean {
  if (!/^\/(?:var|run)\/./.test(path) || systemFolders.has(path)) return false;
  const isNamed = ({ name = "", words }: Command) =>
    !preparing.has(name) && words.some(({ text }) => text.includes(path));
  return !all.some(({ keyword, script }) => keyword === "RUN" && (script?.commands ?? []).some(isNamed));
}

const preparing: ReadonlySet<string> = new Set(["mkdir", "install", "chmod", "chown", "chgrp", "test", "["]);

/** A folder and those that lead to it, up to the root; 50 at most. @param path absolute. */
export function withParents(path: string): string[] {
  const found = [path];
  for (let place = path; place !== "/" && found.length < 50; ) {
    place = parentOf(place);
    found.push(place);
  }
  return found;
}

function isMadeByRun(path: string, view: FileView): boolean {
  const found = view.at(path);
  return found !== undefined && found !== "absent" && found.kind === "folder" && found.by?.keyword === "RUN";
}

/** Nothing is known to lie in it, and nothing may. */
export function isEmpty(path: string, view: FileView): boolean {
  return view.at(`${path}/${anyName}`) === "absent";
}

/** A name that nobody gives a file. */
const anyName = ".any-file-that-may-be-here";

/** Folders that programs fill, by their names. */
const dataNames =
  /^(?:data|db|database|uploads?|logs?|storage|stores?|media|tmp|temp|cache|sessions?|backups?|files|instance|run|var|queue|spool)$/i;
