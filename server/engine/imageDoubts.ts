/** What is too little known of the images that stages start from, and of what is built in them. */

import { isSupportListed } from "../data/endOfLife";
import { imageFacts } from "../data/images";
import { isPreparation } from "../packages/preparation";
import { buildImageOf, shippedBuild } from "../stage/shippedBuilds";
import type { Dockerfile, ImageReference } from "../types";

/** Why it is not known what ships; undefined when it is. */
export function doubtOfBase({ stages }: Dockerfile): string | undefined {
  const unknown = stages.find(({ ships, parent, base }) => ships && !parent && base === undefined);
  return unknown && `the image of ${unknown.image?.text ?? "FROM"} is not known`;
}

/** The images that are not made here and are in the one that results. */
function shippedImages({ stages }: Dockerfile): ImageReference[] {
  return stages.flatMap(({ ships, parent, base }) => (ships && !parent && base ? [base] : []));
}

/** Why it is not known whether a tag stays: `example.com/team/base:prod`; undefined when it is. */
export function doubtOfTag(file: Dockerfile): string | undefined {
  const unclear = shippedImages(file).find(
    ({ name, tag = "", digest }) => digest === undefined && !/\d/.test(tag + lastPart(name)) && !isNamed(name, tag),
  );
  return unclear && `nobody can tell from here whether "${unclear.text}" moves`;
}

/** scratch, and codenames of distributions, which are versions. */
function isNamed(name: string, tag: string): boolean {
  return name === "scratch" || imageFacts(name, tag).distribution !== undefined;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Why it is not known whether the images that ship get security fixes; undefined when it is. */
export function doubtOfSupport(file: Dockerfile): string | undefined {
  const unknown = shippedImages(file).find(({ name, tag }) => !isSupportListed(name, tag));
  return unknown && `until when "${unknown.text}" gets security fixes is in no table`;
}

/** Why it is not known whether what ships is built in a stage of its own; undefined when it is. */
export function doubtOfStages(file: Dockerfile): string | undefined {
  const { final, stages } = file;
  const build = shippedBuild(file);
  if (final && (build || buildImageOf(final))) {
    return `it is not clear whether what builds it is needed${build ? " or stays" : ""} in the image`;
  }
  const own = stages.filter(({ ships }) => ships).flatMap(({ instructions }) => instructions);
  const unread = own.find((it) => it.keyword === "RUN" && !isPreparation(it));
  const line = stages.length === 1 ? unread?.line : undefined;
  return line === undefined
    ? undefined
    : `nobody can tell from here whether line ${line + 1} builds what belongs into a stage of its own`;
}
