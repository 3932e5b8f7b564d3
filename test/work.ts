/**
 * How much work hostile input makes, counted instead of timed, so that a busy machine changes nothing: how often each
 * block of the code is run (the coverage of V8 counts that), and how much text the search functions of the language look
 * at. Run by growth.test.ts as a program of its own, since V8 counts blocks of what is compiled after it was told to.
 * Prints a line of JSON for each case, and whatever V8 says about regular expressions that go back too often.
 */

import { Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";
import { controls, hostile } from "./hostile";

// More steps back in one search than a pattern takes that looks at each place a few times, for all sizes in the table.
setFlagsFromString("--regexp-backtracks-before-fallback=200000");
setFlagsFromString("--enable-experimental-regexp-engine-on-excessive-backtracks");
setFlagsFromString("--trace-experimental-regexp-engine");

interface Coverage {
  readonly result: readonly {
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

let looked = 0;
countSearches();
const session = new Session();
session.connect();
post("Profiler.enable");
post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

void main();

async function main(): Promise<void> {
  for (const [title, run, size] of [...controls, ...hostile]) {
    // What is done once, and never again, is not counted.
    await run(10);
    const [small, large] = [await countWork(() => run(size)), await countWork(() => run(2 * size))];
    console.log(JSON.stringify({ title, small, large }));
  }
}

async function countWork(run: () => unknown): Promise<number> {
  blocksRun();
  looked = 0;
  await run();
  const searched = looked;
  return blocksRun() + searched;
}

/** Since it was asked before. */
function blocksRun(): number {
  const { result } = post("Profiler.takePreciseCoverage") as Coverage;
  let count = 0;
  for (const { functions } of result)
    for (const { ranges } of functions) for (const range of ranges) count += range.count;
  return count;
}

function post(method: string, params: object = {}): unknown {
  let answer: unknown;
  // Within one thread the answer comes before the call ends.
  session.post(method, params, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
}

/** Lets the functions that search a text count the characters that they have passed. */
function countSearches(): void {
  const { indexOf, lastIndexOf } = String.prototype;
  const { exec } = RegExp.prototype;
  String.prototype.indexOf = function (this: string, part: string, from = 0) {
    const found = indexOf.call(this, part, from);
    looked += Math.max(0, (found < 0 ? this.length : found) - from);
    return found;
  };
  String.prototype.lastIndexOf = function (this: string, part: string, from = this.length) {
    const found = lastIndexOf.call(this, part, from);
    looked += Math.max(0, Math.min(from, this.length) - Math.max(0, found));
    return found;
  };
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const start = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    if (found) looked += found.index + found[0].length - start;
    // Where the pattern may begin at one place alone, it says no there.
    else if (!this.sticky && !this.source.startsWith("^")) looked += Math.max(0, text.length - start);
    return found;
  };
}
