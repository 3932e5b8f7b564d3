/** What a row of the tables of tools holds. */

/** What a tool is for in the first place. */
export type Purpose =
  /** Starts the program anew whenever a file changes. */
  | "watcher"
  /** Runs sources that it compiles when they are loaded. */
  | "compiles at start"
  /** Serves a front end, or a program in development, and may build it. Nothing of it is for production. */
  | "development server"
  /** Develops, builds and, most of them, serves in production. */
  | "framework"
  | "build tool"
  /** Makes a client from a schema, and changes databases when a program starts. */
  | "database tool"
  /** Builds several packages, in their order. */
  | "monorepo tool"
  | "runs several programs"
  | "test runner"
  | "linter"
  /** Deletes what was built before, or puts paths in place in what is compiled. */
  | "tidies up"
  | "process manager"
  /** Sends the files of a folder. */
  | "file server"
  /** Loads the program into a server of its own. */
  | "application server"
  | "sets variables"
  | "runtime";

export interface Tool {
  /** Its programs, the usual one first. */
  readonly programs: readonly string[];
  /** The packages that bring them, the usual one first, where that has another name than the first program. */
  readonly packages?: readonly string[];
  readonly purpose: Purpose;
  /** The first words with which it is a development server; "" stands for none or an option, `always` for any. */
  readonly develops?: Verbs;
  /** The first words with which it serves what was built, to look at it. */
  readonly previews?: Verbs;
  /** The first words with which it builds into the folder of the project. */
  readonly builds?: Verbs;
  /** What it builds is a front end. */
  readonly isFrontEnd?: true;
  /** How variables are named whose values it puts into what it builds. */
  readonly inlines?: string;
  /** The first word with which it starts programs and ends. */
  readonly detaches?: string;
  /** Files of the project that it reads, of which there may be any. */
  readonly configs?: readonly string[];
  /** Folders that it builds into when nothing else is said. */
  readonly outputs?: readonly string[];
  /** Options that name such a folder, or a file in it. */
  readonly outputOptions?: readonly string[];
  /** Names in its configuration that may choose another folder. */
  readonly outputKeys?: readonly string[];
  /** What it builds has the name of the source: `src/main.ts`, `dist/main.js`. */
  readonly keepsNames?: true;
  /** What node runs for it. */
  readonly script?: string;
}

type Verbs = readonly string[] | "always";

/** Words between blanks as a list. */
export const words = (list: string): readonly string[] => list.split(" ");

/** "vite.config.js" and so on. */
export function configs(stem: string, extensions: string): readonly string[] {
  return words(extensions).map((extension) => `${stem}.config.${extension}`);
}

/** The extensions that most tools know for their configuration. */
export const everyExtension = "js mjs cjs ts mts cts";
/** What tools that compile TypeScript read. */
export const typescript = ["tsconfig.json"];
