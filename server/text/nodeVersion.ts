/** What the Node.js version of a stage decides. */

import { nodeTag } from "../data/images";
import type { Stage } from "../types";

/** The Node.js line of a stage by its image tag; undefined when the image is not node, or the tag moves. */
export function nodeMajor({ base }: Stage): number | undefined {
  return base?.name === "node" ? nodeTag(base.tag ?? "latest")?.major : undefined;
}

/** How npm is told to leave out dev dependencies: `--omit` came with npm 7, which Node.js 15 brought. */
export function omitFlag(stage: Stage): "--omit=dev" | "--only=production" {
  return (nodeMajor(stage) ?? 15) < 15 ? "--only=production" : "--omit=dev";
}
