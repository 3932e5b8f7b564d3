/** The program `drydock`: the command line, with the language server in it. */

import { runCli } from "../cli/cli";

runCli(process.argv.slice(2), {
  async lsp(args) {
    // The connection finds its transport on the command line.
    if (args.length === 0) process.argv.push("--stdio");
    // Loaded for it alone, so that linting does not wait for its libraries.
    await import("./node");
    return 0;
  },
});
