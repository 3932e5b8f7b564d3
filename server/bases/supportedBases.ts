/** Where an image that gets no more security fixes may move to. */

import { cyclesOf, nextDebian } from "../data/endOfLife";
import { newestNode } from "../data/node";
import { type BaseImage, composeTag, newestCycle, pinNote, useTag } from "../stage/baseImage";
import { mayBeBuilt } from "../stage/officialTags";
import { doubtOfPackages } from "../stage/otherPackages";
import { asListed, realTags } from "../stage/realTags";
import type { Dockerfile, Facts, Finding, Fix } from "../types";

/** The moves of an image to the newest line that is supported; and where the registry has told its tags, to the first one that is supported as well. */
export function lineUpgrades(file: Dockerfile, image: BaseImage, facts: Facts): Fix[] | undefined {
  const { today, tags } = facts;
  const list = tags?.get(image.reference.name);
  const next = list && realTags(image, list, today)?.next;
  const wanted = [...new Set([asListed(image, newestLine(image, today), facts), next])];
  return wanted.flatMap((tag) => useTag(file, image, tag, { optional: true }) ?? []);
}

function newestLine(image: BaseImage, today: string): string | undefined {
  const newest = newestCycle(image.name, today, image.reference.tag);
  const [, version = "", rest = ""] = /^([^-]*)(.*)$/s.exec(image.reference.tag ?? "") ?? [];
  if (!newest || !variant.test(rest)) return undefined;
  const isCodename = cyclesOf(image.name).some(({ codename }) => codename === version);
  const tag = `${(isCodename && newest.codename) || newest.cycle}${rest}`;
  return mayBeBuilt(image.name, tag) ? tag : undefined;
}

/** Kinds of images that many releases have. */
const variant = /^(?:-(?:slim|alpine|fpm|cli|apache|jdk|jre|management))*$/;

/** The move of an image of node to a release of its distribution that has not ended, or why there is none. */
export function distributionUpgrade(file: Dockerfile, image: BaseImage, facts: Facts): Pick<Finding, "fixes" | "note"> {
  const { today } = facts;
  const note = pinNote(file, image);
  const tag = note === undefined ? asListed(image, supportedTag(image, today), facts) : undefined;
  const doubt = tag === undefined ? undefined : doubtOfPackages(file, image, tag);
  return { fixes: useTag(file, image, tag, doubt === undefined ? {} : { optional: true, doubt }), note };
}

/** The newest version of the same line of node on the next release of the distribution that is supported, if there is one. */
function supportedTag({ node }: BaseImage, today: string): string | undefined {
  const version = newestNode(node?.major ?? -1);
  if (node?.major === undefined || version === undefined) return undefined;
  if (node.alpine) return composeTag({ version, distribution: node.distribution });
  const distribution = nextDebian(node.distribution ?? "", node.major, today);
  return distribution === undefined ? undefined : composeTag({ version, distribution, slim: node.slim });
}
