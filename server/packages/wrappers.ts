/** What stands before the program in a command of a package script: variables, `exec`, `env A=b`, `cross-env A=b`. */

import { toolOf } from "../data/tools";
import { programName } from "../stage/process";
import type { Command } from "../types";
import type { Environment } from "./callOptions";

/** A command without its wrappers. */
export interface Unwrapped {
  readonly argv: readonly string[];
  readonly environment: Environment;
  /** Why it cannot do without them, as a clause; the words are then the likeliest ones. */
  readonly problem: string | undefined;
}

/** Takes `exec`, `env A=b` and `cross-env A=b` off a command; `outer` holds what is set around it. */
export function unwrap(command: Command, outer: Environment): Unwrapped {
  const environment: Record<string, string> = { ...outer };
  for (const { name, value } of command.assignments) environment[name.text] = value?.value ?? "";
  const words = [...command.wrappers, ...command.words].map((word) => word.value ?? word.text);
  let at = 0;
  const stop = (problem?: string): Unwrapped => ({ argv: words.slice(at), environment, problem });
  for (;;) {
    const wrapper = programName(words[at]);
    if (wrapper === undefined) return stop("the script starts no program");
    if (wrapper === "cross-env-shell") return stop("the script starts a shell of its own");
    if (!transparent.has(wrapper)) {
      if (toolOf(wrapper)?.purpose === "sets variables") return stop(`the script loads variables with ${wrapper}`);
      if (at >= command.wrappers.length) return stop();
      at = command.wrappers.length;
      return stop(`the script starts its program by ${wrapper}`);
    }
    const option = words[++at];
    if (option?.startsWith("-")) return stop(`the script gives ${wrapper} the option ${option}`);
    if (wrapper !== "cross-env") continue;
    for (let pair = assignment(words[at]); pair; pair = assignment(words[++at])) {
      // cross-env replaces variables itself.
      if (pair.value.includes("$")) return stop(`the script expands ${pair.value}`);
      environment[pair.name] = pair.value;
    }
  }
}

/** Whether it holds nothing that images do not set anyway. */
export function isUsual(environment: Environment): boolean {
  return Object.entries(environment).every(([name, value]) => name === "NODE_ENV" && value === "production");
}

/** Programs that start another one, which takes their place. */
const transparent: ReadonlySet<string> = new Set(["exec", "env", "cross-env"]);

function assignment(word: string | undefined): { name: string; value: string } | undefined {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word ?? "") ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}
