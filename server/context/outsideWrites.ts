/**
 * Where a build may write outside of its folder: `"build": "vite build --outDir /www"`, `STATIC_ROOT = "/static"`. Which
 * key of which tool says so is not asked: a build that reads a file may write to any path that the file names.
 */

import type { Facts } from "../types";
import { memoize } from "../util/memoize";
import { folderOf } from "../util/paths";
import { among } from "../util/reads";

/** Package manifests and the settings of tools that build, by the names that are usual for them. */
const settings =
  /(?:^|\/)(?:package\.json|[\w.-]+\.config(?:\.[\w-]+)?\.(?:[cm]?[jt]s|json)|(?:webpack|rollup|vite|build|gulpfile)[\w.-]*\.(?:[cm]?[jt]s|sh)|(?:scripts?|tools)\/[\w.-]+\.(?:[cm]?[jt]s|sh|py)|tsconfig[\w.-]*\.json|angular\.json|project\.json|nx\.json|\.eleventy\.js|\.env(?:\.production)?|_config\.ya?ml|mkdocs\.ya?ml|hugo\.(?:toml|ya?ml)|book\.toml|settings\w*\.py|settings\/\w+\.py|conf\.py|Makefile|makefile|Rakefile|Taskfile\.ya?ml|justfile)$/;

/** The texts that are wanted for this. */
export const outputReads = among(24, (files) => files.filter((path) => settings.test(path)));

/**
 * The absolute paths that a text names, in code and in lists too; what an address or a comment begins with is none.
 * @returns each once, so many at most as are asked for.
 */
export function pathsIn(text: string, most = 200): string[] {
  const found = new Set<string>();
  for (const [path] of text.matchAll(/(?<=["'`\s=:({[,;>]|^)\/[\w.-][\w.@/-]{0,200}/g)) {
    if (found.size >= most) break;
    found.add(path.replace(/(?<!\/)\/+$/, ""));
  }
  return [...found];
}

/** The places outside of its folder that a build which starts in it may write to, by what the files of the context say. */
export function outsidePlaces(facts: Facts, folder: string | undefined): readonly string[] {
  const { absolute, above } = namedOutside(facts);
  // Which folder `..` is seen from, nobody tells: that of the build, or one in it.
  const parent = folderOf(folder ?? "/");
  return [...absolute, ...above.map((rest) => (rest === "" ? parent || "/" : `${parent}/${rest}`))];
}

/** Absolute paths that settings name, and what they name behind `../`. */
const namedOutside = memoize(({ contents = new Map() }: Facts) => {
  const absolute = new Set<string>();
  const above = new Set<string>();
  for (const [path, text] of contents) {
    if (!settings.test(path) || text.length > longest) continue;
    for (const one of pathsIn(text)) absolute.add(one);
    for (const [, rest = ""] of text.matchAll(/(?<![\w./])(?:\.\.\/){1,6}([\w-][\w.-]{0,80})/g)) above.add(rest);
    if (!path.includes("/") && /(["'`])\.\.\1/.test(text)) above.add("");
  }
  return { absolute: [...absolute].slice(0, 500), above: [...above].slice(0, 200) };
});

/** Characters; no settings are that long. */
const longest = 200_000;
