/** What is known beside a Dockerfile, with the files that fixes have changed. */

import { parseIgnore } from "../syntax/dockerignore";
import type { Facts } from "../types";

/** The text of another file, empty when there is none yet. */
export function fileText({ ignore, contents }: Facts, path: string): string {
  return ignore?.path === path ? ignore.text : (contents?.get(path) ?? "");
}

/** The facts when the file at `path` has become another text. */
export function withFile(facts: Facts, path: string, text: string): Facts {
  const files = facts.files?.includes(path) ? facts.files : facts.files && [...facts.files, path].sort();
  const isIgnore = path === facts.ignore?.path || (!facts.ignore && path.endsWith(".dockerignore"));
  const contents = new Map(facts.contents).set(path, text);
  return { ...facts, files, contents, ignore: isIgnore ? { ...parseIgnore(text), path } : facts.ignore };
}
