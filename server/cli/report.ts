/** Where findings stand, as the formats of the command line say it. */

import { createHash } from "node:crypto";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit, Problem, Span } from "../types";

/** A file and what was found in it. */
export interface Report {
  /** As given on the command line. */
  readonly name: string;
  /** From the root of the repository, with `/`; the name where there is none. */
  readonly path: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Values in the text that nobody may be shown; undefined where they were not looked for. */
  readonly secrets?: readonly string[];
  /** The service or target whose build it is, when a file of builds was given: "web". */
  readonly build?: string;
}

/** How text for people looks. */
export interface Looks {
  readonly isColourful: boolean;
  /** Findings only, without a summary. */
  readonly isQuiet: boolean;
}

/** A place in a file: lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The text of its first line. */
  readonly source: string;
}

/** Finds line and column of a span, as an editor counts them, and the text of that line. */
export function placesIn(text: string): (span: Span) => Place {
  const document = TextDocument.create("", "", 0, text);
  return (span) => {
    const from = document.positionAt(span.start);
    const to = document.positionAt(span.end);
    return {
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
      source: document.getText({ start: { ...from, character: 0 }, end: { ...from, character: text.length } }),
    };
  };
}

/**
 * What a finding is known by when lines move: its rule and the text of its line, and which of several such ones it is.
 * In the order of the problems; 32 hexadecimal digits each.
 */
export function fingerprints({ text, problems }: Report): readonly string[] {
  const place = placesIn(text);
  const seen = new Map<string, number>();
  return problems.map(({ rule, span }) => {
    const key = `${rule.id}\n${place(span).source.trim()}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash("sha256").update(`${key}\n${before}`).digest("hex").slice(0, 32);
  });
}

/** The edits of the first fix that changes nothing but the file itself; undefined where there is none. */
export function ownEdits({ fixes = [] }: Problem): readonly Edit[] | undefined {
  const fix = fixes.find(({ optional, edits }) => !optional && edits.every(({ file }) => file === undefined));
  return fix?.edits;
}
