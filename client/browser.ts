import { type ExtensionContext, Uri } from "vscode";
import { start } from "./extension";

/** VS Code in a browser without a machine behind it: the server is a web worker. */
export function activate(context: ExtensionContext): void {
  const server = Uri.joinPath(context.extensionUri, "dist/server/main.js").toString(true);
  start(context, async (options) => {
    const { LanguageClient } = await import("vscode-languageclient/browser");
    return new LanguageClient("drydock", "Drydock", new Worker(server), options);
  });
}
