import type { Comment, IgnoreFile, IgnorePattern, Span } from "../types";
import { memoize } from "../util/memoize";
import { createMatcher, type Matcher, noMatcher } from "./ignoreMatcher";

/**
 * Reads a .dockerignore file as Docker on Linux and macOS does.
 * Takes any text and gives its patterns and comments; what Docker refuses stands in `IgnorePattern.error`.
 * Sources: docs.docker.com/build/concepts/context (.dockerignore files) and the documentation of Go's filepath.Match
 * and filepath.Clean, which Docker names as its rules.
 */
export function parseIgnore(text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const comments: Comment[] = [];
  let start = text.startsWith("\ufeff") ? 1 : 0;
  for (let line = 0; start < text.length; line++) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    // Only in the first column: an indented `#` starts a pattern.
    if (text[start] === "#") comments.push(readComment(text, start, end, line));
    else {
      const span = trim(text, start, end);
      if (span.start < span.end) patterns.push({ ...span, line, ...readPattern(text.slice(span.start, span.end)) });
    }
    start = end + 1;
  }
  return { text, eol: text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n", patterns, comments };
}

/** Whether a path is left out of the build context, and why. */
export interface Decision {
  readonly ignored: boolean;
  /** The last pattern that matches the path or a folder above it and says what is done; undefined when none does. */
  readonly by: IgnorePattern | undefined;
  /** By the index of the pattern: whether it matches the path or a folder above it. */
  readonly matching: readonly boolean[];
  /** Those of them that Docker has noticed, which asks a pattern only when it could change the outcome so far. */
  readonly noticed: readonly boolean[];
}

/** Whether an ignore file, where there is one, keeps a path out of the build context. */
export function ignores(file: IgnoreFile | undefined, path: string): boolean {
  return file !== undefined && decide(file, path).ignored;
}

/**
 * Whether Docker leaves a path out of the build context, and the pattern that decides. The path is relative to the
 * context root, with `/`. Patterns with an error match nothing.
 * The documented rule is that the last match wins. Yet Docker walks from folder to folder and hands down to the inside
 * only the patterns that it has noticed there: after `*` and `!**.json`, `secrets` does not keep secrets/key.json back,
 * since `*` had already kept the folder back. So a path is followed here from the top, too.
 */
export function decide(file: IgnoreFile, path: string): Decision {
  let decision: Decision | undefined;
  const whole = path.endsWith("/") ? path.slice(0, -1) : path;
  for (let end = whole.indexOf("/"); end !== -1; end = whole.indexOf("/", end + 1)) {
    decision = decideIn(file, decision, whole.slice(0, end));
  }
  return decideIn(file, decision, whole);
}

/** The same in a walk, where the decision about the folder of the path is known; undefined at the root of the context. */
export function decideIn(file: IgnoreFile, folder: Decision | undefined, path: string): Decision {
  const matchers = matchersOf(file.patterns);
  const matching: boolean[] = [];
  const noticed: boolean[] = [];
  let ignored = false;
  let keeping: IgnorePattern | undefined;
  let ignoring: IgnorePattern | undefined;
  for (let index = 0; index < matchers.length; index++) {
    const pattern = file.patterns[index] as IgnorePattern;
    const wasMatch = folder?.matching[index] === true;
    const wasNoticed = folder?.noticed[index] === true;
    const isAsked = !wasNoticed && pattern.negated === ignored;
    const isHere = (isAsked || !wasMatch) && matchers[index]?.matches(path) === true;
    const isMatch = isHere || wasMatch;
    const isNoticed = wasNoticed || (isAsked && isHere);
    matching.push(isMatch);
    noticed.push(isNoticed);
    if (isNoticed) ignored = !pattern.negated;
    if (isMatch && pattern.negated) keeping = pattern;
    else if (isMatch) ignoring = pattern;
  }
  return { ignored, by: ignored ? ignoring : keeping, matching, noticed };
}

/**
 * Whether something below an ignored directory may still be sent, because a negated pattern after the one that ignores
 * it can match there. A walk may skip the directory when this is false.
 */
export function mayReinclude(file: IgnoreFile, directory: string, decision = decide(file, directory)): boolean {
  const matchers = matchersOf(file.patterns);
  const later = decision.noticed.findLastIndex((isNoticed, index) => isNoticed && !file.patterns[index]?.negated);
  return file.patterns.some(({ negated }, index) => index > later && negated && matchers[index]?.mayMatchIn(directory));
}

/** The pattern that leaves out a file, or a folder with all that is in it; undefined when something of it may be sent. */
export function leavingOut(
  file: IgnoreFile,
  path: string,
  isFolder: boolean,
  decision = decide(file, path),
): IgnorePattern | undefined {
  return decision.ignored && !(isFolder && mayReinclude(file, path, decision)) ? decision.by : undefined;
}

/** Whether this pattern by itself, be it negated or not, matches a path or a folder above it. */
export function covers(pattern: IgnorePattern, path: string): boolean {
  const matcher = matcherOf(pattern);
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    if (matcher.matches(path.slice(0, end))) return true;
  }
  return matcher.matches(path);
}

/** All patterns that match a path or a folder above it, in the order of the file. */
export function matching(file: IgnoreFile, path: string): IgnorePattern[] {
  const decision = decide(file, path);
  return file.patterns.filter((_, index) => decision.matching[index]);
}

/**
 * A path as a pattern that matches nothing else. Where one character needs a backslash, others mean more than themselves,
 * too.
 * @param isFirst the path begins the pattern, where `!` and `#` would mean something else.
 */
export function escapePath(path: string, isFirst = true): string {
  const lead = isFirst && /^[!#]/.test(path) ? "\\" : "";
  return lead || /[*?[\]\\]/.test(path) ? lead + path.replace(/[*?[\]\\|{}^]/g, "\\$&") : path;
}

function readComment(text: string, start: number, end: number, line: number): Comment {
  const to = text[end - 1] === "\r" ? end - 1 : end;
  return { start, end: to, text: text.slice(start + 1, to).trim(), line, inside: false };
}

function readPattern(text: string): Omit<IgnorePattern, keyof Span | "line"> {
  const bang = text.startsWith("!") ? "!" : "";
  const path = trimmed(text.slice(bang.length));
  const relative = path && clean(path).replace(/^\/(?!$)/, "");
  // Docker cleans twice, the second time with the `!` in place. So `/!a` is negated, and `!/` has nothing to negate.
  const again = trimmed(bang + relative);
  const cleaned = again && clean(again);
  const negated = cleaned.startsWith("!");
  const pattern = negated ? cleaned.slice(1) : cleaned;
  const matcher = negated && !pattern ? "Nothing follows the `!`" : createMatcher(pattern);
  return { text, pattern, negated, error: typeof matcher === "string" ? matcher : undefined };
}

/** Go's filepath.Clean: one slash between elements, none at the end, `.` left out and `..` resolved where it can be. */
function clean(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const element of path.split("/")) {
    if (element === "" || element === ".") continue;
    if (element !== "..") kept.push(element);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!rooted) kept.push(element);
  }
  return (rooted ? "/" : "") + kept.join("/") || ".";
}

function trimmed(text: string): string {
  const { start, end } = trim(text, 0, text.length);
  return text.slice(start, end);
}

/** Go's white space: unlike `String.trim`, it takes U+0085 and leaves U+FEFF. */
function trim(text: string, start: number, end: number): Span {
  const isSpace = (at: number) => /[^\S\ufeff]|\u0085/.test(text.charAt(at));
  while (start < end && isSpace(start)) start++;
  while (start < end && isSpace(end - 1)) end--;
  return { start, end };
}

// ------------------------------------------------------------------ matching

const matcherOf = memoize(({ pattern, error }: IgnorePattern): Matcher => {
  const made = error === undefined ? createMatcher(pattern) : noMatcher;
  return typeof made === "string" ? noMatcher : made;
});

/** By the array of patterns, which copies of an `IgnoreFile` share. */
const matchersOf = memoize((patterns: readonly IgnorePattern[]): readonly Matcher[] => patterns.map(matcherOf));
