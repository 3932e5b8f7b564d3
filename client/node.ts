import type { ExtensionContext } from "vscode";
import { start } from "./extension";
import { registerProve } from "./proveDockerfile";

/** Desktop and remote: the server is a Node process of its own. */
export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server/node.js");
  const { hardenings } = start(context, async (options) => {
    const { LanguageClient, TransportKind } = await import("vscode-languageclient/node");
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient("drydock", "Drydock", { run, debug: run }, options);
  });
  registerProve(context, hardenings);
}
