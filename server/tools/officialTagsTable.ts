/**
 * Makes `official-tags.json` of `sources/official-tags.json`: the tags of an image by their shapes, and for each place
 * of a version in a shape the ranges of versions that stood there.
 */
import { compareVersions, shapeOf } from "../stage/tagShape";
import { shortened } from "../stage/versionList";

/** The source. */
export interface OfficialTagFacts {
  readonly source: string;
  readonly asOf: string;
  readonly images: Readonly<Record<string, Source>>;
}

interface Source {
  /** Rest of a tag -> the versions before it; under "=" whole tags. */
  readonly ever: Readonly<Record<string, string>>;
  readonly now?: string;
  readonly young?: string;
}

/** Images by name, in the order of their names. */
export function officialTagsTable({ images }: OfficialTagFacts): Record<string, object> {
  const names = Object.keys(images).sort();
  return Object.fromEntries(names.map((name) => [name, rowOf(images[name] as Source)]));
}

function rowOf({ ever, now, young }: Source): object {
  const shapes = new Map<string, Set<string>[]>();
  const live = new Set<string>();
  const current = new Set<string>();
  const all = new Set<string>();
  for (const [rest, texts] of Object.entries(ever)) {
    for (const text of texts.split(" ")) {
      const { shape, versions } = shapeOf(rest === "=" ? text : text + rest);
      const places = shapes.get(shape) ?? versions.map(() => new Set<string>());
      shapes.set(shape, places);
      for (const [index, version] of versions.entries()) {
        places[index]?.add(version);
        all.add(version);
      }
    }
  }
  for (const tag of now?.split(" ") ?? []) {
    const { shape, versions } = shapeOf(tag);
    live.add(shape);
    for (const version of versions) if (all.has(version)) current.add(version);
  }
  const versions = [...all].sort(compareVersions);
  const placeOf = new Map(versions.map((version, index) => [version, index]));
  const rangesOf = (some: ReadonlySet<string>) => ranges([...some].map((version) => placeOf.get(version) ?? 0));
  const groups = new Map<string, string[]>();
  for (const shape of [...shapes.keys()].sort()) {
    const key = (shapes.get(shape) ?? []).map(rangesOf).join("|");
    groups.set(key, [...(groups.get(key) ?? []), live.has(shape) ? shape : `~${shape}`]);
  }
  return {
    versions: shortened(versions),
    now: now === undefined ? undefined : rangesOf(current),
    young,
    shapes: Object.fromEntries([...groups].map(([key, group]) => [key, group.join(" ")])),
  };
}

/** Places in a list as ranges: "a 1f-3" is one place, and another with the three behind it; in base 36. */
function ranges(places: readonly number[]): string {
  const found: [start: number, more: number][] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last && last[0] + last[1] + 1 === place) last[1]++;
    else found.push([place, 0]);
  }
  return found.map(([start, more]) => start.toString(36) + (more > 0 ? `-${more.toString(36)}` : "")).join(" ");
}
