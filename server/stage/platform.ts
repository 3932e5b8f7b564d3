/** Which platform a stage is built for: programs of another one do not start. */

import { flagOf } from "../syntax/instructions";
import type { Stage } from "../types";

/**
 * The platform as FROM asks for it, "" for the one that the build is for. Two stages whose texts differ may be of
 * different ones: `$BUILDPLATFORM` is that of the machine that builds.
 */
export function platformOf(stage: Stage): string {
  if (stage.parent) return platformOf(stage.parent);
  const text = flagOf(stage.from, "platform")?.value?.text ?? "";
  const name = /^["']?\$(?:\{(\w+)\}|(\w+))["']?$/.exec(text)?.slice(1).join("");
  return name === "TARGETPLATFORM" ? "" : name === undefined ? text : `$${name}`;
}
