/** What a file system without a machine behind it changes. The roots are made in index.ts. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { asFolder } from "../../../client/workspaceFiles";
import { answering, cleanUp, findingOf, goneFrom, open, until, untilFirst } from "../workspace";
import { memoryFiles } from "./memory";

suite("activation", () => {
  test("waits for a Dockerfile", async () => {
    const extension = vscode.extensions.getExtension("drydock.drydock");
    assert.equal(extension?.isActive, false);
    const document = await vscode.workspace.openTextDocument({ content: "FROM node\n", language: "dockerfile" });
    await vscode.window.showTextDocument(document);
    await until("the extension", () => extension?.isActive === true);
    await findingOf(document, "untagged-image");
  });
  teardown(cleanUp);
});

for (const root of ["x://a", "x:/", "x://b/c"]) {
  const inRoot = (path: string) => vscode.Uri.joinPath(asFolder(vscode.Uri.parse(root)), path);

  suite(`a project at ${root}`, () => {
    teardown(cleanUp);

    test("its files are known, and followed", async () => {
      const document = await open(inRoot("Dockerfile"));
      await findingOf(document, "missing-dockerignore");
      await vscode.workspace.fs.writeFile(inRoot(".dockerignore"), new TextEncoder().encode(".env\n"));
      await goneFrom(document, "missing-dockerignore");
      await vscode.workspace.fs.delete(inRoot(".dockerignore"));
      await findingOf(document, "missing-dockerignore");
    });

    test("hardening adds a file there, and is undone", async () => {
      const document = await open(inRoot("Dockerfile"));
      await vscode.commands.executeCommand("drydock.harden");
      await vscode.commands.executeCommand("drydock.hardenApply");
      await until("the edit", () => !/^FROM node$/m.test(document.getText()), document.getText);
      assert.ok((await vscode.workspace.fs.readFile(inRoot(".dockerignore"))).length > 0);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      assert.match(document.getText(), /^FROM node$/m);
    });

    test("its build context is shown, and its files are opened from there", async () => {
      const said: unknown[] = [];
      await answering(
        "showErrorMessage",
        async (message) => void said.push(message),
        async () => {
          await open(inRoot("Dockerfile"));
          await vscode.commands.executeCommand("drydock.showContext");
          await untilFirst(inRoot("package-lock.json"));
        },
      );
      assert.deepEqual(said, []);
    });
  });
}

suite("documents of other schemes", () => {
  teardown(cleanUp);
  const dockerfile = new TextEncoder().encode("FROM node\n");

  test("are served where they can be written, also in no folder", async () => {
    await vscode.workspace.registerFileSystemProvider("later", memoryFiles(), { isCaseSensitive: true });
    const file = vscode.Uri.parse("later://host/Dockerfile");
    await vscode.workspace.fs.writeFile(file, dockerfile);
    await findingOf(await open(file), "untagged-image");
  });

  test("are left alone where they are views", async () => {
    const old = memoryFiles();
    const file = vscode.Uri.parse("old:/Dockerfile");
    await old.writeFile(file, dockerfile, { create: true, overwrite: true });
    vscode.workspace.registerFileSystemProvider("old", old, { isCaseSensitive: true, isReadonly: true });
    vscode.workspace.registerTextDocumentContentProvider("view", { provideTextDocumentContent: () => "FROM node\n" });
    const views = [await open(file), await open(vscode.Uri.parse("view:/Dockerfile"))];
    for (const view of views) assert.equal(view.languageId, "dockerfile");
    // Whatever would be found there has been found here.
    const served = await vscode.workspace.openTextDocument({ content: "FROM node\n", language: "dockerfile" });
    await vscode.window.showTextDocument(served);
    await findingOf(served, "untagged-image");
    for (const view of views) assert.deepEqual(vscode.languages.getDiagnostics(view.uri).map(String), []);
  });
});
