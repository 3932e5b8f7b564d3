import { canBeNode, lowestNode, wantedNode } from "../data/node";
import { namesOfLine, riskOfMove } from "../node/nodeMove";
import { type BaseImage, isVariable, newestTag, pinNote, useTag } from "../stage/baseImage";
import { pulledBases } from "../stage/copiedImages";
import { doubtOfPackages } from "../stage/otherPackages";
import type { Dockerfile, DockerfileRule, Facts, Finding } from "../types";

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
  get good() {
    // Only what shows the page asks for it.
    return `FROM node:${lowestNode("2026-11-23", 20, { ranges: [">=22 <25"] })?.version}-bookworm-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]`;
  },
  files: { "package.json": '{ "engines": { "node": ">=22 <25" } }' },

  *check(file, facts) {
    const range = facts.project?.node;
    // Who else than the one project of the context is built here cannot be told.
    if (range === undefined || file.stages.length === 0) return;
    for (const image of pulledBases(file, facts)) {
      const version = image.node?.version;
      if (version === undefined || !/^\d/.test(version) || canBeNode(version, range)) continue;
      yield {
        span: image.span,
        message: `${facts.project?.manifest} asks for Node.js ${range}, which ${version} is not`,
        severity: isVariable(image) ? "info" : undefined,
        ...remedy(file, image, facts, range),
      };
    }
  },
} satisfies DockerfileRule;

/** No further than it has to: the lowest line that is supported, upwards if there is one. */
function remedy(file: Dockerfile, image: BaseImage, facts: Facts, range: string): Pick<Finding, "fixes" | "note"> {
  const { today } = facts;
  const wish = { ranges: [range] };
  const from = image.node?.major ?? 0;
  const line = lowestNode(today, from, wish) ?? lowestNode(today, 0, wish) ?? wantedNode(today, wish);
  const tag = line && newestTag(file, image, line.major, facts);
  const doubt = line && tag && (riskOfMove(file, from, line.major, facts) ?? doubtOfPackages(file, image, tag));
  const after = namesOfLine(file, from, facts);
  const fixes = useTag(file, image, tag, { ...(doubt !== undefined && { optional: true, doubt }), after }) ?? [];
  return { fixes, note: fixes.length === 0 ? pinNote(file, image) : undefined };
}
