import { vulnerabilityLevels } from "../data/node";
import { comparedBases, mostCompared } from "../engine/baseChoices";
import { imageAlone, mutesAlone } from "../engine/imagesAlone";
import { amountsOf, compared, type JudgedScan, judgeScan } from "../engine/judgedScan";
import { type Mute, mutesAt } from "../engine/mutes";
import { isAdditionalContext } from "../stage/additionalContexts";
import { usedImages } from "../stage/copiedImages";
import type { Scan, Vulnerability } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { isReason, type Reason } from "../util/reason";
import { visible } from "../util/visible";
import { today } from "../workspace/facts";
import { fileOptions, type InputFile, type NamingFile, readDockerfiles } from "./imageInputs";
import { interrupted, untilInterrupted } from "./interrupted";
import { oneOf, parseOptions, print, wrongUsage } from "./usage";

type Scanning = (image: string) => Promise<Scan | Reason>;

/** `drydock scan`: what the scanner on the PATH finds in the images that files name, without what comments mute. */
export async function runScan(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    ...fileOptions,
    compare: { type: "boolean", default: false },
    format: { type: "string", default: "text" },
    "fail-on": { type: "string", default: "none" },
  });
  const format = oneOf("--format", values.format, ["text", "json", "markdown"] as const);
  const failOn = oneOf("--fail-on", values["fail-on"], [...vulnerabilityLevels, "none"] as const);
  if (positionals.length === 0) throw wrongUsage("scan needs a file");
  const { files, naming, isComplete } = await readDockerfiles(positionals, values, true);
  const all = [...files.flatMap((input) => imagesOf(input, values.compare)), ...naming.flatMap(imagesNamed)];
  const { signal, stop } = untilInterrupted();
  try {
    const rows = await scanAll(all, await scanning(signal));
    if (signal.aborted) {
      console.error("drydock: interrupted");
      return interrupted;
    }
    if (format === "json") print(JSON.stringify(rows, undefined, 2));
    else print(visible(rows.map(format === "text" ? lines : section).join("\n\n") || "no image"));
    // Whoever is told nothing of an image cannot rely on what is told of others.
    if (!isComplete || rows.some(({ found }) => isReason(found))) return 2;
    return failOn !== "none" && rows.some(({ found }) => !isReason(found) && reaches(found, failOn)) ? 1 : 0;
  } finally {
    stop();
  }
}

/** Each image is looked at once, one after the other: scanners keep what they load, and lock it. */
async function scanning(signal: AbortSignal): Promise<Scanning> {
  const { scanImage } = await import("../host/scanners");
  const known = new Map<string, Promise<Scan | Reason>>();
  let last: Promise<unknown> = Promise.resolve();
  return (image) => {
    const earlier = known.get(image);
    if (earlier) return earlier;
    const scan = last.then(() => {
      if (!signal.aborted) console.error(visible(`scanning ${image} …`));
      return scanImage(image, signal);
    });
    last = scan;
    known.set(image, scan);
    return scan;
  };
}

/** An image of a file, and what is to be looked at beside it. */
interface Asked {
  readonly file: string;
  readonly image: string;
  /** Where it is named, from 1. */
  readonly lines: readonly number[];
  readonly mutes: readonly Mute[];
  /** Images that could take its place. */
  readonly others: readonly string[];
}

interface Row extends Pick<Asked, "file" | "image" | "lines"> {
  readonly found: JudgedScan | Reason;
  readonly instead: readonly { readonly image: string; readonly found: JudgedScan | Reason }[];
}

async function scanAll(all: readonly Asked[], scan: Scanning): Promise<readonly Row[]> {
  const date = today();
  const judged = async (image: string, mutes: readonly Mute[]) => {
    const found = await scan(image);
    return isReason(found) ? found : judgeScan(found, mutes, date);
  };
  const rows: Row[] = [];
  for (const { mutes, others, ...named } of all) {
    const found = await judged(named.image, mutes);
    const instead: Row["instead"][number][] = [];
    for (const image of isReason(found) ? [] : others) instead.push({ image, found: await judged(image, mutes) });
    rows.push({ ...named, found, instead });
  }
  return rows;
}

function imagesOf({ name, file, facts, settings }: InputFile, isComparing: boolean): readonly Asked[] {
  const lineOf = lineNumbersOf(file.text);
  const byText = new Map<string, Asked>();
  for (const { word, reference, isCopied } of usedImages(file)) {
    const { text } = reference;
    if (isAdditionalContext(facts, text)) continue;
    const earlier = byText.get(text);
    const others = isComparing && !isCopied ? comparedBases(file, facts, settings, word.start) : [];
    byText.set(text, {
      file: name,
      image: text,
      lines: [...(earlier?.lines ?? []), lineOf(word.start) + 1],
      mutes: [...(earlier?.mutes ?? []), ...mutesAt(file, word)],
      others: [...new Set([...(earlier?.others ?? []), ...others])].slice(0, mostCompared),
    });
  }
  return [...byText.values()];
}

function imagesNamed({ name, text, images }: NamingFile): readonly Asked[] {
  const lineOf = lineNumbersOf(text);
  const byText = new Map<string, Asked>();
  for (const named of images) {
    const image = imageAlone(named.text)?.reference.text;
    if (image === undefined) continue;
    const earlier = byText.get(image);
    const lines = [...(earlier?.lines ?? []), lineOf(named.span.start) + 1];
    const mutes = [...(earlier?.mutes ?? []), ...mutesAlone(text, named)];
    byText.set(image, { file: name, image, lines, mutes, others: [] });
  }
  return [...byText.values()];
}

function reaches({ amounts }: JudgedScan, level: Vulnerability["level"]): boolean {
  return vulnerabilityLevels.slice(0, vulnerabilityLevels.indexOf(level) + 1).some((each) => amounts[each] > 0);
}

// -------------------------------------------------------------------- shown

function lines({ file, image, lines: at, found, instead }: Row): string {
  const head = `${file}:${at.join(",")} ${image}`;
  if (isReason(found)) return `${head}: not scanned, ${found.reason}`;
  return [
    `${head}: ${amountsOf(found)} (${found.scanner})`,
    ...found.worst.map((one) => `  ${worded(one)}`),
    ...idleOf(found).map((text) => `  ${text}`),
    ...instead.map((other) => `  instead ${other.image}: ${compared(other.found)}`),
  ].join("\n");
}

function section({ file, image, lines: at, found, instead }: Row): string {
  const head = `## ${code(image)}, ${file}:${at.join(",")}`;
  if (isReason(found)) return `${head}\n\nNot scanned, ${found.reason}.`;
  return [
    head,
    "",
    `${amountsOf(found)} (${found.scanner})`,
    "",
    ...[...found.worst.map(worded), ...idleOf(found)].map((text) => `- ${text}`),
    ...instead.map((other) => `- instead ${code(other.image)}: ${compared(other.found)}`),
  ].join("\n");
}

function worded({ level, id, package: name, installed, fixed }: Vulnerability): string {
  const what = installed === undefined ? name : `${name} ${installed}`;
  return `${level}: ${id} in ${what}, ${fixed === undefined ? "no fix is known" : `fixed in ${fixed}`}`;
}

function idleOf({ idle }: JudgedScan): string[] {
  return idle.map(({ id, reason }) => `${id} is not muted: ${reason}`);
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
