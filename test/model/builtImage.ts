/** What an engine has built: files, accounts and settings of an image, read from what `docker save` writes. */

import { readFileSync } from "node:fs";
import { type Member, readArchive } from "./archives";

/** What stands at a path of a built image. */
export interface BuiltEntry {
  readonly kind: Member["kind"];
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly target: string;
}

/** A built image. Paths are absolute. */
export interface BuiltImage {
  readonly files: ReadonlyMap<string, BuiltEntry>;
  /** What its own layers have put there or changed, the rest being the base image's. */
  readonly touched: readonly string[];
  readonly users: readonly { readonly name: string; readonly uid: number; readonly gid: number }[];
  readonly groups: readonly { readonly name: string; readonly gid: number; readonly members: readonly string[] }[];
  readonly config: {
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly Env?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Entrypoint?: readonly string[] | null;
  };
}

type Layer = readonly Member[];
type Files = Map<string, BuiltEntry>;

/** Reads saved images. @returns by tag. @param bases how many layers are the base image's, by tag; others have none. */
export function readImages(file: string, bases: ReadonlyMap<string, number>): Map<string, BuiltImage> {
  const saved = new Map(readArchive(readFileSync(file)).map((member) => [member.path, member]));
  const read = (name: string): Member => {
    const member = saved.get(name);
    if (!member) throw new Error(`What docker save wrote has no ${name}.`);
    // One layer of several images is written once, and linked to.
    if (member.kind !== "link") return member;
    return read(new URL(member.target, `file:///${name}`).pathname.slice(1));
  };
  const layers = new Map<string, Layer>();
  const layerOf = (name: string): Layer => {
    const known = layers.get(name) ?? readArchive(read(name).data);
    layers.set(name, known);
    return known;
  };
  const stacks = new Map<string, Files>();
  const manifest = JSON.parse(read("manifest.json").data.toString()) as readonly {
    readonly Config: string;
    readonly RepoTags: readonly string[];
    readonly Layers: readonly string[];
  }[];
  const images = new Map<string, BuiltImage>();
  for (const { Config, RepoTags, Layers } of manifest) {
    const config = JSON.parse(read(Config).data.toString()).config ?? {};
    for (const tag of RepoTags) {
      const count = bases.get(tag) ?? 0;
      const below = Layers.slice(0, count);
      const key = below.join(" ");
      const start = stacks.get(key) ?? stack(new Map(), below.map(layerOf));
      stacks.set(key, start);
      const own = Layers.slice(count).map(layerOf);
      const files = stack(new Map(start), own);
      const texts = new Map(
        [...below.map(layerOf), ...own].flat().flatMap(({ path, data }) => (accounts.has(path) ? [[path, data]] : [])),
      );
      const touched = own.flat().flatMap(({ path }) => (path === "" || path.includes(".wh.") ? [] : [`/${path}`]));
      images.set(tag, { files, touched: [...new Set(touched)], config, ...readAccounts(texts) });
    }
  }
  return images;
}

const accounts = new Set(["etc/passwd", "etc/group"]);

function readAccounts(texts: ReadonlyMap<string, Buffer>): Pick<BuiltImage, "users" | "groups"> {
  const rows = (path: string) => (texts.get(path)?.toString() ?? "").split("\n").map((line) => line.split(":"));
  return {
    users: rows("etc/passwd").flatMap(([name, , uid, gid]) =>
      name && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [],
    ),
    groups: rows("etc/group").flatMap(([name, , gid, members]) =>
      name && gid ? [{ name, gid: Number(gid), members: (members ?? "").split(",").filter(Boolean) }] : [],
    ),
  };
}

/** Lays layers over files: an entry replaces what is there, a whiteout removes it. */
function stack(files: Files, layers: readonly Layer[]): Files {
  for (const layer of layers) {
    for (const { path } of layer) {
      const [, folder = "", name] = /^(.*\/)?\.wh\.(.+)$/.exec(path) ?? [];
      if (name === ".wh..opq") removeBelow(files, `/${folder}`.replace(/\/$/, ""));
      else if (name !== undefined && !name.startsWith(".wh.")) {
        files.delete(`/${folder}${name}`);
        removeBelow(files, `/${folder}${name}`);
      }
    }
    for (const { path, kind, mode, uid, gid, target } of layer) {
      if (/(?:^|\/)\.wh\./.test(path)) continue;
      const place = `/${path}`;
      if (kind !== "folder" && files.get(place)?.kind === "folder") removeBelow(files, place);
      const linked = kind === "hard link" ? files.get(`/${target.replace(/^(?:\.?\/)+/, "")}`) : undefined;
      files.set(place, linked ?? { kind, mode, uid, gid, target });
    }
  }
  return files;
}

function removeBelow(files: Files, folder: string): void {
  for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path);
}

/** The entry at a path, folders on the way being followed through links; so is the last name if `follow` is set. */
export function entryAt({ files }: BuiltImage, path: string, follow: boolean): BuiltEntry | undefined {
  const place = realPath(files, path, follow);
  if (place === undefined) return undefined;
  return place === "/" ? (files.get("/") ?? rootFolder) : files.get(place);
}

const rootFolder: BuiltEntry = { kind: "folder", mode: 0o755, uid: 0, gid: 0, target: "" };

function realPath(files: BuiltImage["files"], path: string, follow: boolean): string | undefined {
  let links = 0;
  let at = "";
  const rest = path.split("/").filter(Boolean);
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === ".") continue;
    if (name === "..") {
      at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
      continue;
    }
    const next = `${at}/${name}`;
    const entry = files.get(next);
    if (entry?.kind === "link" && (rest.length > 0 || follow)) {
      if (++links > 20) return undefined;
      if (entry.target.startsWith("/")) at = "";
      rest.unshift(...entry.target.split("/").filter(Boolean));
      continue;
    }
    if (rest.length > 0 && entry && entry.kind !== "folder") return undefined;
    at = next;
  }
  return at || "/";
}

/** Who asks for rights: a name, a number, or either with a group behind a colon, as USER takes them. */
export interface Identity {
  readonly uid: number;
  readonly gids: ReadonlySet<number>;
}

/** Whom USER names, as the engine reads it; undefined when it cannot be run. */
export function identityOf({ users, groups }: BuiltImage, user: string): Identity | undefined {
  const [name = "", group] = user.split(":");
  const account = users.find((row) => row.name === name) ?? users.find(({ uid }) => String(uid) === name);
  if (!account && !/^\d+$/.test(name)) return undefined;
  const uid = account?.uid ?? Number(name);
  const others = groups.filter(({ members }) => account && members.includes(account.name)).map(({ gid }) => gid);
  if (group === undefined) return { uid, gids: new Set([account?.gid ?? 0, ...others]) };
  const gid = groups.find((row) => row.name === group)?.gid ?? Number(group);
  return Number.isNaN(gid) ? undefined : { uid, gids: new Set([gid]) };
}

/** Whether somebody may write a file, make something in a folder, or make what is absent with the folders that lead to it. */
export function mayWrite(image: BuiltImage, path: string, who: Identity): boolean | undefined {
  const whole = realPath(image.files, path, true);
  if (whole === undefined) return undefined;
  const names = whole.split("/").filter(Boolean);
  let at = entryAt(image, "/", false) as BuiltEntry;
  let place = "";
  for (const name of names) {
    if (at.kind !== "folder" || !may(at, who, 1)) return false;
    place += `/${name}`;
    const next = image.files.get(place);
    if (!next) return may(at, who, 2);
    at = next;
  }
  return may(at, who, 2) && (at.kind !== "folder" || may(at, who, 1));
}

function may({ uid, gid, mode }: BuiltEntry, who: Identity, bit: 1 | 2): boolean {
  if (who.uid === 0) return true;
  const shift = who.uid === uid ? 6 : who.gids.has(gid) ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}

/** The path of a program on the PATH of the image, whether it may be executed or not; undefined when there is none. */
export function pathOfProgram(image: BuiltImage, name: string): string | undefined {
  const path = image.config.Env?.find((pair) => pair.startsWith("PATH="))?.slice(5);
  for (const folder of (path ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(":")) {
    const file = `${folder.replace(/\/+$/, "")}/${name}`;
    const entry = entryAt(image, file, true);
    if (entry && entry.kind !== "folder") return file;
  }
  return undefined;
}
