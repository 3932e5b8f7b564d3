/** How deep a text is nested, before a parser recurses into it. */

/** Nobody nests deeper by brackets. */
const mostBrackets = 200;

/** Columns before the first word of a line: in YAML each may begin a level or two. */
const mostColumns = 300;

/**
 * Whether YAML is nested so deep that a parser which recurses may end the whole process: where the stack is nearly used
 * up, V8 does not throw when it has to compile a regular expression. Texts with very many open brackets count as such.
 */
export function isNestedTooDeep(text: string): boolean {
  let open = 0;
  let columns: number | undefined = 0;
  for (const character of text) {
    if (character === "\n") columns = 0;
    else if (columns !== undefined) columns = " \t-?:".includes(character) ? columns + 1 : undefined;
    if (character === "[" || character === "{") open++;
    else if (open > 0 && (character === "]" || character === "}")) open--;
    if (open > mostBrackets || (columns ?? 0) > mostColumns) return true;
  }
  return false;
}
