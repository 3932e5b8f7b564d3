/** Finds ShellCheck on this machine and asks it. */

import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { readAnswer } from "../engine/shellcheckFindings";
import type { AskShellcheck, Host } from "../types";
import { inTurn } from "./inTurn";
import { findProgram, isProgram } from "./runProgram";

/** Processes at once: the editor needs the machine, too. */
const most = 2;

/** Milliseconds for one script, and bytes of one answer. */
const timeout = 5000;
const maxBuffer = 1024 * 1024;

/** Looks for each program once, and says on `log` what a person should know. */
export function findShellcheck(log: (message: string) => void): NonNullable<Host["shellcheck"]> {
  const found = new Map<string | undefined, Promise<AskShellcheck | undefined>>();
  const turns = inTurn(most);

  async function find(path: string | undefined): Promise<AskShellcheck | undefined> {
    const program = path === undefined ? await findProgram("shellcheck") : (await isProgram(path)) ? path : undefined;
    if (program === undefined && path !== undefined) log(`ShellCheck is not started: there is no program at "${path}"`);
    return program === undefined ? undefined : asking(program);
  }

  function asking(program: string): AskShellcheck {
    let hasFailed = false;
    return ({ text, dialect }, signal) =>
      turns(async () => {
        if (signal?.aborted) return undefined;
        const { output, error } = await run(
          program,
          ["--norc", "--format=json1", `--shell=${dialect}`, "-"],
          text,
          signal,
        );
        const answer = readAnswer(output);
        if (answer || signal?.aborted) return answer;
        // Once: the next script would most likely say the same.
        if (!hasFailed) log(`${program} gives no answer: ${error}`);
        hasFailed = true;
        return undefined;
      });
  }

  return (path) => {
    const known = found.get(path) ?? find(path);
    found.set(path, known);
    return known;
  };
}

/** Ends with the output whatever happens: ShellCheck exits with 1 when it finds something. */
function run(program: string, args: readonly string[], input: string, signal: AbortSignal | undefined) {
  return new Promise<{ output: string; error: string }>((resolve) => {
    // Neither the folder nor the environment may change what is found: settings and comments in the file do that.
    const env = { ...process.env, SHELLCHECK_OPTS: "" };
    const options = {
      cwd: tmpdir(),
      env,
      timeout,
      maxBuffer,
      signal,
      killSignal: "SIGKILL",
      windowsHide: true,
    } as const;
    const child = execFile(program, args, options, (error, stdout, stderr) =>
      resolve({ output: stdout, error: stderr.trim() || String(error?.message) }),
    );
    // It may end before it has read everything.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}
