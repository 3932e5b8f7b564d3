/** The program that builds and runs images: found on the PATH, and asked. */

import type { Readable } from "node:stream";
import { type Ended, findProgram, runProgram } from "./runProgram";
import { pendingFixes } from "./scanners";

/** In the order in which they are looked for. They take the same words but for what is said here. */
export const builderNames = ["docker", "podman", "nerdctl"] as const;

export type BuilderName = (typeof builderNames)[number];

export interface Builder {
  readonly name: BuilderName;
  /** Words that a build needs so that its image can be run afterwards. */
  readonly buildWords: readonly string[];
  /**
   * Runs it to its end. Throws when the proof has been called off meanwhile.
   * @param timeout in ms.
   */
  run(words: readonly string[], timeout?: number, read?: (stdout: Readable) => Promise<void>): Promise<Ended>;
  /** Names of packages of an image that a fix is there for; undefined when nobody tells. */
  scan(image: string): Promise<readonly string[] | undefined>;
  /** The same as `run` for what tidies up, which goes on when the proof is called off. */
  tidy(words: readonly string[]): Promise<Ended>;
}

/** In ms, for what is no build. */
const usual = 60_000;

/** No statement about where an image comes from: it would be one more image. No advertisement either. */
const env = { BUILDX_NO_DEFAULT_ATTESTATIONS: "1", DOCKER_CLI_HINTS: "false" };

/**
 * A builder that answers; or why there is none, in words.
 * @param cwd absolute path of the folder that relative paths among the words start from.
 * @param signal calls everything off.
 */
export async function findBuilder(
  named: BuilderName | undefined,
  cwd: string,
  signal: AbortSignal,
): Promise<Builder | string> {
  const obstacles: string[] = [];
  for (const name of named ? [named] : builderNames) {
    const program = await findProgram(name);
    if (program === undefined) continue;
    const start = (words: readonly string[], timeout = usual) =>
      runProgram(program, words, { cwd, timeout, signal, env });
    const { code, all } = await start([name === "nerdctl" ? "info" : "version"]);
    signal.throwIfAborted();
    if (code !== 0) {
      obstacles.push(`${name} does not answer: ${all.trim().split("\n").at(-1) ?? ""}`);
      continue;
    }
    const buildWords = name === "docker" && (await keepsToItself((words) => start(words))) ? ["--load"] : [];
    return {
      name,
      buildWords,
      async run(words, timeout = usual, read) {
        const ended = await runProgram(program, words, { cwd, timeout, signal, env, read });
        signal.throwIfAborted();
        return ended;
      },
      scan: (image) => pendingFixes(image, name, cwd, signal),
      tidy: (words) => runProgram(program, words, { cwd, timeout: usual, env }),
    };
  }
  return obstacles.join("; ") || `there is no ${(named ? [named] : builderNames).join(", no ")} on the PATH`;
}

/** Whether buildx builds elsewhere than in the engine, which then does not have the image. */
async function keepsToItself(start: (words: readonly string[]) => Promise<Ended>): Promise<boolean> {
  const { code, output } = await start(["buildx", "inspect"]);
  const driver = /^Driver:\s+(\S+)/m.exec(output)?.[1];
  return code === 0 && driver !== undefined && driver !== "docker";
}
