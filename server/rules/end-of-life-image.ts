import { leftBehind } from "../bases/leftReleases";
import { distributionUpgrade, lineUpgrades } from "../bases/supportedBases";
import { distributionEnd, distributionNames, endOfLife, endOfLifeDataDate, isSupportListed } from "../data/endOfLife";
import { imageFacts } from "../data/images";
import { movedImage } from "../data/movedImages";
import { isNodeEndOfLife } from "../data/node";
import { type BaseImage, newestCycle, useTag } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { officialTagsDate } from "../stage/officialTable";
import { goneLine, tagState } from "../stage/officialTags";
import { isForDevelopment } from "../stage/purpose";
import { asListed } from "../stage/realTags";
import { isToldUnpublished } from "../stage/unpublished";
import type { Dockerfile, DockerfileRule, Facts, Finding, Span } from "../types";

export default {
  on: "Dockerfile",
  id: "end-of-life-image",
  title: "The base image gets no more security fixes",
  severity: "warning",
  category: "base-image",
  ofImage: true,
  practice: "supported-versions",
  why:
    "Past its last day of support, a distribution or a language gets no fixes, not even for vulnerabilities that are public, and the packages of a distribution may vanish from its mirrors. " +
    "Move to a supported release; paid extended support is the only exception. " +
    "So it is with a tag that the image is no longer built for: it stays what it was on its last day.",
  sources: ["https://endoflife.date"],
  bad: "FROM debian:9-slim",
  good: "FROM debian:13-slim",

  *check(file, facts) {
    const { today } = facts;
    const isDevelopment = isForDevelopment(file, facts);
    for (const image of pulledImages(file, facts)) {
      // That there is no such image to pull is told first.
      const isUntold = !isToldUnpublished(file, image, facts);
      const severity = isUntold ? (image.ships && !isDevelopment ? undefined : "info") : "hint";
      const product = judgeProduct(file, image, facts);
      if (product) yield { severity, ...product, ...(!isUntold && { severity }) };
      const distribution = judgeDistribution(file, image, facts);
      const { major } = image.node ?? {};
      // One reason to leave the image is enough for a warning.
      const isSaid =
        product !== undefined ||
        tagState(image.reference.name, image.reference.tag ?? "latest")?.state === "never" ||
        (major !== undefined && isNodeEndOfLife(major, today)) ||
        movedImage(image.reference.name, image.reference.tag, today)?.read === true;
      if (distribution) yield { ...distribution, severity: isSaid ? "hint" : severity };
      const left = isSaid || distribution ? undefined : judgeRelease(file, image, facts);
      if (left) yield left;
    }
  },
} satisfies DockerfileRule;

/** What the image is named after. */
function judgeProduct(file: Dockerfile, image: BaseImage, facts: Facts): Finding | undefined {
  const { today } = facts;
  const { name, reference, span } = image;
  const ended = name === "node" ? undefined : endOfLife(reference.name, reference.tag, today);
  if (!ended) return judgeLine(image, today);
  const newest = newestCycle(name, today, reference.tag);
  const advice = (newest ?? ended.newest) ? `; ${newest?.cycle ?? ended.newest} is supported` : "";
  return {
    span,
    message: `${productOf(name, ended.cycle)} has had no security fixes since ${ended.date}${ended.isByThen ? " at the latest" : ""}${advice} (data of ${endOfLifeDataDate})`,
    fixes: lineUpgrades(file, image, facts),
  };
}

/** Some names have the version in them: `ubi8`, `nodejs-12`. */
function productOf(name: string, cycle: string): string {
  const isTold = name.split(/\D+/).includes(cycle);
  return isTold ? name : `${name} ${cycle}`;
}

/** Where nobody tells ends of support: an official image whose whole major version is no longer built. */
function judgeLine({ name, reference, span }: BaseImage, today: string): Finding | undefined {
  const { tag } = reference;
  if (tag === undefined || isSupportListed(reference.name, tag) || movedImage(reference.name, tag, today))
    return undefined;
  const gone = goneLine(reference.name, tag);
  return (
    gone && {
      span,
      severity: "info",
      message: `No image of ${name} ${gone.line} is built any more, so that this one gets no security fixes; "${gone.newest}" is listed (data of ${officialTagsDate})`,
    }
  );
}

/** The distribution that a tag names beside the version of something else: `bullseye` in `20-bullseye-slim`. */
function judgeDistribution(file: Dockerfile, image: BaseImage, facts: Facts): Finding | undefined {
  const { name, reference } = image;
  const { family = "", distribution = "" } = imageFacts(reference.name, reference.tag);
  const end = distributionEnd(family, distribution, facts.today);
  const written = family === "alpine" ? family + distribution : distribution;
  if (!end?.ended || family === name || !reference.tag?.includes(written)) return undefined;
  return {
    span: spanOf(image, written),
    message: `${distributionNames[family]} ${distribution} has had no security fixes since ${end.date}, so its packages in this image have none either (data of ${endOfLifeDataDate})`,
    ...distributionUpgrade(file, image, facts),
  };
}

/** The same where it is the image alone that has left a distribution, which has support itself. */
function judgeRelease(file: Dockerfile, image: BaseImage, facts: Facts): Finding | undefined {
  const { name, reference } = image;
  const left = movedImage(reference.name, reference.tag, facts.today) ? undefined : leftBehind(image);
  if (!left) return undefined;
  const { system, word, release, next } = left;
  const tag = asListed(image, next, facts);
  return {
    span: spanOf(image, word),
    severity: "info",
    message: `${name} is no longer built on ${distributionNames[system]} ${release}, so that "${reference.tag}" stays as it is, without fixes; "${next}" gets them (data of ${officialTagsDate})`,
    fixes: useTag(file, image, tag, { optional: true }),
  };
}

function spanOf({ reference, span }: BaseImage, part: string): Span {
  const at = reference.tag?.indexOf(part) ?? -1;
  if (at < 0 || !reference.spans?.tag) return span;
  const start = reference.spans.tag.start + at;
  return { start, end: start + part.length };
}
