/** The word that somebody may have meant. */

/** More wrong letters than this are another word. */
const mostDifferences = 2;

/** Longer words are no names. */
const longest = 60;

/** Nobody looks for one name among more; a made-up file might, thousands of times. */
const mostCandidates = 300;

/** The first of the candidates that is nearest to a word, upper and lower case told apart; undefined when none is near. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(mostDifferences, word.length - 1) + 1;
  let count = 0;
  for (const candidate of candidates) {
    if (++count > mostCandidates) break;
    if (Math.abs(candidate.length - word.length) >= least || word.length > longest) continue;
    const difference = distance(word, candidate);
    if (difference > 0 && difference < least) {
      best = candidate;
      least = difference;
    }
  }
  return best;
}

/** Levenshtein's distance: letters to insert, delete or replace. Not counted to the end when there are too many. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > mostDifferences) return Number.POSITIVE_INFINITY;
    row = next;
  }
  return row[other.length] ?? 0;
}
