/** Secrets in ARG, ENV and LABEL, judged by name and value. */

import { declares } from "../instructions/declarations";
import type { Assignment, Instruction } from "../types";
import { connectionPassword } from "./connectionPasswords";
import { isHarmless, isSecretName, looksReal, tokenKindWithin } from "./secrets";
import { isStandIn, isTemplate } from "./standIns";

export interface VariableSecret {
  /** What is to be said of the variable, without the value. */
  readonly what: string;
  /** The value is one in use, for all that its form tells. */
  readonly isReal: boolean;
  /** It is a stand-in that a container takes for the secret unless somebody passes another. */
  readonly isDefault: boolean;
}

/** What a variable gives away; undefined where that is nothing, or not known to be anything. */
export function secretOfVariable(instruction: Instruction, assignment: Assignment): VariableSecret | undefined {
  const { name, value } = assignment;
  if (!name.value) return undefined;
  const literal = literalOf(assignment);
  const kind = tokenKindWithin(literal ?? "");
  if (kind) return { what: `The value of "${name.value}" looks like ${kind}`, isReal: true, isDefault: false };
  const connection = connectionPassword(value?.value ?? value?.text ?? "");
  if (connection) {
    const { user, password, isDefault } = connection;
    const whose = user === "" ? "a password" : `the password of ${user}`;
    return { what: `"${name.value}" holds ${whose}`, isReal: looksReal(password), isDefault };
  }
  if (instruction.keyword === "LABEL") return labelSecret(name.value, literal);
  const secret = { what: `"${name.value}" looks like a secret`, isReal: looksReal(literal ?? ""), isDefault: false };
  if (!isSecretName(name.value)) return undefined;
  // The true value will be passed to the build, in place of whatever stands here.
  if (instruction.keyword === "ARG") return literal && isHarmless(literal) ? undefined : secret;
  if (isHarmless(literal ?? "x") || isEmptyReference(instruction, assignment)) return undefined;
  if (!isStandIn(literal ?? "")) return secret;
  return isChosen.test(name.value) && !isTemplate(literal ?? "")
    ? { what: `"${name.value}" is set to what anybody guesses`, isReal: false, isDefault: true }
    : undefined;
}

/** Labels describe: nothing but a value that looks like one in use makes a secret of what is named so. */
function labelSecret(key: string, literal: string | undefined): VariableSecret | undefined {
  const name = key.replace(/[./-]/g, "_");
  if (literal === undefined || !isSecretName(name) || isHarmless(literal) || isStandIn(literal)) return undefined;
  const isReal = looksReal(literal);
  const isPassword = /pass(?:word|wd)?$/i.test(name) && /^(?=.*\d)(?=.*[a-z])\S{6,}$/i.test(literal);
  if (!isReal && !isPassword) return undefined;
  return { what: `The label "${key}" looks like a secret`, isReal, isDefault: false };
}

/** The value as written in this file; undefined when there is none or when it comes from a variable. */
function literalOf({ value }: Assignment): string | undefined {
  return value && !value.text.includes("$") ? value.value : undefined;
}

/** What a project chooses itself works with any value; keys and tokens of others only with theirs. */
const isChosen =
  /pass(?:word|wd)?$|_(?:pwd|pword)$|^(?:mysql_pwd|secret|.*(?:jwt|session|cookie|app|django|flask|rails|nextauth|encryption|signing)_?(?:secret|key)|secret_?key(?:_base)?|auth_?secret)$/i;

/** `ENV TOKEN=$TOKEN` where nothing declares the one that it names: Docker puts nothing there, or the default. */
function isEmptyReference({ stage, start }: Instruction, { value }: Assignment): boolean {
  const [, plain, braced, given = ""] = /^"?\$(?:(\w+)|\{(\w+)(?::?-([^{}$"]*))?\})"?$/.exec(value?.text ?? "") ?? [];
  const used = plain ?? braced;
  if (used === undefined || !(isHarmless(given) || isStandIn(given))) return false;
  return stage !== undefined && !declares(stage, used, { start });
}
