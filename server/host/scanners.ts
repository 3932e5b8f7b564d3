/** The vulnerability scanner that the user has on the PATH, started when it is asked for and never through a shell. */

import { tmpdir } from "node:os";
import { type Scanner, scanners } from "../proof/scannerTable";
import { packagesIn, readScan } from "../proof/scanReports";
import type { Scan } from "../types";
import { isReason, type Reason } from "../util/reason";
import { findProgram, runProgram } from "./runProgram";

/** Whether one of their programs is there; docker may lack its plugin, which is known when it is started. */
export async function hasScanner(environment = process.env): Promise<boolean> {
  for (const { program } of scanners) if ((await findProgram(program, environment)) !== undefined) return true;
  return false;
}

/** What a scanner finds in an image, or why nothing is known. The first that is there is asked. */
export async function scanImage(image: string, signal: AbortSignal, environment = process.env): Promise<Scan | Reason> {
  // It would be taken for an option.
  if (image.startsWith("-")) return { reason: "it is no name of an image" };
  for (const scanner of scanners) {
    const answer = await ask(scanner, image, [...scanner.words, image], { cwd: tmpdir(), signal, environment });
    if (answer) return answer;
  }
  return { reason: "no scanner is on the PATH: Trivy, Grype, Snyk or Docker Scout" };
}

/**
 * The names of packages in an image that a builder has made and that a fix is there for, by the first scanner that reaches
 * it; undefined where there is none, or when none tells. Throws when the signal calls it off.
 * @param builder name of the program that has the image.
 * @param cwd absolute path of the folder that the scanner is started in.
 */
export async function pendingFixes(
  image: string,
  builder: string,
  cwd: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  for (const scanner of scanners) {
    const more = scanner.fixable?.(image, builder);
    const answer = more && (await ask(scanner, image, [...scanner.words, ...more], { cwd, signal }));
    signal.throwIfAborted();
    if (answer && !isReason(answer)) return packagesIn(answer);
  }
  return undefined;
}

/** In ms: a scanner may have to load the image and what it knows. */
const patience = 10 * 60_000;

/** Bytes of a report. */
const largest = 100_000_000;

interface Asking {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Where its program is looked for. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** What a scanner finds, or why nothing is known; undefined where it is not there. */
async function ask(
  { name, program, codes }: Scanner,
  image: string,
  words: readonly string[],
  { cwd, signal, environment = process.env }: Asking,
): Promise<Scan | Reason | undefined> {
  const path = await findProgram(program, environment);
  if (path === undefined) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  const { code, isTooLate, all } = await runProgram(path, words, {
    cwd,
    timeout: patience,
    signal,
    read: async (stdout) => {
      for await (const chunk of stdout) {
        size += (chunk as Buffer).length;
        if (size > largest) return;
        chunks.push(chunk as Buffer);
      }
    },
  });
  if (signal.aborted) return { reason: "it was called off" };
  if (isTooLate) return { reason: `${name} takes too long` };
  // Docker is there without this plugin as often as with it.
  if (name === "Docker Scout" && code !== 0 && /not a docker command|unknown command/i.test(all)) return undefined;
  if (size > largest) return { reason: `the report of ${name} is too large` };
  const mayReport = code === 0 || codes.includes(code ?? -1);
  const scan = mayReport ? readScan(name, image, dataIn(Buffer.concat(chunks))) : undefined;
  if (scan) return scan;
  // What it says about that may hold what it signs in with.
  return code === 0
    ? { reason: `${name} answers with something else than a report` }
    : { reason: `${name} has failed${code === undefined ? "" : ` with status ${code}`}` };
}

function dataIn(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
