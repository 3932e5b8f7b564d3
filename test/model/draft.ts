/** A stage of a generated Dockerfile while it is written: what it has and where, as the generator thinks. */

import path from "node:path/posix";
import type { ContextEntry } from "./context";
import type { Random } from "./random";

/** A stage while it is written. */
export interface Draft {
  readonly random: Random;
  readonly base: string;
  readonly lines: string[];
  readonly context: readonly ContextEntry[];
  /** What should be where, and whom it should belong to. */
  readonly files: Map<string, { readonly kind: "file" | "folder" | "link"; readonly uid: number }>;
  /** Links to folders, with where they lead. */
  readonly links: Map<string, string>;
  readonly accounts: { name: string; uid: number; group: string }[];
  /** Paths that it is about. */
  readonly paths: Set<string>;
  workdir: string;
  user: { readonly text: string; readonly uid: number; readonly home: string | undefined };
}

/** An absolute path as it may be written where the working directory is known. */
export function spelled({ random, workdir }: Draft, place: string): string {
  if (workdir !== "/" && place.startsWith(`${workdir}/`) && random.chance(0.7)) {
    const rest = place.slice(workdir.length + 1);
    return random.chance(0.3) ? `./${rest}` : rest;
  }
  return place;
}

/** A place that need not be there, in a folder that its user may write to. */
export function newPlace(draft: Draft): string {
  const { random, files, user, workdir } = draft;
  const mine = [...files].flatMap(([place, { kind, uid }]) =>
    kind === "folder" && (user.uid === 0 || uid === user.uid || place === "/tmp") && place !== "/" ? [place] : [],
  );
  const name = random.pick(["data", "logs", "cache", "lib", "dist", "out", "bin", "tmp", "x1", "my-app"]);
  if (user.uid === 0 && random.chance(0.3)) return random.pick(["/app", "/data", "/srv/app", "/opt/tool", "/usr/src/app", `/${name}`]);
  const links = [...draft.links].filter(([, target]) => mine.includes(target));
  if (links.length > 0 && random.chance(0.4)) {
    const [link, target] = random.pick(links);
    draft.paths.add(path.join(target, name));
    return path.join(link, name);
  }
  if (mine.includes(workdir) && random.chance(0.5)) return path.join(workdir, name);
  return path.join(mine.length > 0 ? random.pick(mine) : "/tmp", name);
}

/** Notes that something is made, with the folders that lead to it. */
export function note(draft: Draft, place: string, kind: "file" | "folder" | "link", uid: number): void {
  for (let at = path.dirname(place); at !== "/"; at = path.dirname(at)) {
    if (!draft.files.has(at)) draft.files.set(at, { kind: "folder", uid });
    draft.paths.add(at);
  }
  if (!(kind === "folder" && draft.files.has(place))) draft.files.set(place, { kind, uid });
  draft.paths.add(place);
}


/** Folders of base images that nobody moves or takes apart. */
export const baseFolders: ReadonlySet<string> = new Set(
  "/etc /home /home/node /lib /opt /srv /tmp /usr /usr/local /usr/local/bin /usr/src /var /var/lib".split(" "),
);
