/**
 * What is shipped, in one bundle: the command line, the language server and the same in a web worker. Each loads only what
 * it needs of it.
 */

/** Runs `drydock` with the arguments of this process. */
export async function runCommandLine(): Promise<void> {
  const { runCli } = await import("../cli/cli");
  runCli(process.argv.slice(2), {
    async lsp(args) {
      // The connection finds its transport on the command line.
      if (args.length === 0) process.argv.push("--stdio");
      // Loaded for it alone, so that linting does not wait for its libraries.
      await serve();
      return 0;
    },
  });
}

/** Serves, or proves, as the arguments of this process say. */
export async function serve(): Promise<void> {
  await import("./node");
}

// A web worker has nothing that starts the rest.
if ("importScripts" in globalThis) import("./browser");
