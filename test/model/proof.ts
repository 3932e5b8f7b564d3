/**
 * `npm run proof -- model`: generated Dockerfiles are built by a real engine, and what the model of their images says is
 * compared with what is in them. Prints a table, and each wrong answer with its Dockerfile. Ends with 1 when there is one.
 *
 * `--count 1000 --seed 1` are how many and where to start: sample n of seed s is sample 1 of seed s + n - 1, so that one
 * can be had again. `--images debian:bookworm-slim,scratch` are the bases; what cannot be pulled is left out.
 * `--keep` leaves Dockerfiles and contexts behind and says where. `--record FILE` adds what was built to a file, and
 * `--replay FILE` asks the model about that again without an engine; it may be given more than once.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { filesIn, surround } from "../../server/cli/inputs";
import { parseDockerfile } from "../../server/syntax/dockerfile";
import { writeContext } from "./context";
import { buildAll, findObstacle, layersOf } from "./engine";
import { makeSample, type Sample } from "./generator";
import { type Answer, ask, kinds } from "./questions";
import { type Built, record, replay } from "./recording";

const { values: options } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    batch: { type: "string", default: "25" },
    images: { type: "string", default: "debian:bookworm-slim,node:20-slim,busybox:latest,scratch" },
    keep: { type: "boolean", default: false },
    record: { type: "string" },
    replay: { type: "string", multiple: true },
  },
});

const answers: Answer[] = [];
let built = 0;
let failed = 0;
const wrong: string[] = [];
const firsts: Parameters<typeof record>[2] = new Map();

async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-model-"));
  if (options.replay !== undefined) {
    for (const one of options.replay.flatMap(replay)) await judge(folder, one);
  } else {
    const obstacle = await findObstacle();
    if (obstacle !== undefined) {
      console.log(`Proof of the model skipped: ${obstacle}.`);
      return 0;
    }
    await buildAndJudge(folder);
  }
  if (options.keep) console.error(`Kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
  console.log(table());
  for (const text of wrong) console.log(`\n${text}`);
  return wrong.length > 0 ? 1 : 0;
}

/** Builds as many samples as are asked for; what cannot be built is replaced, within reason. */
async function buildAndJudge(folder: string): Promise<void> {
  const layers = new Map<string, number>();
  for (const image of options.images.split(",")) {
    const count = await layersOf(image);
    if (count === undefined) console.error(`Left out, since it cannot be had: ${image}`);
    else layers.set(image, count);
  }
  const [count, first, size] = [Number(options.count), Number(options.seed), Number(options.batch)];
  const start = Date.now();
  for (let next = first; built < count && next < first + 2 * count; ) {
    const samples: Sample[] = [];
    while (samples.length < Math.min(size, count - built)) samples.push(makeSample(next++, [...layers.keys()]));
    for (const one of await build(folder, samples, layers)) await judge(folder, one);
    const seconds = Math.round((Date.now() - start) / 1000);
    console.error(
      `${built} of ${count} built, ${failed} cannot be built, ${wrong.length} with wrong answers, ${seconds} s`,
    );
  }
}

async function build(
  folder: string,
  samples: readonly Sample[],
  layers: ReadonlyMap<string, number>,
): Promise<Built[]> {
  const folders = new Map(samples.map((sample) => [nameOf(sample), write(folder, sample)]));
  const bases = new Map(samples.map((sample) => [nameOf(sample), layers.get(sample.base) ?? 0]));
  const { images, failures } = await buildAll(folder, folders, bases);
  failed += failures.size;
  if (options.keep) for (const [name, message] of failures) console.error(`${name}: ${message}`);
  const done = samples.flatMap((sample) => {
    const image = images.get(nameOf(sample));
    return image ? [{ sample, image }] : [];
  });
  if (options.record !== undefined) record(options.record, done, firsts);
  return done;
}

/** Asks about one built sample, as the command line would read it from the disk. */
async function judge(folder: string, { sample, image }: Built): Promise<void> {
  const place = write(folder, sample);
  built++;
  const { facts } = await surround(filesIn([place]), path.join(place, "Dockerfile"), sample.text, place);
  const found = ask(sample, parseDockerfile(sample.text), facts, image);
  answers.push(...found);
  const mistakes = found.filter(({ model, truth }) => model !== undefined && model !== truth);
  if (mistakes.length > 0) wrong.push(complaint(sample, mistakes));
  if (!options.keep) rmSync(place, { recursive: true });
}

/** Puts a sample on the disk. @returns its build context. */
function write(folder: string, sample: Sample): string {
  const place = path.join(folder, nameOf(sample));
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  writeContext(place, sample.context);
  writeFileSync(path.join(place, "Dockerfile"), sample.text);
  return place;
}

function nameOf({ seed }: Sample): string {
  return `s${seed}`;
}

function complaint({ seed, text }: Sample, mistakes: readonly Answer[]): string {
  const lines = mistakes
    .slice(0, 12)
    .map(({ kind, about, model, truth }) => `  ${kind} ${about}: the model says ${model}, the image ${truth}`);
  return [`seed ${seed}, ${mistakes.length} wrong:`, ...lines, text.replace(/^/gm, "    ")].join("\n");
}

/** Markdown: questions by kind, how many the model answers, how many it gets wrong. */
function table(): string {
  const row = (name: string, of: readonly Answer[]) => {
    const known = of.filter(({ model }) => model !== undefined);
    const share = of.length === 0 ? "–" : `${((100 * known.length) / of.length).toFixed(1)} %`;
    return `| ${name} | ${of.length} | ${share} | ${known.filter(({ model, truth }) => model !== truth).length} |`;
  };
  return [
    `${built} images built, ${failed} samples that cannot be built.`,
    "",
    "| question | asked | answered | wrong |",
    "| --- | --- | --- | --- |",
    ...kinds.map((kind) =>
      row(
        kind,
        answers.filter((answer) => answer.kind === kind),
      ),
    ),
    row("all", answers),
  ].join("\n");
}

void main().then((code) => {
  process.exitCode = code;
});
