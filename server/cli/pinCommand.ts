import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { isAdditionalContext } from "../context/additionalContexts";
import { apply, byPosition } from "../edits/edits";
import type { Registry } from "../host/registry";
import { writeDocument } from "../host/textFiles";
import { usedImages } from "../stage/copiedImages";
import { obstacleToPinning, pinTo, unreadImages } from "../stage/pinning";
import type { Edit } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { visible } from "../util/visible";
import { fileOptions, type InputFile, reachRegistry, readDockerfiles, registryOptions } from "./imageInputs";
import { complain } from "./inputs";
import { parseOptions, print, wrongUsage } from "./usage";

/** `drydock pin`: writes the digests behind the tags of images, as their registries say. */
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
  const { files, roots, isComplete } = await readDockerfiles(positionals, values);
  // What is written is asked for, every time: what is kept saves texts that are still the same.
  const { registry, save } = await reachRegistry(values, 0);
  const pinned = await Promise.all(files.map((input) => pin(input, registry, values.update)));
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
  let isKnown = true;
  const images = [...usedImages(file)].sort((one, other) => byPosition(one.word, other.word));
  const wanted = images.filter(({ reference: { digest, text } }) => {
    return (digest === undefined || isUpdate) && !isAdditionalContext(facts, text);
  });
  const outcomes = wanted.map(async (image): Promise<{ note?: Note; edit?: Edit }> => {
    const { reference, word } = image;
    const noted = (message: string) => ({ line: lineOf(word.start) + 1, image: reference.text, message });
    const obstacle = obstacleToPinning(file, image, facts);
    if (obstacle !== undefined) return { note: noted(`left, ${obstacle}`) };
    const told = await registry.verifiedDigest(reference);
    if (told.state !== "found") {
      isKnown = false;
      return { note: noted(told.state === "absent" ? "left, there is no such tag" : `left, ${told.reason}`) };
    }
    if (told.value === reference.digest) return {};
    const edit = pinTo(file, image, facts, told.value);
    return "reason" in edit ? { note: noted(`left, ${edit.reason}`) } : { edit, note: noted(told.value) };
  });
  const all = await Promise.all(outcomes);
  // Several stages may share one ARG.
  const edits = new Map(all.flatMap(({ edit }) => (edit ? [[edit.start, edit] as const] : [])));
  const unread = unreadImages(file).map(({ word, reason }) => ({
    line: lineOf(word.start) + 1,
    image: word.text,
    message: `left, ${reason}`,
  }));
  return {
    name,
    before: file.text,
    after: apply(file.text, [...edits.values()]),
    notes: [...all.flatMap(({ note }) => note ?? []), ...unread],
    isKnown,
  };
}
