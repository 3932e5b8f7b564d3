/** Which Python an image has, and whether a project takes it. */

import type { ImageReference } from "../types";

/** The version as far as the tag of an image of Python names it: "3.12"; undefined where it does not. */
export function pythonVersionOf(base: Pick<ImageReference, "tag">): string | undefined {
  return /^(?:[\d.]+-python|python)?(\d+\.\d+(?:\.\d+)?)(?=-|$)/.exec(base.tag ?? "")?.[1];
}

/**
 * Whether a version of Python is within a range, "3.12" being the newest of its line; undefined where that is not known.
 */
export function isPythonIn(range: string, version: string | undefined): boolean | undefined {
  if (version === undefined) return undefined;
  const own = numbersOf(version);
  const all = range.split(",").map((part): boolean | undefined => {
    const [, operator, text = ""] =
      /^\s{0,9}(>=|<=|<|>|==|~=|!=)\s{0,9}(\d+(?:\.\d+){0,2}(?:\.\*)?)\s{0,9}$/.exec(part) ?? [];
    if (operator === undefined) return undefined;
    const wanted = numbersOf(text.replace(".*", ""));
    const order = compare(own, wanted);
    const isIn = wanted.every((number, at) => own[at] === number);
    if (operator === "==") return text.endsWith(".*") ? isIn : isIn && own.length === wanted.length ? true : undefined;
    if (operator === "!=") return isIn ? undefined : true;
    if (operator === "~=") return order >= 0 && wanted.slice(0, -1).every((number, at) => own[at] === number);
    if (operator === ">=") return order >= 0;
    if (operator === ">") return wanted.length > 1 && isIn ? undefined : order > 0;
    // Which patch release the image has is not said.
    if (own.length < wanted.length && own.every((number, at) => wanted[at] === number)) return undefined;
    return operator === "<" ? order < 0 && !isIn : isIn ? undefined : order < 0;
  });
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

function numbersOf(text: string): number[] {
  return text.split(".").map(Number);
}

/** What is not named is the newest. */
function compare(own: readonly number[], wanted: readonly number[]): number {
  for (const [at, number] of wanted.entries()) {
    const difference = (own[at] ?? Number.MAX_SAFE_INTEGER) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}
