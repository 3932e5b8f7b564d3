/** What a Dockerfile is for: rules about production stay silent in files for development and tests. */

import type { Dockerfile, Facts } from "../types";

const development =
  /(?:^|[^a-z])(?:dev|develop(?:ment)?|devcontainer|local|tests?|testing|testdata|fixtures|e2e|cypress|ci|debug(?:ger)?)(?:[^a-z]|$)/i;

/** Images that are made to work or to test in, not to run a service. */
const workbench =
  /^(?:mcr\.microsoft\.com\/(?:vscode\/)?devcontainers|cypress|cimg|circleci|gitpod|jenkins\/(?:inbound-)?agent)(?:\/|$)/;

/** Whether a stage is named after development or tests. */
export function isNameForDevelopment(name = ""): boolean {
  return development.test(name);
}

/** Whether the name of the file, its folder, its last stage or base image says that it is for development or tests. */
export function isForDevelopment({ final }: Dockerfile, { path = "" }: Facts): boolean {
  return development.test(path) || isNameForDevelopment(final?.name?.value) || workbench.test(final?.base?.name ?? "");
}
