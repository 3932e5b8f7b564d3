/** What the user has chosen of a hardening, and what a tick makes of it. */

import type { HardenOptions } from "../server/engine/choosing";

/** What the user has chosen on the page: a level, and the rules whose ticks count at every level. */
export type HardenChoices = Required<HardenOptions>;

export const noChoices: HardenChoices = { level: "recommended", skip: [], include: [] };

/** A tick takes back the opposite one; without one it counts at every level. */
export function withTick(choices: HardenChoices, rule: string, isTicked: boolean): HardenChoices {
  const isTakenBack = (isTicked ? choices.skip : choices.include).includes(rule);
  return isTakenBack ? withoutTick(choices, rule) : withInsistence(choices, rule, isTicked);
}

/** A tick that counts at every level, for when taking back the opposite one was not enough. */
export function withInsistence(choices: HardenChoices, rule: string, isTicked: boolean): HardenChoices {
  const { level, skip, include } = withoutTick(choices, rule);
  return isTicked ? { level, skip, include: [...include, rule] } : { level, skip: [...skip, rule], include };
}

function withoutTick({ level, skip, include }: HardenChoices, rule: string): HardenChoices {
  return { level, skip: skip.filter((id) => id !== rule), include: include.filter((id) => id !== rule) };
}

/**
 * The order in which steps stay whatever is ticked: that in which they came first. New ones stand behind those that
 * they follow. The server has them in the order of its work, which a step that is left out changes.
 */
export function withNew(order: readonly string[], rules: readonly string[]): readonly string[] {
  const all = [...order];
  rules.forEach((rule, index) => {
    const previous = rules[index - 1];
    if (!all.includes(rule)) all.splice(previous === undefined ? 0 : all.indexOf(previous) + 1, 0, rule);
  });
  return all;
}
