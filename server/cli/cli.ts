import { page } from "../engine/documentation";
import { rules } from "../rules";
import { runConfig, runInit, runMigrate } from "./configCommands";
import { runContext } from "./contextCommand";
import { runFormat } from "./formatCommand";
import { runHarden } from "./hardenCommand";
import { runImages } from "./imagesCommand";
import { runBaseline, runLint } from "./lintCommand";
import { runMcp } from "./mcpCommand";
import { runPin } from "./pinCommand";
import { runProve } from "./proveCommand";
import { type Commands, runCommand } from "./runCommand";
import { runScan } from "./scanCommand";
import { parseOptions, print, rulesNamed, wrongUsage } from "./usage";

const commands: Commands = {
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
