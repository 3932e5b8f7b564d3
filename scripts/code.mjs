#!/usr/bin/env node
/**
 * Stands in for the program `code` where desktop VS Code cannot be had: takes its arguments, as @vscode/test-electron
 * gives them, runs the suite in VS Code in a headless browser, and ends with the suite's exit code.
 * Leaves in .cache/ what VS Code said, and after a failure a picture of it: extension-tests.log and .png.
 */
import { cp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { browserFlags, provideBrowser } from "./browser.mjs";
import { addressOf, cache, installCodeServer, remote, serve } from "./code-server.mjs";
import { step } from "./processes.mjs";

const timeLimit = 420_000;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
    "user-data-dir": { type: "string" },
  },
});
// Whoever calls keeps all that VS Code writes in one folder, its user data as "user-data".
const state = path.dirname(values["user-data-dir"]);
const [developed, ...others] = values.extensionDevelopmentPath;

let server;
let browser;
let log = "";
const end = async (code) => {
  await browser?.close().catch(() => {});
  server?.stop();
  await server?.ended;
  process.exit(code);
};
process.on("SIGINT", () => end(130));
process.on("SIGTERM", () => end(143));

let code = 2;
try {
  const home = await installCodeServer(step);
  const executablePath = await provideBrowser(step);
  // In a browser only one extension can be under development.
  for (const folder of others) {
    await cp(folder, path.join(state, "extensions", path.basename(folder)), { recursive: true });
  }
  // A built VS Code takes an extension under development and its tests from the address only with this option.
  server = await serve(home, state, ["--vscode-option", "enable-smoke-test-driver"]);
  const { chromium } = createRequire(path.join(home, "package.json"))("playwright-core");
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  browser = await chromium.launch({ executablePath, args: browserFlags, ...signals });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // VS Code calls these two: with the outcome of the suite, and with everything that is written to the console.
  const outcome = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  await page.exposeFunction("codeAutomationLog", (type, words) => {
    log += `[${type}] ${words.join(" ")}\n`;
  });
  await page.goto(
    addressOf(server.host, path.resolve(positionals[0]), [
      ["extensionDevelopmentPath", remote(server.host, developed)],
      ["extensionTestsPath", remote(server.host, values.extensionTestsPath)],
      ["skipWelcome", "true"],
    ]),
  );
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, timeLimit, 3);
  });
  code = await Promise.race([outcome, timeout, server.ended.then(() => 2)]);
  clearTimeout(timer);
  if (code === 3) console.error(`The suite did not come to its end in ${timeLimit / 1000} s.`);
  if (code !== 0) await page.screenshot({ path: path.join(cache, "extension-tests.png") });
} catch (error) {
  console.error(error);
}
await writeFile(path.join(cache, "extension-tests.log"), log + (server?.output() ?? ""));
await end(code);
