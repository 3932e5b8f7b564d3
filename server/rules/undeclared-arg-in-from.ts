import { insertBefore, keywordLike, replace } from "../edits/edits";
import { globalNames } from "../syntax/definitions";
import { flagOf } from "../syntax/instructions";
import { isRequired, isVariableName, spanIn, type VariableUse, variablesIn } from "../syntax/variables";
import type { Dockerfile, DockerfileRule, Fix, Span } from "../types";
import { closest } from "../util/similar";

export default {
  on: "Dockerfile",
  needs: ["$"],
  id: "undeclared-arg-in-from",
  title: "FROM uses a variable that no ARG above the first FROM declares",
  severity: "warning",
  category: "base-image",
  aliases: ["UndefinedArgInFrom"],
  why:
    "A `FROM` sees only the `ARG`s above the first one; those inside a stage, and `ENV`, do not count. " +
    "Without such an `ARG` the variable is empty, and `--build-arg` cannot set it.",
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-arg-in-from/",
    "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
  ],
  bad: "FROM node:24 AS build\nARG VARIANT=-slim\n\nFROM node:24$VARIANT",
  good: "ARG VARIANT=-slim\nFROM node:24 AS build\nARG VARIANT=-slim\n\nFROM node:24$VARIANT",

  *check(file) {
    const declared = globalNames(file);
    const inStages = declarations(file);
    for (const { from } of file.stages) {
      const platform = flagOf(from, "platform")?.value;
      for (const word of [platform, from.words[0]]) {
        for (const use of word ? variablesIn(word.text, file.escape) : []) {
          if (!word || declared.has(use.name) || !isVariableName(use.name)) continue;
          const span = spanIn(word, use);
          const similar = closest(use.name, declared);
          yield {
            span,
            message: message(use, similar),
            severity: hasDefault(use) ? "info" : isRequired(use) ? "error" : undefined,
            fixes: fixes(file, use, span, similar, inStages),
          };
        }
      }
    }
  },
} satisfies DockerfileRule;

function hasDefault({ operator }: VariableUse): boolean {
  return operator === ":-" || operator === "-";
}

function message(use: VariableUse, similar: string | undefined): string {
  const undeclared = `No ARG above the first FROM declares ${use.name}`;
  if (similar !== undefined) return `${undeclared}; did you mean ${similar}`;
  const effect = hasDefault(use) ? "its default always counts" : "it is empty here";
  return `${undeclared}, so that ${isRequired(use) ? "the build always fails" : effect}`;
}

function fixes(
  file: Dockerfile,
  use: VariableUse,
  span: Span,
  similar: string | undefined,
  inStages: ReadonlyMap<string, string>,
): Fix[] {
  const first = file.stages[0]?.from;
  const found: Fix[] = [];
  if (similar !== undefined && span.end - span.start === use.end - use.start) {
    const at = span.start + (file.text[span.start + 1] === "{" ? 2 : 1);
    const edits = [replace({ start: at, end: at + use.name.length }, similar)];
    found.push({ title: `Use ${similar}`, safe: false, optional: true, edits });
  }
  // A use with a default needs none above.
  const declaration = inStages.get(use.name) ?? (hasDefault(use) ? use.name : undefined);
  if (first && declaration !== undefined) {
    const edit = insertBefore(file, first, `${keywordLike(file, first, "ARG")} ${declaration}`);
    found.push({ title: `Declare ${use.name} above the first FROM`, safe: false, edits: [edit] });
  }
  return found;
}

/** The ARGs with a default that stages declare, as written, by name; the first of each. */
function declarations({ stages }: Dockerfile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { keyword, onbuild, assignments } of stages.flatMap(({ instructions }) => instructions)) {
    if (keyword !== "ARG" || onbuild) continue;
    for (const { name, value } of assignments) {
      const isPlain = value && !/[$\r\n]/.test(value.text);
      if (isPlain && !found.has(name.text)) found.set(name.text, `${name.text}=${value.text}`);
    }
  }
  return found;
}
