/** Ignore comments: Drydock's own, hadolint's and BuildKit's. */

import type { Comment, Dockerfile, IgnoreFile, Problem, Rule } from "../types";

interface Suppression {
  /** Ids and aliases, lower-case; "all" stands for every rule. */
  readonly names: ReadonlySet<string>;
  readonly start: number;
  readonly end: number;
}

/** Leaves out the problems that a comment in the file suppresses. */
export function suppress(file: Dockerfile | IgnoreFile, problems: readonly Problem[]): Problem[] {
  const suppressions = "instructions" in file ? inDockerfile(file) : inIgnoreFile(file);
  if (suppressions.length === 0) return [...problems];
  return problems.filter(
    ({ rule, span }) =>
      !suppressions.some(({ names, start, end }) => start <= span.start && span.start <= end && covers(names, rule)),
  );
}

/** Whether one of the names means the rule. */
function covers(names: ReadonlySet<string>, { id, aliases = [] }: Rule): boolean {
  return names.has("all") || [id, ...aliases].some((name) => names.has(name.toLowerCase()));
}

const ignoreComment =
  /^(?:(drydock)\s+(ignore|ignore-file)|(hadolint)\s+(?:(global|stage)\s+)?ignore|(check)\s*=\s*skip)\s*=\s*([\w\s,.-]+)/i;

function inDockerfile(file: Dockerfile): Suppression[] {
  const found: Suppression[] = [];
  const whole = { start: 0, end: file.text.length };
  for (const comment of file.comments) {
    const match = ignoreComment.exec(comment.text);
    if (!match) continue;
    const isDirective = file.directives.some(({ start }) => start === comment.start);
    const isWhole = match[2]?.toLowerCase() === "ignore-file" || match[4]?.toLowerCase() === "global" || isDirective;
    const isStage = match[4]?.toLowerCase() === "stage";
    const range = isWhole ? whole : isStage ? stageAfter(file, comment) : instructionAt(file, comment);
    if (range) found.push({ names: namesIn(match[6] ?? ""), start: range.start, end: range.end });
  }
  return found;
}

function inIgnoreFile(file: IgnoreFile): Suppression[] {
  return file.comments.flatMap((comment) => {
    const match = ignoreComment.exec(comment.text);
    if (!match?.[1]) return [];
    const names = namesIn(match[6] ?? "");
    if (match[2]?.toLowerCase() === "ignore-file") return [{ names, start: 0, end: file.text.length }];
    const next = file.patterns.find((pattern) => pattern.start > comment.start);
    return next ? [{ names, start: next.start, end: next.end }] : [];
  });
}

/** What stands behind ` -- ` or `#` is the reason. */
function namesIn(list: string): Set<string> {
  const names = list.split(/\s--|\s-\s/)[0] ?? "";
  return new Set(
    names
      .split(/[,\s]+/)
      .filter(Boolean)
      .map((name) => name.toLowerCase()),
  );
}

/** The instruction below a comment, or around it. */
function instructionAt({ instructions }: Dockerfile, comment: Comment) {
  return instructions.find(({ end }) => end > comment.start);
}

function stageAfter({ stages }: Dockerfile, comment: Comment) {
  return stages.find(({ start }) => start > comment.start);
}
