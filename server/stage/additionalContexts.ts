/** Build contexts besides the one that files are copied from: FROM and COPY --from take them by their names. */

import type { Facts } from "../types";

/** Whether the builds of the Dockerfile have an additional context of this name, which then is no image. */
export function isAdditionalContext({ context }: Facts, name: string): boolean {
  return context?.builds.some(({ contexts }) => contexts.some((it) => familiar(it) === familiar(name))) ?? false;
}

/** As Docker shortens the names of images, for contexts take their place: "node" for "docker.io/library/node:latest". */
function familiar(name: string): string {
  return name.replace(/^docker\.io\/(?:library\/)?/, "").replace(/:latest$/, "");
}
