import type { Host } from "../types";
import { startingWith } from "../util/listing";
import { baseName, resolveInWorkspace } from "../util/paths";
import { uriOf } from "../util/uris";
import type { Wants } from "./wants";

/** So many files and folders are asked for their permission bits. */
const mostModes = 400;

/** The permission bits of those files that may be started by their path, and of what COPY takes while it is not much. */
export async function modesOf(
  host: Host,
  root: string,
  { programs, sources }: Wants,
  contents: ReadonlyMap<string, string>,
  files: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (!host.mode) return new Map();
  const names = new Set(programs.map(baseName));
  const started = [...contents.keys()].filter((path) => names.has(baseName(path)));
  const asked = [...new Set([...started, ...takenBy(sources, files)])].slice(0, mostModes);
  const modes = await Promise.all(asked.map((path) => host.mode?.(uriOf(root, path))));
  return new Map(asked.flatMap((path, index) => (modes[index] === undefined ? [] : [[path, modes[index]]])));
}

/** Files and folders that sources of COPY name, or that lie in or on the way to what they name; no more than are asked for. */
function takenBy(sources: readonly string[], files: readonly string[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const source of sources) {
    // Of a pattern, the folders before it.
    const lead = resolveInWorkspace("", source.replace(/^\/+|(?<![^/])[^/]*?[*?[\\].*$/gs, ""));
    for (const path of lead === undefined ? [] : startingWith(files, lead)) {
      if (path.endsWith("/") || !(lead === "" || path === lead || path.startsWith(`${lead}/`))) continue;
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) taken.add(path.slice(0, end));
      if (taken.size >= mostModes) return taken;
    }
  }
  return taken;
}
