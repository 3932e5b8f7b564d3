/** The release that the tag of a line stands for: `python:3.12-slim` is `3.12.13-slim`. */

import { fullVersion } from "./officialTags";

/** Images whose codenames are versions. */
export const distributions: ReadonlySet<string> = new Set([
  "alpine",
  "amazonlinux",
  "centos",
  "debian",
  "fedora",
  "ubuntu",
]);

/**
 * The newest tag of an official image that the table lists for the line of a tag; undefined where it names a release
 * already, and for distributions, whose releases change by security fixes alone.
 */
export function releaseTag(name: string, tag: string | undefined): string | undefined {
  return tag === undefined || distributions.has(name) ? undefined : fullVersion(name, tag);
}
