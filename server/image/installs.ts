/** What install and the programs that create accounts do. */

import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, operands } from "../syntax/shell";
import { type Call, eachPath, placeOf } from "./calls";
import { type Effect, type Made, makeFolder, mayAdd, mayChange, perhaps } from "./changes";
import { modeOf } from "./modeBits";
import type { ImageEntry } from "./model";
import { groupOf, ownerNamed, readOwnership, root } from "./owners";

/** `install -d` makes folders, and sets owner and mode of those that are there. */
export function installs(call: Call): Effect[] {
  const { command, made } = call;
  const stage = call.instruction.stage;
  const owner = flagValue(command, "-o", "--owner");
  const group = flagValue(command, "-g", "--group");
  const mode = modeOf(flagValue(command, "-m", "--mode"), 0o755);
  if (!hasFlag(command, "-d", "--directory")) return inTarget(call);
  const folder: ImageEntry = {
    kind: "folder",
    owner: owner === undefined ? made.owner : ownerNamed(stage, owner),
    group: group === undefined ? made.group : (readOwnership(stage, `:${group}`).group ?? undefined),
    mode,
    by: call.instruction,
    source: undefined,
    target: undefined,
  };
  return eachPath(call, operands(command), (place) => ({
    places: [place],
    find: (path, before, after) => {
      if (path !== place) return makeFolder(place, { ...made, mode: 0o755 }).find(path, before, after);
      // One that is there keeps whom it belongs to, unless that is said.
      const there = before.at(place);
      if (there === "absent") return folder;
      // Of a link, what it leads to is changed.
      if (there && there.kind !== "folder") return { ...there, owner: undefined, group: undefined, mode: undefined };
      return {
        ...folder,
        owner: owner === undefined ? there?.owner : folder.owner,
        group: group === undefined ? there?.group : folder.group,
      };
    },
  }));
}

function inTarget(call: Call): Effect[] {
  const named = flagValue(call.command, "-t", "--target-directory");
  const target = named === undefined ? call.path(operands(call.command).at(-1)) : placeOf(call, named);
  return [target === undefined ? mayChange() : mayChange([target])];
}

/** An account gets a home folder of its own. */
export function homes(call: Call): Effect[] {
  const { command } = call;
  const isAdduser = command.name === "adduser";
  const isMade = isAdduser
    ? !hasFlag(command, "-H", "--no-create-home")
    : hasFlag(command, "-m", "--create-home") && !hasFlag(command, "-M", "--no-create-home");
  const name = isAdduser ? operands(command)[0]?.value : operands(command).at(-1)?.value;
  const given = flagValue(command, "-d", "--home-dir", ...(isAdduser ? ["-h", "--home"] : []));
  const place = given ?? (name === undefined ? undefined : `/home/${name}`);
  const etc: Effect = { ...mayAdd("/etc", "/var"), isRoots: true };
  if (!isMade) return isAdduser || given === undefined ? [etc] : [etc];
  if (place === undefined || !place.startsWith("/")) return [mayAdd("/")];
  const owner = name === undefined ? undefined : ownerNamed(call.instruction.stage, name);
  const made: Made = { owner, group: groupOf(call.instruction.stage, owner), mode: undefined, by: call.instruction };
  const at = resolvePath("/", place) as string;
  const folder = makeFolder(at, made, { ...made, owner: root, group: root, mode: 0o755 });
  const home: Effect = {
    ...folder,
    find: (path, before, after) => {
      const found = folder.find(path, before, after);
      return path === at && before.at(at) === "absent" ? { ...(found as ImageEntry), isHome: true } : found;
    },
  };
  return [isAdduser && hasFlag(command, "-S", "--system") ? perhaps(home) : home, addsSkeleton(at), etc];
}

/** A new home gets what lies in /etc/skel, where all names begin with a dot. */
function addsSkeleton(place: string): Effect {
  const { places, find } = mayAdd(place);
  return {
    places,
    find: (path, before, after) => (path.startsWith(`${place}/.`) ? find(path, before, after) : before.at(path)),
  };
}
