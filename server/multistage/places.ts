/** Where each instruction of a stage belongs once it is two: to the one that builds, to the one that ships, or to both. */

import { type Block, blocksOf } from "../edits/blocks";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Dockerfile, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";
import { classify, isInside, type Kind, type Language } from "./classify";

/**
 * "before" and "after" stand for the stage that ships, above and below what it copies; "both" for the build stage and
 * "before", "twice" for the build stage and "after"; "argument" for an ARG, which the stage that ships has where it
 * uses it; "gone" for what neither has any use for.
 */
export type Place = "build" | "both" | "twice" | "before" | "after" | "argument" | "gone";

/** An instruction, and what it is for or why that cannot be told. */
export interface Piece {
  readonly block: Block;
  readonly instruction: Instruction;
  readonly kind: Kind | Reason;
}

/** The instructions of a stage behind its FROM. */
export function piecesOf(file: Dockerfile, stage: Stage, language: Language): Piece[] {
  return blocksOf(file, stage)
    .slice(1)
    .map((block) => ({ block, instruction: block.instruction, kind: classify(block.instruction, language) }));
}

/**
 * The places of the pieces; a reason where one of them has none.
 * @param end index of the last piece that builds.
 * @param exception where the language has a mind of its own; undefined for the usual place.
 */
export function placesFor(
  pieces: readonly Piece[],
  end: number,
  exception: (piece: Piece, isBehind: boolean) => Place | Reason | undefined = () => undefined,
): readonly Place[] | Reason {
  const places: Place[] = [];
  for (const [index, piece] of pieces.entries()) {
    const isBehind = index > end;
    // What belongs to images made of this one has no place in either stage, whatever the language.
    const own = piece.instruction.onbuild ? undefined : exception(piece, isBehind);
    const place = own ?? usualPlace(piece, isBehind);
    if (typeof place === "object") return place;
    places.push(place);
  }
  const isLate = places.includes("twice");
  if (isLate && pieces.some(({ kind }, index) => kind === "user" && places[index] === "both"))
    return { reason: "files get an owner before the build is done" };
  return withoutIdleAccounts(pieces, places);
}

/** Accounts are made for what ships alone where nothing in the stage that builds is theirs, but for copies that need not be. */
function withoutIdleAccounts(pieces: readonly Piece[], places: readonly Place[]): readonly Place[] {
  const made = pieces.map((piece, index) => (places[index] === "both" ? accountsIn(piece.instruction) : []));
  const names = new Set(made.flat());
  const isUsed = pieces.some(
    ({ instruction }, index) =>
      made[index]?.length === 0 &&
      ["build", "both", "twice"].includes(places[index] ?? "") &&
      wordsOf(instruction).some((word) => word.split(":").some((name) => names.has(name))),
  );
  return isUsed ? places : places.map((place, index) => (made[index]?.length === 0 ? place : "before"));
}

/** The accounts and groups that a RUN makes; none where it does something else as well. */
export function accountsIn(instruction: Instruction): readonly string[] {
  const commands = commandsIn(instruction);
  const isMaking = commands.every(({ name }) => /^(?:useradd|adduser|groupadd|addgroup)$/.test(name ?? ""));
  return isMaking ? commands.flatMap((command) => operands(command).flatMap(({ value }) => value ?? [])) : [];
}

function wordsOf(instruction: Instruction): readonly string[] {
  if (instruction.keyword === "USER") return instruction.words.map(({ value = "" }) => value);
  return commandsIn(instruction).flatMap(({ words }) => words.map(({ value = "" }) => value));
}

function usualPlace({ kind, instruction }: Piece, isBehind: boolean): Place | Reason {
  if (typeof kind === "object") return kind;
  const [ahead, behind] = usual[kind];
  if (isBehind) return behind;
  return ahead === "both" && worksOnProject(instruction) ? "twice" : ahead;
}

/** By kind: up to the end of the build, and behind it. */
const usual: Readonly<Record<Kind, readonly [ahead: Place, behind: Place]>> = {
  install: ["build", "build"],
  provide: ["build", "build"],
  "build step": ["build", "build"],
  cache: ["build", "build"],
  "build tools": ["build", "build"],
  init: ["build", "build"],
  manifests: ["build", "build"],
  source: ["build", "after"],
  elsewhere: ["both", "after"],
  packages: ["both", "after"],
  accounts: ["both", "after"],
  environment: ["both", "after"],
  argument: ["argument", "after"],
  folder: ["build", "after"],
  user: ["both", "after"],
  shell: ["both", "after"],
  description: ["before", "after"],
  check: ["before", "after"],
  start: ["before", "after"],
  other: ["before", "after"],
};

/** Whether a RUN makes folders or writes in the project, or changes owners of its files, which come later in the stage that ships. */
export function worksOnProject({ keyword, script, before }: Instruction): boolean {
  if (keyword !== "RUN") return false;
  return (script?.commands ?? []).some((command) => {
    const { name, redirects } = command;
    const written = redirects.filter(({ operator }) => />>?$/.test(operator)).map(({ target }) => target?.value ?? "");
    if (written.some((path) => !path.startsWith("/dev/") && isInside(before.workdir, path))) return true;
    if (name !== "chown" && name !== "chmod" && name !== "mkdir") return false;
    const paths = name === "mkdir" ? operands(command) : operands(command).slice(1);
    return paths.some(({ value }) => isInside(before.workdir, value));
  });
}
