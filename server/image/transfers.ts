/** What cp, mv and ln do. */

import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, operands } from "../syntax/shell";
import type { Command, Word } from "../types";
import { baseName } from "../util/paths";
import { type Call, globbed, isGlob, placeOf } from "./calls";
import { type Effect, type Made, mayAdd, mayChange, put, remove } from "./changes";
import { type ImageEntry, joined, parentOf } from "./model";
import { isSame } from "./owners";

export function transfers(call: Call, isMove: boolean): Effect[] {
  const { command } = call;
  const words = operands(command);
  const named = flagValue(command, "-t", "--target-directory");
  const sources = named === undefined ? words.slice(0, -1) : words;
  const targetWord = words.at(-1);
  const target = named === undefined ? call.path(targetWord) : placeOf(call, named);
  const paths = sources.map((word) => call.path(word));
  if (target === undefined) return [isMove ? mayChange() : mayAdd("/")];
  const keeps = isMove || hasFlag(command, "-a", "-p", "--archive", "--preserve");
  const effects: Effect[] = [];
  const isDeep = isMove || hasFlag(command, "-r", "-R", "-a", "--recursive", "--archive");
  for (const [index, source] of paths.entries()) {
    // All that lies in a folder: `src/.`.
    if (source !== undefined && isContents(sources[index] as Word, command)) {
      effects.push(mayChange([target]));
    } else if (source === undefined) {
      effects.push(mayChange([target]));
      const lead = globbed(call, sources[index] as Word, mayChange);
      if (isMove) effects.push(lead);
    } else
      effects.push(
        transfer(
          source,
          target,
          keeps,
          isDeep,
          call.made,
          (targetWord?.value ?? "").endsWith("/") || named !== undefined,
          isMove,
        ),
      );
  }
  if (isMove) for (const source of paths) if (source !== undefined) effects.push(remove(source));
  return effects;
}

function isContents({ value = "" }: Word, command: Command): boolean {
  return /(?:^|\/)\.{1,2}\/?$/.test(value) || hasFlag(command, "-T", "--no-target-directory");
}

/** One source goes to a place, or into the folder that stands there. */
function transfer(
  source: string,
  target: string,
  keeps: boolean,
  isDeep: boolean,
  made: Made,
  into: boolean,
  isMove: boolean,
): Effect {
  const inner = joined(target, baseName(source));
  return {
    places: [target],
    find: (path, before) => {
      const there = before.at(target);
      const isFolder = into || (there !== "absent" && there?.kind === "folder");
      const from = before.at(source);
      if (
        (!isFolder && (there === undefined || (there !== "absent" && there.kind !== "file"))) ||
        !from ||
        from === "absent"
      ) {
        return mayChange([target]).find(path, before, before);
      }
      const place = isFolder ? inner : target;
      const inside = path === place ? "" : path.startsWith(`${place}/`) ? path.slice(place.length + 1) : undefined;
      if (inside === undefined) return before.at(path);
      if (/^\.\.?$|\/\.\.?$/.test(source) || from.kind === "link" || from.kind === undefined) return undefined;
      if (from.kind === "folder" && !isDeep) return before.at(path);
      const found = before.at(joined(source, inside));
      const old = before.at(path);
      if (found === "absent") return from.kind === "folder" ? old : "absent";
      if (!found) return undefined;
      if (keeps) return kept(found, made, isMove);
      if (old !== "absent") return old && { ...old, owner: old.owner, source: found.source };
      // Whether a copy gets the bits above those of access differs from one cp to the next: of GNU, no file does.
      const isPlain = found.mode !== undefined && (found.mode & 0o7000) === 0;
      const mode = isPlain ? (found.mode as number) & ~0o022 : undefined;
      return { ...found, owner: made.owner, group: made.group, mode, by: made.by };
    },
  };
}

/**
 * What `cp -a` and `mv` make of an entry. Only root gives files away: what others copy is theirs, and so is a folder of a
 * lower layer that they move, since it cannot be renamed.
 */
function kept(found: ImageEntry, { owner, group, by }: Made, isMove: boolean): ImageEntry {
  if (owner?.id === 0 || (isMove && found.kind === "file")) return { ...found, by };
  const isPlain = found.mode !== undefined && (found.mode & 0o7000) === 0;
  const isOwn = !isMove || isSame(found.owner, owner) === true;
  return {
    ...found,
    owner: isOwn ? owner : undefined,
    group: isSame(found.group, group) ? group : undefined,
    mode: isPlain ? found.mode : undefined,
    by,
  };
}

export function links(call: Call): Effect[] {
  const { command } = call;
  const [target, place, more] = operands(command);
  if (
    !hasFlag(command, "-s", "--symbolic") ||
    !target ||
    !place ||
    more ||
    target.value === undefined ||
    isGlob(target)
  ) {
    return [mayChange()];
  }
  const at = call.path(place);
  if (at === undefined) return [mayAdd("/")];
  const isDirect = hasFlag(command, "-n", "-T", "--no-dereference", "--no-target-directory");
  const value = target.value;
  const inner = joined(at, baseName(value));
  return [
    {
      places: [at],
      links: [at, inner].map((one) => ({ place: one, target: resolvePath(parentOf(one), value) })),
      find: (path, before, after) => {
        const there = before.at(at);
        const isFolder = place.value?.endsWith("/") || (there !== "absent" && there?.kind === "folder");
        if (!isFolder && (there === undefined || (there !== "absent" && there.kind === "link" && !isDirect))) {
          return mayChange([at]).find(path, before, after);
        }
        const put1 = isFolder ? inner : at;
        const folder = put1.slice(0, put1.lastIndexOf("/")) || "/";
        const entry: ImageEntry = {
          kind: "link",
          owner: call.made.owner,
          group: call.made.group,
          mode: undefined,
          by: call.instruction,
          source: undefined,
          target: resolvePath(folder, value),
        };
        return put(put1, entry, call.made).find(path, before, after);
      },
    },
  ];
}
