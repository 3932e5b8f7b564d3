import { page } from "../engine/documentation";
import { rules } from "../rules";
import { type Commands, runCommand } from "./runCommand";
import { parseOptions, print, rulesNamed, wrongUsage } from "./usage";

/** Each is loaded when it is asked for: a run waits for no other. */
const commands: Commands = {
  lint: async (args) => (await import("./lintCommand")).runLint(args),
  harden: async (args) => (await import("./hardenCommand")).runHarden(args),
  format: async (args) => (await import("./formatCommand")).runFormat(args),
  prove: async (args) => (await import("./proveCommand")).runProve(args),
  images: async (args) => (await import("./imagesCommand")).runImages(args),
  pin: async (args) => (await import("./pinCommand")).runPin(args),
  scan: async (args) => (await import("./scanCommand")).runScan(args),
  explain: runExplain,
  context: async (args) => (await import("./contextCommand")).runContext(args),
  baseline: async (args) => (await import("./lintCommand")).runBaseline(args),
  config: async (args) => (await import("./configCommands")).runConfig(args),
  init: async (args) => (await import("./configCommands")).runInit(args),
  migrate: async (args) => (await import("./configCommands")).runMigrate(args),
  mcp: async (args) => (await import("./mcpCommand")).runMcp(args),
};

/**
 * Runs what the arguments say, prints what comes of it, and sets the exit status.
 * @param others commands of other parts of the program, by name.
 */
export function runCli(args: string[], others: Commands): void {
  runCommand(args, { ...commands, ...others });
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
