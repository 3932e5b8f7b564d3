/** Which fixes fit together. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { collectDisjoint } from "../server/edits/disjoint";
import { areDisjoint } from "../server/edits/edits";
import type { Fix } from "../server/types";
import { randomOf } from "./fuzz/random";

test("what fits beside those that were taken is disjoint from each of them", () => {
  const random = randomOf("disjoint");
  const edit = () => {
    const start = random.below(40);
    return { start, end: start + random.below(4), text: "", file: random.next() < 0.2 ? "a" : undefined };
  };
  for (let round = 0; round < 200; round++) {
    const taken: Fix[] = [];
    const all = collectDisjoint();
    for (let one = 0; one < 20; one++) {
      const fix: Fix = { title: "", safe: true, edits: [edit()] };
      assert.equal(
        all.fits(fix),
        taken.every((other) => areDisjoint(other, fix)),
      );
      if (!all.fits(fix)) continue;
      all.add(fix);
      taken.push(fix);
    }
  }
});
