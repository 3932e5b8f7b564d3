/** Scans by a program that stands on the PATH in place of a scanner. */

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { cleanUp, findingOf, write } from "./workspace";

suite("scanners", () => {
  const usual = process.env.PATH;
  const settings = () => vscode.workspace.getConfiguration("drydock");
  let folder = "";

  teardown(async () => {
    process.env.PATH = usual;
    rmSync(folder, { recursive: true, force: true });
    await settings().update("codeLens", undefined, vscode.ConfigurationTarget.Global);
    await cleanUp();
    await vscode.commands.executeCommand("drydock.restart");
  });

  test("are started by lenses above FROM, and what they find stands there", async function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(path.join(os.tmpdir(), "drydock-scanner-"));
    const found = { VulnerabilityID: "CVE-1", PkgName: "a", InstalledVersion: "1", Severity: "HIGH" };
    const report = JSON.stringify({ Results: [{ Vulnerabilities: [found] }] });
    writeFileSync(path.join(folder, "trivy"), `#!/bin/sh\necho '${report}'\n`);
    chmodSync(path.join(folder, "trivy"), 0o755);
    process.env.PATH = `${folder}${path.delimiter}${usual}`;
    await vscode.commands.executeCommand("drydock.restart");
    await settings().update("codeLens", true, vscode.ConfigurationTarget.Global);
    const { document } = await write("FROM node\n");
    await findingOf(document, "untagged-image");
    const lens = async (title: RegExp) => {
      for (let tries = 0; tries < 100; tries++) {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          "vscode.executeCodeLensProvider",
          document.uri,
        );
        const one = lenses.find(({ command }) => title.test(command?.title ?? ""));
        if (one?.command) return one.command;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return assert.fail(`no lens ${title}`);
    };
    const scan = await lens(/^Scan for vulnerabilities$/);
    await vscode.commands.executeCommand(scan.command, ...(scan.arguments ?? []));
    await lens(/^1 high · scan again$/);
    await lens(/^Compare with other bases$/);
  });
});
