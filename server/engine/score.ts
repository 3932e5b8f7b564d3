/** How far a Dockerfile follows the ten practices: what a person is told before and after hardening. */

import { nodePrograms, toolOf } from "../data/tools";
import { bundlerInstallsOf } from "../packages/bundlerInstalls";
import { composerInstallsOf } from "../packages/composerInstalls";
import { projectInstallsOf } from "../packages/install";
import { isPreparation } from "../packages/preparation";
import { pythonInstallsOf } from "../packages/pythonInstalls";
import { railsMode } from "../projects/railsMode";
import { nodeMajor } from "../stage/nodeVersion";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { buildImageOf } from "../stage/shippedBuilds";
import type { Dockerfile, Facts, Practice, Problem, Stage } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { memoize } from "../util/memoize";
import { doubts } from "./doubts";

export interface Score {
  /** How many practices are met. */
  readonly met: number;
  /** Out of how many, those that are not known or ignored included: those that do not apply are not counted. */
  readonly of: number;
  /** All ten, always in the same order. */
  readonly practices: readonly Judgement[];
}

export interface Judgement {
  readonly practice: Practice;
  /** A few words for people. */
  readonly title: string;
  /**
   * "unknown": nothing speaks against it, but too little is known to say that it is met. "ignored": only what settings
   * or comments silence speaks against it. "none": it does not apply.
   */
  readonly state: "met" | "missing" | "unknown" | "ignored" | "none";
  /** Why it is missing; empty otherwise. */
  readonly missing: readonly Missing[];
  /** Why it is not known, or what is ignored, as a clause; undefined otherwise. */
  readonly doubt?: string | undefined;
}

export interface Missing {
  /** The id of the rule. */
  readonly rule: string;
  readonly message: string;
  /** 0-based, in the text that was judged; undefined for what is wrong with another file. */
  readonly line?: number;
}

/** What is found in a Dockerfile and in its ignore file. */
export interface Found {
  /** What is reported. */
  readonly problems: readonly Problem[];
  /** What is found whatever settings and comments say: see `unsilenced`. */
  readonly unsilenced: readonly Problem[];
}

/**
 * Judges a Dockerfile by what the rules say of it: a practice is missing while a rule of it reports what counts, ignored
 * while only silence is kept about that, and met when what it is about is known.
 */
export function score(file: Dockerfile, { problems, unsilenced }: Found, facts: Facts): Score {
  const reasons = problems.filter(counts);
  const silenced = unsilenced.filter(counts);
  // Who does not want to hear that it cannot start has not made it start.
  const doubtAbout = doubts(file, [...problems, ...unsilenced.filter(({ rule }) => rule.breaks)], facts);
  const practices = Object.entries(titles).map(([name, title]): Judgement => {
    const practice = name as Practice;
    const missing = reasons.filter(({ rule }) => rule.practice === practice).map((it) => missingFrom(file, it));
    if (missing.length > 0) return { practice, title, state: "missing", missing };
    const ignored = new Set(silenced.flatMap(({ rule }) => (rule.practice === practice ? rule.id : [])));
    if (ignored.size > 0) return { practice, title, state: "ignored", missing, doubt: [...ignored].join(", ") };
    if (!applies(practice, file, facts) || (ofProduction.has(practice) && isForDevelopment(file, facts)))
      return { practice, title, state: "none", missing };
    const doubt = doubtAbout(practice);
    return { practice, title, state: doubt === undefined ? "met" : "unknown", missing, doubt };
  });
  return sumOf(practices);
}

/** Whether a problem keeps its practice from being met. */
export function counts({ rule, severity, holds }: Problem): boolean {
  return rule.practice !== undefined && !holds && (severity !== "hint" || rule.hintsCount === true);
}

/** A score, with what came to light only when other things were mended: it was missing all along. */
export function inHindsight(before: Score, after: Score): Score {
  const practices = before.practices.map((judgement, index): Judgement => {
    const later = after.practices[index];
    const isOpen = judgement.state === "met" || judgement.state === "unknown";
    if (!isOpen || later?.state !== "missing") return judgement;
    const missing = later.missing.map((it) => ({ ...it, line: undefined }));
    return { ...judgement, state: "missing", missing, doubt: undefined };
  });
  return sumOf(practices);
}

/**
 * A score of what came of steps that somebody took against a doubt of ours: whether it still runs is not known, and with
 * that nothing of what it does.
 * @param doubted by the practice that a step is for, as a clause.
 */
export function inDoubt(after: Score, doubted: ReadonlyMap<Practice, string>): Score {
  const [first] = doubted.values();
  const practices = after.practices.map((judgement): Judgement => {
    const { practice, state } = judgement;
    const own = practice === "unprivileged-user" ? doubted.get(practice) : undefined;
    const doubt = own ?? (ofRunning.has(practice) ? first : undefined);
    return state === "met" && doubt !== undefined ? { ...judgement, state: "unknown", doubt } : judgement;
  });
  return sumOf(practices);
}

function sumOf(practices: readonly Judgement[]): Score {
  const count = (wanted: Judgement["state"]) => practices.filter(({ state }) => state === wanted).length;
  return { met: count("met"), of: practices.length - count("none"), practices };
}

/** In the order in which an image is made. */
const titles: Readonly<Record<Practice, string>> = {
  "pinned-base": "Base image pinned to a version",
  "production-dependencies": "Production dependencies only, as locked",
  "production-mode": "Runs in production mode",
  "unprivileged-user": "Does not run as root",
  signals: "Signals reach the program",
  "graceful-shutdown": "Finishes requests before it stops",
  "supported-versions": "Versions that still get security fixes",
  "multi-stage": "Built in another stage than it ships in",
  "ignored-files": "Unneeded files kept out",
  "mounted-secrets": "Secrets mounted, never stored",
};

/** What nobody asks of an image for development, whose rules keep silent there. */
const ofProduction: ReadonlySet<Practice> = new Set([
  "production-dependencies",
  "production-mode",
  "signals",
  "graceful-shutdown",
  "multi-stage",
]);

/** What is true of a container that runs, and of no other. */
const ofRunning: ReadonlySet<Practice> = new Set(["production-mode", "signals", "graceful-shutdown"]);

function missingFrom(file: Dockerfile, { rule, message, span }: Problem): Missing {
  if (rule.on === ".dockerignore") return { rule: rule.id, message };
  return { rule: rule.id, message, line: lineNumbers(file)(span.start) };
}

const lineNumbers = memoize(({ text }: Dockerfile) => lineNumbersOf(text));

/** Nothing applies to a text without a stage, and some practices only where Node.js or Rails runs, or something is installed or built. */
function applies(practice: Practice, file: Dockerfile, facts: Facts): boolean {
  const { final, stages } = file;
  if (!final) return false;
  if (practice === "production-mode" && railsMode(file, facts) !== undefined) return true;
  if (practice === "production-mode" || practice === "graceful-shutdown") return runsNode(final);
  if (practice === "multi-stage") return stages.length > 1 || builds(final);
  if (practice !== "production-dependencies") return true;
  const installs = [projectInstallsOf, pythonInstallsOf, composerInstallsOf, bundlerInstallsOf];
  return runsNode(final) || stages.some((stage) => installs.some((installsOf) => installsOf(stage).length > 0));
}

/** Whether anything may be built in a stage, or was there to build with. */
function builds(stage: Stage): boolean {
  const own = stage.instructions.filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  return buildImageOf(stage) !== undefined || !own.every(isPreparation);
}

function runsNode(stage: Stage): boolean {
  const program = programName(mainProcess(stage)?.argv[0]?.value) ?? "";
  const isStarter = nodePrograms.has(program) || toolOf(program)?.purpose === "process manager";
  return stage.base?.name === "node" || nodeMajor(stage) !== undefined || isStarter;
}
