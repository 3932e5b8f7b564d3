/** What *Harden Dockerfile* has done, collected rule by rule. */

import type { Category } from "../types";
import type { Choice } from "./choosing";

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

export interface Steps {
  /** Adds a choice to the step of its rule. What is on offer as well is not told of a rule that has done something. */
  add(choice: Choice, reason: Reason, isTaken: boolean): void;
  /**
   * In the order in which the rules came first.
   * @param text what has come of the file: an image that a later step has changed once more is named as it stands there.
   */
  all(text: string): readonly Step[];
}

interface Collected {
  readonly step: Step;
  readonly titles: Set<string>;
  /** Each once, by what it says of where. */
  readonly reasons: Map<string, Reason>;
}

export function collectSteps(): Steps {
  const steps = new Map<string, Collected>();
  return {
    add({ problem, fix }, reason, isTaken) {
      const { id, category, sources } = problem.rule;
      const known = steps.get(id);
      if (known?.step.isTaken && !isTaken) return;
      const { titles, reasons, step } = known ?? { titles: new Set<string>(), reasons: new Map(), step: undefined };
      const key = JSON.stringify([reason.message, reason.file, reason.line]);
      titles.add(fix.title);
      if (!reasons.has(key)) reasons.set(key, reason);
      const isSafe = (step?.isSafe ?? true) && fix.safe;
      const common = { rule: id, category, source: sources?.[0] };
      steps.set(id, { titles, reasons, step: { ...common, titles: [], reasons: [], isSafe, isTaken } });
    },
    all: (text) =>
      [...steps.values()].map(({ step, titles, reasons }) => ({
        rule: step.rule,
        category: step.category,
        titles: step.isTaken ? [...new Set([...titles].map((title) => overtaken(title, text)))] : [...titles],
        reasons: [...reasons.values()],
        source: step.source,
        isSafe: step.isSafe,
        isTaken: step.isTaken,
      })),
  };
}

/** "Use node:24-bullseye" where the text has node:24-bookworm in the end. */
function overtaken(title: string, text: string): string {
  const [, name, tag] = /^Use ([\w./-]{1,200}):([\w.-]{1,200})$/.exec(title) ?? [];
  if (name === undefined || tag === undefined) return title;
  const found = text.split("\n").flatMap((line) => {
    const [, other, present] = /^\s{0,20}FROM\s+(?:--\S+\s+)?([\w./-]{1,200}):([\w.-]{1,200})/i.exec(line) ?? [];
    return other === name && present !== undefined ? [present] : [];
  });
  return found[0] === undefined || found.includes(tag) ? title : `Use ${name}:${found[0]}`;
}
