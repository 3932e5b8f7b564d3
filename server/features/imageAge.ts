/** What the tables know of the age of an image, for people. */

import { distributionNames } from "../data/endOfLife";
import type { ImageState } from "../stage/imageState";
import { counted } from "../util/amounts";

/** Until when what the image is named after, and its distribution, are supported: "24 until 2028-04-30", "Debian 11 end-of-life since 2026-08-31". */
export function supportOf({ support, distribution }: Pick<ImageState, "support" | "distribution">): string[] {
  return [support && { ...support, name: "" }, distribution].flatMap((end) => {
    if (!end) return [];
    const name = `${distributionNames[end.name] ?? end.name} ${end.cycle}`.trim();
    return [`${name} ${end.hasEnded ? "end-of-life since" : "until"} ${end.date}`];
  });
}

/** In one line above a FROM; undefined when nothing is known. */
export function imageAge(state: ImageState): string | undefined {
  const { missing, moved, never } = state;
  const support = supportOf(state).join(", ");
  if (never) return never.near === undefined ? "never published" : `never published; did you mean ${never.near}?`;
  const parts = [
    ...(moved ? [moved.use === undefined ? "retired" : `retired; use ${moved.use}`] : []),
    ...(support === "" ? [] : [`support: ${support}`]),
    ...(missing ? [`${counted(missing.releases, "security release")} behind, up to ${missing.all}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(" · ");
}
