import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingOf, goneFrom, inWorkspace, open, until, write, writeFile } from "./workspace";

suite("languages", () => {
  const names: [name: string, language: string][] = [
    ["Dockerfile", "dockerfile"],
    ["Dockerfile.production", "dockerfile"],
    ["web.Dockerfile", "dockerfile"],
    ["web.dockerfile", "dockerfile"],
    ["Containerfile", "dockerfile"],
    ["Containerfile.production", "dockerfile"],
    [".dockerignore", "dockerignore"],
    [".containerignore", "dockerignore"],
    ["Dockerfile.dockerignore", "dockerignore"],
    ["Dockerfile.production.dockerignore", "dockerignore"],
    ["web.Dockerfile.dockerignore", "dockerignore"],
    ["Containerfile.dockerignore", "dockerignore"],
    ["Containerfile.production.containerignore", "dockerignore"],
  ];
  for (const [name, language] of names) {
    test(name, async () => {
      const file = await writeFile(`languages/${name}`, "");
      assert.equal((await vscode.workspace.openTextDocument(file)).languageId, language);
    });
  }
  suiteTeardown(cleanUp);
});

suite("findings", () => {
  teardown(cleanUp);

  test("mark the exact word of unsaved text", async () => {
    const content = "# A comment\nFROM --platform=linux/amd64 node AS base\n";
    const document = await vscode.workspace.openTextDocument({ content, language: "dockerfile" });
    await vscode.window.showTextDocument(document);
    const finding = await findingOf(document, "untagged-image");
    assert.ok(document.isUntitled);
    assert.equal(document.getText(finding.range), "node");
    assert.equal(finding.source, "drydock");
  });

  test("follow the typing", async () => {
    const { document, editor } = await write("FROM node\n");
    await findingOf(document, "untagged-image");
    assert.ok(document.isDirty);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 9), ":22.12.0-bookworm-slim")));
    await goneFrom(document, "untagged-image");
  });

  test("are found in ignore files", async () => {
    const file = await writeFile(".dockerignore", "node_modules\n");
    await findingOf(await open(file), "unignored-env-file");
  });

  test("are explained on hover", async () => {
    const { document } = await write("FROM node\n");
    const finding = await findingOf(document, "untagged-image");
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      finding.range.start,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === "string" ? part : part.value)),
    );
    for (const part of ["```diff\n-FROM node\n", "[Explain untagged-image…](command:drydock.explain?"]) {
      assert.ok(
        texts.some((text) => text.includes(part)),
        texts.join("\n"),
      );
    }
  });

  test("are explained at length on a page", async () => {
    await vscode.commands.executeCommand("drydock.explain", "untagged-image");
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("drydock-rule:/untagged-image.md"));
    assert.match(page.getText(), /^## untagged-image\n/);
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(
      "the page",
      () => labels().some((label) => label.includes("untagged-image")),
      () => labels().join(),
    );
  });
});

suite("fixes", () => {
  teardown(cleanUp);

  test("the preferred quick fix removes its finding, and one undo brings it back", async () => {
    const { document } = await write("FROM node\n");
    const actions = await quickFixes(document, await findingOf(document, "untagged-image"));
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, titles(actions));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.notEqual(document.getText(), "FROM node\n");
    await goneFrom(document, "untagged-image");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "FROM node\n");
  });

  test("where a rule is to be disabled is asked once, and it can be the workspace", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    await disable(document, "untagged-image", workspacePlace());
    await goneFrom(document, "untagged-image");
    const settings = () => vscode.workspace.getConfiguration("drydock", document);
    const { workspaceValue, workspaceFolderValue } = settings().inspect("rules") ?? {};
    assert.deepEqual(workspaceFolderValue ?? workspaceValue, { "untagged-image": "off" });
    const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
    await settings().update("rules", undefined, workspaceFolderValue ? WorkspaceFolder : Workspace);
    await findingOf(document, "untagged-image");
  });

  for (const place of ["On This Line", "In This File"]) {
    test(`a rule can be disabled: ${place}`, async () => {
      const { document } = await write("FROM node\n");
      await disable(document, "untagged-image", place);
      await goneFrom(document, "untagged-image");
      assert.match(document.getText(), /^# drydock ignore(?:-file)?=untagged-image\n/);
    });
  }

  test("all safe ones are applied on save", async () => {
    const file = await writeFile("saved.Dockerfile", "FROM node:22\nENV NODE_ENV production\n");
    const settings = () => vscode.workspace.getConfiguration("editor");
    const onSave = { "source.fixAll.drydock": "explicit" };
    await settings().update("codeActionsOnSave", onSave, vscode.ConfigurationTarget.Workspace);
    const document = await open(file);
    await findingsOf(document);
    const editor = vscode.window.activeTextEditor;
    assert.ok(await editor?.edit((edit) => edit.insert(new vscode.Position(0, 0), "# Saved\n")));
    assert.ok(await document.save());
    await until(
      "the fix",
      () => document.getText() === "# Saved\nFROM node:22\nENV NODE_ENV=production\n",
      document.getText,
    );
    await settings().update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Workspace);
  });
});

// ------------------------------------------------------------------- helpers

async function findingsOf(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  await until("any finding", () => vscode.languages.getDiagnostics(document.uri).length > 0);
  return vscode.languages.getDiagnostics(document.uri);
}

async function quickFixes(document: vscode.TextDocument, finding: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Runs the action that asks where, and answers. */
async function disable(document: vscode.TextDocument, rule: string, place: string): Promise<void> {
  const actions = await quickFixes(document, await findingOf(document, rule));
  const [action, ...more] = actions.filter(({ title }) => title.startsWith(`Disable "${rule}"`));
  assert.ok(action?.command && more.length === 0, titles(actions));
  const { showQuickPick } = vscode.window;
  const labels: string[] = [];
  const answer = async (items: readonly vscode.QuickPickItem[]) => {
    labels.push(...items.map(({ label }) => label));
    return items.find(({ label }) => label === place);
  };
  Object.assign(vscode.window, { showQuickPick: answer });
  try {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  } finally {
    Object.assign(vscode.window, { showQuickPick });
  }
  assert.deepEqual(labels, ["On This Line", "In This File", workspacePlace(), "For You"]);
}

/** Of several folders, that of the file is meant. */
function workspacePlace(): string {
  return vscode.workspace.workspaceFile === undefined ? "In This Workspace" : "In This Workspace Folder";
}

function titles(actions: readonly vscode.CodeAction[]): string {
  return actions.map(({ title }) => title).join("\n");
}
