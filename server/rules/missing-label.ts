import { labelKindOf, labelsOf } from "../instructions/labels";
import { stageReferences } from "../instructions/stageNames";
import type { DockerfileRule, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-label",
  title: "A label that the project demands is missing",
  severity: "info",
  category: "metadata",
  aliases: ["DL3049"],
  why:
    "The project's configuration lists the labels that every image must have; stages that others start or copy " +
    "from are no images.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3049"],
  policy: { labelSchema: { team: "text" } },
  bad: "FROM node:24-slim\nUSER node",
  good: "FROM node:24-slim\nLABEL team=web\nUSER node",

  *check(file, facts) {
    const demanded = Object.keys(facts.policy?.labelSchema ?? {});
    if (demanded.length === 0) return;
    const labels = new Map<Stage | undefined, Set<string>>();
    for (const { instruction, name } of labelsOf(file)) {
      const names = labels.get(instruction.stage) ?? new Set();
      if (labelKindOf(facts, name) !== undefined) labels.set(instruction.stage, names.add(name));
    }
    const used = new Set(stageReferences(file).map(({ stage }) => stage));
    for (const stage of file.stages) {
      if (used.has(stage)) continue;
      const missing = demanded.filter((name) => !lineage(stage).some((link) => labels.get(link)?.has(name)));
      if (missing.length === 0) continue;
      const { start, end } = stage.image ?? stage.from.name;
      const what = missing.length === 1 ? `The label ${missing[0]} is` : `The labels ${missing.join(", ")} are`;
      yield { span: { start, end }, message: `${what} demanded by the project and missing in this image` };
    }
  },
} satisfies DockerfileRule;

function lineage(stage: Stage): Stage[] {
  const links: Stage[] = [];
  for (let link: Stage | undefined = stage; link; link = link.parent) links.push(link);
  return links;
}
