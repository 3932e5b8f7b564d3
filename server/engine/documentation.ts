import type { Problem, Rule } from "../types";
import { visible } from "../util/visible";
import { isCheck } from "./suppressions";

/**
 * What the editor shows over a problem, as markdown: what is wrong in general (its message stands above it in most
 * editors), why, before and after, names and sources.
 */
export function hover(problem: Problem): string {
  const { rule } = problem;
  return paragraphs([
    // A title is plain text, and may name a pattern such as **/.env.
    `**${rule.title.replace(/[\\`*_[\]<>]/g, "\\$&")}**`,
    rule.why,
    // What ShellCheck finds comes without.
    rule.bad && `Instead of\n${fenced(rule, rule.bad)}\nwrite\n${fenced(rule, rule.good)}`,
    `\`${rule.id}\` · ${names(problem.aliases, problem.severity)}`,
    links(rule),
    problem.note,
  ]);
}

/**
 * The same for an editor that shows the message itself and opens pages: what the fix would make of the lines, why in two
 * sentences, the sources, and the way to the rest.
 * @param preview the difference that the first fix makes, as markdown.
 * @param link the address that opens the page of the rule; undefined when it has none.
 */
export function briefHover({ rule, note }: Problem, preview: string | undefined, link: string | undefined): string {
  const explain = link === undefined ? `\`${rule.id}\`` : `[Explain ${rule.id}…](${link})`;
  return paragraphs([preview, sentences(rule.why, 2), note, [explain, links(rule)].filter((it) => it).join(" · ")]);
}

/** The first sentences of a text. */
function sentences(text: string, count: number): string {
  // A full stop within a name or a version is followed by no blank, and within "e.g. this" by a small letter.
  return text
    .split(/(?<=[.!?]) (?=[A-Z`"])/)
    .slice(0, count)
    .join(" ");
}

/** The page of one rule, as markdown: for `drydock explain` and the list of all rules. */
export function page(rule: Rule): string {
  return paragraphs([
    `## ${rule.id}`,
    `**${rule.title}**`,
    names(rule.aliases, rule.severity),
    rule.why,
    `Instead of\n\n${fenced(rule, rule.bad)}`,
    `write\n\n${fenced(rule, rule.good)}`,
    links(rule),
  ]);
}

/** The names of a rule in other tools: "hadolint DL3002", "BuildKit JSONArgsRecommended". */
export function aliasNames(aliases: Rule["aliases"] = []): string[] {
  return aliases.map((alias) => `${aliasSource(alias)} ${alias}`);
}

function aliasSource(alias: string): string {
  if (isCheck(alias)) return "BuildKit";
  if (/^SC\d+$/.test(alias)) return "ShellCheck";
  return /^DL\d+$/.test(alias) ? "hadolint" : "Drydock";
}

function names(aliases: Rule["aliases"], severity: string): string {
  return [severity === "off" ? "off by default" : severity, ...aliasNames(aliases)].join(" · ");
}

function fenced(rule: Rule, text: string): string {
  // An example may hold back quotes itself; a longer fence keeps it whole.
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}${rule.on === "Dockerfile" ? "dockerfile" : "ignore"}\n${visible(text.replace(/(?<!\n)\n+$/, ""))}\n${fence}`;
}

function links(rule: Rule): string | undefined {
  if (!rule.sources?.length) return undefined;
  return rule.sources.map((source) => `[${label(source)}](${source})`).join(" · ");
}

/** "docs.docker.com/build/building/secrets": an address without what every address has. */
function label(source: string): string {
  return source.replace(/^https?:\/\/(www\.)?/, "").replace(/(?<![/#])[/#]+$/, "");
}

function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part).join("\n\n");
}
