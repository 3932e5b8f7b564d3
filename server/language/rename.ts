/** Another name for a stage or a variable, everywhere where it stands. */

import { apply, replace } from "../edits/edits";
import { isProxyArgument, platformArguments } from "../syntax/definitions";
import { parseDockerfile } from "../syntax/dockerfile";
import { isVariableName } from "../syntax/variables";
import type { Dockerfile, Edit, Facts, Span } from "../types";
import { isOfBaseImage, type Name, nameAt, namesOf, type Occurrence } from "./declaredNames";

/** What can be renamed at an offset; undefined where there is nothing that the file names. */
export function renamedAt(file: Dockerfile, offset: number): { span: Span; text: string } | undefined {
  const found = nameAt(file, offset);
  if (!found || fixedReason(found.name) !== undefined) return undefined;
  const { name, occurrence } = found;
  // Of a stage that is called by its number, nobody wants another number.
  return isSame(name, occurrence) ? { span: occurrence, text: occurrence.text } : undefined;
}

interface Renaming {
  readonly edits: readonly Edit[];
  /** What the new name would have to be told as well, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Gives the name at an offset another one. A reason, as a sentence without its full stop, where that cannot be: the file
 * would mean something else then.
 */
export function rename(file: Dockerfile, offset: number, wanted: string, facts?: Facts): Renaming | { reason: string } {
  const found = nameAt(file, offset);
  if (!found) return { reason: "There is no name of a stage or variable here" };
  const { name } = found;
  const reason = fixedReason(name) ?? wrongName(name, wanted) ?? takenName(file, name, wanted);
  if (reason !== undefined) return { reason };
  const places = name.occurrences.filter((one) => isSame(name, one));
  const edits = places.map((span) => replace(span, wanted));
  const after = parseDockerfile(apply(file.text, edits));
  if (shapeOf(file, name, wanted) !== shapeOf(after)) {
    return { reason: `${wanted} has a meaning in this file already, or the name is made of variables somewhere` };
  }
  return { edits, notes: [...elsewhere(name, facts), ...leftIn(file, name, places)] };
}

function isSame({ kind, text }: Name, occurrence: Occurrence): boolean {
  if (kind === "variable") return occurrence.text === text;
  return occurrence.text.toLowerCase() === text.toLowerCase();
}

/** Why the file does not decide what a name is. */
function fixedReason(name: Name): string | undefined {
  const { kind, text, occurrences } = name;
  const isGiven = occurrences.some(({ role }) => role === "definition");
  if (!isGiven) return `${text} is not named in this file`;
  if (kind === "stage") return undefined;
  if (platformArguments.has(text)) return `${text} is what the builder calls it`;
  if (isProxyArgument(text)) return `${text} is what every program calls it`;
  return isOfBaseImage(name) ? `${text} is what the base image calls it` : undefined;
}

function wrongName({ kind }: Name, wanted: string): string | undefined {
  if (kind === "variable") {
    return isVariableName(wanted) ? undefined : "A variable has letters, digits and _, and does not begin with a digit";
  }
  if (!/^[a-z][a-z0-9_.-]*$/i.test(wanted)) return "A stage begins with a letter, and has letters, digits, -, _ and .";
  return /^(?:scratch|context)$/i.test(wanted) ? `${wanted} means something else to Docker` : undefined;
}

/** Two stages may have one name: then the last of them counts. */
function takenName({ stages }: Dockerfile, { kind, stage }: Name, wanted: string): string | undefined {
  const isTaken = stages.some((other) => other !== stage && other.name?.value?.toLowerCase() === wanted.toLowerCase());
  return kind === "stage" && isTaken ? `There is a stage ${wanted} already` : undefined;
}

/** Which names stand for the same, in the order of the text: what no other name changes. */
function shapeOf(file: Dockerfile, renamed?: Name, wanted?: string): string {
  const names = namesOf(file)
    .map((name) => ({
      kind: name.kind,
      text: name === renamed ? wanted : name.text,
      // Offsets change with the length of the name, their order does not.
      at: name.occurrences.map(({ instruction, role }) => `${instruction.line}${role}`),
    }))
    .map(({ kind, text, at }) => (kind === "stage" ? `${kind} ${at}` : `${kind} ${text} ${at}`));
  const stages = file.stages.map(({ parent, instructions }) => `${parent?.index} ${instructions.length}`);
  return JSON.stringify([names.sort(), stages]);
}

/** Files that build this one, and know the name. */
function elsewhere({ kind, text }: Name, facts: Facts | undefined): string[] {
  const builds = facts?.context?.builds ?? [];
  const files = builds.filter(({ target, args }) =>
    kind === "stage" ? target?.toLowerCase() === text.toLowerCase() : Object.hasOwn(args, text),
  );
  return [...new Set(files.map(({ file }) => file))].map(
    (file) => `${file} names ${text}, too: change it there as well.`,
  );
}

/** Lines that have the word elsewhere, in a text that nothing is known of. */
function leftIn({ text }: Dockerfile, name: Name, places: readonly Span[]): string[] {
  if (name.kind === "stage") return [];
  const known = new Set(places.map(({ start }) => start));
  const lines = new Set<number>();
  const stages = new Set(name.occurrences.map(({ instruction }) => instruction.stage));
  for (const stage of stages) {
    for (const { start, end, line } of stage?.instructions ?? []) {
      const inside = text.slice(start, end);
      for (let at = inside.indexOf(name.text); at >= 0; at = inside.indexOf(name.text, at + name.text.length)) {
        const isWord = !/\w/.test(inside[at - 1] ?? "") && !/\w/.test(inside[at + name.text.length] ?? "");
        if (isWord && !known.has(start + at)) lines.add(line + 1);
      }
    }
  }
  const list = [...lines].slice(0, 5).join(", ");
  return lines.size === 0 ? [] : [`${name.text} stands in line ${list} as well, and was left there.`];
}
