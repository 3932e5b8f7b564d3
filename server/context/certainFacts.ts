/** What is known whatever the build context is. */

import type { Facts } from "../types";
import { memoize } from "../util/memoize";

/** The facts, without those of a build context that is but guessed: nothing is sure of what lies in such a folder. */
export function certainFacts(facts: Facts): Facts {
  return facts.context?.isCertain === false ? withoutContext(facts) : facts;
}

const withoutContext = memoize(
  (facts: Facts): Facts => ({ ...facts, files: undefined, contents: undefined, modes: undefined, project: undefined }),
);
