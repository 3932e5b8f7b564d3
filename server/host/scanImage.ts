import { scanners } from "../proof/pendingFixes";
import { findProgram, runProgram } from "./runProgram";

/** In ms: a scanner fetches its own data first. */
const patience = 600_000;

/**
 * The names of packages in an image that a fix is there for, by Trivy or Grype, whichever is on the PATH; undefined without
 * either, or when it does not tell.
 * @param builder name of the program that has the image.
 */
export async function scanImage(
  image: string,
  builder: string,
  cwd: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  for (const { program, words, read } of scanners) {
    const found = await findProgram(program);
    const given = found && words(image, builder);
    if (!found || !given) continue;
    const { code, output } = await runProgram(found, given, { cwd, timeout: patience, signal });
    signal.throwIfAborted();
    const names = code === 0 ? read(output) : undefined;
    if (names) return names;
  }
  return undefined;
}
