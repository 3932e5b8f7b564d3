/** What only a server that is a process of its own can show. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { findShellcheck } from "../../server/host/shellcheckProgram";
import { answering, cleanUp, findingOf, inWorkspace, open, until, write } from "./workspace";

suite("a server that is a process", () => {
  teardown(cleanUp);

  test("is started again when it is killed", async function () {
    if (process.platform === "win32") this.skip();
    const { document, editor } = await write("FROM node\n");
    await findingOf(document, "untagged-image");
    const killed = serverProcess();
    assert.ok(killed);
    process.kill(killed, "SIGKILL");
    await until("another server", () => ![undefined, killed].includes(serverProcess()));
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "MAINTAINER me\n")));
    await findingOf(document, "deprecated-maintainer");
    await findingOf(document, "untagged-image");
  });

  test("asks ShellCheck where it is installed", async function () {
    if (!(await findShellcheck(() => {})(undefined))) this.skip();
    const { document } = await write("FROM me/mine\nRUN rm \\\n  $OLD\n");
    assert.equal(document.getText((await findingOf(document, "SC2086")).range), "$OLD");
  });
});

suite("a server that is killed again and again", () => {
  teardown(cleanUp);

  test("is started by the button of the message", async function () {
    if (process.platform === "win32") this.skip();
    const document = await open(inWorkspace("Dockerfile"));
    await findingOf(document, "untagged-image");
    let asked = 0;
    const said: unknown[] = [];
    const restart = async (message: unknown, ...buttons: unknown[]) => {
      said.push(message);
      if (buttons.includes("Restart")) asked++;
      return buttons.find((button) => button === "Restart");
    };
    await answering("showErrorMessage", restart, async () => {
      for (let kills = 0; kills < 8 && asked === 0; kills++) {
        await until("a server", () => serverProcess() !== undefined || asked > 0);
        // One that dies before it has said anything is not started again by the library.
        await answered(document);
        const killed = serverProcess();
        if (killed !== undefined) process.kill(killed, "SIGKILL");
        await until("its end", () => serverProcess() !== killed || asked > 0);
      }
      assert.equal(asked, 1, said.join("\n"));
      await until("a new server", () => serverProcess() !== undefined);
    });
    const editor = await vscode.window.showTextDocument(document);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "# again\n")));
    await until("the finding where it has moved", () =>
      vscode.languages.getDiagnostics(document.uri).some(({ range }) => range.start.line > 0),
    );
  });
});

// ------------------------------------------------------------------- helpers

/** Waits until the server answers. */
async function answered(document: vscode.TextDocument): Promise<void> {
  const ask = () =>
    vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
  for (let tries = 0; tries < 300 && !(await ask())?.length; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
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
