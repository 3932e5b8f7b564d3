import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Item } from "../../client/contextItems";
import { cleanUp, inWorkspace, open, until, untilFirst, writeFile } from "./workspace";

suite("build context", () => {
  teardown(cleanUp);

  test("lists what is sent, the biggest first, and opens it", async () => {
    await open(inWorkspace("Dockerfile"));
    await vscode.commands.executeCommand("drydock.showContext");
    await untilFirst(inWorkspace("package-lock.json"));
  });

  test("stays when another file is shown", async () => {
    await open(inWorkspace("Dockerfile"));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await open(inWorkspace("server.js"));
    await vscode.commands.executeCommand("drydock.showContext");
    await untilFirst(inWorkspace("package-lock.json"));
  });

  test("follows the files and the ignore file", async () => {
    await open(inWorkspace("Dockerfile"));
    await vscode.commands.executeCommand("drydock.showContext");
    await writeFile("unsaved/big.txt", "x".repeat(100_000));
    await writeFile(".dockerignore", "unsaved\n");
    await untilFirst(inWorkspace("package-lock.json"));
    await writeFile(".dockerignore", "package-lock.json\nunsaved\n");
    await untilFirst(inWorkspace("package.json"));
  });

  test("leaves out a file by an ignore file that it makes and saves", async () => {
    const { uri } = await open(inWorkspace("Dockerfile"));
    // The server has seen the end of the ignore file that the last test made.
    const findings = () => vscode.languages.getDiagnostics(uri).map(({ code }) => JSON.stringify(code));
    await until("a missing ignore file", () => findings().some((code) => code.includes("missing-dockerignore")));
    await vscode.commands.executeCommand("drydock.leaveOut", item(".env"));
    assert.equal(await savedText(".dockerignore"), ".env\n");
  });

  test("keeps a file in an ignore file that is open, without saving it", async () => {
    await writeFile(".dockerignore", "*.js\n");
    const document = await open(inWorkspace(".dockerignore"));
    // VS Code may still hold the one that the last test made.
    await until("the patterns", () => document.getText() === "*.js\n", document.getText);
    await vscode.commands.executeCommand("drydock.keepInContext", item("server.js"));
    assert.equal(document.getText(), "*.js\n!server.js\n");
    assert.ok(document.isDirty);
    assert.equal(await savedText(".dockerignore"), "*.js\n");
  });

  test("goes to a pattern", async () => {
    await writeFile("unsaved/.dockerignore", "# Not sent\n*.js\n");
    await vscode.commands.executeCommand("drydock.goToPattern", item("server.js", { text: "*.js", line: 1 }));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.ok(editor.document.uri.path.endsWith("/unsaved/.dockerignore"));
    assert.equal(editor.document.getText(editor.selection), "*.js");
  });
});

// ------------------------------------------------------------------- helpers

/** A node of the tree for the active document, as its menus hand it on. */
function item(path: string, pattern: Item["entry"]["pattern"] = null): Item {
  const nothing = { files: 0, bytes: 0 };
  const root = inWorkspace("");
  const document = vscode.window.activeTextEditor?.document.uri ?? inWorkspace("Dockerfile");
  const ignore = inWorkspace("unsaved/.dockerignore");
  const result = {
    ...{ root: root.toString(), reason: "", isCertain: true, ignore: null, state: "complete" as const },
    ...{ sent: nothing, ignored: nothing, entries: [] },
  };
  return {
    context: { document, root, ignore, result },
    isSent: pattern === null,
    entry: { name: path, path, isFolder: false, sent: nothing, ignored: nothing, secrets: 0, pattern },
    folder: undefined,
  };
}

async function savedText(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(path)));
}
