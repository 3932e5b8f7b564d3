import { endOfLifeDataDate } from "../data/endOfLife";
import { releaseDataDate } from "../data/node";
import { byPosition } from "../edits/edits";
import { imageAlone } from "../engine/imagesAlone";
import { supportOf } from "../features/imageAge";
import type { Registry } from "../host/registry";
import { isAdditionalContext } from "../stage/additionalContexts";
import type { BaseImage } from "../stage/baseImage";
import { usedImages } from "../stage/copiedImages";
import { type ImageState, imageState } from "../stage/imageState";
import { isBehind, unreadImages } from "../stage/pinning";
import { type RealTags, realTags } from "../stage/realTags";
import type { Dockerfile } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { closest } from "../util/similar";
import { visible } from "../util/visible";
import { today } from "../workspace/facts";
import {
  fileOptions,
  type InputFile,
  type NamingFile,
  reachRegistry,
  readDockerfiles,
  registryOptions,
} from "./imageInputs";
import { oneOf, parseOptions, print, wrongUsage } from "./usage";

/** `drydock images`: which images Dockerfiles name and how old they are; a registry is asked with --online alone. */
export async function runImages(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    ...fileOptions,
    online: { type: "boolean", default: false },
    ...registryOptions,
    format: { type: "string", default: "text" },
    "fail-on": { type: "string", multiple: true, default: [] as string[] },
  });
  const format = oneOf("--format", values.format, ["text", "json", "markdown"] as const);
  const failOn = values["fail-on"]
    .flatMap((given) => given.split(","))
    .map((it) => oneOf("--fail-on", earlierNames[it] ?? it, faults));
  if (positionals.length === 0) throw wrongUsage("images needs a file");
  if (!values.online && (values.login || values.mirror.length > 0))
    throw wrongUsage(`${values.login ? "--login" : "--mirror"} goes with --online`);
  const { files, naming, isComplete } = await readDockerfiles(positionals, values, true);
  const reached = values.online ? await reachRegistry(values, fresh) : undefined;
  const registry = reached?.registry;
  const lists = await Promise.all([
    ...files.map((input) => listOf(input, registry)),
    ...naming.map((input) => listOfNamed(input, registry)),
  ]);
  reached?.save();
  if (format === "json") print(JSON.stringify(lists, undefined, 2));
  else print(visible([...lists.map(format === "text" ? tree : table), `As known on ${asOf}.`].join("\n\n")));
  if (!isComplete) return 2;
  return lists.some((list) => failOn.some((fault) => has(list, fault))) ? 1 : 0;
}

/** Milliseconds for which a tag stands for what it did. */
const fresh = 10 * 60_000;

const faults = ["end-of-life", "retired", "unpinned", "unknown"] as const;

/** What two of them were called before; scripts go on with that. */
const earlierNames: Readonly<Record<string, (typeof faults)[number]>> = { ended: "end-of-life", moved: "retired" };

function has({ images, unread }: List, fault: (typeof faults)[number]): boolean {
  switch (fault) {
    case "end-of-life":
      return images.some(({ support, distribution }) => support?.hasEnded || distribution?.hasEnded);
    case "retired":
      return images.some(({ moved }) => moved !== undefined);
    case "unpinned":
      return images.some(({ digest }) => digest === undefined);
    case "unknown":
      return unread.length > 0 || images.some(({ never, registry }) => (registry ? registry.state !== "found" : never));
  }
}

/** The older of the dates up to which the tables know releases and ends of support. */
const [asOf = ""] = [endOfLifeDataDate, releaseDataDate].sort();

interface List {
  readonly file: string;
  readonly asOf: string;
  readonly images: readonly Row[];
  /** What FROM names is not known. Lines count from 1. */
  readonly unread: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

interface Row extends ImageState {
  /** As Docker sees it, variables replaced. */
  readonly image: string;
  readonly uses: readonly Use[];
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly registry: Online | undefined;
}

interface Use {
  readonly line: number;
  readonly by: "FROM" | "COPY --from" | "--mount=from" | "image";
  /** Of the stage or service that it stands in. */
  readonly stage: string | undefined;
  /** As it is written, where variables are in it. */
  readonly written: string | undefined;
}

/** What a registry says of an image. */
type Online =
  | {
      readonly state: "found";
      readonly digest: string;
      readonly isBehind: boolean;
      /** ISO time; undefined where the image does not say it, or says the epoch, as builds do that can be repeated. */
      readonly created: string | undefined;
      /** What its tags offer; undefined where it names no version, or not all of them are known. */
      readonly newer: RealTags | undefined;
    }
  | { readonly state: "absent"; readonly near: string | undefined }
  | { readonly state: "unknown"; readonly reason: string };

async function listOf({ name, file, facts }: InputFile, registry: Registry | undefined): Promise<List> {
  const byText = new Map<string, BaseImage[]>();
  for (const image of usedImages(file)) {
    const { text } = image.reference;
    if (!isAdditionalContext(facts, text)) byText.set(text, [...(byText.get(text) ?? []), image]);
  }
  const lineOf = lineNumbersOf(file.text);
  const rows = [...byText.values()].map(async ([image, ...others]): Promise<Row[]> => {
    if (!image) return [];
    const uses = [image, ...others].sort((a, b) => byPosition(a.word, b.word)).map((it) => useOf(file, it, lineOf));
    return [await rowOf(image, uses, facts.today, registry)];
  });
  const unread = unreadImages(file).map(({ word, reason }) => ({
    line: lineOf(word.start) + 1,
    text: word.text,
    reason,
  }));
  return { file: name, asOf, images: (await Promise.all(rows)).flat(), unread };
}

async function listOfNamed({ name, text, images }: NamingFile, registry: Registry | undefined): Promise<List> {
  const lineOf = lineNumbersOf(text);
  const byText = new Map<string, { image: BaseImage; uses: Use[] }>();
  const unread: List["unread"][number][] = [];
  for (const { service, text: value, span } of images) {
    const line = lineOf(span.start) + 1;
    const written = text.slice(span.start, span.end);
    const image = imageAlone(value);
    if (!image) {
      unread.push({ line, text: written, reason: "its name holds variables, or is none" });
      continue;
    }
    const key = image.reference.text;
    const row = byText.get(key) ?? { image, uses: [] };
    row.uses.push({ line, by: "image", stage: service, written: written.includes("$") ? written : undefined });
    byText.set(key, row);
  }
  const date = today();
  const rows = [...byText.values()].map(({ image, uses }) => rowOf(image, uses, date, registry));
  return { file: name, asOf, images: await Promise.all(rows), unread };
}

/** @param date of today, as an ISO date. */
async function rowOf(
  image: BaseImage,
  uses: readonly Use[],
  date: string,
  registry: Registry | undefined,
): Promise<Row> {
  const { text, tag, digest } = image.reference;
  const online = registry && (await onlineState(image, registry, date));
  return { image: text, uses, tag, digest, ...imageState(image, date), registry: online };
}

function useOf(file: Dockerfile, { word, stage, isCopied }: BaseImage, lineOf: (offset: number) => number): Use {
  const holder = file.instructions.find(({ start, end }) => start <= word.start && word.end <= end);
  const by = !isCopied ? "FROM" : holder?.keyword === "COPY" ? "COPY --from" : "--mount=from";
  const written = word.text === word.value ? undefined : word.text;
  return { line: lineOf(word.start) + 1, by, stage: stage.name?.value, written };
}

async function onlineState(image: BaseImage, registry: Registry, date: string): Promise<Online> {
  const { reference } = image;
  const told = await registry.digest(reference);
  if (told.state === "unknown") return told;
  const { tag } = reference;
  if (told.state === "found") {
    const made = await registry.created(reference);
    const created = made.state === "found" && Date.parse(made.value) > 0 ? made.value : undefined;
    const all = tag !== undefined && /\d/.test(tag) ? await registry.tags(reference) : undefined;
    const newer = all?.state === "found" && all.value.isComplete ? realTags(image, all.value.tags, date) : undefined;
    return { state: "found", digest: told.value, isBehind: isBehind(reference, told.value), created, newer };
  }
  const tags = tag === undefined ? undefined : await registry.tags(reference);
  const near = tags?.state === "found" ? nearest(tag ?? "", tags.value.tags) : undefined;
  return { state: "absent", near };
}

function nearest(tag: string, tags: readonly string[]): string | undefined {
  // Lists may be long; who mistypes a tag begins it right.
  const alike = tags.filter((it) => it.slice(0, 2) === tag.slice(0, 2) && Math.abs(it.length - tag.length) <= 2);
  return closest(tag, alike);
}

// -------------------------------------------------------------------- shown

function tree({ file, images, unread }: List): string {
  const rows = images.flatMap((row) => [
    `  ${row.image}`,
    ...row.uses.map((use) => `    ${usedAt(use)}`),
    ...judged(row).map((line) => `    ${line}`),
  ]);
  const others = unread.flatMap(({ line, text, reason }) => [`  ${text}`, `    line ${line}: not known, ${reason}`]);
  const none = rows.length + others.length === 0 ? ["  no image"] : [];
  return [file, ...rows, ...others, ...none].join("\n");
}

function usedAt({ line, by, stage, written }: Use): string {
  const name = stage === undefined ? "" : by === "FROM" || by === "image" ? ` of ${stage}` : ` in ${stage}`;
  return `line ${line}: ${by}${name}${written === undefined ? "" : `, written ${written}`}`;
}

function judged(row: Row): string[] {
  const { missing, moved, digest, never } = row;
  return [
    ...(never ? [neverText(never)] : []),
    ...(moved ? [`retired: ${moved.why}${moved.use === undefined ? "" : `; use ${moved.use}`}`] : []),
    ...(row.newest === undefined ? [] : [`newest known: ${row.newest}`]),
    ...(missing ? [`security releases behind: ${missing.releases}, up to ${missing.all}`] : []),
    ...supportOf(row).map((text) => `support: ${text}`),
    `pinned to a digest: ${digest === undefined ? "no" : "yes"}`,
    ...(row.registry ? [`registry: ${said(row.registry)}`] : []),
  ];
}

function neverText({ near }: NonNullable<Row["never"]>): string {
  return `there never was such an image${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

function said(online: Online): string {
  if (online.state === "unknown") return `not known, ${online.reason}`;
  if (online.state === "found") {
    const created = online.created === undefined ? "" : `, created ${online.created.slice(0, 10)}`;
    return `${online.digest}${online.isBehind ? ", which is another one than written" : ""}${created}${newerText(online.newer)}`;
  }
  return `there is no such tag${online.near === undefined ? "" : `; did you mean "${online.near}"?`}`;
}

function newerText(newer: RealTags | undefined): string {
  const { patch, next, minor } = newer ?? {};
  const parts = [
    ...(patch === undefined ? [] : [`the newest of its line is ${patch}`]),
    ...(next === undefined ? [] : [`the next line with support has ${next}`]),
    ...(minor === undefined ? [] : [`the newest of its major version is ${minor}`]),
  ];
  return parts.map((part) => `; ${part}`).join("");
}

function table({ file, images, unread }: List): string {
  const isOnline = images.some(({ registry }) => registry !== undefined);
  const head = ["image", "used", "newest known", "support", "pinned", ...(isOnline ? ["registry"] : [])];
  const rows = images.map((row) => [
    code(row.image),
    row.uses.map(usedAt).join("; "),
    row.newest ?? "",
    [
      ...(row.never ? [neverText(row.never)] : []),
      ...supportOf(row),
      ...(row.moved ? [`retired: ${row.moved.why}`] : []),
    ].join("; "),
    row.digest === undefined ? "no" : "yes",
    ...(row.registry ? [said(row.registry)] : []),
  ]);
  const others = unread.map(({ line, text, reason }) => [
    code(text),
    `line ${line}`,
    "",
    `not known, ${reason}`,
    "",
    ...(isOnline ? [""] : []),
  ]);
  const cells = [head, head.map(() => "---"), ...rows, ...others];
  return [`## ${file}`, "", ...cells.map((row) => `| ${row.map(escaped).join(" | ")} |`)].join("\n");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
