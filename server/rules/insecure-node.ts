import { isNodeEndOfLife, type MissingFixes, missingSecurityFixes, nodeDataDate } from "../data/node";
import { type BaseImage, newestTag, pinNote, useTag } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { doubtOfPackages } from "../stage/otherPackages";
import type { DockerfileRule, Finding } from "../types";

export default {
  on: "Dockerfile",
  id: "insecure-node",
  title: "This version of Node.js lacks security fixes that newer ones of its line have",
  severity: "warning",
  category: "base-image",
  practice: "supported-versions",
  why:
    "Every few weeks a release of each line mends vulnerabilities that are public from that day on. " +
    "Within a release line an upgrade keeps what the application relies on, so take the newest version of it.",
  sources: ["https://nodejs.org/en/blog/vulnerability", "https://github.com/nodejs/security-wg/tree/main/vuln"],
  bad: "FROM node:20.9.0-bookworm-slim",
  good: "FROM node:20.20.2-bookworm-slim",

  *check(file, facts) {
    for (const image of pulledImages(file, facts)) {
      const version = image.node?.version;
      const missing = version && missingSecurityFixes(/^\d+\.\d+$/.test(version) ? `${version}.9999` : version);
      if (!missing) continue;
      const tag = newestTag(file, image, image.node?.major ?? -1, facts);
      // Where no image of the new version is built on the same release of the distribution.
      const doubt = tag && doubtOfPackages(file, image, tag);
      yield {
        span: image.span,
        message: `Node.js ${version} lacks ${describe(missing)}; ${missing.all} has ${missing.count === 1 ? "it" : "them all"} (CVEs as of ${nodeDataDate})`,
        // That its line has ended is reason enough to leave it, and said already.
        severity: severityOf(missing, image, facts.today),
        fixes: useTag(file, image, tag, doubt === undefined ? {} : { optional: true, doubt }),
        note: pinNote(file, image) ?? list(missing),
      };
    }
  },
} satisfies DockerfileRule;

/** A fix that no advisory tells of yet is no more than that. */
function severityOf({ worst, cves }: MissingFixes, image: BaseImage, today: string): Finding["severity"] {
  if (isNodeEndOfLife(image.node?.major ?? -1, today)) return "hint";
  return image.ships && (worst !== "unknown" || cves.length > 0) ? undefined : "info";
}

function describe({ count, worst }: MissingFixes): string {
  const fixes = count === 1 ? "a security fix" : `${count} security fixes`;
  if (worst === "unknown") return fixes;
  return count === 1 ? `${fixes} of ${worst} severity` : `${fixes}, the worst of them ${worst}`;
}

const mostListed = 40;

function list({ cves }: MissingFixes): string | undefined {
  if (cves.length === 0) return undefined;
  const more = cves.length > mostListed ? ` and ${cves.length - mostListed} more` : "";
  return `Missing: ${cves.slice(0, mostListed).join(", ")}${more}.`;
}
