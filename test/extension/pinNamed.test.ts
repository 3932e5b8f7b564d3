import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingOf, inWorkspace, open, writeFile } from "./workspace";

suite("images that other files name", () => {
  const settings = () => vscode.workspace.getConfiguration("drydock");
  const say = (enabled: boolean | undefined) =>
    settings().update("registry.enabled", enabled, vscode.ConfigurationTarget.Global);
  teardown(async () => {
    await say(undefined);
    await cleanUp();
  });

  async function offered(line: number): Promise<string[]> {
    const text = "services:\n  web:\n    image: registry.example/app:1 # ours\n    command: run\n";
    const document = await open(await writeFile("fleet/compose.yaml", text));
    const { range } = document.lineAt(line);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(range.end, range.end),
    );
    return actions.map(({ title }) => title).filter((title) => title.includes("digest"));
  }

  test("can be pinned, unless the user has said never", async () => {
    // What starts the extension.
    await findingOf(await open(inWorkspace("Dockerfile")), "untagged-image");
    assert.deepEqual(await offered(2), ["Pin registry.example/app:1 to its digest"]);
    assert.deepEqual(await offered(3), []);
    await say(false);
    assert.deepEqual(await offered(2), []);
  });
});
