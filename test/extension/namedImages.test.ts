/** Images that compose files name, which the server has registered for itself. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingOf, goneFrom, open, until, writeFile } from "./workspace";

suite("images that other files name", () => {
  const settings = () => vscode.workspace.getConfiguration("drydock");
  const say = (name: string, value: boolean | undefined) =>
    settings().update(name, value, vscode.ConfigurationTarget.Global);
  teardown(async () => {
    await say("registry.enabled", undefined);
    await say("namedImages", undefined);
    await cleanUp();
  });

  async function offered(document: vscode.TextDocument, line: number): Promise<string[]> {
    const { range } = document.lineAt(line);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    return actions.map(({ title }) => title);
  }

  test("are judged, with hover and fixes, until the setting is off or the file is gone", async () => {
    const text = "services:\n  web:\n    image: rabbitmq:3.8\n";
    const document = await open(await writeFile("fleet/compose.yaml", text));
    const { range, source } = await findingOf(document, "end-of-life-image");
    assert.deepEqual([document.getText(range), source], ["3.8", "drydock"]);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      range.start,
    );
    const said = hovers.flatMap(({ contents }) => contents.map((it) => (typeof it === "string" ? it : it.value)));
    assert.match(said.join(), /end-of-life-image/);
    const titles = await offered(document, 2);
    assert.ok(
      titles.some((title) => title.startsWith("Use rabbitmq:")),
      titles.join(),
    );
    assert.ok(
      titles.some((title) => title.startsWith("Disable")),
      titles.join(),
    );
    await say("namedImages", false);
    await goneFrom(document, "end-of-life-image");
    await say("namedImages", undefined);
    await findingOf(document, "end-of-life-image");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(document.uri);
    await goneFrom(document, "end-of-life-image");
  });

  test("can be pinned, unless the user has said never", async () => {
    const text = "services:\n  web:\n    image: registry.example/app:1 # ours\n    command: run\n";
    const document = await open(await writeFile("fleet/docker-compose.dev.yml", text));
    const pins = async (line: number) => (await offered(document, line)).filter((title) => title.includes("digest"));
    let found: string[] = [];
    for (let tries = 0; tries < 100 && found.length === 0; tries++) found = await pins(2);
    assert.deepEqual(found, ["Pin registry.example/app:1 to its digest"]);
    assert.deepEqual(await pins(3), []);
    await say("registry.enabled", false);
    await until("the new setting", () => settings().get("registry.enabled") === false);
    for (let tries = 0; tries < 100 && found.length > 0; tries++) found = await pins(2);
    assert.deepEqual(found, []);
  });

  test("are not looked for in other YAML files", async () => {
    const text = "services: { a: { image: 'rabbitmq:3.8' } }\n";
    await findingOf(await open(await writeFile("fleet/docker-compose.yml", text)), "end-of-life-image");
    const other = await open(await writeFile("fleet/values.yaml", text));
    assert.deepEqual(await offered(other, 0), []);
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });
});
