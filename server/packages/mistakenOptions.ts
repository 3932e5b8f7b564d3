/** Options that npm does not have and passes over without a word, by what people mean with them. */

import type { Command, Word } from "../types";

/** For leaving out the dev dependencies; npm takes the beginning of a name for the whole, which none of these is. */
const forOmittingDev = new Set(
  (
    "--omit-dev --omitdev --omit-dev=true --omit-dev-dependencies --omit=devDependencies --omit=dev-dependencies --omit=development " +
    "--no-dev --no-dev-dependencies --skip-dev --exclude=dev --exclude-dev --only-prod --only-production --prod-only --production-only --only=prod-dependencies"
  ).split(" "),
);

/** The word of a call of npm that is meant to leave out the dev dependencies and does not. */
export function mistakenOmission({ name, words }: Command): Word | undefined {
  return name === "npm" ? words.find(({ value = "" }) => forOmittingDev.has(value)) : undefined;
}
