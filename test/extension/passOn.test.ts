import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Connect } from "../../client/request";
import { registerScore } from "../../client/scoreStatus";
import { asFolder } from "../../client/workspaceFiles";
import { answering, cleanUp, findingOf, inWorkspace, open, until } from "./workspace";

suite("what is passed on", () => {
  teardown(cleanUp);

  test("a finding is copied", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    const finding = await findingOf(document, "untagged-image");
    select(finding.range.start);
    await answering("showQuickPick", choosing("untagged-image"), () =>
      vscode.commands.executeCommand("drydock.copyFinding"),
    );
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^\*\*untagged-image\*\*/);
    assert.match(text, /`Dockerfile`, line \d+:\n\n```dockerfile\nFROM node/);
    assert.match(text, /Drydock \d+\.\d+\.\d+ · /);
  });

  test("the rule of a finding is explained", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    select((await findingOf(document, "untagged-image")).range.start);
    await answering("showQuickPick", choosing("untagged-image"), () =>
      vscode.commands.executeCommand("drydock.explain"),
    );
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(
      "the page",
      () => labels().some((label) => label.includes("untagged-image")),
      () => labels().join(),
    );
  });

  test("a false alarm is copied where the extension names no page for issues", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    select((await findingOf(document, "untagged-image")).range.start);
    await vscode.env.clipboard.writeText("");
    const said: string[] = [];
    await answering(
      "showInformationMessage",
      async (message) => void said.push(String(message)),
      () =>
        answering("showQuickPick", choosing("untagged-image"), () =>
          vscode.commands.executeCommand("drydock.reportFalseAlarm"),
        ),
    );
    assert.match(said.join("\n"), /untagged-image/);
    assert.match(await vscode.env.clipboard.readText(), /^\*\*untagged-image\*\*/);
  });

  test("what holds for a file is shown with where it comes from", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    await findingOf(document, "untagged-image");
    await vscode.commands.executeCommand("drydock.showSettings");
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(
      "the page",
      () => labels().some((label) => label.includes("what holds")),
      () => labels().join(),
    );
    const path = "/Dockerfile – what holds.md";
    const page = vscode.Uri.from({ scheme: "drydock-settings", path, query: document.uri.toString() });
    assert.match((await vscode.workspace.openTextDocument(page)).getText(), /\| `enable` \| `true` \| default \|/);
  });
});

suite("what is shown above and below", () => {
  teardown(cleanUp);

  test("lenses come with their setting", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    await findingOf(document, "untagged-image");
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 9);
    const ours = async () => (await lenses()).map(({ command }) => command?.title ?? "");
    assert.ok(!(await ours()).some((title) => title.startsWith("Harden")));
    const settings = vscode.workspace.getConfiguration("drydock");
    await settings.update("codeLens", true, vscode.ConfigurationTarget.Workspace);
    let titles: string[] = [];
    for (let tries = 0; tries < 50 && !titles.some((title) => title.startsWith("Harden")); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      titles = await ours();
    }
    await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Workspace);
    assert.ok(
      titles.some((title) => /^Harden Dockerfile( \(\d+\/\d+\))?$/.test(title)),
      titles.join(),
    );
  });

  test("the score stands in the status bar, and hardens", async () => {
    const item = { visible: false, text: "" } as unknown as vscode.StatusBarItem & { visible: boolean };
    Object.assign(item, {
      show: () => Object.assign(item, { visible: true }),
      hide: () => Object.assign(item, { visible: false }),
      dispose: () => {},
    });
    const subscriptions: vscode.Disposable[] = [];
    const connect = async () => ({
      code2ProtocolConverter: { asUri: String },
      onDidChangeState: () => ({ dispose: () => {} }),
      sendRequest: async () => ({ met: 3, of: 9, practices: [{ state: "missing", title: "One", missing: [] }] }),
    });
    const document = await open(inWorkspace("Dockerfile"));
    const sizes = { sizeOf: () => "Sent: 1 kB", onDidChange: new vscode.EventEmitter<void>().event };
    await answering(
      "createStatusBarItem",
      () => item,
      async () =>
        registerScore(
          { subscriptions } as unknown as vscode.ExtensionContext,
          connect as unknown as Connect,
          { language: "dockerfile" },
          sizes,
        ),
    );
    await until("the score", () => item.visible);
    assert.equal(item.text, "$(shield) Drydock 3/9");
    const tooltip = (item.tooltip as vscode.MarkdownString).value;
    assert.match(tooltip, /Missing:\n- One[\s\S]*Sent: 1 kB/);
    const { command, arguments: words } = item.command as vscode.Command;
    assert.deepEqual([command, String(words?.[0])], ["drydock.harden", document.uri.toString()]);
    await open(inWorkspace("server.js"));
    await until("its end", () => !item.visible);
    vscode.Disposable.from(...subscriptions).dispose();
  });

  test("commands and settings have their texts", () => {
    const own = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === "drydock");
    const { commands, configuration } = own?.packageJSON.contributes ?? {};
    assert.equal(commands[0].title, "Harden Dockerfile");
    const groups = [configuration].flat();
    assert.match(groups[0].properties["drydock.enable"].markdownDescription, /^Check Dockerfiles/);
  });

  test("paths can be joined to a root that has none", () => {
    const root = asFolder(vscode.Uri.parse("scheme://mount"));
    assert.equal(vscode.Uri.joinPath(root, "a/b").toString(), "scheme://mount/a/b");
  });
});

// ------------------------------------------------------------------- helpers

function select(position: vscode.Position): void {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(position, position);
}

function choosing(label: string) {
  return async (items: unknown) => (items as vscode.QuickPickItem[]).find((item) => item.label === label);
}
