/** What registries have told earlier runs: digests and tags, nothing of who asked. */

import { readFileSync } from "node:fs";
import type { KeptAnswer, KeptAnswers } from "../host/keptAnswers";
import { fieldsOf, isFields, stringOf } from "../util/json";
import { keep, keptPlace } from "./keptFiles";

export interface RegistryCache extends KeptAnswers {
  /** Keeps the answers of this run. */
  save(): void;
}

/** Changes when files of an earlier form are of no use. */
const form = 1;

/** Milliseconds: older answers are not even compared with. */
const longest = 7 * 24 * 60 * 60_000;

const mostAnswers = 2000;

/**
 * Opens the file; what is missing or broken counts as nothing.
 * @param location its path; undefined for the usual one.
 */
export function openRegistryCache(location: string | undefined): RegistryCache {
  const file = location ?? keptPlace("registry.json");
  const answers = readAnswers(file);
  let isChanged = false;
  return {
    get: (key) => answers.get(key),
    set(key, answer) {
      answers.delete(key);
      answers.set(key, answer);
      isChanged = true;
    },
    save() {
      if (!isChanged) return;
      const young = [...answers].filter(([, { at }]) => Date.now() - at < longest).slice(-mostAnswers);
      keep(file, JSON.stringify({ form, answers: Object.fromEntries(young) }), "what registries say");
    },
  };
}

function readAnswers(file: string): Map<string, KeptAnswer> {
  try {
    const kept = fieldsOf(JSON.parse(readFileSync(file, "utf8")));
    if (kept.form !== form) return new Map();
    const entries = Object.entries(fieldsOf(kept.answers)).flatMap(([key, answer]): [string, KeptAnswer][] => {
      if (!isFields(answer) || typeof answer.at !== "number") return [];
      return [[key, { value: answer.value, etag: stringOf(answer.etag), at: answer.at }]];
    });
    return new Map(entries);
  } catch {
    return new Map();
  }
}
