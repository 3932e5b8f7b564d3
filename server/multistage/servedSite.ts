/** What rules report about a container that only serves a built front end. */

import { isTrusted } from "../instructions/trust";
import { frontendOf, usesDockerFrontend } from "../syntax/frontend";
import type { Dockerfile, Facts, Finding, Fix, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { isReason, type Reason } from "../util/reason";
import { carryOut } from "./policy";
import { sitePlan } from "./sitePolicy";
import { type SiteServer, siteServer } from "./staticSite";

/** What serves a site now, and the fix that makes nginx serve it, or why there is none. */
interface ServedSite extends SiteServer {
  readonly fix: Fix | Reason;
}

/** The server of files that the final stage starts; undefined when it starts anything else. */
export const servedSite = memoizeFor((file: Dockerfile, facts: Facts): ServedSite | undefined => {
  const stage = file.final;
  const server = stage && siteServer(file, stage, facts);
  return server && { ...server, fix: fixFor(file, stage, server, facts) };
});

/** What a finding about the server offers: the fix, or a note on why there is none. */
export function fixesOf({ fix, name }: ServedSite): Pick<Finding, "fixes" | "note"> {
  if (!isReason(fix)) return { fixes: [fix] };
  return {
    fixes: [],
    note: `nginx could send these files instead of ${name}; that is left to you because ${fix.reason}.`,
  };
}

function fixFor(file: Dockerfile, stage: Stage, { site, isForDevelopment }: SiteServer, facts: Facts): Fix | Reason {
  if (isReason(site)) return site;
  if (!usesDockerFrontend(file) || (frontendOf(file)?.minor ?? 4) < 4) {
    return { reason: "the syntax directive names a version without heredocs" };
  }
  if (!isTrusted("docker.io", facts)) return { reason: "the project does not trust images of docker.io" };
  if (stage.parent || stage.base?.name !== "node") return { reason: "its stage does not start from the image node" };
  const plan = sitePlan(file, stage, site, facts);
  if (isReason(plan)) return plan;
  const isComposed = facts.context?.builds.some(({ kind }) => kind === "compose") ?? false;
  // A compose file may give variables to a development server, which are of no use to what is built already.
  const optional = site.port < 1024 || (isForDevelopment && isComposed) || undefined;
  return {
    title: "Serve the built files by an unprivileged nginx",
    safe: false,
    optional,
    rewrites: true,
    edits: [carryOut(file, stage, plan)],
  };
}
