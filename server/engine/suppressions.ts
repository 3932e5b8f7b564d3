/** Ignore comments: Drydock's own, hadolint's and BuildKit's. */

import type { Comment, Dockerfile, IgnoreFile, Problem, Rule, Span } from "../types";

interface Suppression extends Span {
  readonly tool: "drydock" | "hadolint" | "check";
  /** Ids and aliases, lower-case; "all" stands for every rule. */
  readonly names: ReadonlySet<string>;
  /** It holds for the whole file. */
  readonly isWhole: boolean;
}

/** Leaves out the problems that a comment in the file suppresses. */
export function suppress(file: Dockerfile | IgnoreFile, problems: readonly Problem[]): Problem[] {
  const suppressions = "instructions" in file ? inDockerfile(file) : inIgnoreFile(file);
  if (suppressions.length === 0) return [...problems];
  return problems.filter((problem) => !suppressions.some((suppression) => covers(suppression, problem)));
}

/** BuildKit's experimental checks that the `check` directive of a file switches on. */
export function experiments({ directives }: Dockerfile): readonly string[] {
  const wanted = directives.flatMap(({ name, value }) => (name === "check" ? readCheck(value, "experimental") : []));
  return experimental.filter((check) => wanted.includes("all") || wanted.includes(check.toLowerCase()));
}

/** Checks that only `experimental=` switches, never `skip=`. */
const experimental = ["InvalidDefinitionDescription"];

/** Checks that BuildKit makes on the whole file, so that a comment above an instruction does not reach them. */
const global = [
  "NoEmptyContinuation",
  "ConsistentInstructionCasing",
  "DuplicateStageName",
  "ReservedStageName",
  "InvalidDefaultArgInFrom",
  "InvalidBaseImagePlatform",
];

function covers({ tool, names, start, end, isWhole }: Suppression, { rule, span, ignoredAt }: Problem): boolean {
  const at = (tool === "drydock" ? span : (ignoredAt ?? span)).start;
  if (!isWhole && (at < start || end < at)) return false;
  const reached = tool === "check" ? checksOf(rule, isWhole) : [rule.id, ...(rule.aliases ?? [])];
  return reached.some((name) => names.has("all") || names.has(name.toLowerCase()));
}

/** The names of a rule in BuildKit that a `check` comment can mean. */
function checksOf({ aliases = [] }: Rule, isWhole: boolean): string[] {
  return aliases.filter(
    (alias) => !/^[A-Z]+\d+$/.test(alias) && !experimental.includes(alias) && (isWhole || !global.includes(alias)),
  );
}

const ignoreComment =
  /^(?:(drydock)\s+(ignore|ignore-file)|(hadolint)\s+(?:(global|stage)\s+)?ignore)\s*=\s*([\w\s,.-]+)/i;

function inDockerfile(file: Dockerfile): Suppression[] {
  const whole = { start: 0, end: file.text.length };
  const found: Suppression[] = [];
  let checked: Span | undefined;
  for (const comment of file.comments) {
    const directive = file.directives.find(({ start }) => start === comment.start);
    if (directive) {
      const names = directive.name === "check" ? readCheck(directive.value, "skip") : [];
      if (names.length > 0) found.push({ ...whole, tool: "check", names: new Set(names), isWhole: true });
      continue;
    }
    const check = checkIn(file, comment);
    if (check !== undefined) {
      // Only the first check comment above an instruction counts.
      const instruction = instructionAt(file, comment);
      if (!instruction || instruction === checked) continue;
      checked = instruction;
      const { start, end } = instruction;
      found.push({ start, end, tool: "check", names: new Set(readCheck(check, "skip")), isWhole: false });
      continue;
    }
    const match = ignoreComment.exec(comment.text);
    if (!match) continue;
    const isWhole = match[2]?.toLowerCase() === "ignore-file" || match[4]?.toLowerCase() === "global";
    const isStage = match[4]?.toLowerCase() === "stage";
    const range = isWhole ? whole : isStage ? stageAfter(file, comment) : instructionAt(file, comment);
    const tool = match[1] ? "drydock" : "hadolint";
    if (range) found.push({ start: range.start, end: range.end, tool, names: namesIn(match[5] ?? ""), isWhole });
  }
  return found;
}

/** What BuildKit reads of a comment above an instruction: it must begin its line and be outside continued lines. */
function checkIn({ text }: Dockerfile, comment: Comment): string | undefined {
  if (comment.inside || (comment.start > 0 && text[comment.start - 1] !== "\n")) return undefined;
  return /^check\s*=\s*(.*)$/i.exec(comment.text)?.[1];
}

/** The lower-case names that one option of `skip=A,B;error=true;experimental=C` lists; the value ends at a blank. */
function readCheck(value: string, option: "skip" | "experimental"): string[] {
  const options = (value.split(/\s/)[0] ?? "").split(";");
  const list = options.find((it) => it.startsWith(`${option}=`))?.slice(option.length + 1) ?? "";
  return list.toLowerCase().split(",").filter(Boolean);
}

function inIgnoreFile(file: IgnoreFile): Suppression[] {
  return file.comments.flatMap((comment) => {
    const match = ignoreComment.exec(comment.text);
    if (!match?.[1]) return [];
    const isWhole = match[2]?.toLowerCase() === "ignore-file";
    const range = isWhole
      ? { start: 0, end: file.text.length }
      : file.patterns.find((pattern) => pattern.start > comment.start);
    if (!range) return [];
    return [{ start: range.start, end: range.end, tool: "drydock", names: namesIn(match[5] ?? ""), isWhole }];
  });
}

/** What stands behind ` -- ` or `#` is the reason. */
function namesIn(list: string): Set<string> {
  const names = list.split(/\s--|\s-\s/)[0] ?? "";
  return new Set(
    names
      .split(/[,\s]+/)
      .filter(Boolean)
      .map((name) => name.toLowerCase()),
  );
}

/** The instruction below a comment, or around it. */
function instructionAt({ instructions }: Dockerfile, comment: Comment) {
  return instructions.find(({ end }) => end > comment.start);
}

function stageAfter({ stages }: Dockerfile, comment: Comment) {
  return stages.find(({ start }) => start > comment.start);
}
