/** Tags of official images taken apart: version, system, and what is left, the variant. */

import endOfLife from "./end-of-life.json";
import { nodeLineNamed } from "./node";

/** A tag taken apart. */
export interface ParsedTag {
  /** In lower case, without the day of a build: `bookworm-slim` for `bookworm-20260812-slim`. */
  readonly text: string;
  /** "22.5.1", "3.13"; undefined where the tag names none. For `node:jod` that of the line. */
  readonly version: string | undefined;
  /** What the tag names as the system that the image is built on: "debian", "ubuntu", "alpine". */
  readonly system: string | undefined;
  /** Its release: a codename, or the version of Alpine; undefined where none is named. */
  readonly release: string | undefined;
  /** The words that are neither: "", "slim", "apache", "jdk". */
  readonly shape: string;
}

/**
 * Takes a tag apart.
 * @param name the short name of an official image: `debian:12` is a release of a system, `node:12` is none.
 */
export function parseTag(name: string, tag: string): ParsedTag {
  const all = tag
    .toLowerCase()
    .split("-")
    .filter((word) => !/^20\d{6}(?:\.\d+)?$/.test(word));
  let version: string | undefined;
  let system: string | undefined;
  let release: string | undefined;
  const rest: string[] = [];
  for (const [index, word] of all.entries()) {
    const named = systemNamed(word);
    if (named) [system, release] = [named[0], named[1] ?? release];
    else if (system === "alpine" && all[index - 1] === "alpine" && /^3\.\d+$/.test(word)) release = word;
    else if (index === 0 && /^v?\d/.test(word)) version = /\d+(?:\.\d+)*/.exec(word)?.[0];
    else if (index === 0 && name === "node" && nodeLineNamed(word)) version = String(nodeLineNamed(word)?.major);
    else if (word !== "latest") rest.push(word);
  }
  if (name === "debian" && version !== undefined) [system, release] = ["debian", codenameOf(version)];
  return { text: all.join("-"), version, system, release, shape: rest.join("-") };
}

const codenames: ReadonlyMap<string, string> = new Map(
  (["debian", "ubuntu"] as const).flatMap((system) =>
    (endOfLife.images[system] as readonly { codename?: string }[]).flatMap(({ codename }) =>
      codename === undefined ? [] : [[codename, system] as const],
    ),
  ),
);

function systemNamed(word: string): readonly [system: string, release: string | undefined] | undefined {
  const system = codenames.get(word);
  if (system !== undefined) return [system, word];
  const alpine = /^alpine(3\.\d+)?(?:\.\d+)?$/.exec(word);
  return alpine ? ["alpine", alpine[1]] : undefined;
}

function codenameOf(version: string): string | undefined {
  const cycles: readonly { cycle: string; codename?: string }[] = endOfLife.images.debian;
  return cycles.find(({ cycle }) => `${version}.`.startsWith(`${cycle}.`))?.codename;
}
