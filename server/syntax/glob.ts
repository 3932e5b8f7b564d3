/**
 * The patterns in `${name#pattern}` and the like, as BuildKit reads them: `*` and `?` are all there is, and brackets
 * stand for themselves. Positions count code points.
 */

/** A pattern: what stands between its stars, character by character; undefined is `?`. At least one piece. */
export type Glob = readonly Piece[];
type Piece = readonly (string | undefined)[];

/** What costs more steps to find than this counts as unknown. */
const mostSteps = 100_000;

/** Takes a pattern apart; undefined when BuildKit refuses it. */
export function readGlob(pattern: string): Glob | undefined {
  const pieces: (string | undefined)[][] = [[]];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at];
    if (character === "*") {
      pieces.push([]);
      continue;
    }
    if (character === "\\") {
      character = characters[++at];
      if (character === undefined || !/[*?\\}/]/.test(character)) return undefined;
    } else if (character === "?") character = undefined;
    pieces.at(-1)?.push(character);
  }
  return pieces;
}

/** The text without what matches at its start or end: the least, or the most when `isLongest`. Undefined when that is too costly. */
export function trimGlob(text: string, glob: Glob, side: "start" | "end", isLongest: boolean): string | undefined {
  const characters = [...text];
  if (isCostly(characters, glob)) return undefined;
  if (side === "start") return characters.slice(endOfMatch(characters, 0, glob, isLongest) ?? 0).join("");
  const mirrored = glob.map((piece) => [...piece].reverse()).reverse();
  const kept = characters.length - (endOfMatch([...characters].reverse(), 0, mirrored, isLongest) ?? 0);
  return characters.slice(0, kept).join("");
}

/** The text with the first match, or all of them, replaced; each is as long as can be. Undefined when that is too costly. */
export function replaceGlob(text: string, glob: Glob, replacement: string, isAll: boolean): string | undefined {
  const characters = [...text];
  const [first] = glob;
  const isEmpty = glob.length === 1 && first?.length === 0;
  if (isCostly(characters, glob) || isEmpty) return undefined;
  let result = "";
  let at = 0;
  do {
    const start = find(characters, at, first as Piece);
    // Where what follows the first star is missing, a later start finds no more of it.
    const end = start === undefined ? undefined : endOfMatch(characters, start, glob, true);
    if (start === undefined || end === undefined) break;
    result += characters.slice(at, start).join("") + replacement;
    at = end;
  } while (isAll && at < characters.length);
  return result + characters.slice(at).join("");
}

function isCostly(characters: readonly string[], glob: Glob): boolean {
  return characters.length * glob.reduce((sum, piece) => sum + piece.length + 1, 0) > mostSteps;
}

/** Where a match that starts at `start` ends. Each piece is taken where it comes first, the last one where it is wanted. */
function endOfMatch(
  characters: readonly string[],
  start: number,
  [first = [], ...others]: Glob,
  isLongest: boolean,
): number | undefined {
  if (!standsAt(characters, start, first)) return undefined;
  let end = start + first.length;
  for (const [index, piece] of others.entries()) {
    const isLast = index === others.length - 1;
    const at = isLast && isLongest ? findLast(characters, end, piece) : find(characters, end, piece);
    if (at === undefined) return undefined;
    end = at + piece.length;
  }
  return end;
}

function find(characters: readonly string[], from: number, piece: Piece): number | undefined {
  for (let at = from; at + piece.length <= characters.length; at++) if (standsAt(characters, at, piece)) return at;
  return undefined;
}

function findLast(characters: readonly string[], from: number, piece: Piece): number | undefined {
  for (let at = characters.length - piece.length; at >= from; at--) if (standsAt(characters, at, piece)) return at;
  return undefined;
}

function standsAt(characters: readonly string[], at: number, piece: Piece): boolean {
  return (
    at + piece.length <= characters.length &&
    piece.every((it, index) => it === undefined || it === characters[at + index])
  );
}
