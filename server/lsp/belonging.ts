import type { Host } from "../types";
import { parent, uriOf } from "../util/uris";
import { contextsOf } from "../workspace/chooseContext";

/** The folders that may be the build context of a file, its own first, the workspace folder last. */
export interface Around {
  /** URIs. */
  readonly contexts: readonly string[];
  /** URIs of the folders that are taken for those of the workspace. */
  readonly folders: readonly string[];
  /** The last one is not known to be the root of a project. */
  readonly isOpenEnded: boolean;
}

export interface Homes {
  around(uri: string): Promise<Around>;
  /** URIs of all folders that serve as those of a workspace. */
  all(): readonly string[];
}

/** How many folders upward a repository is looked for. */
const furthest = 20;

/**
 * Where files belong: to the workspace folder of the client, or, where it has named none that holds the file, to the
 * repository around the file, or else to the file's own folder.
 */
export function createHomes(host: Pick<Host, "read" | "folder">, folders: () => readonly string[]): Homes {
  const homes = new Map<string, Promise<Omit<Around, "contexts"> | undefined>>();

  async function find(own: string): Promise<Omit<Around, "contexts"> | undefined> {
    if ((await host.folder(own)) === undefined) return undefined;
    let folder = own;
    for (let level = 0; level < furthest && !folder.endsWith("/"); level++) {
      // A file in a worktree or submodule.
      const git = (await host.read(uriOf(folder, ".git/HEAD"))) ?? (await host.read(uriOf(folder, ".git")));
      if (git !== undefined) return { folders: [folder], isOpenEnded: false };
      folder = parent(folder);
    }
    return { folders: [own], isOpenEnded: true };
  }

  return {
    async around(uri) {
      const known = folders();
      const contexts = contextsOf(uri, known);
      if (contexts.length > 0 || !uri.startsWith("file:")) return { contexts, folders: known, isOpenEnded: false };
      const own = parent(uri);
      const home = homes.get(own) ?? find(own);
      homes.set(own, home);
      const found = await home;
      if (!found) return { contexts, folders: known, isOpenEnded: false };
      return { ...found, contexts: contextsOf(uri, found.folders) };
    },
    all: () => [...folders(), ...homes.keys()],
  };
}
