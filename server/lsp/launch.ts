import { ResponseError } from "vscode-languageserver";

/** Starts work that nobody waits for. `what` says what it is for: "ask for changes of the settings". */
export type Launch = (what: string, work: () => unknown) => void;

/**
 * For requests to the client, and for everything else that goes on beside: a client may refuse, a host may fail. That is
 * logged, and the server lives on.
 */
export function createLaunch(log: (message: string) => void): Launch {
  return (what, work) => {
    new Promise((resolve) => resolve(work())).catch((error) => log(`Could not ${what}: ${reasonOf(error)}`));
  };
}

function reasonOf(error: unknown): unknown {
  // Where the client has refused, nobody asks where in the server.
  if (error instanceof ResponseError) return error.message;
  return error instanceof Error ? error.stack : error;
}
