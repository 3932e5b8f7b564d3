/**
 * How long VS Code takes to activate the extension, beside one that does nothing: a part of `npm run bench`. Each round is a VS Code
 * of its own, in which another idle extension goes first, since the first one of all pays for what the host loads.
 */
import path from "node:path";
import { runInside } from "./extension-tests.mjs";

const rounds = 7;
const idle = ["first", "idle"].map((name) => ({ publisher: "nobody", name, main: "main.js", activationEvents: [] }));
const [ours, theirs] = ["drydock.drydock", "nobody.idle"];

const figures = { [ours]: [], [theirs]: [] };
for (let round = 0; round < rounds; round++) {
  const order = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
  const { result, error } = await runInside({
    suite: "test/bench/activationSuite.cjs",
    // One without a Dockerfile, so that nothing is activated before it is asked for.
    workspace: path.join("test", "bench"),
    others: idle,
    env: { DRYDOCK_BENCH_EXTENSIONS: ["nobody.first", ...order].join(" ") },
  });
  if (!result) throw new Error(error ?? "The suite wrote no result.");
  for (const [index, id] of order.entries()) figures[id].push(result[index + 1]);
}
const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
console.log("\nActivation in VS Code, ms");
console.log(`${"an extension that does nothing".padEnd(34)} ${median(figures[theirs]).toFixed(0).padStart(8)}`);
console.log(`${"drydock".padEnd(34)} ${median(figures[ours]).toFixed(0).padStart(8)}`);
