/** Programs that are made to be the first process of a container, and where packages of distributions put them. */

interface InitProgram {
  readonly name: string;
  /** The folder that a package of Debian and Ubuntu, or of Alpine and Wolfi, puts it in; undefined without such a package. */
  readonly folders?: { readonly apt: string; readonly apk: string };
  /** No image has it by itself but those that are known to. */
  readonly isAdded?: true;
}

const table = [
  { name: "dumb-init", folders: { apt: "/usr/bin", apk: "/usr/bin" }, isAdded: true },
  { name: "tini", folders: { apt: "/usr/bin", apk: "/sbin" }, isAdded: true },
  { name: "catatonit", folders: { apt: "/usr/bin", apk: "/usr/bin" }, isAdded: true },
  { name: "tini-static", isAdded: true },
  { name: "docker-init" },
  { name: "my_init" },
  { name: "s6-svscan" },
  { name: "init" },
] as const satisfies readonly InitProgram[];

/** Inits that distributions have a package of. */
export type PackagedInit = Extract<(typeof table)[number], { folders: unknown }>["name"];

const inits: readonly InitProgram[] = table;

/** The names of all inits. */
export const initNames: ReadonlySet<string> = new Set(inits.map(({ name }) => name));

/** Inits that something has to put into an image. */
export const addedInits: ReadonlySet<string> = new Set(inits.flatMap(({ name, isAdded }) => (isAdded ? [name] : [])));

/** The path of an init that a package of a distribution brings; undefined where there is no such package. */
export function packagedInitPath(manager: "apt" | "apk", name: PackagedInit): string;
export function packagedInitPath(manager: "apt" | "apk", name: string | undefined): string | undefined;
export function packagedInitPath(manager: "apt" | "apk", name: string | undefined): string | undefined {
  const folder = inits.find((init) => init.name === name)?.folders?.[manager];
  return folder && `${folder}/${name}`;
}
