/** What ShellCheck is asked about a Dockerfile, and what its answers mean there. Pure: `outside/shellcheck.ts` asks. */

import { apply, byPosition } from "../edits/edits";
import { rules } from "../rules";
import { baseFacts } from "../stage/users";
import { instructionsUntil } from "../syntax/runs";
import type {
  Dockerfile,
  DockerfileRule,
  Edit,
  Facts,
  Finding,
  Fix,
  Instruction,
  Problem,
  Severity,
  ShellcheckComment,
  ShellcheckPlace,
  ShellcheckReplacement,
  ShellcheckScript,
  ShellText,
  Span,
} from "../types";
import { fieldsOf } from "../util/json";
import { explainedCodes } from "./shellcheckCodes";

/** More than any file has that people write. */
const mostScripts = 100;

/** What ShellCheck can say something about: shell form and heredocs of every instruction that runs something. */
export function shellcheckScripts(file: Dockerfile): ShellcheckScript[] {
  return readable(file).map(({ script }) => script);
}

/** What ShellCheck has said of this file so far, as rules that find it: one for each of its codes. */
export function shellcheckRules(file: Dockerfile, { shellcheck: answers }: Facts): DockerfileRule[] {
  if (!answers?.size) return [];
  const found = new Map<string, Finding[]>();
  for (const item of readable(file)) {
    for (const comment of answers.get(item.script.key) ?? []) {
      const finding = toFinding(comment, item, file);
      const id = `SC${comment.code}`;
      if (!finding) continue;
      const known = found.get(id);
      if (known) known.push(finding);
      else found.set(id, [finding]);
    }
  }
  return [...found].map(([id, findings]) => toRule(id, findings));
}

/** Where ShellCheck and a rule of ours report the same, only ShellCheck's problem stays, with our fixes after its own. */
export function withoutDoubles(problems: readonly Problem[]): Problem[] {
  const ours = problems.filter(({ rule }) => !isCode(rule.id) && rule.aliases?.some(isCode));
  const doubles = new Set<Problem>();
  const merged = problems.map((problem) => {
    const { rule, span, fixes = [] } = problem;
    if (!isCode(rule.id)) return problem;
    const here = ours.filter((own) => own.span.start < span.end && span.start < own.span.end);
    const same = here.filter((own) => own.rule.aliases?.includes(rule.id));
    for (const own of same) doubles.add(own);
    return { ...problem, fixes: [...fixes, ...same.flatMap((own) => own.fixes ?? [])] };
  });
  return merged.filter((problem) => !doubles.has(problem));
}

/** The comments in what ShellCheck prints with `--format json1`; undefined when it is anything else. */
export function readAnswer(output: string): ShellcheckComment[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    return undefined;
  }
  const { comments } = fieldsOf(answer);
  return Array.isArray(comments) ? comments.flatMap(readComment) : undefined;
}

function readComment(comment: unknown): ShellcheckComment[] {
  const place = readPlace(comment);
  const { code, level, message, fix } = fieldsOf(comment);
  if (!place || typeof code !== "number" || typeof message !== "string" || !isLevel(level)) return [];
  const { replacements } = fieldsOf(fix);
  const read = Array.isArray(replacements) ? replacements.flatMap(readReplacement) : [];
  return [{ ...place, code, level, message, replacements: read }];
}

function readReplacement(item: unknown): ShellcheckReplacement[] {
  const place = readPlace(item);
  const { replacement, precedence, insertionPoint } = fieldsOf(item);
  if (!place || typeof replacement !== "string" || typeof precedence !== "number") return [];
  if (insertionPoint !== "beforeStart" && insertionPoint !== "afterEnd") return [];
  return [{ ...place, replacement, precedence, insertionPoint }];
}

function readPlace(item: unknown): ShellcheckPlace | undefined {
  const { line, column, endLine, endColumn } = fieldsOf(item) as unknown as ShellcheckPlace;
  const isWhole = [line, column, endLine, endColumn].every((number) => Number.isSafeInteger(number) && number >= 1);
  return isWhole ? { line, column, endLine, endColumn } : undefined;
}

function isLevel(level: unknown): level is ShellcheckComment["level"] {
  return typeof level === "string" && Object.hasOwn(severities, level);
}

// -------------------------------------------------------------------------------------- asking

/** A script and where it comes from. */
interface Readable {
  readonly script: ShellcheckScript;
  readonly instruction: Instruction;
  readonly source: ShellText;
  /** Those of the source. */
  readonly lines: readonly Line[];
  /** The line of `script.text`, from 1, that is ours and not the author's. */
  readonly preludeLine: number | undefined;
  /** Codes that say nothing about this script. */
  readonly meaningless: ReadonlySet<number>;
}

interface Line {
  /** Offset in the source. */
  readonly start: number;
  /** Without its end. */
  readonly text: string;
  /** Every character is one UTF-16 unit. */
  readonly isPlain: boolean;
}

function readable(file: Dockerfile): Readable[] {
  const found: Readable[] = [];
  for (const instruction of file.instructions) {
    const { script } = instruction;
    const dialect = script?.source && dialectOf(instruction, script.shell);
    if (!script?.source || !dialect) continue;
    const lines = linesOf(script.source.text);
    const prelude = preludeOf(file, instruction, script.source.text);
    // Below the first comments: there an interpreter and directives for the whole script may stand.
    const head = lines.findIndex(({ text }, index) => !/^\s*(?:#|$)/.test(text) || index === lines.length - 1);
    const read = lines.map(({ text }) => text);
    if (prelude) read.splice(head, 0, prelude);
    const text = read.join("\n");
    found.push({
      script: { key: `${dialect.name}\n${text}`, text, dialect: dialect.name },
      instruction,
      source: script.source,
      lines,
      preludeLine: prelude ? head + 1 : undefined,
      meaningless: dialect.meaningless,
    });
    if (found.length === mostScripts) break;
  }
  return found;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const it = { start, text: line.replace(/\r$/, ""), isPlain: !/[\ud800-\udbff]/.test(line) };
    start += line.length + 1;
    return it;
  });
}

/**
 * Makes known what is set before the script begins, so that its variables are neither unknown nor, where the file gives a
 * value without blanks, in want of quotes. CMD and ENTRYPOINT run where every value may be another.
 */
function preludeOf(file: Dockerfile, instruction: Instruction, text: string): string {
  const used = new Set(text.match(/[A-Za-z_]\w*/g));
  const isBuild = instruction.keyword === "RUN";
  const names = new Set(isBuild ? predefined.filter((name) => used.has(name)) : []);
  for (const { keyword, assignments } of instructionsUntil(file, instruction)) {
    if (keyword !== "ENV" && !(keyword === "ARG" && isBuild)) continue;
    for (const { name } of assignments) if (name.value !== undefined && used.has(name.value)) names.add(name.value);
  }
  const words = [...names].map((name) => {
    const value = isBuild ? instruction.variable(name) : undefined;
    const isShort = value !== undefined && value.length < 1000 && !/[\r\n]/.test(value);
    return isShort ? `${name}='${value.replaceAll("'", String.raw`'\''`)}'` : name;
  });
  // A script with an interpreter line is not for the SHELL.
  const [, ...options] = (!text.startsWith("#!") && instruction.before.shell) || [];
  const stops = options.some((option) => /^-[a-z]*e/.test(option) || option === "errexit");
  return [...(words.length > 0 ? [`export ${words.join(" ")}`] : []), ...(stops ? ["set -e"] : [])].join("; ");
}

/** ARGs that need no declaration; ShellCheck asks after lower-case names alone. Source: docs.docker.com/reference/dockerfile. */
const predefined = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

interface Dialect {
  readonly name: ShellcheckScript["dialect"];
  readonly meaningless: ReadonlySet<number>;
}

// The shell is known by other means: no interpreter line is missing or wrong. What is sourced cannot be followed, and
// the note that something is part of the next message adds nothing to that.
const meaningless = [1008, 1009, 1071, 1090, 1091, 2148, 2187];

// What ShellCheck misses in dash and the ash of busybox 1.35 does, tried one by one.
const inAsh = [3001, 3003, 3010, 3012, 3014, 3018, 3020, 3021, 3028, 3036, 3039, 3040, 3045, 3046, 3047, 3048, 3051];

const dialects = {
  sh: { name: "sh", meaningless: new Set(meaningless) },
  bash: { name: "bash", meaningless: new Set(meaningless) },
  dash: { name: "dash", meaningless: new Set(meaningless) },
  ash: { name: "dash", meaningless: new Set([...meaningless, ...inAsh, 3057, 3060]) },
  ksh: { name: "ksh", meaningless: new Set(meaningless) },
} satisfies Record<string, Dialect>;

/** Undefined for shells that ShellCheck does not know. What goes by the name of sh depends on the distribution. */
function dialectOf({ stage }: Instruction, shell: string): Dialect | undefined {
  if (shell !== "sh") return Object.hasOwn(dialects, shell) ? dialects[shell as keyof typeof dialects] : undefined;
  switch (stage && baseFacts(stage)?.family) {
    case undefined:
      return dialects.sh;
    case "debian":
    case "ubuntu":
      return dialects.dash;
    case "alpine":
    case "busybox":
    case "wolfi":
      return dialects.ash;
    default:
      return dialects.bash;
  }
}

// ----------------------------------------------------------------------------------- answering

const severities: Readonly<Record<ShellcheckComment["level"], Severity>> = {
  error: "error",
  warning: "warning",
  info: "info",
  style: "hint",
};

function isCode(id: string): boolean {
  return /^SC\d+$/.test(id);
}

function toRule(id: string, findings: readonly Finding[]): DockerfileRule {
  const explained = explainedCodes.get(Number(id.slice(2)));
  return {
    on: "Dockerfile",
    id,
    title: explained ? `${explained.title} (ShellCheck ${id})` : `ShellCheck ${id}`,
    severity: findings[0]?.severity ?? "info",
    category: "shell",
    // Whoever ignores or weighs a rule of ours means the same problem.
    aliases: [id, ...rules.filter(({ aliases }) => aliases?.includes(id)).map((rule) => rule.id)],
    why:
      explained?.why ??
      "Found by ShellCheck in the commands that the shell runs. Its page about this code says why, with examples.",
    sources: [`https://www.shellcheck.net/wiki/${id}`],
    bad: explained?.bad ?? "",
    good: explained?.good ?? "",
    check: () => findings,
  };
}

function toFinding(comment: ShellcheckComment, item: Readable, file: Dockerfile): Finding | undefined {
  const { code, level, message, line } = comment;
  if (item.meaningless.has(code) || line === item.preludeLine) return undefined;
  // Whoever starts the container may set any variable.
  if (code === 2154 && item.instruction.keyword !== "RUN") return undefined;
  const place = widen(toOffsets(comment, item), item.source.text);
  const span = toDocument(place, item.source);
  // Repeated blanks: the indentation of a continued line is none of `echo`'s business.
  if (code === 2291 && file.text.slice(span.start, span.end).includes("\n")) return undefined;
  const fix = toFix(comment, place, item, file);
  return { span, message, severity: severities[level], fixes: fix && [fix] };
}

/** What has no width, an unexpected end say, marks the character there, or the last one. */
function widen({ start, end }: Span, text: string): Span {
  if (start < end) return { start, end };
  const last = Math.max(0, text.trimEnd().length - 1);
  return { start: Math.min(start, last), end: Math.min(start, last) + 1 };
}

/** From lines and columns of what ShellCheck has read to UTF-16 offsets in the text of the source. */
function toOffsets(place: ShellcheckPlace, { lines, preludeLine }: Readable): Span {
  const offset = (line: number, column: number) => {
    const index = line - 1 - (preludeLine !== undefined && line > preludeLine ? 1 : 0);
    const { start, text, isPlain } = lines[Math.min(index, lines.length - 1)] as Line;
    return start + (index < lines.length ? unitsOf(text, column - 1, isPlain) : text.length);
  };
  const start = offset(place.line, place.column);
  return { start, end: Math.max(start, offset(place.endLine, place.endColumn)) };
}

/** How many UTF-16 units the first code points of a line take. */
function unitsOf(text: string, codePoints: number, isPlain: boolean): number {
  if (isPlain) return Math.min(codePoints, text.length);
  let units = 0;
  for (let point = 0; point < codePoints && units < text.length; point++) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The end comes from the last character, so that what stands before a continuation does not swallow it. */
function toDocument({ start, end }: Span, { toDocument: locate }: ShellText): Span {
  return { start: locate(start), end: end > 0 ? locate(end - 1) + 1 : locate(0) };
}

// ---------------------------------------------------------------------------------------- fixes

/** ShellCheck's own fix; undefined where it cannot be told apart from continuation lines. A person decides. */
function toFix(comment: ShellcheckComment, place: Span, item: Readable, file: Dockerfile): Fix | undefined {
  const { source, instruction } = item;
  const replacements = inOrder(comment.replacements, item);
  const [first, last] = [replacements[0], replacements.at(-1)];
  if (!first || !last) return undefined;
  const edits: Edit[] = [];
  let reached = 0;
  for (const replacement of replacements) {
    const edit = placed(replacement, source);
    if (!edit || replacement.start < reached) return undefined;
    // Outside of a heredoc a new line would end the instruction.
    if (edit.text.includes("\n") && instruction.script?.form !== "heredoc") return undefined;
    edits.push({ ...edit, text: edit.text.replaceAll("\n", file.eol) });
    reached = replacement.end;
  }
  const start = Math.min(place.start, first.start);
  const moved = replacements.map((it) => ({ ...it, start: it.start - start, end: it.end - start }));
  const result = apply(source.text.slice(start, Math.max(place.end, last.end)), moved).trim();
  const isShort = result.length <= 50 && !result.includes("\n");
  const title = isShort ? `Write ${result}` : `Apply the fix of ShellCheck for SC${comment.code}`;
  return { title, safe: false, optional: true, edits };
}

/**
 * Replacements as edits of the source, those at the same place made one: first what closes something before it, the
 * innermost first, then what opens something, the innermost last, then what is replaced.
 */
function inOrder(replacements: readonly ShellcheckReplacement[], item: Readable): Edit[] {
  const rank = ({ insertionPoint, precedence }: ShellcheckReplacement) =>
    insertionPoint === "beforeStart" ? -precedence : precedence;
  const closesFirst = (one: ShellcheckReplacement, other: ShellcheckReplacement) =>
    Number(one.insertionPoint === "afterEnd") - Number(other.insertionPoint === "afterEnd") || rank(one) - rank(other);
  const sorted = replacements
    .map((replacement) => ({ ...toOffsets(replacement, item), replacement }))
    .sort((one, other) => byPosition(one, other) || closesFirst(one.replacement, other.replacement));
  const edits: Edit[] = [];
  for (const { start, end, replacement } of sorted) {
    const text = replacement.replacement;
    const before = edits.at(-1);
    if (before && before.start === before.end && before.end === start) {
      edits[edits.length - 1] = { start, end, text: before.text + text };
    } else edits.push({ start, end, text });
  }
  return edits;
}

/** An edit of the source as one of the document; undefined where it would take continuation lines away. */
function placed(edit: Edit, source: ShellText): Edit | undefined {
  const { text } = edit;
  const old = source.text.slice(edit.start, edit.end);
  let same = 0;
  while (same < Math.min(old.length, text.length) && old[same] === text[same]) same++;
  let sameEnd = 0;
  while (sameEnd < Math.min(old.length, text.length) - same && old.at(-1 - sameEnd) === text.at(-1 - sameEnd))
    sameEnd++;
  const start = edit.start + same;
  const end = edit.end - sameEnd;
  const added = text.slice(same, text.length - sameEnd);
  if (start === end) {
    // Before a continuation stays what belongs to the word before it.
    const isAfter = start > 0 && !/\S/.test(source.text[start] ?? " ");
    const at = isAfter ? source.toDocument(start - 1) + 1 : source.toDocument(start);
    return { start: at, end: at, text: added };
  }
  const span = toDocument({ start, end }, source);
  return span.end - span.start === end - start ? { ...span, text: added } : undefined;
}
