/** What comes of several sources of one COPY or ADD whose destination does not end with a slash. */

import { mayBeTar } from "../context/archives";
import { copySources } from "../context/contextSources";
import { matchesOf, mayBeElsewhere, wholeContext } from "../context/contextTree";
import { folderBefore } from "../stage/folders";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction } from "../types";
import { isStandardFolder } from "./baseFiles";
import { imageFiles } from "./imageFiles";

/**
 * Whether the sources end up as one file, the last of them: where the destination is no folder yet. A folder among
 * them makes one of it. Undefined when that is not known.
 */
export function becomeOneFile(file: Dockerfile, facts: Facts, copy: Instruction): boolean | undefined {
  const place = resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
  if (copy.onbuild || place === undefined) return undefined;
  const view = imageFiles(file, facts).before(copy);
  const there = view.at(place);
  if (there !== undefined && there !== "absent" && there.kind === "folder") return false;
  if (there !== "absent" && isStandardFolder(copy.stage, place)) return false;
  const first = isFolderSource(file, facts, copy);
  if (first) return false;
  if (there === undefined || (there !== "absent" && there.kind !== "file")) return undefined;
  return first === undefined ? undefined : true;
}

/**
 * How many files a COPY with one source copies: those that its wildcard matches in the context. 1 for no wildcard, and
 * where folders are among them or the context is not known.
 */
export function matchedFiles(file: Dockerfile, facts: Facts, copy: Instruction): number {
  const context = wholeContext(facts);
  const [source, ...others] = copySources(copy);
  if (!context || !source?.isGlob || others.length > 0 || copy.words.length !== 2) return 1;
  const { isLiteral, isOutside, hasParents, excludes, path } = source;
  if (!isLiteral || isOutside || hasParents || excludes || mayBeElsewhere(file, facts, context)) return 1;
  const matches = matchesOf(context, path);
  return matches.every((match) => context.isFile(match) && !facts.modes?.has(match)) ? Math.max(1, matches.length) : 1;
}

/** Whether the first source is a folder. What nobody has listed is one when its name ends with a slash, and a file by an ending. */
function isFolderSource(file: Dockerfile, facts: Facts, copy: Instruction): boolean | undefined {
  const value = copy.words[0]?.value;
  if (value === undefined || flagOf(copy, "parents")) return undefined;
  // What ADD unpacks makes a folder.
  if (copy.keyword === "ADD" && mayBeTar(value)) return undefined;
  if (/^<</.test(value)) return false;
  const from = flagOf(copy, "from");
  const listed = from ? inStage(file, facts, copy, from.value?.value, value) : inContext(file, facts, copy);
  if (listed !== undefined) return listed;
  if (/(?:^|\/)\.?\.?$/.test(value)) return true;
  return fileEnding.test(value) ? false : undefined;
}

/** `conf.d` and `v1.2` are folders. */
const fileEnding = /[^/]\.(?!d$)[A-Za-z]\w{0,4}$/;

function inStage(file: Dockerfile, facts: Facts, copy: Instruction, from: string | undefined, path: string) {
  const stage = from === undefined ? undefined : findStage(file, from, copy.stage);
  const place = resolvePath("/", path);
  const found = stage && place !== undefined ? imageFiles(file, facts).after(stage).at(place) : undefined;
  return found && found !== "absent" && found.kind !== undefined ? found.kind === "folder" : undefined;
}

function inContext(file: Dockerfile, facts: Facts, copy: Instruction): boolean | undefined {
  const context = wholeContext(facts);
  const [source] = copySources(copy);
  if (context && source?.isGlob && matchedFiles(file, facts, copy) > 1) return false;
  if (!context || !source || source.isGlob || source.isOutside || source.span.start !== copy.words[0]?.start)
    return undefined;
  if (context.isFolder(source.path)) return true;
  return context.isFile(source.path) && !facts.modes?.has(source.path) ? false : undefined;
}
