/** What a variable is where somebody points at it, and where that comes from. */

import { isSecretName, looksReal } from "../context/secrets";
import { isShownAsSecret } from "../context/shownText";
import { imageFacts } from "../data/images";
import { expandedFlags, expandedInstructions } from "../instructions/replacements";
import { isProxyArgument, platformArgument, startDefinitions } from "../syntax/definitions";
import { parseReference } from "../syntax/image";
import { expand, spanIn, type VariableReference, variablesIn } from "../syntax/variables";
import type { Assignment, Dockerfile, Instruction, Span, Stage } from "../types";
import { code } from "./markdown";

/** The variable at an offset, as markdown. Undefined where there is none, or none that the Dockerfile has a say in. */
export function variableHover(file: Dockerfile, offset: number): { span: Span; markdown: string } | undefined {
  const instruction = file.instructions.find(({ start, end }) => start <= offset && offset <= end);
  if (!instruction || instruction.onbuild) return undefined;
  const named = nameAt(instruction, offset);
  const use = named ?? smallest(usesIn(file, instruction), offset);
  if (!use) return undefined;
  const origin = originOf(file, use.name, instruction, named !== undefined);
  if (instruction.keyword === "RUN" && (origin.kind === "none" || isSetByScript(instruction, use.name)))
    return undefined;
  const sentence = `${code(use.name)} ${describe(use.name, origin, isHidden(file, use.name, origin))}`;
  return { span: use.span, markdown: [sentence, expandedValue(file, use, origin)].filter(Boolean).join("\n\n") };
}

interface Use {
  readonly name: string;
  readonly span: Span;
  /** Where it is more than a name: as written, and the operator. */
  readonly reference?: { readonly text: string; readonly operator: string };
  readonly instruction: Instruction;
}

// ---------------------------------------------------------------- where it is

function nameAt(instruction: Instruction, offset: number): Use | undefined {
  if (instruction.keyword !== "ARG" && instruction.keyword !== "ENV") return undefined;
  const found = instruction.assignments.find(({ name }) => contains(name, offset))?.name;
  return found?.value === undefined ? undefined : { name: found.value, span: found, instruction };
}

/** Of variables in each other's defaults, the inner one. */
function smallest(uses: readonly Use[], offset: number): Use | undefined {
  const here = uses.filter(({ span, name }) => contains(span, offset) && /^[A-Za-z_]/.test(name));
  return here.sort((one, other) => one.span.end - one.span.start - (other.span.end - other.span.start))[0];
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The variables of an instruction, whether Docker replaces them or a shell does that. */
function usesIn(file: Dockerfile, instruction: Instruction): Use[] {
  const { keyword, words, flags, assignments, heredocs, script } = instruction;
  const makeUse = (text: string, found: VariableReference, span: Span): Use => {
    const reference = { text: text.slice(found.start, found.end), operator: found.operator };
    return { name: found.name, span, reference, instruction };
  };
  const isDocker = expandedInstructions.has(keyword) || keyword === "EXPOSE" || keyword === "FROM";
  const inWords = [
    ...flags.flatMap(({ name, value }) => (value && (expandedFlags.has(name) || name === "platform") ? [value] : [])),
    ...(isDocker ? words : []),
    ...assignments.flatMap(({ name, value }) => (value ? [name, value] : [name])),
  ].flatMap((word) =>
    // Where a continued line cuts a word, nobody knows which of its variables is meant.
    word.end - word.start === word.text.length
      ? variablesIn(word.text, file.escape).map((found) => makeUse(word.text, found, spanIn(word, found)))
      : [],
  );
  const inBodies = heredocs
    .filter(({ expand }) => expand)
    .flatMap(({ body }) => {
      if (script?.form === "heredoc") return [];
      const text = file.text.slice(body.start, body.end);
      return variablesIn(text, file.escape, true).map((found) =>
        makeUse(text, found, { start: body.start + found.start, end: body.start + found.end }),
      );
    });
  return [...inWords, ...inBodies, ...usesInScript(instruction, makeUse)];
}

function usesInScript(
  { script, heredocs }: Instruction,
  makeUse: (text: string, found: VariableReference, span: Span) => Use,
): Use[] {
  const { source, language } = script ?? {};
  if (!source || (language !== "sh" && language !== "bash")) return [];
  // An apostrophe in a comment quotes nothing.
  const text = source.text.replace(/^[ \t]*#.*$/gm, (comment) => " ".repeat(comment.length));
  return variablesIn(text, "\\").flatMap((found) => {
    const span = { start: source.toDocument(found.start), end: source.toDocument(found.end - 1) + 1 };
    const isInBody = script?.form !== "heredoc" && heredocs.some(({ body }) => contains(body, span.start));
    return isInBody ? [] : [makeUse(text, found, span)];
  });
}

/** Whether the script gives the variable a value of its own. */
function isSetByScript({ script }: Instruction, name: string): boolean {
  const text = script?.source?.text ?? "";
  if (new RegExp(`(?:^|[\\s;&|({])(?:${name}\\+?=|for\\s+${name}\\s)`).test(text)) return true;
  const word = new RegExp(`\\b${name}\\b`);
  return text.split(/[;&|\n]/).some((command) => {
    const at = command.search(/(?:^|[\s({])read\s/);
    return at >= 0 && word.test(command.slice(at));
  });
}

// ------------------------------------------------------ where its value comes from

type Origin =
  | { readonly kind: "ARG" | "ENV"; readonly instruction: Instruction; readonly assignment: Assignment }
  /** An ARG without a default. */
  | { readonly kind: "declared"; readonly instruction: Instruction }
  | { readonly kind: "image"; readonly image: string; readonly value: string | undefined }
  | { readonly kind: "builder" | "proxy" | "none" }
  | { readonly kind: "runtime"; readonly instruction: Instruction }
  | { readonly kind: "unknown"; readonly image: string };

/** What has set a variable for an instruction; the instruction itself counts when `isIncluded`. */
function originOf(file: Dockerfile, name: string, instruction: Instruction, isIncluded: boolean): Origin {
  const { stage, keyword, script } = instruction;
  const globals = file.instructions.filter((other) => !other.stage && other.keyword === "ARG");
  const isGlobal = !stage || keyword === "FROM";
  // What a container starts sees every ENV of the stage and no ARG.
  const isRuntime = script !== undefined && keyword !== "RUN";
  const own = isGlobal ? globals : stage.instructions;
  const end = own.indexOf(instruction);
  const lists = [end < 0 || isRuntime ? own : own.slice(0, end + (isIncluded ? 1 : 0))];
  if (!isGlobal) for (let link = stage.parent; link; link = link.parent) lists.push(link.instructions);

  let declared: Instruction | undefined;
  for (const list of lists) {
    for (const other of list.toReversed()) {
      if (other.onbuild || (other.keyword !== "ENV" && other.keyword !== "ARG")) continue;
      const assignment = other.assignments.findLast((it) => it.name.value === name);
      if (!assignment) continue;
      if (isRuntime && other.keyword === "ARG") declared ??= other;
      else if (assignment.value) return { kind: other.keyword, instruction: other, assignment };
      else {
        const outer = isGlobal ? undefined : defaultIn(globals, name);
        if (outer) return outer;
        declared ??= other;
      }
    }
  }
  if (platformArgument(name) !== undefined && (isGlobal || (declared && !isRuntime))) return { kind: "builder" };
  const fromImage = isGlobal ? undefined : imageOrigin(stage, name);
  if (fromImage?.kind === "image") return fromImage;
  if (declared) return { kind: isRuntime ? "runtime" : "declared", instruction: declared };
  return isProxyArgument(name) && keyword === "RUN" ? { kind: "proxy" } : (fromImage ?? { kind: "none" });
}

function defaultIn(globals: readonly Instruction[], name: string): Origin | undefined {
  for (const instruction of globals.toReversed()) {
    const assignment = instruction.assignments.findLast((it) => it.name.value === name && it.value);
    if (assignment) return { kind: "ARG", instruction, assignment };
  }
  return undefined;
}

function imageOrigin(stage: Stage, name: string): Origin | undefined {
  const { base } = stage;
  const image = base?.name ?? "";
  const environment = base ? imageFacts(base.name, base.tag).environment : {};
  if (Object.hasOwn(environment, name) || name === "PATH") return { kind: "image", image, value: environment[name] };
  return startDefinitions(stage, undefined).isComplete ? undefined : { kind: "unknown", image };
}

// ---------------------------------------------------------------- what is said

function describe(name: string, origin: Origin, hidden: boolean): string {
  const lineOf = ({ line }: Instruction) => `on line ${line + 1}`;
  switch (origin.kind) {
    case "ARG":
      return `${value(origin, hidden)}: ARG default ${lineOf(origin.instruction)}, may be overridden by \`--build-arg\``;
    case "ENV":
      return `${value(origin, hidden)}: ENV ${lineOf(origin.instruction)}`;
    case "declared":
      return `is not set here: the ARG ${lineOf(origin.instruction)} has no default, ${code(`--build-arg ${name}=…`)} gives it a value`;
    case "runtime":
      return `is not set here: the ARG ${lineOf(origin.instruction)} counts during the build only`;
    case "image":
      return `${origin.value === undefined ? "is" : `${value(origin, hidden)}:`} set by the base image${nameOf(origin.image)}`;
    case "builder":
      return "is set by the builder, from the platforms that it builds on and for";
    case "proxy":
      return "is what `--build-arg` or the configuration of Docker says";
    case "unknown":
      return `is not set in this file; the base image${nameOf(origin.image)} may set it`;
    default:
      return "is not set here";
  }
}

/** An image as it may be shown, with a blank before it; a name that is none may hold anything. */
function nameOf(image: string): string {
  return image === "" || /^[\w./:@-]+$/.test(image) ? image && ` ${image}` : ` ${code(image)}`;
}

function value(origin: Origin, hidden: boolean): string {
  const known = declaredValue(origin);
  if (hidden) return "is set here (hidden)";
  if (known === undefined) return "has no known value here";
  return known === "" ? "is empty here" : `is ${code(inOneLine(known))} here`;
}

function declaredValue(origin: Origin): string | undefined {
  if (origin.kind === "image") return origin.value;
  return "assignment" in origin ? origin.assignment.value?.value : undefined;
}

/** What the whole of `${NAME…}` gives. */
function expandedValue(file: Dockerfile, { name, reference, instruction }: Use, origin: Origin): string | undefined {
  if (!reference?.operator || instruction.script || isHidden(file, name, origin)) return undefined;
  const uses = variablesIn(reference.text, file.escape);
  const isHiddenUse = (use: VariableReference) =>
    isSecretName(use.name) || isHidden(file, use.name, originOf(file, use.name, instruction, false));
  if (uses.slice(0, mostUses).some(isHiddenUse) || uses.length > mostUses) return undefined;
  if (origin.kind !== "none" && origin.kind !== "declared" && declaredValue(origin) === undefined) return undefined;
  const result = expand(reference.text, (other) => instruction.variable(other), file.escape);
  return result === undefined || looksSecret(result) || isShownAsSecret("", reference.text)
    ? undefined
    : `${code(inOneLine(reference.text))} gives ${code(inOneLine(result))}`;
}

/** Whether a value may be a secret: by its name, its form, or what it is made of. */
function isHidden(file: Dockerfile, name: string, origin: Origin, seen = new Set<string>()): boolean {
  const known = declaredValue(origin) ?? "";
  if (isSecretName(name) || isShownAsSecret(name, known) || looksSecret(known)) return true;
  if (!("assignment" in origin)) return false;
  return variablesIn(origin.assignment.value?.text ?? "", file.escape).some((use) => {
    const isNew = !seen.has(use.name);
    seen.add(use.name);
    return isNew && isHidden(file, use.name, originOf(file, use.name, origin.instruction, false), seen);
  });
}

/** More variables in one word are not looked at. */
const mostUses = 20;

function looksSecret(text: string): boolean {
  if (/:\/\/[^/\s]*@/.test(text)) return true;
  if (!looksReal(text) || /^(?:\.{0,2}\/|https?:\/\/)[\w./:@%+-]*$/.test(text)) return false;
  const { name, tag } = parseReference(text);
  return imageFacts(name, tag).family === undefined;
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
