/** The `.env` files that are not there yet: which of them an image would get, and what keeps them out of it. */

import { decide, escapePath, parseIgnore } from "../syntax/dockerignore";
import type { Facts, IgnoreFile } from "../types";
import { filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { copiedUnasked } from "./contextCopies";
import { contextPaths } from "./contextSources";
import { startEnvFiles } from "./startEnvFiles";

/** The names that tools read and people make. */
const usual: readonly string[] = [".env", ".env.local", ".env.production"];

/**
 * Those that would be copied unasked along with a folder, if they were made; none while no Dockerfile is known, and
 * where the ignore file says what is let through, or a Dockerfile names such files itself.
 */
export function laterEnvFiles(file: IgnoreFile, facts: Facts): readonly string[] {
  const { dockerfiles = [] } = facts;
  if (dockerfiles.length === 0 || contextPaths(...dockerfiles).some(isEnvLike)) return [];
  if (dockerfiles.some((dockerfile) => startEnvFiles(dockerfile, facts).some(isEnvLike))) return [];
  return copiedUnasked(file, facts, usual);
}

/** The lines that leave them out: as the file has them where it names one, and without what lies in the context already. */
export function patternsForLater(file: IgnoreFile, facts: Facts): readonly string[] {
  const later = laterEnvFiles(file, facts);
  const isRooted = file.patterns.some(({ text }) => /^\/?\.env/.test(text));
  const root = isRooted ? "" : "**/";
  const lines = [
    ...(later.includes(".env") ? [`${root}.env`] : []),
    ...(later.some((name) => name !== ".env") ? [`${root}.env.*`] : []),
  ];
  const added = parseIgnore(lines.join("\n"));
  const own = envLike(facts.files ?? []).filter((path) => !decide(file, path).ignored && decide(added, path).ignored);
  const samples = lines.some((line) => line.endsWith("*")) ? [`!${root}.env.example`] : [];
  const others = own.filter((path) => baseName(path) !== ".env.example").map((path) => `!${escapePath(path)}`);
  return [...lines, ...samples, ...others];
}

const envLike = filterOnce(isEnvLike);

function isEnvLike(path: string): boolean {
  return /^\.env(?:[.*].*)?$/.test(baseName(path));
}
