/** Fixes that leave their finding: the next round would make the same edit again, right where the last has made it. */

import { byPosition } from "../edits/edits";
import type { Edit } from "../types";
import { countWhile } from "../util/sorted";
import type { Choice, Found } from "./choosing";

/** What the fixes of one file have made so far: where the text of each edit begins and ends now, by what it is. */
export type Made = readonly { readonly key: string; readonly start: number; readonly end: number }[];

/** The same when further fixes have been applied. `file` is undefined for the hardened one. */
export function madeAfter(made: Made, choices: readonly Choice[], file: string | undefined): Made {
  const edits = choices
    .flatMap((choice) => choice.fix.edits.map((edit) => ({ ...edit, key: keyOf(choice, edit) })))
    .filter((edit) => edit.file === file)
    .sort(byPosition);
  const moves: { readonly from: number; readonly by: number }[] = [];
  let by = 0;
  const fresh = edits.map(({ start, end, text, key }) => {
    const at = start + by;
    by += text.length - (end - start);
    moves.push({ from: end, by });
    return { key, start: at, end: at + text.length };
  });
  return [
    ...made.map(({ key, start, end }) => ({ key, start: moved(start, moves), end: moved(end, moves) })),
    ...fresh,
  ];
}

/** Whether a fix has been made in a file before, at the same place: its finding is there again. */
export function areMade(made: Made, file: string | undefined): (choice: Choice) => boolean {
  const known = new Set(made.flatMap(({ key, start, end }) => [`${start} ${key}`, `${end} ${key}`]));
  // What is deleted comes to an end by itself.
  return (choice) =>
    choice.fix.edits.some(
      (edit) => edit.file === file && edit.text !== "" && known.has(`${edit.start} ${keyOf(choice, edit)}`),
    );
}

/** A problem without the fixes that have turned out to leave it. */
export function withoutVain(found: Found, vain: readonly Vain[], line: number | undefined): Found {
  const { problem, file } = found;
  const own = vain.filter((it) => it.rule === problem.rule.id && it.file === file && it.line === line);
  if (own.length === 0) return found;
  const fixes = problem.fixes?.filter(({ title }) => own.every((it) => it.title !== title));
  return { ...found, problem: { ...problem, fixes } };
}

/** A fix that leaves its finding. */
export interface Vain {
  readonly rule: string;
  readonly file: string | undefined;
  /** In the text as it was at first; undefined for what a fix has brought. */
  readonly line: number | undefined;
  readonly title: string;
}

export function vainOf({ problem, file, fix }: Choice, line: number | undefined): Vain {
  return { rule: problem.rule.id, file, line, title: fix.title };
}

function keyOf({ problem, fix }: Choice, { text }: Edit): string {
  return JSON.stringify([problem.rule.id, fix.title, text]);
}

/** Where an offset lies behind edits, of which each tells from where on and how far it moves what follows. */
function moved(offset: number, moves: readonly { readonly from: number; readonly by: number }[]): number {
  return offset + (moves[countWhile(moves, ({ from }) => from < offset) - 1]?.by ?? 0);
}
