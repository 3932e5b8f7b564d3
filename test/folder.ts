import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A new folder that is gone when the process ends; its real path. All tests run in one process, where an `after` at top
 * level would come before the tests of other files, and of this one.
 */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drydock-test-")));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
