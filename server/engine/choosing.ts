/** Which fixes *Harden Dockerfile* takes in a round. */

import { collectDisjoint } from "../edits/disjoint";
import { areDisjoint } from "../edits/edits";
import { fileKind } from "../syntax/fileKind";
import type { Fix, Problem, Rule } from "../types";
import type { HardenLevel } from "./levels";
import { originalLine, type Tracked } from "./originalLines";

/** Which fixes are taken. */
export interface HardenOptions {
  /**
   * "safe": only those that cannot change what is built. "recommended", the default: all that are no matter of
   * judgement. "everything": those, too, save what edits source code.
   */
  readonly level?: HardenLevel;
  /** Ids of rules of which nothing is taken. */
  readonly skip?: readonly string[];
  /** Ids of rules of which everything is taken at any level, edits of source code included. */
  readonly include?: readonly string[];
}

/** A problem with the path of the file that it was found in, undefined for the hardened one. */
export interface Found {
  readonly problem: Problem;
  readonly file: string | undefined;
}

/** A problem and the fix of it that fits. */
export interface Choice extends Found {
  readonly fix: Fix;
}

/** Whether the options let a fix of a rule be taken. */
export function isTaken(
  { id }: Rule,
  fix: Fix,
  { level = "recommended", skip = [], include = [] }: HardenOptions,
): boolean {
  if (skip.includes(id)) return false;
  if (include.includes(id)) return true;
  if (editsSource(fix)) return false;
  if (level === "safe") return fix.safe && !fix.optional;
  return level === "everything" || !fix.optional;
}

/** Whether a fix edits another file than a Dockerfile and its ignore file. */
function editsSource({ edits }: Fix): boolean {
  return edits.some(({ file }) => file !== undefined && fileKind(file) === undefined);
}

/** The fix of each problem that fits; one that is no matter of judgement is preferred. */
export function candidates(found: readonly Found[], fits: (rule: Rule, fix: Fix) => boolean): Choice[] {
  return found.flatMap((it): Choice[] => {
    const { rule, fixes = [] } = it.problem;
    const fitting = fixes.filter((fix) => fix.edits.length > 0 && fits(rule, fix));
    const fix = fitting.find(({ optional }) => !optional) ?? fitting[0];
    return fix ? [{ ...it, fix }] : [];
  });
}

/** Whether a line of an ignore file says too little only since a wider one was added: whoever wrote it has put it in its place. */
export function isAboutAdded({ problem, file }: Found, trackedAt: (path: string) => Tracked): boolean {
  const { related = [] } = problem;
  if (file === undefined || related.length === 0) return false;
  const tracked = trackedAt(file);
  const isOld = (offset: number) => originalLine(tracked, offset) !== undefined;
  return isOld(problem.span.start) && related.some((place) => place.file === undefined && !isOld(place.start));
}

/** What the Dockerfile asks of its ignore file comes before what that asks itself. */
export function choose(found: readonly Found[], fits: (rule: Rule, fix: Fix) => boolean): Choice[] {
  const all = candidates(found, fits);
  const own = withoutConflicts(all.filter(({ file }) => file === undefined));
  const others = withoutConflicts(all.filter(({ file }) => file !== undefined));
  const taken = collectDisjoint();
  for (const { fix } of own) taken.add(fix);
  return [...own, ...others.filter(({ fix }) => taken.fits(fix))];
}

/**
 * Disjoint fixes, small ones first: a fix that rewrites much sees what the small ones have made. What cannot be read
 * as it is meant (`RUN RUN`, curly quotes) is mended in a round of its own, since other rules misread it; so is source
 * code, since other rules read it; and so is what decides what an image holds, a build that was missing. A fix that waits
 * is left out while others would change what it touches.
 */
function withoutConflicts(all: readonly Choice[]): Choice[] {
  const sorted = all
    .map((choice) => ({ choice, size: sizeOf(choice.fix) }))
    .sort((one, other) => one.size - other.size || byPlace(one.choice, other.choice))
    .map(({ choice }) => choice);
  const broken = sorted.filter(
    ({ problem: { rule, severity } }) => severity === "error" && rule.category === "correctness",
  );
  const ofSource = sorted.filter(({ fix }) => editsSource(fix));
  const first = sorted.filter(({ fix }) => fix.isFirst);
  const soon = sorted.filter(({ fix }) => !fix.isLast);
  const ready = soon.filter(({ fix }) => !fix.waits || soon.every((it) => it.fix.waits || areDisjoint(it.fix, fix)));
  const chosen: Choice[] = [];
  const taken = collectDisjoint();
  /** The rules that set something, by the line that does. */
  const settings = new Map<string, Set<Rule>>();
  const rounds = [broken, ofSource, first, withoutRewritten(ready)];
  for (const candidate of rounds.find((some) => some.length > 0) ?? sorted) {
    const { fix, problem } = candidate;
    const lines = settingsIn(fix);
    // Where another rule would set the same, this one may see in the next round that it is done.
    const isSet = lines.some((line) => [...(settings.get(line) ?? [])].some((rule) => rule !== problem.rule));
    if (isSet || !taken.fits(fix)) continue;
    taken.add(fix);
    chosen.push(candidate);
    for (const line of lines) settings.set(line, (settings.get(line) ?? new Set()).add(problem.rule));
  }
  return chosen;
}

function settingsIn({ edits }: Fix): string[] {
  return edits.flatMap(({ text }) => text.split(/\r?\n/).filter((line) => /^(?:ENV|WORKDIR|SHELL|USER) /i.test(line)));
}

/** Without the fixes of what another one writes anew as a whole. */
function withoutRewritten(all: readonly Choice[]): readonly Choice[] {
  const rewriting = all.filter(({ fix }) => fix.rewrites);
  return all.filter(
    (choice) => rewriting.includes(choice) || rewriting.every(({ fix }) => areDisjoint(fix, choice.fix)),
  );
}

function sizeOf({ edits }: Fix): number {
  return edits.reduce((size, { start, end, text }) => size + end - start + text.length, 0);
}

/** The hardened file first; does not depend on the order of the rules. */
export function byPlace(one: Found, other: Found): number {
  if (one.file !== other.file) return (one.file ?? "") < (other.file ?? "") ? -1 : 1;
  return one.problem.span.start - other.problem.span.start || (one.problem.rule.id < other.problem.rule.id ? -1 : 1);
}

/** Why a problem is left, by the fix of it that edits something, for people. */
export function hintFor({ note }: Problem, fix: Fix | undefined): string {
  if (!fix && note !== undefined && !note.includes("\n")) return note.replace(/\.$/, "");
  if (!fix) return "No edit is certain to be right: someone who knows the project must decide";
  if (editsSource(fix)) return `"${fix.title}" would edit source code`;
  if (fix.optional && fix.doubt !== undefined) return `"${fix.title}" is left to you because ${fix.doubt}`;
  return `"${fix.title}" ${fix.optional ? "is a matter of judgement" : "may change what is built"}`;
}
