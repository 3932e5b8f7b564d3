/** The ENTRYPOINT of a base image where that is a program, so that CMD holds its arguments. */

import { officialName } from "../data/images";
import { programEntrypoint } from "../data/programEntrypoints";
import type { Stage, Word } from "../types";
import { programName, startOf } from "./process";

/**
 * The words that the base image of a stage puts before those of CMD, with the place of FROM's image. Empty where the file has an
 * ENTRYPOINT of its own, where the image has none or an entry script, and where nothing is known of it.
 */
export function baseEntrypoint(stage: Stage): readonly Word[] {
  let root = stage;
  while (root.parent) root = root.parent;
  const { base, image } = root;
  if (!base || !image || startOf(stage)?.entrypoint) return [];
  const told = base.described?.entrypoint;
  const isTold = told !== undefined && interpreters.test(programName(told[0]) ?? "");
  const words = programEntrypoint(officialName(base.name)) ?? (isTold ? told : []);
  const { start, end } = image;
  return words.map((value) => ({ start, end, text: JSON.stringify(value), value }));
}

/** Of what a registry tells, these are surely no scripts that might do with their words what they like. */
const interpreters = /^(?:node(?:js)?|python[\d.]*|java|ruby|php|perl|dotnet|deno|bun)$/;
