/** What a Dockerfile is for: rules about production stay silent in files for development and tests. */

import type { Dockerfile, Facts } from "../types";

const development =
  /(?:^|[^a-z])(?:dev|develop(?:ment)?|devcontainer|local|tests?|testing|testdata|fixtures|e2e|cypress|ci|debug(?:ger)?)(?:[^a-z]|$)/i;

/** Images that are made to work or to test in, not to run a service. */
const workbench =
  /^(?:mcr\.microsoft\.com\/(?:vscode\/)?devcontainers|cypress|cimg|circleci|gitpod|jenkins\/(?:inbound-)?agent)(?:\/|$)/;

/** Whether a path lies in a folder with material for tests: keys there open nothing, and images serve nobody. */
export function isTestMaterial(path: string): boolean {
  return /(?:^|\/)(?:__tests__|__fixtures__|__mocks__|tests?|testdata|test-data|fixtures|mocks)\//i.test(path);
}

/** Whether a Dockerfile lies in such a folder, of its build context or of the workspace. */
export function isForTests({ path = "", place = "" }: Pick<Facts, "path" | "place">): boolean {
  return isTestMaterial(path) || isTestMaterial(place);
}

/** Whether a stage is named after development or tests. */
export function isNameForDevelopment(name = ""): boolean {
  return development.test(name);
}

/** Whether the name of the file, its folder, its last stage or base image says that it is for development or tests. */
export function isForDevelopment({ final }: Dockerfile, { path = "", place }: Facts): boolean {
  return (
    development.test(path) ||
    isForTests({ place }) ||
    isNameForDevelopment(final?.name?.value) ||
    workbench.test(final?.base?.name ?? "")
  );
}
