/** Where images are asked for. */

import type { ImageReference } from "../types";
import { isLoopback } from "./loopback";

/** The repository of an image, and where it is asked for. */
export interface Place {
  readonly origin: URL;
  readonly repository: string;
  /** It is of Docker Hub, which may have mirrors. */
  readonly isHub: boolean;
}

/** Where the repository of an image is; undefined for what is no name of one. */
export function placeOf({ text, registry, error }: ImageReference): Place | undefined {
  if (error !== undefined) return undefined;
  const isHub = registry === undefined || /^(?:index\.)?docker\.io$/.test(registry);
  const path = registry === undefined ? text : text.slice(registry.length + 1);
  const repository = (path.split("@", 1)[0] ?? "").split(":", 1)[0] ?? "";
  const host = isHub ? "registry-1.docker.io" : registry;
  if (!URL.canParse(`https://${host}`)) return undefined;
  const url = new URL(`https://${host}`);
  const origin = isLoopback(url) ? new URL(`http://${host}`) : url;
  return { origin, isHub, repository: isHub && !repository.includes("/") ? `library/${repository}` : repository };
}

/** A digest without a tag stands for itself. */
export function tagOf({ tag, digest }: ImageReference): string {
  return tag ?? digest ?? "latest";
}
