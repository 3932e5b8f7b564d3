/** What a scanner has found in an image, less what the comments above that image mute. */

import { vulnerabilityLevels } from "../data/node";
import type { Scan, Vulnerability } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Mute, whyNotMuted } from "./mutes";

const mostShown = 5;

/** What is left of a scan when mutes are taken away. */
export interface JudgedScan extends Pick<Scan, "scanner" | "image" | "digest"> {
  readonly amounts: Readonly<Record<Vulnerability["level"], number>>;
  /** The worst of what is not muted. */
  readonly worst: readonly Vulnerability[];
  readonly muted: readonly Vulnerability[];
  /** Comments that do not count, with the reason. */
  readonly idle: readonly { readonly id: string; readonly reason: string }[];
}

/** Judges a scan by the mutes of its image. @param today as an ISO date. */
export function judgeScan({ found, ...scan }: Scan, mutes: readonly Mute[], today: string): JudgedScan {
  const judged = mutes.map((mute) => ({ id: mute.id, reason: whyNotMuted(mute, today) }));
  const counting = new Set(judged.flatMap(({ id, reason }) => (reason === undefined ? id.toLowerCase() : [])));
  const isMuted = ({ id }: Vulnerability) => counting.has(id.toLowerCase());
  const open = found.filter((one) => !isMuted(one));
  const amounts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const { level } of open) amounts[level]++;
  return {
    ...scan,
    amounts,
    worst: open.slice(0, mostShown),
    muted: found.filter(isMuted),
    idle: judged.flatMap(({ id, reason }) =>
      reason !== undefined && !counting.has(id.toLowerCase()) ? [{ id, reason }] : [],
    ),
  };
}

/** In one line: "node:24, by Trivy: 1 critical, 3 high; 2 muted". */
export function scanInShort({ scanner, image, ...scan }: JudgedScan): string {
  return `${image}, by ${scanner}: ${amountsOf(scan)}`;
}

/** "1 critical, 3 high; 2 muted" */
export function amountsOf({ amounts, muted }: Pick<JudgedScan, "amounts" | "muted">): string {
  const parts = vulnerabilityLevels.flatMap((level) => (amounts[level] > 0 ? [`${amounts[level]} ${level}`] : []));
  const open = parts.length === 0 ? "no known vulnerability" : parts.join(", ");
  return muted.length === 0 ? open : `${open}; ${muted.length} muted`;
}

/** "1 critical", or why that is not known. */
export function compared(found: JudgedScan | Reason): string {
  return isReason(found) ? `not scanned, ${found.reason}` : amountsOf(found);
}
