/** The page beside the diff when one Dockerfile is hardened. */

import type { Remaining } from "../server/engine/harden";
import type { HardenLevel } from "../server/engine/levels";
import type { Judgement, Score } from "../server/engine/score";
import type { Reason, Step } from "../server/engine/steps";
import type { HardenResult } from "../server/requests";
import type { HardenChoices } from "./hardenChoices";
import { l10n } from "./l10n";
import { link, type PageContent, plain } from "./page";
import type { Verdict } from "./verdict";

/** A file that changes. */
export interface ChangedFile {
  /** As people call it: `.dockerignore`. */
  readonly path: string;
  readonly isNew: boolean;
}

/**
 * What the page beside the diff of one Dockerfile says: levels, steps to tick, what is left, and the ten practices folded up.
 * @param verdict what a proof of the same text has said; undefined when nothing is held against any step.
 */
export function explanation(
  name: string,
  { steps, left, score, build }: HardenResult,
  { level, skip }: HardenChoices,
  files: readonly ChangedFile[],
  verdict?: Verdict,
): PageContent {
  // What is unticked stays where it is; an offer that is ticked is a step.
  const isOffered = ({ rule, isTaken }: Step) => !isTaken && !skip.includes(rule);
  const offered = steps.filter(isOffered);
  const others = steps.filter((step) => !isOffered(step));
  const body = [
    `<h1>${l10n.t("Harden {0}", plain(name))}</h1>`,
    `<p>${plain(changes(files))} ${l10n.t("Nothing is written before you apply it.")}</p>`,
    build !== undefined && `<p>${l10n.t("From now on, build it with the secrets:")} <code>${plain(build)}</code></p>`,
    levelChoice(level),
    listOfSteps(l10n.t("Steps"), l10n.t("Untick what you do not want: the rest is worked out again."), others, verdict),
    listOfSteps(
      l10n.t("Offered"),
      l10n.t("A matter of judgement, or more than this level takes: tick what you want."),
      offered,
      verdict,
    ),
    listOfLeft(left.filter((it) => !offered.some((step) => isSameAs(step, it)))),
    score && practices(score.before, score.after),
  ];
  const taken = steps.filter(({ isTaken }) => isTaken).length;
  const status = score ? l10n.t("{0} practices", scoreText(score)) : l10n.t("Steps: {0}", taken);
  return { body: body.filter(Boolean).join("\n"), status, canApply: files.length > 0 };
}

/** "3 of 10 → 10 of 10" */
export function scoreText({ before, after }: { readonly before: Score; readonly after: Score }): string {
  const [earlier, later] = [before, after].map(({ met, of }) => l10n.t("{0} of {1}", met, of));
  return `${earlier} → ${later}`;
}

/**
 * What needs a person, as items of a list.
 * @param owner the address of the file that it is about where no other is named; undefined for the hardened one.
 */
export function remaining(left: readonly Remaining[], owner?: string): string {
  const items = grouped(left, owner).map(({ first, places }) => {
    const { severity, message, hint, rule } = first;
    const mark = `<span class="severity ${severity}">${severityText(severity)}</span>`;
    return `<li>${mark} ${plain(message)}${places} <code>${plain(rule)}</code>${hint ? `<br><span class="quiet">${plain(hint)}</span>` : ""}</li>`;
  });
  return `<ul class="reasons" lang="en">${items.join("\n")}</ul>`;
}

function severityText(severity: Remaining["severity"]): string {
  if (severity === "error") return l10n.t("error");
  if (severity === "warning") return l10n.t("warning");
  return severity === "hint" ? l10n.t("hint") : l10n.t("info");
}

/** "Changes Dockerfile and server.js, creates .dockerignore." */
function changes(files: readonly ChangedFile[]): string {
  const list = (isNew: boolean) => files.filter((file) => file.isNew === isNew).map(({ path }) => path);
  const [changed, created] = [list(false), list(true)];
  const sentences = [
    ...(changed.length > 0 ? [l10n.t("Changes {0}.", enumeration(changed))] : []),
    ...(created.length > 0 ? [l10n.t("Creates {0}.", enumeration(created))] : []),
  ];
  return sentences.length > 0 ? sentences.join(" ") : l10n.t("Changes nothing.");
}

function enumeration(words: readonly string[]): string {
  return words.length < 2 ? words.join() : l10n.t("{0} and {1}", words.slice(0, -1).join(", "), words.at(-1) ?? "");
}

/** With their names and what they mean. */
const levels = (): readonly (readonly [HardenLevel, string, string])[] => [
  ["safe", l10n.t("Safe fixes"), l10n.t("what cannot change the image that is built")],
  ["recommended", l10n.t("Recommended"), l10n.t("what an expert would do without asking")],
  ["everything", l10n.t("Everything"), l10n.t("matters of judgement, too")],
];

function levelChoice(level: HardenLevel): string {
  const choices = levels().map(
    ([value, title, meaning]) =>
      `<label><input type="radio" name="level" id="level-${value}" value="${value}"${value === level ? " checked" : ""}>` +
      `<span><span class="level">${title}</span> <span class="quiet">${meaning}</span></span></label>`,
  );
  return `<fieldset><legend>${l10n.t("What to take")}</legend>${choices.join("\n")}</fieldset>`;
}

function listOfSteps(heading: string, advice: string, steps: readonly Step[], verdict: Verdict | undefined): string {
  if (steps.length === 0) return "";
  const items = steps.map((it) => step(it, verdict?.culprits.includes(it.rule) ? verdict : undefined));
  return `<h2>${heading} (${steps.length})</h2>\n<p class="quiet">${advice}</p>\n<ul class="steps">${items.join("\n")}</ul>`;
}

/** @param verdict that blames it. */
function step({ rule, titles, reasons, source, isSafe, isTaken }: Step, verdict: Verdict | undefined): string {
  const why = grouped(reasons).map(({ first, places }) => `<li>${plain(first.message)}${places}</li>`);
  const about = [
    `<code>${plain(rule)}</code>`,
    isSafe ? l10n.t("safe") : "",
    source === undefined ? "" : link(source, host(source)),
  ];
  return `<li><label><input type="checkbox" id="step-${plain(rule)}" value="${plain(rule)}"${isTaken ? " checked" : ""}>
<strong lang="en">${titles.map(plain).join("<br>")}</strong></label>
${blame(verdict)}<ul class="reasons" lang="en">${why.join("\n")}</ul>
<p class="about quiet">${about.filter(Boolean).join(" · ")}</p></li>`;
}

function blame(verdict: Verdict | undefined): string {
  if (!verdict) return "";
  return `<p class="about"><span class="error">${l10n.t("Proved to make it worse:")}</span> ${plain(verdict.worse.join("; "))}</p>\n`;
}

function host(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/.*/s, "");
}

interface Group<Item extends Reason> {
  readonly first: Item;
  /** HTML: where it stands, from line 1 on, each line once. */
  readonly places: string;
}

/** What is said of many lines is said once. */
function grouped<Item extends Reason>(items: readonly Item[], owner?: string): Group<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = JSON.stringify([item.message, item.file]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) =>
    group[0] ? [{ first: group[0], places: placesOf(group, owner) }] : [],
  );
}

function placesOf(reasons: readonly Reason[], owner: string | undefined): string {
  const lines = [...new Set(reasons.flatMap(({ line }) => (line === undefined ? [] : [line])))];
  const file = reasons[0]?.file;
  const links = lines.map((line, index) => {
    const first = lines.length > 1 ? l10n.t("lines {0}", line + 1) : l10n.t("line {0}", line + 1);
    const text = index === 0 ? first : String(line + 1);
    // Of several Dockerfiles only their own lines can be told apart.
    return owner !== undefined && file !== undefined ? text : lineLink(text, line, file ?? owner);
  });
  const places = [...(file === undefined ? [] : [plain(file)]), ...(links.length > 0 ? [enumeration(links)] : [])];
  if (places.length === 0) return "";
  // A bracket does not stand at the end of a line alone; many places have to be broken somewhere.
  const kind = links.length + places.length < 4 ? "quiet together" : "quiet";
  return ` <span class="${kind}">(${places.join(", ")})</span>`;
}

/** What leads to a line of the diff. */
function lineLink(text: string, line: number, file: string | undefined): string {
  const name = file === undefined ? "" : ` data-file="${plain(file)}"`;
  return `<button class="line" data-line="${line}"${name}>${text}</button>`;
}

/** A sign, and the same in words for who does not see it and for who points at it. */
function mark(state: Judgement["state"]): string {
  const [kind, sign, words] = {
    met: ["met", "✓", l10n.t("met")],
    missing: ["missing", "✗", l10n.t("missing")],
    unknown: ["unknown", "?", l10n.t("not known")],
    ignored: ["unknown", "⊘", l10n.t("ignored by you")],
    none: ["none", "–", l10n.t("does not apply")],
  }[state] as [string, string, string];
  return `<span class="${kind}" aria-hidden="true" title="${words}">${sign}</span><span class="unseen">${words}</span>`;
}

/** The ten, before and after, with what is still missing and why. */
function practices(before: Score, after: Score): string {
  const rows = after.practices.map(({ practice, title, state, missing, doubt }) => {
    const earlier = before.practices.find((other) => other.practice === practice)?.state ?? "none";
    const why = grouped(missing.map(({ message }) => ({ message }))).map(({ first }) => `<br>${plain(first.message)}`);
    if (doubt !== undefined) why.push(`<br>${doubtText(state, plain(doubt))}`);
    return `<tr><th scope="row" lang="en">${plain(title)}<span class="quiet">${why.join("")}</span></th>
<td class="mark">${mark(earlier)}</td><td class="mark">${mark(state)}</td></tr>`;
  });
  return `<details id="practices"><summary><strong>${l10n.t("Practices: {0}", scoreText({ before, after }))}</strong></summary>
<table><thead><tr><th scope="col">${l10n.t("Practice")}</th><th scope="col" class="mark">${l10n.t("Before")}</th><th scope="col" class="mark">${l10n.t("After")}</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></details>`;
}

function doubtText(state: Judgement["state"], doubt: string): string {
  return state === "ignored" ? l10n.t("Ignored by you: {0}", doubt) : l10n.t("Not known: {0}", doubt);
}

/** What can be ticked is said there already. */
function isSameAs({ rule, reasons }: Step, left: Remaining): boolean {
  const isSaid = ({ message, file, line }: Reason) =>
    message === left.message && file === left.file && line === left.line;
  return rule === left.rule && reasons.some(isSaid);
}

function listOfLeft(left: readonly Remaining[]): string {
  if (left.length === 0) return "";
  const heading = l10n.t("Left for you ({0})", left.length);
  return `<h2>${heading}</h2>\n<p class="quiet">${l10n.t("What no rule can decide without you.")}</p>\n${remaining(left)}`;
}
