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
      // As far as promises go that wait for nothing else.
      for (let step = 0; step < 20; step++) await Promise.resolve();
    }
  }

  test("the first change is looked at at once, those of a flood when it has ended, each document once", async () => {
    const pace = createPace(async (uri) => looked.push(uri));
    for (let change = 0; change < 100; change++) for (const uri of ["a", "b", "c"]) pace.want(uri);
    assert.deepEqual(looked, ["a"]);
    await pass(100);
    assert.deepEqual(looked, ["a", "b", "c", "a"]);
    pace.want("b");
    assert.deepEqual(looked.slice(4), ["b"]);
  });

  test("a flood without an end keeps nobody waiting for ever, and does not cost much", async () => {
    const pace = createPace(async (uri) => {
      looked.push(uri);
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    for (let change = 0; change < 200; change++) {
      for (const uri of ["a", "b", "c"]) pace.want(uri);
      await pass(10);
    }
    assert.equal(looked.length, 5);
    assert.deepEqual(new Set(looked), new Set(["a", "b", "c"]));
  });

  test("who keeps up with the changes waits for nothing", async () => {
    const pace = createPace(async (uri) => looked.push(uri));
    for (let change = 0; change < 100; change++) {
      pace.want("a");
      await pass(1);
    }
    assert.equal(looked.length, 100);
    let answers = 0;
    for (let change = 0; change < 100; change++) {
      pace.note();
      void pace.settle("a").then((keepUp) => {
        answers++;
        keepUp();
      });
      await pass(1);
    }
    assert.equal(answers, 100);
  });

  test("a document that is closed is not looked at", async () => {
    const pace = createPace(async (uri) => looked.push(uri));
    for (const uri of ["a", "b", "c"]) pace.want(uri);
    pace.drop("b");
    await pass(100);
    assert.deepEqual(looked, ["a", "c"]);
  });

  test("who asks in a flood is answered when it has ended, all who ask of a document by one look", async () => {
    const pace = createPace(async (uri) => looked.push(uri));
    await pace.settle("a");
    let settled = 0;
    for (let change = 0; change < 10; change++) {
      pace.note();
      void pace.settle("a").then(() => settled++);
    }
    await pass(20);
    assert.deepEqual([looked, settled], [[], 1]);
    await pass(50);
    assert.deepEqual([looked, settled], [["a"], 10]);
  });
});
