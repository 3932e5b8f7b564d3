import { dropInstruction, removeItems } from "../edits/removal";
import type { Label } from "../instructions/labels";
import { labelKindOf, labelsOf } from "../instructions/labels";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "unknown-label",
  title: "The project's label schema does not have this label",
  severity: "info",
  category: "metadata",
  aliases: ["DL3050"],
  why: "The project's configuration lists the labels that its images have, and allows no others.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3050"],
  policy: { labelSchema: { team: "text" }, strictLabels: true },
  bad: "FROM node:24-slim\nLABEL team=web colour=red",
  good: "FROM node:24-slim\nLABEL team=web",

  *check(file, facts) {
    const { labelSchema, strictLabels } = facts.policy ?? {};
    if (!labelSchema || !strictLabels) return;
    for (const label of labelsOf(file)) {
      if (labelKindOf(facts, label.name) !== undefined || label.word.value === undefined) continue;
      yield {
        span: label.word,
        message: `The project's label schema does not have ${label.name}`,
        fixes: fixes(file, label),
      };
    }
  },
} satisfies DockerfileRule;

/** Each fix looks at all of them. */
const mostLabels = 500;

function fixes(file: Dockerfile, { instruction, word, name }: Label): Fix[] {
  const { assignments } = instruction;
  if (assignments.length > mostLabels) return [];
  const own = assignments.filter((assignment) => assignment.name === word);
  const edits = assignments.length === 1 ? dropInstruction(file, instruction) : removeItems(file, assignments, own);
  return [{ title: `Delete the label ${name}`, safe: false, optional: true, edits }];
}
