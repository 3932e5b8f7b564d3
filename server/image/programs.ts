/**
 * Whether a program is on the PATH at a point of a stage: in the base image, installed, copied, linked or downloaded
 * since. What nobody can see into may have brought any.
 */

import { baseImage } from "../data/baseImages";
import { isAdditionalContext } from "../stage/additionalContexts";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { copyBrings } from "./copiedPrograms";
import { mountBrings, runBrings, takesBack } from "./installedPrograms";

/** A point of a stage: before an instruction, or before a command of a RUN; its end where none is given. */
export interface Point {
  readonly stage: Stage;
  readonly instruction?: Instruction;
  readonly command?: Command;
}

/**
 * Whether a program is there: true, false, or undefined where it is not known.
 * @param name without a folder: "curl".
 */
export function programAt(name: string, point: Point, file: Dockerfile, facts: Facts): boolean | undefined {
  const { stage, instruction, command } = point;
  const base = baseOf(stage, facts)?.hasProgram(name);
  if (base !== false) return base;
  const first = bringerOf(stage, name, file, facts);
  if (first && (!instruction || first.by.start < instruction.start)) return first.brings;
  if (!instruction || !command) return false;
  return mountBrings(instruction, name) ? undefined : runBrings(instruction, name, command);
}

/** What is the first to bring a program into a stage, or to be able to. */
interface Bringer {
  readonly by: Instruction;
  readonly brings: true | undefined;
}

function bringerOf(stage: Stage, name: string, file: Dockerfile, facts: Facts): Bringer | undefined {
  const known = bringers(stage, facts);
  if (known.has(name)) return known.get(name);
  let first: Bringer | undefined;
  for (const by of inherited(stage)) {
    const brings = by.keyword === "RUN" ? runBrings(by, name) : isCopy(by) && copyBrings(by, name, file, facts);
    if (brings === false || (by.keyword === "RUN" && takesBack(by, name))) continue;
    first = { by, brings };
    break;
  }
  known.set(name, first);
  return first;
}

/** The RUN before a point that has taken back what it had brought of a program, the last one; undefined where none has. */
export function removalOf(name: string, { stage, instruction }: Point): Instruction | undefined {
  const { start } = instruction ?? { start: Number.POSITIVE_INFINITY };
  return inherited(stage).findLast((run) => run.keyword === "RUN" && run.start < start && takesBack(run, name));
}

/** Those that have been looked for so far, by the name of the program. */
const bringers = memoizeFor((_stage: Stage, _facts: Facts) => new Map<string, Bringer | undefined>());

/** What is known of the image that a stage starts from; undefined where a build may choose another one. */
export function baseOf({ base, from, parent, image }: Stage, facts: Facts): ReturnType<typeof baseImage> {
  if (parent) return baseOf(parent, facts);
  if (!base || base.error !== undefined || from.onbuild) return undefined;
  // `FROM $BASE` is made to be given another image; a variable in the tag mostly holds a version.
  if (/^["']?\$\{?\w+(?::?[-+][^}]*)?\}?["']?$/.test(image?.text ?? "")) return undefined;
  return isAdditionalContext(facts, base.text) ? undefined : baseImage(base);
}

/** Whether a stage has no /bin/sh at a point: true, false, or undefined where it is not known. */
export function lacksShell(point: Point, file: Dockerfile, facts: Facts): boolean | undefined {
  const has = programAt("sh", point, file, facts);
  return has === undefined ? undefined : !has;
}
