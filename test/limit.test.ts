/** Work that takes too long is ended, and what was known before is as it was. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { interruptingLimit } from "../server/host/interrupt";
import { inTurns, steppedLimit, tooSlow } from "../server/util/limit";

const isTooSlow = (error: unknown) => error === tooSlow;

describe("a limit that interrupts", () => {
  const limit = interruptingLimit(50);

  test("gives what the work gives, and throws what it throws", () => {
    assert.equal(
      limit(() => 3),
      3,
    );
    const wrong = new Error("wrong");
    assert.throws(
      () =>
        limit(() => {
          throw wrong;
        }),
      (error) => error === wrong,
    );
  });

  test("ends loops and regular expressions without end, whatever they catch", () => {
    const loop = () => {
      try {
        for (;;);
      } catch {
        return undefined;
      }
    };
    assert.throws(() => limit(loop), isTooSlow);
    assert.throws(() => limit(() => /^(a+)+$/.test(`${"a".repeat(60)}b`)), isTooSlow);
  });

  test("holds for all of what is limited within", () => {
    assert.throws(
      () =>
        limit(() =>
          limit(() => {
            for (;;);
          }),
        ),
      isTooSlow,
    );
    assert.equal(
      limit(() => limit(() => 4)),
      4,
    );
  });

  test("goes on with what waits", async () => {
    const waiting = Promise.resolve(5);
    assert.throws(
      () =>
        limit(() => {
          for (;;);
        }),
      isTooSlow,
    );
    assert.equal(await waiting, 5);
  });
});

describe("a limit that ends work between its steps", () => {
  test("counts from where the work begins, as often as it may take longer", () => {
    let now = 1000;
    const limit = steppedLimit(10, () => now);
    const takes = (each: number, steps: number) => (step: () => void) => {
      for (let done = 0; done < steps; done++) {
        now += each;
        step();
      }
      return steps;
    };
    assert.equal(limit(takes(5, 2)), 2);
    assert.equal(limit(takes(5, 2)), 2);
    assert.throws(() => limit(takes(5, 3)), isTooSlow);
    assert.equal(limit(takes(5, 4), 2), 4);
    assert.throws(() => limit(() => limit(takes(5, 3))), isTooSlow);
    assert.equal(limit(takes(10, 1)), 1);
  });
});

describe("work in turns", () => {
  /** Does so many steps of 5 ms each, and tells when others had their turn. */
  const work = async (steps: number, isWanted: () => boolean) => {
    let now = 0;
    let done = 0;
    const breaks: number[] = [];
    const begin = function* (step: () => void) {
      for (; done < steps; done++) {
        now += 5;
        step();
        yield;
      }
      return "all";
    };
    const limit = steppedLimit(100, () => now);
    const noted = () => {
      breaks.push(done + 1);
      return isWanted();
    };
    const result = await inTurns(limit, begin, noted, () => now);
    return { result, breaks };
  };

  test("lets others have their turn when it takes long", async () => {
    assert.deepEqual(await work(1, () => false), { result: "all", breaks: [] });
    assert.deepEqual(await work(5, () => true), { result: "all", breaks: [2, 4] });
  });

  test("ends when nobody wants it any more", async () => {
    assert.deepEqual(await work(5, () => false), { result: undefined, breaks: [2] });
  });

  test("is ended when one of its steps takes too long, where that is known by its end alone", async () => {
    let now = 0;
    const limit = steppedLimit(100, () => now);
    const begin = function* (step: () => void) {
      for (let done = 0; done < 3; done++) {
        step();
        now += 200;
        yield;
      }
    };
    const asked = inTurns(
      limit,
      begin,
      () => true,
      () => now,
    );
    await assert.rejects(asked, isTooSlow);
    assert.equal(now, 200);
  });

  test("takes as long as it takes in all, and not without a break", async () => {
    assert.equal((await work(100, () => true)).result, "all");
    const endless = function* (step: () => void): Generator<void, never> {
      for (;;) {
        step();
        yield;
      }
    };
    let now = 0;
    const limit = steppedLimit(100, () => (now += 60));
    await assert.rejects(
      inTurns(
        limit,
        endless,
        () => true,
        () => 0,
      ),
      isTooSlow,
    );
  });
});
