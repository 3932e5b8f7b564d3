/**
 * What is written through a link lands elsewhere. A change whose place lies behind a link, or is one, makes that other
 * place unknown, besides what it does at the place that it names.
 */

import { isWithin } from "../util/paths";
import type { Change } from "./model";

/** Where links may lead that are made in a stage, by their path; undefined for what nobody has looked at. */
export type Links = Map<string, string | undefined>;

/** Changes in their order, with what they do behind links. @param links those that are there before; new ones are added. */
export function throughLinks(changes: readonly Change[], links: Links): Change[] {
  return changes.map((change) => {
    const led = behindLinks(change, links);
    for (const { place, target } of change.links ?? []) links.set(place, target);
    return led;
  });
}

function behindLinks(change: Change, links: Links): Change {
  const { places } = change;
  if (links.size === 0 || !places) return change;
  const reached = places.map((place) => reachedBy(place, links));
  if (places.every((place, index) => reached[index] === place)) return change;
  const others = reached.filter((place) => place !== undefined);
  const mayBeLinks = new Set(places.flatMap((place) => firstLink(place, links) ?? []));
  const isNamed = (path: string) => places.some((place) => isWithin(path, place) || isWithin(place, path));
  return {
    ...change,
    places: others.length < reached.length ? undefined : [...places, ...others],
    find: (path, before, after) => {
      if (isNamed(path)) {
        const found = change.find(path, before, after);
        // What was taken for a folder, since something is in it, may still be the link to one.
        const isGuess = mayBeLinks.has(path) && found && found !== "absent" && before.at(path) === undefined;
        const told = isGuess ? { ...found, kind: undefined } : found;
        // What is there already, where the link leads, may stay as it is: `install -d`.
        const target = reachedBy(path, links);
        const isThere = target !== undefined && target !== path && before.at(target) !== "absent";
        return isThere && told && told !== "absent"
          ? { ...told, owner: undefined, group: undefined, mode: undefined }
          : told;
      }
      const isSafe = others.length === reached.length && !others.some((place) => isWithin(path, place));
      return isSafe ? before.at(path) : undefined;
    },
  };
}

/** Where a path leads once all links on its way are followed; undefined when that is not known. */
function reachedBy(path: string, links: Links): string | undefined {
  let whole = path;
  for (let followed = 0; followed < 8; followed++) {
    const link = firstLink(whole, links);
    if (link === undefined) return whole;
    const target = links.get(link);
    if (target === undefined) return undefined;
    whole = (target === "/" ? "" : target) + whole.slice(link.length) || "/";
  }
  return undefined;
}

function firstLink(path: string, links: Links): string | undefined {
  for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
    const part = end < 0 ? path : path.slice(0, end);
    if (links.has(part)) return part;
    if (end < 0) return undefined;
  }
}
