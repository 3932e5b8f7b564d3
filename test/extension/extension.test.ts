import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { findShellcheck } from "../../server/host/shellcheckProgram";
import { cleanUp, findingOf, goneFrom, inWorkspace, open, until, writeFile } from "./workspace";

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

  test("come again when the server is killed", async function () {
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

  test("come from ShellCheck, too, where it is installed", async function () {
    if (!(await findShellcheck(() => {})(undefined))) this.skip();
    const { document } = await write("FROM me/mine\nRUN rm \\\n  $OLD\n");
    assert.equal(document.getText((await findingOf(document, "SC2086")).range), "$OLD");
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
    assert.ok(
      texts.some((text) => text.includes("untagged-image")),
      texts.join("\n"),
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

  for (const place of ["on this line", "in this file"]) {
    test(`a rule can be disabled ${place}`, async () => {
      const { document } = await write("FROM node\n");
      const actions = await quickFixes(document, await findingOf(document, "untagged-image"));
      const action = actions.find(({ title }) => title === `Disable untagged-image ${place}`);
      assert.ok(action?.edit, titles(actions));
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      await goneFrom(document, "untagged-image");
    });
  }

  test("a rule can be disabled in the workspace", async () => {
    const document = await open(inWorkspace("Dockerfile"));
    const actions = await quickFixes(document, await findingOf(document, "untagged-image"));
    const action = actions.find(({ title }) => title === "Disable untagged-image in the workspace");
    assert.ok(action?.command, titles(actions));
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    await goneFrom(document, "untagged-image");
    const settings = () => vscode.workspace.getConfiguration("drydock");
    assert.deepEqual(settings().inspect("rules")?.workspaceValue, { "untagged-image": "off" });
    await settings().update("rules", undefined, vscode.ConfigurationTarget.Workspace);
    await findingOf(document, "untagged-image");
  });

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

/** A document with text that is not saved; a file of its own each time. */
async function write(content: string) {
  const document = await open(await writeFile(`unsaved/${++filesWritten}.Dockerfile`, ""));
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor?.document === document);
  assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content)));
  return { document, editor };
}
let filesWritten = 0;

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

function titles(actions: readonly vscode.CodeAction[]): string {
  return actions.map(({ title }) => title).join("\n");
}

/** The id of the process that the extension has started for the server; undefined while there is none. */
function serverProcess(): number | undefined {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const own = fields.find(([, parent, ...words]) => {
    return Number(parent) === process.pid && words.some((word) => word.endsWith("dist/server/node.js"));
  });
  return own && Number(own[0]);
}
