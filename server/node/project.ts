/** What package.json tells: the package manager, what `npm start` runs in the end, and which file that is. */

import { parse } from "jsonc-parser";
import { programName } from "../stage/process";
import { parseShell } from "../syntax/shell";
import type { Command, PackageManager, Project, Word } from "../types";
import { pathSet } from "../util/listing";
import { workspacesOf } from "./workspaces";

/** What a call such as `npm start` comes down to. */
export type Resolution =
  | {
      readonly kind: "command";
      /** The program and its arguments, fit for exec form. */
      readonly argv: readonly string[];
      /** The variables that the script sets for it. */
      readonly environment: Readonly<Record<string, string>>;
      /** The text in package.json. */
      readonly script: string;
    }
  | {
      readonly kind: "unresolved";
      /** A clause for "… because <reason>". */
      readonly reason: string;
      /** The text in package.json; undefined when no script is called or there is no such script. */
      readonly script: string | undefined;
      /** A command that does about the same without the package manager, for a person to judge. */
      readonly suggestion?: readonly string[];
    };

/**
 * Reads the package.json at the context root; `files` are the paths of the context, `contents` the texts known of them.
 * Gives undefined when its text is unknown or no JSON object. Values of a wrong type count as absent.
 */
export function readProject(files: readonly string[], contents: ReadonlyMap<string, string>): Project | undefined {
  const manifest = parseObject(contents.get("package.json") ?? "");
  if (!manifest) return undefined;
  const lockfiles = Object.keys(managersByLockfile).filter((path) => pathSet(files).has(path));
  return {
    manifest: "package.json",
    name: stringOf(manifest.name),
    scripts: stringsOf(manifest.scripts),
    dependencies: stringsOf(manifest.dependencies),
    devDependencies: stringsOf(manifest.devDependencies),
    node: isObject(manifest.engines) ? stringOf(manifest.engines.node) : undefined,
    nodeVersion: nodeVersionOf(manifest, contents),
    main: stringOf(manifest.main),
    isModule: manifest.type === "module",
    manager: managerOf(stringOf(manifest.packageManager), lockfiles, pathSet(files).has(".yarnrc.yml")),
    managerVersion: /@v?(\d[^+]*)/.exec(stringOf(manifest.packageManager) ?? "")?.[1],
    workspaces: workspacesOf(manifest.workspaces, files, contents),
    lockfiles,
  };
}

/**
 * Follows a package script to the one program that it starts; `argv` is the call (["npm", "start"]), `files` are the
 * paths of the context.
 * Gives undefined when `argv` starts no package script and no program through a package manager.
 */
export function resolveCommand(
  project: Project | undefined,
  argv: readonly string[],
  files: readonly string[] = [],
): Resolution | undefined {
  const call = readCall(argv, project);
  if (!call) return undefined;
  const outcome = follow(call, { project, files, seen: [] });
  if ("reason" in outcome) return { kind: "unresolved", script: undefined, ...outcome };
  const reason = needOfLoader(outcome, files);
  return reason ? { kind: "unresolved", script: outcome.script, ...reason } : { kind: "command", ...outcome };
}

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

// ------------------------------------------------------------- package.json

const managersByLockfile: Readonly<Record<string, PackageManager>> = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "bun.lock": "bun",
  "bun.lockb": "bun",
  "yarn.lock": "yarn",
};

function managerOf(field: string | undefined, lockfiles: readonly string[], hasYarnrc: boolean) {
  const [, name, major] = /^(npm|yarn|pnpm|bun)@v?(\d*)/.exec(field ?? "") ?? [];
  if (name === "yarn" && major) return Number(major) >= 2 ? "yarn-berry" : "yarn";
  const managers = new Set(lockfiles.map((path) => managersByLockfile[path]));
  const manager = name ?? (managers.size === 1 ? [...managers][0] : undefined);
  return (manager === "yarn" && hasYarnrc ? "yarn-berry" : manager) as PackageManager | undefined;
}

/** The first line of a version file, else the version that Volta is told. */
function nodeVersionOf(manifest: Record<string, unknown>, contents: ReadonlyMap<string, string>): string | undefined {
  for (const path of [".nvmrc", ".node-version"]) {
    const version = contents.get(path)?.trim().split(/\s/, 1)[0];
    if (version) return version;
  }
  return isObject(manifest.volta) ? stringOf(manifest.volta.node) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text.replace(/^\uFEFF/, ""));
    return isObject(value) ? value : undefined;
  } catch {
    // The parser recurses: thousands of nested brackets exhaust the stack.
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function stringsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function own(record: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A set of the words of a list. */
function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

// ------------------------------------------------------------------- calls

type Runner = PackageManager | "node --run";
type Environment = Readonly<Record<string, string>>;

/** What the words of a package manager's command line ask for. */
type Call =
  | { kind: "script"; runner: Runner; name: string; args: readonly string[]; environment: Environment }
  | { kind: "program"; tool: string; argv: readonly string[] }
  | { kind: "unclear"; reason: string };

const managerNames = setOf("npm yarn pnpm bun");

/** Commands of yarn, pnpm and bun that are no scripts. */
const managerCommands = setOf(
  "i install ci add remove rm uninstall un unlink link update up upgrade publish pack version versions view info " +
    "list ls outdated audit config cache init create login logout whoami why prune dedupe rebuild import fetch store " +
    "deploy patch set plugin constraints help bin root global policies licenses completion env setup pm",
);

const otherPackages = setOf(
  "--prefix -C --workspace --workspaces -w -ws --cwd --dir --filter -F --recursive -r --workspace-root --top-level " +
    "-T --all -A workspace workspaces",
);

/** Options that change nothing about what runs. */
const idleOptions = setOf(
  "--silent -s --quiet -q --verbose --if-present --ignore-scripts --foreground-scripts --color --offline",
);

function readCall(argv: readonly string[], project: Project | undefined): Call | undefined {
  const [first, ...rest] = programName(argv[0]) === "corepack" ? argv.slice(1) : argv;
  // Corepack takes "yarn@4".
  const tool = (programName(first) ?? "").replace(/@.*/s, "");
  if (/^(?:npx|bunx|pnpx)$/.test(tool)) return programCall(tool, rest);
  if (tool === "node") return nodeCall(rest);
  return managerNames.has(tool) ? managerCall(tool as PackageManager, rest, project) : undefined;
}

/** `node --run start -- --port 80`, of Node.js 22 and later. */
function nodeCall([option, name, ...rest]: readonly string[]): Call | undefined {
  if (option !== "--run" || name === undefined) return undefined;
  const args = rest[0] === "--" ? rest.slice(1) : rest;
  return { kind: "script", runner: "node --run", name, args, environment: {} };
}

function managerCall(tool: PackageManager, words: readonly string[], project: Project | undefined): Call | undefined {
  const isScript = (name: string) => own(project?.scripts, name) !== undefined;
  const options = readOptions(tool, words);
  if ("reason" in options) {
    // `bun --smol server.ts` runs a file.
    return tool === "bun" && !words.includes("run") ? undefined : { kind: "unclear", ...options };
  }
  const [command, ...rest] = options.rest;
  if (command === undefined) return undefined;
  if (otherPackages.has(command)) return { kind: "unclear", reason: ofAnotherPackage };
  if (/^(?:exec|x|dlx)$/.test(command)) return programCall(`${tool} ${command}`, rest);

  if (/^(?:run|run-script|rum|urn)$/.test(command)) {
    const between = readOptions(tool, rest);
    if ("reason" in between) return { kind: "unclear", ...between };
    const [name, ...args] = between.rest;
    if (name === undefined || (tool === "bun" && /[./]/.test(name) && !isScript(name))) return undefined;
    return scriptCall(tool, name, args, { ...options.environment, ...between.environment }, project);
  }
  const isCommand = managerCommands.has(command) || (tool === "bun" && /^(?:test|build|repl)$/.test(command));
  const isLifecycle = tool !== "bun" && /^(?:start|stop|test)$/.test(command);
  if (isLifecycle || (tool !== "npm" && isScript(command) && !isCommand)) {
    return scriptCall(tool, command, rest, options.environment, project);
  }
  if (isCommand || tool === "npm" || tool === "bun") return undefined;
  // yarn and pnpm take `yarn next start` for a program and anything else for a script.
  const isProgram = command === "node" || binary([command], project) || developmentUse([command]);
  return isProgram ? programCall(tool, [command, ...rest]) : scriptCall(tool, command, rest, {}, project);
}

function scriptCall(
  tool: PackageManager,
  name: string,
  words: readonly string[],
  environment: Environment,
  project: Project | undefined,
): Call {
  const runner = tool === "yarn" && project?.manager === "yarn-berry" ? "yarn-berry" : tool;
  const options = scriptArguments(runner, words);
  if ("reason" in options) return { kind: "unclear", ...options };
  return { kind: "script", runner, name, args: options.rest, environment: { ...environment, ...options.environment } };
}

function programCall(tool: string, words: readonly string[]): Call | undefined {
  const start = words.findIndex((word) => !/^(?:-y|--yes|--no|--no-install|--quiet|-q|-s|--silent|--)$/.test(word));
  const [program, ...rest] = start < 0 ? [] : words.slice(start);
  if (program === undefined) return undefined;
  if (program.startsWith("-")) return { kind: "unclear", reason: `${tool} is given ${program}` };
  // `npx next@14`, but not `npx @nestjs/cli`.
  return { kind: "program", tool, argv: [program.replace(/(.)@[^/]*$/, "$1"), ...rest] };
}

type Options = { rest: readonly string[]; environment: Environment } | { reason: string };

const ofAnotherPackage = "the script is that of another package";

/** Reads the options before the next word that is none. */
function readOptions(tool: PackageManager, words: readonly string[]): Options {
  let environment: Environment = {};
  for (const [index, word] of words.entries()) {
    if (!word.startsWith("-")) return { rest: words.slice(index), environment };
    const option = word.replace(/=.*/s, "");
    if (otherPackages.has(option)) return { reason: ofAnotherPackage };
    // npm sets NODE_ENV when it is told to leave out development dependencies (measured with npm 11).
    if (tool === "npm" && /^--(?:production|prod|omit=dev|only=prod(?:uction)?)$/.test(word)) {
      environment = { NODE_ENV: "production" };
    } else if (!idleOptions.has(option) && !/^--(?:no-[\w-]+|loglevel=\w+|reporter=[\w-]+)$/.test(word)) {
      return { reason: `${tool} is given ${option}` };
    }
  }
  return { rest: [], environment };
}

/**
 * The words after the name of a script that reach it. Measured: npm 11 keeps options before `--` for itself; yarn 1 and
 * bun 1 drop a leading `--`; yarn 4 and pnpm 10 hand over everything.
 */
function scriptArguments(runner: PackageManager, words: readonly string[]): Options {
  if (runner === "pnpm" || runner === "yarn-berry") return { rest: words, environment: {} };
  if (runner !== "npm") return { rest: words[0] === "--" ? words.slice(1) : words, environment: {} };
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const isOption = (word: string) => word.startsWith("-");
  const options = readOptions("npm", words.slice(0, end).filter(isOption));
  if ("reason" in options) return options;
  const operands = words.slice(0, end).filter((word) => !isOption(word));
  return { rest: [...operands, ...words.slice(end + 1)], environment: options.environment };
}

// --------------------------------------------------------------- following

interface Context {
  readonly project: Project | undefined;
  readonly files: readonly string[];
  /** Names of the scripts on the way. */
  readonly seen: readonly string[];
}

interface Program {
  readonly argv: readonly string[];
  readonly environment: Environment;
}

interface Reason {
  readonly reason: string;
  readonly suggestion?: readonly string[];
}

type ScriptCall = Extract<Call, { kind: "script" }>;

const deepest = 5;

const inBackground = "the script starts a command in the background";

function follow(call: Call, context: Context): (Program & { script: string }) | (Reason & { script?: string }) {
  if (call.kind === "unclear") return { reason: call.reason };
  if (call.kind === "program") return followProgram(call.tool, call.argv, context);
  if (!context.project) return { reason: "package.json is not known" };
  const script = scriptText(call, context);
  if (script === undefined) return { reason: `package.json has no script "${call.name}"` };
  return { ...followScript(call, script, context), script };
}

function followProgram(tool: string, argv: readonly string[], context: Context): Reason {
  const direct = startProgram(argv, {}, context);
  const lookUp = `${tool} looks for ${argv[0]} each time the container starts`;
  const mayDownload = /^(?:npx|bunx|pnpx|npm|bun)\b|dlx$/.test(tool);
  return {
    reason: developmentUse(argv) ?? (mayDownload ? `${lookUp} and may download it` : lookUp),
    suggestion: "reason" in direct ? direct.suggestion : direct.argv,
  };
}

/** npm, pnpm and yarn 1 start server.js when there is no script "start". */
function scriptText({ name, runner }: ScriptCall, { project, files }: Context): string | undefined {
  const hasDefault = name === "start" && (runner === "npm" || runner === "pnpm" || runner === "yarn");
  return own(project?.scripts, name) ?? (hasDefault && pathSet(files).has("server.js") ? "node server.js" : undefined);
}

function followScript(
  { name, runner, args, environment }: ScriptCall,
  text: string,
  context: Context,
): Program | Reason {
  const hooks = runner === "node --run" ? [] : [`pre${name}`, `post${name}`];
  const hook = hooks.find((key) => own(context.project?.scripts, key));
  if (hook) return { reason: `the script "${hook}" runs along with it` };
  if (context.seen.includes(name)) return { reason: "its scripts call one another in circles" };
  if (context.seen.length >= deepest) return { reason: "its scripts call one another too often" };

  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  if (errors.length > 0) return { reason: "the shell cannot read the script" };
  // The parser tells operators between commands, not the one at the end.
  if (text.trimEnd().endsWith("&")) return { reason: inBackground };
  const reason = needOfShell(commands);
  if (reason !== undefined) return { reason };
  const [command] = commands;
  const program = command ? unwrap(command, environment) : { reason: "the script is empty" };
  if ("reason" in program) return program;
  return startProgram([...program.argv, ...args], program.environment, { ...context, seen: [...context.seen, name] });
}

/** Why commands cannot do without a shell; undefined when there is at most one, of known words. */
function needOfShell(commands: readonly Command[]): string | undefined {
  const nested = commands.flatMap(({ within }) => within);
  if (nested.includes("substitution")) return "the script inserts the output of a command";
  if (nested.includes("sh -c")) return "the script starts a shell of its own";
  if (commands.some(({ operator }) => operator === "|")) return "the script pipes one command into another";
  if (commands.some(({ next }) => next === "&")) return inBackground;
  if (commands.length > 1) return "the script runs several commands";
  if (nested.length > 0) return "the script needs a shell";
  for (const { redirects, assignments, wrappers, words } of commands) {
    if (redirects.length > 0) return "the script redirects input or output";
    const values = assignments.flatMap(({ value }) => value ?? []);
    const expanded = [...values, ...wrappers, ...words].map(expansion).find((part) => part !== undefined);
    if (expanded) return `the script expands ${expanded} in a shell`;
  }
  return undefined;
}

/** The part of a word that the shell replaces. */
function expansion({ text, value }: Word): string | undefined {
  if (value === undefined) return /\$\w+/.exec(text)?.[0] ?? /\$\{[^{}]*\}/.exec(text)?.[0] ?? text;
  const unquoted = text.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, "");
  return /[*?[]|^~/.test(unquoted) ? text : undefined;
}

/** Takes `exec`, `env A=b` and `cross-env A=b` off a command. */
function unwrap(command: Command, outer: Environment): Program | Reason {
  const environment: Record<string, string> = { ...outer };
  for (const { name, value } of command.assignments) environment[name.text] = value?.value ?? "";
  const words = [...command.wrappers, ...command.words].map((word) => word.value ?? word.text);
  for (;;) {
    const wrapper = programName(words[0]);
    if (wrapper === undefined) return { reason: "the script starts no program" };
    if (/^(?:dotenv|dotenvx|env-cmd)$/.test(wrapper)) return { reason: `the script loads variables with ${wrapper}` };
    if (wrapper === "cross-env-shell") return { reason: "the script starts a shell of its own" };
    if (!/^(?:exec|env|cross-env)$/.test(wrapper)) {
      const isWrapped = words.length > command.words.length;
      return isWrapped ? { reason: `the script starts its program by ${wrapper}` } : { argv: words, environment };
    }
    words.shift();
    if (words[0]?.startsWith("-")) return { reason: `the script gives ${wrapper} the option ${words[0]}` };
    if (wrapper !== "cross-env") continue;
    for (let pair = assignment(words[0]); pair; pair = assignment(words[0])) {
      // cross-env replaces variables itself.
      if (pair.value.includes("$")) return { reason: `the script expands ${pair.value}` };
      environment[pair.name] = pair.value;
      words.shift();
    }
  }
}

function assignment(word: string | undefined): { name: string; value: string } | undefined {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word ?? "") ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** Programs that are in an image's PATH rather than in node_modules/.bin. */
const imagePrograms = setOf("node nodejs bun deno sh bash ash dash dumb-init tini catatonit java python python3");

function startProgram(argv: readonly string[], environment: Environment, context: Context): Program | Reason {
  const call = readCall(argv, context.project);
  if (call?.kind === "script") return follow(withEnvironment(call, environment), context);
  if (call) return withoutLoss(follow(call, context), environment);

  const use = developmentUse(argv);
  if (use) return withoutLoss({ reason: use, suggestion: forProduction(argv, context) }, environment);
  const [program = "", ...rest] = argv;
  if (program.includes("/") || imagePrograms.has(program)) return { argv, environment };
  const script = own(scriptsByProgram, program);
  const isLinked = own(context.project?.dependencies, program) !== undefined && !pathSet(context.files).has(".pnp.cjs");
  if (script !== undefined && isLinked) return { argv: ["node", script, ...rest], environment };
  const reason = `exec form does not look for ${program} in node_modules/.bin, as a script does`;
  return withoutLoss({ reason, suggestion: binary(argv, context.project) }, environment);
}

/** What node runs for the programs of packages that are known to keep it there. */
const scriptsByProgram: Readonly<Record<string, string>> = { next: "node_modules/next/dist/bin/next" };

function withEnvironment(call: ScriptCall, outer: Environment): ScriptCall {
  return { ...call, environment: { ...outer, ...call.environment } };
}

/** Without the suggestion if it would lose variables. NODE_ENV=production is no loss: images set it anyway. */
function withoutLoss<T extends Program | Reason>(outcome: T, environment: Environment): T | Reason {
  return "reason" in outcome && !isUsual(environment) ? { reason: outcome.reason } : outcome;
}

function isUsual(environment: Environment): boolean {
  return Object.entries(environment).every(([name, value]) => name === "NODE_ENV" && value === "production");
}

/** With Yarn's Plug'n'Play there is no node_modules folder, and yarn tells node to load .pnp.cjs first. */
function needOfLoader({ argv, environment }: Program, files: readonly string[]): Reason | undefined {
  if (argv[0] !== "node" || !pathSet(files).has(".pnp.cjs")) return undefined;
  const suggestion = ["node", "-r", "./.pnp.cjs", ...argv.slice(1)];
  return withoutLoss(
    { reason: "yarn makes node load .pnp.cjs, where its packages are listed", suggestion },
    environment,
  );
}

// ------------------------------------------------------- tools of development

interface Tool {
  readonly names: ReadonlySet<string>;
  /** What the first argument must be, "" when there is none. */
  readonly first?: RegExp;
  /** What speaks against it, after its name. */
  readonly use: string;
}

const tools: readonly Tool[] = [
  {
    names: setOf("nodemon node-dev supervisor ts-node-dev tsnd tsc-watch"),
    use: "is a development server that starts anew whenever a file changes",
  },
  {
    names: setOf("ts-node ts-node-esm tsx babel-node swc-node esno vite-node jiti"),
    use: "is a development tool that compiles the source at every start",
  },
  {
    names: setOf("react-scripts vue-cli-service ng webpack webpack-dev-server parcel nest vite"),
    use: "is a development server",
  },
  {
    names: setOf("next nuxt nuxi astro remix gatsby strapi wrangler medusa"),
    first: /^(?:dev|develop|preview|-.*)?$/s,
    use: "is a development server",
  },
  {
    names: setOf("concurrently npm-run-all run-p run-s turbo lerna nx wait-on start-server-and-test"),
    use: "runs several programs",
  },
  {
    names: setOf("pm2"),
    first: /^start$/,
    use: "leaves the program in the background, so that the container ends at once",
  },
];

/** Says why a program is none to start in a production image; undefined when nothing speaks against it. */
function developmentUse(argv: readonly string[]): string | undefined {
  const [program = "", first = ""] = argv;
  const name = programName(program) ?? "";
  if (/^(?:node|bun)$/.test(name) && argv.slice(0, fileIndex(argv)).some(isWatchOption)) {
    return `${name} is told to start anew whenever a file changes, which is for development`;
  }
  const isOwnFile = program.includes("/") && !/^\/|(?:^|\/)node_modules\//.test(program);
  const tool = tools.find((each) => !isOwnFile && each.names.has(name) && (each.first?.test(first) ?? true));
  return tool && `${tool.first && /^\w/.test(first) ? `${name} ${first}` : name} ${tool.use}`;
}

function isWatchOption(word: string): boolean {
  return /^--(?:watch|hot)(?:$|[-=])/.test(word);
}

/** What to start in an image in place of a development tool. */
function forProduction(argv: readonly string[], context: Context): readonly string[] | undefined {
  const [program, ...rest] = argv;
  const name = programName(program) ?? "";
  if (name === "nodemon") return withoutNodemon(rest);
  if (name === "node" || name === "bun") {
    const isOther = (word: string, index: number) => !isWatchOption(word) && argv[index - 1] !== "--watch-path";
    return [...argv.slice(0, fileIndex(argv)).filter(isOther), ...argv.slice(fileIndex(argv))];
  }
  const compiles = /^(?:ts-node|tsx)$/.test(name) && !/^(?:--)?watch$/.test(rest[0] ?? "");
  return productionScript(context) ?? (compiles ? binary(argv, context.project) : undefined);
}

const nodemonOptions = setOf("-L --legacy-watch -V --verbose -q --quiet -I --no-stdin -C --on-change-only --inspect");
const nodemonValues = setOf("-w --watch -e --ext -i --ignore -d --delay -s --signal");

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

function productionScript(context: Context): readonly string[] | undefined {
  for (const name of ["start:prod", "start:production"]) {
    const outcome = follow({ kind: "script", runner: "npm", name, args: [], environment: {} }, context);
    if ("argv" in outcome && isUsual(outcome.environment)) return outcome.argv;
  }
  return undefined;
}

/** Packages whose program has another name than they have. */
const packagesByProgram: Readonly<Record<string, string>> = {
  fastify: "fastify-cli",
  "functions-framework": "@google-cloud/functions-framework",
  "moleculer-runner": "moleculer",
  nest: "@nestjs/cli",
  "pm2-runtime": "pm2",
  "react-router-serve": "@react-router/serve",
  "remix-serve": "@remix-run/serve",
  sirv: "sirv-cli",
  strapi: "@strapi/strapi",
};

/** The program by the path where package managers link it, if a package that is installed in production has it. */
function binary(
  [program = "", ...rest]: readonly string[],
  project: Project | undefined,
): readonly string[] | undefined {
  const name = own(packagesByProgram, program) ?? program;
  return own(project?.dependencies, name) === undefined ? undefined : [`node_modules/.bin/${program}`, ...rest];
}

// --------------------------------------------------------------- entry file

/** Options of node that take the next word as their value (`node --help` of Node.js 20, without tests and profiles). */
const nodeValues = setOf(
  "-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists " +
    "--title --watch-path --allow-fs-read --allow-fs-write --diagnostic-dir --disable-proto --disable- " +
    "warning --dns-result-order --icu-data-dir --input-type --max-http-header-size --openssl-config " +
    "--redirect-warnings --report-dir --report-directory --report-filename --report-signal --secure-heap " +
    "--tls-cipher-list --trace-event-categories --unhandled-rejections --use-largepages",
);

/** With these, node runs no file. */
const fileless = setOf("-e --eval -p --print -pe -c --check -i --interactive -v --version -h --help --run --test -");

/** The index of the file among the words after node; the number of words when there is none. */
function fileIndex(argv: readonly string[]): number {
  for (let index = 1; index < argv.length; index++) {
    const word = argv[index] as string;
    if (word === "--") return index + 1;
    if (fileless.has(word.replace(/=.*/s, ""))) return argv.length;
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
