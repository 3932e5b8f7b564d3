import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  cleanUp,
  exists,
  findingOf,
  goneFrom,
  inWorkspace,
  open,
  previewed,
  previewScheme,
  until,
  writeFile,
} from "./workspace";

suite("Harden Dockerfile", () => {
  setup(async () => {
    // Also says that the server has seen the end of the ignore file that the last test made.
    await findingOf(await open(inWorkspace("Dockerfile")), "missing-dockerignore");
    await vscode.commands.executeCommand("drydock.harden");
    await until("the preview", () => preview() !== undefined && explanation() !== undefined);
  });
  teardown(cleanUp);

  test("previews every file that changes, and writes none", async () => {
    assert.match(preview()?.label ?? "", /^Harden Dockerfile \(2 files\)$/);
    assert.doesNotMatch(hardened("Dockerfile"), /^FROM node$/m);
    assert.match(hardened(".dockerignore"), /node_modules/);
    assert.equal(await exists(".dockerignore"), false);
    const document = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));
    assert.match(document.getText(), /^FROM node$/m);
    assert.equal(document.isDirty, false);
  });

  const endings: [name: string, end: () => Thenable<unknown>][] = [
    ["by its command", () => vscode.commands.executeCommand("drydock.hardenDiscard")],
    ["by closing the diff", () => close(preview())],
    ["by closing the explanation", () => close(explanation())],
  ];
  for (const [name, end] of endings) {
    test(`is discarded without a trace ${name}`, async () => {
      const document = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));
      await end();
      await until("the end of the preview", () => preview() === undefined && explanation() === undefined);
      assert.equal(document.isDirty, false);
      assert.equal(await exists(".dockerignore"), false);
    });
  }

  test("is applied in one undo step, with the ignore file", async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));
    const before = document.getText();
    const text = hardened("Dockerfile");
    await vscode.commands.executeCommand("drydock.hardenApply");
    assert.equal(document.getText(), text);
    assert.equal(preview(), undefined);
    assert.ok(await exists(".dockerignore"));
    // VS Code tells nobody about a file that comes and goes within one moment.
    await goneFrom(document, "missing-dockerignore");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
    assert.equal(await exists(".dockerignore"), false);
  });

  test("leaves a Dockerfile alone that has changed meanwhile", async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# Changed\n");
    await vscode.workspace.applyEdit(edit);
    await applyInVain();
    assert.match(document.getText(), /^# Changed\nFROM node$/m);
  });

  test("leaves everything alone when another of the files has changed meanwhile", async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));
    await writeFile(".dockerignore", "mine\n");
    await applyInVain();
    assert.match(document.getText(), /^FROM node$/m);
    assert.equal((await vscode.workspace.openTextDocument(inWorkspace(".dockerignore"))).getText(), "mine\n");
  });

  test("is made anew when it is asked for again", async () => {
    await vscode.commands.executeCommand("drydock.harden");
    assert.equal(tabs().filter(isPreview).length, 1);
    assert.doesNotMatch(hardened("Dockerfile"), /^FROM node$/m);
  });
});

suite("Harden Dockerfile that was never saved", () => {
  teardown(cleanUp);

  test("shows a plain diff and is applied", async () => {
    const content = "FROM debian\nRUN apt-get install curl\n";
    const document = await vscode.workspace.openTextDocument({ content, language: "dockerfile" });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("drydock.harden");
    const input = preview()?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.toString(), document.uri.toString());
    await vscode.commands.executeCommand("drydock.hardenApply");
    assert.match(document.getText(), /apt-get install -y/);
  });
});

suite("Harden Workspace: All Dockerfiles", () => {
  teardown(cleanUp);

  test("previews and applies everything at once", async () => {
    const files = ["fleet/a/Dockerfile", "fleet/a/dev.Dockerfile", "fleet/b/Dockerfile"];
    for (const file of files) await writeFile(file, "FROM node\nCOPY . /app\nCMD npm start\n");
    await writeFile("fleet/node_modules/x/Dockerfile", "FROM node\n");
    await writeFile("fleet/good.Dockerfile", "FROM scratch\nCOPY app /\nUSER 1000\n");
    await vscode.commands.executeCommand("drydock.hardenAll");
    const count = files.length + (vscode.workspace.workspaceFolders?.length ?? 0);
    assert.match(preview()?.label ?? "", new RegExp(`^Harden ${count} Dockerfiles \\(\\d+ files\\)$`));
    await vscode.commands.executeCommand("drydock.hardenApply");
    assert.equal(preview(), undefined);
    const documents = await Promise.all(
      ["Dockerfile", ...files].map((file) => vscode.workspace.openTextDocument(inWorkspace(file))),
    );
    for (const document of documents) assert.doesNotMatch(document.getText(), /^FROM node$/m);
    await vscode.commands.executeCommand("undo");
    for (const document of documents) assert.match(document.getText(), /^FROM node$/m);
    assert.equal(await exists(".dockerignore"), false);
  });
});

// ------------------------------------------------------------------- helpers

function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** The diff of *Harden Dockerfile*, while it is there. */
function preview(): vscode.Tab | undefined {
  return tabs().find(isPreview);
}

function isPreview({ input }: vscode.Tab): boolean {
  // Several files: not yet part of the interface that we compile with.
  const { textDiffs = [input] } = (input ?? {}) as { textDiffs?: unknown[] };
  return textDiffs.some((diff) => diff instanceof vscode.TabInputTextDiff && diff.modified.scheme === previewScheme);
}

/** The page beside it. */
function explanation(): vscode.Tab | undefined {
  return tabs().find(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("drydock.explanation"),
  );
}

async function close(tab: vscode.Tab | undefined): Promise<void> {
  assert.ok(tab);
  await vscode.window.tabGroups.close(tab);
}

/** The text that the preview shows of a file. */
function hardened(name: string): string {
  const text = previewed(name);
  assert.ok(text !== undefined, name);
  return text;
}

/** Asks a question, which nobody answers. */
async function applyInVain(): Promise<void> {
  void vscode.commands.executeCommand("drydock.hardenApply");
  await new Promise((resolve) => setTimeout(resolve, 500));
  await vscode.commands.executeCommand("notifications.clearAll");
}
