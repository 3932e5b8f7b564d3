/** Composes fixes until nothing is left to fix: *Harden Dockerfile*, and "fix all safe problems". */

import { parseDockerfile } from "../text/dockerfile";
import { parseIgnore } from "../text/dockerignore";
import { apply, areDisjoint } from "../text/edits";
import type { Category, Facts, Fix, Problem, Rule, Settings } from "../types";
import { lint, lintIgnore, type OnError } from "./lint";
import type { Score } from "./score";

/** Which fixes are taken. */
export interface HardenOptions {
  /**
   * "safe": only those that cannot change what is built. "recommended", the default: all that are no matter of
   * judgement. "everything": those, too, save what edits source code.
   */
  readonly level?: HardenLevel;
  /** Ids of rules of which nothing is taken. */
  readonly skip?: readonly string[];
  /** Ids of rules of which everything is taken at any level, edits of source code included. */
  readonly include?: readonly string[];
}

export type HardenLevel = "safe" | "recommended" | "everything";

/** Plain data, fit to be sent as JSON. */
export interface Hardened {
  readonly text: string;
  /** Other files that change or come into being, by path from the context root. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What was done, rule by rule in the order in which they came first, and then what else could be done. */
  readonly steps: readonly Step[];
  /** Errors and warnings that stay, save those of skipped rules. */
  readonly left: readonly Remaining[];
  /** Of the Dockerfile as it was and as it is; undefined for an ignore file. */
  readonly score?: { readonly before: Score; readonly after: Score };
}

/** Everything that one rule does. To leave it out, `skip` the rule; to take one that is not taken, `include` it. */
export interface Step {
  /** The id of the rule. */
  readonly rule: string;
  readonly category: Category;
  /** What is done, each once: "Use npm ci". */
  readonly titles: readonly string[];
  /** Why it is done. */
  readonly reasons: readonly Reason[];
  /** A page that says more. */
  readonly source?: string;
  /** It cannot change what is built. */
  readonly isSafe: boolean;
  /** It is part of `text` and `files`. Otherwise it is on offer: skipped, or a matter of judgement. */
  readonly isTaken: boolean;
}

export interface Reason {
  readonly message: string;
  /** Path from the context root of the file that it is about; undefined for the hardened one. */
  readonly file?: string;
  /** 0-based, in the text that the file had at first; undefined for what came in by another step. */
  readonly line?: number;
}

/** What needs a person. */
export interface Remaining extends Reason {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  /** Why it was left: "“Use the slim Debian image” is a matter of judgement". */
  readonly hint: string;
}

/** Far more than any file needs: each round applies every fix that does not touch another. */
const mostRounds = 30;

/** Applies the first fitting fix of every problem of a Dockerfile and of its ignore file, round by round. Pure. */
export function harden(
  text: string,
  facts: Facts,
  settings: Settings,
  fits: (fix: Fix) => boolean = (fix) => !fix.optional,
  onError?: OnError,
): Hardened {
  const others = new Map<string, string>();
  const applied: Hardened["applied"][number][] = [];
  let current = text;
  let known = facts;
  for (let round = 0; round < mostRounds; round++) {
    const file = parseDockerfile(current);
    const chosen = choose(lint(file, known, settings, onError), fits);
    if (known.ignore) {
      const { path } = known.ignore;
      const own = choose(
        lintIgnore(known.ignore, { ...known, dockerfiles: [{ ...file, path: known.path ?? "" }] }, settings, onError),
        fits,
      );
      for (const { problem, fix } of own) {
        const moved = { ...fix, edits: fix.edits.map((edit) => ({ ...edit, file: edit.file ?? path })) };
        if (chosen.every((other) => areDisjoint(other.fix, moved))) chosen.push({ problem, fix: moved });
      }
    }
    if (chosen.length === 0) break;
    for (const { problem, fix } of chosen) {
      const { rule, message, span } = problem;
      applied.push({ rule, title: fix.title, message, line: current.slice(0, span.start).split("\n").length - 1 });
    }
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    current = apply(
      current,
      edits.filter((edit) => edit.file === undefined),
    );
    for (const path of new Set(edits.flatMap(({ file }) => (file === undefined ? [] : [file])))) {
      const before =
        others.get(path) ?? (known.ignore?.path === path ? known.ignore.text : (known.contents?.get(path) ?? ""));
      const after = apply(
        before,
        edits.filter((edit) => edit.file === path),
      );
      others.set(path, after);
      known = withFile(known, path, after);
    }
  }
  return { text: current, files: [...others].map(([path, text]) => ({ path, text })), applied };
}

/** Applies the fitting fixes of an ignore file alone, round by round. Pure. */
export function hardenIgnore(
  text: string,
  facts: Facts,
  settings: Settings,
  fits: (fix: Fix) => boolean = (fix) => !fix.optional,
  onError?: OnError,
): string {
  let current = text;
  for (let round = 0; round < mostRounds; round++) {
    const file = parseIgnore(current);
    const known = facts.ignore ? { ...facts, ignore: { ...file, path: facts.ignore.path } } : facts;
    const edits = choose(lintIgnore(file, known, settings, onError), fits).flatMap(({ fix }) => fix.edits);
    if (edits.length === 0) break;
    current = apply(
      current,
      edits.filter((edit) => edit.file === undefined),
    );
  }
  return current;
}

interface Choice {
  readonly problem: Problem;
  readonly fix: Fix;
}

/**
 * Disjoint fixes, small ones first: a fix that rewrites much sees what the small ones have made. What cannot be read
 * as it is meant (`RUN RUN`, curly quotes) is mended in a round of its own, since other rules misread it.
 */
function choose(problems: readonly Problem[], fits: (fix: Fix) => boolean): Choice[] {
  const candidates = problems.flatMap((problem) => {
    const fix = problem.fixes?.find((fix) => fix.edits.length > 0 && fits(fix));
    return fix ? [{ problem, fix, size: sizeOf(fix) }] : [];
  });
  candidates.sort(
    (one, other) =>
      one.size - other.size ||
      one.problem.span.start - other.problem.span.start ||
      (one.problem.rule.id < other.problem.rule.id ? -1 : 1),
  );
  const broken = candidates.filter(
    ({ problem: { rule, severity } }) => severity === "error" && rule.category === "correctness",
  );
  const chosen: Choice[] = [];
  for (const candidate of broken.length > 0 ? broken : candidates) {
    if (chosen.every(({ fix }) => areDisjoint(fix, candidate.fix))) chosen.push(candidate);
  }
  return chosen;
}

function sizeOf({ edits }: Fix): number {
  return edits.reduce((size, { start, end, text }) => size + end - start + text.length, 0);
}

function withFile(facts: Facts, path: string, text: string): Facts {
  const files = facts.files?.includes(path) ? facts.files : facts.files && [...facts.files, path].sort();
  const isIgnore = path === facts.ignore?.path || (!facts.ignore && path.endsWith(".dockerignore"));
  const contents = new Map(facts.contents).set(path, text);
  return { ...facts, files, contents, ignore: isIgnore ? { ...parseIgnore(text), path } : facts.ignore };
}
