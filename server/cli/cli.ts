import path from "node:path";
import { parseArgs } from "node:util";
import { version } from "../../package.json";
import { page } from "../engine/documentation";
import type { HadolintConfig } from "../engine/hadolintConfig";
import { lint, lintIgnore } from "../engine/lint";
import { readConfiguration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { findShellcheck } from "../host/shellcheckProgram";
import { rules } from "../rules";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import type { AskShellcheck, Dockerfile, Host, Problem, Severity } from "../types";
import { runContext } from "./contextCommand";
import { type Format, formats, type Report } from "./formats";
import { runHarden } from "./hardenCommand";
import { expandFolders, filesIn, hadolintConfigs, isIgnoreFile, readInput, rootsOf, surround } from "./inputs";
import { runProve } from "./proveCommand";
import { oneOf, print, rulesNamed, suggestion, wrongUsage } from "./usage";

const help = `Drydock ${version}: checks Dockerfiles and .dockerignore files and hardens them.

usage: drydock COMMAND …

  lint [OPTION…] FILE…       report problems; a folder stands for all Dockerfiles and ignore files in it, - for stdin
      --format FORMAT        text (default), json, sarif or github
      --all                  run the rules that are off by default, too
      --context DIR          the build context (default: what compose, bake and devcontainer files of the repository
                             say, or else the nearest folder that holds what is copied)
      --target STAGE         the stage that ships (default: what those files build, or else the last one)
      --shellcheck           report what ShellCheck finds, too; it must be on the PATH
      --fail-on SEVERITY     exit with 1 from this severity on: error, warning, info, hint or none
                             (default: what .hadolint.yaml says, or else warning)
  harden [OPTION…] FILE…     print the Dockerfile with everything fixed; what was done and why goes to stderr
      --level LEVEL          safe: only what cannot change the image, recommended (default), or everything: matters of
                             judgement, too
      --skip RULE            leave out what a rule does; may be given several times
      --include RULE         do all that a rule can do at any level, edits of source code included; likewise
      --read-only-files      leave the application's files to root, so that the program can only read them
      --diff                 print the changes instead, those of several files or folders, too
      --write                change the files instead, likewise
      --json                 print texts, steps, what is left and the score instead, likewise
      --context DIR, --target STAGE
                             as above
  prove [OPTION…] FILE [-- ARG…]
                             build and start the Dockerfile as it is and hardened, with docker, podman or nerdctl, and
                             print what differs; on a change for the worse, say which step is to blame. Nothing is
                             written to the project, no port is published, and all that is made is removed
      --level LEVEL, --skip RULE, --include RULE, --context DIR, --target STAGE
                             as above
      --builder PROGRAM      docker, podman or nerdctl (default: the first that answers)
      --network NETWORK      the network of the containers (default: none)
      --env NAME=VALUE, --env-file FILE
                             variables for the containers, beside those that compose files give; several times, too
      --timeout SECONDS      how long a build may take (900)
      --wait SECONDS         how long a container may take to answer (30)
      --keep                 leave images, containers and files behind, and say which
      --format FORMAT        text (default) or json
      -- ARG…                more arguments for every build: --build-arg, --secret, --network
  explain [RULE]             print what a rule is about; without RULE, list all
  context [OPTION…] DIR…     print what "docker build" sends of a folder
      --format FORMAT        text (default) or json
      --file FILE            the Dockerfile, which may have an ignore file of its own
      --explain PATH         say why that path is sent or left out instead; may be given several times
  lsp --stdio                start the language server

  --help, --version

exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or a file that cannot be read or written;
             prove: 0 not worse, 1 worse, 2 wrong usage, no builder, or it cannot be built as it is`;

/** The gravest first. */
const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

const commands: Readonly<Record<string, (args: string[]) => number | Promise<number>>> = {
  lint: runLint,
  harden: runHarden,
  prove: runProve,
  explain: runExplain,
  context: runContext,
  lsp: runServer,
};

// A reader that has seen enough, "head" say, is no error; nor is a terminal that has been closed.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  });
}

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
      target: { type: "string" },
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
  const names = await expandFolders(positionals);
  const roots = await rootsOf(positionals, names, values.context);
  const host = filesIn(roots);
  const configOf = hadolintConfigs(host);
  const reports: Report[] = [];
  let isFailure = false;
  let isComplete = true;
  for (const name of names) {
    const text = await readInput(name, positionals.includes(name), roots);
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
  { context, target, all }: { readonly context?: string; readonly target?: string; readonly all: boolean },
  ask: AskShellcheck | undefined,
): Promise<Problem[]> {
  const configured = readConfiguration(undefined, config);
  const settings = { ...configured.settings, all };
  const facts = { ...(await surround(host, name, text, context)).facts, policy: configured.policy, target };
  if (isIgnoreFile(name)) return lintIgnore(parseIgnore(text), facts, settings);
  const file = parseDockerfile(text);
  const shellcheck = ask && (await answersOf(file, ask));
  return lint(file, { ...facts, shellcheck }, settings);
}

async function answersOf(file: Dockerfile, ask: AskShellcheck) {
  const asked = shellcheckScripts(file).map(async (script) => [script.key, (await ask(script)) ?? []] as const);
  return new Map(await Promise.all(asked));
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
  print(rulesNamed(name).map(page).join("\n\n"));
  return 0;
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
