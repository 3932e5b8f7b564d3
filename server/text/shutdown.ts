/** Graceful shutdown of a Node.js program: whether its text handles SIGTERM, and the handler that it lacks. */

import type { CallExpression, Expression, ModuleDeclaration, NewExpression, Pattern, Program, Statement, Super } from "acorn";
import { parse } from "acorn";
import type { Edit } from "../types";

/** Longer texts are bundles that no one edits, in UTF-16 units. */
const longest = 1_000_000;

/**
 * Whether JavaScript or TypeScript handles SIGTERM: by `process.on`, by a package that does so when it is imported or called, or by a
 * function that is given the name of the signal. Comments and other strings do not count.
 */
export function handlesSignals(source: string): boolean {
  if (!mention.test(source)) return false;
  if (source.length > longest) return true;
  const tokens = tokenize(source);
  const isDynamic = tokens.some((_, index) => isDynamicSubscription(tokens, index));
  return (
    importsOf(tokens).some((name) => helpers.some((helper) => name === helper || name.startsWith(`${helper}/`))) ||
    tokens.some((_, index) => isHandler(tokens, index, isDynamic))
  );
}
