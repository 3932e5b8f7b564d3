/** Twice as much hostile input makes about twice as much work, counted by a program of its own. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { promisify } from "node:util";

interface Counted {
  readonly title: string;
  /** Work for one size, and for twice that. */
  readonly small: number;
  readonly large: number;
}

/** Sorting is allowed, and what is looked up in tables that grow in steps; with squares it would be four. */
const most = 2.6;

const isControl = (text: string) => text.includes("control");

describe("work grows no faster than the size of the text", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["dist/test/work.js"], { maxBuffer: 1e8 });
  const lines = stdout.split("\n");
  const counted: Counted[] = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const backward = lines.filter((line) => line.startsWith("Experimental execution"));

  test("loops and searches are counted", () => {
    const controls = counted.filter(({ title }) => isControl(title));
    const seen = controls.filter(({ small, large }) => large / small > 3.5).map(({ title }) => title);
    assert.deepEqual(seen, ["control: loops", "control: searches", "control: regular expressions from each place"]);
  });

  test("regular expressions go back seldom", () => {
    assert.ok(backward.some(isControl), "it is seen when one does");
    assert.deepEqual([...new Set(backward.filter((line) => !isControl(line)))], []);
  });

  for (const { title, small, large } of counted) {
    if (isControl(title)) continue;
    test(title, () => assert.ok(large <= most * small, `${small} for one size, ${large} for twice that`));
  }
});
