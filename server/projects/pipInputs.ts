/** The files that an install of Python reads: requirements, those that they name in turn, and what describes the project. */

import { type FileView, joined, parentOf } from "../image/model";
import { pipCall } from "../packages/packages";
import { resolvePath } from "../syntax/dockerfile";
import { hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Facts, Word } from "../types";

/** Something without which the install stops. */
export interface PipInput {
  readonly word: Word;
  /** One of these absolute paths. */
  readonly places: readonly string[];
  /** All that the install reads, absolute paths; undefined where it may read any file of the project. */
  readonly reads: readonly string[] | undefined;
  /** What it is in the build context, where that is known. */
  readonly sources?: readonly string[];
  /** No rule for the ignore file tells that it leaves this out. */
  readonly tellsIgnored?: true;
}

/** More files that name others are not followed. */
const deepest = 3;

/** What a command needs, in the order in which it is read. Source: pip.pypa.io/en/stable/reference/requirements-file-format. */
export function pipInputs(command: Command, folder: string, files: FileView, facts: Facts): readonly PipInput[] {
  const call = pipCall(command);
  const word = subcommand(call ?? command);
  if (call && call.name !== "pipx" && word?.value === "install") {
    const at = call.words.findIndex(({ value = "" }) => /^(?:-r|--requirements?|--requirement=.*|-r.+)$/.test(value));
    const own = call.words[at];
    const attached = own?.value?.replace(/^(?:-r|--requirement=?)/, "");
    const given = attached === "" ? call.words[at + 1] : own;
    const name = attached === "" ? given?.value : attached;
    if (given && name && /^[\w./-]+$/.test(name) && name !== "-" && !name.startsWith("/dev/")) {
      const path = resolvePath(folder, name) as string;
      return [{ word: given, places: [path], reads: [path] }, ...named(given, [path], files, facts)];
    }
    const project = operands(call).find(({ value = "" }) => /^\.(?:\[[\w,. -]*\])?$/.test(value));
    if (!project) return [];
    const places = ["pyproject.toml", "setup.py"].map((one) => joined(folder, one));
    const manifest = call.name === "uv" ? [] : [{ word: project, places, reads: undefined }];
    return [...manifest, ...readme(project, folder, files, facts)];
  }
  const installsProject =
    runs(command, "uv sync") && !hasFlag(command, "--no-install-project", "--no-install-workspace");
  return installsProject && word ? readme(word, folder, files, facts) : [];
}

/** `-r base.txt` in a file of requirements, seen from its folder. @param chain absolute paths, that of the file last. */
function named(word: Word, chain: readonly string[], files: FileView, facts: Facts): PipInput[] {
  const path = chain.at(-1) ?? "";
  const text = textAt(path, files, facts);
  if (text === undefined || chain.length > deepest) return [];
  return text.split(/\r?\n/).flatMap((line) => {
    const name =
      /^[ \t]{0,9}(?:-[rc]|--(?:requirement|constraint))(?:[ \t]{1,9}|=|(?<=-[rc]))([\w./-]{1,200})[ \t]{0,99}(?:#|$)/.exec(
        line,
      )?.[1];
    const place = name === undefined ? undefined : resolvePath(parentOf(path), name);
    if (place === undefined || chain.includes(place)) return [];
    const reads = [...chain, place];
    return [{ word, places: [place], reads }, ...named(word, reads, files, facts)];
  });
}

/** The text that Hatchling puts into the description of a package: it stops without. Source: hatch.pypa.io/latest/config/metadata/#readme. */
function readme(word: Word, folder: string, files: FileView, facts: Facts): PipInput[] {
  const text = textAt(joined(folder, "pyproject.toml"), files, facts) ?? "";
  const [, project = ""] = /^\[project\][ \t]{0,9}\r?$([^[]*(?:\[(?!\w)[^[]*)*)/m.exec(text) ?? [];
  const name =
    /^readme[ \t]{0,9}=[ \t]{0,9}(?:\{[^}\n]{0,99}\bfile[ \t]{0,9}=[ \t]{0,9})?["']([\w./-]{1,99})["']/m.exec(
      project,
    )?.[1];
  const place = name === undefined ? undefined : resolvePath(folder, name);
  const isHatchling = /^build-backend[ \t]{0,9}=[ \t]{0,9}["']hatchling\.build["']/m.test(text);
  return isHatchling && name !== undefined && place !== undefined
    ? [{ word, places: [place], reads: undefined, sources: [name], tellsIgnored: true }]
    : [];
}

/** Of a file that is the one of the build context, where its text is known. */
function textAt(path: string, files: FileView, { contents }: Facts): string | undefined {
  const found = files.at(path);
  const source = found === undefined || found === "absent" ? undefined : found.source;
  return source === undefined ? undefined : contents?.get(source);
}
