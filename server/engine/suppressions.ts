/** Ignore comments: Drydock's own, hadolint's and BuildKit's. */

import type { Comment, Dockerfile, IgnoreFile, Problem, Settings, Span } from "../types";
import { countWhile } from "../util/sorted";

/** One name in an ignore comment. The span is that of the name. */
export interface IgnoredName extends Span {
  readonly tool: "drydock" | "hadolint" | "check";
  /** An id or alias in lower case; "all" stands for every rule, but not for hadolint. */
  readonly name: string;
  /** As it stands there: BuildKit tells `JSONArgsRecommended` from `jsonargsrecommended`. */
  readonly written: string;
  /** Where it holds; undefined for a comment with nothing below it. */
  readonly place: Place | undefined;
  readonly comment: Comment;
}

/** "file", or the offset at which a stage or an instruction (or pattern) begins: "stage 0", "line 12". */
type Place = "file" | `stage ${number}` | `line ${number}`;

/** Leaves out the problems that a comment in the file suppresses. */
export function suppress(file: Dockerfile | IgnoreFile, problems: readonly Problem[], settings: Settings): Problem[] {
  const names = ignoredNames(file, settings);
  if (names.length === 0) return [...problems];
  const keys = new Set(names.map(keyOf));
  return problems.filter((problem) => !keysOf(file, problem).some((key) => keys.has(key)));
}

/** The names in comments that suppress none of the problems of a file. */
export function unusedNames(
  file: Dockerfile | IgnoreFile,
  problems: readonly Problem[],
  settings: Settings,
): IgnoredName[] {
  const names = ignoredNames(file, settings);
  if (names.length === 0) return names;
  const used = new Set(problems.flatMap((problem) => keysOf(file, problem)));
  return names.filter((name) => !used.has(keyOf(name)));
}

/** BuildKit's experimental checks that the `check` directive of a file switches on. */
export function experiments(file: Dockerfile): readonly string[] {
  const wanted = directiveOption(file, "experimental").map(({ name }) => name);
  return experimental.filter((check) => wanted.includes("all") || wanted.includes(check.toLowerCase()));
}

/** What BuildKit's checks find is an error when the `check` directive of the file says that it ends the build. */
export function raise(file: Dockerfile, problems: readonly Problem[]): Problem[] {
  const isRaised = directiveOption(file, "error").some(({ name }) => /^(1|t|true)$/.test(name));
  if (!isRaised) return [...problems];
  return problems.map((it) => (it.aliases.some(isCheck) ? { ...it, severity: "error" } : it));
}

/** Whether an alias is the name of a check of BuildKit: others are codes, such as DL3006, or rules of ours. */
export function isCheck(alias: string): boolean {
  return /^[A-Z].*[a-z]/.test(alias);
}

/** Whether a check of BuildKit, in lower case, is made on the whole file, so that only the directive skips it. */
export function isOfFile(check: string): boolean {
  return global.some((name) => name.toLowerCase() === check);
}

/** Checks that only `experimental=` switches, never `skip=`. */
const experimental = ["InvalidDefinitionDescription"];

/** Checks that BuildKit makes on the whole file, so that a comment above an instruction does not reach them. */
const global = [
  "NoEmptyContinuation",
  "ConsistentInstructionCasing",
  "DuplicateStageName",
  "ReservedStageName",
  "InvalidDefaultArgInFrom",
  "InvalidBaseImagePlatform",
];

// ------------------------------------------------------------------ matching

function keyOf({ tool, place, name, written }: IgnoredName): string {
  return `${tool} ${place} ${tool === "check" && name !== "all" ? written : name}`;
}

/** The key of every name that would suppress a problem. */
function keysOf(file: Dockerfile | IgnoreFile, { rule, span, ignoredAt, aliases }: Problem): string[] {
  const places = placesOf(file, span.start);
  const placesElsewhere = ignoredAt ? placesOf(file, ignoredAt.start) : places;
  const names = [rule.id, ...aliases];
  return [
    ...places.flatMap((place) => ["all", ...names].map((name) => `drydock ${place} ${name.toLowerCase()}`)),
    ...placesElsewhere.flatMap((place) => [
      ...names.map((name) => `hadolint ${place} ${name.toLowerCase()}`),
      ...checksOf(aliases, place).map((name) => `check ${place} ${name}`),
    ]),
  ];
}

/** The names of a problem in BuildKit that a `check` comment can mean. */
function checksOf(aliases: readonly string[], place: Place): string[] {
  const checks = aliases.filter(
    (alias) => isCheck(alias) && !experimental.includes(alias) && (place === "file" || !global.includes(alias)),
  );
  return checks.length > 0 ? ["all", ...checks] : [];
}

/** Every place that an offset lies in. */
function placesOf(file: Dockerfile | IgnoreFile, offset: number): Place[] {
  const places: Place[] = ["file"];
  const items = itemsOf(file);
  const item = items[countUpTo(items, offset) - 1];
  if (item && offset <= item.end) places.push(`line ${item.start}`);
  const stages = "stages" in file ? file.stages : [];
  const stage = stages[countUpTo(stages, offset) - 1];
  if (stage && offset <= stage.end) places.push(`stage ${stage.start}`);
  return places;
}

function itemsOf(file: Dockerfile | IgnoreFile): readonly Span[] {
  return "instructions" in file ? file.instructions : file.patterns;
}

/** How many of the spans, which are in order, start at or before an offset. */
function countUpTo(spans: readonly Span[], offset: number): number {
  return countWhile(spans, ({ start }) => start <= offset);
}

// ------------------------------------------------------------------- reading

/** The names in the ignore comments of a file, in order. */
export function ignoredNames(file: Dockerfile | IgnoreFile, settings: Settings): IgnoredName[] {
  return "stages" in file ? [...ownNames(file, settings), ...checkNames(file)] : ownNames(file, settings);
}

const ignoreComment =
  /^#\s*(?:drydock\s+ignore(?<isWhole>-file)?|(?<hadolint>hadolint)\s+(?:(?<reach>global|stage)\s+)?ignore)\s*=\s*/i;

/** The names in comments for Drydock and hadolint. */
function ownNames(file: Dockerfile | IgnoreFile, settings: Settings): IgnoredName[] {
  return file.comments.flatMap((comment) => {
    const match = ignoreComment.exec(file.text.slice(comment.start, comment.end));
    if (!match) return [];
    const { isWhole, hadolint, reach } = match.groups ?? {};
    const tool = hadolint ? "hadolint" : "drydock";
    // hadolint knows nothing of ignore files.
    if (hadolint && (settings.disableIgnorePragma || !("stages" in file))) return [];
    const isForFile = isWhole !== undefined || reach?.toLowerCase() === "global";
    const place = isForFile ? "file" : reach ? stageBelow(file, comment) : placeBelow(file, comment);
    return namesAt(file.text, comment.start + match[0].length, comment.end).map((name) => ({
      ...name,
      tool,
      place,
      comment,
    }));
  });
}

/** The names that BuildKit skips: in the directive of the file, and in comments above instructions. */
function checkNames(file: Dockerfile): IgnoredName[] {
  const directives = new Set(file.directives.map(({ start }) => start));
  const names: IgnoredName[] = [];
  let checked: Place | undefined;
  for (const comment of file.comments) {
    const match = /^#\s*check\s*=\s*/i.exec(file.text.slice(comment.start, comment.end));
    if (!match) continue;
    const isDirective = directives.has(comment.start);
    // A comment must begin its line and stand outside continued lines; only the first above an instruction counts.
    if (!isDirective && (comment.inside || !isLineStart(file.text, comment.start))) continue;
    const place = isDirective ? "file" : placeBelow(file, comment);
    if (!isDirective && place === checked) continue;
    if (!isDirective) checked = place;
    const skipped = checkOption(file.text, comment.start + match[0].length, comment.end, "skip");
    names.push(...skipped.map((name) => ({ ...name, tool: "check" as const, place, comment })));
  }
  return names;
}

type Name = Span & { readonly name: string; readonly written: string };

/** What one option of the `check` directives lists. */
function directiveOption({ text, directives }: Dockerfile, option: "experimental" | "error"): Name[] {
  return directives.flatMap(({ name, valueSpan: { start, end } }) =>
    name === "check" ? checkOption(text, start, end, option) : [],
  );
}

/** What one option of `skip=A,B;error=true;experimental=C` lists; the value ends at a blank. */
function checkOption(text: string, start: number, end: number, option: string): Name[] {
  let at = start;
  for (const part of text.slice(start, end).split(/\s/)[0]?.split(";") ?? []) {
    const isWanted = part.startsWith(`${option}=`);
    if (isWanted) return namesAt(text, at + option.length + 1, at + part.length);
    at += part.length + 1;
  }
  return [];
}

/** The names of a list with commas; what follows it is the reason. */
function namesAt(text: string, start: number, end: number): Name[] {
  const list = /^\w[\w-]*(?:\s*,\s*\w[\w-]*)*/.exec(text.slice(start, end))?.[0] ?? "";
  return [...list.matchAll(/\w[\w-]*/g)].map(({ 0: word, index }) => ({
    name: word.toLowerCase(),
    written: word,
    start: start + index,
    end: start + index + word.length,
  }));
}

/** The instruction or pattern below a comment, or around it. */
export function placeBelow(file: Dockerfile | IgnoreFile, { start }: Comment): Place | undefined {
  const items = itemsOf(file);
  const next = countUpTo(items, start);
  const around = items[next - 1];
  const item = around && start < around.end ? around : items[next];
  return item && `line ${item.start}`;
}

function stageBelow(file: Dockerfile | IgnoreFile, { start }: Comment): Place | undefined {
  const stages = "stages" in file ? file.stages : [];
  const stage = stages[countUpTo(stages, start)];
  return stage && `stage ${stage.start}`;
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n";
}
