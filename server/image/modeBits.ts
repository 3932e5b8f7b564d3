/** Permission bits as `mkdir -m` and `chmod` take them. The umask is that of every image: 022. */

import type { ImageEntry } from "./model";

/** The bits of an octal number; others are not known. */
export function modeOf(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^[0-7]{3,4}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** What chmod makes of permission bits: "755", "u+x,go-w". Undefined where it is not known, or GNU and BusyBox differ. */
export function changedMode(change: string | undefined, { mode, kind }: ImageEntry): number | undefined {
  if (change === undefined) return undefined;
  const isSpecial = kind !== "file" && ((mode ?? 0) & 0o6000) !== 0;
  // GNU leaves the special bits of a folder as they are, BusyBox does not.
  if (/^[0-7]{1,4}$/.test(change)) return isSpecial ? undefined : Number.parseInt(change, 8);
  let result = mode;
  for (const part of change.split(",")) {
    if (result === undefined) return undefined;
    result = changedBy(part, result, kind, isSpecial);
  }
  return result;
}

function changedBy(part: string, mode: number, kind: ImageEntry["kind"], isSpecial: boolean): number | undefined {
  const [, who = "", sign, what = ""] = /^([ugoa]*)([+=-])([rwxXst]*)$/.exec(part) ?? [];
  const isUnclear = sign === "=" && (who === "" || isSpecial || (kind !== "file" && (mode & 0o1000) !== 0));
  if (!sign || isUnclear || (what.includes("X") && kind === undefined)) return undefined;
  const isEntered = kind === "folder" || (kind === "file" && (mode & 0o111) !== 0);
  const bits =
    (what.includes("r") ? 4 : 0) |
    (what.includes("w") ? 2 : 0) |
    (what.includes("x") || (what.includes("X") && isEntered) ? 1 : 0);
  const means = (letter: string) => who === "" || who.includes("a") || who.includes(letter);
  const classes = (means("u") ? 0o100 : 0) | (means("g") ? 0o10 : 0) | (means("o") ? 1 : 0);
  // Where it is not said who is meant, the umask counts.
  const spread = who === "" ? (bits * 0o111) & ~0o022 : bits * classes;
  const special =
    (what.includes("s") && means("u") ? 0o4000 : 0) |
    (what.includes("s") && means("g") ? 0o2000 : 0) |
    (what.includes("t") && means("o") ? 0o1000 : 0);
  if (sign === "+") return mode | spread | special;
  if (sign === "-") return mode & ~(spread | special);
  const replaced = (7 * classes) | (means("u") ? 0o4000 : 0) | (means("g") ? 0o2000 : 0) | (means("o") ? 0o1000 : 0);
  return (mode & ~replaced) | spread | special;
}
