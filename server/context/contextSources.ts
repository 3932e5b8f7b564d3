/** What COPY, ADD and bind mounts take from the build context, and writing it in another way. */

import { replace } from "../edits/edits";
import { parseIgnore } from "../syntax/dockerignore";
import { flagOf, isCopy, isTemplated, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Edit, Fix, IgnoreFile, Instruction, Mount, Span, Word } from "../types";
import { memoize } from "../util/memoize";
import { isRemote } from "./archives";

/** One source of a COPY, an ADD or a bind mount that comes from the build context. */
export interface ContextSource {
  readonly instruction: Instruction;
  /** The word, or the value of the mount's option. */
  readonly span: Span;
  /** Without quotes, variables replaced. */
  readonly value: string;
  /** What Docker takes: from the context root, `..` cut off there, without slashes around; "." for the whole context. */
  readonly path: string;
  /** Has wildcards that Docker expands; in the source of a mount they stand for themselves. */
  readonly isGlob: boolean;
  readonly isMount: boolean;
  /** Written without variables, which a build may set to something else. */
  readonly isLiteral: boolean;
  /** `..` leads out of the context, which Docker passes over. */
  readonly isOutside: boolean;
  /** The instruction has `--parents`, with which `**` stands for any number of folders. */
  readonly hasParents: boolean;
  /** The folder below which `--parents` keeps paths, "." for the root: what stands before `/./`. */
  readonly pivot: string;
  /** The patterns of `--exclude`, as an ignore file; undefined where there are none. */
  readonly excludes: IgnoreFile | undefined;
}

/** The sources that are known, in order: no URL, heredoc, stage or variable without a value. */
export const contextSourcesOf = memoize((file: Dockerfile): readonly ContextSource[] => {
  // ONBUILD copies from the context of another build.
  const own = file.instructions.filter(({ onbuild }) => !onbuild);
  return own.flatMap((instruction) =>
    instruction.keyword === "RUN"
      ? instruction.mounts.flatMap((mount) => mountSource(file, instruction, mount) ?? [])
      : copySources(instruction),
  );
});

/** Whether a path of a source is the root of the context, or stands for all that is in it. */
export function isWholeContext(path: string): boolean {
  return path === "." || path === "*";
}

/** The paths that Dockerfiles ask for in any way: with wildcards, and "." for the whole context. */
export function contextPaths(...files: readonly Dockerfile[]): string[] {
  return files.flatMap((file) => contextSourcesOf(file).map(({ path }) => path));
}

/** Those of one COPY or ADD. */
export function copySources(instruction: Instruction): ContextSource[] {
  if (!isCopy(instruction) || !takesFromContext(instruction) || isTemplated(instruction)) return [];
  const { words } = instruction;
  const hasParents = flagOf(instruction, "parents") !== undefined;
  const excludes = excludesOf(instruction);
  return words.slice(0, -1).flatMap(({ start, end, text, value }) => {
    if (!value || isRemote(value) || value.includes("<<")) return [];
    // A backslash is the separator of Windows, or takes the meaning of a wildcard away.
    if (text.includes("\\") && !isDrivePath(text)) return [];
    const isLiteral = !text.includes("$");
    const pivot = hasParents && value.includes("/./") ? read(value.slice(0, value.indexOf("/./"))).path : ".";
    const flagged = { hasParents, pivot, excludes };
    return [{ instruction, span: { start, end }, value, isMount: false, isLiteral, ...flagged, ...read(value) }];
  });
}

/** The values of `--exclude`; variables are not expanded in them. */
const excludesOf = memoize(({ flags }: Instruction): IgnoreFile | undefined => {
  const values = flags.flatMap(({ name, value }) => (name === "exclude" && value ? [valueOrText(value)] : []));
  return values.length === 0 ? undefined : parseIgnore(values.join("\n"));
});

function valueOrText({ text, value }: Word): string {
  return text.includes("$") || value === undefined ? text : value;
}

function mountSource(file: Dockerfile, instruction: Instruction, mount: Mount): ContextSource | undefined {
  const { type, source: value, from, optionSpans } = mount;
  const option = optionSpans.get("source") ?? optionSpans.get("src");
  if (type !== "bind" || from !== undefined || !value || !option || /[$\\]/.test(value)) return undefined;
  const written = file.text.slice(option.start, option.end);
  const span = written.endsWith(`=${value}`) ? { start: option.end - value.length, end: option.end } : option;
  const plain = { isMount: true, isLiteral: true, hasParents: false, pivot: ".", excludes: undefined };
  return { instruction, span, value, ...plain, ...read(value), isGlob: false };
}

function read(value: string): Pick<ContextSource, "path" | "isGlob" | "isOutside"> {
  const parts: string[] = [];
  let isOutside = false;
  for (const part of value.split("/")) {
    if (part === "..") isOutside = parts.pop() === undefined || isOutside;
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return { path: parts.join("/") || ".", isGlob: hasWildcard(value), isOutside };
}

/** Whether a path has wildcards that Docker expands in a source. */
export function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}

function isDrivePath(text: string): boolean {
  return /^["']?[A-Za-z]:[\\/]/.test(text);
}

/** Whether a source means a file of the machine that builds: `C:\app`, `~/.ssh`, `/home/me/app`. */
export function isHostPath({ text }: Dockerfile, { value, span }: ContextSource): boolean {
  return (
    isDrivePath(text.slice(span.start, span.end)) ||
    /^~\/|^\/(?:home|Users|Volumes|root|mnt|media|tmp|etc|usr|var|opt|srv|proc|sys|dev)\/./.test(value)
  );
}

/** Puts another path of the context in a source, written in the same way; undefined where it is not written plainly. */
export function respell(
  { text }: Dockerfile,
  { span, value, isOutside }: ContextSource,
  path: string,
): Edit | undefined {
  const written = text.slice(span.start, span.end);
  const at = written.indexOf(value);
  if (at < 0 || !/^[\w./@+-]+$/.test(path)) return undefined;
  const lead = isOutside || isDrivePath(value) ? "" : (/^(?:\.?\/)*/.exec(value)?.[0] ?? "");
  const tail = value.endsWith("/") ? "/" : "";
  return replace({ start: span.start + at, end: span.start + at + value.length }, lead + path + tail);
}

/** A fix that names another path, which is but a guess. */
export function guessFixes(file: Dockerfile, source: ContextSource, path: string | undefined): Fix[] {
  const edit = path === undefined ? undefined : respell(file, source, path);
  return edit ? [{ title: `Take ${path}`, safe: false, optional: true, edits: [edit] }] : [];
}
