/** Which steps of Harden make an image worse, found by leaving some of them out. */

/** More than so many culprits are not looked for. */
const mostCulprits = 4;

/**
 * The steps that have to be left out for the result to be as good as before: the first of which, added to those before
 * it, it is worse; and when it still is worse without that one, the next such. Takes about log2(steps) + 1 tries for each.
 * @param steps ids, in the order in which they were taken; all together they are worse.
 * @param isWorse whether the result is worse with all steps taken but those that are skipped.
 * @returns undefined when it is worse without any step, or too many are to blame.
 */
export async function findCulprits(
  steps: readonly string[],
  isWorse: (skipped: readonly string[]) => Promise<boolean>,
): Promise<readonly string[] | undefined> {
  const culprits: string[] = [];
  while (culprits.length < mostCulprits) {
    const rest = steps.filter((step) => !culprits.includes(step));
    const culprit = await firstBad(rest, (count) => isWorse([...culprits, ...rest.slice(count)]));
    if (culprit === undefined) return undefined;
    culprits.push(culprit);
    if (!(await isWorse(culprits))) return culprits;
  }
  return undefined;
}

/** The step with which a row of them turns bad; undefined when none of them is to blame. The whole row is known to be bad. */
async function firstBad(
  steps: readonly string[],
  isBad: (count: number) => Promise<boolean>,
): Promise<string | undefined> {
  if (steps.length === 0) return undefined;
  let [good, bad] = [0, steps.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (await isBad(middle)) bad = middle;
    else good = middle;
  }
  // That nothing done is not worse need not be tried unless it comes to the very first step.
  return good > 0 || !(await isBad(0)) ? steps[bad - 1] : undefined;
}
