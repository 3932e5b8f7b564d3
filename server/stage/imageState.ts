/** What the tables tell of an image at a date: what is newer, until when it is supported, where it went. */

import { distributionEnd, endOfLife } from "../data/endOfLife";
import { imageFacts } from "../data/images";
import { type MovedImage, movedImage } from "../data/movedImages";
import { missingSecurityFixes, newestNode } from "../data/node";
import { onlineKey } from "../syntax/image";
import type { Facts, ImageDescription, ImageReference, Told } from "../types";
import { type BaseImage, newestCycle } from "./baseImage";
import { misspeltOfficial, tagState } from "./officialTags";

/** Everything unknown is undefined. All dates are ISO dates. */
export interface ImageState {
  /** The newest version of the same line; of images other than node, the newest line that is supported. */
  readonly newest: string | undefined;
  /** The last day of support of what the image is named after. */
  readonly support: End | undefined;
  /** The same for the distribution that the tag names beside it. */
  readonly distribution: (End & { readonly name: string }) | undefined;
  /** How many releases with security fixes of its line came after it, and the first that has all. */
  readonly missing: { readonly releases: number; readonly all: string } | undefined;
  readonly moved: MovedImage | undefined;
  /** There never was such an image or tag; `near` is one that there was. */
  readonly never: { readonly near: string | undefined } | undefined;
}

interface End {
  /** "20", "3.12". */
  readonly cycle: string;
  readonly date: string;
  readonly hasEnded: boolean;
}

/** After every end that is known. */
const atLast = "9999-12-31";

/** @param today as an ISO date. */
export function imageState({ name, reference, node }: BaseImage, today: string): ImageState {
  const { tag } = reference;
  // Of the several things in an image, what has ended counts first.
  const end = endOfLife(reference.name, tag, today) ?? endOfLife(reference.name, tag, atLast);
  const missing = node?.full === undefined ? undefined : missingSecurityFixes(node.full);
  const facts = imageFacts(reference.name, tag);
  const { family = "", distribution = "" } = facts;
  const system = family === name ? undefined : distributionEnd(family, distribution, today);
  return {
    newest: node ? newestNode(node.major ?? -1) : newestCycle(name, today, tag)?.cycle,
    support: end && { cycle: end.cycle, date: end.date, hasEnded: end.date < today },
    distribution: system && { name: family, cycle: distribution, date: system.date, hasEnded: system.ended },
    missing: missing && { releases: missing.releases, all: missing.all },
    moved: movedImage(reference.name, tag, today),
    never: neverWas(name, reference),
  };
}

/** With a digest, nobody looks at the tag. */
function neverWas(name: string, reference: ImageReference): ImageState["never"] {
  const { registry, digest, tag } = reference;
  if (digest !== undefined) return undefined;
  const near = registry === undefined ? misspeltOfficial(name, tag) : undefined;
  if (near !== undefined) return { near };
  const known = tag === undefined ? undefined : tagState(reference.name, tag);
  return known?.state === "never" ? { near: known.near } : undefined;
}

/** What its registry has said of an image; undefined when it has not been asked. */
export function onlineImage({ registry }: Facts, reference: ImageReference): Told<ImageDescription> | undefined {
  return reference.tag === undefined && reference.digest !== undefined
    ? undefined
    : registry?.get(onlineKey(reference));
}
