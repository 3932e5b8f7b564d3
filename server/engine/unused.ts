/** Finds what ignore comments name in vain, for the rule that is about them. */

import { lineEnd, removeLine, replace } from "../edits/edits";
import { rules } from "../rules";
import type { Comment, Dockerfile, Edit, Facts, Finding, Fix, IgnoreFile, Problem, Rule, Settings } from "../types";
import { closest } from "../util/similar";
import { mayTrigger } from "./hadolintTriggers";
import { type IgnoredName, isCheck, isOfFile, unusedNames } from "./suppressions";

/**
 * The names in ignore comments that suppress nothing, and those that no rule has.
 * @param problems all that the rules have found, suppressed or not.
 * @param isOn whether the settings let a rule run.
 */
export function findUnused(
  file: Dockerfile | IgnoreFile,
  problems: readonly Problem[],
  facts: Facts,
  settings: Settings,
  isOn: (rule: Rule) => boolean,
): Finding[] {
  // Rules say little about what is broken.
  if ("errors" in file && file.errors.length > 0) return [];
  return unusedNames(file, problems, settings).flatMap((unused) => {
    // ShellCheck, which not every machine has, may find something all the same.
    if (/^sc\d{4}$/.test(unused.name)) return [];
    const named = rulesByName.get(unused.name);
    const spelling = spellings.get(unused.name) ?? "";
    const isMisspelt = unused.tool === "check" && isCheck(spelling) && spelling !== unused.written;
    if (!named || isMisspelt) return unknown(file, unused) ?? [];
    if (unused.tool === "hadolint" && isNeeded(file, unused, named)) return [];
    const isCertain = named.every((it) => !it.ofIgnoreComments && isOn(it) && isInformed(it, facts));
    return isCertain ? [idle(file, unused, named)] : [];
  });
}

/** By lower-case id or alias, which several rules may share. */
const rulesByName = new Map<string, Rule[]>();
/** By lower-case id or alias, as it is written. */
const spellings = new Map<string, string>();
for (const rule of rules) {
  for (const name of [rule.id, ...(rule.aliases ?? [])]) {
    const key = name.toLowerCase();
    rulesByName.set(key, [...(rulesByName.get(key) ?? []), rule]);
    spellings.set(key, name);
  }
}

/** Whether hadolint may report what its comment is for, where our rules of that name find nothing. */
function isNeeded(file: Dockerfile | IgnoreFile, { name, place }: IgnoredName, named: readonly Rule[]): boolean {
  const at = place?.startsWith("line ") ? Number(place.slice(5)) : undefined;
  const instruction = "instructions" in file ? file.instructions.find(({ start }) => start === at) : undefined;
  const text = instruction ? file.text.slice(instruction.start, instruction.end) : file.text;
  return [name, ...named.flatMap(({ aliases = [] }) => aliases)].some((code) => mayTrigger(code.toLowerCase(), text));
}

/** A rule whose example needs the build context or a policy is silent where there is none. */
function isInformed(rule: Rule, { files, policy = {} }: Facts): boolean {
  return (!rule.files || files !== undefined) && Object.keys(rule.policy ?? {}).every((demand) => demand in policy);
}

function idle(file: Dockerfile | IgnoreFile, unused: IgnoredName, [rule, ...others]: Rule[]): Finding {
  const { start, end, place, tool } = unused;
  const written = file.text.slice(start, end);
  const span = { start, end };
  const fixes = [removal(file, unused)];
  if (tool === "check" && place !== "file" && isOfFile(unused.name)) {
    return { span, message: `${written} is skipped by a check comment at the top of the file only`, fixes };
  }
  const name = others.length > 0 || rule?.id === unused.name ? written : `${written} (${rule?.id})`;
  const where = place === "file" ? "in this file" : place?.startsWith("stage") ? "in this stage" : "here";
  return {
    span,
    message: `${name} finds nothing ${where}, so there is nothing to ignore`,
    // Other tools may find what we do not.
    severity: tool === "drydock" ? undefined : "hint",
    fixes,
  };
}

/** A name that we do not know is not wrong for that: other tools have names that we lack. */
function unknown(file: Dockerfile | IgnoreFile, unused: IgnoredName): Finding | undefined {
  const { start, end, name, tool } = unused;
  if (name === "all" || (tool === "hadolint" && /^dl\d{4}$/.test(name))) return undefined;
  const written = file.text.slice(start, end);
  const message = `There is no rule "${written}"`;
  const meant = likely(unused);
  if (meant !== undefined) {
    const spell: Fix = { title: `Write ${meant}`, safe: true, edits: [replace(unused, meant)], optional: true };
    return { span: { start, end }, message: `${message}; did you mean "${meant}"?`, fixes: [spell] };
  }
  return tool === "check" ? undefined : { span: { start, end }, message, fixes: [removal(file, unused)] };
}

/** The name that one was meant to be. A wrong code is as near to one rule as to the next. */
function likely({ name, tool }: IgnoredName): string | undefined {
  const words = [...spellings].filter(([, spelling]) =>
    /\d$/.test(spelling) ? false : tool === "drydock" || isCheck(spelling) === (tool === "check"),
  );
  const key = closest(
    name,
    words.map(([word]) => word),
  );
  return key === undefined ? undefined : spellings.get(key);
}

/** Takes a name out of its comment, and the comment out of the file when it holds no other. */
function removal(file: Dockerfile | IgnoreFile, unused: IgnoredName): Fix {
  const { start, end, comment, tool } = unused;
  const written = file.text.slice(start, end);
  const rest = shortened(file.text, unused);
  return {
    title: rest ? `Remove ${written} from the comment` : "Remove the comment",
    safe: tool === "drydock",
    edits: [rest ?? withoutComment(file, comment)],
    // What other fixes make of the file may be what the comment is for.
    optional: true,
  };
}

/** Takes out a name with its comma, or the option of a `check` comment with its semicolon; undefined if nothing is left. */
function shortened(text: string, { start, end, comment, tool }: IgnoredName): Edit | undefined {
  const after = text.slice(end, comment.end);
  const comma = /^\s*,\s*(?=\w)/.exec(after);
  if (comma) return { start, end: end + comma[0].length, text: "" };
  const before = text.slice(comment.start, start).trimEnd();
  if (before.endsWith(",")) {
    return { start: comment.start + before.slice(0, -1).trimEnd().length, end, text: "" };
  }
  if (tool !== "check") return undefined;
  const option = start - "skip=".length;
  if (after.startsWith(";")) return { start: option, end: end + 1, text: "" };
  return text[option - 1] === ";" ? { start: option - 1, end, text: "" } : undefined;
}

function withoutComment(file: Dockerfile | IgnoreFile, comment: Comment): Edit {
  const { text } = file;
  if ("directives" in file && file.directives.every(({ start }) => start !== comment.start)) {
    // An empty comment keeps the line below from becoming a directive.
    const below = lineEnd(text, comment.end);
    const isHead = comment.line < (file.instructions[0]?.line ?? Number.POSITIVE_INFINITY);
    if (isHead && /^\r?\n\s*#\s*(syntax|escape|check)\s*=/i.test(text.slice(below, below + 100)))
      return replace(comment, "#");
  }
  return removeLine(text, comment);
}
