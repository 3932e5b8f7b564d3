/** What was done to a Dockerfile, for clients that show no preview. */

import type { Hardened } from "../engine/harden";
import type { Reason } from "../engine/steps";
import { counted } from "../util/amounts";
import { visible } from "../util/visible";

interface Summarized extends Pick<Hardened, "steps" | "left" | "score" | "build"> {
  /** Of the file, for people. */
  readonly name: string;
  /** Other files that were changed or created, by path from the context root. */
  readonly files: readonly string[];
  /** Files that the client cannot create. */
  readonly uncreated: readonly string[];
}

/** In one line: "Dockerfile: 12 steps, 1 problem left for you, 3 of 10 → 10 of 10 practices; also .dockerignore". */
export function hardenInShort({ name, steps, left, score, files, uncreated }: Summarized): string {
  const taken = steps.filter(({ isTaken }) => isTaken).length;
  const parts = [
    taken === 0 ? "nothing to do" : counted(taken, "step"),
    ...(left.length > 0 ? [`${counted(left.length, "problem")} left for you`] : []),
    ...(score ? [`${practicesInShort(score)} practices`] : []),
  ];
  const others = files.length > 0 ? `; also ${files.join(", ")}` : "";
  const missing = uncreated.length > 0 ? `; without ${uncreated.join(", ")}, which this editor cannot create` : "";
  return visible(`${name}: ${parts.join(", ")}${others}${missing}`);
}

/** As a page in markdown: each step with its reasons, and what is left and why. */
export function hardenSummary(it: Summarized): string {
  const { steps, left, build } = it;
  const done = steps.filter(({ isTaken }) => isTaken);
  const offered = steps.filter(({ isTaken }) => !isTaken);
  const sections = [
    section(
      "Done",
      done.flatMap(({ rule, titles, reasons }) => [
        `- ${titles.join("; ")} (${rule})`,
        ...reasons.map((reason) => `  - ${located(reason)}`),
      ]),
    ),
    section(
      "Left for you",
      left.map((one) => `- ${located(one)} (${one.rule}): ${one.hint}`),
    ),
    section(
      "On offer",
      offered.map(({ rule, titles }) => `- ${titles.join("; ")} (${rule})`),
    ),
    build === undefined ? "" : `## Build it from now on\n\n    ${build}`,
  ];
  return visible([`# ${hardenInShort(it)}`, ...sections.filter(Boolean)].join("\n\n").concat("\n"));
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}`;
}

function located({ file, line, message }: Reason): string {
  const place = [file, line === undefined ? undefined : `line ${line + 1}`].filter((it) => it !== undefined);
  return place.length === 0 ? message : `${message} (${place.join(", ")} as it was)`;
}

/** "3 of 10 → 10 of 10", or the latter alone where nothing changes. */
export function practicesInShort({ before, after }: NonNullable<Hardened["score"]>): string {
  const [from, to] = [before, after].map(({ met, of }) => `${met} of ${of}`);
  return from === to ? `${to}` : `${from} → ${to}`;
}
