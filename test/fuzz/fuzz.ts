/**
 * `npm run fuzz -- --minutes 30 --seed A`: changed texts among changed files, as long as is said. Prints what breaks a
 * promise, each kind once with the smallest text that does, and how much was tried; ends with 1 when there is any. The
 * same seed tries the same; `--run 17` tries the 17th alone and prints it, `--only TEXT` keeps to seeds that hold a text.
 */

import { parseArgs } from "node:util";
import { interruptingLimit } from "../../server/host/interrupt";
import { checkFindings, checkFix, checkHarden, checkPlaces } from "./checks";
import { mutate, mutateFiles } from "./mutations";
import { type Random, randomOf } from "./random";
import { type Seed, seeds } from "./seeds";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    run: { type: "string" },
    only: { type: "string", default: "" },
  },
});

interface Failure {
  readonly seed: Seed;
  readonly name: string;
  readonly message: string;
  count: number;
}

const failures = new Map<string, Failure>();
const limit = interruptingLimit(10_000);

void main();

async function main(): Promise<void> {
  const all = seeds().filter(({ text }) => text.includes(values.only));
  const end = Date.now() + Number(values.minutes) * 60_000;
  let tried = 0;
  let fixes = 0;
  let slowest = { took: 0, name: "", text: "" };
  for (let run = Number(values.run ?? 0); Date.now() < end; run++) {
    if (values.run !== undefined && tried > 0) break;
    const name = `${values.seed}/${run}`;
    const random = randomOf(name);
    const seed = changed(random, all);
    if (values.run !== undefined) console.log(JSON.stringify({ text: seed.text, ...seed.more }));
    const start = performance.now();
    const looked = await attempt(seed, name, () => checkFindings(seed));
    if (looked) {
      await attempt(seed, name, async () => limit(() => checkPlaces(seed, looked, random)));
      for (const problem of looked.problems.filter(() => random.next() < 0.2))
        for (const fix of problem.fixes ?? []) {
          await attempt(seed, name, () => checkFix(seed, looked, problem, fix));
          fixes++;
        }
      if (random.next() < 0.3) await attempt(seed, name, () => checkHarden(seed, random));
    }
    const took = performance.now() - start;
    if (took > slowest.took) slowest = { took, name, text: seed.text };
    tried++;
  }
  for (const { name, message, count, seed } of [...failures.values()].sort((one, other) => other.count - one.count)) {
    const files = seed.more.files ? `\n${JSON.stringify(seed.more.files)}` : "";
    console.log(`${message}\n  ${count} times, first in ${name}:\n${JSON.stringify(seed.text)}${files}\n`);
  }
  console.log(
    `${tried} texts, ${fixes} fixes by themselves, ${failures.size} kinds of failures; the slowest, ${slowest.name}, took ${slowest.took.toFixed(0)} ms: ${JSON.stringify(slowest.text.slice(0, 200))}`,
  );
  process.exitCode = failures.size > 0 ? 1 : 0;
}

/** Some are used as they are, since other files may be what is hostile. */
function changed(random: Random, all: readonly Seed[]): Seed {
  const seed = random.pick(all);
  const other = random.pick(all);
  const text = random.next() < 0.15 ? seed.text : mutate(seed.text, random, [other.text, seed.text]);
  const files = seed.more.files && random.next() < 0.5 ? mutateFiles(seed.more.files, random) : seed.more.files;
  return { ...seed, text, more: { ...seed.more, files } };
}

/** What a check gives; undefined where it fails, which is noted. */
async function attempt<Result>(seed: Seed, name: string, check: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await check();
  } catch (error) {
    const text = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    const place =
      error instanceof Error && error.name !== "AssertionError" ? `${error.stack?.split("\n").slice(0, 3)}` : "";
    const message = `${text} ${place}`.trim();
    const known = failures.get(message);
    const isSmaller = known === undefined || sizeOf(seed) < sizeOf(known.seed);
    failures.set(message, {
      seed,
      name,
      message,
      ...(isSmaller ? {} : { seed: known.seed, name: known.name }),
      count: (known?.count ?? 0) + 1,
    });
    return undefined;
  }
}

function sizeOf({ text, more }: Seed): number {
  return text.length + JSON.stringify(more.files ?? {}).length;
}
