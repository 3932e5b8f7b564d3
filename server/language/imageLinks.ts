/** Where images are described: the pages behind FROM, COPY --from and the syntax directive. */

import { officialName } from "../data/images";
import { usedImages } from "../stage/copiedImages";
import { parseReference } from "../syntax/image";
import type { Dockerfile, ImageReference, Span } from "../types";

export interface ImageLink extends Span {
  readonly address: string;
  readonly title: string;
}

/** In order of kind. Images whose names depend on something unknown have none. */
export function imageLinks(file: Dockerfile): readonly ImageLink[] {
  const directives = file.directives.filter(({ name }) => name === "syntax");
  const links = [
    ...directives.map(({ value, valueSpan }) => linkOf(parseReference(value), valueSpan)),
    ...usedImages(file).map(({ reference, word }) => linkOf(reference, word)),
  ];
  const places = new Set<number>();
  return links.flatMap((link) => {
    if (!link || places.has(link.start)) return [];
    places.add(link.start);
    return [link];
  });
}

function linkOf(reference: ImageReference, { start, end }: Span): ImageLink | undefined {
  const address = pageOf(reference);
  return address === undefined ? undefined : { start, end, address, title: `What ${reference.name} is` };
}

/** The page of an image, by the registry that it lies in; undefined for one that has no pages. */
function pageOf({ name, registry, error, text }: ImageReference): string | undefined {
  if (error !== undefined || text === "scratch") return undefined;
  const path = registry === undefined ? name : name.slice(registry.length + 1);
  if (!/^[a-z0-9._/-]+$/.test(path)) return undefined;
  const official = officialName(name);
  if (!official.includes("/")) return `https://hub.docker.com/_/${official}`;
  if (registry === undefined || /^(?:(?:registry-1\.|index\.)?docker\.io)$/.test(registry)) {
    return `https://hub.docker.com/r/${name.replace(/^(?:(?:registry-1\.|index\.)?docker\.io\/)/, "")}`;
  }
  const page = pages[registry];
  return page && page + path;
}

const pages: Readonly<Record<string, string | undefined>> = {
  "quay.io": "https://quay.io/repository/",
  "mcr.microsoft.com": "https://mcr.microsoft.com/artifact/mar/",
  "public.ecr.aws": "https://gallery.ecr.aws/",
  "gcr.io": "https://gcr.io/",
  "ghcr.io": "https://ghcr.io/",
};
