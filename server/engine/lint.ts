/** Runs the rules over one file. */

import { shippedViews, withTriggers } from "../image/shipped";
import { rules } from "../rules";
import { isOtherLanguage, isTemplateFile } from "../syntax/otherTexts";
import {
  type ContextChoice,
  type Dockerfile,
  type DockerfileRule,
  type Facts,
  type Finding,
  type Fix,
  type IgnoreFile,
  type IgnoreRule,
  type Instruction,
  type Problem,
  type Rule,
  ruleSeverities,
  type Settings,
  type Severity,
} from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { countWhile } from "../util/sorted";
import { neededRules } from "./needed";
import { severityOf } from "./settings";
import { shellcheckRules, withoutDoubles } from "./shellcheckFindings";
import { findingMask } from "./shownFindings";
import { experiments, ignoredNames, raise, suppress } from "./suppressions";
import { withTriggered } from "./triggers";
import { findUnused } from "./unused";

/** Called with a rule that threw; without such a handler the error passes on. */
export type OnError = (rule: Rule, error: unknown) => void;

/** Called before each rule; what it throws ends the whole. */
export type OnStep = () => void;

/** The problems of a Dockerfile in order of position. Pure and synchronous. */
export function lint(
  file: Dockerfile,
  facts: Facts,
  settings: Settings,
  onError?: OnError,
  onStep?: OnStep,
): Problem[] {
  return completed(lintInSteps(file, facts, settings, onError, onStep));
}

/** The same in steps, each of one rule: others may have their turn between two of them. */
export function* lintInSteps(
  file: Dockerfile,
  facts: Facts,
  settings: Settings,
  onError?: OnError,
  onStep?: OnStep,
): Generator<void, Problem[]> {
  if (isOtherLanguage(facts.path, file)) return [];
  const effective = withExperiments(file, isTemplateFile(facts.path, file) ? ofTemplates(settings) : settings);
  const all = [...neededRules(file, loudRules(effective, dockerfileRules)), ...shellcheckRules(file, facts)];
  const views = shippedViews(file, facts);
  const triggered = withTriggers(file);
  const check = (rule: DockerfileRule) => {
    const found = heaviest(rule, views, facts);
    return triggered ? withTriggered(found, rule, file, triggered, facts) : found;
  };
  const problems = yield* run(file, all, check, facts, effective, onError, onStep);
  return raise(file, problems);
}

/** What Docker cannot read before the engine has run is no mistake of a template. */
const ofTemplates = memoize((settings: Settings): Settings => ({ ...settings, withoutSyntax: true }));

/** Settings with the checks that the file itself switches on. */
export function withExperiments(file: Dockerfile, settings: Settings): Settings {
  const names = experiments(file);
  if (names.length === 0) return settings;
  const switchedOn = Object.fromEntries(names.map((name) => [name, "info" as const]));
  return { ...settings, rules: { ...switchedOn, ...settings.rules } };
}

/**
 * The problems that keep a practice of a Dockerfile or of its ignore file from being met, those included that settings
 * or comments silence: who does not want to hear of it has not done it. In order of position; none where nothing is silenced.
 */
export function unsilenced(
  file: Dockerfile | IgnoreFile,
  facts: Facts,
  settings: Settings,
  onError?: OnError,
): Problem[] {
  const isLoud = ([, severity]: [string, Severity | "off"]) => severity !== "off" && severity !== "hint";
  const all = Object.entries(settings.rules);
  if (all.every(isLoud) && ignoredNames(file, settings).length === 0) return [];
  const heard: Settings = { rules: Object.fromEntries(all.filter(isLoud)) };
  if (!("stages" in file)) {
    const judging = ignoreRules.filter(({ practice }) => practice !== undefined);
    return find(file, judging, (rule) => rule.check(file, facts), facts, heard, onError);
  }
  const views = shippedViews(file, facts);
  const judging = neededRules(file, practiceRules);
  return find(file, judging, (rule) => heaviest(rule, views, facts), facts, heard, onError);
}

/** What a rule says of each stage that ships: of the same place it is said once, and as it weighs most. */
function heaviest(rule: DockerfileRule, [first, ...more]: readonly Dockerfile[], facts: Facts): Iterable<Finding> {
  const found = first ? rule.check(first, facts) : [];
  if (more.length === 0) return found;
  const all = [...found];
  const weightOf = ({ severity }: Finding) => ruleSeverities.indexOf(severity ?? rule.severity);
  for (const view of more) {
    const before = all.length;
    for (const finding of rule.check(view, facts)) {
      const { start, end } = finding.span;
      const at = all.slice(0, before).findIndex(({ span }) => span.start === start && span.end === end);
      if (at < 0) all.push(finding);
      else if (weightOf(finding) < weightOf(all[at] as Finding)) all[at] = finding;
    }
  }
  return all;
}

/** The problems of a .dockerignore file in order of position. Pure and synchronous. */
export function lintIgnore(
  file: IgnoreFile,
  facts: Facts,
  settings: Settings,
  onError?: OnError,
  onStep?: OnStep,
): Problem[] {
  return completed(run(file, ignoreRules, (rule) => rule.check(file, facts), facts, settings, onError, onStep));
}

/** What comes of steps that are all done at once. */
function completed<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The rules that look at Dockerfiles. */
export const dockerfileRules = rules.filter((rule): rule is DockerfileRule => rule.on === "Dockerfile");
/** What the score asks of. */
const practiceRules = dockerfileRules.filter(({ practice, breaks }) => practice !== undefined || breaks);
/** The rules that settings do not silence: the same settings judge many files. */
const loudRules = memoizeFor((settings: Settings, rules: readonly DockerfileRule[]) =>
  rules.filter((rule) => severityOf(rule, settings) !== "off"),
);
const ignoreRules = rules.filter((rule): rule is IgnoreRule => rule.on === ".dockerignore");
const ignoreCommentRules = rules.filter(({ ofIgnoreComments }) => ofIgnoreComments);

function* run<R extends Rule>(
  file: Dockerfile | IgnoreFile,
  rules: readonly R[],
  check: (rule: R) => Iterable<Finding>,
  facts: Facts,
  settings: Settings,
  onError: OnError | undefined,
  onStep: OnStep | undefined,
): Generator<void, Problem[]> {
  const { problems, add } = yield* findInSteps(file, rules, check, facts, settings, onError, onStep);
  const isOn = (rule: Rule) => severityOf(rule, settings) !== "off";
  const all = [...problems];
  const unused = () => findUnused(file, problems, facts, settings, isOn);
  for (const rule of ignoreCommentRules) add(all, rule, unused);
  return suppress(file, withoutDoubles(all.sort(byPosition)), settings);
}

/** Orders problems by where they are. */
export function byPosition(one: Problem, other: Problem): number {
  return one.span.start - other.span.start || (one.rule.id < other.rule.id ? -1 : 1);
}

/** What rules find, whatever comments say to it. */
export function find<R extends Rule>(...given: Parameters<typeof findInSteps<R>>): Problem[] {
  return completed(findInSteps(...given)).problems;
}

/** The same, a rule at a step, and how what a further rule finds is added. */
function* findInSteps<R extends Rule>(
  file: Dockerfile | IgnoreFile,
  rules: readonly R[],
  check: (rule: R) => Iterable<Finding>,
  facts: Facts,
  settings: Settings,
  onError: OnError | undefined,
  onStep?: OnStep,
) {
  const openHeredoc = "errors" in file ? file.errors[0]?.start : undefined;
  const instructions = "instructions" in file ? file.instructions : [];
  const shown = findingMask(file);
  const firstFrom = "instructions" in file ? file.instructions.find(({ keyword }) => keyword === "FROM") : undefined;
  const isOffered = (rule: Rule, fix: Fix) =>
    (firstFrom === undefined || !writesAbove(fix, firstFrom.start)) &&
    (rule.endsHeredocs || !reachesInto(fix, openHeredoc)) &&
    (rule.mendsShell || !touchesUnread(fix, instructions));
  const add = <Of extends Rule>(problems: Problem[], rule: Of, find: (rule: Of) => Iterable<Finding>): void => {
    const severity = severityOf(rule, settings);
    if (severity === "off") return;
    onStep?.();
    try {
      for (const found of find(rule)) {
        const finding = shown(found);
        const own = atMost(finding.severity ?? severity, rule.ofContext ? facts.context : undefined);
        problems.push({
          ...finding,
          rule,
          severity: severity === rule.severity ? own : severity,
          message: finding.message ?? rule.title,
          aliases: finding.aliases ?? rule.aliases ?? [],
          fixes: finding.fixes?.filter((fix) => isOffered(rule, fix)),
        });
      }
    } catch (error) {
      if (!onError) throw error;
      onError(rule, error);
    }
  };
  const problems: Problem[] = [];
  for (const rule of rules) {
    add(problems, rule, check);
    yield;
  }
  problems.sort(byPosition);
  return { problems, add };
}

/** Where the build context is but a guess, what follows from it is information at most. */
function atMost(severity: Severity, context: ContextChoice | undefined): Severity {
  return context?.isCertain === false && severity !== "hint" ? "info" : severity;
}

/** What is written behind the start of a heredoc without an end would become part of its body. */
function reachesInto({ edits }: Fix, openHeredoc: number | undefined): boolean {
  return openHeredoc !== undefined && edits.some((edit) => edit.file === undefined && edit.end > openHeredoc);
}

/** Whether a fix writes an instruction above the first FROM, where only ARG may stand: what it is to mend stands there already. */
function writesAbove({ edits }: Fix, firstFrom: number): boolean {
  return edits.some(
    ({ file, end, text }) => file === undefined && end <= firstFrom && /^(?!ARG |FROM )[A-Z]+ /i.test(text),
  );
}

/** Whether a fix edits an instruction that the shell cannot parse, and not only what stands before or behind it. */
function touchesUnread({ edits }: Fix, instructions: readonly Instruction[]): boolean {
  return edits.some((edit) => {
    if (edit.file !== undefined) return false;
    for (let at = countWhile(instructions, ({ end }) => end < edit.start); at < instructions.length; at++) {
      const { start, end, script } = instructions[at] as Instruction;
      if (start > edit.end) break;
      const isInside = start < edit.end && (edit.start < end || (edit.start === end && !/^\r?\n/.test(edit.text)));
      if (isInside && script?.errors.length) return true;
    }
    return false;
  });
}
