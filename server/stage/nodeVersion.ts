/** What the Node.js version of a stage decides. */

import { nodeTag } from "../data/images";
import type { Stage } from "../types";

/** The Node.js line of a stage by its image; undefined when the image does not say, or the tag moves. */
export function nodeMajor({ base }: Stage): number | undefined {
  if (!base) return undefined;
  if (base.name === "node") return nodeTag(base.tag ?? "latest")?.major;
  // ubi8/nodejs-12, distroless/nodejs22-debian12; bitnami/node:12, lambda/nodejs:20.
  const named = /\/nodejs-?(\d+)(?:-minimal|-debian\d+)?$/.exec(base.name);
  const tagged = /\/(?:[\w-]+-)?node(?:js)?$/.test(base.name) ? /^(\d+)(?:[.-]|$)/.exec(base.tag ?? "") : null;
  const major = named?.[1] ?? tagged?.[1];
  return major === undefined ? undefined : Number(major);
}

/** Whether an image has some version of Node.js that nobody can tell, so that it may be an old one. */
export function isNodeUnknown(stage: Stage): boolean {
  return stage.base?.name !== "node" && nodeMajor(stage) === undefined;
}
