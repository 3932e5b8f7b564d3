import type { ExtensionContext } from "vscode";

/** What VS Code starts, on a machine and in a browser: each loads only its own way to the server. */
export async function activate(context: ExtensionContext): Promise<void> {
  const isOnMachine = typeof process === "object" && process.versions?.node !== undefined;
  const { activate: start } = isOnMachine ? await import("./node") : await import("./browser");
  start(context);
}
