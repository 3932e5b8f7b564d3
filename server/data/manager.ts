/** What is known of each package manager of JavaScript: the columns of their table. */

export interface Manager {
  readonly name: string;
  /** The program of command lines. Both generations of yarn have the same. */
  readonly program: string;
  /** All its names. */
  readonly programs: readonly string[];
  /** Its first major version, where another package manager has its program up to then. */
  readonly since?: number;
  /** Programs that look for the program of a package and start it. */
  readonly runners?: readonly string[];
  /** Every image of Node.js has it, or those before a line; undefined where Corepack or an image of its own brings it. */
  readonly inNode?: "always" | { readonly before: number };

  /** The package of the npm registry that brings it, where that has another name than its program. */
  readonly package?: string;
  /** The version to take where a project names none. */
  readonly usualVersion?: string;
  /** The line of Node.js that its major versions need at least, the newest first. */
  readonly needsNode?: readonly (readonly [since: number, node: number])[];

  /** Verbs that install the project, or packages where some are named. */
  readonly install: readonly string[];
  /** Verbs that install exactly what the lock file says. */
  readonly ci?: readonly string[];
  /** Verbs that install named packages. */
  readonly add: readonly string[];
  /** The verb in front of `add` for programs on the PATH. */
  readonly global?: string;
  /** Without a verb it installs the project. */
  readonly installsBare?: true;
  /** Verbs that run a package script. */
  readonly run: readonly string[];
  /** Verbs that run the program of a package. */
  readonly exec: readonly string[];
  /** It may download what these run. */
  readonly execDownloads?: true;
  /** Verbs that run the tests and are no names of package scripts: `npm t`. */
  readonly tests?: readonly string[];
  /** Package scripts that are verbs: `npm start`. */
  readonly lifecycle?: readonly string[];
  /** Other verbs, which are no package scripts either. */
  readonly commands: readonly string[];
  /** A package script may stand in place of the verb: `yarn build`. */
  readonly runsScripts?: true;
  /** The program of a package may stand in place of the verb: `yarn next start`. */
  readonly runsPrograms?: true;
  /** Scripts that it has of its own where package.json has none of that name: `npm run env`. */
  readonly ownScripts?: readonly string[];
  /** What its verb `run` starts where there is no such script: programs of packages, files with a name like one. */
  readonly runFinds?: readonly ("programs" | "files")[];
  /** `start` runs server.js where there is no such script. */
  readonly startsServer?: true;
  /** Which of the words behind the name of a script reach it. Measured with npm 11, yarn 1 and 4, pnpm 10, bun 1. */
  readonly scriptArguments: "behind --" | "without the first --" | "all";

  /** Options whose value is the folder that it works in. */
  readonly folderOptions: readonly string[];
  /** Options, or a verb, whose value names the workspace that it works in. */
  readonly workspaceOptions?: readonly string[];
  readonly workspaceVerb?: string;
  /** Options and verbs that make it work in several workspaces, or at their root. */
  readonly manyWorkspaces?: readonly string[];
  /** All options that take a value in the next word. */
  readonly valuedOptions: readonly string[];

  /** Options by which it obeys the lock file, or stops; the first is the one to write. */
  readonly frozen: readonly string[];
  /** Where there is no lock file, it installs all the same in spite of these options. Measured with yarn 1.22 and bun 1.1 to 1.4. */
  readonly frozenWithoutLockfile?: true;
  /** Commands that write its lock file by that of another manager. */
  readonly translatesLockfile?: readonly string[];
  /** It obeys the lock file where the variable CI is set. */
  readonly frozenInCi?: true;
  /** It obeys the lock file along with an option that leaves dev dependencies out. */
  readonly frozenInProduction?: true;
  /** Options that leave dev dependencies out; the first is the one to write. */
  readonly production: readonly string[];
  /** The option that installs dev dependencies in spite of NODE_ENV. */
  readonly includeDev?: string;
  /** Options that install dev dependencies and nothing else. */
  readonly onlyDev?: readonly string[];
  /** NODE_ENV=production makes it leave dev dependencies out. */
  readonly obeysNodeEnv?: true;

  /** The option that runs no script of a package. */
  readonly ignoreScripts?: string;
  /** The option that leaves optional dependencies out. */
  readonly omitOptional?: string;

  /** Takes dev dependencies out again. Measured: pnpm 8 to 10 and yarn 1 run the script "prepare" unless told not to. */
  readonly prune?: {
    readonly command: string;
    readonly calls: readonly string[];
    /** The first major version that has the command. */
    readonly since?: number;
    /** It takes out those of workspaces, too. */
    readonly ofWorkspaces?: true;
    /** Options of the install without which it may find that dependencies do not fit, or run scripts after all. */
    readonly keeps?: readonly string[];
    /** It installs anew what it keeps, from the cache as far as that holds it. */
    readonly refetches?: true;
  };
  /** Calls that put what production needs into place anew. */
  readonly installsAnew?: readonly string[];

  readonly cache: {
    /** Where root's downloads are. */
    readonly folder: string;
    /** A build stage that is made gets a mount for it. */
    readonly isMounted?: true;
    /** Variables that put the folder elsewhere. */
    readonly movers: readonly string[];
    /** Empties it. */
    readonly clean: string;
    /** Calls that look after it and do nothing else. */
    readonly calls: readonly string[];
  };
  /** Calls that read or write its settings: "npm config". */
  readonly config: readonly string[];
  /** `config set` writes to the .npmrc of the user. */
  readonly writesNpmrc?: true;
  /** It takes registry tokens from .npmrc. */
  readonly readsNpmrc?: true;
  /** Calls that choose its own version. */
  readonly chooses?: readonly string[];

  /** The usual name first. */
  readonly lockfiles: readonly string[];
  /** Files beside package.json that tell how to install. */
  readonly settings: readonly string[];
  /** The one of them that shows which of two managers with the same lock file it is. */
  readonly sign?: string;
  /** The one of them that names the workspaces, in place of package.json. */
  readonly workspaceFile?: string;
  /** Folders that an install reads. */
  readonly folders?: readonly string[];
}
