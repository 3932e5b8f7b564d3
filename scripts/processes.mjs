/** Starting and ending other programs, for the scripts beside this file. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

const isWindows = process.platform === "win32";

/** Runs a program to its end; rejects with all that it printed when it fails. */
export async function run(command, words, options = {}) {
  const { code, output } = await capture(command, words, options);
  if (code !== 0) throw new Error(`${[command, ...words].join(" ")} ended with ${code}.\n${output}`);
  return output;
}

/** Runs a program to its end; comes back with its exit code and all that it printed. */
export function capture(command, words, options = {}) {
  return new Promise((resolve, reject) => {
    // Programs of npm are scripts on Windows, which only its shell can run; it takes words with spaces in quotes.
    const quote = (word) => (isWindows ? `"${word}"` : word);
    const child = spawn(quote(command), words.map(quote), {
      stdio: ["ignore", "pipe", "pipe"],
      shell: isWindows,
      ...options,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output += data;
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** Ends a program that was started `detached`, with all that it started. */
export function stopTree(child) {
  if (child.exitCode !== null || child.pid === undefined) return;
  if (isWindows) spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
  else {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** Path of the first of these programs that is on the PATH. */
export function onPath(...names) {
  const extensions = isWindows ? [".exe", ".cmd"] : [""];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
      for (const extension of extensions) {
        const file = path.join(folder, name + extension);
        if (isProgram(file)) return file;
      }
    }
  }
  return undefined;
}

/** Whether this process may install packages of Debian. */
export function mayInstall() {
  return process.platform === "linux" && process.getuid() === 0 && onPath("apt-get") !== undefined;
}

/** Installs a package of Debian, without what it only recommends. */
export async function install(name) {
  const apt = (...words) =>
    run("apt-get", ["-q", "-y", "-o", "DPkg::Lock::Timeout=120", ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  await apt("update");
  await apt("install", "--no-install-recommends", name);
}

/** A file that may be run. */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Windows can be shown: there is a desktop. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Says what is going on until `work` has ended, with the seconds it took; they count along in a terminal. */
export async function step(text, work) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  const timer = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r${text} … ${seconds()}`), 1000)
    : undefined;
  process.stdout.write(process.stdout.isTTY ? `${text} …` : `${text} …\n`);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (process.stdout.isTTY) process.stdout.write(`\r${text} … ${seconds()}\n`);
  }
}
