/** An image that could take the place of another one. */

import { replace } from "../edits/edits";
import type { BaseImage } from "../stage/baseImage";
import type { Edit } from "../types";

/** One image, as it is found; `edits` do it. */
export interface Candidate {
  readonly image: string;
  /** A sentence each, without its dot. */
  readonly gains: string;
  readonly costs: string;
  /** Beside that of FROM, or in its place. */
  readonly edits: readonly Edit[];
  /** What the stage needs and the image lacks; undefined where nothing is found. */
  readonly obstacle: string | undefined;
}

/** Replaces what names the image of a FROM as a whole; undefined where variables are in it. */
export function useImage({ reference }: BaseImage, image: string): Edit | undefined {
  const { spans } = reference;
  return spans && replace({ start: spans.name.start, end: spans.tag?.end ?? spans.name.end }, image);
}
