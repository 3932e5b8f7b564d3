/** The form of `test/rules/<id>.ts`, and the facts that a case's files stand for. */

import assert from "node:assert/strict";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files, ImageDescription, OnlineImages, Policy, Severity, Told } from "../server/types";

/** A text in which `[|…|]` marks what is reported, the text after fixing (undefined: no fix), and more when needed. */
export type Invalid = readonly [marked: string, fixed: string | undefined, more?: More];
export type Valid = string | readonly [text: string, more: More];

export interface More {
  /** The build context; without it nothing is known of the context. Dockerfile itself need not be named. */
  readonly files?: Files;
  /** The context after the fix, where the fix edits other files: only those that differ. */
  readonly filesAfter?: Files;
  /** Title of the fix to apply, when it is not the first. */
  readonly fix?: string;
  /** The finding stays after the fix (it only gets better), or has a second step. */
  readonly remains?: boolean;
  /** Words that the message must hold. */
  readonly message?: string;
  /** What the finding must weigh. */
  readonly severity?: Severity;
  /** The file's path from the context root. Default: Dockerfile, or .dockerignore. */
  readonly path?: string;
  /** For a rule on .dockerignore: the Dockerfile of the context. */
  readonly dockerfile?: string;
  /** The day that it is; default 2026-11-23. */
  readonly today?: string;
  readonly policy?: Policy;
  /** What registries have said. */
  readonly registry?: OnlineImages;
}

export interface Cases {
  readonly invalid: readonly Invalid[];
  readonly valid: readonly Valid[];
  /** Ids of rules that run as well: for a rule about what others find. */
  readonly others?: readonly string[];
  /** For a rule whose fixes take comments out. */
  readonly removesComments?: boolean;
}

/** A project with its naive Dockerfile, and what *Harden Dockerfile* makes of that. */
export interface Shape {
  readonly title: string;
  readonly files: Files;
  readonly before: string;
  readonly after: string;
}

/**
 * The facts about a text in a context made of these files, gathered as the product does. A text of the context that
 * nobody has declared to read is not known: whoever asks for it fails.
 */
export async function factsOf(more: More, text = ""): Promise<Facts> {
  const { files, path, policy, today = "2026-11-23", dockerfile } = more;
  const registry = more.registry && toldOf(more.registry);
  const served = dockerfile === undefined ? undefined : [{ ...parseDockerfile(dockerfile), path: "Dockerfile" }];
  if (!files) return { today, path, policy, registry, dockerfiles: served };
  const all = dockerfile === undefined ? files : { ...files, Dockerfile: dockerfile };
  const facts = await factsAround(all, path, text);
  return { ...facts, today, policy, registry, contents: watched(facts.contents ?? new Map(), all) };
}

/** A map of the texts that were read which complains when it is asked for others that there are. */
function watched(contents: ReadonlyMap<string, string>, files: Files): ReadonlyMap<string, string> {
  const map = new Map(contents);
  const look = (path: string) => {
    const isMissed = !contents.has(path) && Object.hasOwn(files, path);
    assert.ok(!isMissed, `${path} is asked for, but nobody declares to read it: see server/workspace/wanted.ts`);
  };
  const { get, has } = map;
  map.get = (path) => {
    look(path);
    return get.call(map, path);
  };
  map.has = (path) => {
    look(path);
    return has.call(map, path);
  };
  return map;
}

function toldOf(images: OnlineImages): ReadonlyMap<string, Told<ImageDescription>> {
  const unknown = { created: undefined, size: undefined, user: undefined };
  const unsaid = { ...unknown, entrypoint: undefined, cmd: undefined, environment: undefined };
  const some = { digest: `sha256:${"0".repeat(64)}`, platforms: [], isIndex: true, ...unsaid };
  return new Map(
    Object.entries(images).map(([image, told]): [string, Told<ImageDescription>] => [
      image,
      told === "absent" ? { state: "absent" } : { state: "found", value: { ...some, ...told } },
    ]),
  );
}
