import { isNodeEndOfLife, lowestNode, nodeLine, releaseDataDate } from "../data/node";
import { type NodeMove, namesOfLine, nodeMove } from "../node/nodeMove";
import { type BaseImage, newestTag, pinNote, useTag } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { doubtOfPackages } from "../stage/otherPackages";
import { isToldUnpublished } from "../stage/unpublished";
import type { Dockerfile, DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "end-of-life-node",
  title: "This release line of Node.js gets no more security fixes",
  severity: "warning",
  category: "base-image",
  ofImage: true,
  practice: "supported-versions",
  why:
    "Past the last day of its release line, Node.js gets no fixes, not even for vulnerabilities that are public and known to attackers. " +
    "Move to a line in long-term support; the changelogs of the major versions between say what may have to change in the application.",
  sources: ["https://github.com/nodejs/release#release-schedule", "https://nodejs.org/en/about/previous-releases"],
  bad: "FROM node:14.21.3-bullseye-slim",
  // The fix goes to the newest version that the table knows, on the day of the tests.
  get good() {
    // Only what shows the page asks for it.
    return `FROM node:${lowestNode("2026-11-23", 14, {})?.version}-bookworm-slim`;
  },

  *check(file, facts) {
    for (const image of pulledImages(file, facts)) {
      const major = image.node?.major;
      const line = major === undefined ? undefined : nodeLine(major);
      if (!line || !isNodeEndOfLife(line.major, facts.today)) continue;
      const move = nodeMove(file, image, facts);
      const advice = move ? `; ${move.major} is in long-term support` : "";
      const fixes = upgrades(file, image, move, facts);
      yield {
        span: image.span,
        message: `Node.js ${line.major || image.node?.version} has had no security fixes since ${line.end}${line.major === 0 ? " at the latest" : ""}${advice} (schedule as of ${releaseDataDate})`,
        // That there is no such image to pull is told first.
        severity: isToldUnpublished(file, image, facts) ? "hint" : image.ships ? undefined : "info",
        fixes,
        note: fixes.length === 0 ? pinNote(file, image) : undefined,
      };
    }
  },
} satisfies DockerfileRule;

/**
 * A new major version is a person's decision, unless package.json says that the application runs on it, and nothing
 * that it is developed with another one.
 */
function upgrades(file: Dockerfile, image: BaseImage, move: NodeMove | undefined, facts: Facts): Fix[] {
  const tag = move && newestTag(file, image, move.major, facts);
  const doubt = move?.doubt ?? (tag && doubtOfPackages(file, image, tag));
  const after = namesOfLine(file, image.node?.major ?? 0, facts);
  return useTag(file, image, tag, { ...(doubt !== undefined && { optional: true, doubt }), after }) ?? [];
}
