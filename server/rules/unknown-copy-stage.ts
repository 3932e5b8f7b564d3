import { isForPodman } from "../context/unreadIgnore";
import { replace } from "../edits/edits";
import { type StageReference, stageReferences } from "../instructions/stageNames";
import { isAdditionalContext } from "../stage/additionalContexts";
import { isImageName } from "../stage/copiedImages";
import { parseReference } from "../syntax/image";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Finding, Stage } from "../types";
import { closest } from "../util/similar";

export default {
  on: "Dockerfile",
  id: "unknown-copy-stage",
  title: "No stage above has this name",
  severity: "warning",
  category: "stages",
  breaks: true,
  aliases: ["DL3022"],
  why:
    "`--from` names an earlier stage, by its name or counted from 0; anything else Docker takes for an image or " +
    "for a context that the build command names. Variables are not replaced there. An image is written with its " +
    "tag.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: "FROM node:24 AS build\n\nFROM node:24-slim\nCOPY --from=biuld /app /app",
  good: "FROM node:24 AS build\n\nFROM node:24-slim\nCOPY --from=build /app /app",

  *check(file, facts) {
    const named = new Map(file.stages.map((stage) => [stage.name?.value?.toLowerCase(), stage]));
    for (const reference of stageReferences(file)) {
      const { instruction, stage, start, end } = reference;
      if (instruction.keyword === "FROM" || stage || isImageName(reference.text)) continue;
      if (isAdditionalContext(facts, reference.text)) continue;
      const mistake = mistakeIn(file, named, reference);
      if (mistake) yield { span: { start, end }, ...mistake };
    }
    // Buildah replaces them.
    if (isForPodman(facts.path ?? "")) return;
    for (const instruction of file.instructions) {
      const { keyword, mounts } = instruction;
      const from = flagOf(instruction, "from")?.value;
      if (keyword === "COPY" && from && hasVariable(from.text)) {
        yield {
          span: from,
          message: `COPY --from does not replace variables: give ${from.text} a stage of its own and copy from that`,
          severity: "error",
        };
      }
      for (const { from: image, optionSpans, ...mount } of mounts) {
        if (image === undefined || !hasVariable(image)) continue;
        yield {
          span: optionSpans.get("from") ?? mount,
          message: `A mount does not replace variables in from: give ${image} a stage of its own and mount that`,
          severity: "error",
        };
      }
    }
  },
} satisfies DockerfileRule;

function hasVariable(text: string): boolean {
  return /\$\w|\$\{/.test(text);
}

function mistakeIn(
  { stages }: Dockerfile,
  named: ReadonlyMap<string | undefined, Stage>,
  { text, start, end, instruction }: StageReference,
): Partial<Finding> | undefined {
  const index = instruction.stage?.index ?? 0;
  const own = instruction.stage?.name?.value?.toLowerCase();
  const lower = text.toLowerCase();
  if (lower === own || text === String(index)) return undefined;
  if (/^\d+$/.test(text)) {
    const count = index === 1 ? "is one stage" : `are ${index} stages`;
    return { message: `There is no stage ${text}: there ${count} above, counted from 0`, severity: "error" };
  }
  const later = named.get(lower);
  if (later?.name && later.index > index) {
    return {
      message: `The stage ${text} stands below, and only stages above can be copied from`,
      severity: "error",
      related: [{ ...later.name, message: "the stage of this name" }],
    };
  }
  const near = closest(lower, namesAbove(stages, index));
  // Who forgets the rest of a long name has all the letters of one part right.
  const similar = near && (partIn(lower, namesAbove(stages, index)) ?? near);
  // No build context can have such a name, either.
  const error = text === "" ? undefined : parseReference(text).error;
  if (similar === undefined && error !== undefined) {
    const message = `No stage above is called ${text}, and it is no image reference: ${error}`;
    return { message, severity: instruction.onbuild ? "warning" : "error" };
  }
  if (similar === undefined) {
    // The build command may name a context so.
    const message = `No stage above is called ${text}, so that Docker looks for a context or an image of that name`;
    return { message, severity: "info" };
  }
  return {
    message: `No stage above is called ${text}; did you mean ${similar}`,
    severity: error !== undefined && !instruction.onbuild ? "error" : undefined,
    fixes: [{ title: `Copy from ${similar}`, safe: false, optional: true, edits: [replace({ start, end }, similar)] }],
  };
}

/** The nearest name that has a word as one of its parts: "license-set" for "set". */
function partIn(word: string, names: Iterable<string>): string | undefined {
  for (const name of names) if (name.split(/[-_.]/).includes(word)) return name;
  return undefined;
}

/** The nearest first: of very many only some are compared. */
function* namesAbove(stages: readonly Stage[], index: number): Iterable<string> {
  for (let at = index - 1; at >= 0; at--) {
    const name = stages[at]?.name?.value;
    if (name !== undefined) yield name.toLowerCase();
  }
}
