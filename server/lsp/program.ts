/**
 * What is shipped, in one bundle: the command line, the language server and the same in a web worker. Each loads only what
 * it needs of it.
 */

/** Runs the command line with the arguments of this process. */
export async function runCommandLine(): Promise<void> {
  await import("./main");
}

/** Serves, or proves, as the arguments of this process say. */
export async function serve(): Promise<void> {
  await import("./node");
}

// A web worker has nothing that starts the rest.
if ("importScripts" in globalThis) import("./browser");
