/** Which forms the instruction at a place has, and which part of them is being typed. */

import { type InstructionForm, instructionForms, referenceTo } from "../data/instructionForms";
import type { Dockerfile, Instruction } from "../types";
import { isInBody, typedInstruction, typedWord } from "./typedPlaces";

export interface Signature {
  readonly forms: readonly InstructionForm[];
  /** Markdown. */
  readonly about: string;
  /** Which of the forms it is, and which part of that. */
  readonly form: number;
  readonly part: number;
}

/** Undefined in a keyword, in heredocs, and where there is no instruction that Docker knows. */
export function signatureAt(file: Dockerfile, offset: number): Signature | undefined {
  const instruction = typedInstruction(file, offset);
  if (!instruction || offset <= instruction.name.end || isInBody(instruction, offset)) return undefined;
  const { keyword } = instruction;
  const about = Object.hasOwn(instructionForms, keyword) ? instructionForms[keyword] : undefined;
  if (!about) return undefined;
  const form = formOf(file, instruction, about.forms);
  const part = partAt(file, instruction, offset, about.forms[form] as InstructionForm);
  return { forms: about.forms, about: `${about.text} [Reference](${referenceTo(about.anchor)})`, form, part };
}

function formOf(
  { text }: Dockerfile,
  { argument, keyword, words }: Instruction,
  forms: readonly InstructionForm[],
): number {
  if (keyword === "HEALTHCHECK") return /^none$/i.test(words[0]?.text ?? "") ? 1 : 0;
  const isArray = text[argument.start] === "[";
  const found = forms.findIndex(({ label }) => label.includes('["') === isArray);
  // Nothing is typed yet: the usual one.
  return argument.end === argument.start || found < 0 ? 0 : found;
}

function partAt(file: Dockerfile, instruction: Instruction, offset: number, { parts }: InstructionForm): number {
  const hasFlags = parts[0]?.label.startsWith("[--") === true;
  const word = typedWord(file, offset, instruction.name.end);
  const before = instruction.words.filter(({ end }) => end < word.start).length;
  const isFirst = instruction.words.every(({ start }) => start >= word.start);
  if (hasFlags && isFirst && word.text.startsWith("-")) return 0;
  const last = parts.length - 1;
  const { keyword, exec, words } = instruction;
  // Of COPY a b c, the last one is where they go.
  const isDestination = (keyword === "COPY" || keyword === "ADD") && !exec && before > 0 && before >= words.length - 1;
  const index = keyword === "COPY" || keyword === "ADD" ? (isDestination ? 1 : 0) : before;
  return Math.min(index + (hasFlags ? 1 : 0), last);
}
