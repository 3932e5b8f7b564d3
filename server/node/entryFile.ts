/** The file that a call of node runs. */

import { programName } from "../stage/process";
import type { Project } from "../types";
import { pathSet } from "../util/listing";

/**
 * The path from the context root of the file that `node …` runs. `argv` names it relative to the context root.
 * Gives undefined when no file is run or `files` does not hold it.
 */
export function entryFile(
  project: Project | undefined,
  argv: readonly string[],
  files: readonly string[],
): string | undefined {
  if (!/^node(?:js)?$/.test(programName(argv[0]) ?? "")) return undefined;
  const path = normalise(argv[fileIndex(argv)]);
  if (path === undefined) return undefined;
  const paths = path === "" ? [...lookUps(normalise(project?.main)), "index.js"] : lookUps(path);
  return paths.find((candidate) => pathSet(files).has(candidate));
}

/** Options of node that take the next word as their value (`node --help` of Node.js 16 to 24, without tests; V8's own take none). */
const nodeValues = new Set(
  (
    "-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists " +
    "--title --watch-path --allow-fs-read --allow-fs-write --diagnostic-dir --disable-proto --disable-warning " +
    "--dns-result-order --icu-data-dir --input-type --max-http-header-size --openssl-config " +
    "--redirect-warnings --report-dir --report-directory --report-filename --report-signal --secure-heap --secure-heap-min " +
    "--tls-cipher-list --tls-keylog --trace-event-categories --trace-event-file-pattern --trace-require-module " +
    "--unhandled-rejections --use-largepages --debug-port --inspect-port --inspect-publish-uid --v8-pool-size " +
    "--heapsnapshot-signal --heapsnapshot-near-heap-limit --snapshot-blob --build-snapshot-config --localstorage-file " +
    "--es-module-specifier-resolution --experimental-specifier-resolution --experimental-default-type " +
    "--experimental-policy --policy-integrity --experimental-sea-config --network-family-autoselection-attempt-timeout " +
    "--cpu-prof-dir --cpu-prof-interval --cpu-prof-name --heap-prof-dir --heap-prof-interval --heap-prof-name " +
    "--experimental-config-file"
  ).split(" "),
);

/** With these, node runs no file. */
const fileless = new Set(
  "-e --eval -p --print -pe -c --check -i --interactive -v --version -h --help --run --test -".split(" "),
);

/** The index of the file among the words after node; the number of words when there is none. */
export function fileIndex(argv: readonly string[]): number {
  for (let index = 1; index < argv.length; index++) {
    const word = argv[index] as string;
    if (word === "--") return index + 1;
    if (fileless.has(word.replace(/=.*/s, ""))) return argv.length;
    // `node inspect FILE` is the debugger, as the first word alone.
    if (word === "inspect" && index === 1) continue;
    if (!word.startsWith("-")) return index;
    if (nodeValues.has(word)) index++;
  }
  return argv.length;
}

/** Where Node.js looks for a file: as named, with the extension, and in the folder of that name. */
function lookUps(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path, `${path}.js`, `${path}/index.js`];
}

/** A path from the context root, "" for the root itself; undefined for what lies outside. */
function normalise(path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith("/")) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== "" && part !== "." && part !== "..") parts.push(part);
  }
  return parts.join("/");
}
