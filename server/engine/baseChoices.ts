/** Other images that a stage could start from: what each gains and costs, and why some of them cannot take its place. */

import { bareCandidates, builderCandidates } from "../bases/bare";
import type { Candidate } from "../bases/candidate";
import { relatedCandidates } from "../bases/related";
import { apply } from "../edits/edits";
import { baseImages } from "../stage/baseImage";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Problem, Settings } from "../types";
import { lint, type OnStep } from "./lint";

/** The images that could take the place of that of a FROM, those that are nearest to it first. Those with an obstacle are for show. */
export function baseChoices(
  file: Dockerfile,
  facts: Facts,
  settings: Settings,
  start: number,
  onStep?: OnStep,
): readonly Candidate[] {
  const image = baseImages(file).find(({ word }) => word.start === start);
  if (!image || image.reference.digest !== undefined) return [];
  const candidates = [
    ...relatedCandidates(file, image, facts),
    ...(image.ships ? bareCandidates(file, image, facts) : builderCandidates(file, image)),
  ];
  if (candidates.length === 0) return [];
  // A rule that fails was logged when the document was checked.
  const find = (one: Dockerfile) => grave(lint(one, facts, settings, () => {}, onStep));
  const before = new Set(find(file).map(keyOf));
  return candidates.map((candidate) => {
    if (candidate.obstacle !== undefined) return candidate;
    const after = parseDockerfile(apply(file.text, candidate.edits));
    const added = find(after).find((problem) => !before.has(keyOf(problem)));
    return added ? { ...candidate, obstacle: added.message } : candidate;
  });
}

/** Of alternatives to one image: each is loaded whole. */
export const mostCompared = 5;

/** The names of those that could take its place as they are, no more than are worth a scan. */
export function comparedBases(...asked: Parameters<typeof baseChoices>): readonly string[] {
  const fitting = baseChoices(...asked).filter(({ obstacle }) => obstacle === undefined);
  return [...new Set(fitting.map(({ image }) => image))].slice(0, mostCompared);
}

/** What breaks a stage; how good an image is as such, a person is told with the choice. */
function grave(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity, rule }) =>
    severity === "error" ? true : severity === "warning" && rule.category !== "base-image",
  );
}

/** A rule tells of a thing once: where it stands moves with the edits. */
function keyOf({ rule, message }: Problem): string {
  return `${rule.id} ${message}`;
}
