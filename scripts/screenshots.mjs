/**
 * `npm run screenshots`: takes pictures of what the extension shows, in a real VS Code in a headless browser, on a copy of
 * the sample project, in three themes: dist/screenshots/THEME-NAME.png and .webp. `npm run screenshots -- dark hover` takes those
 * whose names hold one of the words of each kind. Those that the README shows are copied by hand to docs/images.
 * The one of a proof needs Docker; DRYDOCK_PROOF_BUILD_ARGS holds more arguments for its builds, as for `npm run proof`.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { browserFlags, provideBrowser } from "./browser.mjs";
import { addressOf, installCodeServer, installExtension, quietSettings, remote, root, serve } from "./code-server.mjs";
import { capture, onPath, run, step } from "./processes.mjs";

const themes = { dark: "Default Dark Modern", light: "Default Light Modern", contrast: "Default High Contrast" };
/** Milliseconds for one thing to come; a machine may be slow. */
const patience = 60_000;

/** Each shows something of the Dockerfile that is open, and says what of the window is taken; undefined: all. */
const pictures = {
  async hover(page) {
    await page.locator(".view-line", { hasText: "npm install" }).getByText("npm", { exact: false }).first().hover();
    await page.waitForSelector(".monaco-hover:not(.hidden) .hover-contents", { timeout: patience });
  },
  async fixes(page) {
    await goTo(page, "1:8");
    await page.waitForSelector("[class*='codicon-gutter-lightbulb']", { timeout: patience });
    await insist(page, "Control+.", ".action-widget .monaco-list-row");
  },
  async completion(page) {
    await goTo(page, "1:10");
    await page.keyboard.type(":26", { delay: 30 });
    await insist(page, "Control+Space", ".suggest-widget.visible .monaco-list-row");
  },
  async context(page) {
    await command(page, "Drydock: Show Build Context");
    await page.locator(".pane-header", { hasText: "harbour-api" }).click();
    await page.waitForSelector(".pane-body .monaco-list-row:has-text('Left out')", { timeout: patience });
  },
  /** In three: what is offered, the question at the first use, and what comes of it. */
  async pin(page, { shoot }) {
    const offered = page.locator(".action-widget .monaco-list-row", { hasText: "to its digest" }).first();
    await goTo(page, "1:8");
    await insist(page, "Control+.", ".action-widget .monaco-list-row");
    await offered.waitFor({ timeout: patience });
    await shoot("pin-before");
    await offered.click();
    const asked = page.locator(".notification-toast", { hasText: "has to ask its registry" });
    await asked.waitFor({ timeout: patience });
    await shoot("pin-question");
    await asked.locator(".monaco-button", { hasText: "This time" }).first().click();
    await page.waitForSelector(".view-line:has-text('@sha256:')", { timeout: patience });
  },
  async harden(page) {
    await command(page, "Drydock: Harden Dockerfile");
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    await preview.getByRole("button", { name: "Apply" }).first().waitFor({ timeout: patience });
    await page.waitForSelector(".tab:has-text('Harden Dockerfile')", { timeout: patience });
  },
  /** In two: what is left and the practices stand below. */
  async practices(page, { shoot }) {
    await pictures.harden(page);
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    const folded = preview.locator("#practices summary");
    await folded.scrollIntoViewIfNeeded();
    await shoot("left");
    await folded.click();
    await preview.locator("#practices table").scrollIntoViewIfNeeded();
    await page.keyboard.press("End");
  },
  /** By the Docker of this machine, on a project with a secret in its folder. */
  async prove(page) {
    await command(page, "Drydock: Prove With Docker");
    await page.locator(".xterm-rows", { hasText: "Building" }).waitFor({ timeout: patience });
    // The terminal gets what the Dockerfile leaves of the window.
    const { y } = await page.locator(".part.panel").boundingBox();
    const sashes = await page.locator(".monaco-sash.horizontal:not(.disabled)").all();
    const boxes = (await Promise.all(sashes.map((sash) => sash.boundingBox()))).filter((box) => box && box.width > 400);
    const [edge] = boxes.sort((one, other) => Math.abs(one.y - y) - Math.abs(other.y - y));
    await page.mouse.move(edge.x + 200, edge.y + edge.height / 2);
    await page.mouse.down();
    await page.mouse.move(edge.x + 200, 235, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(edge.x + 200, 600);
    await page.locator(".xterm-rows", { hasText: "Not worse." }).waitFor({ timeout: 3 * patience });
  },
  async explain(page) {
    await goTo(page, "1:8");
    await command(page, "Drydock: Explain Rule");
    await page.locator(".quick-input-widget .monaco-list-row", { hasText: "untagged-image" }).first().click();
    const rendered = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    await rendered.getByRole("heading").first().waitFor({ timeout: patience });
  },
  async outline(page) {
    await page.locator(".pane-header", { hasText: "Outline" }).click();
    await page.waitForSelector(".outline-pane .monaco-list-row", { timeout: patience });
  },
  async lens(page) {
    await page.waitForSelector(".codelens-decoration:has-text('Harden Dockerfile')", { timeout: patience });
  },
  async status(page) {
    await page.locator(".statusbar-item", { hasText: "Drydock" }).first().hover();
    await page.waitForSelector(".monaco-hover:not(.hidden)", { timeout: patience });
  },
};

const words = process.argv.slice(2);
const chosen = (names) => {
  const meant = Object.keys(names).filter((name) => words.includes(name));
  return meant.length > 0 ? meant : Object.keys(names);
};

const state = await mkdtemp(path.join(os.tmpdir(), "drydock-screenshots-"));
const target = path.join(root, "dist/screenshots");
await mkdir(target, { recursive: true });
const home = await installCodeServer(step);
const executablePath = await provideBrowser(step);
const vsix = path.join(root, "dist/drydock.vsix");
await step("Building the extension", () => run("npm", ["run", "package"], { cwd: root }));
await installExtension(home, state, vsix);
const dockerFolder = await placeDocker();
const server = await serve(home, state);
const registry = await startRegistry();
const { chromium } = createRequire(path.join(home, "package.json"))("playwright-core");
const browser = await chromium.launch({ executablePath, args: browserFlags });
try {
  for (const theme of chosen(themes)) {
    for (const name of chosen(pictures)) {
      if (name === "prove" && dockerFolder === undefined) {
        console.log(`${theme}-${name} left out: no Docker answers.`);
        continue;
      }
      await seedSettings(themes[theme], name === "lens");
      await step(`${theme}-${name}`, () => take(theme, name));
    }
  }
} finally {
  await browser.close();
  registry.close();
  server.stop();
  await server.ended;
  await rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** A window of its own for each, so that none shows what is left of another. */
async function take(theme, name) {
  const folder = path.join(state, theme, name, "harbour-api");
  await fillProject(folder);
  if (name === "prove") await writeFile(path.join(folder, ".env"), "HARBOUR_TOKEN=3f9c1d7e5b2a48061c7d\n");
  if (name === "pin") await nameImageOf(folder, `127.0.0.1:${registry.address().port}/team/node:24-slim`);
  const context = await browser.newContext({ viewport: { width: 1200, height: 720 } });
  const page = await context.newPage();
  const shoot = async (what) => {
    // What fades in has come.
    await page.waitForTimeout(1500);
    await page.screenshot({ path: path.join(target, `${theme}-${what}.png`) });
    // The same in half the bytes, for a page.
    const session = await context.newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
    await writeFile(path.join(target, `${theme}-${what}.webp`), Buffer.from(data, "base64"));
  };
  try {
    const file = remote(server.host, path.join(folder, "Dockerfile"));
    await page.goto(addressOf(server.host, folder, [["openFile", file]]));
    await page.waitForSelector(".monaco-editor .squiggly-warning", { timeout: 2 * patience });
    await page.getByText("context", { exact: false }).first().waitFor({ timeout: patience });
    await pictures[name](page, { shoot });
    await shoot(name);
  } catch (error) {
    console.error(`${theme}-${name}: ${error.message}`);
    process.exitCode = 1;
    await page.screenshot({ path: path.join(target, `${theme}-${name}-failed.png`) });
  } finally {
    await context.close();
  }
}

/** The sample project as it lies on somebody's disk: installed, and with an ignore file that leaves out some of it. */
async function fillProject(folder) {
  await cp(path.join(root, "example"), folder, { recursive: true });
  const files = {
    "node_modules/fastify/fastify.js": 400_000,
    "coverage/lcov.info": 60_000,
    "docs/harbour.svg": 90_000,
  };
  for (const [name, size] of Object.entries(files)) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), "x".repeat(size));
  }
  await writeFile(path.join(folder, ".dockerignore"), "node_modules\ncoverage\n");
}

/** A registry on this machine that has an index under every tag. */
async function startRegistry() {
  const type = "application/vnd.oci.image.index.v1+json";
  const listening = createServer((_, response) => {
    response.writeHead(200, { "content-type": type });
    response.end(JSON.stringify({ schemaVersion: 2, mediaType: type, manifests: [] }));
  });
  await new Promise((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return listening;
}

/**
 * Makes a `docker` that gives its builds the arguments of the environment, and is otherwise the real one. Comes back with
 * the folder that it lies in; undefined where none answers.
 */
async function placeDocker() {
  const docker = onPath("docker");
  if (docker === undefined || (await capture(docker, ["version"])).code !== 0) return undefined;
  const more = process.env.DRYDOCK_PROOF_BUILD_ARGS ?? "";
  if (more === "") return path.dirname(docker);
  const folder = path.join(state, "bin");
  await mkdir(folder);
  const script = `#!/bin/sh\nif [ "$1" = build ]; then shift; set -- build ${more} "$@"; fi\nexec '${docker}' "$@"\n`;
  await writeFile(path.join(folder, "docker"), script, { mode: 0o755 });
  return folder;
}

async function nameImageOf(folder, image) {
  const file = path.join(folder, "Dockerfile");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^FROM .*$/m, `FROM ${image}`));
}

async function seedSettings(theme, lenses = false) {
  const trusting = { "security.workspace.trust.enabled": false };
  const settings = { ...quietSettings, ...trusting, "workbench.colorTheme": theme, "files.autoSave": "off" };
  const file = path.join(state, "user-data/User/settings.json");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    JSON.stringify({
      ...settings,
      "window.commandCenter": false,
      "editor.minimap.enabled": false,
      "drydock.codeLens": lenses,
      // Rows that can be waited for, and that nothing covers.
      "terminal.integrated.gpuAcceleration": "off",
      "terminal.integrated.stickyScroll.enabled": false,
      // A login shell would have the last word of the PATH.
      ...(dockerFolder !== undefined && {
        [`terminal.integrated.env.${{ darwin: "osx", win32: "windows" }[process.platform] ?? "linux"}`]: {
          PATH: `${dockerFolder}${path.delimiter}${process.env.PATH}`,
        },
      }),
    }),
  );
}

async function command(page, title) {
  await insist(page, "F1", ".quick-input-widget input:visible");
  await page.keyboard.type(title);
  await page.locator(".quick-input-widget .monaco-list-row", { hasText: title }).first().waitFor({ timeout: patience });
  await page.keyboard.press("Enter");
}

/** @param place line and column from 1 on. */
async function goTo(page, place) {
  await page.locator(".monaco-editor .view-line").first().click();
  await insist(page, "Control+g", ".quick-input-widget input:visible");
  await page.keyboard.type(place);
  await page.keyboard.press("Enter");
  const [line, column] = place.split(":");
  await page.getByText(`Ln ${line}, Col ${column}`).waitFor({ timeout: patience });
}

/** A key that is pressed too early does nothing. */
async function insist(page, key, selector) {
  for (let tries = 0; ; tries++) {
    await page.keyboard.press(key);
    try {
      await page.waitForSelector(selector, { timeout: patience / 6 });
      return;
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}
