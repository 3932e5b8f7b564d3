/** The syntax tree of a JavaScript or TypeScript program. */

import { tsPlugin } from "@sveltejs/acorn-typescript";
import { type Options, Parser, type Program, parse } from "acorn";

/**
 * What acorn reads a text as; of TypeScript what its plugin adds has types that begin with "TS". Positions are UTF-16
 * offsets. `size` is the number of tokens and bounds the time.
 * Gives undefined for what is no program, or is nested so deeply that the parser exhausts the stack.
 */
export function parseProgram(source: string, isTypeScript: boolean, size: number): Program | undefined {
  return isTypeScript ? parseTypeScript(source, size) : parseJavaScript(source);
}

const options = { ecmaVersion: "latest", allowHashBang: true } satisfies Partial<Options>;

function parseJavaScript(source: string): Program | undefined {
  for (const sourceType of ["module", "commonjs"] as const) {
    try {
      return parse(source, { ...options, sourceType });
    } catch {
      // No program of this kind, or one that is nested too deeply.
    }
  }
  return undefined;
}

function parseTypeScript(source: string, size: number): Program | undefined {
  stepsLeft = size * 5 + 100;
  try {
    typeScript ??= makeParser();
    return typeScript.parse(source, { ...options, sourceType: "module", locations: true });
  } catch {
    return undefined;
  }
}

/** Made at first use, which costs a few milliseconds. */
let typeScript: typeof Parser | undefined;

/**
 * How many more tokens may be read. The plugin tries what `a<b>(` means at each place anew, so that its time doubles
 * with each; real files read every token 1.2 times at most (measured with 1,400).
 */
let stepsLeft = 0;

/** What of acorn's parser its types leave out. */
interface Reader {
  nextToken(): void;
}

function makeParser(): typeof Parser {
  return Parser.extend(tsPlugin(), (Base) => {
    const reader: Reader = Base.prototype as unknown as Reader;
    const { nextToken } = reader;
    reader.nextToken = function (this: Reader) {
      // A SyntaxError would only end the attempt.
      if (stepsLeft-- <= 0) throw new RangeError("The program takes too many attempts to read");
      nextToken.call(this);
    };
    return Base;
  });
}
