/** Whether an image is there to be pulled at all. */

import { movedImage } from "../data/movedImages";
import { variablesIn } from "../syntax/variables";
import type { Dockerfile, Facts } from "../types";
import { type BaseImage, isVariable } from "./baseImage";
import { onlineImage } from "./imageState";
import { misspeltOfficial, type TagState, tagState } from "./officialTags";

/**
 * Why the build stops at an image that nobody has published: its registry says so (`refused`), no official image has the
 * name (`near` is meant), or the official image never had the tag. `isSure` is false where the tag only stands for what a
 * build has to give, and `isMoved` true where the image is retired, whatever its tag.
 */
export interface Unpublished {
  readonly refused: boolean;
  readonly name: { readonly near: string } | undefined;
  readonly tag: Extract<TagState, { state: "never" }> | undefined;
  readonly isSure: boolean;
  readonly isMoved: boolean;
}

/** undefined where an image is there, or may be. */
export function unpublished(file: Dockerfile, image: BaseImage, facts: Facts): Unpublished | undefined {
  const { name, reference } = image;
  // With a digest, nobody looks at the tag.
  if (reference.digest !== undefined || isGiven(file, image, facts)) return undefined;
  const online = onlineImage(facts, reference)?.state;
  if (online === "found") return undefined;
  const near = reference.registry === undefined ? misspeltOfficial(name, reference.tag) : undefined;
  const state = near === undefined && reference.tag !== undefined ? tagState(reference.name, reference.tag) : undefined;
  const tag = state?.state === "never" ? state : undefined;
  const refused = online === "absent";
  if (!refused && near === undefined && !tag) return undefined;
  return {
    refused,
    name: near === undefined ? undefined : { near },
    tag,
    isSure: refused || near !== undefined || !isVariable(image) || tag?.isSlip === true,
    isMoved: !refused && movedImage(reference.name, reference.tag, facts.today) !== undefined,
  };
}

/** Whether the rule `unknown-image` warns of an image: what else is wrong with it weighs less then. */
export function isToldUnpublished(file: Dockerfile, image: BaseImage, facts: Facts): boolean {
  const found = unpublished(file, image, facts);
  return found?.isSure === true && !found.isMoved;
}

/** Whether a build that the workspace defines gives a variable of the image another value. */
function isGiven({ escape }: Dockerfile, { word }: BaseImage, { context }: Facts): boolean {
  const names = variablesIn(word.text, escape).map(({ name }) => name);
  return context?.builds.some(({ args }) => names.some((name) => Object.hasOwn(args, name))) ?? false;
}
