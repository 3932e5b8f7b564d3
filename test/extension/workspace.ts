import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";

/** The URI of a path in the workspace folder. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Shows a file in an editor. */
export async function open(file: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits for something that comes by itself; `seen` says what is there instead when it does not. */
export async function until(what: string, condition: () => boolean, seen?: () => string): Promise<void> {
  for (let looks = 0; !condition(); looks++) {
    assert.ok(looks < 300, `no sign of ${what}: ${seen?.() ?? ""}`);
    await pause();
  }
}

/** Lets the editor work on before one looks again; how often is counted, so that a slow machine has time. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

export async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(inWorkspace(path)).then(
    () => true,
    () => false,
  );
}

export async function writeFile(path: string, content: string): Promise<vscode.Uri> {
  const file = inWorkspace(path);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  return file;
}

/** Nothing is saved, and what a test has made goes. */
export async function cleanUp(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const path of [".dockerignore", "saved.Dockerfile", "unsaved", "languages", "fleet"]) {
    if (await exists(path)) await vscode.workspace.fs.delete(inWorkspace(path), { recursive: true });
  }
}

export async function findingOf(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  const find = () => vscode.languages.getDiagnostics(document.uri).find((finding) => idOf(finding) === rule);
  const seen = () => vscode.languages.getDiagnostics(document.uri).map(idOf).join(", ");
  await until(rule, () => find() !== undefined, seen);
  const finding = find();
  assert.ok(finding);
  return finding;
}

export async function goneFrom(document: vscode.TextDocument, rule: string): Promise<void> {
  const isThere = () => vscode.languages.getDiagnostics(document.uri).some((finding) => idOf(finding) === rule);
  await until(
    `the end of ${rule}`,
    () => !isThere(),
    () => document.getText(),
  );
}

function idOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The id of the process that the extension has started for the server; undefined while there is none. */
export function serverProcess(): number | undefined {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const own = fields.find(([, parent, ...words]) => {
    return Number(parent) === process.pid && words.some((word) => word.endsWith("dist/server/node.js"));
  });
  return own && Number(own[0]);
}
