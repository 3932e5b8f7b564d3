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
  return (await client.sendRequest<Result | null>(method, { uri, ...params })) ?? undefined;
}
