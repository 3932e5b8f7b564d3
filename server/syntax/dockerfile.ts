/** From the text of a Dockerfile to the data that rules read. Never throws; linear in the length of the text. */

import type {
  Assignment,
  Comment,
  Described,
  Dockerfile,
  Flag,
  ImageReference,
  Instruction,
  Mount,
  Script,
  Span,
  Stage,
  State,
  Word,
} from "../types";
import { platformArguments } from "./definitions";
import { onlineKey, parseImage } from "./image";
import { factsOf } from "./imageKnowledge";
import { arrayKeywords, commandKeywords } from "./keywords";
import { assembleLines, type LogicalLine } from "./lines";
import { parseScript } from "./script";
import { parseSyntax, type Syntax } from "./syntax";
import { createScope, expand, type Lookup, type Scope, unknown } from "./variables";

/** Parses any text, half-typed or hostile, as a Dockerfile. */
export function parseDockerfile(text: string, described?: Described): Dockerfile {
  return parse(text, undefined, false, described);
}

/** The same where another stage than the last one ships: the target of that name or index, if there is one. */
export function parseFor({ text, described }: Dockerfile, target: string | undefined): Dockerfile {
  return parse(text, target, false, described);
}

/**
 * The same as the builder goes on with it: behind a FROM come the triggers of the stage that it names, as instructions of
 * the stage that it begins. They stand where ONBUILD has them, so that the instructions are not in the order of the text.
 */
export function parseWithTriggers({ text, described }: Dockerfile): Dockerfile {
  return parse(text, undefined, true, described);
}

function parse(
  text: string,
  target: string | undefined,
  runsTriggers: boolean,
  described: Described | undefined,
): Dockerfile {
  const { eol, escape, directives, comments, lines, errors } = assembleLines(text);
  const outlines = lines.map(outline);
  const syntax = parseSyntax(
    outlines.map((it) => (it.words || commandKeywords.has(it.keyword) ? "" : it.blanked)),
    escape,
  );
  const stages: MutableStage[] = [];
  const named = new Map<string, MutableStage>();
  const globals = createScope();
  for (const name of platformArguments.keys()) globals.set(name, unknown);
  const instructions: Instruction[] = [];
  const shells = shellComments(comments);
  let shellsRead = 0;
  let initial = nothingSet;
  /** The places of the ONBUILD instructions of each stage. */
  const triggers = new Map<Stage, number[]>();
  let triggersLeft = mostTriggers;

  for (const [index, it] of outlines.entries()) {
    while ((shells[shellsRead]?.line ?? Number.POSITIVE_INFINITY) < it.line.line) {
      const shellComment = shells[shellsRead++]?.program;
      const current = stages.at(-1);
      if (current) current.state = { ...current.state, shellComment };
      else initial = { ...initial, shellComment };
    }
    if (it.keyword === "FROM" && !it.onbuild) {
      finishStage(stages.at(-1), instructions.at(-1));
      stages.push(startStage(stages, initial));
    }
    const stage = stages.at(-1);
    const scope = it.keyword === "FROM" || !stage ? globals : stage.scope;
    const instruction = build(it, syntax[index] as Syntax, stage, scope, escape);
    instructions.push(instruction);
    if (!stage) {
      continue;
    }
    stage.instructions.push(instruction);
    if (instruction.onbuild) {
      const known = triggers.get(stage);
      if (known) known.push(index);
      else triggers.set(stage, [index]);
      continue;
    }
    if (it.keyword !== "FROM") follow(stage, instruction, globals);
    else {
      readFrom(stage, instruction, named, described);
      for (const at of (runsTriggers && stage.parent && triggers.get(stage.parent)) || []) {
        if (triggersLeft-- <= 0) break;
        const trigger = { ...(outlines[at] as Outline), onbuild: false };
        const run = build(trigger, syntax[at] as Syntax, stage, stage.scope, escape);
        instructions.push(run);
        stage.instructions.push(run);
        follow(stage, run, globals);
      }
    }
  }
  finishStage(stages.at(-1), instructions.at(-1));
  const final = (target === undefined ? undefined : stageNamed(stages, target)) ?? stages.at(-1);
  for (let stage = final; stage; stage = stage.parent) stage.ships = true;
  if (final) final.isFinal = true;
  const emptyContinuations = lines.flatMap(({ emptyLines }) => emptyLines);
  return {
    text,
    eol,
    escape,
    directives,
    comments,
    instructions,
    stages,
    final,
    errors,
    emptyContinuations,
    described,
  };
}

/** More are not gone on with. */
const mostTriggers = 200;

/** The stage that a `--from` or a FROM names, by name or index; undefined when it names an image or a later stage. */
export function findStage(file: Dockerfile, reference: string, before: Stage | undefined): Stage | undefined {
  return stageNamed(file.stages.slice(0, before?.index ?? file.stages.length), reference);
}

function stageNamed<Known extends Stage>(stages: readonly Known[], reference: string): Known | undefined {
  const named = stages.findLast((stage) => stage.name?.value?.toLowerCase() === reference.toLowerCase());
  return named ?? (/^\d+$/.test(reference) ? stages[Number(reference)] : undefined);
}

// ------------------------------------------------------------------ one line

/** An instruction's line with its parts marked, before its words are known. All offsets are of the joined line. */
interface Outline {
  readonly line: LogicalLine;
  readonly keyword: string;
  readonly name: Span;
  readonly onbuild: boolean;
  readonly flags: readonly Span[];
  readonly argument: Span;
  /** The elements of a JSON array, for exec form. */
  readonly words: readonly { readonly span: Span; readonly value: string }[] | undefined;
  /** The line with ONBUILD and flags replaced by blanks. */
  readonly blanked: string;
}

/** Instructions whose JSON array holds words that Docker expands. */
const expandsExecForm = new Set(["VOLUME", "ADD", "COPY"]);

/** Instructions whose whole argument is one value, blanks included. */
const takesOneWord = new Set(["WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER"]);

function outline(line: LogicalLine): Outline {
  const { text } = line;
  let name = wordAt(text, 0);
  let keyword = text.slice(name.start, name.end).toUpperCase();
  let onbuild = false;
  if (keyword === "ONBUILD") {
    const inner = wordAt(text, name.end);
    if (inner.end > inner.start) {
      onbuild = true;
      name = inner;
      keyword = text.slice(name.start, name.end).toUpperCase();
    }
  }
  const flags: Span[] = [];
  let from = skipSpace(text, name.end);
  while (text.startsWith("--", from)) {
    const flag = quotedWord(text, from);
    from = skipSpace(text, flag.end);
    if (flag.end - flag.start === 2) break;
    flags.push(flag);
  }
  const end = Math.max(from, text.trimEnd().length);
  const argument = { start: Math.min(from, end), end };
  const blanked = `${" ".repeat(name.start)}${text.slice(name.start, name.end)}${" ".repeat(
    Math.max(0, argument.start - name.end),
  )}${text.slice(argument.start, end)}`;
  return { line, keyword, name, onbuild, flags, argument, words: execWords(text, keyword, argument), blanked };
}

/** The elements when the argument is a JSON array of strings; HEALTHCHECK has its array after CMD. */
function execWords(text: string, keyword: string, argument: Span): Outline["words"] {
  if (!arrayKeywords.has(keyword)) return undefined;
  let start = argument.start;
  if (keyword === "HEALTHCHECK") {
    const first = wordAt(text, start);
    if (text.slice(first.start, first.end).toUpperCase() !== "CMD") return undefined;
    start = skipSpace(text, first.end);
  }
  if (text[start] !== "[" || text[argument.end - 1] !== "]") return undefined;
  let values: unknown;
  try {
    values = JSON.parse(text.slice(start, argument.end));
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return undefined;
  const words: { span: Span; value: string }[] = [];
  const strings = /"(?:[^"\\]|\\.)*"?/g;
  strings.lastIndex = start;
  for (const value of values) {
    const match = strings.exec(text);
    if (match) words.push({ span: { start: match.index, end: strings.lastIndex }, value });
  }
  return words;
}

/** White space as BuildKit splits at it: a no-break space is part of a word. */
function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[\t\v\f\r ]/.test(character);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

function wordAt(text: string, from: number): Span {
  const start = skipSpace(text, from);
  let end = start;
  while (end < text.length && !isSpace(text[end])) end++;
  return { start, end };
}

/** A word in which quotes protect white space, as in flags and ARG. */
function quotedWord(text: string, from: number): Span {
  const start = skipSpace(text, from);
  let quote = "";
  let end = start;
  for (; end < text.length; end++) {
    const character = text[end] as string;
    if (character === "\\" && quote !== "'") end++;
    else if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (isSpace(character)) break;
  }
  return { start, end: Math.min(end, text.length) };
}

// ------------------------------------------------------------ an instruction

function build(
  it: Outline,
  syntax: Syntax,
  stage: MutableStage | undefined,
  scope: Scope,
  escape: "\\" | "`",
): Instruction {
  const { line, keyword } = it;
  const { text, heredocs } = line;
  const position = scope.now();
  const lookup: Lookup = (name) => scope.value(name);
  const toSpan = (span: Span): Span =>
    span.end > span.start
      ? { start: line.toDocument(span.start), end: line.toDocument(span.end - 1) + 1 }
      : { start: line.toDocument(span.start), end: line.toDocument(span.start) };
  const toWord = (span: Span): Word => {
    const written = text.slice(span.start, span.end);
    return { ...toSpan(span), text: written, value: expand(written, lookup, escape) };
  };
  const flags = it.flags.map((span) => readFlag(text, span, toSpan, toWord));
  const execForm = it.words?.map(({ span, value }) => ({
    ...toSpan(span),
    text: text.slice(span.start, span.end),
    value: expandsExecForm.has(keyword) ? expand(value, lookup, escape) : value,
  }));
  const argument = toSpan(it.argument);
  const before: State = stage?.state ?? nothingSet;
  let script: { readonly parsed: Script | undefined } | undefined;
  const instruction: Instruction = {
    start: line.toDocument(it.onbuild ? skipSpace(text, 0) : it.name.start),
    end: heredocs.length > 0 ? line.end : Math.max(argument.end, line.toDocument(it.name.end - 1) + 1),
    keyword,
    name: toSpan(it.name),
    onbuild: it.onbuild,
    line: line.line,
    endLine: line.endLine,
    flags,
    words: execForm ?? (takesOneWord.has(keyword) ? oneWord(it.argument, toWord) : syntax.words.map(toWord)),
    argument,
    argumentText: text.slice(it.argument.start, it.argument.end),
    exec: execForm !== undefined,
    assignments: readAssignments(it, syntax, toSpan, toWord, stage ? undefined : scope),
    mounts: flags.filter((flag) => flag.name === "mount").map(readMount),
    heredocs,
    stage,
    before,
    get script() {
      script ??= { parsed: parseScript(instruction, line, it.argument) };
      return script.parsed;
    },
    variable: (name) => known(scope.value(name, position)),
  };
  return instruction;
}

function known(value: ReturnType<Lookup>): string | undefined {
  return value === unknown ? undefined : value;
}

function oneWord(argument: Span, toWord: (span: Span) => Word): Word[] {
  return argument.end > argument.start ? [toWord(argument)] : [];
}

function readFlag(text: string, span: Span, toSpan: (span: Span) => Span, toWord: (span: Span) => Word): Flag {
  const equals = text.indexOf("=", span.start);
  const hasValue = equals >= 0 && equals < span.end;
  return {
    ...toSpan(span),
    name: text.slice(span.start + 2, hasValue ? equals : span.end).toLowerCase(),
    value: hasValue ? toWord({ start: equals + 1, end: span.end }) : undefined,
  };
}

function readAssignments(
  it: Outline,
  { properties }: Syntax,
  toSpan: (span: Span) => Span,
  toWord: (span: Span) => Word,
  globals: Scope | undefined,
): Assignment[] {
  if (it.keyword === "ENV" || it.keyword === "LABEL") {
    return properties.map(({ name, value, legacy }) => ({
      ...toSpan({ start: name.start, end: Math.max(name.end, value?.end ?? 0) }),
      name: toWord(name),
      value: value ? toWord(value) : undefined,
      legacy,
    }));
  }
  if (it.keyword !== "ARG") return [];
  const { text } = it.line;
  const assignments: Assignment[] = [];
  for (let at = it.argument.start; at < it.argument.end; ) {
    const word = quotedWord(text, at);
    if (word.end === word.start) break;
    const equals = text.indexOf("=", word.start);
    const hasValue = equals >= 0 && equals < word.end;
    const assignment = {
      ...toSpan(word),
      name: toWord({ start: word.start, end: hasValue ? equals : word.end }),
      value: hasValue ? toWord({ start: equals + 1, end: word.end }) : undefined,
      legacy: false,
    };
    assignments.push(assignment);
    // Only above the first FROM does an ARG see those that stand before it in the same instruction.
    if (globals) declare(assignment, globals, undefined);
    at = word.end;
  }
  return assignments;
}

/** `--mount` is a line of CSV: options are split at commas, those within double quotes excepted. */
function readMount(flag: Flag): Mount {
  const options = new Map<string, string>();
  const optionSpans = new Map<string, Span>();
  const value = flag.value?.value ?? flag.value?.text ?? "";
  const exact = flag.value !== undefined && flag.value.end - flag.value.start === value.length;
  for (const match of value.matchAll(/(?:"[^"]*"|[^,"])+/g)) {
    const option = match[0].replaceAll('"', "");
    const equals = option.indexOf("=");
    const name = (equals < 0 ? option : option.slice(0, equals)).trim().toLowerCase();
    options.set(name, equals < 0 ? "" : option.slice(equals + 1));
    const start = (flag.value?.start ?? 0) + match.index;
    optionSpans.set(name, exact ? { start, end: start + match[0].length } : flag);
  }
  const get = (...names: string[]) => options.get(names.find((name) => options.has(name)) ?? "");
  return {
    start: flag.start,
    end: flag.end,
    type: get("type") ?? "bind",
    target: get("target", "dst", "destination"),
    source: get("source", "src"),
    from: get("from"),
    id: get("id"),
    options,
    optionSpans,
  };
}

// -------------------------------------------------------------------- stages

type MutableStage = { -readonly [Key in keyof Stage]: Stage[Key] } & {
  instructions: Instruction[];
  parent: MutableStage | undefined;
  scope: Scope;
  state: State;
};

const nothingSet: State = { user: undefined, workdir: undefined, shell: undefined, shellComment: undefined };

/** What comments for hadolint say about the shell: above the first FROM for all stages, else for the rest of one. */
function shellComments(comments: readonly Comment[]): { line: number; program: string }[] {
  return comments.flatMap(({ line, text }) => {
    const program = /^hadolint\s+shell\s*=\s*(\S+)/i.exec(text)?.[1];
    return program === undefined ? [] : [{ line, program }];
  });
}

function startStage(stages: readonly MutableStage[], state: State): MutableStage {
  const stage: MutableStage = {
    start: 0,
    end: 0,
    index: stages.length,
    from: undefined as unknown as Instruction,
    image: undefined,
    name: undefined,
    parent: undefined,
    base: undefined,
    instructions: [],
    isFinal: false,
    ships: false,
    scope: createScope(),
    state,
    get after() {
      return this.state;
    },
    variable: (name) => known(stage.scope.value(name)),
    earlier: (reference) => stageNamed(stages.slice(0, stage.index), reference),
  };
  return stage;
}

/** `named` holds the last stage of each name, in lower case; this one is added. */
function readFrom(
  stage: MutableStage,
  from: Instruction,
  named: Map<string, MutableStage>,
  described: Described | undefined,
): void {
  const [image, as, name] = from.words;
  stage.from = from;
  stage.start = from.start;
  stage.image = image;
  const parent = named.get(image?.value?.toLowerCase() ?? "");
  if (as?.text.toUpperCase() === "AS") stage.name = name;
  if (stage.name?.value) named.set(stage.name.value.toLowerCase(), stage);
  // What stands on so many stages is not looked through: it is as unknown as a variable.
  if (image?.value === undefined || (parent && depthOf(parent) >= deepest)) return;
  stage.parent = parent;
  stage.base = parent ? parent.base : withDescription(parseImage(image), described);
  if (parent) {
    stage.scope = createScope(parent.scope);
    stage.state = parent.state;
    return;
  }
  const { environment } = factsOf(stage.base ?? { name: "", tag: undefined });
  for (const [name, value] of Object.entries({ PATH: undefined, ...environment })) {
    stage.scope.set(name, value ?? unknown);
  }
  if (image.value === "scratch") {
    stage.state = { ...stage.state, workdir: "/" };
  }
}

function withDescription(base: ImageReference, described: Described | undefined): ImageReference {
  const told = described?.get(onlineKey(base));
  return told?.state === "found" ? { ...base, described: told.value } : base;
}

/** Nobody builds so many stages on one another. */
const deepest = 100;

function depthOf(stage: Stage): number {
  let depth = 0;
  for (let link: Stage | undefined = stage; link; link = link.parent) depth++;
  return depth;
}

function finishStage(stage: MutableStage | undefined, last: Instruction | undefined): void {
  if (stage && last) stage.end = last.end;
}

/** What an instruction changes for those after it. */
function follow(stage: MutableStage, instruction: Instruction, globals: Scope): void {
  const { keyword, words, assignments, exec } = instruction;
  if (keyword === "ENV") {
    for (const { name, value } of assignments) {
      if (name.value !== undefined) stage.scope.set(name.value, value?.value ?? unknown);
    }
  } else if (keyword === "ARG") {
    for (const assignment of assignments) declare(assignment, stage.scope, globals);
  } else if (keyword === "USER" && words[0]) {
    stage.state = { ...stage.state, user: { value: words[0].value, set: instruction } };
  } else if (keyword === "WORKDIR" && words[0]) {
    const path = words.length === 1 ? words[0].value : undefined;
    stage.state = { ...stage.state, workdir: resolvePath(stage.state.workdir, path) };
  } else if (keyword === "SHELL" && exec) {
    stage.state = { ...stage.state, shell: words.map((word) => word.value ?? ""), shellComment: undefined };
  }
}

/** `ARG NAME` in a stage takes the default of the ARG before the first FROM; where that has none, it changes nothing. */
function declare({ name, value }: Assignment, scope: Scope, globals: Scope | undefined): void {
  if (name.value === undefined) return;
  const outer = globals?.value(name.value);
  if (value) scope.set(name.value, value.value ?? unknown);
  else if (outer !== undefined) scope.set(name.value, outer);
}

/** The path that `path` means in `folder`, without `.`, `..` and a trailing slash; undefined when it cannot be known. */
export function resolvePath(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const absolute = path.startsWith("/") || /^[A-Za-z]:/.test(path);
  if (!absolute && folder === undefined) return undefined;
  const full = absolute ? path : `${folder}/${path}`;
  const parts: string[] = [];
  for (const part of full.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `${full.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
