/** Whether a hardened image does what the one before did, and the table that shows it. */

import { formatBytes } from "../util/amounts";
import { type Answer, isLoopback, type Measurement } from "./measurement";

/** One line of the table. */
interface Row {
  readonly title: string;
  /** Left out where neither image has anything of it, or tells. */
  readonly isExtra?: true;
  show(measurement: Measurement): string | undefined;
  /** What has become worse, in words; undefined when nothing has, or it cannot be told. */
  worse?(before: Measurement, after: Measurement): string | undefined;
}

const noCheck = "no check";

/** Exit code of a program that did not end in time: it was killed. */
const killed = 137;

const rows: readonly Row[] = [
  {
    title: "builds",
    show: ({ isBuilt, buildTime }) => `${isBuilt ? "yes" : "no"}, ${seconds(buildTime)}`,
    worse: (before, after) => (before.isBuilt && !after.isBuilt ? "it cannot be built" : undefined),
  },
  { title: "image size", show: ({ size }) => (size === undefined ? undefined : formatBytes(size)) },
  { title: "own layers", show: ({ ownSize }) => (ownSize === undefined ? undefined : formatBytes(ownSize)) },
  {
    title: "user",
    show: ({ uid }) => (uid === undefined ? undefined : uid === 0 ? "0 (root)" : String(uid)),
    worse: (before, after) =>
      before.uid !== 0 && after.uid === 0 && before.uid !== undefined ? "it runs as root" : undefined,
  },
  { title: "process 1", show: ({ process }) => process },
  {
    title: "runs",
    show: ({ isRunning, exitCode }) =>
      isRunning === undefined ? undefined : isRunning ? "yes" : `ended by itself, exit ${exitCode ?? "?"}`,
    worse: endsSooner,
  },
  {
    title: "listens on",
    show: ({ listens }) => listens && (listens.join(" ") || "nothing"),
    worse: ({ listens: before = [] }, { listens: after = [] }) =>
      before.some((it) => !isLoopback(it)) && after.length > 0 && after.every(isLoopback)
        ? "only the container itself can reach it"
        : undefined,
  },
  {
    title: "answers",
    show: ({ answer, isRunning }) => (answer ? shownAnswer(answer) : isRunning === undefined ? undefined : "nothing"),
    worse: answersWorse,
  },
  {
    title: "health",
    isExtra: true,
    show: ({ health }) => (health === "none" ? noCheck : health),
    worse: ({ health: before }, { health: after }) => {
      if (after === "unhealthy") return before === "unhealthy" || !before ? undefined : "its health check fails";
      return after === "none" && before === "healthy" ? "nothing checks its health any more" : undefined;
    },
  },
  {
    title: "stop",
    show: ({ stopTime, exitCode }) =>
      stopTime === undefined ? undefined : `${seconds(stopTime)}, exit ${exitCode ?? "?"}`,
    worse: (before, after) =>
      before.stopTime !== undefined &&
      after.stopTime !== undefined &&
      before.exitCode !== killed &&
      after.exitCode === killed
        ? "it does not stop when it is told to, and is killed"
        : undefined,
  },
  {
    title: "refused",
    show: ({ refusals }) => refusals && (refusals.length === 0 ? "nothing" : `${refusals.length} in its log`),
    worse: ({ refusals: before }, { refusals: after }) =>
      before?.length === 0 && after?.[0] !== undefined ? `it is refused something: ${after[0]}` : undefined,
  },
  {
    title: "secrets",
    show: ({ secrets }) => secrets && (secrets.join(", ") || "none found"),
    worse: ({ secrets: before }, { secrets: after }) => {
      // In which file is another matter: names with a hash in them change.
      const known = before?.map(withoutPath);
      const more = known && after?.filter((it) => !known.includes(withoutPath(it)));
      return more && more.length > 0 ? `it holds ${more.join(", ")}` : undefined;
    },
  },
  {
    title: "dev dependencies",
    show: ({ devDependencies }) => devDependencies && String(devDependencies.length),
    worse: ({ devDependencies: before }, { devDependencies: after }) =>
      before?.length === 0 && after && after.length > 0 ? `it holds ${listed(after)}` : undefined,
  },
  {
    title: "fixes pending",
    isExtra: true,
    show: ({ pendingFixes }) => pendingFixes && `${pendingFixes.length} packages`,
  },
];

/** Where it ran on, or had done its work: a program that ends well is none that fails. */
function endsSooner(before: Measurement, after: Measurement): string | undefined {
  if (after.isRunning !== false || before.isRunning === undefined) return undefined;
  if (before.isRunning) return `it ends by itself, with exit code ${after.exitCode ?? "?"}`;
  return before.exitCode === 0 && after.exitCode !== 0 ? `it ends with exit code ${after.exitCode ?? "?"}` : undefined;
}

function withoutPath(secret: string): string {
  return secret.split(" in /")[0] ?? "";
}

function answersWorse(before: Measurement, after: Measurement): string | undefined {
  if (!before.answer || after.isRunning === undefined) return undefined;
  if (!after.answer) return after.isRunning ? `nothing answers on port ${before.answer.port}` : undefined;
  if (before.answer.hasText === true && after.answer.hasText === false) return "its answer lacks the text";
  const isError = ({ status }: { readonly status: number }) => status >= 400;
  const { status } = after.answer;
  return status !== before.answer.status && isError(after.answer) && status > before.answer.status
    ? `it answers ${status}, not ${before.answer.status}`
    : undefined;
}

function shownAnswer({ status, port, hasText }: Answer): string {
  const text = hasText === undefined ? "" : `, ${hasText ? "with" : "without"} the text`;
  return `${status} on ${port}${text}`;
}

/** What has become worse, in words, the gravest first; empty when nothing has. */
export function worsened(before: Measurement, after: Measurement): readonly string[] {
  return rows.flatMap(({ worse }) => worse?.(before, after) ?? []);
}

/** Whether more than the build is proved: the program ran as it was. Without that, nothing tells what hardening does to it. */
export function didRun({ isRunning, exitCode }: Measurement): boolean {
  return isRunning === true || exitCode === 0;
}

/**
 * The measurements side by side, a line each, for a terminal. What is too long goes on below.
 * @param columns the width of the terminal in characters; Infinity where there is none.
 */
export function table(before: Measurement, after: Measurement, columns: number): string {
  const all = rows.flatMap(({ title, show, isExtra }) => {
    const shown = [show(before), show(after)];
    const isLeft = isExtra && shown.every((it) => it === undefined || it === noCheck);
    return isLeft ? [] : [[title, shown[0] ?? "?", shown[1] ?? "?"] as const];
  });
  const titles = Math.max(...all.map(([title]) => title.length));
  const room = Math.min(widest, Math.max(narrowest, Math.floor((columns - titles - 2 * gap.length) / 2)));
  const lines = [["", "before", "after"] as const, ...all].flatMap(([title, ...cells]) => {
    const parts = cells.map((cell) => wrapped(cell, room));
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, at) => [
      at === 0 ? title : "",
      parts[0]?.[at] ?? "",
      parts[1]?.[at] ?? "",
    ]);
  });
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join("\n");
}

const gap = "  ";
const [narrowest, widest, mostLines] = [20, 60, 4];

/** A text in lines of a width, between words where there are some; the report has what is beyond the last one. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (let rest = text; rest !== ""; ) {
    if (lines.length === mostLines) return [...lines.slice(0, -1), `${(lines.at(-1) ?? "").slice(0, width - 1)}…`];
    const space = rest.length > width ? rest.lastIndexOf(" ", width) : -1;
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return lines;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
