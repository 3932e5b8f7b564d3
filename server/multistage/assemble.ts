/** The text of the stage that builds and of the stage that ships, written from what each of them is to hold. */

import { type Block, blocksOf } from "../edits/blocks";
import { addFlag, apply, keywordLike, removeFlag } from "../edits/edits";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Edit, Flag, Instruction, Stage } from "../types";

/** An instruction of the stage, with what stands above it. */
export interface Carried {
  readonly block: Block;
  /** Changes of the instruction. */
  readonly edits?: readonly Edit[];
  /** Without the empty lines above it ("comments"), or without the comments as well ("nothing"). */
  readonly above?: "comments" | "nothing";
}

/** An instruction that is new. */
export interface Added {
  /** In upper case. */
  readonly keyword: string;
  /** Its lines end in "\n". */
  readonly argument: string;
  /** What stands above it, without "#". */
  readonly comment?: string;
}

export type Line = Carried | Added;

export interface Parts {
  /** The stage that builds; undefined where an earlier stage does. */
  readonly build:
    | {
        /** undefined where FROM gives it a name that stays. */
        readonly name: string | undefined;
        /** undefined for the image of the stage. */
        readonly image?: string | undefined;
        readonly lines: readonly Line[];
      }
    | undefined;
  readonly production: {
    /** The comments of instructions that are gone. */
    readonly comments?: readonly string[];
    /** What stands behind FROM; undefined to leave it as it is. */
    readonly from?: string | undefined;
    readonly lines: readonly Line[];
  };
}

/** The edit that puts two stages in the place of one. */
export function assemble(file: Dockerfile, stage: Stage, { build, production }: Parts): Edit {
  const { from } = stage;
  const blocks = blocksOf(file, stage);
  const start = blocks[0]?.start ?? from.start;
  const lead = file.text.slice(start, from.start);
  const text = (line: Line) => lineText(file, stage, line);
  const own = file.text.slice(from.start, from.end);
  const next = production.from === undefined ? own : text({ keyword: "FROM", argument: production.from });
  const lines = build
    ? [lead + fromLine(file, stage, build.name, build.image), ...build.lines.map(text), ""]
    : lead.split(/\r?\n/).slice(0, -1);
  lines.push(...(production.comments ?? []), next, ...production.lines.map(text));
  return { start, end: blocks.at(-1)?.end ?? from.end, text: lines.join(file.eol) };
}

/** A COPY out of another stage. */
export function copyFrom(stage: string, source: string, target: string, owner?: string): Added {
  const flags = [`--from=${stage}`, ...(owner ? [`--chown=${owner}`] : [])];
  return { keyword: "COPY", argument: [...flags, source, target].join(" ") };
}

/** The folder that a COPY fills, as another COPY in its place names it: `./` where that is the working folder. */
export function filledFolder({ words, before: { workdir } }: Instruction): string {
  const target = words.at(-1)?.value;
  if (target === undefined || (workdir !== undefined && resolvePath(workdir, target) === workdir)) return "./";
  return target.endsWith("/") ? target : `${target}/`;
}

/** What stands behind FROM when the image of a stage is another one: its flags stay. */
export function fromOther(file: Dockerfile, { from, image }: Stage, other: string): string {
  return file.text.slice(from.name.end, image?.start ?? from.end).trimStart() + other;
}

/** The change that adds a flag to an instruction. */
export function withFlag(instruction: Instruction, flag: string | undefined): Edit[] {
  return flag === undefined ? [] : [addFlag(instruction, flag)];
}

/** Whoever runs the app owns what the stage that ships copies, so that nobody need own it before. */
export function withoutOwner(file: Dockerfile, instruction: Instruction): Edit[] {
  const isOwner = ({ name }: Flag) => name === "chown";
  const flag = /^(?:COPY|ADD)$/.test(instruction.keyword) ? instruction.flags.find(isOwner) : undefined;
  return (flag && [removeFlag(file, instruction, flag)].filter((edit) => edit !== undefined)) ?? [];
}

function fromLine(file: Dockerfile, stage: Stage, name: string | undefined, image = stage.image?.text ?? ""): string {
  const { from } = stage;
  if (name === undefined) return file.text.slice(from.start, from.end);
  const head = file.text.slice(from.start, stage.image?.start ?? from.end);
  return `${head}${image} ${keywordLike(file, from, "AS")} ${name}`;
}

function lineText(file: Dockerfile, { from }: Stage, line: Line): string {
  if ("keyword" in line) {
    const comment = line.comment === undefined ? "" : `# ${line.comment}${file.eol}`;
    return `${comment}${keywordLike(file, from, line.keyword)} ${line.argument.replaceAll("\n", file.eol)}`;
  }
  const { block, edits = [], above } = line;
  const { start, end, instruction } = block;
  const shifted = edits.map((edit) => ({
    ...edit,
    start: edit.start - instruction.start,
    end: edit.end - instruction.start,
  }));
  const text = apply(file.text.slice(instruction.start, end), shifted);
  if (above === "nothing") return text;
  const lead = file.text.slice(start, instruction.start).split(/\r?\n/);
  const indent = lead.pop() ?? "";
  const kept = lead
    .map((written) => written.trimEnd())
    .filter((written, index) => written !== "" || lead[index - 1]?.trim() !== "");
  const first = above === "comments" ? kept.findIndex((written) => written !== "") : 0;
  return [...(first < 0 ? [] : kept.slice(first)), indent + text].join(file.eol);
}
