/**
 * Runs the compiled suite of test/extension in a real VS Code, on a copy of the sample project: the desktop one where it can be
 * downloaded and shown, otherwise one in a browser. Comes back with the tests by outcome.
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
  const isDesktop = hasDisplay() && (await canDownload());
  if (!isDesktop) {
    await installCodeServer(step);
    await provideBrowser(step);
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "drydock-test-"));
  const workspace = path.join(folder, "workspace");
  const userData = path.join(folder, "user-data");
  const resultFile = path.join(folder, "result.json");
  await cp(path.join(root, "example"), workspace, { recursive: true });
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
      extensionDevelopmentPath: [root, await makeSyntaxChecker(folder)],
      extensionTestsPath: path.join(root, "dist/test/extension/index.js"),
      extensionTestsEnv: { DRYDOCK_TEST_RESULT: resultFile },
      launchArgs: [workspace, "--disable-extensions", `--user-data-dir=${userData}`],
    });
  } catch (reason) {
    error = String(reason);
  }
  const tests = await readFile(resultFile, "utf8").then(JSON.parse, () => []);
  if (tests.length === 0) {
    const log = await readFile(path.join(cache, "extension-tests.log"), "utf8").catch(() => "");
    error = `${log}\n${error ?? ""}\nThe suite wrote no result: it did not run to its end.`;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return { tests, error };
}

/**
 * A stand-in for Docker DX: an extension with its id that does nothing.
 * Under development as ours is, since no others are enabled. Comes back with its folder.
 */
async function makeSyntaxChecker(folder) {
  const checker = path.join(folder, "docker-dx");
  await mkdir(checker);
  const manifest = { publisher: "docker", name: "docker", version: "0.0.0", engines: { vscode: "*" } };
  await writeFile(path.join(checker, "package.json"), JSON.stringify(manifest));
  return checker;
}

/** Desktop VS Code is downloaded by @vscode/test-electron from here; a machine without a way there must not wait long. */
function canDownload() {
  return fetch("https://update.code.visualstudio.com/api/releases/stable", { signal: AbortSignal.timeout(4000) }).then(
    (response) => response.ok,
    () => false,
  );
}
