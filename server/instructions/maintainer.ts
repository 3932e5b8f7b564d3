import { keywordLike } from "../edits/edits";
import type { Dockerfile, Edit, Instruction } from "../types";

/**
 * `MAINTAINER name` as the label that took its place; undefined for none to write.
 * MAINTAINER takes its text as it is, a label replaces variables and reads quotes and escapes.
 */
export function asLabel(file: Dockerfile, instruction: Instruction): Edit | undefined {
  const { name, argument, argumentText } = instruction;
  const hasComment = file.comments.some(({ start }) => name.end <= start && start < argument.end);
  const author = argumentText.replace(/^(["'])(.*)\1$/s, "$2").trim();
  if (author === "" || hasComment) return undefined;
  const escaped = author.replace(/["$\\`]/g, (character) =>
    character === '"' || character === "$" || character === file.escape ? file.escape + character : character,
  );
  const text = `${keywordLike(file, instruction, "LABEL")} org.opencontainers.image.authors="${escaped}"`;
  return { start: name.start, end: argument.end, text };
}
