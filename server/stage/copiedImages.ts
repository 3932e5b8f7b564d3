/** The images that COPY --from and mounts take files from: what holds for the image of a FROM holds for them as well. */

import { imageFacts, nodeTag, officialName } from "../data/images";
import { stageReferences } from "../instructions/stageNames";
import { parseImage } from "../syntax/image";
import type { Dockerfile, Facts } from "../types";
import { memoize } from "../util/memoize";
import { isAdditionalContext } from "./additionalContexts";
import { type BaseImage, baseImages } from "./baseImage";

/** The images of every FROM, and then those that COPY --from and mounts name. */
export const usedImages = memoize((file: Dockerfile): readonly BaseImage[] => [
  ...baseImages(file),
  ...copiedImages(file),
]);

/** The same without those in whose place a build of the Dockerfile has a context of that name: nothing of them is built. */
export function pulledImages(file: Dockerfile, facts: Facts): readonly BaseImage[] {
  return usedImages(file).filter(({ reference }) => !isAdditionalContext(facts, reference.text));
}

/** The images of every FROM that are pulled, as `pulledImages`. */
export function pulledBases(file: Dockerfile, facts: Facts): readonly BaseImage[] {
  return baseImages(file).filter(({ reference }) => !isAdditionalContext(facts, reference.text));
}

/** Whether `--from` means an image where no stage has this name: it is written as only images are, or well known. */
export function isImageName(text: string): boolean {
  return /[/:@.]/.test(text) || "PATH" in imageFacts(text, undefined).environment || text === "scratch";
}

function copiedImages(file: Dockerfile): BaseImage[] {
  const stageNames = new Set(file.stages.map(({ name }) => name?.value?.toLowerCase()));
  return stageReferences(file).flatMap(({ instruction, stage: copied, start, end, text }) => {
    const { stage, keyword } = instruction;
    if (keyword === "FROM" || copied || !stage || text === "scratch") return [];
    if (!isImageName(text) || stageNames.has(text.toLowerCase())) return [];
    const word = { start, end, text, value: text };
    const reference = parseImage(word);
    if (reference.error !== undefined) return [];
    const name = officialName(reference.name);
    const node = name === "node" ? nodeTag(reference.tag ?? "") : undefined;
    // What a mount shows is there for one RUN and does not ship.
    const ships = stage.ships && keyword === "COPY";
    return [{ stage, word, reference, name, span: reference.spans?.tag ?? word, node, ships, isCopied: true }];
  });
}
