/** *Prove With Docker*, with a program that plays docker in the terminal where it runs. */

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { cleanUp, exists, findingOf, inWorkspace, open, previewed, until } from "./workspace";

/** On Windows programs are no scripts of a shell. */
const system = { linux: "linux", darwin: "osx" }[process.platform as "linux" | "darwin"];

suite("Prove With Docker", () => {
  let folder: string;
  const terminal = () => vscode.workspace.getConfiguration("terminal.integrated.env");

  suiteSetup(async function () {
    if (system === undefined) return this.skip();
    folder = mkdtempSync(path.join(tmpdir(), "drydock-engine-"));
    const program = path.join(folder, "docker");
    const root = vscode.extensions.all.find(({ id }) => id.endsWith(".drydock"))?.extensionPath;
    assert.ok(root);
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${program}.mjs' "$@"\n`);
    chmodSync(program, 0o755);
    writeFileSync(`${program}.mjs`, readFileSync(path.join(root, "test/fakeDocker.mjs")));
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ crashes: "^USER node" }));
    await terminal().update(system, { PATH: `${folder}:${process.env.PATH}` }, vscode.ConfigurationTarget.Global);
  });
  suiteTeardown(async () => {
    if (system !== undefined) await terminal().update(system, undefined, vscode.ConfigurationTarget.Global);
  });
  teardown(async () => {
    for (const shown of vscode.window.terminals) shown.dispose();
    await cleanUp();
  });

  /** What the engine was asked to build so far, base images left aside. */
  const builds = () =>
    readFileSync(path.join(folder, "calls.log"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith('["build"') && !line.includes(":base-"));

  test("unticks the step that is to blame, and then proves what is ticked", async () => {
    await findingOf(await open(inWorkspace("Dockerfile")), "missing-dockerignore");
    await vscode.commands.executeCommand("drydock.harden");
    await until("the preview", () => /^USER node$/m.test(previewed("Dockerfile") ?? ""));
    const { uri } = await vscode.workspace.openTextDocument(inWorkspace("Dockerfile"));

    await vscode.commands.executeCommand("drydock.prove", uri);
    await until("a preview without that step", () => !/^USER /m.test(previewed("Dockerfile") ?? "USER "));
    const tries = builds().length;
    assert.ok(tries > 3, `${tries} builds`);

    await vscode.commands.executeCommand("drydock.prove", uri);
    // As it is, and as it is ticked: there is nothing left to look for.
    assert.equal(builds().length, tries + 2);
    assert.doesNotMatch(previewed("Dockerfile") ?? "", /^USER /m);
    assert.match(previewed("Dockerfile") ?? "", /npm ci/);
    assert.equal(await exists(".dockerignore"), false);
  });
});
