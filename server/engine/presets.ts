/** Sets of severities to begin with, and rules by the names that stand for several. */

import { rules } from "../rules";
import type { Rule, Settings, Severity } from "../types";
import { closest } from "../util/similar";

export const presetNames = ["essential", "recommended", "strict", "all"] as const;
export type Preset = (typeof presetNames)[number];

/** What a preset makes of a rule; undefined: it stays as it is. */
const changes: Readonly<Record<Preset, (rule: Rule) => Severity | "off" | undefined>> = {
  // What breaks or endangers, and nothing else.
  essential: ({ severity }) => (severity === "info" || severity === "hint" ? "off" : undefined),
  recommended: () => undefined,
  // What is only mentioned otherwise counts.
  strict: ({ severity }) => (severity === "info" ? "warning" : severity === "hint" ? "info" : undefined),
  all: ({ severity }) => (severity === "off" ? "info" : undefined),
};

/** The severities of a preset by rule id. */
export function presetRules(preset: Preset): Settings["rules"] {
  const entries = rules.flatMap((rule) => {
    const severity = changes[preset](rule);
    return severity === undefined ? [] : [[rule.id, severity] as const];
  });
  return Object.fromEntries(entries);
}

/** The rules that a name stands for: an id, an alias, a category or a practice; several for the latter, none for others. */
export function rulesOfName(name: string): readonly Rule[] {
  const direct = rules.filter(({ id, aliases = [] }) => id === name || aliases.includes(name));
  return direct.length > 0 ? direct : rules.filter(({ category, practice }) => category === name || practice === name);
}

/** Whether a name stands for a kind of rules rather than for single ones. */
export function isKind(name: string): boolean {
  return rules.some(({ category, practice }) => category === name || practice === name);
}

/** All names by which rules go. */
function ruleNames(): readonly string[] {
  const kinds = rules.flatMap(({ category, practice }) => [category, ...(practice ? [practice] : [])]);
  return [...new Set([...rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]), ...kinds])];
}

/** The name of a rule that may have been meant, ids before others; undefined when none is near. */
export function nearestRule(name: string): string | undefined {
  return (
    closest(
      name,
      rules.map(({ id }) => id),
    ) ?? closest(name, ruleNames())
  );
}

/**
 * What is wrong with a name for which a severity is chosen, in words; undefined when rules go by it. ShellCheck's codes are
 * not listed. @param isFile in a file of the project, which takes kinds of rules as well.
 */
export function complaintAbout(name: string, isFile: boolean): string | undefined {
  if (/^SC\d{4}$/.test(name)) return undefined;
  const meant = rulesOfName(name);
  if (!isFile && meant.length > 0 && isKind(name)) return `${name} is a kind of rules, which drydock.json alone takes`;
  if (meant.length > 0) return undefined;
  const near = nearestRule(name);
  return `${name} names no rule${near === undefined ? "" : `; did you mean ${near}?`}`;
}
