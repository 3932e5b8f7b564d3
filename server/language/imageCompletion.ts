/** The images and tags that the tables know, for whoever types one. */

import { endOfLife } from "../data/endOfLife";
import { listedImages, listedTags } from "../data/imageRows";
import { officialName } from "../data/images";
import { parseTag } from "../data/imageTags";
import type { Span } from "../types";
import type { Offer, Offers } from "./offers";

/** Others that are common, and whose tags no table lists. */
const others =
  "scratch oven/bun denoland/deno gcr.io/distroless/static-debian12 gcr.io/distroless/base-debian12 " +
  "gcr.io/distroless/cc-debian12 gcr.io/distroless/nodejs22-debian12 gcr.io/distroless/python3-debian12 " +
  "gcr.io/distroless/java21-debian12 mcr.microsoft.com/dotnet/sdk mcr.microsoft.com/dotnet/aspnet " +
  "mcr.microsoft.com/dotnet/runtime nginxinc/nginx-unprivileged";

/** After every end that is known. */
const atLast = "9999-12-31";

/**
 * Images, or behind a colon the tags of one, the newest first.
 * @param typed as far as the reference is typed. @param span of all of it that is there, as far as it goes. @param today as an ISO date.
 */
export function imageOffers(typed: string, span: Span, today: string): Offers {
  const colon = typed.lastIndexOf(":");
  if (typed.includes("@")) return { span, offers: [] };
  if (colon > typed.lastIndexOf("/")) {
    const name = typed.slice(0, colon);
    return { span: { start: span.start + colon + 1, end: span.end }, offers: tagOffers(name, today), tagsOf: name };
  }
  const names = [...listedImages(), ...others.split(" ")].sort();
  return { span, offers: names.map((label) => ({ label, kind: "image" })) };
}

function tagOffers(image: string, today: string): Offer[] {
  const name = officialName(image);
  const tags = [...new Set(listedTags(name))].filter((tag) => !/-20\d{6}/.test(tag));
  return tags
    .map((tag) => ({ tag, key: orderOf(name, tag) }))
    .sort((one, other) => compare(one.key, other.key))
    .map(({ tag }) => ({ label: tag, kind: "value", detail: supportOf(name, tag, today) }));
}

/** Newer versions first; of one version the plain tag first. */
function orderOf(name: string, tag: string): { version: readonly number[]; words: number; tag: string } {
  const { version = "" } = parseTag(name, tag);
  const numbers = version === "" ? [] : version.split(".").map(Number);
  return { version: numbers, words: tag.split("-").length, tag };
}

function compare(one: ReturnType<typeof orderOf>, other: ReturnType<typeof orderOf>): number {
  for (let at = 0; at < Math.max(one.version.length, other.version.length); at++) {
    // What moves on with its line stands before what it may be: 24 before 24.1; what names no version stands last.
    const [a, b] = [one.version[at], other.version[at]];
    if (a === b) continue;
    if (a === undefined) return at === 0 ? 1 : -1;
    if (b === undefined) return at === 0 ? -1 : 1;
    return b - a;
  }
  return one.words - other.words || (one.tag < other.tag ? -1 : 1);
}

function supportOf(name: string, tag: string, today: string): string | undefined {
  const date = endOfLife(name, tag, atLast)?.date;
  if (date === undefined) return undefined;
  return date < today ? `support ended ${date}` : `supported until ${date}`;
}
