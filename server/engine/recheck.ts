/**
 * What is found in a long Dockerfile while it is being typed: of the instructions that were changed at once, of all else
 * what was found before. Who types waits for this alone; the whole is judged when the typing pauses.
 */

import type { Dockerfile, DockerfileRule, Facts, Instruction, Problem, Related, Settings, Span, Stage } from "../types";
import { byPosition, dockerfileRules, find, type OnError, type OnStep, withExperiments } from "./lint";
import { neededRules } from "./needed";
import { raise, suppress } from "./suppressions";

/** A Dockerfile and what was found in it. */
export interface Found {
  readonly file: Dockerfile;
  readonly problems: readonly Problem[];
}

/** Of fewer instructions, the whole is judged in no time. */
const fewest = 30;

/** More instructions were not typed but pasted. */
const mostTyped = 10;

/**
 * The problems of a text that came from another one by a small change, as far as they can be told without judging it
 * whole: those of the rules that judge each instruction by itself are the right ones, all others are those of the text
 * before, where they are now, with what is shown of them alone: no fixes. In order of position. Undefined where the whole
 * is to be judged: the file is short, or much has changed.
 */
export function recheck(
  before: Found,
  file: Dockerfile,
  facts: Facts,
  settings: Settings,
  onError?: OnError,
  onStep?: OnStep,
): Problem[] | undefined {
  if (file.instructions.length < fewest) return undefined;
  const change = changeBetween(before.file.text, file.text);
  const typed = touchedBy(file, change.start, change.newEnd);
  if (typed.length > mostTyped) return undefined;
  const old = touchedBy(before.file, change.start, change.end);
  const isOld = ({ rule, span }: Problem) =>
    (rule as DockerfileRule).judgesEach && old.some((it) => it.start <= span.start && span.end <= it.end);
  const kept = before.problems.flatMap((problem) => (isOld(problem) ? [] : (movedProblem(problem, change) ?? [])));
  const view = focus(file, new Set(typed));
  const effective = withExperiments(file, settings);
  const problems = find(
    file,
    neededRules(file, eachRules),
    (rule) => rule.check(view, facts),
    facts,
    effective,
    onError,
    onStep,
  );
  return [...kept, ...raise(file, suppress(file, problems, effective))].sort(byPosition);
}

const eachRules = dockerfileRules.filter(({ judgesEach }) => judgesEach);

/** The file as if it held some of its instructions only; these are the same, and know of all others what they did. */
export function focus(file: Dockerfile, instructions: ReadonlySet<Instruction>): Dockerfile {
  const within = (all: readonly Instruction[]) => all.filter((it) => instructions.has(it));
  const stages = file.stages.map(
    (stage): Stage => Object.create(stage, { instructions: { value: within(stage.instructions) } }),
  );
  const final = file.final && stages[file.final.index];
  return { ...file, instructions: within(file.instructions), stages, final };
}

/** The instructions that a range of the text is in or next to. */
function touchedBy({ instructions }: Dockerfile, start: number, end: number): Instruction[] {
  return instructions.filter((it) => it.start <= end && it.end >= start);
}

// -------------------------------------------------------------------- moving

/** From `start` on, what stood before `end` stands before `newEnd` now, changed. */
interface Change extends Span {
  readonly newEnd: number;
}

/** The smallest range outside of which two texts are the same. */
function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { start, end: before.length - same, newEnd: after.length - same };
}

/** Where a problem is now, without its fixes; undefined where what it is about was changed. */
function movedProblem(problem: Problem, change: Change): Problem | undefined {
  const span = movedSpan(problem.span, change);
  if (!span) return undefined;
  const { rule, severity, message, aliases, related, fixes } = problem;
  if (problem.span === span && !related && !fixes) return problem;
  const moved = related?.flatMap((it) => (it.file === undefined ? (movedRelated(it, change) ?? []) : it));
  return { span, rule, severity, message, aliases, ...(moved && { related: moved }) };
}

function movedRelated(related: Related, change: Change): Related | undefined {
  const span = movedSpan(related, change);
  return span && { ...related, start: span.start, end: span.end };
}

/** Where a span is now that is not within what was changed, be it that it encloses it; the same where it did not move. */
function movedSpan(span: Span, { start, end, newEnd }: Change): Span | undefined {
  if (span.end <= start) return span;
  const by = newEnd - end;
  if (span.start >= end) return { start: span.start + by, end: span.end + by };
  return span.start < start && span.end > end ? { start: span.start, end: span.end + by } : undefined;
}
