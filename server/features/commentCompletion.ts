/** What can be typed in the comments that tools read: names to ignore, and parser directives. */

import { isCheck } from "../engine/suppressions";
import { rules } from "../rules";
import type { Comment, Dockerfile, IgnoreFile, Rule, Span } from "../types";

interface CommentCompletion {
  readonly label: string;
  /** What it is about, for people. */
  readonly detail: string;
  /** What is written instead of `span`. */
  readonly insert: string;
  readonly span: Span;
  /** Completions are shown in the order of these. */
  readonly sort: string;
}

type Parsed = Dockerfile | IgnoreFile;
/** `order`: in place of the label, of those in one group. */
type Offer = Pick<CommentCompletion, "label" | "detail"> & { readonly group?: number; readonly order?: string };

/**
 * What can be typed at an offset in a comment: names of rules behind `ignore=`, values of directives, and the comments
 * themselves. Undefined outside of comments.
 * @param found the ids of the rules that have found something in the file: they come first.
 * @param isAsked the user asks for it; a blank behind `#` alone begins any comment.
 * @param mutable what scans have found in the image below, the worst first. @param today as an ISO date.
 */
export function completeComment(
  file: Parsed,
  offset: number,
  found: ReadonlySet<string>,
  isAsked: boolean,
  mutable: readonly string[] = [],
  today = "",
): readonly CommentCompletion[] | undefined {
  const comment = commentAt(file, offset);
  if (!comment) return undefined;
  const before = file.text.slice(comment.start, offset);
  const after = /^[\w.:/-]*/.exec(file.text.slice(offset, comment.end))?.[0] ?? "";
  for (const { form, offers } of [...places, ...mutePlaces(mutable, today)]) {
    const lead = form.exec(before)?.[0];
    if (lead === undefined) continue;
    const typed = before.slice(lead.length);
    const listed = typed.split(",");
    const word = listed.at(-1) ?? "";
    // Names end where the reason begins.
    if (/\S\s/.test(word)) return [];
    const start = offset - word.trimStart().length;
    const taken = new Set(listed.slice(0, -1).map((name) => name.trim().toLowerCase()));
    const open = offers(file, comment, found).filter(({ label }) => !taken.has(label.toLowerCase()));
    return open.map((offer) => completion(offer, { start, end: offset + after.length }));
  }
  const word = /^#[ \t]*([a-z-]*)$/i.exec(before)?.[1];
  if (word === undefined || (word === "" && !isAsked)) return [];
  const span = { start: offset - word.length, end: offset + after.length };
  return heads(file, comment).map((offer) => completion(offer, span));
}

function completion({ label, detail, group = 1, order = label }: Offer, span: Span): CommentCompletion {
  return { label, detail, insert: label, span, sort: `${group}${order}` };
}

function commentAt(file: Parsed, offset: number): Comment | undefined {
  const found = file.comments.find(({ start, end }) => start < offset && offset <= lineEndOf(file.text, end));
  return found && { ...found, end: lineEndOf(file.text, found.end) };
}

function lineEndOf(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === "\r" ? Math.max(offset, end - 1) : end;
}

/** Where names or values are typed, by what stands before them. */
const places: readonly {
  readonly form: RegExp;
  readonly offers: (file: Parsed, comment: Comment, found: ReadonlySet<string>) => readonly Offer[];
}[] = [
  {
    form: /^#[ \t]*drydock[ \t]+ignore(?:-file)?[ \t]*=/i,
    offers: (file, _, found) => [...rulesFor(file).map((rule) => offerOf(rule, rule.id, found)), allRules],
  },
  {
    form: /^#[ \t]*hadolint[ \t]+(?:(?:global|stage)[ \t]+)?ignore[ \t]*=/i,
    offers: (file, _, found) => aliasesFor(file, found, (alias) => /^(?:DL|SC)\d+$/.test(alias)),
  },
  {
    form: /^#[ \t]*check[ \t]*=[ \t]*(?:[^\s;]*;)?skip=/i,
    offers: (file, _, found) => [...aliasesFor(file, found, isCheck), { label: "all", detail: "Every check" }],
  },
  { form: /^#[ \t]*syntax[ \t]*=/i, offers: (file, comment) => (isDirective(file, comment) ? frontends : []) },
  { form: /^#[ \t]*escape[ \t]*=/i, offers: (file, comment) => (isDirective(file, comment) ? escapes : []) },
];

/** A mute has names, a last day, and a reason that nobody else can write. */
function mutePlaces(mutable: readonly string[], today: string): typeof places {
  const ids = [...new Set(mutable)].slice(0, mostMutable);
  const width = String(ids.length).length;
  return [
    {
      form: /^#[ \t]*drydock[ \t]+mute[ \t]*=[ \t]*[^\s,][^\s]*[ \t]+until[ \t]*=[ \t]*(?=[\d-]*$)/i,
      offers: () => [30, 90, 180].map((days) => ({ label: daysAfter(today, days), detail: `In ${days} days` })),
    },
    {
      form: /^#[ \t]*drydock[ \t]+mute[ \t]*=[ \t]*[^\s,][^\s]*[ \t]+(?=[a-z]*$)/i,
      offers: () => [{ label: "until=", detail: "The last day on which it counts; behind it, -- and the reason" }],
    },
    {
      form: /^#[ \t]*drydock[ \t]+mute[ \t]*=/i,
      offers: () =>
        ids.map((label, index) => ({
          label,
          detail: "Found by the last scan of the image below",
          order: String(index).padStart(width, "0"),
        })),
    },
  ];
}

/** Whoever mutes more wants another image. */
const mostMutable = 200;

function daysAfter(today: string, days: number): string {
  const time = Date.parse(`${today}T00:00:00Z`) + days * 24 * 60 * 60_000;
  return Number.isNaN(time) ? "YYYY-MM-DD" : new Date(time).toISOString().slice(0, 10);
}

const allRules: Offer = { label: "all", detail: "Every rule", group: 2 };

const frontends: readonly Offer[] = [
  { label: "docker/dockerfile:1", detail: "The newest stable syntax of version 1", group: 0 },
  { label: "docker/dockerfile:1-labs", detail: "The same with what is still tried out" },
];

const escapes: readonly Offer[] = [
  { label: "`", detail: "The backtick, for paths of Windows" },
  { label: "\\", detail: "The backslash, as without the directive" },
];

function heads(file: Parsed, comment: Comment): readonly Offer[] {
  const own: readonly Offer[] = [
    { label: "drydock ignore=", detail: "Switches rules off for what stands below", group: 0 },
    { label: "drydock ignore-file=", detail: "Switches rules off for the file" },
  ];
  if (!("instructions" in file)) return own;
  return [
    ...own,
    { label: "drydock mute=", detail: "Leaves what a scanner finds in the image below out, for a while", group: 0 },
    { label: "hadolint ignore=", detail: "The same, which hadolint reads as well" },
    { label: "hadolint global ignore=", detail: "For the file, which hadolint reads as well" },
    { label: "check=skip=", detail: "Switches off checks of BuildKit" },
    ...(isDirective(file, comment)
      ? [
          { label: "check=error=true", detail: "What BuildKit's checks find ends the build" },
          { label: "syntax=", detail: "Which frontend reads the file" },
          { label: "escape=", detail: "What continues a line" },
        ]
      : []),
  ];
}

/** Directives stand above everything else: comments and blank lines, too. */
function isDirective(file: Parsed, { start }: Comment): boolean {
  if (!("directives" in file)) return false;
  const last = file.directives.findLast(({ end }) => end <= start);
  const between = file.text.slice(last?.end ?? 0, start).replace(/^\ufeff/, "");
  return between.trim() === "" && between.split("\n").length === (last ? 2 : 1);
}

function rulesFor(file: Parsed): Rule[] {
  const on = "instructions" in file ? "Dockerfile" : ".dockerignore";
  return rules.filter((rule) => rule.on === on);
}

function offerOf(rule: Rule, label: string, found: ReadonlySet<string>): Offer {
  return { label, detail: rule.title, group: found.has(rule.id) ? 0 : 1 };
}

/** The names of other tools, each once, with the title of the first rule that has it. */
function aliasesFor(file: Parsed, found: ReadonlySet<string>, isWanted: (alias: string) => boolean): Offer[] {
  const offers = rulesFor(file).flatMap((rule) =>
    (rule.aliases ?? []).filter(isWanted).map((alias) => offerOf(rule, alias, found)),
  );
  return [...new Map(offers.reverse().map((offer) => [offer.label, offer])).values()].reverse();
}
