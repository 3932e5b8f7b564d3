/** Findings as they may be shown: whatever they quote from the file, no secret is in it. */

import { maskOf, withoutSecrets } from "../context/shownText";
import type { Dockerfile, Finding, Fix, IgnoreFile } from "../types";
import { memoizeFor } from "../util/memoize";

/** Hides secrets in everything that a finding of a file, and a fix of it, says. What a fix writes stays as it is. */
export function findingMask(file: Dockerfile | IgnoreFile): (finding: Finding) => Finding {
  const mask = (text: string) => maskedOf(file, text);
  const maybe = (text: string | undefined) => (text === undefined ? undefined : mask(text));
  const ofFix = (fix: Fix): Fix => ({
    ...fix,
    title: mask(fix.title),
    doubt: maybe(fix.doubt),
    after: fix.after?.map((it) => ({ ...it, message: mask(it.message) })),
  });
  return (finding) => ({
    ...finding,
    message: maybe(finding.message),
    note: maybe(finding.note),
    related: finding.related?.map((it) => ({ ...it, message: mask(it.message) })),
    fixes: finding.fixes?.map(ofFix),
  });
}

/** The same is said of many places. */
const maskedOf = memoizeFor((file: Dockerfile | IgnoreFile, text: string) =>
  "instructions" in file ? maskOf(file)(text) : withoutSecrets(text),
);
