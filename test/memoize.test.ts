/** What is remembered of things that never change. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { memoize, memoizeFor, memoizeMeanwhile } from "../server/util/memoize";

test("works once for each thing, whatever it gives", () => {
  for (const value of [0, undefined, "", [1]]) {
    let calls = 0;
    const ask = memoize((_: object) => {
      calls++;
      return value;
    });
    const [one, other] = [{}, {}];
    for (const thing of [one, one, other, one, other]) assert.equal(ask(thing), value);
    assert.equal(calls, 2);
  }
});

test("works once for each thing and key", () => {
  const asked: string[] = [];
  const ask = memoizeFor((thing: readonly string[], key: string) => {
    asked.push(thing.join("") + key);
    return key === "none" ? undefined : thing.length;
  });
  const [one, other] = [["a"], ["b", "c"]];
  assert.deepEqual(
    [ask(one, "x"), ask(one, "x"), ask(one, "none"), ask(one, "none"), ask(other, "x")],
    [1, 1, undefined, undefined, 2],
  );
  assert.deepEqual(asked, ["ax", "anone", "bcx"]);
});

test("what throws is asked again", () => {
  let calls = 0;
  const ask = memoize((_: object) => {
    if (calls++ === 0) throw new Error("not yet");
    return calls;
  });
  const thing = {};
  assert.throws(() => ask(thing));
  assert.equal(ask(thing), 2);
});

test("copies, and what is made after a thing, are other things; nobody sees what is known", () => {
  const ask = memoize(({ name }: { name: string }) => name);
  const thing = { name: "one" };
  assert.equal(ask(thing), "one");
  assert.equal(ask({ ...thing, name: "copy" }), "copy");
  assert.equal(ask(Object.create(thing, { name: { value: "after" } })), "after");
  assert.deepEqual(Object.entries(thing), [["name", "one"]]);
  assert.equal(JSON.stringify(thing), '{"name":"one"}');
});

test("meanwhile, each function knows of its own", () => {
  const thing = {};
  for (const round of [1, 2]) {
    const ask = memoizeMeanwhile((_: object) => round);
    assert.deepEqual([ask(thing), ask(thing)], [round, round]);
  }
  assert.deepEqual(Reflect.ownKeys(thing), []);
});
