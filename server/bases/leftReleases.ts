/** Tags of official images for a release of a distribution that has support, which the image is no longer built for. */

import { cyclesOf } from "../data/endOfLife";
import { parseTag } from "../data/imageTags";
import type { BaseImage } from "../stage/baseImage";
import { isBuilt, isListed, type Row, rowOf } from "../stage/officialTable";
import { compareVersions, shapeOf } from "../stage/tagShape";

/** A tag that stands for the newest version of a line, and gets none any more. */
interface LeftBehind {
  /** "alpine" */
  readonly system: string;
  /** "alpine3.22", as the tag has it. */
  readonly word: string;
  /** "3.22", "bookworm" */
  readonly release: string;
  /** The tag for the next release that the image was built for on the day of the table. */
  readonly next: string;
}

/**
 * What is left behind of a tag, as the table of official tags tells for certain: it was listed and was none of the day,
 * while the same tag for a younger release of the same distribution was one. Distributions come back for no image.
 * undefined for all else, for tags of one version, and where a digest counts.
 */
export function leftBehind({ name, reference }: Pick<BaseImage, "name" | "reference">): LeftBehind | undefined {
  const { tag, digest } = reference;
  const row = rowOf(reference.name);
  if (!row || tag === undefined || digest !== undefined) return undefined;
  const { system, release } = parseTag(name, tag);
  const found = shapeOf(tag);
  if (system === undefined || release === undefined || system === name) return undefined;
  if (!isListed(row, found) || isBuilt(row, tag, found) || !moves(row, tag)) return undefined;
  const written = system === "alpine" ? `alpine${release}` : release;
  const words = tag.split("-");
  if (words.filter((word) => word === written).length !== 1) return undefined;
  const next = [...row.liveWords]
    .flatMap((word) => {
      const other = parseTag(name, word);
      const isYounger =
        other.system === system && other.release !== undefined && isAfter(system, other.release, release);
      return isYounger && word.endsWith(other.release ?? "") ? [{ word, release: other.release ?? "" }] : [];
    })
    .sort((one, other) => (isAfter(system, one.release, other.release) ? 1 : -1))
    .map(({ word }) => words.map((own) => (own === written ? word : own)).join("-"))
    .find((other) => isListed(row, shapeOf(other)) && isBuilt(row, other, shapeOf(other)));
  return next === undefined ? undefined : { system, word: written, release, next };
}

/** Whether a tag stood for more than one version in its time: `1.26-alpine3.22`, and not `1.26.1-alpine3.22`. */
function moves({ shapes }: Row, tag: string): boolean {
  const { shape, versions } = shapeOf(tag);
  const [version] = versions;
  if (version === undefined) return true;
  return [...(shapes.get(shape)?.[0] ?? [])].some((other) => other.startsWith(`${version}.`));
}

/** Whether a release of a distribution came after another one. */
function isAfter(system: string, one: string, other: string): boolean {
  if (system === "alpine") return compareVersions(one, other) > 0;
  const names = cyclesOf(system).map(({ codename }) => codename);
  return names.includes(other) && names.indexOf(one) > names.indexOf(other);
}
