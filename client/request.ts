/** Requests of ours to the server, which is started by the first of them. */

import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** Gives the client, whose server starts when it is wanted for the first time. */
export type Connect = () => Promise<BaseLanguageClient>;

/** What the server answers to one of our requests about a document; undefined when it knows nothing about it. */
export async function requestAbout<Result>(
  connect: Connect,
  document: vscode.Uri,
  method: string,
  params: object,
): Promise<Result | undefined> {
  const client = await connect();
  // The server knows open documents only, and VS Code closes those that no editor shows. One that was never saved cannot
  // be opened again.
  if (document.scheme !== "untitled") await vscode.workspace.openTextDocument(document);
  const uri = client.code2ProtocolConverter.asUri(document);
  // One that takes too long to stop is left behind by the library with what was asked of it.
  const end = await untilStopped(client);
  try {
    const answer = client.sendRequest<Result | null>(method, { uri, ...params });
    return (await Promise.race([answer, end.stopped])) ?? undefined;
  } finally {
    end.dispose();
  }
}

/** A promise that is rejected when the client has stopped. */
async function untilStopped(
  client: BaseLanguageClient,
): Promise<vscode.Disposable & { readonly stopped: Promise<never> }> {
  // Loaded already: there is a client.
  const { State } = await import("vscode-languageclient");
  let dispose = () => {};
  const stopped = new Promise<never>((_, reject) => {
    const listener = client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) reject(new Error("The language server has stopped."));
    });
    dispose = () => listener.dispose();
  });
  return { stopped, dispose };
}
