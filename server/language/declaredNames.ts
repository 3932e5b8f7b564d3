/** The names that a Dockerfile gives to stages and variables, with every place where each stands. */

import { imageFacts } from "../data/images";
import { stageReferences } from "../instructions/stageNames";
import type { Dockerfile, Instruction, Span, Stage } from "../types";
import { memoize } from "../util/memoize";
import { type Mention, mentionsOf } from "./mentions";

/** One place where a name stands. */
export interface Occurrence extends Span {
  readonly instruction: Instruction;
  /** Given by FROM … AS, ARG or ENV; given a value by a script; or only used. */
  readonly role: "definition" | "write" | "use";
  /** As written there: 0 for a stage that is named by its number. */
  readonly text: string;
  /** What it means there; of a definition that stands for another one, as an ARG for the global one of its name, that. */
  readonly definition: Span | undefined;
}

/** A stage, or a variable as far as it is the same one. */
export interface Name {
  readonly kind: "stage" | "variable";
  readonly text: string;
  /** In the order of the text. */
  readonly occurrences: readonly Occurrence[];
  /** Of a stage. */
  readonly stage?: Stage;
}

/** All of them. */
export const namesOf = memoize((file: Dockerfile): readonly Name[] => [...stageNamesOf(file), ...variableNames(file)]);

/** What stands at an offset, or ends there; undefined where there is no name. */
export function nameAt(file: Dockerfile, offset: number): { name: Name; occurrence: Occurrence } | undefined {
  let found: { name: Name; occurrence: Occurrence } | undefined;
  for (const name of namesOf(file)) {
    for (const occurrence of name.occurrences) {
      if (occurrence.start <= offset && offset <= occurrence.end) {
        // Behind a name another one may begin at once.
        if (!found || occurrence.start > found.occurrence.start) found = { name, occurrence };
      }
    }
  }
  return found;
}

/** Where the name at an offset is given; empty where there is none, or where the file does not give it. */
export function definitionsAt(file: Dockerfile, offset: number): readonly Span[] {
  const found = nameAt(file, offset);
  if (!found) return [];
  const { name, occurrence } = found;
  if (occurrence.definition) return [occurrence.definition];
  const first = name.occurrences.find(({ role }) => role !== "use");
  return first ? [first] : [];
}

// -------------------------------------------------------------------- stages

function stageNamesOf(file: Dockerfile): readonly Name[] {
  const occurrences = new Map<Stage, Occurrence[]>();
  for (const stage of file.stages) {
    const { name, from, image } = stage;
    const place = name ?? image ?? from.name;
    const text = name?.text ?? String(stage.index);
    const span = { start: place.start, end: place.end };
    // One without a name has no place where that is given, but one where it begins.
    const given: Occurrence[] = name
      ? [{ ...span, instruction: from, role: "definition", text, definition: span }]
      : [];
    occurrences.set(stage, given);
  }
  for (const { start, end, text, instruction, stage } of stageReferences(file)) {
    const known = stage && occurrences.get(stage);
    if (!known) continue;
    const { start: from, end: to } = stage.name ?? stage.image ?? stage.from.name;
    known.push({ start, end, instruction, role: "use", text, definition: { start: from, end: to } });
  }
  return [...occurrences].flatMap(([stage, all]) =>
    all.length === 0
      ? []
      : [{ kind: "stage" as const, text: stage.name?.text ?? String(stage.index), occurrences: all, stage }],
  );
}

// ----------------------------------------------------------------- variables

/** A variable within one stage; above the first FROM and in FROM, the stage is undefined. */
interface Cell {
  readonly stage: Stage | undefined;
  readonly name: string;
  readonly occurrences: Occurrence[];
  /** The last place so far that has given it. */
  last: Span | undefined;
  /** The cell that it is the same variable as, by way of others. */
  same: Cell | undefined;
}

function variableNames(file: Dockerfile): readonly Name[] {
  const cells = new Map<Stage | undefined, Map<string, Cell>>();
  const cellOf = (stage: Stage | undefined, name: string): Cell => {
    const known = cells.get(stage) ?? new Map<string, Cell>();
    cells.set(stage, known);
    const cell = known.get(name) ?? newCell(stage, name, cells);
    known.set(name, cell);
    return cell;
  };
  for (const instruction of file.instructions) {
    const isGlobal = !instruction.stage || (instruction.keyword === "FROM" && !instruction.onbuild);
    const again = new Set(instruction.assignments.flatMap(({ name, value }) => (value ? [] : [name.start])));
    for (const mention of mentionsOf(file, instruction)) {
      const cell = cellOf(isGlobal ? undefined : instruction.stage, mention.name);
      const outer = instruction.keyword === "ARG" && !isGlobal ? cells.get(undefined)?.get(mention.name) : undefined;
      if (outer?.last && mention.role === "definition") join(cell, outer);
      const meant = again.has(mention.start) ? outer?.last : undefined;
      cell.occurrences.push(occurrenceOf(file, mention, instruction, cell, meant));
      // A later instruction of the stage sees what this one has given.
      if (mention.role === "definition") cell.last = mention;
    }
  }
  const groups = new Map<Cell, Occurrence[]>();
  for (const known of cells.values()) {
    for (const cell of known.values()) {
      const root = rootOf(cell);
      const group = groups.get(root);
      if (group) for (const one of cell.occurrences) group.push(one);
      else groups.set(root, [...cell.occurrences]);
    }
  }
  return [...groups].flatMap(([{ name }, occurrences]) => named(name, occurrences));
}

function newCell(
  stage: Stage | undefined,
  name: string,
  cells: ReadonlyMap<Stage | undefined, ReadonlyMap<string, Cell>>,
): Cell {
  const cell: Cell = { stage, name, occurrences: [], last: undefined, same: undefined };
  for (let link = stage?.parent; link; link = link.parent) {
    const inherited = cells.get(link)?.get(name);
    if (!inherited) continue;
    cell.same = inherited;
    cell.last = inherited.last;
    break;
  }
  return cell;
}

/** @param meant what an ARG without a default stands for. */
function occurrenceOf(
  { text }: Dockerfile,
  { start, end, role }: Mention,
  instruction: Instruction,
  { last }: Cell,
  meant: Span | undefined,
): Occurrence {
  const definition = meant ?? (role === "definition" ? { start, end } : last);
  return { start, end, instruction, role, text: text.slice(start, end), definition };
}

function rootOf(cell: Cell): Cell {
  let root = cell;
  while (root.same) root = root.same;
  // Whoever asks next has a short way.
  for (let at = cell; at.same; ) {
    const next = at.same;
    if (next !== root) at.same = root;
    at = next;
  }
  return root;
}

function join(one: Cell, other: Cell): void {
  const [from, to] = [rootOf(one), rootOf(other)];
  if (from !== to) from.same = to;
}

/**
 * What stands before the variable is given means another one, that of the base image, say. What only scripts give a value
 * is another variable in each of them.
 */
function named(text: string, occurrences: readonly Occurrence[]): Name[] {
  const sorted = [...occurrences].sort((one, other) => one.start - other.start);
  const given = sorted.some(({ role }) => role === "definition") ? sorted.filter((one) => !isEarlier(one)) : [];
  const others = given.length === 0 ? sorted : sorted.filter(isEarlier);
  const names: Name[] = given.length === 0 ? [] : [{ kind: "variable", text, occurrences: given }];
  if (others.length === 0) return names;
  if (!others.some(({ role }) => role === "write")) return [...names, { kind: "variable", text, occurrences: others }];
  const byInstruction = new Map<Instruction, Occurrence[]>();
  for (const one of others) {
    const group = byInstruction.get(one.instruction);
    if (group) group.push(one);
    else byInstruction.set(one.instruction, [one]);
  }
  return [
    ...names,
    ...[...byInstruction.values()].map((group): Name => ({ kind: "variable", text, occurrences: group })),
  ];
}

function isEarlier({ role, definition, instruction }: Occurrence): boolean {
  // What a container starts sees all that the stage sets.
  const isRuntime = instruction.script !== undefined && instruction.keyword !== "RUN";
  return role !== "definition" && definition === undefined && !isRuntime;
}

/** Whether the base image of one of these stages sets the variable, so that its name is not the file's to choose. */
export function isOfBaseImage({ text, occurrences }: Name): boolean {
  if (text === "PATH") return true;
  const bases = new Set(occurrences.map(({ instruction }) => instruction.stage?.base));
  return [...bases].some((base) => base && Object.hasOwn(imageFacts(base.name, base.tag).environment, text));
}
