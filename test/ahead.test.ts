import assert from "node:assert/strict";
import { test } from "node:test";
import { ahead } from "../server/util/ahead";

test("what is done ahead comes in order, so many at once", async () => {
  const open = new Map<number, () => void>();
  let most = 0;
  const act = (item: number) =>
    new Promise<number>((resolve) => {
      open.set(item, () => {
        open.delete(item);
        resolve(item);
      });
      most = Math.max(most, open.size);
      // The later ones are done first.
      if (open.size === 3) for (const end of [...open.values()].reverse()) end();
    });
  const seen: number[] = [];
  for await (const item of ahead([1, 2, 3, 4, 5, 6], 3, act)) seen.push(item);
  assert.deepEqual([seen, most], [[1, 2, 3, 4, 5, 6], 3]);
});

test("one that fails ends it for whoever takes the results, and for nobody else", async () => {
  const act = async (item: number) => {
    if (item > 1) throw new Error(`no ${item}`);
    return item;
  };
  const seen: number[] = [];
  const taken = async () => {
    for await (const item of ahead([1, 2, 3], 3, act)) seen.push(item);
  };
  await assert.rejects(taken, /no 2/);
  assert.deepEqual(seen, [1]);
});
