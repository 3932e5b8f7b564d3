/** Virtual environments that a COPY moves, and programs in them that name their old place in their first line. */

import { pythonPrograms } from "../data/systemPrograms";
import { imageFiles } from "../image/imageFiles";
import { insideOf, joined } from "../image/model";
import { programFolders } from "../image/programPath";
import { stageSourcesOf } from "../image/stageSources";
import { packageFolders } from "../image/takenPythonPackages";
import { folderAfter, folderBefore } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { inProject } from "./pythonEnvironment";

/** What a container starts in a moved environment. */
export interface MovedStart {
  /** The word that names the program. */
  readonly word: Word;
  readonly name: string;
  /** Where the environment was made, and where it lies now. */
  readonly made: string;
  readonly moved: string;
}

/** The program of a moved environment that the last stage starts, where it surely cannot. */
export function movedStart(file: Dockerfile, facts: Facts): MovedStart | undefined {
  const stage = file.final;
  const word = stage && mainProcess(stage)?.argv[0];
  const value = word?.value;
  if (!stage || !value) return undefined;
  const name = baseName(value);
  if (!pythonPrograms.has(name) || name === "python" || installsMore(stage)) return undefined;
  const view = imageFiles(file, facts).after(stage);
  for (const { instruction, stage: source, path } of stageSourcesOf(file)) {
    if (instruction.stage !== stage) continue;
    const target = resolvePath(folderBefore(instruction), instruction.words.at(-1)?.value);
    const made = environmentOf(source, facts);
    const inside = made === undefined ? undefined : insideOf(made, path);
    if (made === undefined || target === undefined || inside === undefined) continue;
    const moved = joined(target, inside);
    const program = value.includes("/") ? resolvePath(folderAfter(stage), value) : onPath(stage, moved, name);
    if (moved === made || program !== joined(moved, `bin/${name}`)) continue;
    if (view.at(joined(made, "bin/python")) === "absent") return { word, name, made, moved };
  }
  return undefined;
}

/** The only environment that a stage makes, where its programs surely name its place. */
function environmentOf(stage: Stage, facts: Facts): string | undefined {
  const all = inherited(stage);
  const isOther = all.some(
    ({ keyword, argumentText }) =>
      /^(?:RUN|ENV|ARG)$/.test(keyword) &&
      /relocatable|UV_PROJECT_ENV|conda|virtualenv-clone|\bsed\b|\bmv\b/i.test(argumentText),
  );
  if (isOther) return undefined;
  const folders = packageFolders(stage).flatMap(({ path, kind }) => (kind === "venv" ? [path] : []));
  const ofPoetry = inProject(stage, facts)
    ? all.flatMap((run) =>
        commandsIn(run, "poetry").length > 0 ? (resolvePath(folderBefore(run), ".venv") ?? []) : [],
      )
    : [];
  const places = [...new Set([...folders, ...ofPoetry])];
  return places.length === 1 ? places[0] : undefined;
}

/** Whether the stage may get programs in another way. */
function installsMore(stage: Stage): boolean {
  return inherited(stage).some(
    ({ keyword, argumentText }) =>
      keyword === "RUN" && /\b(?:pip\d?|uv|poetry|pipx|apt-get|apk|ln|sed|conda)\b/.test(argumentText),
  );
}

function onPath(stage: Stage, moved: string, name: string): string | undefined {
  const folder = joined(moved, "bin");
  return programFolders(stage).includes(folder) ? joined(folder, name) : undefined;
}
