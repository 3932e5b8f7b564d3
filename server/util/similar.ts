/** The word that somebody may have meant. */

/** More wrong letters than this are another word. */
const mostDifferences = 2;

/** Longer words are no names. */
const longest = 60;

/** Nobody looks for one name among more; a made-up file might, thousands of times. */
const mostCandidates = 500;

/** The first of the candidates that is nearest to a word, upper and lower case told apart; undefined when none is near. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(mostDifferences, word.length - 1) + 1;
  let count = 0;
  for (const candidate of candidates) {
    if (++count > mostCandidates) break;
    if (Math.abs(candidate.length - word.length) >= least || word.length > longest) continue;
    const difference = editDistance(word, candidate);
    if (difference > 0 && difference < least) {
      best = candidate;
      least = difference;
    }
  }
  return best;
}

/** The name that a misspelt one stands for: with two letters swapped, or near; of short words only one letter may be wrong. */
export function misspelt(word: string, candidates: readonly string[]): string | undefined {
  const letters = sorted(word);
  const swapped = candidates.find((candidate) => candidate !== word && sorted(candidate) === letters);
  if (swapped !== undefined || word.length < 2) return swapped;
  const near = closest(word, candidates);
  if (near === undefined || word.length > 4) return near;
  return candidates.find((candidate) => editDistance(word, candidate) === 1);
}

function sorted(word: string): string {
  return word.length > longest ? word : [...word].sort().join("");
}

/** Levenshtein's distance: letters to insert, delete or replace. Not counted to the end when there are too many. */
function editDistance(one: string, other: string): number {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let [oneEnd, otherEnd] = [one.length, other.length];
  while (oneEnd > start && otherEnd > start && one[oneEnd - 1] === other[otherEnd - 1]) {
    oneEnd--;
    otherEnd--;
  }
  const width = otherEnd - start;
  if (width === 0 || oneEnd === start) return Math.max(width, oneEnd - start);
  const row: number[] = [];
  for (let at = 0; at <= width; at++) row.push(at);
  for (let i = start; i < oneEnd; i++) {
    const letter = one.charCodeAt(i);
    let diagonal = i - start;
    let left = diagonal + 1;
    let least = left;
    row[0] = left;
    for (let at = 0; at < width; at++) {
      const above = row[at + 1] as number;
      const replaced = letter === other.charCodeAt(start + at) ? diagonal : diagonal + 1;
      left = Math.min(replaced, above + 1, left + 1);
      diagonal = above;
      row[at + 1] = left;
      if (left < least) least = left;
    }
    if (least > mostDifferences) return Number.POSITIVE_INFINITY;
  }
  return row[width] as number;
}
