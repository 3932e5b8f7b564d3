import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../server/image/model";
import { lastTouching } from "../server/image/touching";

const changes = [["/a/b"], ["/a"], [], undefined, ["/c", "/a/b/d"], ["/"]].map(
  (places): Change => ({ by: {} as Change["by"], command: undefined, places, find: () => undefined }),
);

const asked: readonly (readonly [path: string, count: number, last: number])[] = [
  ["/a/b", 1, 0],
  ["/a/b/x", 1, 0],
  ["/a", 1, 0],
  ["/", 1, 0],
  ["/ab", 1, -1],
  ["/a/b", 0, -1],
  ["/a/x", 2, 1],
  ["/x", 3, -1],
  ["/a/b", 3, 1],
  ["/x", 4, 3],
  ["/c/x", 5, 4],
  ["/a/b/x", 5, 3],
  ["/a/b", 5, 4],
  ["/x", Number.POSITIVE_INFINITY, 5],
];

for (const [path, count, last] of asked) {
  test(`the last of ${count} changes to touch ${path}`, () => assert.equal(lastTouching(changes)(path, count), last));
}
