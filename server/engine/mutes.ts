/**
 * Comments that mute what a scanner finds in an image, above the instruction that names it:
 * `# drydock mute=CVE-2025-1,CVE-2025-2 until=2026-12-31 -- nothing here reads such files`.
 * A mute is a debt: without a reason and a last day it does not count, and after that day it does not count any more.
 */

import type { Comment, Dockerfile, Span } from "../types";
import { placeBelow } from "./suppressions";

/** One name in such a comment. The span is that of the name. */
export interface Mute extends Span {
  /** Of a vulnerability, as it is written: "CVE-2025-1", "GHSA-…", "SNYK-…". */
  readonly id: string;
  /** The last day, as an ISO date; undefined when it is missing or none. */
  readonly until: string | undefined;
  /** Undefined when nobody says why. */
  readonly reason: string | undefined;
  readonly comment: Comment;
  /** The instruction whose images it is about; undefined for a comment with nothing below it. */
  readonly place: string | undefined;
}

const muteComment = /^#\s*drydock\s+mute\s*=\s*/i;
const names = /^\w[\w.:-]*(?:[ \t]*,[ \t]*\w[\w.:-]*)*/;

/** All mutes of a file, in their order. */
export function mutesIn(file: Dockerfile): readonly Mute[] {
  return file.comments.flatMap((comment) => {
    const text = file.text.slice(comment.start, comment.end);
    const [head = ""] = muteComment.exec(text) ?? [];
    const [list = ""] = head === "" ? [] : (names.exec(text.slice(head.length)) ?? []);
    if (list === "") return [];
    const rest = text.slice(head.length + list.length);
    const [, until, said] = /^[ \t]+until[ \t]*=[ \t]*(\d{4}-\d{2}-\d{2})(?![\w-])(.*)$/is.exec(rest) ?? [];
    const reason = said?.replace(/^[ \t]*(?:--?[ \t]*)?/, "").trim() || undefined;
    const shared = { until: isDay(until) ? until : undefined, reason, comment, place: placeBelow(file, comment) };
    return [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }): Mute => {
      const start = comment.start + head.length + index;
      return { ...shared, id, start, end: start + id.length };
    });
  });
}

/** Why a mute does not count on a day, as the end of a sentence; undefined when it does. @param today as an ISO date. */
export function whyNotMuted({ until, reason }: Mute, today: string): string | undefined {
  if (until === undefined) return "it does not say until when: until=YYYY-MM-DD";
  if (reason === undefined) return "it does not say why: -- REASON behind the date";
  return until < today ? `it was for the time until ${until}` : undefined;
}

/** The mutes that are about the image whose name stands at a place. */
export function mutesAt(file: Dockerfile, { start }: Span): readonly Mute[] {
  const holder = file.instructions.find((instruction) => instruction.start <= start && start < instruction.end);
  return holder ? mutesIn(file).filter(({ place }) => place === `line ${holder.start}`) : [];
}

function isDay(text: string | undefined): text is string {
  return text !== undefined && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}
