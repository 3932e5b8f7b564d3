/** Programs that a COPY takes from another image or stage, linked to the C library of that. */

import { baseImage } from "../data/baseImages";
import { officialName } from "../data/images";
import { isLinkedProgram } from "../data/linkedPrograms";
import { isAdditionalContext } from "../stage/additionalContexts";
import { isImageName } from "../stage/copiedImages";
import { inherited } from "../stage/users";
import { findStage } from "../syntax/dockerfile";
import { parseImage } from "../syntax/image";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { imageFiles } from "./imageFiles";
import { baseOf } from "./programs";

/**
 * The C library that a program needs which a COPY takes from a base image as it is, or from a stage where a package brings it;
 * undefined where the path is no such program, or what it is linked to is not known.
 * @param path absolute.
 */
export function libcOfCopied(
  copy: Instruction,
  path: string,
  file: Dockerfile,
  facts: Facts,
): "glibc" | "musl" | undefined {
  const from = flagOf(copy, "from")?.value?.value;
  if (from === undefined || copy.onbuild) return undefined;
  const stage = findStage(file, from, copy.stage);
  const libc = stage ? libcOfStage(stage, path, file, facts) : libcOfImage(from, path, facts);
  return libc === "none" ? undefined : libc;
}

function libcOfImage(text: string, path: string, facts: Facts) {
  if (!isImageName(text) || isAdditionalContext(facts, text)) return undefined;
  const image = parseImage({ start: 0, end: text.length, text, value: text });
  if (image.error !== undefined || !isLinkedProgram(officialName(image.name), path)) return undefined;
  return baseImage(image)?.libc;
}

function libcOfStage(stage: Stage, path: string, file: Dockerfile, facts: Facts) {
  if (!isLinkedProgram(officialName(stage.base?.name ?? ""), path)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const base = baseOf(stage, facts);
  const isThere = !/^\/(?:usr\/)?bin\//.test(path) || base?.hasProgram(name) === true || isInstalled(stage, name);
  const found = imageFiles(file, facts).after(stage).at(path);
  const isOther =
    found === "absent" || found?.by !== undefined || inherited(stage).some((step) => mayBring(step, path));
  return isThere && !isOther ? base?.libc : undefined;
}

/** The package of that name is. */
function isInstalled(stage: Stage, name: string): boolean {
  return inherited(stage).some((run) =>
    commandsIn(run).some(
      (command) =>
        runs(command, "apk add", "apt-get install", "apt install") &&
        operands(command).some(({ value }) => value?.replace(/[=<>~@].*$/s, "") === name),
    ),
  );
}

/** Something else than a package may have put another program there. */
function mayBring(step: Instruction, path: string): boolean {
  if (isCopy(step))
    return (step.words.at(-1)?.value ?? path).replace(/\/$/, "") === path.slice(0, path.lastIndexOf("/"));
  return step.keyword === "RUN" && step.argumentText.includes(path);
}
