/**
 * What common base images hold at the start: the folders that every distribution has, and what surely is not there.
 * Source: the images themselves.
 */

import { officialName } from "../data/images";
import { baseFacts } from "../stage/users";
import type { Stage } from "../types";
import { type Found, type ImageEntry, isWithin, parentOf } from "./model";
import { root } from "./owners";

/** What stands at a path of the image that a stage starts from. */
export function foundInBase(stage: Stage, path: string): Found {
  const name = officialName(stage.base?.name ?? "");
  if (path === "/") return folder(0o755);
  if (name === "scratch") return givenByEngine.some((given) => isWithin(path, given)) ? undefined : "absent";
  if (!plainImages.test(name)) return undefined;
  const mode = folders.get(path);
  if (mode !== undefined) return folder(mode);
  const account = baseFacts(stage)?.appUser;
  if (account && isWithin(path, `/home/${account.name}`)) {
    if (path !== `/home/${account.name}`)
      return /^\.(?:bash|profile)/.test(path.slice(path.lastIndexOf("/") + 1)) ? undefined : "absent";
    const group = { name: account.group, id: account.gid };
    return { ...folder(undefined), owner: { name: account.name, id: account.uid }, group };
  }
  const parent = parentOf(path);
  if (parent === "/") return standard.has(path) ? undefined : "absent";
  if (emptyFolders.some((empty) => isWithin(path, empty))) return "absent";
  return foundInBase(stage, parent) === "absent" ? "absent" : undefined;
}

function folder(mode: number | undefined): ImageEntry {
  return { kind: "folder", owner: root, group: root, mode, by: undefined, source: undefined, target: undefined };
}

/** Images made of a distribution and a language or its tools, which hold no application. */
const plainImages = /^(?:node|debian|ubuntu|alpine|python|ruby|buildpack-deps|busybox)$/;

/** Folders of all of them. */
const folders: ReadonlyMap<string, number> = new Map([
  ["/etc", 0o755],
  ["/home", 0o755],
  ["/opt", 0o755],
  ["/root", 0o700],
  ["/srv", 0o755],
  ["/tmp", 0o1777],
  ["/usr", 0o755],
  ["/usr/bin", 0o755],
  ["/usr/lib", 0o755],
  ["/usr/local", 0o755],
  ["/usr/local/bin", 0o755],
  ["/usr/local/lib", 0o755],
  ["/var", 0o755],
  ["/var/lib", 0o755],
]);

/** What may stand at the root. */
const standard = new Set(
  (
    "/bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /var " +
    "/.dockerenv /afs"
  ).split(" "),
);

/** Folders that are empty in all of them. */
const emptyFolders = ["/srv", "/tmp", "/mnt"];

/** What an engine puts into every container. */
const givenByEngine = ["/dev", "/proc", "/sys", "/etc", "/.dockerenv"];
