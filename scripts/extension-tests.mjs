/**
 * Runs the compiled suite of test/extension in a real VS Code, on a copy of the sample project: the desktop one where it can be
 * downloaded and shown, otherwise one in a browser. Comes back with the tests by outcome. Other suites may run in the same way.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { provideBrowser } from "./browser.mjs";
import { cache, installCodeServer, quietSettings, root } from "./code-server.mjs";
import { hasDisplay, step } from "./processes.mjs";

/** Green only when VS Code ended with 0 and the suite itself says that it ran to its end. */
export async function testExtension() {
  const syntaxChecker = { publisher: "docker", name: "docker" };
  const suite = "dist/test/extension/index.js";
  const { result: tests = [], error } = await runInside({ suite, workspace: "example", others: [syntaxChecker] });
  if (tests.length > 0) return { tests, error };
  const log = await readFile(path.join(cache, "extension-tests.log"), "utf8").catch(() => "");
  return { tests, error: `${log}\n${error ?? ""}\nThe suite wrote no result: it did not run to its end.` };
}

/**
 * Runs a suite in a VS Code of its own, with our extension under development.
 * @param options suite: its file; workspace: a folder that it gets a copy of (both from the root of the repository);
 * others: manifests of further extensions, which do nothing (those under development are the only ones enabled);
 * env: variables for the suite, beside the name of the file for its result.
 * @returns the result that the suite has written as JSON, if any; and as `error` why VS Code did not end well.
 */
export async function runInside({ suite, workspace, others, env = {} }) {
  const isDesktop = hasDisplay() && (await canDownload());
  if (!isDesktop) {
    await installCodeServer(step);
    await provideBrowser(step);
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "drydock-test-"));
  const userData = path.join(folder, "user-data");
  const resultFile = path.join(folder, "result.json");
  await cp(path.join(root, workspace), path.join(folder, "workspace"), { recursive: true });
  await mkdir(path.join(userData, "User"), { recursive: true });
  // In a browser VS Code saves by itself, on the desktop it does not.
  const settings = { ...quietSettings, "files.autoSave": "off" };
  await writeFile(path.join(userData, "User/settings.json"), JSON.stringify(settings));
  let error;
  try {
    await runTests({
      ...(isDesktop
        ? { version: "stable", cachePath: path.join(cache, "vscode-test") }
        : { vscodeExecutablePath: path.join(root, "scripts/code.mjs") }),
      extensionDevelopmentPath: [root, ...(await Promise.all(others.map((manifest) => makeIdle(folder, manifest))))],
      extensionTestsPath: path.join(root, suite),
      extensionTestsEnv: { DRYDOCK_TEST_RESULT: resultFile, ...env },
      launchArgs: [path.join(folder, "workspace"), "--disable-extensions", `--user-data-dir=${userData}`],
    });
  } catch (reason) {
    error = String(reason);
  }
  const result = await readFile(resultFile, "utf8").then(JSON.parse, () => undefined);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return { result, error };
}

/** An extension that does nothing, in a folder below the given one, which it comes back with. */
async function makeIdle(folder, manifest) {
  const own = path.join(folder, manifest.name);
  await mkdir(own);
  const whole = { version: "0.0.0", engines: { vscode: "^1.91.0" }, ...manifest };
  await writeFile(path.join(own, "package.json"), JSON.stringify(whole));
  if (manifest.main) await writeFile(path.join(own, manifest.main), "exports.activate = () => {};");
  return own;
}

/** Desktop VS Code is downloaded by @vscode/test-electron from here; a machine without a way there must not wait long. */
function canDownload() {
  return fetch("https://update.code.visualstudio.com/api/releases/stable", { signal: AbortSignal.timeout(4000) }).then(
    (response) => response.ok,
    () => false,
  );
}
