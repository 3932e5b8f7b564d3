/** The one door to programs: they are found on the PATH and started by their path, never through a shell. */

import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { Readable } from "node:stream";

/** The path of a program on the PATH: only folders that are the same wherever this process was started count. */
export async function findProgram(
  name: string,
  { PATH }: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  for (const folder of (PATH ?? "").split(delimiter)) {
    const path = join(folder, file);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/** Whether a file is there that may be started, given by its absolute path. */
export async function isProgram(file: string): Promise<boolean> {
  if (!isAbsolute(file)) return false;
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** How a program has ended. */
export interface Ended {
  /** The exit code; undefined when it was ended, or did not start. */
  readonly code: number | undefined;
  /** What it printed, both streams as they came, and stdout alone; of very much, the end. */
  readonly all: string;
  readonly output: string;
  readonly isTooLate: boolean;
}

export interface RunOptions {
  /** Absolute path of the folder that relative paths among the words start from. */
  readonly cwd: string;
  /** In ms. */
  readonly timeout: number;
  /** Ends it, with all that it has started. */
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from stdin; nothing when undefined. */
  readonly input?: string;
  /** Takes stdout in place of the answer. Who reads no further ends the program. */
  readonly read?: (stdout: Readable) => Promise<void>;
}

/** UTF-16 units that are kept of what a program prints. */
const mostOutput = 4_000_000;

/** In ms: who does not end then when told to is killed. */
const grace = 5000;

/**
 * Runs a program to its end, which always comes: it is ended when its time is over or the signal says so. Never rejects but
 * for what `read` does.
 */
export async function runProgram(
  program: string,
  words: readonly string[],
  { cwd, timeout, signal, env, input, read }: RunOptions,
): Promise<Ended> {
  if (signal?.aborted) return { code: undefined, all: "", output: "", isTooLate: false };
  // A group of its own: the interrupt key of a terminal reaches this process alone, which can tidy up then.
  const isGroup = process.platform !== "win32";
  const child = spawn(program, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: isGroup,
    windowsHide: true,
  });
  const end = (name: NodeJS.Signals) => {
    try {
      if (isGroup && child.pid !== undefined) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has ended in the meantime.
    }
  };
  let [all, output, isTooLate] = ["", "", false];
  let killing: NodeJS.Timeout | undefined;
  const stop = () => {
    end("SIGTERM");
    killing ??= setTimeout(() => end("SIGKILL"), grace);
  };
  const timer = setTimeout(() => {
    isTooLate = true;
    stop();
  }, timeout);
  signal?.addEventListener("abort", stop, { once: true });
  const closed = new Promise<number | undefined>((resolve) => {
    child.once("error", (error) => {
      all += error.message;
      resolve(undefined);
    });
    child.once("close", (code) => resolve(code ?? undefined));
  });
  // It may end without reading.
  child.stdin.on("error", () => {}).end(input);
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    all = (all + text).slice(-mostOutput);
  });
  if (!read) {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      all = (all + text).slice(-mostOutput);
      output = (output + text).slice(-mostOutput);
    });
  }
  try {
    await read?.(child.stdout);
  } finally {
    if (read && child.exitCode === null) {
      // What it has not written it need not write any more.
      child.stdout.destroy();
    }
    await closed;
    clearTimeout(timer);
    clearTimeout(killing);
    signal?.removeEventListener("abort", stop);
  }
  return { code: await closed, all, output, isTooLate };
}
