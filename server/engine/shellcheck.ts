/** What ShellCheck is asked about a Dockerfile, and what its answers mean there. Pure: `outside/shellcheck.ts` asks. */

import { rules } from "../rules";
import { apply, byPosition } from "../text/edits";
import { instructionsUntil } from "../text/packages";
import { baseFacts } from "../text/users";
import type {
  Dockerfile,
  DockerfileRule,
  Edit,
  Facts,
  Finding,
  Fix,
  Instruction,
  Problem,
  ShellcheckComment,
  ShellcheckReplacement,
  ShellcheckScript,
  ShellText,
  Severity,
  Span,
} from "../types";

/** More than any file has that people write. */
const mostScripts = 100;

/** What ShellCheck can say something about: shell form and heredocs of every instruction that runs something. */
export function shellcheckScripts(file: Dockerfile): ShellcheckScript[] {
  return readable(file).map(({ script }) => script);
}

/** What ShellCheck has said of this file so far, as rules that find it: one for each of its codes. */
export function shellcheckRules(file: Dockerfile, { shellcheck: answers }: Facts): DockerfileRule[] {
  if (!answers?.size) return [];
  const found = new Map<string, Finding[]>();
  for (const item of readable(file)) {
    for (const comment of answers.get(item.script.key) ?? []) {
      const finding = toFinding(comment, item, file);
      const id = `SC${comment.code}`;
      if (finding) found.set(id, [...(found.get(id) ?? []), finding]);
    }
  }
  return [...found].map(([id, findings]) => toRule(id, findings));
}

/** Where ShellCheck and a rule of ours report the same, only ShellCheck's problem stays, with our fixes after its own. */
export function withoutDoubles(problems: readonly Problem[]): Problem[] {
  const doubles = new Set<Problem>();
  const merged = problems.map((problem) => {
    const { rule, span, fixes = [] } = problem;
    if (!isCode(rule.id)) return problem;
    const same = problems.filter((own) => own.rule.aliases?.includes(rule.id) && !isCode(own.rule.id));
    const here = same.filter((own) => own.span.start < span.end && span.start < own.span.end);
    for (const own of here) doubles.add(own);
    return { ...problem, fixes: [...fixes, ...here.flatMap((own) => own.fixes ?? [])] };
  });
  return merged.filter((problem) => !doubles.has(problem));
}

/** The comments in what ShellCheck prints with `--format json1`; undefined when it is anything else. */
export function readAnswer(output: string): ShellcheckComment[] | undefined {
  let answer: { comments?: unknown };
  try {
    answer = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!Array.isArray(answer?.comments)) return undefined;
  return answer.comments.flatMap((comment: Partial<ShellcheckComment & { fix: { replacements?: unknown } | null }>) => {
    const { code, level, message } = comment ?? {};
    if (!isPlace(comment) || typeof code !== "number" || typeof message !== "string") return [];
    if (level === undefined || !Object.hasOwn(severities, level)) return [];
    const replacements = comment.fix?.replacements;
    const { line, column, endLine, endColumn } = comment;
    const place = { line, column, endLine, endColumn };
    return [{ ...place, code, level, message, replacements: Array.isArray(replacements) ? replacements : [] }];
  });
}

function isPlace(place: Partial<ShellcheckComment> | null): place is ShellcheckComment {
  return [place?.line, place?.column, place?.endLine, place?.endColumn].every((it) => typeof it === "number");
}

// -------------------------------------------------------------------------------------- asking

/** A script and where it comes from. */
interface Readable {
  readonly script: ShellcheckScript;
  readonly instruction: Instruction;
  readonly source: ShellText;
  /** The line of `script.text`, from 1, that is ours and not the author's. */
  readonly preludeLine: number | undefined;
  /** Codes that say nothing about this script. */
  readonly meaningless: ReadonlySet<number>;
}

function readable(file: Dockerfile): Readable[] {
  const found: Readable[] = [];
  for (const instruction of file.instructions) {
    const { script } = instruction;
    const dialect = script?.source && dialectOf(instruction, script.shell);
    if (!script?.source || !dialect) continue;
    const lines = script.source.text.split("\n").map((line) => line.replace(/\r$/, ""));
    const prelude = preludeOf(file, instruction, script.source.text);
    // Below the first comments: there an interpreter and directives for the whole script may stand.
    const head = lines.findIndex((line, index) => !/^\s*#/.test(line) || index === lines.length - 1);
    if (prelude) lines.splice(head, 0, prelude);
    const text = lines.join("\n");
    found.push({
      script: { key: `${dialect.name}\n${text}`, text, dialect: dialect.name },
      instruction,
      source: script.source,
      preludeLine: prelude ? head + 1 : undefined,
      meaningless: dialect.meaningless,
    });
    if (found.length === mostScripts) break;
  }
  return found;
}

/**
 * Makes known what is set before the script begins, so that its variables are neither unknown nor, where the file gives a
 * value without blanks, in want of quotes. CMD and ENTRYPOINT run where every value may be another.
 */
function preludeOf(file: Dockerfile, instruction: Instruction, text: string): string {
  const used = new Set(text.match(/[A-Za-z_]\w*/g));
  const isBuild = instruction.keyword === "RUN";
  const names = new Set(isBuild ? predefined.filter((name) => used.has(name)) : []);
  for (const { keyword, assignments } of instructionsUntil(file, instruction)) {
    if (keyword !== "ENV" && !(keyword === "ARG" && isBuild)) continue;
    for (const { name } of assignments) if (name.value !== undefined && used.has(name.value)) names.add(name.value);
  }
  const words = [...names].map((name) => {
    const value = isBuild ? instruction.variable(name) : undefined;
    const isShort = value !== undefined && value.length < 1000 && !/[\r\n]/.test(value);
    return isShort ? `${name}='${value.replaceAll("'", String.raw`'\''`)}'` : name;
  });
  const [, ...options] = instruction.before.shell ?? [];
  const stops = options.some((option) => /^-[a-z]*e/.test(option) || option === "errexit");
  return [...(words.length > 0 ? [`export ${words.join(" ")}`] : []), ...(stops ? ["set -e"] : [])].join("; ");
}

/** ARGs that need no declaration; ShellCheck asks after lower-case names alone. Source: docs.docker.com/reference/dockerfile. */
const predefined = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

interface Dialect {
  readonly name: ShellcheckScript["dialect"];
  readonly meaningless: ReadonlySet<number>;
}

// The shell is known by other means: no interpreter line is missing or wrong. What is sourced cannot be followed, and
// the note that something is part of the next message adds nothing to that.
const meaningless = [1008, 1009, 1071, 1090, 1091, 2148, 2187];

// What ShellCheck misses in dash and the ash of busybox 1.35 does, tried one by one.
const inAsh = [3001, 3003, 3010, 3012, 3014, 3018, 3020, 3021, 3028, 3036, 3039, 3040, 3045, 3046, 3047, 3048, 3051];

const dialects = {
  sh: { name: "sh", meaningless: new Set(meaningless) },
  bash: { name: "bash", meaningless: new Set(meaningless) },
  dash: { name: "dash", meaningless: new Set(meaningless) },
  ash: { name: "dash", meaningless: new Set([...meaningless, ...inAsh, 3057, 3060]) },
  ksh: { name: "ksh", meaningless: new Set(meaningless) },
} satisfies Record<string, Dialect>;

/** Undefined for shells that ShellCheck does not know. What goes by the name of sh depends on the distribution. */
function dialectOf({ stage }: Instruction, shell: string): Dialect | undefined {
  if (shell !== "sh") return Object.hasOwn(dialects, shell) ? dialects[shell as keyof typeof dialects] : undefined;
  switch (stage && baseFacts(stage)?.family) {
    case undefined:
      return dialects.sh;
    case "debian":
    case "ubuntu":
      return dialects.dash;
    case "alpine":
    case "busybox":
    case "wolfi":
      return dialects.ash;
    default:
      return dialects.bash;
  }
}

// ----------------------------------------------------------------------------------- answering

const severities: Readonly<Record<ShellcheckComment["level"], Severity>> = {
  error: "error",
  warning: "warning",
  info: "info",
  style: "hint",
};

function isCode(id: string): boolean {
  return /^SC\d+$/.test(id);
}

function toRule(id: string, findings: readonly Finding[]): DockerfileRule {
  return {
    on: "Dockerfile",
    id,
    title: `ShellCheck ${id}`,
    severity: findings[0]?.severity ?? "info",
    category: "shell",
    // Whoever ignores or weighs a rule of ours means the same problem.
    aliases: [id, ...rules.filter(({ aliases }) => aliases?.includes(id)).map((rule) => rule.id)],
    why: "Found by ShellCheck in the commands that the shell runs. Its page about this code says why, with examples.",
    sources: [`https://www.shellcheck.net/wiki/${id}`],
    bad: "",
    good: "",
    check: () => findings,
  };
}

function toFinding(comment: ShellcheckComment, item: Readable, file: Dockerfile): Finding | undefined {
  if (item.meaningless.has(comment.code) || comment.line === item.preludeLine) return undefined;
  const place = widen(toOffsets(comment, item), item.source.text);
  const fix = toFix(comment, place, item, file);
  return {
    span: toDocument(place, item.source),
    message: comment.message,
    severity: severities[comment.level],
    fixes: fix && [fix],
  };
}

/** What has no width, an unexpected end say, marks the character there, or the last one. */
function widen({ start, end }: Span, text: string): Span {
  if (start < end) return { start, end };
  const last = Math.max(0, text.trimEnd().length - 1);
  return { start: Math.min(start, last), end: Math.min(start, last) + 1 };
}

/** From lines and columns of what ShellCheck has read to UTF-16 offsets in the text of the source. */
function toOffsets(place: Omit<ShellcheckReplacement, "replacement">, { source, preludeLine }: Readable): Span;
function toOffsets(place: ShellcheckComment, item: Readable): Span;
function toOffsets(
  { line, column, endLine, endColumn }: Pick<ShellcheckComment, "line" | "column" | "endLine" | "endColumn">,
  { source: { text }, preludeLine }: Pick<Readable, "source" | "preludeLine">,
): Span {
  const offset = (line: number, column: number) => {
    let start = 0;
    const above = line - 1 - (preludeLine !== undefined && line > preludeLine ? 1 : 0);
    for (let passed = 0; passed < above && start < text.length; passed++) {
      const newline = text.indexOf("\n", start);
      start = newline < 0 ? text.length : newline + 1;
    }
    const newline = text.indexOf("\n", start);
    return start + unitsOf(text.slice(start, newline < 0 ? text.length : newline), column - 1);
  };
  const start = offset(line, column);
  return { start, end: Math.max(start, offset(endLine, endColumn)) };
}
