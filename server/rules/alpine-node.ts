import { debianFor } from "../data/endOfLife";
import { newestNode, recommendedNode } from "../data/node";
import { type BaseImage, baseImages, composeTag, retag } from "../stage/baseImage";
import { pulledBases } from "../stage/copiedImages";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "alpine-node",
  title: "Node.js on Alpine is an unofficial build for another C library",
  severity: "hint",
  category: "base-image",
  why:
    "Alpine has musl instead of glibc, for which the Node.js project makes no official builds and tests less; native modules are compiled anew or fail, and name resolution and speed may differ. " +
    "It is small, and fine when that is what you have chosen; the slim Debian image is nearly as small and the best tested.",
  sources: [
    "https://github.com/nodejs/docker-node#nodealpine",
    "https://github.com/nodejs/node/blob/main/BUILDING.md#platform-list",
  ],
  bad: "FROM node:24.1.0-alpine\nCOPY server.js .\n",
  good: "FROM node:24.1.0-slim\nCOPY server.js .\n",

  *check(file, facts) {
    const { today } = facts;
    for (const image of pulledBases(file, facts)) {
      if (!image.node?.alpine || !image.stage.ships) continue;
      yield { span: image.span, fixes: toDebian(file, today) };
    }
  },
} satisfies DockerfileRule;

/** All stages move together, or native modules would not load; undefined when one of them relies on Alpine. */
function toDebian(file: Dockerfile, today: string): Fix[] | undefined {
  if (file.instructions.some((instruction) => commandsIn(instruction).some((command) => runs(command, ...ofAlpine)))) {
    return undefined;
  }
  const edits = baseImages(file)
    .filter(({ node }) => node?.alpine)
    .map((image) => retag(file, image, debianTag(image, today)));
  const known = edits.filter((edit) => edit !== undefined);
  const isWhole = known.length === edits.length && new Set(known.map(({ start }) => start)).size === known.length;
  // What others install is written for the distribution that is there.
  const isFirst = true;
  return isWhole
    ? [{ title: "Use the slim Debian image", safe: false, optional: true, isFirst, edits: known }]
    : undefined;
}

/** Programs that Debian lacks or whose options differ. */
const ofAlpine = ["apk", "adduser", "addgroup", "su-exec", "ash", "setup-timezone"];

function debianTag({ node, stage }: BaseImage, today: string): string {
  const { version, major = recommendedNode(today)?.major } = node ?? {};
  // Only tags that are still built are sure to exist for the Debian of today.
  const isBuilt =
    version === undefined || /^\d+$/.test(version) || !/^\d/.test(version) || version === newestNode(major ?? 0);
  const distribution = isBuilt && major !== undefined ? debianFor(major, today) : undefined;
  return composeTag({ version, distribution, slim: stage.ships });
}
