/** Where the digest of an image is written, so that tag, comments and what builds give stay as they are. */

import { isWhole, replace } from "../edits/edits";
import type { Dockerfile, Edit, Facts, ImageReference, Word } from "../types";
import type { Reason } from "../util/reason";
import type { BaseImage } from "./baseImage";
import { usedImages } from "./copiedImages";

/** Whether a tag stands for another image than the digest beside it; of digests of several kinds nobody can tell. */
export function isBehind({ digest }: ImageReference, ofTag: string): boolean {
  return digest !== undefined && digest.split(":", 1)[0] === ofTag.split(":", 1)[0] && digest.toLowerCase() !== ofTag;
}

/** Pins an image to a digest, in place of one that it has; or why that cannot be done for certain. */
export function pinTo(file: Dockerfile, image: BaseImage, facts: Facts, digest: string): Edit | Reason {
  const { word, reference } = image;
  const { spans, tag } = reference;
  if (reference.digest !== undefined && tag === undefined) return { reason: "no tag says what its digest follows" };
  if (reference.digest !== undefined && !/^sha256:/.test(reference.digest))
    return { reason: "its digest is of another kind than the sha256 of registries" };
  if (!isWhole(word)) return { reason: "its name goes on in the next line" };
  if (!spans) return pinDefault(file, image, facts, digest);
  if (spans.digest) return replace(spans.digest, digest);
  return { start: word.end, end: word.end, text: tag === undefined ? `:latest@${digest}` : `@${digest}` };
}

/** One variable at the end, without a modifier, and no quotes. */
const atEnd = /^([^$"'\\`]*)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;

/** Pins the default of the ARG that ends an image: a build that gives another value gets that one, without the digest. */
function pinDefault(file: Dockerfile, { word, reference }: BaseImage, facts: Facts, digest: string): Edit | Reason {
  const [, before = "", braced, plain] = atEnd.exec(word.text) ?? [];
  const name = braced ?? plain;
  if (!word.text.includes("$")) return { reason: "its name stands in quotes, or holds some" };
  if (name === undefined) return { reason: "it is put together from more than one ARG at its end" };
  const value = defaultOf(file, name);
  if (!value || before + value.value !== reference.text)
    return { reason: `the value of ${name} is not written in one ARG` };
  const given = facts.context?.builds.find(({ args }) => Object.hasOwn(args, name) && args[name] !== value.value);
  if (given) return { reason: `${given.file} gives ${name}` };
  const sharing = file.stages.filter(({ image }) => {
    const [, start, ...names] = atEnd.exec(image?.text ?? "") ?? [];
    return start === before && names.includes(name);
  }).length;
  if (mentions(file, name) !== sharing + 1) return { reason: `ARG ${name} is used for something else, too` };
  if (reference.digest !== undefined) {
    const start = value.end - (value.text.endsWith(reference.digest) ? 0 : 1) - reference.digest.length;
    const old = { start, end: start + reference.digest.length };
    return file.text.slice(old.start, old.end) === reference.digest
      ? replace(old, digest)
      : { reason: `the value of ${name} is not plain` };
  }
  const text = value.value ?? "";
  if (!value.text.includes(text)) return { reason: `the value of ${name} is not plain` };
  const at = value.start + value.text.indexOf(text) + text.length;
  return { start: at, end: at, text: reference.tag === undefined ? `:latest@${digest}` : `@${digest}` };
}

/** What the last ARG of a name above the first FROM says, where that is plain text in one piece. */
function defaultOf({ instructions, stages }: Dockerfile, name: string): Word | undefined {
  const [first] = stages;
  const assignments = instructions
    .slice(0, first ? instructions.indexOf(first.from) : 0)
    .flatMap((instruction) => (instruction.keyword === "ARG" ? instruction.assignments : []))
    .filter((assignment) => assignment.name.value === name);
  const value = assignments.length === 1 ? assignments[0]?.value : undefined;
  return value?.value !== undefined && isWhole(value) && !value.text.includes("$") ? value : undefined;
}

/** How often a file names a variable, comments left aside. */
function mentions({ text, comments }: Dockerfile, name: string): number {
  let found = 0;
  let next = 0;
  for (const { index } of text.matchAll(/[A-Za-z_]\w*/g)) {
    while (comments[next] && (comments[next]?.end ?? 0) <= index) next++;
    const isComment = (comments[next]?.start ?? text.length) <= index;
    if (!isComment && text.startsWith(name, index) && !/\w/.test(text[index + name.length] ?? "")) found++;
  }
  return found;
}

/** Images of FROM whose name is not known, or is none: the words as they are written, with the reason. */
export function unreadImages(file: Dockerfile): readonly (Reason & { readonly word: Word })[] {
  const read = new Set(usedImages(file).map(({ word }) => word));
  return file.stages.flatMap(({ parent, image: word, base }) => {
    if (parent || !word || read.has(word) || word.value === "scratch" || base?.text === "scratch") return [];
    return [{ word, reason: base?.error ?? "a variable in it has no value here" }];
  });
}
