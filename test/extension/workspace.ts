import assert from "node:assert/strict";
import * as vscode from "vscode";
import { asFolder } from "../../client/workspaceFiles";

/** The URI of a path in the workspace folder. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(asFolder(folder.uri), path);
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
function pause(): Promise<void> {
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

/** A document with text that is not saved; a file of its own each time. */
export async function write(content: string) {
  const document = await open(await writeFile(`unsaved/${++filesWritten}.Dockerfile`, ""));
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor?.document === document);
  assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content)));
  return { document, editor };
}
let filesWritten = 0;

/** Has a function of the editor's window answered by another while something runs. */
export async function answering(
  name: keyof typeof vscode.window,
  answer: (...given: unknown[]) => unknown,
  run: () => Thenable<unknown>,
): Promise<void> {
  const usual = vscode.window[name];
  Object.assign(vscode.window, { [name]: answer });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, { [name]: usual });
  }
}

/** Opens the first entry of the tree *Build Context*, as often as it takes to come to this file. */
export async function untilFirst(file: vscode.Uri): Promise<void> {
  const opened = () => vscode.window.activeTextEditor?.document.uri.toString();
  for (let tries = 0; opened() !== file.toString(); tries++) {
    assert.ok(tries < 100, `${opened()} instead of ${file}`);
    await pause();
    await vscode.commands.executeCommand("drydock.context.focus");
    // Its part of the tree is closed when it was chosen before it had anything in it.
    for (const command of ["focusFirst", "expand"]) await vscode.commands.executeCommand(`list.${command}`);
    await pause();
    for (const command of ["focusFirst", "focusDown", "select"]) {
      await vscode.commands.executeCommand(`list.${command}`);
    }
  }
}

export const previewScheme = "drydock-harden";

/** The text that the preview of *Harden Dockerfile* shows of a file; undefined when it shows none. */
export function previewed(name: string): string | undefined {
  const documents = vscode.workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === previewScheme && uri.path.endsWith(`/${name}`) && !uri.query.endsWith("before"),
  );
  return documents
    .toSorted((one, other) => Number(one.uri.query) - Number(other.uri.query))
    .at(-1)
    ?.getText();
}
