/** Patterns of an ignore file that stand for secrets. */

import type { IgnorePattern } from "../types";
import { isEnvFile, isKeyFile } from "./context";
import { credentialKind, isNpmrc } from "./secrets";

/** What a pattern stands for when that is a secret: "private keys"; undefined when it is not known to be one. */
export function secretOf({ pattern }: IgnorePattern): string | undefined {
  // What tests and examples hold is made up.
  if (/(?:^|[/._-])(?:tests?|__tests__|spec|fixtures?|testdata|mocks?|examples?|samples?)(?:[/._-]|$)/i.test(pattern)) {
    return undefined;
  }
  const name = pattern.slice(pattern.lastIndexOf("/") + 1);
  if (name === ".env*" || isEnvFile(name)) return "values of the environment";
  if (/^\*\.(?:pem|key|p12|pfx)$/.test(name) || isKeyFile(name)) return "private keys";
  if (isNpmrc(pattern)) return "the token of a registry";
  if (name === ".git") return "the whole history";
  return credentialKind(pattern);
}
