import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { start } from "./extension";
import { registerProve } from "./proveDockerfile";

/** Desktop and remote: the server is a Node process of its own. */
export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server/node.js");
  const run = { module, transport: TransportKind.ipc };
  const { hardenings } = start(
    context,
    (options) => new LanguageClient("drydock", "Drydock", { run, debug: run }, options),
  );
  registerProve(context, hardenings);
}
