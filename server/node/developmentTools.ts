/** Programs for development: what speaks against starting them in an image, and what to start instead. */

import { unfitForProduction } from "../data/tools";
import { staying } from "../stage/detached";
import { programName } from "../stage/process";
import { fileIndex } from "./entryFile";

/** What speaks against a program, after its name. */
const uses: Readonly<Record<NonNullable<ReturnType<typeof unfitForProduction>>["use"], string>> = {
  watcher: "is a development server that starts anew whenever a file changes",
  "compiles at start": "is a development tool that compiles the source at every start",
  "development server": "is a development server",
  "runs several programs": "runs several programs",
  detaches: "leaves the program in the background, so that the container ends at once",
};

/** Those that matter to nobody but nodemon: alone, and with the word after them. */
const nodemonOptions = new Set(
  "-L --legacy-watch -V --verbose -q --quiet -I --no-stdin -C --on-change-only --inspect".split(" "),
);
const nodemonValues = new Set("-w --watch -e --ext -i --ignore -d --delay -s --signal".split(" "));

/** Says why a program is none to start in a production image; undefined when nothing speaks against it. */
export function developmentUse(argv: readonly string[]): string | undefined {
  const [program = "", first = ""] = argv;
  const name = programName(program) ?? "";
  if (/^(?:node|bun)$/.test(name) && argv.slice(0, fileIndex(argv)).some(isWatchOption)) {
    return `${name} is told to start anew whenever a file changes, which is for development`;
  }
  const isOwnFile = program.includes("/") && !/^\/|(?:^|\/)node_modules\//.test(program);
  const unfit = isOwnFile ? undefined : unfitForProduction(name, first);
  const stays = unfit?.use === "detaches" ? argv.find((word) => staying.has(word)) : undefined;
  if (stays !== undefined) return `${name} ${first} ${stays} does not heed SIGTERM`;
  return unfit && `${unfit.isByVerb && /^\w/.test(first) ? `${name} ${first}` : name} ${uses[unfit.use]}`;
}

/**
 * A call of node in place of one that starts anew whenever a file changes.
 * undefined when there is none that does the same, and for programs of other kinds.
 */
export function withoutWatching(argv: readonly string[]): readonly string[] | undefined {
  const name = programName(argv[0]) ?? "";
  if (name === "nodemon") return withoutNodemon(argv.slice(1));
  if (name !== "node" && name !== "bun") return undefined;
  const isOther = (word: string, index: number) => !isWatchOption(word) && argv[index - 1] !== "--watch-path";
  return [...argv.slice(0, fileIndex(argv)).filter(isOther), ...argv.slice(fileIndex(argv))];
}

/** Whether a program compiles what it is given, and then runs that and nothing else. */
export function compilesOnce([program, first = ""]: readonly string[]): boolean {
  return /^(?:ts-node|tsx)$/.test(programName(program) ?? "") && !/^(?:--)?watch$/.test(first);
}

function isWatchOption(word: string): boolean {
  return /^--(?:watch|hot)(?:$|[-=])/.test(word);
}

/** `nodemon --watch src server.js` as `node server.js`; undefined when an option may matter to node. */
function withoutNodemon(words: readonly string[]): readonly string[] | undefined {
  let index = 0;
  while (index < words.length && words[index]?.startsWith("-")) {
    const word = words[index] as string;
    if (!nodemonOptions.has(word) && !nodemonValues.has(word)) return undefined;
    index += nodemonValues.has(word) ? 2 : 1;
  }
  return /\.[cm]?js$/.test(words[index] ?? "") ? ["node", ...words.slice(index)] : undefined;
}
