/** The configuration of Next.js in a build context. */

import type { Edit, Facts, Reads } from "../types";
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

/** Sets `output: "standalone"` in a configuration of Next.js, as the first setting of the one object that is exported; undefined where there is none. */
export function standaloneEdit(text: string): Edit | undefined {
  const name = /^(?:export default|module\.exports[ \t]{0,4}=)[ \t]{1,4}([A-Za-z_$][\w$]*)[ \t;]{0,8}\r?$/m.exec(
    text,
  )?.[1];
  const start = name
    ? new RegExp(`^(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}(?:\\s*:\\s*NextConfig)?\\s*=\\s*\\{`, "m").exec(
        text,
      )
    : /^(?:export default|module\.exports\s*=)\s*\{/m.exec(text);
  if (!start) return undefined;
  const at = start.index + start[0].length;
  const quote = text.split("'").length > text.split('"').length ? "'" : '"';
  const setting = `output: ${quote}standalone${quote},`;
  const [gap = "", indent] = /^[ \t]*(?:\r?\n([ \t]*))?/.exec(text.slice(at)) ?? [];
  const isEmpty = text[at + gap.length] === "}";
  if (isEmpty) return { start: at, end: at + gap.length, text: ` output: ${quote}standalone${quote} ` };
  if (indent === undefined) return { start: at, end: at, text: ` ${setting}` };
  return { start: at + gap.length, end: at + gap.length, text: `${setting}${gap}` };
}
