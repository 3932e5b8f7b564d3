/** Answers of registries that are kept from one run to the next. */

import type { Told } from "../types";

/** What a registry told earlier, to somebody who keeps it. */
export interface KeptAnswer {
  /** A digest, or tags; anybody may have changed it. */
  readonly value: unknown;
  readonly etag: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface KeptAnswers {
  get(key: string): KeptAnswer | undefined;
  set(key: string, answer: KeptAnswer): void;
}

/** An answer, and what its text is marked with. */
export interface Marked<Value> {
  readonly value: Value;
  readonly etag: string | undefined;
}

/**
 * Gives what is kept under a key where that is fresh; else what `find` is told, which is kept then.
 * @param fresh milliseconds. @param who asks: others are not told what one was told.
 */
export function keeping(kept: KeptAnswers | undefined, fresh: number, who: string) {
  return async <Value>(
    what: string,
    isValue: (value: unknown) => value is Value,
    find: (before: Marked<Value> | undefined) => Promise<Told<Marked<Value>>>,
  ): Promise<Told<Value>> => {
    const key = `${what} ${who}`;
    const known = kept?.get(key);
    const before = known && isValue(known.value) ? { value: known.value, etag: known.etag } : undefined;
    if (known && before && Math.abs(Date.now() - known.at) < fresh) return { state: "found", value: before.value };
    const told = await find(before);
    if (told.state !== "found") return told;
    const { value, etag } = told.value;
    kept?.set(key, { value, etag, at: Date.now() });
    return { state: "found", value };
  };
}
