/** The tree of the view *Build Context*: its nodes, and how they look. */

import * as vscode from "vscode";
import type { ContextResult } from "../server/requests";
import type { ContextEntry } from "../server/types";
import { formatBytes } from "../server/util/amounts";
import { amountText, filesText } from "./amountTexts";

/** A build context as the server has told it, with the document that it was asked for. */
export interface Context {
  readonly document: vscode.Uri;
  readonly root: vscode.Uri;
  /** The ignore file in force. */
  readonly ignore: vscode.Uri | undefined;
  readonly result: ContextResult;
}

/** One of the two parts of a build context. */
export interface Part {
  readonly context: Context;
  readonly isSent: boolean;
}

/** A file or folder in a part. A folder of which some is sent and some is not stands in both. */
export interface Item extends Part {
  readonly entry: ContextEntry;
  /** The folder that it is in; undefined at the root. */
  readonly folder: ContextEntry | undefined;
}

export type Node = Part | Item;

/** Shown nowhere but in the tree, so that what decorates our nodes decorates no file elsewhere. */
const scheme = "drydock-context";

/** The nodes in a part, or in a folder of it, for the entries of that folder: the biggest first. */
export function itemsOf(parent: Node, entries: readonly ContextEntry[]): Item[] {
  const { context, isSent } = parent;
  const amountOf = (entry: ContextEntry) => (isSent ? entry.sent : entry.ignored);
  return entries
    .filter((entry) => isIn(entry, isSent))
    .sort((a, b) => amountOf(b).bytes - amountOf(a).bytes || amountOf(b).files - amountOf(a).files)
    .map((entry) => ({ context, isSent, entry, folder: "entry" in parent ? parent.entry : undefined }));
}

/** What has no files, or has not been counted yet, stands where its pattern puts it. */
function isIn({ sent, ignored, pattern }: ContextEntry, isSent: boolean): boolean {
  if (sent.files + ignored.files > 0) return (isSent ? sent : ignored).files > 0;
  return isSent === isKept(pattern);
}

/** What the patterns say about a file or folder itself; about what is in it they may say otherwise. */
function isKept(pattern: ContextEntry["pattern"]): boolean {
  return pattern === null || pattern.text.startsWith("!");
}

export function treeItem(node: Node): vscode.TreeItem {
  return "entry" in node ? entryItem(node) : partItem(node);
}

function partItem({ context, isSent }: Part): vscode.TreeItem {
  const { result } = context;
  const amount = isSent ? result.sent : result.ignored;
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const isEmpty = amount.files === 0 && result.state === "complete";
  const item = new vscode.TreeItem(
    isSent ? vscode.l10n.t("Sent to the build") : vscode.l10n.t("Left out"),
    isEmpty ? None : Expanded,
  );
  item.id = `${context.root} ${isSent}`;
  item.iconPath = new vscode.ThemeIcon(isSent ? "package" : "circle-slash");
  if (amount.files === 0 && result.state === "counting") item.description = vscode.l10n.t("counting …");
  else if (!isEmpty) item.description = `${formatBytes(amount.bytes)} · ${filesText(amount.files)}`;
  else
    item.description =
      isSent || result.ignore ? vscode.l10n.t("nothing") : vscode.l10n.t("nothing, there is no ignore file");
  return item;
}

function entryItem({ context, isSent, entry, folder }: Item): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(entry.name, entry.isFolder ? Collapsed : None);
  const file = vscode.Uri.joinPath(context.root, entry.path);
  item.id = `${context.root} ${isSent} ${entry.path}`;
  item.iconPath = entry.isFolder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  item.resourceUri = file.with({ scheme, authority: "", query: isSent ? `secrets=${entry.secrets}` : "ignored" });
  item.description = describe(entry, isSent, folder);
  item.tooltip = explain(entry, context.result);
  item.contextValue = contextValue(entry, isSent);
  if (!entry.isFolder) item.command = { command: "vscode.open", title: vscode.l10n.t("Open"), arguments: [file] };
  return item;
}

/** What can be done with it, for the menus that package.json describes. */
function contextValue({ pattern }: ContextEntry, isSent: boolean): string {
  const abilities = pattern ? ["pattern"] : [];
  // A folder that is sent but for something in it cannot be kept, only that can.
  if (isSent === isKept(pattern)) abilities.push(isSent ? "leaveOut" : "keep");
  return abilities.join(" ");
}

/** "210 MB · 12,431 files · node_modules (line 3)" */
function describe(entry: ContextEntry, isSent: boolean, folder?: ContextEntry): string {
  const { name, isFolder, sent, ignored, pattern } = entry;
  const amount = isSent ? sent : ignored;
  const words = [formatBytes(amount.bytes)];
  if (isFolder) words.push(filesText(amount.files));
  if (isFolder && sent.files > 0 && ignored.files > 0) {
    words.push(
      isSent
        ? vscode.l10n.t("{0} left out", formatBytes(ignored.bytes))
        : vscode.l10n.t("{0} sent", formatBytes(sent.bytes)),
    );
  }
  // It is said once where it leaves out a whole folder.
  const isSaid = folder?.pattern?.line === pattern?.line;
  if (!isSent && pattern && !isSaid) {
    const line = pattern.line + 1;
    // There is little room, and its name stands right before.
    words.push(
      pattern.text === name ? vscode.l10n.t("line {0}", line) : vscode.l10n.t("{0} (line {1})", pattern.text, line),
    );
  }
  return words.join(" · ");
}

function explain({ path, sent, ignored, secrets, pattern }: ContextEntry, { ignore }: ContextResult): string {
  const lines = [path];
  if (sent.files > 0) lines.push(vscode.l10n.t("Sent: {0}", amountText(sent)));
  if (ignored.files > 0) lines.push(vscode.l10n.t("Left out: {0}", amountText(ignored)));
  if (pattern) {
    lines.push(vscode.l10n.t("Decided by {0}, line {1} of {2}", pattern.text, pattern.line + 1, ignore?.path ?? ""));
  }
  if (secrets > 0) lines.push(secretsText(secrets));
  return lines.join("\n");
}

export function secretsText(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 file that is sent looks like a secret")
    : vscode.l10n.t("{0} files that are sent look like secrets", count);
}

/** Marks secrets and dims what is left out. */
export const decorations: vscode.FileDecorationProvider = {
  provideFileDecoration: (uri) => {
    if (uri.scheme !== scheme) return undefined;
    if (uri.query === "ignored") return { color: new vscode.ThemeColor("descriptionForeground") };
    const secrets = Number(uri.query.replace("secrets=", ""));
    if (secrets === 0) return undefined;
    return { badge: "!", tooltip: secretsText(secrets), color: new vscode.ThemeColor("list.warningForeground") };
  },
};
