/** The parts of a Dockerfile, for an outline and for folding. */

import type { Comment, Dockerfile, Instruction, Span, Stage } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";

export interface OutlineNode extends Span {
  readonly kind: "stage" | "variable" | "run" | "files" | "start" | "setting";
  readonly name: string;
  readonly detail: string;
  /** What is selected when somebody goes there. */
  readonly selection: Span;
  readonly children: readonly OutlineNode[];
}

/** Stages with their instructions, and what stands above the first one. */
export function outlineOf({ instructions, stages }: Dockerfile): readonly OutlineNode[] {
  return [...instructions.filter(({ stage }) => !stage).map(nodeOf), ...stages.map(stageNode)];
}

const longestDetail = 80;

function stageNode(stage: Stage): OutlineNode {
  const { name, image, from, start, end, instructions, index } = stage;
  const first = image?.text ?? "";
  return {
    kind: "stage",
    name: name?.text ?? (first || `stage ${index}`),
    detail: name ? short(first) : "",
    start,
    end: Math.max(end, from.end),
    selection: name ?? image ?? from.name,
    children: instructions.filter((one) => one !== from).map(nodeOf),
  };
}

function nodeOf(instruction: Instruction): OutlineNode {
  const { keyword, start, end, name, onbuild, assignments, argumentText, heredocs } = instruction;
  const isNaming = keyword === "ARG" || keyword === "ENV";
  const detail = isNaming ? assignments.map((it) => it.name.text).join(" ") : argumentText;
  return {
    kind: kinds[keyword] ?? "setting",
    name: onbuild ? `ONBUILD ${keyword}` : keyword,
    detail: short(detail),
    start,
    end: Math.max(end, name.end, ...heredocs.map(({ body }) => body.end)),
    selection: { start: name.start, end: name.end },
    children: [],
  };
}

const kinds: Readonly<Record<string, OutlineNode["kind"] | undefined>> = {
  ARG: "variable",
  ENV: "variable",
  RUN: "run",
  COPY: "files",
  ADD: "files",
  CMD: "start",
  ENTRYPOINT: "start",
};

function short(text: string): string {
  const line = text.slice(0, 4 * longestDetail).replace(/[ \t\r\n]+/g, " ");
  return line.length > longestDetail ? `${line.slice(0, longestDetail - 1)}…` : line;
}

export interface Fold {
  /** 0-based, and the last one belongs to it. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "comment" | "region" | undefined;
}

/** What can be folded: stages, instructions of several lines, heredocs, blocks of comments, regions. By their first line. */
export function foldsOf(file: Dockerfile): readonly Fold[] {
  const lineOf = lineNumbersOf(file.text);
  const folds: Fold[] = [];
  for (const { instructions, from } of file.stages) {
    const last = instructions.at(-1) ?? from;
    folds.push({ startLine: from.line, endLine: last.endLine, kind: undefined });
  }
  for (const { line, endLine, heredocs } of file.instructions) {
    folds.push({ startLine: line, endLine, kind: undefined });
    if (heredocs.length < 2) continue;
    for (const { body } of heredocs)
      folds.push({ startLine: lineOf(body.start), endLine: lineOf(body.end), kind: undefined });
  }
  const widest = new Map<number, Fold>();
  for (const fold of [...folds, ...commentFolds(file.comments), ...regions(file.comments)]) {
    if (fold.endLine <= fold.startLine) continue;
    // Editors know one fold for a line: the stage, and not its FROM.
    const known = widest.get(fold.startLine);
    if (!known || known.endLine < fold.endLine) widest.set(fold.startLine, fold);
  }
  return [...widest.values()].sort((one, other) => one.startLine - other.startLine);
}

function commentFolds(comments: readonly Comment[]): Fold[] {
  const folds: Fold[] = [];
  let start = 0;
  for (let at = 1; at <= comments.length; at++) {
    const [previous, next] = [comments[at - 1], comments[at]];
    if (previous && next?.line === previous.line + 1 && !regionMark(next) && !regionMark(previous)) continue;
    const first = comments[start];
    if (first && previous) folds.push({ startLine: first.line, endLine: previous.line, kind: "comment" });
    start = at;
  }
  return folds;
}

function regionMark({ text }: Comment): "start" | "end" | undefined {
  const word = /^(end)?region\b/i.exec(text);
  return word ? (word[1] === undefined ? "start" : "end") : undefined;
}

function regions(comments: readonly Comment[]): Fold[] {
  const open: Comment[] = [];
  return comments.flatMap((comment): Fold[] => {
    const mark = regionMark(comment);
    if (mark === "start") open.push(comment);
    const start = mark === "end" ? open.pop() : undefined;
    return start ? [{ startLine: start.line, endLine: comment.line, kind: "region" }] : [];
  });
}
