import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { apply, byPosition } from "../edits/edits";
import { imageAlone, pinAlone } from "../engine/imagesAlone";
import type { Registry } from "../host/registry";
import { writeDocument } from "../host/textFiles";
import { isAdditionalContext } from "../stage/additionalContexts";
import { usedImages } from "../stage/copiedImages";
import { pinTo, unreadImages } from "../stage/pinning";
import type { Edit, ImageReference } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { isReason, type Reason } from "../util/reason";
import { visible } from "../util/visible";
import {
  fileOptions,
  type InputFile,
  type NamingFile,
  reachRegistry,
  readDockerfiles,
  registryOptions,
} from "./imageInputs";
import { complain } from "./inputs";
import { parseOptions, print, wrongUsage } from "./usage";

/** `drydock pin`: writes the digests behind the tags of images, in Dockerfiles and beside them, as their registries say. */
export async function runPin(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    ...fileOptions,
    update: { type: "boolean", default: false },
    ...registryOptions,
    check: { type: "boolean", default: false },
    diff: { type: "boolean", default: false },
  });
  if (positionals.length === 0) throw wrongUsage("pin needs a file");
  if (values.check && values.diff) throw wrongUsage("--check and --diff exclude each other");
  if (positionals.includes("-") && positionals.length > 1) throw wrongUsage("stdin stands alone");
  const { files, naming, roots, isComplete } = await readDockerfiles(positionals, values, true);
  // What is written is asked for, every time: what is kept saves texts that are still the same.
  const { registry, save } = await reachRegistry(values, 0);
  const pinned = await Promise.all([
    ...files.map((input) => pin(input, registry, values.update)),
    ...naming.map((input) => pinNamed(input, registry, values.update)),
  ]);
  save();

  for (const { name, notes } of pinned) {
    for (const { line, image, message } of notes) console.error(visible(`${name}:${line} ${image}: ${message}`));
  }
  const changed = pinned.filter(({ before, after }) => before !== after);
  let isDone = isComplete && pinned.every(({ isKnown }) => isKnown);
  if (values.check) for (const { name } of changed) print(visible(name));
  else if (values.diff) {
    const options = { headerOptions: FILE_HEADERS_ONLY };
    for (const { name, before, after } of changed)
      process.stdout.write(createTwoFilesPatch(name, name, before, after, undefined, undefined, options));
  } else if (positionals[0] === "-") for (const { after } of pinned) process.stdout.write(after);
  else
    for (const { name, before, after } of changed) {
      try {
        await writeDocument(name, before, after, roots);
        console.error(`changed ${name}`);
      } catch (error) {
        complain(`cannot write ${name}`, error);
        isDone = false;
      }
    }
  if (!isDone) return 2;
  return values.check && changed.length > 0 ? 1 : 0;
}

interface Pinned {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly notes: readonly Note[];
  /** Every registry that was asked has told what there is. */
  readonly isKnown: boolean;
}

/** What was done with an image, or why nothing. Lines count from 1. */
interface Note {
  readonly line: number;
  readonly image: string;
  readonly message: string;
}

async function pin({ name, file, facts }: InputFile, registry: Registry, isUpdate: boolean): Promise<Pinned> {
  const lineOf = lineNumbersOf(file.text);
  const images = [...usedImages(file)].sort((one, other) => byPosition(one.word, other.word));
  const wanted = images.filter(({ reference: { digest, text } }) => {
    return (digest === undefined || isUpdate) && !isAdditionalContext(facts, text);
  });
  const outcomes = wanted.map((image) =>
    pinOne(image.reference, lineOf(image.word.start) + 1, registry, (digest) => pinTo(file, image, facts, digest)),
  );
  const unread = unreadImages(file).map(({ word, reason }) => ({
    line: lineOf(word.start) + 1,
    image: word.text,
    message: `left, ${reason}`,
  }));
  return pinnedText(name, file.text, await Promise.all(outcomes), unread);
}

/** The same for the images that a compose, bake or devcontainer file names itself. */
async function pinNamed({ name, text, images }: NamingFile, registry: Registry, isUpdate: boolean): Promise<Pinned> {
  const lineOf = lineNumbersOf(text);
  const unread: Note[] = [];
  const outcomes = images.map(async (named): Promise<Outcome> => {
    const line = lineOf(named.span.start) + 1;
    const image = imageAlone(named.text);
    if (!image) {
      const written = text.slice(named.span.start, named.span.end);
      unread.push({ line, image: written, message: "left, its name holds variables, or is none" });
      return {};
    }
    if (image.reference.digest !== undefined && !isUpdate) return {};
    return pinOne(image.reference, line, registry, (digest) => pinAlone(image, text, named, digest));
  });
  return pinnedText(name, text, await Promise.all(outcomes), unread);
}

/** What came of one image. */
interface Outcome {
  readonly note?: Note;
  readonly edit?: Edit;
  readonly isUnknown?: boolean;
}

/** @param write the digest, or why that cannot be done: then nobody is asked. */
async function pinOne(
  reference: ImageReference,
  line: number,
  registry: Registry,
  write: (digest: string) => Edit | Reason,
): Promise<Outcome> {
  const noted = (message: string) => ({ line, image: reference.text, message });
  const without = write("");
  if (isReason(without)) return { note: noted(`left, ${without.reason}`) };
  const told = await registry.verifiedDigest(reference);
  if (told.state !== "found") {
    const message = told.state === "absent" ? "left, there is no such tag" : `left, ${told.reason}`;
    return { note: noted(message), isUnknown: true };
  }
  if (told.value === reference.digest) return {};
  const edit = write(told.value);
  return isReason(edit) ? { note: noted(`left, ${edit.reason}`) } : { edit, note: noted(told.value) };
}

function pinnedText(name: string, before: string, all: readonly Outcome[], unread: readonly Note[]): Pinned {
  // Several stages may share one ARG.
  const edits = new Map(all.flatMap(({ edit }) => (edit ? [[edit.start, edit] as const] : [])));
  return {
    name,
    before,
    after: apply(before, [...edits.values()]),
    notes: [...all.flatMap(({ note }) => note ?? []), ...unread],
    isKnown: all.every(({ isUnknown }) => isUnknown !== true),
  };
}
