/** What a Dockerfile is for: rules about production stay silent in files for development and tests. */

import type { Dockerfile, Facts } from "../types";

const development = /(?:^|[^a-z])(?:dev|develop|development|devcontainer|local|test|tests|testing|e2e|ci)(?:[^a-z]|$)/i;

/** Whether the name of the file, its folder or its last stage says that the image is for development or tests. */
export function isForDevelopment(file: Dockerfile, { path = "" }: Facts): boolean {
  return development.test(path) || development.test(file.final?.name?.value ?? "");
}
