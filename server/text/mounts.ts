/** Edits of the options of `RUN --mount`. */

import type { Dockerfile, Edit, Mount } from "../types";

/** Takes an option out with one comma; undefined when the mount is written with quotes or variables. */
export function removeOption({ text }: Dockerfile, mount: Mount, name: string): Edit | undefined {
  const span = mount.optionSpans.get(name);
  if (!span || span.start === mount.start) return undefined;
  if (text[span.end] === ",") return { start: span.start, end: span.end + 1, text: "" };
  return text[span.start - 1] === "," ? { start: span.start - 1, end: span.end, text: "" } : undefined;
}
