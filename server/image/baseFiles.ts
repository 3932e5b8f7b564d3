/**
 * What common base images hold at the start: the folders that every distribution has, and what surely is not there.
 * Source: the images themselves.
 */

import { officialName } from "../data/images";
import { baseFacts } from "../stage/users";
import type { Stage } from "../types";
import { isWithin } from "../util/paths";
import { type Found, type ImageEntry, parentOf } from "./model";
import { root } from "./owners";

/** What stands at a path of the image that a stage starts from. */
export function foundInBase(stage: Stage, path: string): Found {
  const name = officialName(stage.base?.name ?? "");
  if (path === "/") return folder(0o755);
  if (name === "scratch") return givenByEngine.some((given) => isWithin(path, given)) ? undefined : "absent";
  if (name === "busybox") return foundInBusyBox(path);
  if (name.startsWith("gcr.io/distroless/"))
    return topOfDistroless.has(path.split("/")[1] ?? "") ? undefined : "absent";
  const start = baseFacts(stage)?.hasShell === false ? undefined : emptyStarts.get(name);
  if (start !== undefined && isWithin(path, start)) return path === start ? folder(0o755) : "absent";
  if (!plainImages.test(name) || ownPlaces.get(name)?.some((place) => isWithin(path, place))) return undefined;
  const mode = folders.get(path) ?? (name === "node" ? foldersOfNode.get(path) : undefined);
  if (mode !== undefined) return folder(mode);
  const account = baseFacts(stage)?.appUser;
  if (account && isWithin(path, `/home/${account.name}`)) {
    if (path !== `/home/${account.name}`)
      return /^\.(?:bash|profile)/.test(path.slice(path.lastIndexOf("/") + 1)) ? undefined : "absent";
    const group = { name: account.group, id: account.gid };
    return { ...folder(undefined), owner: { name: account.name, id: account.uid }, group, isHome: true };
  }
  if (linksOfBases.has(path) && /^\/(?:s?bin|lib)$/.test(path)) return { ...folder(undefined), kind: undefined };
  const parent = parentOf(path);
  const family = baseFacts(stage)?.family;
  // The account of Ubuntu, and those that images of languages ship.
  if (parent === "/home" && family !== "ubuntu") return "absent";
  if (family === "debian") {
    const found = foldersOfDebian.get(path);
    if (found !== undefined) return folder(found);
    if (parent === "/usr/src" || parent === "/usr/local/src") return "absent";
    if (parent === "/opt") return name === "node" && path.startsWith("/opt/yarn-") ? undefined : "absent";
  }
  // Images made of Alpine bring no sources but those of PHP.
  if (family === "alpine" && parent === "/usr/src") return "absent";
  if (parent === "/") return standard.has(path) ? undefined : "absent";
  const children = family === "windows" ? undefined : childrenOf.get(parent);
  if (children && !children.has(path.slice(parent.length + 1))) return "absent";
  if (/^\/(?:home\/ubuntu|opt\/yarn[^/]*)(?:\/|$)/.test(path)) return undefined;
  if (emptyFolders.some((empty) => isWithin(path, empty))) return "absent";
  // What others put there, a distribution alone leaves to its users.
  if (/^(?:alpine|debian|ubuntu)$/.test(name) && /^\/usr\/local\/s?bin$/.test(parent)) return "absent";
  return foundInBase(stage, parent) === "absent" ? "absent" : undefined;
}

/** The folder that an image works in, which belongs to root, where it is empty. */
const emptyStarts: ReadonlyMap<string, string> = new Map([
  ["composer", "/app"],
  ["oven/bun", "/home/bun/app"],
]);

/** It has few folders, and none for what others keep in /opt and /srv. */
function foundInBusyBox(path: string): Found {
  const mode = foldersOfBusyBox.get(path);
  if (mode !== undefined) return folder(mode);
  const [, first = ""] = path.split("/");
  if (!topOfBusyBox.has(first) || isWithin(path, "/tmp") || isWithin(path, "/root")) return "absent";
  if (path === "/home") return { ...folder(0o755), owner: nobody, group: nobody };
  return isWithin(path, "/home") ? "absent" : undefined;
}

/** Folders that are links in newer releases, and where those lead. */
export const linksOfBases: ReadonlyMap<string, string> = new Map([
  ["/bin", "/usr/bin"],
  ["/lib", "/usr/lib"],
  ["/sbin", "/usr/sbin"],
  ["/lib64", "/usr/lib64"],
  ["/var/lock", "/run/lock"],
  ["/var/run", "/run"],
]);

/** Whether what stands at a path, if anything does, can be written by nobody but root. */
export function isRootsInBase(stage: Stage, path: string): boolean {
  return plainImages.test(officialName(stage.base?.name ?? "")) && foldersOfRoot.has(parentOf(path));
}

/** Folders that hold nothing that others may write. */
const foldersOfRoot = new Set(["/etc", "/opt", "/usr", "/usr/bin", "/usr/local/bin", "/usr/local/lib"]);

/** Whether a path is a folder, or a link to one, in every image of a Linux distribution; scratch has none. */
export function isStandardFolder(stage: Stage | undefined, path: string): boolean {
  let first = stage;
  while (first?.parent) first = first.parent;
  const family = first && baseFacts(first)?.family;
  if (!first?.base || first.base.name === "scratch" || family === "windows" || family === "scratch") return false;
  return folders.has(path) || (linksOfBases.has(path) && path !== "/lib64");
}

function folder(mode: number | undefined): ImageEntry {
  return { kind: "folder", owner: root, group: root, mode, by: undefined, source: undefined, target: undefined };
}

/** Images made of a distribution and a language or its tools, which hold no application. */
const plainImages =
  /^(?:node|debian|ubuntu|alpine|python|ruby|golang|rust|php|composer|nginx|eclipse-temurin|maven|buildpack-deps|openjdk|amazoncorretto|gradle|perl|pypy|oven\/bun|denoland\/deno|mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps))$/;

/** What some of them hold elsewhere than others, and may let others write. */
const ownPlaces: ReadonlyMap<string, readonly string[]> = new Map([
  ["golang", ["/go"]],
  ["rust", ["/usr/local/cargo", "/usr/local/rustup"]],
  ["php", ["/var/www", "/usr/src", "/usr/local"]],
  ["composer", ["/docker-entrypoint.sh", "/usr/src", "/usr/local", "/tmp"]],
  ["nginx", ["/docker-entrypoint.sh", "/docker-entrypoint.d", "/var/cache", "/var/log", "/var/run", "/run"]],
  ["eclipse-temurin", ["/opt", "/__cacert_entrypoint.sh"]],
  ["openjdk", ["/usr/java", "/usr/local", "/opt", "/root"]],
  ["amazoncorretto", ["/local", "/opt", "/root", "/tmp"]],
  ["gradle", ["/opt", "/home", "/root", "/__cacert_entrypoint.sh"]],
  ["perl", ["/usr/src", "/usr/local"]],
  ["pypy", ["/opt", "/usr/local"]],
  ["oven/bun", ["/home/bun", "/usr/local", "/tmp"]],
  ["denoland/deno", ["/deno-dir", "/deno", "/tini", "/home", "/usr/local"]],
  ["maven", ["/opt", "/__cacert_entrypoint.sh", "/usr/share/maven", "/usr/local"]],
  ...["sdk", "aspnet", "runtime", "runtime-deps"].map((name): [string, readonly string[]] => [
    `mcr.microsoft.com/dotnet/${name}`,
    ["/usr/share", "/usr/local", "/tmp", "/root"],
  ]),
]);

const nobody = { name: "nobody", id: 65534 };

const topOfDistroless = new Set(
  "bin boot busybox dev etc home lib lib32 lib64 libx32 media mnt nodejs opt proc root run sbin srv sys tmp usr var".split(
    " ",
  ),
);

const topOfBusyBox = new Set("bin dev etc home lib lib64 proc root sys tmp usr var .dockerenv run".split(" "));

const foldersOfBusyBox: ReadonlyMap<string, number> = new Map([
  ["/bin", 0o755],
  ["/etc", 0o755],
  ["/root", 0o700],
  ["/tmp", 0o1777],
  ["/usr", 0o755],
  ["/var", 0o755],
]);

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

/** Folders of images made of Debian. */
const foldersOfDebian: ReadonlyMap<string, number> = new Map([
  ["/media", 0o755],
  ["/mnt", 0o755],
  ["/run", 0o755],
  ["/usr/sbin", 0o755],
  ["/usr/share", 0o755],
  ["/usr/src", 0o755],
  ["/usr/local/sbin", 0o755],
  ["/usr/local/share", 0o755],
  ["/usr/local/src", 0o755],
  ["/var/cache", 0o755],
  ["/var/log", 0o755],
  ["/var/tmp", 0o1777],
]);

/** Where Node.js was unpacked by root. */
const foldersOfNode: ReadonlyMap<string, number> = new Map([["/usr/local/lib/node_modules", 0o755]]);

/** What may stand at the root. */
const standard = new Set(
  (
    "/bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /var " +
    "/.dockerenv /afs"
  ).split(" "),
);

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What may stand in folders of which every distribution, and what is made of it, has the same: nothing else does. */
const childrenOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["/usr", names("bin doc etc games include java lib lib32 lib64 libexec libx32 local man sbin share src tmp")],
  [
    "/usr/local",
    names(
      "bin bundle doc etc games go include lib lib32 lib64 libexec man sbin share src var CHANGELOG.md LICENSE README.md",
    ),
  ],
  [
    "/var",
    names(
      "account adm backups cache crash db empty ftp games gopher kerberos lib local lock log mail nis opt preserve run spool " +
        "tmp www yp",
    ),
  ],
]);

/** Folders that are empty in all of them. */
const emptyFolders = ["/home", "/mnt", "/opt", "/srv", "/tmp"];

/** What an engine puts into every container. */
const givenByEngine = ["/dev", "/proc", "/sys", "/etc", "/.dockerenv"];
