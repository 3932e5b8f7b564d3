/** What an engine has built, kept in a file, so that the model can be asked again without building again. */

import { appendFileSync, readFileSync } from "node:fs";
import type { BuiltEntry, BuiltImage } from "./builtImage";
import type { Sample } from "./generator";

/** A built sample. */
export interface Built {
  readonly sample: Sample;
  readonly image: BuiltImage;
}

/** One line of the file: what an image has other than the one that it is compared with, the first of its base. */
interface Line extends Omit<BuiltImage, "files"> {
  readonly sample: Sample;
  readonly changed: readonly (readonly [string, BuiltEntry])[];
  readonly removed: readonly string[];
}

/** Adds images to a file. @param firsts the first image of each base, which is filled. */
export function record(file: string, built: readonly Built[], firsts: Map<string, BuiltImage>): void {
  for (const { sample, image } of built) {
    const first = firsts.get(sample.base);
    if (!first) firsts.set(sample.base, image);
    const { files, ...rest } = image;
    const changed = [...files].filter(([path, entry]) => !isEqual(entry, first?.files.get(path)));
    const removed = [...(first?.files.keys() ?? [])].filter((path) => !files.has(path));
    appendFileSync(file, `${JSON.stringify({ sample, changed, removed, ...rest } satisfies Line)}\n`);
  }
}

/** Reads what has been recorded. */
export function replay(file: string): Built[] {
  const firsts = new Map<string, BuiltImage>();
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((text) => {
      const { sample, changed, removed, ...rest }: Line = JSON.parse(text, (_, value) =>
        value?.type === "Buffer" ? Buffer.from(value.data) : value,
      );
      const files = new Map(firsts.get(sample.base)?.files);
      for (const path of removed) files.delete(path);
      for (const [path, entry] of changed) files.set(path, entry);
      const image = { ...rest, files };
      if (!firsts.has(sample.base)) firsts.set(sample.base, image);
      return { sample, image };
    });
}

function isEqual(one: BuiltEntry, other: BuiltEntry | undefined): boolean {
  return (["kind", "mode", "uid", "gid", "target"] as const).every((key) => one[key] === other?.[key]);
}
