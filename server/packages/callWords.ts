/** The words that package managers know: their names, commands and options. */

/** yarn stands for classic and berry alike: only the project knows. */
export type Manager = "npm" | "yarn" | "pnpm" | "bun";

/** By the name of the program. */
export const managersByName: Readonly<Record<string, Manager>> = {
  npm: "npm",
  yarn: "yarn",
  yarnpkg: "yarn",
  pnpm: "pnpm",
  bun: "bun",
};

/** Programs that run a program of a package and do nothing else. */
export const packageRunners: ReadonlySet<string> = new Set(["npx", "bunx", "pnpx"]);

/** Verbs by which a manager runs a program of a package. */
export const programVerbs: ReadonlySet<string> = new Set(["exec", "x", "dlx"]);

export const scriptVerbs: ReadonlySet<string> = new Set(["run", "run-script", "rum", "urn"]);

/** What runs the script of another name, or of its own, without `run`. */
export const lifecycleVerbs: Readonly<Record<Manager, Readonly<Record<string, string>>>> = {
  npm: { start: "start", stop: "stop", test: "test", t: "test", tst: "test" },
  yarn: { start: "start", stop: "stop", test: "test" },
  pnpm: { start: "start", stop: "stop", test: "test", t: "test", tst: "test" },
  bun: {},
};

/** Commands of yarn, pnpm and bun that are no scripts. */
export const managerCommands: ReadonlySet<string> = new Set(
  (
    "i install ci add remove rm uninstall un unlink link update up upgrade publish pack version versions view info " +
    "list ls outdated audit config cache init create login logout whoami why prune dedupe rebuild import fetch store " +
    "deploy patch set plugin constraints help bin root global policies licenses completion env setup pm"
  ).split(" "),
);

/** Those of bun that win over scripts of the same name. */
export const bunCommands: ReadonlySet<string> = new Set(["test", "build", "repl"]);

/** Verbs that install, with the spellings that npm takes for them. */
export const installVerbs: readonly string[] = "install i in ins inst insta instal isnt isnta isntal isntall add".split(
  " ",
);

/** Verbs that install just what the lock file of npm says. */
export const cleanInstallVerbs: readonly string[] = "ci clean-install ic install-clean isntall-clean".split(" ");

/** What an option says about the call. */
export type OptionKind =
  /** Nothing, alone or with the word after it. */
  | "idle"
  | "value"
  /** That it goes to another package: in a folder, by name, in all workspaces, at the root. */
  | "folder"
  | "workspace"
  | "every"
  | "root"
  /** That `pre` and `post` do not run along. */
  | "no hooks";

/** Those that change nothing with any manager. */
const idle = "-s --silent -q --quiet --verbose --if-present --foreground-scripts --color --offline --prefer-offline";

const kinds: Readonly<Record<Manager, ReadonlyMap<string, OptionKind>>> = {
  npm: byOption({
    idle: `${idle} -d -dd -ddd --include-workspace-root -iwr`,
    value: "--loglevel --registry --cache --userconfig",
    folder: "--prefix -C",
    workspace: "--workspace -w",
    every: "--workspaces -ws",
    "no hooks": "--ignore-scripts",
  }),
  yarn: byOption({
    idle: `${idle} --non-interactive --ignore-scripts`,
    value: "--cache-folder --registry --mutex",
    folder: "--cwd",
    every: "--all -A",
    root: "--top-level -T",
  }),
  pnpm: byOption({
    idle: `${idle} --stream --aggregate-output --ignore-scripts`,
    value: "--reporter --loglevel --registry --store-dir --workspace-concurrency",
    folder: "--dir -C --prefix",
    workspace: "--filter -F --filter-prod",
    every: "--recursive -r --workspaces",
    root: "--workspace-root -w",
  }),
  bun: byOption({
    idle: `${idle} --ignore-scripts`,
    folder: "--cwd",
    workspace: "--filter -F",
    every: "--workspaces",
  }),
};

function byOption(row: Readonly<Partial<Record<OptionKind, string>>>): ReadonlyMap<string, OptionKind> {
  const pairs = Object.entries(row).flatMap(([kind, options]) =>
    options.split(" ").map((each) => [each, kind] as const),
  );
  return new Map(pairs as [string, OptionKind][]);
}

/** What an option, without a value, is to a manager; undefined when that is not known. */
export function optionKind(manager: Manager, option: string): OptionKind | undefined {
  return kinds[manager].get(option) ?? (/^--no-[\w-]+$/.test(option) ? "idle" : undefined);
}

/** Options by which npm sets NODE_ENV, as it is told to leave out development dependencies (measured with npm 11). */
export const npmProduction = /^--(?:production|prod|omit=dev|only=prod(?:uction)?)$/;

/** Options of `npx` and of `exec` that change nothing about what runs. */
export const runnerOptions: ReadonlySet<string> = new Set(
  "-y --yes --no --no-install -q --quiet -s --silent --".split(" "),
);

/** Programs that run several scripts or commands; what their options take as the next word. */
export const severalRunners: Readonly<
  Record<
    string,
    { readonly isParallel: boolean; readonly takes: "scripts" | "lines"; readonly values: ReadonlySet<string> }
  >
> = {
  "run-s": several(false, "scripts", "--npm-path"),
  "run-p": several(true, "scripts", "--npm-path --max-parallel"),
  "npm-run-all": several(false, "scripts", "--npm-path --max-parallel"),
  "npm-run-all2": several(false, "scripts", "--npm-path --max-parallel"),
  concurrently: several(
    true,
    "lines",
    "-n --names -c --prefix-colors -p --prefix -l --prefix-length -t --timestamp-format -m --max-processes -s " +
      "--success --restart-tries --restart-after --name-separator --hide --kill-signal --default-input-target --cwd",
  ),
};

function several(isParallel: boolean, takes: "scripts" | "lines", values: string) {
  return { isParallel, takes, values: new Set(values.split(" ")) };
}
