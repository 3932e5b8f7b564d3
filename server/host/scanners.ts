/** The vulnerability scanner that the user has on the PATH, started when it is asked for and never through a shell. */

import { tmpdir } from "node:os";
import { readScan } from "../features/scanReport";
import type { Scan, ScannerName } from "../types";
import type { Reason } from "../util/reason";
import { findProgram, runProgram } from "./runProgram";

interface Scanner {
  readonly name: ScannerName;
  readonly program: string;
  /** Before the image. */
  readonly words: readonly string[];
  /** Exit codes of a report, besides 0: some say so that they have found something. */
  readonly codes: readonly number[];
}

/** The first that is there is asked. */
const scanners: readonly Scanner[] = [
  // Variables of the environment may have them end with 1, and Grype with 2, when they find something.
  {
    name: "Trivy",
    program: "trivy",
    words: ["image", "--quiet", "--scanners", "vuln", "--format", "json"],
    codes: [1],
  },
  { name: "Grype", program: "grype", words: ["--quiet", "--output", "json"], codes: [1, 2] },
  { name: "Snyk", program: "snyk", words: ["container", "test", "--json"], codes: [1] },
  { name: "Docker Scout", program: "docker", words: ["scout", "cves", "--format", "sarif"], codes: [2] },
];

/** Whether one of their programs is there; docker may lack its plugin, which is known when it is started. */
export async function hasScanner(environment = process.env): Promise<boolean> {
  for (const { program } of scanners) if ((await findProgram(program, environment)) !== undefined) return true;
  return false;
}

/** In ms: a scanner may have to load the image and what it knows. */
const patience = 10 * 60_000;

/** Bytes of a report. */
const largest = 100_000_000;

/** What a scanner finds in an image, or why nothing is known. */
export async function scanImage(image: string, signal: AbortSignal, environment = process.env): Promise<Scan | Reason> {
  // It would be taken for an option.
  if (image.startsWith("-")) return { reason: "it is no name of an image" };
  for (const { name, program, words, codes } of scanners) {
    const path = await findProgram(program, environment);
    if (path === undefined) continue;
    const chunks: Buffer[] = [];
    let size = 0;
    const { code, isTooLate, all } = await runProgram(path, [...words, image], {
      cwd: tmpdir(),
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
    if (name === "Docker Scout" && code !== 0 && /not a docker command|unknown command/i.test(all)) continue;
    if (size > largest) return { reason: `the report of ${name} is too large` };
    const mayReport = code === 0 || codes.includes(code ?? -1);
    const scan = mayReport ? readScan(name, image, dataIn(Buffer.concat(chunks))) : undefined;
    if (scan) return scan;
    // What it says about that may hold what it signs in with.
    return code === 0
      ? { reason: `${name} answers with something else than a report` }
      : { reason: `${name} has failed${code === undefined ? "" : ` with status ${code}`}` };
  }
  return { reason: "no scanner is on the PATH: Trivy, Grype, Snyk or Docker Scout" };
}

function dataIn(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
