import type * as vscode from "vscode";

/** The last part of an address, as it may stand in a message. */
export function nameOf({ path }: vscode.Uri): string {
  return inMessage(path.slice(path.lastIndexOf("/") + 1));
}

/**
 * Text as Markdown that shows it as it is. `MarkdownString.appendText` would make its spaces such as do not break, so that
 * long lines break within words.
 */
export function asMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~&$-]/g, "\\$&");
}

/** VS Code makes a link of `[text](address)` in a message, even of one that runs a command: no name may do so. */
export function inMessage(name: string): string {
  return name.replaceAll("](", "] (");
}
