import { replace } from "../edits/edits";
import { labelsIn } from "../instructions/labels";
import { sections } from "../syntax/sections";
import { variablesIn } from "../syntax/variables";
import type { DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["LABEL"],
  id: "invalid-label-key",
  title: "The key of the label is not as Docker wants it",
  severity: "hint",
  category: "metadata",
  aliases: ["DL3048"],
  why:
    "By Docker's guidelines a key has lower-case letters and digits with single periods and hyphens between them, " +
    "and begins with a letter. `com.docker.`, `io.docker.` and `org.dockerproject.` are kept for Docker itself.",
  sources: ["https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations"],
  bad: 'FROM node:24-slim\nLABEL Version="1.4.0"',
  good: 'FROM node:24-slim\nLABEL version="1.4.0"',

  *check(file) {
    for (const section of sections(file)) {
      const declared = new Set<string>();
      for (const instruction of section) {
        for (const { word, name } of labelsIn(instruction)) {
          const fault = faultIn(name);
          // A variable may make something else of it.
          const uses = word.value === undefined ? variablesIn(word.text, file.escape) : [];
          const isOpen = uses.some((use) => declared.has(use.name) || instruction.stage?.parent);
          if (fault !== undefined && !isOpen) {
            yield { span: word, message: `The key ${name} ${fault}`, fixes: fixes(word, name) };
          }
        }
        if (instruction.keyword !== "LABEL") for (const { name } of instruction.assignments) declared.add(name.text);
      }
    }
  },
} satisfies DockerfileRule;

function faultIn(key: string): string | undefined {
  const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./.exec(key)?.[0];
  if (reserved !== undefined) return `begins with ${reserved}, which is kept for Docker itself`;
  if (/[A-Z]/.test(key)) return "has upper-case letters";
  const stranger = /[^a-z0-9._/-]/.exec(key)?.[0];
  if (stranger !== undefined) return `has "${stranger}" in it`;
  const double = /\.\.|--/.exec(key)?.[0];
  if (double !== undefined) return `has "${double}" in it`;
  return /^[a-z](?:.*[a-z0-9])?$/.test(key) ? undefined : "does not begin with a letter, or end with a letter or digit";
}

function fixes({ start, end, text }: Word, name: string): Fix[] {
  const lower = text.toLowerCase();
  if (lower === text || faultIn(name.toLowerCase()) !== undefined || end - start !== text.length) return [];
  // Whoever reads the label has to follow.
  return [{ title: `Write ${lower}`, safe: false, optional: true, edits: [replace({ start, end }, lower)] }];
}
