/** What became of all projects: one table, and who failed. */

import type { Proof } from "../../server/host/proveHardening";
import { isLoopback, type Measurement } from "../../server/proof/measurement";
import type { Expected } from "./projectCopy";

/** Plain data. */
export interface Result extends Proof {
  readonly name: string;
  readonly expected: Expected;
  /** How many errors and warnings there are. */
  readonly findings: { readonly before: number; readonly after: number };
  /** Hardened a second time, nothing changes. */
  readonly isSettled: boolean;
}

/** Why a project has failed, in words; undefined when it has not. */
export function reason({ before, after, worse, culprits, obstacle }: Result): string | undefined {
  if (obstacle !== undefined) return obstacle;
  if (worse.length > 0) return `hardened, ${worse.join("; ")}${culprits ? `, by ${culprits.join(", ")}` : ""}`;
  if (!before.isBuilt && !after?.isBuilt) return "it cannot be built here";
  if (after?.isBuilt === false) return "hardened, it cannot be built";
  return answers(after ?? before) ? undefined : "it does not answer as it should";
}

/** Whether others than the container itself are answered what they expect. */
function answers({ answer, listens }: Measurement): boolean {
  const isReached = listens?.some((it) => !isLoopback(it)) ?? true;
  return isReached && answer?.status === 200 && answer.hasText === true;
}

/** Columns by their heads: what stands there for one measurement. */
const columns: Readonly<Record<string, (measured: Measurement, expected: Expected) => string>> = {
  built: ({ isBuilt }) => yes(isBuilt),
  "own layers, MB": ({ ownSize }) => (ownSize === undefined ? "?" : (ownSize / 1e6).toFixed(1)),
  uid: ({ uid }) => String(uid ?? "?"),
  "stop, s": ({ stopTime }) => (stopTime === undefined ? "?" : (stopTime / 1000).toFixed(1)),
  exit: ({ exitCode }) => String(exitCode ?? "?"),
  secrets: ({ secrets }) => secrets?.join(", ").replace(/^$/, "none") ?? "?",
  "dev dependency": ({ devDependencies }, { devDependency }) =>
    devDependency === undefined ? "" : devDependencies ? yes(devDependencies.includes(devDependency)) : "?",
  answers: (measured) => (measured.isBuilt ? yes(answers(measured)) : ""),
};

/** Markdown, one line for each project, what was and what is in every cell. */
export function summary(results: readonly Result[]): string {
  const heads = ["project", ...Object.keys(columns), "findings", "settled"];
  const cells = results.map(({ name, before, after = before, expected, findings, isSettled }) => [
    name,
    ...Object.values(columns).map((show) => changed(show(before, expected), show(after, expected))),
    changed(String(findings.before), String(findings.after)),
    yes(isSettled),
  ]);
  const count = results.filter((result) => reason(result) !== undefined).length;
  const lines = [heads, heads.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`);
  return [...lines, "", `${results.length} projects, ${count} of them worse or without an answer.`].join("\n");
}

function changed(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}

function yes(value: boolean): string {
  return value ? "yes" : "no";
}
