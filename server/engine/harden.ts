/** Composes fixes until nothing is left to fix: *Harden Dockerfile*, and "fix all safe problems". */

import { shippedViews } from "../image/shipped";
import { rules } from "../rules";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import {
  type Dockerfile,
  type Facts,
  type Practice,
  type Problem,
  type Settings,
  type Severity,
  severities,
} from "../types";
import { buildCommand } from "./buildCommand";
import { fileText, withFile } from "./changedFacts";
import {
  byPlace,
  type Choice,
  candidates,
  choose,
  type Found,
  type HardenOptions,
  hintFor,
  isAboutAdded,
  isTaken,
} from "./choosing";
import { lint, lintIgnore, type OnError, type OnStep, unsilenced } from "./lint";
import { edit, originalLine, type Tracked, track } from "./originalLines";
import { areMade, type Made, madeAfter, type Vain, vainOf, withoutVain } from "./returning";
import { counts, inDoubt, inHindsight, type Score, score } from "./score";
import { severityOf } from "./settings";
import { collectSteps, type Reason, type Step } from "./steps";

/** Plain data, fit to be sent as JSON. */
export interface Hardened {
  readonly text: string;
  /** Other files that change or come into being, by path from the context root. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What was done, rule by rule in the order in which they came first, and then what else could be done. */
  readonly steps: readonly Step[];
  /** What is reported still, hints and what skipped rules say left out, and what steps leave to a person. */
  readonly left: readonly Remaining[];
  /** Of the Dockerfile as it was and as it is; undefined for an ignore file. */
  readonly score?: { readonly before: Score; readonly after: Score };
  /** How it is built from now on, when it mounts secrets that it did not mount before. */
  readonly build?: string;
}

/** What needs a person. */
export interface Remaining extends Reason {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Why it was left: "“Use the slim Debian image” is a matter of judgement". */
  readonly hint: string;
}

/** A text and what is known beyond it, hardened. Pure. */
export type Harden = (
  text: string,
  facts: Facts,
  settings: Settings,
  options?: HardenOptions,
  onError?: OnError,
  onStep?: OnStep,
) => Hardened;

/** Applies the fitting fixes of a Dockerfile and of its ignore file, round by round, until none is left. */
export const harden: Harden = (text, facts, settings, options = {}, onError, onStep) => {
  const settled = settle(text, facts, findIn(settings, options, onError, onStep), options);
  const { hardened, last, known, doubted } = settled;
  const [file] = shippedViews(parseDockerfile(text, facts.registry), facts);
  const [result] = shippedViews(parseDockerfile(hardened.text, facts.registry), facts);
  const judge = (view: Dockerfile, problems: readonly Problem[], at: Facts) =>
    score(view, { problems, unsilenced: allIn(view.text, at, settings, onError) }, at);
  const after = inDoubt(judge(result, last, known), doubted);
  // What was there before does not depend on what is chosen now.
  const usual = isUsual(options) ? settled : settle(text, facts, findIn(settings, {}, onError, onStep), {});
  const [later] =
    usual === settled ? [result] : shippedViews(parseDockerfile(usual.hardened.text, facts.registry), facts);
  const hindsight = usual === settled ? after : judge(later, usual.last, usual.known);
  const before = inHindsight(judge(file, usual.first, facts), hindsight);
  return { ...hardened, score: { before, after }, build: buildCommand(file, result, facts) };
};

/** What is found in a Dockerfile and in its ignore file. */
function findIn(settings: Settings, options: HardenOptions, onError: OnError | undefined, onStep: OnStep | undefined) {
  const effective = withIncluded(settings, options);
  return (current: string, known: Facts): Found[] => {
    const file = parseDockerfile(current, known.registry);
    const found = lint(file, known, effective, onError, onStep).map((problem): Found => ({ problem, file: undefined }));
    const { ignore } = known;
    if (!ignore) return found;
    const own = lintIgnore(ignore, servingFacts(file, known), effective, onError, onStep);
    return [...found, ...own.map((problem) => ({ problem: movedTo(ignore.path, problem), file: ignore.path }))];
  };
}

/** The same with what settings and comments silence, of the rules that judge. */
function allIn(text: string, known: Facts, settings: Settings, onError: OnError | undefined): Problem[] {
  const file = parseDockerfile(text, known.registry);
  const found = unsilenced(file, known, settings, onError);
  return known.ignore ? [...found, ...unsilenced(known.ignore, servingFacts(file, known), settings, onError)] : found;
}

/** What the ignore file of a Dockerfile is judged by. */
function servingFacts(file: Dockerfile, known: Facts): Facts {
  return { ...known, dockerfiles: [{ ...file, path: known.path ?? "" }] };
}

function isUsual({ level = "recommended", skip = [], include = [] }: HardenOptions): boolean {
  return level === "recommended" && skip.length + include.length === 0;
}

/** The same for an ignore file alone. */
export const hardenIgnore: Harden = (text, facts, settings, options = {}, onError, onStep) => {
  const effective = withIncluded(settings, options);
  const find = (current: string, known: Facts): Found[] => {
    const file = parseIgnore(current);
    const ignore = known.ignore && { ...file, path: known.ignore.path };
    const problems = lintIgnore(file, { ...known, ignore }, effective, onError, onStep);
    return problems.map((problem) => ({ problem, file: undefined }));
  };
  return settle(text, facts, find, options).hardened;
};

/** A rule that is off and yet named to be taken is on. */
function withIncluded(settings: Settings, { include = [] }: HardenOptions): Settings {
  const off = rules.filter((rule) => include.includes(rule.id) && severityOf(rule, settings) === "off");
  const on = Object.fromEntries(off.map(({ id }) => [id, "info" as const]));
  return { ...settings, rules: { ...settings.rules, ...on } };
}

/** Edits of an ignore file name that file where those of the Dockerfile name none. */
function movedTo(path: string, problem: Problem): Problem {
  const fixes = problem.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, file: edit.file ?? path })),
  }));
  return { ...problem, fixes };
}

// ------------------------------------------------------------------- rounds

/** Far more than any file needs: each round applies every fix that does not touch another. */
const mostRounds = 30;

/** Far more fixes than leave their findings in any file: each has the rounds begin anew. */
const mostVain = 10;

/**
 * `first` and `last` are the problems of the text as it was and as it is, `known` the facts with what has changed, and
 * `doubted` why steps that were taken would have been left, by what they are for.
 */
function settle(
  text: string,
  facts: Facts,
  find: (text: string, facts: Facts) => Found[],
  options: HardenOptions,
  vain: readonly Vain[] = [],
): {
  readonly hardened: Hardened;
  readonly first: readonly Problem[];
  readonly last: readonly Problem[];
  readonly known: Facts;
  readonly doubted: ReadonlyMap<Practice, string>;
} {
  const others = new Map<string, Tracked>();
  const steps = collectSteps();
  let own = track(text);
  let known = facts;
  let first: readonly Found[] | undefined;
  const made = new Map<string | undefined, Made>();
  const untouched = new Map<string, Tracked>();
  const trackedAt = (path: string) => {
    const known = others.get(path) ?? untouched.get(path) ?? track(fileText(facts, path));
    if (!others.has(path)) untouched.set(path, known);
    return known;
  };
  const reasonOf = ({ problem, file }: Found): Reason => {
    const line = originalLine(file === undefined ? own : trackedAt(file), problem.span.start);
    return { message: problem.message, file, line };
  };
  const note = (choices: readonly Choice[], isTaken: boolean) => {
    for (const choice of choices) steps.add(choice, reasonOf(choice), isTaken);
  };
  const told: Remaining[] = [];
  const doubted = new Map<Practice, string>();
  for (let round = 0; ; round++) {
    const found = find(own.text, known).map((it) =>
      vain.length === 0 ? it : withoutVain(it, vain, reasonOf(it).line),
    );
    first ??= found;
    const open = found.filter((it) => !isAboutAdded(it, trackedAt));
    const chosen = round < mostRounds ? choose(open, (rule, fix) => isTaken(rule, fix, options)) : [];
    const isAgain = [...made].map(([file, it]) => areMade(it, file));
    const again = chosen.filter((choice) => isAgain.some((is) => is(choice)));
    if (again.length > 0 && vain.length < mostVain) {
      const more = again.map((choice) => vainOf(choice, reasonOf(choice).line));
      return settle(text, facts, find, options, [...vain, ...more]);
    }
    const skipped = candidates(open, ({ id }) => options.skip?.includes(id) === true);
    // Noted as they come, so that a step that is left out stays near its place.
    for (const choice of [...chosen, ...skipped].sort(byPlace)) note([choice], chosen.includes(choice));
    if (chosen.length === 0) {
      note(candidates(open, () => true).sort(byPlace), false);
      const left = onceALine(found.flatMap((it) => remaining(it, reasonOf(it), options)))
        // A second stage may say the same again, where the text had no line for it yet.
        .filter(isFirstOf((it) => it.line === undefined));
      left.push(...told.filter(isFirstOf(() => true)));
      const files = [...others].map(([path, { text }]) => ({ path, text }));
      const hardened = { text: own.text, files, steps: steps.all(own.text), left };
      const problems = (of: readonly Found[]) => of.map(({ problem }) => problem);
      return { hardened, first: problems(first), last: problems(found), known, doubted };
    }
    told.push(...chosen.flatMap((choice) => aftermathOf(choice, own)));
    for (const { problem, fix } of chosen) {
      const { practice } = problem.rule;
      if (fix.optional && fix.doubt !== undefined && practice)
        doubted.set(practice, `"${fix.title}" was taken although ${fix.doubt}`);
    }
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    for (const file of new Set([undefined, ...edits.map(({ file }) => file)])) {
      made.set(file, madeAfter(made.get(file) ?? [], chosen, file));
    }
    own = edit(
      own,
      edits.filter(({ file }) => file === undefined),
    );
    for (const path of new Set(edits.flatMap(({ file }) => (file === undefined ? [] : [file])))) {
      const after = edit(
        trackedAt(path),
        edits.filter(({ file }) => file === path),
      );
      others.set(path, after);
      known = withFile(known, path, after.text);
    }
  }
}

// ----------------------------------------------------------------- reporting

/** What is reported still and nobody has chosen to keep; hints are a matter of taste. */
function remaining({ problem }: Found, reason: Reason, { skip = [] }: HardenOptions): Remaining[] {
  const { rule, severity, fixes = [] } = problem;
  // What keeps a practice from being met needs a person even as a hint.
  if ((severity === "hint" && !counts(problem)) || skip.includes(rule.id)) return [];
  return [
    {
      rule: rule.id,
      severity,
      ...reason,
      hint: hintFor(
        problem,
        fixes.find(({ edits }) => edits.length > 0),
      ),
    },
  ];
}

/** What the fix of a choice leaves to a person, as of the text that it edits. */
function aftermathOf({ problem, fix }: Choice, own: Tracked): Remaining[] {
  return (fix.after ?? []).map(({ message, span }) => ({
    rule: problem.rule.id,
    severity: "info",
    message,
    line: span && originalLine(own, span.start),
    hint: `"${fix.title}" leaves it to you`,
  }));
}

/** What says the same of one line, since two stages come of it, is said once, as what weighs the most. */
function onceALine(all: readonly Remaining[]): Remaining[] {
  const kept = new Map<string, Remaining>();
  for (const it of all) {
    const key = JSON.stringify([it.rule, it.message, it.file, it.line]);
    const other = kept.get(key);
    if (!other || severities.indexOf(it.severity) < severities.indexOf(other.severity)) kept.set(key, it);
  }
  return [...kept.values()];
}

/** Tells which of the things that concern come first of those that say the same of the same file; others pass. */
function isFirstOf(concerns: (it: Remaining) => boolean): (it: Remaining) => boolean {
  const known = new Set<string>();
  return (it) => {
    const key = JSON.stringify([it.rule, it.message, it.file]);
    const isNew = !known.has(key);
    known.add(key);
    return isNew || !concerns(it);
  };
}
