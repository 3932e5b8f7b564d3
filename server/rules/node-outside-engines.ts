import { canBeNode, recommendedNode, wantedNode } from "../data/node";
import { type BaseImage, baseImages, isVariable, newestTag, useTag } from "../stage/baseImage";
import type { DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "node-outside-engines",
  title: "The project does not run on this version of Node.js, as its package.json says",
  severity: "warning",
  category: "node",
  ofContext: true,
  why:
    "`engines.node` in `package.json` names the versions that the project is made for; others may lack what it uses, or have changed it. " +
    "pnpm and yarn refuse to install then, npm only warns. " +
    "Take a version of that range, or correct the range when the project has moved on.",
  sources: ["https://docs.npmjs.com/cli/v11/configuring-npm/package-json#engines"],
  bad: 'FROM node:20.20.2-bookworm-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]',
  good: `FROM node:${recommendedNode("2026-11-23", ">=22 <25")?.version}-bookworm-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]`,
  files: { "package.json": '{ "engines": { "node": ">=22 <25" } }' },

  *check(file, facts) {
    const range = facts.project?.node;
    // Who else than the one project of the context is built here cannot be told.
    if (range === undefined || file.stages.length === 0) return;
    for (const image of baseImages(file)) {
      const version = image.node?.version;
      if (version === undefined || !/^\d/.test(version) || canBeNode(version, range)) continue;
      yield {
        span: image.span,
        message: `${facts.project?.manifest} asks for Node.js ${range}, which ${version} is not`,
        severity: isVariable(image) ? "info" : undefined,
        fixes: fixes(file, image, facts, range),
      };
    }
  },
} satisfies DockerfileRule;

function fixes(file: Parameters<typeof useTag>[0], image: BaseImage, { today }: Facts, range: string): Fix[] {
  const major = wantedNode(today, { ranges: [range] })?.major;
  if (major === undefined || !image.node) return [];
  return useTag(file, image, newestTag(image.node, major, today)) ?? [];
}
