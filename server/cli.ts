import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { version } from "../package.json";
import { runContext } from "./contextCommand";
import { disk } from "./disk";
import { contextsOf } from "./engine/contexts";
import { page } from "./engine/documentation";
import { gatherFacts, gatherIgnoreFacts, kindOf, remember, type Surroundings, wantsOf } from "./engine/facts";
import { findHadolintFile, type HadolintConfig } from "./engine/hadolintConfig";
import { type Hardened, harden, hardenIgnore } from "./engine/harden";
import { lint, lintIgnore } from "./engine/lint";
import { readConfiguration } from "./engine/settings";
import { shellcheckScripts } from "./engine/shellcheck";
import { listContext } from "./files";
import { type Format, formats, type Report } from "./formats";
import { findShellcheck } from "./outside/shellcheck";
import { rules } from "./rules";
import { parseDockerfile } from "./text/dockerfile";
import { parseIgnore } from "./text/dockerignore";
import { closest } from "./text/similar";
import type { AskShellcheck, Dockerfile, Host, Problem, Rule, Severity } from "./types";
import { oneOf, print, wrongUsage } from "./usage";

const help = `Drydock ${version}: checks Dockerfiles and .dockerignore files and hardens them.

usage: drydock COMMAND …

  lint [OPTION…] FILE…       report problems; a folder stands for all Dockerfiles and ignore files in it, - for stdin
      --format FORMAT        text (default), json, sarif or github
      --all                  run the rules that are off by default, too
      --context DIR          the build context (default: what compose, bake and devcontainer files of the repository
                             say, or else the nearest folder that holds what is copied)
      --shellcheck           report what ShellCheck finds, too; it must be on the PATH
      --fail-on SEVERITY     exit with 1 from this severity on: error, warning, info, hint or none
                             (default: what .hadolint.yaml says, or else warning)
  harden [OPTION…] FILE      print the Dockerfile with everything fixed; what was done and why goes to stderr
      --diff                 print the changes instead
      --write                change the files instead
      --context DIR          as above
  explain [RULE]             print what a rule is about; without RULE, list all
  context [OPTION…] DIR…     print what "docker build" sends of a folder
      --format FORMAT        text (default) or json
      --file FILE            the Dockerfile, which may have an ignore file of its own
      --explain PATH         say why that path is sent or left out instead; may be given several times
  lsp --stdio                start the language server

  --help, --version

exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or a file that cannot be read or written`;

/** The gravest first. */
const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

const commands: Readonly<Record<string, (args: string[]) => number | Promise<number>>> = {
  lint: runLint,
  harden: runHarden,
  explain: runExplain,
  context: runContext,
  lsp: runServer,
};

// A reader that has seen enough, "head" say, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

main(process.argv.slice(2)).then(
  (status) => {
    if (status !== undefined) process.exitCode = status;
  },
  (error: unknown) => {
    process.exitCode = 2;
    console.error(isExpected(error) ? `drydock: ${error.message}` : error);
  },
);

async function main([name, ...args]: string[]): Promise<number | undefined> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help" || args.includes("--help")) {
    print(help);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    print(version);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw wrongUsage(`no command "${name}"${suggestion(name, Object.keys(commands))}`);
  return command(args);
}

// --------------------------------------------------------------------- lint

async function runLint(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" },
      all: { type: "boolean", default: false },
      context: { type: "string" },
      shellcheck: { type: "boolean", default: false },
      "fail-on": { type: "string" },
    },
  });
  const format = oneOf("--format", values.format, Object.keys(formats) as Format[]);
  const given = values["fail-on"];
  const failOn = given === undefined ? undefined : oneOf("--fail-on", given, [...severities, "none"] as const);
  if (positionals.length === 0) throw wrongUsage("lint needs a file");

  const ask = values.shellcheck ? await findShellcheck(console.error)(undefined) : undefined;
  if (values.shellcheck && !ask) throw wrongUsage("there is no ShellCheck on the PATH");
  const host = diskHost();
  const configOf = hadolintConfigs(host);
  const reports: Report[] = [];
  let isFailure = false;
  let isComplete = true;
  for (const name of await expandFolders(positionals)) {
    const text = await readInput(name);
    if (text === undefined) {
      isComplete = false;
      continue;
    }
    const config = await configOf(name);
    const problems = await check(host, name, text, config, values, ask);
    reports.push({ name, text, problems });
    const limit = failOn ?? config?.failOn ?? "warning";
    const failing = limit === "none" ? [] : severities.slice(0, severities.indexOf(limit) + 1);
    isFailure ||= problems.some(({ severity }) => failing.includes(severity));
  }

  const isColourful = process.stdout.isTTY === true && !process.env.NO_COLOR;
  print(formats[format](reports, isColourful));
  if (!isComplete) return 2;
  return isFailure ? 1 : 0;
}

async function check(
  host: Host,
  name: string,
  text: string,
  config: HadolintConfig | undefined,
  { context, all }: { readonly context?: string; readonly all: boolean },
  ask: AskShellcheck | undefined,
): Promise<Problem[]> {
  const configured = readConfiguration(undefined, config);
  const settings = { ...configured.settings, all };
  const facts = { ...(await surround(host, name, text, context)).facts, policy: configured.policy };
  if (isIgnoreFile(name)) return lintIgnore(parseIgnore(text), facts, settings);
  const file = parseDockerfile(text);
  const shellcheck = ask && (await answersOf(file, ask));
  return lint(file, { ...facts, shellcheck }, settings);
}

async function answersOf(file: Dockerfile, ask: AskShellcheck) {
  const asked = shellcheckScripts(file).map(async (script) => [script.key, (await ask(script)) ?? []] as const);
  return new Map(await Promise.all(asked));
}

/**
 * Without a folder given, the build context of a file is looked for in the repository around it; outside of one it is the
 * file's own folder. That of stdin is unknown.
 */
async function surround(host: Host, name: string, text: string, context: string | undefined): Promise<Surroundings> {
  const chosen = context === undefined ? undefined : pathToFileURL(path.resolve(context)).href;
  const file = name === "-" ? undefined : path.resolve(name);
  if (file === undefined) return gatherFacts(host, undefined, [], wantsOf(parseDockerfile(text)), { chosen });
  const uri = pathToFileURL(file).href;
  const repository = await repositoryAround(path.dirname(file));
  const contexts = contextsOf(uri, [pathToFileURL(repository ?? path.dirname(file)).href]);
  const hints = { chosen, isOpenEnded: repository === undefined };
  if (isIgnoreFile(name)) return gatherIgnoreFacts(host, uri, contexts, hints);
  return gatherFacts(host, uri, contexts, wantsOf(parseDockerfile(text)), hints);
}

/** The nearest folder upward that git keeps; undefined when there is none. */
async function repositoryAround(folder: string): Promise<string | undefined> {
  let at = folder;
  for (let level = 0; level < 20; level++) {
    // A file in a worktree or submodule.
    if (await stat(path.join(at, ".git")).catch(() => undefined)) return at;
    at = path.dirname(at);
  }
  return undefined;
}

function diskHost(): Host {
  return remember({ ...disk, log: console.error });
}

/**
 * Finds the nearest configuration for hadolint in the folder of a file and those above it, up to the root of its
 * repository: each folder is looked into once. Stdin counts as a file of the current folder.
 */
function hadolintConfigs(host: Host): (name: string) => Promise<HadolintConfig | undefined> {
  const known = new Map<string, Promise<HadolintConfig | undefined>>();
  const configIn = (folder: string) => {
    const config = known.get(folder) ?? find(folder);
    known.set(folder, config);
    return config;
  };
  const find = async (folder: string): Promise<HadolintConfig | undefined> => {
    const file = await findHadolintFile(host, [pathToFileURL(folder).href]);
    if (file) {
      const shown = path.relative("", fileURLToPath(file.uri));
      for (const complaint of file.complaints) console.error(`drydock: ${shown}: ${complaint}`);
      return file.config;
    }
    const above = path.dirname(folder);
    const isRepository = await stat(path.join(folder, ".git")).then(
      () => true,
      () => false,
    );
    return isRepository || above === folder ? undefined : configIn(above);
  };
  return (name) => configIn(path.dirname(path.resolve(name)));
}

async function expandFolders(names: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    const isFolder = name !== "-" && (await stat(name).catch(() => undefined))?.isDirectory();
    if (!isFolder) files.push(name);
    else files.push(...((await listContext(name))?.paths ?? []).filter(kindOf).map((file) => path.join(name, file)));
  }
  return files;
}

/** The text of a file; says so and gives undefined when it cannot be read. */
async function readInput(name: string): Promise<string | undefined> {
  if (name === "-") {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  }
  try {
    return (await readFile(name, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    console.error(`drydock: cannot read ${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function isIgnoreFile(name: string): boolean {
  return kindOf(name) === ".dockerignore";
}

// ------------------------------------------------------------------- harden

async function runHarden(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      diff: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      context: { type: "string" },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw wrongUsage("harden needs one file");
  if (values.diff && values.write) throw wrongUsage("--diff and --write exclude each other");
  if (values.write && name === "-") throw wrongUsage("stdin cannot be written");
  const text = await readInput(name);
  if (text === undefined) return 2;

  const host = diskHost();
  const { settings, policy } = readConfiguration(undefined, await hadolintConfigs(host)(name));
  const { root, facts: known } = await surround(host, name, text, values.context);
  const facts = { ...known, policy };
  const hardened: Hardened = isIgnoreFile(name)
    ? { text: hardenIgnore(text, facts, settings), files: [], applied: [] }
    : harden(text, facts, settings);
  const context = values.context ?? folderFrom(path.dirname(name), root);
  const others = hardened.files.map((file) => ({
    name: path.join(context, file.path),
    before: facts.ignore?.path === file.path ? facts.ignore.text : facts.contents?.get(file.path),
    after: file.text,
  }));
  const changes = [{ name, before: text, after: hardened.text }, ...others].filter((it) => it.before !== it.after);

  for (const { rule, title, message, line } of hardened.applied) {
    console.error(`${name}:${line + 1} ${title}: ${message} [${rule.id}]`);
  }
  if (values.diff) {
    for (const change of changes) process.stdout.write(patch(change));
  } else if (values.write) {
    for (const { name, after } of changes) await write(name, after);
    for (const { name, before } of changes) console.error(`${before === undefined ? "created" : "changed"} ${name}`);
  } else {
    process.stdout.write(hardened.text);
    for (const { name, before } of others) {
      const verb = before === undefined ? "create" : "change";
      console.error(`--write would ${verb} ${name}, too; --diff shows how`);
    }
  }
  return 0;
}

/** The path of the folder at `uri`, absolute or not as `folder` is written; `folder` itself when there is none. */
function folderFrom(folder: string, uri: string | undefined): string {
  return uri === undefined ? folder : path.join(folder, path.relative(path.resolve(folder), fileURLToPath(uri)));
}

function patch({ name, before, after }: { name: string; before: string | undefined; after: string }): string {
  const from = before === undefined ? "/dev/null" : name;
  return createTwoFilesPatch(from, name, before ?? "", after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

async function write(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(name), { recursive: true });
  await writeFile(name, text);
}

// ------------------------------------------------------------------- explain

function runExplain(args: string[]): number {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [name, ...more] = positionals;
  if (more.length > 0) throw wrongUsage("explain takes one rule");
  if (name === undefined) {
    const width = Math.max(...rules.map(({ id }) => id.length));
    print(rules.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join("\n"));
    return 0;
  }
  const named = rules.filter((it) => namesOf(it).some((known) => known.toLowerCase() === name.toLowerCase()));
  if (named.length === 0) throw wrongUsage(`no rule "${name}"${suggestion(name, rules.flatMap(namesOf))}`);
  // Several rules of ours may share one of hadolint's or BuildKit's.
  print(named.map(page).join("\n\n"));
  return 0;
}

function namesOf({ id, aliases = [] }: Rule): string[] {
  return [id, ...aliases];
}

// ----------------------------------------------------------------------- lsp

/** The server is a bundle of its own, so that linting does not wait for its libraries. */
async function runServer(args: string[]): Promise<number> {
  // The connection finds its transport on the command line.
  if (args.length === 0) process.argv.push("--stdio");
  require(path.join(__dirname, "node.js"));
  return 0;
}

// -------------------------------------------------------------------- common

/** Wrong usage, and what the system says about files; anything else is a fault of ours. */
function isExpected(error: unknown): error is Error {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && /^(WRONG_USAGE|ERR_PARSE_ARGS_.*|E[A-Z]+)$/.test(code);
}

function suggestion(name: string, known: readonly string[]): string {
  const near = closest(
    name.toLowerCase(),
    known.map((candidate) => candidate.toLowerCase()),
  );
  const meant = known.find((candidate) => candidate.toLowerCase() === near);
  return meant ? `; did you mean "${meant}"?` : "";
}
