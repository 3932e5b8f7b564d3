/** What the built server says about a build context on the disk: sizes, the tree, edits, paths to complete. */

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CompletionList, Hover, InlayHint, WorkspaceEdit } from "vscode-languageserver";
import type { ContextChangedParams, ContextResult } from "../server/requests";
import { temporaryFolder } from "./folder";
import { startSession } from "./session";

const folder = temporaryFolder();
const folderUri = pathToFileURL(folder).href;
const uriOf = (name: string) => `${folderUri}/${name}`;
const files: Readonly<Record<string, number>> = {
  "node_modules/a/index.js": 3000,
  "node_modules/b.js": 100,
  "src/server.js": 500,
  "src/notes.md": 40,
  ".env": 7,
};
for (const [name, bytes] of Object.entries(files)) {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(folder, name), "x".repeat(bytes));
}
const dockerfile = "FROM scratch\nCOPY src /src\nCOPY . /app\n";
const ignoreText = "node_modules\n**/*.md\n!src/notes.md\nnone\n";
writeFileSync(path.join(folder, "Dockerfile"), dockerfile);
writeFileSync(path.join(folder, ".dockerignore"), ignoreText);

test("the build context over the protocol", async () => {
  const session = await startSession({ folders: [folderUri] });
  const ignoreUri = uriOf(".dockerignore");
  const dockerfileUri = uriOf("Dockerfile");
  const ask = <Result>(method: string, uri: string, more: object) =>
    session.request<Result>(method, { textDocument: { uri }, ...more });
  try {
    session.open(dockerfileUri, dockerfile);
    session.open(ignoreUri, ignoreText, "dockerignore");

    const tree = await session.request<ContextResult>("drydock/context", { uri: dockerfileUri, folder: "" });
    assert.equal(tree.root, folderUri);
    assert.equal(tree.state, "complete");
    assert.equal(tree.ignore?.uri, ignoreUri);
    assert.deepEqual(tree.ignored, { files: 2, bytes: 3100 });
    assert.equal(tree.sent.files, 5);
    const modules = tree.entries.find(({ name }) => name === "node_modules");
    assert.deepEqual(modules, {
      name: "node_modules",
      path: "node_modules",
      isFolder: true,
      sent: { files: 0, bytes: 0 },
      ignored: { files: 2, bytes: 3100 },
      secrets: 0,
      pattern: { text: "node_modules", line: 0 },
    });
    assert.equal(tree.entries.find(({ name }) => name === ".env")?.secrets, 1);
    const inside = await session.request<ContextResult>("drydock/context", { uri: dockerfileUri, folder: "src" });
    assert.deepEqual(
      inside.entries.map((entry) => [entry.path, entry.sent.bytes]),
      [
        ["src/server.js", 500],
        ["src/notes.md", 40],
      ],
    );

    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await ask<InlayHint[]>("textDocument/inlayHint", ignoreUri, { range });
    assert.deepEqual(
      hints.map(({ position, label }) => [position.line, label]),
      [
        [0, "2 files, 3.1 kB"],
        [1, "nothing"],
        [2, "keeps 1 file, 40 B"],
        [3, "nothing"],
      ],
    );

    const hovered = async (uri: string, line: number, character: number) =>
      JSON.stringify((await ask<Hover>("textDocument/hover", uri, { position: { line, character } }))?.contents);
    assert.match(await hovered(ignoreUri, 0, 3), /2 files, 3\.1 kB/);
    assert.match(await hovered(dockerfileUri, 1, 6), /2 files, 540 B/);

    const completed = async (uri: string, line: number, character: number) =>
      (await ask<CompletionList>("textDocument/completion", uri, { position: { line, character } })).items.map(
        ({ label }) => label,
      );
    assert.ok((await completed(dockerfileUri, 1, 5)).includes("src"));
    assert.ok((await completed(ignoreUri, 4, 0)).includes("src"));

    const edit = (more: object) =>
      session.request<WorkspaceEdit | null>("drydock/contextEdit", { uri: dockerfileUri, isFolder: false, ...more });
    assert.match(JSON.stringify(await edit({ path: ".env", keep: false })), /"newText":"\.env\\n"/);
    assert.equal(await edit({ path: ".env", keep: true }), null);

    const news = session.next<ContextChangedParams>("drydock/contextChanged");
    writeFileSync(path.join(folder, "src/new.txt"), "12345");
    rmSync(path.join(folder, "src/notes.md"));
    session.notify("workspace/didChangeWatchedFiles", {
      changes: [
        { uri: uriOf("src/new.txt"), type: 1 },
        { uri: uriOf("src/notes.md"), type: 3 },
      ],
    });
    assert.deepEqual((await news).roots, [folderUri]);
    const after = await session.request<ContextResult>("drydock/context", { uri: dockerfileUri, folder: "src" });
    assert.deepEqual(
      after.entries.map((entry) => entry.path),
      ["src/server.js", "src/new.txt"],
    );
  } finally {
    assert.equal(await session.end(), 0);
  }
});
