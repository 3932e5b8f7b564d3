/** The configuration of Next.js in a build context. */

import type { Facts, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { folderOf } from "../util/paths";
import { among } from "../util/reads";

/** Whether a path is a configuration of Next.js, in whatever folder. */
export function isNextConfig(path: string): boolean {
  return /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(path);
}

const configs = filterOnce(isNextConfig);

/** Those of workspaces, too, and the package.json beside each. */
export const nextConfigReads: Reads = {
  ...among(6, configs),
  next: (path) => [path.replace(/(?<![^/])[^/]+$/, "package.json")],
};

/**
 * The configuration of the app that an image builds in a folder: the only one of the context, or the one whose folder is
 * called so; undefined when none is known.
 */
export function nextConfigFor(
  { files = [], contents }: Facts,
  app: string,
): { readonly path: string; readonly text: string } | undefined {
  const all = configs(files);
  const [only, ...more] = all;
  const path = more.length === 0 ? only : all.find((it) => folderOf(it) !== "" && app.endsWith(`/${folderOf(it)}`));
  const text = path === undefined ? undefined : contents?.get(path);
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** What a configuration of Next.js says, its comments left out. */
export function nextSettings(config: string): string {
  return config.replace(/\/\*.*?(?:\*\/|$)|(?<!:)\/\/[^\n]*/gs, "");
}
