/** Runs the rules over one file. */

import { rules } from "../rules";
import type {
  Dockerfile,
  DockerfileRule,
  Facts,
  Finding,
  Fix,
  IgnoreFile,
  IgnoreRule,
  Problem,
  Rule,
  Settings,
  Severity,
} from "../types";
import unusedIgnoreComment from "../rules/unused-ignore-comment";
import { experiments, raise, suppress } from "./suppressions";
import { findUnused } from "./unused";

/** Called with a rule that threw; without such a handler the error passes on. */
export type OnError = (rule: Rule, error: unknown) => void;

/** The problems of a Dockerfile in order of position. Pure and synchronous. */
export function lint(file: Dockerfile, facts: Facts, settings: Settings, onError?: OnError): Problem[] {
  const switchedOn = Object.fromEntries(experiments(file).map((name) => [name, "info" as const]));
  const effective = { ...settings, rules: { ...switchedOn, ...settings.rules } };
  return run(file, dockerfileRules, (rule) => rule.check(file, facts), effective, onError);
}

/** The problems of a .dockerignore file in order of position. Pure and synchronous. */
export function lintIgnore(file: IgnoreFile, facts: Facts, settings: Settings, onError?: OnError): Problem[] {
  return run(file, ignoreRules, (rule) => rule.check(file, facts), settings, onError);
}

const dockerfileRules = rules.filter((rule): rule is DockerfileRule => rule.on === "Dockerfile");
const ignoreRules = rules.filter((rule): rule is IgnoreRule => rule.on === ".dockerignore");

function run<R extends Rule>(
  file: Dockerfile | IgnoreFile,
  rules: readonly R[],
  check: (rule: R) => Iterable<Finding>,
  settings: Settings,
  onError: OnError | undefined,
): Problem[] {
  const problems: Problem[] = [];
  const openHeredoc = "errors" in file ? file.errors[0]?.start : undefined;
  for (const rule of rules) {
    const severity = severityOf(rule, settings);
    if (severity === "off") continue;
    const isChosen = severity !== rule.severity;
    try {
      for (const finding of check(rule)) {
        problems.push({
          ...finding,
          rule,
          severity: isChosen ? severity : (finding.severity ?? severity),
          message: finding.message ?? rule.title,
          fixes: finding.fixes?.filter((fix) => !reachesInto(fix, openHeredoc)),
        });
      }
    } catch (error) {
      if (!onError) throw error;
      onError(rule, error);
    }
  }
  problems.sort((one, other) => one.span.start - other.span.start || (one.rule.id < other.rule.id ? -1 : 1));
  return suppress(file, problems);
}

/** What is written behind the start of a heredoc without an end would become part of its body. */
function reachesInto({ edits }: Fix, openHeredoc: number | undefined): boolean {
  return openHeredoc !== undefined && edits.some((edit) => edit.file === undefined && edit.end > openHeredoc);
}

/** The severity that the settings give a rule, by its id or one of its aliases, else its default. */
export function severityOf(rule: Rule, { rules: chosen, all }: Settings): Severity | "off" {
  for (const name of [rule.id, ...(rule.aliases ?? [])]) {
    const severity = chosen[name];
    if (severity !== undefined) return severity;
  }
  return all && rule.severity === "off" ? "info" : rule.severity;
}
