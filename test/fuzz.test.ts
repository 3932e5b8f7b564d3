/** A little of what `npm run fuzz` does for long: the corpus and mutations of it keep every promise. */

import { describe, test } from "node:test";
import { checkFindings, checkFix, checkHarden, checkPlaces } from "./fuzz/checks";
import { mutate } from "./fuzz/mutations";
import { randomOf } from "./fuzz/random";
import { corpus, project, type Seed } from "./fuzz/seeds";

/** Of each file. */
const mutations = 12;

for (const [name, text] of corpus()) {
  const random = randomOf(name);
  const seed: Seed = { text, kind: "Dockerfile", more: { files: project, path: "Dockerfile" } };
  describe(name, () => {
    test("every fix is sound", () => checkAll(seed));
    test("hardening settles and does nothing the second time", () => checkHarden(seed, random));
    test(`${mutations} mutations`, async () => {
      for (let run = 0; run < mutations; run++) await checkAll({ ...seed, text: mutate(text, random) });
    });
  });

  async function checkAll(changed: Seed): Promise<void> {
    const looked = await checkFindings(changed);
    checkPlaces(changed, looked, random);
    for (const problem of looked.problems)
      for (const fix of problem.fixes ?? []) await checkFix(changed, looked, problem, fix);
  }
}
