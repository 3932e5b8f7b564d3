/** Starting a program of a virtual environment without the package manager that the image lacks. */

import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import type { ProgramUse } from "../image/programUses";
import { folderAfter } from "../stage/folders";
import type { Dockerfile, Facts, Fix } from "../types";
import { launchOf } from "./launchers";

/** `poetry run gunicorn` becomes `/app/.venv/bin/gunicorn`, where that environment lies in the image. */
export function withoutLauncher(file: Dockerfile, { instruction, command, at }: ProgramUse, facts: Facts): Fix[] {
  const launch =
    command && /^(?:CMD|ENTRYPOINT)$/.test(instruction.keyword) ? launchOf(command, instruction) : undefined;
  const folder = folderAfter(at.stage);
  if (!launch || "reason" in launch || folder === undefined) return [];
  const venv = joined(folder, ".venv");
  const found = imageFiles(file, facts).after(at.stage).at(venv);
  const [edit] = launch.edits;
  const [program, script] = launch.words;
  if (!found || found === "absent" || !found.by || !edit || !program?.value || !/^[\w.-]+$/.test(program.value))
    return [];
  const isArray = instruction.exec;
  const path = `${venv}/bin/${program.value}`;
  const written = isArray ? JSON.stringify(path) : path;
  // What stands for a program that is not written stands before its file.
  const isMade = program.start === program.end;
  const next = isMade ? script : program;
  if (!next || (isMade && launch.words[1]?.start === launch.words[1]?.end)) return [];
  const text = isMade ? `${written}${isArray ? "," : ""} ` : written;
  const end = isMade ? next.start : next.end;
  return [{ title: `Start ${path} itself`, safe: false, edits: [{ start: edit.start, end, text }] }];
}
