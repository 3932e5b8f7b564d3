/** Scans in the editor: started by lenses and actions alone, with a program that stands on the PATH in place of a scanner. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeLens, Hover, ShowMessageParams } from "vscode-languageserver";
import { temporaryFolder } from "./folder";
import { type Options, type Session, startSession, vscodeCapabilities } from "./session";

const digest = `sha256:${"a".repeat(64)}`;
/** Which image does depends on what is there. */
const project = temporaryFolder();
writeFileSync(path.join(project, "a.js"), "");
const uri = `${pathToFileURL(project)}/Dockerfile`;
const text = 'FROM node:24\nCOPY . .\nCMD ["node", "a.js"]\n';

const capabilities: Options["capabilities"] = {
  ...vscodeCapabilities,
  textDocument: { ...vscodeCapabilities.textDocument, codeLens: {} },
  window: { showDocument: { support: true } },
};

/** Finds one vulnerability in slim images, two in others, and says which were looked at. */
function withScanner(): { readonly environment: NodeJS.ProcessEnv; readonly scanned: () => readonly string[] } {
  const folder = temporaryFolder();
  const log = path.join(folder, "log");
  writeFileSync(log, "");
  const one = (id: string) => ({ VulnerabilityID: id, PkgName: "zlib1g", InstalledVersion: "1.2", Severity: "HIGH" });
  const report = (ids: readonly string[]) =>
    JSON.stringify({ Metadata: { RepoDigests: [`node@${digest}`] }, Results: [{ Vulnerabilities: ids.map(one) }] });
  const script = `#!/bin/sh
for image; do :; done
echo "$image" >> ${log}
case $image in *slim*) echo '${report(["CVE-1"])}';; *) echo '${report(["CVE-1", "CVE-2"])}';; esac
`;
  writeFileSync(path.join(folder, "trivy"), script, { mode: 0o755 });
  return {
    environment: { ...process.env, PATH: folder },
    scanned: () => readFileSync(log, "utf8").split("\n").filter(Boolean),
  };
}

async function during(
  options: Options,
  work: (session: Session, scanned: () => readonly string[]) => Promise<void>,
): Promise<void> {
  const { environment, scanned } = withScanner();
  const session = await startSession({
    capabilities,
    settings: { codeLens: true },
    initializationOptions: { trusted: true },
    replies: { "window/showDocument": { success: true } },
    environment,
    folders: [String(pathToFileURL(project))],
    ...options,
  });
  await work(session, scanned).finally(async () => assert.equal(await session.end(), 0));
}

const lensesOf = async (session: Session) =>
  (await session.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } })).flatMap(
    ({ command }) => command ?? [],
  );

describe("scanners in the editor", { skip: process.platform === "win32", concurrency: true }, () => {
  test("lenses above FROM start one, and show what it has found", async () => {
    await during({}, async (session, scanned) => {
      session.open(uri, text);
      const lenses = (await lensesOf(session)).filter(({ command }) => /scan|compare/.test(command));
      assert.deepEqual(
        lenses.map(({ title }) => title),
        ["Scan for vulnerabilities", "Compare with other bases"],
      );
      assert.deepEqual(scanned(), []);
      const said = session.next<ShowMessageParams>("window/showMessage");
      await session.request("workspace/executeCommand", lenses[0]);
      assert.match((await said).message, /node:24, by Trivy: 2 high/);
      assert.deepEqual(scanned(), ["node:24"]);
      const titles = (await lensesOf(session)).map(({ title }) => title);
      assert.ok(titles.includes("2 high · scan again"), titles.join());
      // The same image by its digest needs no other scan.
      session.change(uri, 2, text.replace("24", `24.1@${digest}`));
      const position = { line: 0, character: 8 };
      const hover = await session.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
      assert.match(JSON.stringify(hover?.contents), /2 high/);
    });
  });

  test("others that could take its place are compared, and each is looked at once", async () => {
    await during({}, async (session, scanned) => {
      session.open(uri, text);
      const command = { command: "drydock.compareBases", arguments: [uri, 5] };
      const page = await session.request<{ text: string }>("workspace/executeCommand", command);
      assert.match(page.text, /\*\*Vulnerabilities\*\* in node:24, by Trivy: 2 high/);
      assert.match(page.text, /- instead `node:24[^`]*slim`: 1 high/);
      const [first, ...others] = scanned();
      assert.equal(first, "node:24");
      assert.equal(new Set(others).size, others.length);
      await session.request("workspace/executeCommand", command);
      // What others had is kept; the image itself is looked at again.
      assert.deepEqual(scanned(), [first, ...others, first]);
      const titles = (await session.actions(uri, "refactor.rewrite")).map(({ title }) => title);
      assert.ok(titles.includes("Scan node:24 and compare it with other bases"), titles.join());
    });
  });

  test("nothing is offered, nor started, where the workspace is not trusted, or nothing is there", async () => {
    for (const options of [{ initializationOptions: {} }, { environment: { ...process.env, PATH: "/nowhere" } }]) {
      await during(options, async (session, scanned) => {
        session.open(uri, text);
        const titles = (await lensesOf(session)).map(({ title }) => title);
        assert.ok(!titles.some((title) => /Scan|Compare/.test(title)), titles.join());
        if (options.environment) return;
        await session.request("workspace/executeCommand", { command: "drydock.compareBases", arguments: [uri, 5] });
        assert.deepEqual(scanned(), []);
      });
    }
  });
});
