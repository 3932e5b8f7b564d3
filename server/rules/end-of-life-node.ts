import { debianFor } from "../data/endOfLife";
import { isNodeEndOfLife, nodeLine, recommendedNode, releaseDataDate } from "../data/node";
import { nextLine, nodeFor } from "../node/nodeImage";
import { type BaseImage, newestTag, useTag } from "../stage/baseImage";
import { usedImages } from "../stage/copiedImages";
import type { Dockerfile, DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "end-of-life-node",
  title: "This release line of Node.js gets no more security fixes",
  severity: "warning",
  category: "base-image",
  practice: "supported-versions",
  why:
    "Past the last day of its release line, Node.js gets no fixes, not even for vulnerabilities that are public and known to attackers. " +
    "Move to a line in long-term support; the changelogs of the major versions between say what may have to change in the application.",
  sources: ["https://github.com/nodejs/release#release-schedule", "https://nodejs.org/en/about/previous-releases"],
  bad: "FROM node:14.21.3-bullseye-slim",
  // The fix goes to the newest version that the table knows, on the day of the tests.
  good: `FROM node:${recommendedNode("2026-11-23")?.version}-${debianFor(26, "2026-11-23")}-slim`,

  *check(file, facts) {
    for (const image of usedImages(file)) {
      const major = image.node?.major;
      const line = major === undefined ? undefined : nodeLine(major);
      if (!line || !isNodeEndOfLife(line.major, facts.today)) continue;
      const next = nextLine(file, facts.today)?.major;
      const advice = next === undefined ? "" : `; ${next} is in long-term support`;
      yield {
        span: image.span,
        message: `Node.js ${line.major || image.node?.version} has had no security fixes since ${line.end}${advice} (schedule as of ${releaseDataDate})`,
        severity: image.ships ? undefined : "info",
        fixes: upgrades(file, image, facts),
      };
    }
  },
} satisfies DockerfileRule;

/**
 * A new major version is a person's decision, unless package.json says that the application runs on it, and nothing
 * that it is developed with another one.
 */
function upgrades(file: Dockerfile, image: BaseImage, facts: Facts): Fix[] {
  const { today, project } = facts;
  const asked = project?.node !== undefined && recommendedNode(today, project.node) ? nodeFor(file, facts) : undefined;
  const allowed = asked && !isNodeEndOfLife(asked.major, today) ? asked : undefined;
  const target = allowed ?? nextLine(file, today);
  const tag = image.node && target && newestTag(image.node, target.major, today);
  return useTag(file, image, tag, { optional: !allowed }) ?? [];
}
