/** Labels, and what a project demands of them. */

import type { Dockerfile, Facts, Finding, Instruction, LabelKind, Word } from "../types";

/** What the value of a label may be demanded to be, as configurations name it. */
export const labelKinds = ["text", "rfc3339", "semver", "url", "hash", "email", "spdx"] as const satisfies LabelKind[];

export interface Label {
  readonly instruction: Instruction;
  readonly word: Word;
  /** As written where it holds a variable that is not known. */
  readonly name: string;
  readonly value: Word | undefined;
}

/** Every label that the file sets, those for later builds left out. */
export function labelsOf({ instructions }: Dockerfile): Label[] {
  return instructions.flatMap(labelsIn);
}

/** The labels of one instruction; none for other instructions than LABEL. */
export function labelsIn(instruction: Instruction): Label[] {
  if (instruction.keyword !== "LABEL" || instruction.onbuild) return [];
  return instruction.assignments.map(({ name, value }) => ({
    instruction,
    word: name,
    name: name.value ?? name.text.replace(/^(["'])(.*)\1$/s, "$2"),
    value,
  }));
}

/** The kind of value that the project demands of a label; undefined for labels that it does not speak of. */
export function labelKindOf({ policy }: Facts, name: string): LabelKind | undefined {
  const schema = policy?.labelSchema ?? {};
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

/** Labels of a kind whose values are not what the kind demands. Empty and unknown values are left alone. */
export function* checkLabels(
  file: Dockerfile,
  facts: Facts,
  kind: LabelKind,
  wanted: string,
  isValid: (value: string) => boolean,
): Iterable<Finding> {
  for (const { name, value } of labelsOf(file)) {
    if (labelKindOf(facts, name) !== kind || !value?.value || isValid(value.value)) continue;
    yield { span: value, message: `The label ${name} must be ${wanted}, and "${shorten(value.value)}" is none` };
  }
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
