/** Beside an extension with the id of Docker DX, which checks syntax as well: see scripts/extension-tests.mjs. */

import assert from "node:assert/strict";
import * as vscode from "vscode";

suite("beside Docker DX", () => {
  const settings = () => vscode.workspace.getConfiguration("drydock");
  const setMode = (mode: string | undefined) =>
    settings().update("syntaxErrors", mode, vscode.ConfigurationTarget.Workspace);
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    assert.ok(vscode.extensions.getExtension("docker.docker"), "the stand-in is not there");
    document = await vscode.workspace.openTextDocument({ content: "FROM node\nRUNN x\n", language: "dockerfile" });
    await vscode.window.showTextDocument(document);
  });
  suiteTeardown(async () => {
    await setMode(undefined);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("errors of syntax are not said twice", async () => {
    await until(() => rules().includes("untagged-image"));
    assert.ok(!rules().includes("unknown-instruction"), String(rules()));
  });

  test("they are said with drydock.syntaxErrors: on", async () => {
    await setMode("on");
    await until(() => rules().includes("unknown-instruction"));
    assert.ok(rules().includes("untagged-image"));
  });

  test("and go with drydock.syntaxErrors: auto", async () => {
    await setMode("auto");
    await until(() => !rules().includes("unknown-instruction") && rules().includes("untagged-image"));
  });

  function rules(): string[] {
    const findings = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "drydock");
    return findings.map(({ code }) => String(typeof code === "object" ? code.value : code));
  }

  /** Findings come when the editor says that they have changed. */
  function until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        listener.dispose();
        resolve();
      };
      const listener = vscode.languages.onDidChangeDiagnostics(check);
      check();
    });
  }
});
