/** When documents are looked at, counted with timers that the test moves. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { createPace } from "../server/lsp/pace";

describe("the pace of checks", () => {
  const looked: string[] = [];
  beforeEach(() => {
    looked.length = 0;
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => mock.timers.reset());

  /** Lets time pass step by step, as far as promises want to see each. */
  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed++) {
      mock.timers.tick(1);
      await Promise.resolve();
      await Promise.resolve();
    }
  }

  test("the first change is looked at at once, those of a flood when it has ended, each document once", async () => {
    const pace = createPace((uri) => looked.push(uri));
    for (let change = 0; change < 100; change++) for (const uri of ["a", "b", "c"]) pace.want(uri);
    assert.deepEqual(looked, ["a"]);
    await pass(100);
    assert.deepEqual(looked, ["a", "b", "c", "a"]);
    pace.want("b");
    assert.deepEqual(looked.slice(4), ["b"]);
  });

  test("a flood without an end keeps nobody waiting for ever, and does not cost much", async () => {
    const pace = createPace((uri) => looked.push(uri));
    for (let change = 0; change < 200; change++) {
      for (const uri of ["a", "b", "c"]) pace.want(uri);
      await pass(10);
    }
    assert.equal(looked.length, 5);
    assert.deepEqual(new Set(looked), new Set(["a", "b", "c"]));
  });

  test("a document that is closed is not looked at", async () => {
    const pace = createPace((uri) => looked.push(uri));
    for (const uri of ["a", "b", "c"]) pace.want(uri);
    pace.drop("b");
    await pass(100);
    assert.deepEqual(looked, ["a", "c"]);
  });
});
