/** What can stand where somebody types a path of the build context: in an ignore file, in COPY and ADD, in a mount. */

import { contextPaths } from "../context/contextSources";
import { covers, type Decision, decide, decideIn, escapePath, leavingOut, parseIgnore } from "../syntax/dockerignore";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { expand } from "../syntax/variables";
import type { Amount, ContextEntry, Dockerfile, Facts, IgnoreFile, Instruction, Span } from "../types";
import { formatAmount } from "../util/amounts";
import { entriesIn, type ListedEntry, rangeBelow } from "../util/listing";
import { commonPatterns, exampleOf, isCommon } from "../workspace/commonPatterns";

export interface Completion {
  /** The name of a file or folder, or a pattern. */
  readonly label: string;
  /** What is written, with the escapes that its place needs. Typed text is to be compared with this. */
  readonly insert: string;
  /** What that replaces: the part of a path that is being typed. */
  readonly span: Span;
  readonly detail: string | undefined;
  readonly isFolder: boolean;
  /** It is left out of the build context, so that it is of no use here. */
  readonly isIgnored: boolean;
  /** Completions are shown in the order of these. */
  readonly sort: string;
}

interface Completions {
  readonly items: readonly Completion[];
  /** False when there is more than is listed, so that it is worth asking again once more has been typed. */
  readonly isComplete: boolean;
}

/** More are of no use to anybody who looks at a list. */
const mostItems = 500;

/** So many entries of a folder are looked at, and so many files of a folder in it for one that is left out. */
const mostLooks = 5000;
const mostLooksInside = 20;

/**
 * The paths and common patterns that can be typed at an offset of an ignore file; behind a `!`, those that it would
 * bring back. Nothing in comments.
 * @param entries what has been counted in the folder that `typedFolder` gives, as far as it has been.
 */
export function completeIgnore(
  file: IgnoreFile,
  offset: number,
  facts: Facts,
  entries: readonly ContextEntry[] = [],
): Completions {
  const place = patternPlace(file, offset);
  const files = facts.files;
  if (!place || !files) return nothing;
  // What is being typed has no say in what is left out without it.
  const { folder, isNegated, span } = place;
  const patterns = file.patterns.filter(({ start, end }) => span.end < start || end < span.start);
  const others = { ...file, patterns };
  const common = commonCompletions(others, place, facts);
  if (folder === undefined) return { items: common, isComplete: true };

  const above = folder === "" ? undefined : decide(others, folder);
  const counted = byPath(entries);
  const isWanted = (entry: ListedEntry) =>
    !isNegated || isBroughtBack(others, offset, above, folder, entry, files, counted);
  const { chosen, isComplete } = choose(files, { ...place, folder }, isWanted);
  const items = chosen.map(({ name, isFolder, insert }) => {
    const path = join(folder, name);
    const amounts = counted.get(path);
    const isIgnored = !isNegated && leavingOut(others, path, isFolder, decideIn(others, above, path)) !== undefined;
    const group = isIgnored ? 4 : isCommon(path) ? 0 : isFolder ? 1 : 2;
    const detail = isIgnored ? "already left out" : describe(isNegated ? amounts?.ignored : amounts?.sent);
    return { label: name, insert, span, detail, isFolder, isIgnored, sort: sortKey(group, name) };
  });
  return { items: [...common, ...items], isComplete };
}

/**
 * The paths of the build context that can be typed at an offset of a Dockerfile: as a source of COPY or ADD, or of a
 * bind mount. Nothing where the source is an image, a stage or another build context.
 * @param entries as for `completeIgnore`.
 */
export function completeDockerfile(
  file: Dockerfile,
  offset: number,
  facts: Facts,
  entries: readonly ContextEntry[] = [],
): Completions {
  const { files, ignore } = facts;
  const place = sourcePlace(file, offset);
  if (!place || !files) return nothing;
  const { folder, span } = place;
  const above = ignore && folder !== "" ? decide(ignore, folder) : undefined;
  const { chosen, isComplete } = choose(files, place, () => true);
  const counted = byPath(entries);
  const items = chosen.map(({ name, isFolder, insert }) => {
    const path = join(folder, name);
    const by = ignore && leavingOut(ignore, path, isFolder, decideIn(ignore, above, path));
    const detail = by ? `left out by "${by.text}" (${ignore.path}:${by.line + 1})` : describe(counted.get(path)?.sent);
    const isIgnored = by !== undefined;
    return { label: name, insert, span, detail, isFolder, isIgnored, sort: sortKey(by ? 4 : isFolder ? 1 : 2, name) };
  });
  return { items, isComplete };
}

/** The folder of the build context whose inside can be typed at an offset, "" for its root; undefined when none can. */
export function typedFolder(file: Dockerfile | IgnoreFile, offset: number): string | undefined {
  return ("instructions" in file ? sourcePlace(file, offset) : patternPlace(file, offset))?.folder;
}

const nothing: Completions = { items: [], isComplete: true };

// ------------------------------------------------------------- what there is

/** Where a name is being typed. */
interface Place {
  /** From the root of the context, "" for the root itself. */
  readonly folder: string;
  /** So much of the name is there. */
  readonly typed: string;
  /** Of the name. */
  readonly span: Span;
  /** As the name is written there; undefined when it cannot be. */
  write(name: string): string | undefined;
}

/** The entries of the folder at a place that can be written there, those that begin as typed first. */
function choose(
  files: readonly string[],
  { folder, typed, write }: Place,
  isWanted: (entry: ListedEntry) => boolean,
): { chosen: (ListedEntry & { readonly insert: string })[]; isComplete: boolean } {
  const chosen: (ListedEntry & { insert: string })[] = [];
  let looks = 0;
  const take = (found: Iterable<ListedEntry>, isOther: (entry: ListedEntry) => boolean) => {
    for (const entry of found) {
      if (chosen.length === mostItems || ++looks > mostLooks) return false;
      const insert = isOther(entry) ? write(entry.name) : undefined;
      if (insert !== undefined && isWanted(entry)) chosen.push({ ...entry, insert });
    }
    return true;
  };
  const isComplete =
    take(entriesIn(files, folder, typed), () => true) &&
    (typed === "" || take(entriesIn(files, folder), ({ name }) => !name.startsWith(typed)));
  return { chosen, isComplete };
}

/** Whether a `!` at the offset would bring something of an entry back. */
function isBroughtBack(
  others: IgnoreFile,
  offset: number,
  above: Decision | undefined,
  folder: string,
  { name, isFolder }: ListedEntry,
  files: readonly string[],
  counted: ReadonlyMap<string, ContextEntry>,
): boolean {
  const path = join(folder, name);
  const isEarlier = ({ ignored, by }: Decision) => ignored && by !== undefined && by.start < offset;
  if (isEarlier(decideIn(others, above, path))) return true;
  if (!isFolder) return false;
  const amounts = counted.get(path);
  if (amounts) return amounts.ignored.files > 0;
  const { start, end } = rangeBelow(files, path);
  if (end - start > mostLooksInside) return others.patterns.length > 0;
  return files.slice(start, end).some((inside) => isEarlier(decide(others, inside)));
}

function describe(amount: Amount | undefined): string | undefined {
  return amount && amount.files > 0 ? formatAmount(amount) : undefined;
}

function byPath(entries: readonly ContextEntry[]): ReadonlyMap<string, ContextEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]));
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function sortKey(group: number, name: string): string {
  return `${group}${name}`;
}

// ------------------------------------------------------------ an ignore file

interface PatternPlace extends Omit<Place, "folder"> {
  /** Undefined where there is none or nobody can tell which: behind a wildcard, or outside of the context. */
  readonly folder: string | undefined;
  /** As typed, with a slash at the end unless empty. */
  readonly lead: string;
  readonly isNegated: boolean;
}

function patternPlace({ text }: IgnoreFile, offset: number): PatternPlace | undefined {
  const start = Math.max(text.lastIndexOf("\n", offset - 1) + 1, text.startsWith("\ufeff") ? 1 : 0);
  if (text[start] === "#" || offset < start) return undefined;
  const [, bang = "", written = ""] = /^\s*(!\s*)?(.*)/.exec(text.slice(start, offset)) ?? [];
  const lead = written.slice(0, written.lastIndexOf("/") + 1);
  const newline = text.indexOf("\n", offset);
  const rest = text.slice(offset, newline === -1 ? undefined : newline).trimEnd();
  const folder = /[*?[]/.test(lead.replace(/\\./g, "")) ? undefined : cleanFolder(unescape(lead));
  const isFirst = bang === "" && !folder;
  return {
    folder,
    lead,
    isNegated: bang !== "",
    typed: unescape(written.slice(lead.length)),
    span: { start: offset - written.length + lead.length, end: offset + lengthBefore(rest, /\//) },
    write: (name) => patternForName(name, isFirst),
  };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}

function lengthBefore(text: string, sign: RegExp): number {
  const at = text.search(sign);
  return at === -1 ? text.length : at;
}

/** A name as part of a pattern; `isFirst` where `#` and `!` would mean something else. */
function patternForName(name: string, isFirst: boolean): string | undefined {
  // A pattern has one line, and white space at its ends does not count.
  if (/[\n\r]|^\s|\s$/.test(name)) return undefined;
  return escapePath(name, isFirst);
}

/** A path that ends in a slash, or none, as paths of the context are written; undefined when it leads out of it. */
function cleanFolder(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

function commonCompletions(others: IgnoreFile, { lead, isNegated, span }: PatternPlace, facts: Facts): Completion[] {
  const isIgnored = (path: string) => decide(others, path).ignored;
  const needed = contextPaths(...(facts.dockerfiles ?? []));
  return commonPatterns(facts.files ?? [], isNegated).flatMap(({ pattern, matches }): Completion[] => {
    // A path that exists is offered as such.
    if (!pattern.startsWith(lead) || matches[0] === pattern) return [];
    const open = matches.filter((path) => isIgnored(path) === isNegated);
    // What is there and settled, or would be settled if it came, needs no other pattern.
    if (open.length === 0 && (matches.length > 0 || isIgnored(exampleOf(pattern)) !== isNegated)) return [];
    if (!isNegated && needed.some((path) => leavesOut(pattern, path))) return [];
    const insert = pattern.slice(lead.length);
    const [first, ...more] = open;
    return [
      {
        label: insert,
        insert,
        span,
        detail: first === undefined ? undefined : `finds ${first}${more.length > 0 ? " and others" : ""}`,
        isFolder: false,
        isIgnored: false,
        sort: sortKey(first === undefined ? 3 : 0, pattern),
      },
    ];
  });
}

/** Whether a pattern leaves out this very path, or a folder above it. */
function leavesOut(pattern: string, path: string): boolean {
  return parseIgnore(pattern).patterns.some((it) => covers(it, path));
}

// -------------------------------------------------------------- a Dockerfile

function sourcePlace(file: Dockerfile, offset: number): Place | undefined {
  const instruction = instructionAt(file, offset);
  // ONBUILD is about the context of another build.
  if (!instruction || instruction.onbuild) return undefined;
  const { keyword, flags, argumentText } = instruction;
  if (keyword === "RUN") return mountPlace(file, instruction, offset);
  if (!isCopy(instruction) || !takesFromContext(instruction)) return undefined;
  if (offset <= instruction.name.end || flags.some(({ end }) => offset <= end)) return undefined;
  const isList = /^\[\s*(?:"|$)/.test(argumentText);
  return isList ? listPlace(file, instruction, offset) : wordPlace(file, instruction, offset);
}

/** The instruction that somebody who types at the offset goes on with. */
function instructionAt({ text, instructions, comments, escape }: Dockerfile, offset: number): Instruction | undefined {
  const instruction = instructions.findLast(({ start }) => start <= offset);
  if (!instruction || comments.some(({ start, end }) => start <= offset && offset <= end)) return undefined;
  const end = Math.max(instruction.argument.end, instruction.name.end);
  if (offset <= end) return instruction;
  return (escape === "`" ? blanks.backtick : blanks.backslash).test(text.slice(end, offset)) ? instruction : undefined;
}

/** Nothing but blanks and continued lines. */
const blanks = {
  backslash: /^(?:[ \t]*\\[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*|\r*)\n)*)*[ \t]*$/,
  backtick: /^(?:[ \t]*`[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*|\r*)\n)*)*[ \t]*$/,
};

/** In `COPY source… destination`. A word alone is taken for a source. */
function wordPlace(file: Dockerfile, instruction: Instruction, offset: number): Place | undefined {
  const { words } = instruction;
  const index = words.findIndex(({ end }) => offset <= end);
  const word = isIn(words[index], offset) ? words[index] : undefined;
  const isDestination = word ? index > 0 && index === words.length - 1 : index === -1 && words.length > 0;
  // Where a continued line cuts a word, nobody knows what stands where.
  if (isDestination || (word && word.end - word.start !== word.text.length)) return undefined;
  const { text, start } = word ?? { text: "", start: offset };
  const quote = /^["']?/.exec(text)?.[0] ?? "";
  if (offset < start + quote.length || /^--|<<|:\/\//.test(text)) return undefined;
  const typed = text.slice(quote.length, offset - start);
  const isFirst = quote === "" && !typed.includes("/");
  return placeAt(file, instruction, offset, typed, text.slice(offset - start), (name) => {
    // Quotes protect no blanks here, a flag begins with two dashes, and on a line of its own `#` begins a comment.
    if (/\s|<</.test(name) || (isFirst && /^(?:--|#)/.test(name))) return undefined;
    return writeSource(name, quote === "'" ? "" : file.escape);
  });
}

function isIn(span: Span | undefined, offset: number): boolean {
  return span !== undefined && span.start <= offset && offset <= span.end;
}

/** In `COPY ["source", …, "destination"]`, be it finished or not. */
function listPlace(file: Dockerfile, instruction: Instruction, offset: number): Place | undefined {
  const { start, end } = instruction.argument;
  const strings = [...file.text.slice(start, Math.max(end, offset)).matchAll(/"((?:[^"\\\n]|\\[^\n])*)"?/g)];
  const index = strings.findIndex((it) => {
    const inner = start + it.index + 1;
    return inner <= offset && offset <= inner + (it[1]?.length ?? 0);
  });
  const here = strings[index];
  if (!here || (index > 0 && index === strings.length - 1)) return undefined;
  const [, inner = ""] = here;
  const length = offset - start - here.index - 1;
  return placeAt(file, instruction, offset, unescape(inner.slice(0, length)), inner.slice(length), (name) => {
    const written = writeSource(name, file.escape);
    return written === undefined ? undefined : JSON.stringify(written).slice(1, -1);
  });
}

/**
 * The place in a source of COPY or ADD.
 * @param typed of it before the offset.
 * @param rest of it behind.
 */
function placeAt(
  file: Dockerfile,
  instruction: Instruction,
  offset: number,
  typed: string,
  rest: string,
  write: Place["write"],
): Place | undefined {
  const slash = typed.lastIndexOf("/") + 1;
  const lead = expand(typed.slice(0, slash), (name) => instruction.variable(name), file.escape);
  if (lead === undefined || /[*?[]/.test(lead.replace(literalWildcards, ""))) return undefined;
  const folder = cleanFolder(lead.replace(literalWildcards, "$1"));
  if (folder === undefined) return undefined;
  const end = offset + lengthBefore(rest, /[/"']/);
  return { folder, typed: typed.slice(slash), span: { start: offset - typed.length + slash, end }, write };
}

/** As the documentation of COPY writes a wildcard that is none: `arr[[]0].txt`. */
const literalWildcards = /\[([*?[])\]/g;

/** A name as part of a source of COPY or ADD; undefined when it would take more than that to write it. */
function writeSource(name: string, escape: string): string | undefined {
  if (/["'`\\\p{Cc}]/u.test(name)) return undefined;
  return name.replace(/[*?[]/g, "[$&]").replace(/\$/g, () => `${escape}$`);
}

/** In `RUN --mount=type=bind,source=…`. */
function mountPlace(file: Dockerfile, { flags, mounts }: Instruction, offset: number): Place | undefined {
  const value = flags.find((flag) => flag.name === "mount" && isIn(flag.value, offset))?.value;
  const mount = mounts.find(({ end }) => end === value?.end);
  if (!value || !mount || mount.type.toLowerCase() !== "bind" || mount.from !== undefined) return undefined;
  const option = file.text.slice(value.start, offset).split(",").at(-1) ?? "";
  const [, typed] = /^(?:source|src)=([^"'\s]*)$/i.exec(option) ?? [];
  if (typed === undefined) return undefined;
  const folder = cleanFolder(typed.slice(0, typed.lastIndexOf("/") + 1));
  if (folder === undefined) return undefined;
  const name = typed.slice(typed.lastIndexOf("/") + 1);
  const end = offset + lengthBefore(file.text.slice(offset, value.end), /[,/]/);
  // Where a continued line cuts the option, nobody knows what stands where.
  if (file.text.slice(offset, end).includes("\n")) return undefined;
  return {
    folder,
    typed: name,
    span: { start: offset - name.length, end },
    // Nothing in it is a wildcard.
    write: (name) => (/[\s,"'`\\$]/.test(name) ? undefined : name),
  };
}
