/** Telling Next.js to put together what its server needs. */

import type { Edit } from "../types";

/** Sets `output: "standalone"` in a configuration of Next.js, as the first setting of the one object that is exported; undefined where there is none. */
export function standaloneEdit(text: string): Edit | undefined {
  const name = /^(?:export default|module\.exports\s*=)\s+([A-Za-z_$][\w$]*)\s*(?:;\s*)?$/m.exec(text)?.[1];
  const start = name
    ? new RegExp(`^(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}(?:\\s*:\\s*NextConfig)?\\s*=\\s*\\{`, "m").exec(
        text,
      )
    : /^(?:export default|module\.exports\s*=)\s*\{/m.exec(text);
  if (!start) return undefined;
  const at = start.index + start[0].length;
  const quote = text.split("'").length > text.split('"').length ? "'" : '"';
  const setting = `output: ${quote}standalone${quote},`;
  const [gap = "", indent] = /^[ \t]*(?:\r?\n([ \t]*))?/.exec(text.slice(at)) ?? [];
  const isEmpty = text[at + gap.length] === "}";
  if (isEmpty) return { start: at, end: at + gap.length, text: ` output: ${quote}standalone${quote} ` };
  if (indent === undefined) return { start: at, end: at, text: ` ${setting}` };
  return { start: at + gap.length, end: at + gap.length, text: `${setting}${gap}` };
}
