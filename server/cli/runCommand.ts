/** From the words that the program is started with to what it does, prints and returns. */

import { stat } from "node:fs/promises";
import { version } from "../../package.json";
import { commandNames, helpOf, overview } from "./help";
import { print, suggestion, wrongUsage } from "./usage";

/** What a program can do, by name: from the arguments behind the name to the exit status. */
export type Commands = Readonly<Record<string, (args: string[]) => number | Promise<number>>>;

/** Runs what the arguments say, prints what comes of it, and sets the exit status. */
export function runCommand(args: string[], commands: Commands): void {
  // A reader that has seen enough, "head" say, is no error; nor is a terminal that has been closed.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
  }
  run(args, commands).then(
    (status) => {
      if (status !== undefined) process.exitCode = status;
    },
    (error: unknown) => {
      process.exitCode = 2;
      console.error(isExpected(error) ? `drydock: ${error.message}` : error);
    },
  );
}

async function run([name, ...args]: string[], commands: Commands): Promise<number | undefined> {
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
    const isClear = name.startsWith("-") || (await stat(name).catch(() => undefined));
    if (isClear && commands.lint) return commands.lint([name, ...args]);
    throw wrongUsage(`no command and no file "${name}"${suggestion(name, commandNames)}`);
  }
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  if (own.includes("--help") || own.includes("-h")) {
    print(helpOf(name) ?? "");
    return 0;
  }
  return command(args);
}

/** Wrong usage, and what the system says about files; anything else is a fault of ours. */
function isExpected(error: unknown): error is Error {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && /^(WRONG_USAGE|ERR_PARSE_ARGS_.*|E[A-Z]+)$/.test(code);
}
