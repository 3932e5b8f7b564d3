import { stat } from "node:fs/promises";
import { version } from "../../package.json";
import { page } from "../engine/documentation";
import { rules } from "../rules";
import { runConfig, runInit, runMigrate } from "./configCommands";
import { runContext } from "./contextCommand";
import { runFormat } from "./formatCommand";
import { runHarden } from "./hardenCommand";
import { commandNames, helpOf, overview } from "./help";
import { runImages } from "./imagesCommand";
import { runBaseline, runLint } from "./lintCommand";
import { runMcp } from "./mcpCommand";
import { runPin } from "./pinCommand";
import { runProve } from "./proveCommand";
import { runScan } from "./scanCommand";
import { parseOptions, print, rulesNamed, suggestion, wrongUsage } from "./usage";

type Command = (args: string[]) => number | Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  lint: runLint,
  harden: runHarden,
  format: runFormat,
  prove: runProve,
  images: runImages,
  pin: runPin,
  scan: runScan,
  explain: runExplain,
  context: runContext,
  baseline: runBaseline,
  config: runConfig,
  init: runInit,
  migrate: runMigrate,
  mcp: runMcp,
};

/**
 * Runs what the arguments say, prints what comes of it, and sets the exit status.
 * @param others commands of other parts of the program, by name.
 */
export function runCli(args: string[], others: Readonly<Record<string, Command>>): void {
  // A reader that has seen enough, "head" say, is no error; nor is a terminal that has been closed.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
  }
  run(args, { ...commands, ...others }).then(
    (status) => {
      if (status !== undefined) process.exitCode = status;
    },
    (error: unknown) => {
      process.exitCode = 2;
      console.error(isExpected(error) ? `drydock: ${error.message}` : error);
    },
  );
}

async function run(
  [name, ...args]: string[],
  commands: Readonly<Record<string, Command>>,
): Promise<number | undefined> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const [about] = args;
    const help = about === undefined ? overview() : helpOf(about);
    if (help === undefined) throw wrongUsage(`no command "${about}"${suggestion(about ?? "", commandNames)}`);
    print(help);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    print(version);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    // `drydock Dockerfile` and `drydock --format json Dockerfile` are clear enough.
    if (name.startsWith("-") || (await stat(name).catch(() => undefined))) return runLint([name, ...args]);
    throw wrongUsage(`no command and no file "${name}"${suggestion(name, commandNames)}`);
  }
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  if (own.includes("--help") || own.includes("-h")) {
    print(helpOf(name) ?? "");
    return 0;
  }
  return command(args);
}

function runExplain(args: string[]): number {
  const { positionals } = parseOptions(args, {});
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

/** Wrong usage, and what the system says about files; anything else is a fault of ours. */
function isExpected(error: unknown): error is Error {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && /^(WRONG_USAGE|ERR_PARSE_ARGS_.*|E[A-Z]+)$/.test(code);
}
