/** What a scanner has found in an image, as pages and hovers show it. */

import { compared, type JudgedScan, scanInShort } from "../engine/judgedScan";
import type { Reason } from "../util/reason";
import { code } from "./markdown";

/** As markdown: the amounts, the worst with what mends them, and what is muted no more. */
export function scanPage(scan: JudgedScan): string {
  const lines = scan.worst.map(({ id, level, package: name, installed = "", fixed }) => {
    const remedy = fixed === undefined ? "no fix is known" : `fixed in ${code(fixed)}`;
    return `- ${level}: ${code(id)} in ${code(`${name} ${installed}`.trim())}, ${remedy}`;
  });
  const idle = scan.idle.map(({ id, reason }) => `- ${code(id)} is not muted: ${reason}`);
  return [`**Vulnerabilities** in ${scanInShort(scan)}`, "", ...lines, ...idle].join("\n");
}

/** An image beside others that could take its place. */
export interface Comparison {
  readonly found: JudgedScan;
  /** In the order in which they are proposed. */
  readonly instead: readonly { readonly image: string; readonly found: JudgedScan | Reason }[];
}

/** As markdown: what is found in the image, and how many in each of the others. */
export function comparisonPage({ found, instead }: Comparison): string {
  const others = instead.map((other) => `- instead ${code(other.image)}: ${compared(other.found)}`);
  return [
    scanPage(found).trimEnd(),
    "",
    ...(others.length > 0 ? others : ["There is no other image to compare it with."]),
  ].join("\n");
}
