#!/usr/bin/env node
/**
 * Stands in for the program `code` where desktop VS Code cannot be had: takes its arguments, as @vscode/test-electron
 * gives them, runs the suite in VS Code in a headless browser, and ends with the suite's exit code.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { browserFlags, provideBrowser } from "./browser.mjs";
import { addressOf, cache, installCodeServer, quietSettings, remote, serve } from "./code-server.mjs";
import { step } from "./processes.mjs";

const timeLimit = 240_000;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: Object.fromEntries(
    ["extensionDevelopmentPath", "extensionTestsPath", "user-data-dir", "extensions-dir"].map((name) => [
      name,
      { type: "string" },
    ]),
  ),
});
const state = await mkdtemp(path.join(os.tmpdir(), "drydock-code-"));
const settings = path.join(values["user-data-dir"], "User/settings.json");
await mkdir(path.join(state, "user-data/User"), { recursive: true });
await writeFile(
  path.join(state, "user-data/User/settings.json"),
  JSON.stringify({ ...quietSettings, ...(existsSync(settings) ? JSON.parse(await readFile(settings, "utf8")) : {}) }),
);

let server;
let browser;
let log = "";
const end = async (code) => {
  await browser?.close().catch(() => {});
  server?.stop();
  await server?.ended;
  await rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(code);
};
process.on("SIGINT", () => end(130));
process.on("SIGTERM", () => end(143));

let code = 2;
try {
  const home = await installCodeServer(step);
  const executablePath = await provideBrowser(step);
  // A built VS Code takes an extension under development and its tests from the address only with this option.
  server = await serve(home, state, ["--vscode-option", "enable-smoke-test-driver"]);
  const { chromium } = createRequire(path.join(home, "package.json"))("playwright-core");
  browser = await chromium.launch({ executablePath, args: browserFlags });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // VS Code calls these two: with the outcome of the suite, and with everything that is written to the console.
  const outcome = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  await page.exposeFunction("codeAutomationLog", (type, words) => {
    log += `[${type}] ${words.join(" ")}\n`;
  });
  await page.goto(
    addressOf(server.host, path.resolve(positionals[0]), [
      ["extensionDevelopmentPath", remote(server.host, values.extensionDevelopmentPath)],
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
if (code !== 0) console.error(withoutNoise(log + (server?.output() ?? "")));
await end(code);

/** Without the complaints about native modules that VS Code can do without. */
function withoutNoise(text) {
  return text
    .split("\n")
    .filter((line) => !/bindings|spdlog|native-watchdog|^\s+→|^\s+at /.test(line))
    .join("\n");
}
