/** What a stage starts with. */

import { type ImageFacts, imageFacts } from "../data/images";
import { initNames } from "../data/initPrograms";
import type { ImageReference } from "../types";

/** What is known of an image by its name and tag, and where the table does not have the image, what its registry has told of it counts. */
export function factsOf({ name, tag, described }: Pick<ImageReference, "name" | "tag" | "described">): ImageFacts {
  const facts = imageFacts(name, tag);
  if (!described || facts.isListed || described.platforms.some((platform) => platform.startsWith("windows/")))
    return facts;
  const { user, entrypoint = [], environment } = described;
  const first = entrypoint[0]?.split("/").at(-1);
  const init = first !== undefined && initNames.has(first) ? first : undefined;
  return {
    ...facts,
    defaultUser: user?.split(":", 1)[0] || facts.defaultUser,
    mayDropRoot: first !== undefined && init === undefined,
    hasInit: init ?? facts.hasInit,
    environment: environment ?? facts.environment,
    isEnvironmentComplete: environment !== undefined || facts.isEnvironmentComplete,
  };
}
