/** What a language says about images of its programs with one stage, so that they can be made two. */

import { addPatterns } from "../edits/ignoreEdits";
import { asWritten, chosenFolders } from "../stage/chosenFolders";
import { decide } from "../syntax/dockerignore";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Edit, Facts, Finding, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";
import { type Added, assemble, type Line, withoutOwner } from "./assemble";
import { accountsIn, type Piece, type Place } from "./places";

export interface Policy {
  /** The rule that reports it. */
  readonly rule: string;
  /** The images that a stage starts from, by their short names: "golang". */
  readonly images: RegExp;
  /** Title of the fix. */
  readonly title: string;
  /** What is wrong with one stage; undefined where nothing is. Without it, the rule finds out by itself. */
  whatShips?(stage: Stage): Pick<Finding, "message" | "severity"> | undefined;
  /** How to make it two; else why it is left to people. */
  plan(file: Dockerfile, stage: Stage, facts: Facts): Plan | Reason;
}

export interface Plan {
  readonly pieces: readonly Piece[];
  /** One for each piece. */
  readonly places: readonly Place[];
  /** What becomes of a piece in one of the stages; undefined to carry it over as it is. */
  lines?(piece: Piece, stage: "build" | "production"): readonly Line[] | undefined;
  /** The stage that builds; undefined where an earlier stage does. */
  readonly build?: {
    readonly name: string | undefined;
    readonly image?: string | undefined;
    /** What follows what is carried over. */
    readonly end?: readonly Added[];
  };
  readonly production: {
    /** What stands behind FROM; undefined to leave it as it is. */
    readonly from?: string | undefined;
    /** Directly below FROM. */
    readonly start?: readonly Added[];
    /** What is copied from the build stage, and all that goes with it. */
    readonly brought: readonly Added[];
    readonly end?: readonly Added[];
  };
  /** It may not suit the program: the fix is offered, but not part of what is applied to all at once. */
  readonly isDoubtful?: boolean;
  /** What ships starts from an image of another kind. */
  readonly isOtherImage?: true;
  /** What must not come out of the context any more, as it would lie over what the build stage makes. */
  readonly ignored?: readonly string[];
  readonly note?: string | undefined;
}

/** The edits that carry a plan out: of the Dockerfile, and of the ignore file where there is one that lets too much through. */
export function editsOf(file: Dockerfile, stage: Stage, plan: Plan, { ignore }: Facts): Edit[] {
  const sent = ignore ? (plan.ignored ?? []).filter((folder) => !decide(ignore, `${folder}/any`).ignored) : [];
  const edits = ignore && sent.length > 0 ? addPatterns(ignore, ...sent) : [];
  return [carryOut(file, stage, plan), ...edits.map((edit) => ({ ...edit, file: ignore?.path ?? "" }))];
}

/** The edit that makes two stages of one. */
export function carryOut(file: Dockerfile, stage: Stage, plan: Plan): Edit {
  const { pieces, places, build, production } = plan;
  const folders = chosenFolders(file, stage);
  const brought = production.brought.map((added) => ({ ...added, argument: asWritten(added.argument, folders) }));
  const isNamed = (text: string) => brought.some(({ argument }) => argument.includes(text));
  const chosen = folders.flatMap(({ written, names }) => (isNamed(written) ? names : []));
  const needs = argumentsNeeded(file, plan, chosen);
  const isIdle = idleArguments(file, plan);
  const linesFor = (half: "build" | "production", ...wanted: readonly Place[]) =>
    pieces.flatMap((piece, index): readonly Line[] => {
      const place = places[index] as Place;
      const isWanted = half === "build" ? !isIdle(piece.instruction) : needs(piece.instruction);
      const isThere = wanted.includes(place) && (place !== "argument" || isWanted);
      if (!isThere) return [];
      const lines = plan.lines?.(piece, half) ?? [{ block: piece.block }];
      return half === "build" ? lines.map((line) => withoutStranger(file, plan, line)) : lines;
    });
  return assemble(file, stage, {
    build: build && {
      ...build,
      lines: [...linesFor("build", "build", "both", "twice", "argument"), ...(build.end ?? [])],
    },
    production: {
      from: production.from,
      comments: pieces.flatMap(({ block }, index) => (places[index] === "gone" ? block.comments : [])),
      lines: [
        ...(production.start ?? []),
        ...linesFor("production", "both", "before", "argument"),
        ...brought,
        ...linesFor("production", "twice", "after"),
        ...(production.end ?? []),
      ],
    },
  });
}

/** A copy in the stage that builds is nobody's whom only the stage that ships knows: builders complain of such a name. */
function withoutStranger(file: Dockerfile, { pieces, places }: Plan, line: Line): Line {
  if (!("block" in line)) return line;
  const { instruction } = line.block;
  const owner = flagOf(instruction, "chown")?.value?.value;
  const isKnown = (name: string) =>
    !pieces.some(
      (piece, index) =>
        ["before", "after"].includes(places[index] ?? "") && accountsIn(piece.instruction).includes(name),
    );
  if (owner === undefined || owner.split(":").every(isKnown)) return line;
  const isCut = (line.edits ?? []).some(({ start, end }) => start < end);
  return isCut ? line : { ...line, edits: [...(line.edits ?? []), ...withoutOwner(file, instruction)] };
}

/** Whether the stage that ships mentions one of the ARGs that an instruction declares, or what is new there does. */
function argumentsNeeded(file: Dockerfile, plan: Plan, chosen: readonly string[]) {
  const used = new Set([...mentionedIn(file, plan, "both", "twice", "before", "after"), ...chosen]);
  return ({ assignments }: Instruction) => assignments.some(({ name }) => used.has(name.text));
}

/**
 * Whether an ARG only changes the cache of the stage that builds: the other one mentions it, this one does not, and
 * builds nothing that may ask for a variable by itself, as an install asks for those of its tool and of the network.
 */
function idleArguments(file: Dockerfile, plan: Plan): (instruction: Instruction) => boolean {
  const isBuilding = plan.pieces.some(({ kind }, index) => kind === "build step" && plan.places[index] === "build");
  if (isBuilding) return () => false;
  const ahead = mentionedIn(file, plan, "build", "both", "twice");
  const behind = mentionedIn(file, plan, "both", "twice", "before", "after");
  return ({ assignments }) =>
    assignments.every(({ name: { text } }) => behind.has(text) && !ahead.has(text) && !ofInstalls.test(text));
}

/** Names of variables that installs read by themselves, or by their settings. */
const ofInstalls =
  /proxy|token|auth|registry|password|secret|^(?:NPM|NODE|YARN|PNPM|BUN|PIP|UV|POETRY|COMPOSER|BUNDLE|CARGO|GO|MAVEN|NUGET|DEBIAN)/i;

/** The variables that are mentioned in what stands in these places. */
function mentionedIn({ text }: Dockerfile, { pieces, places }: Plan, ...wanted: readonly Place[]): Set<string> {
  const texts = pieces
    .filter((_, index) => wanted.includes(places[index] as Place))
    .map(({ instruction }) => text.slice(instruction.start, instruction.end));
  return new Set([...texts.join("\n").matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name));
}
