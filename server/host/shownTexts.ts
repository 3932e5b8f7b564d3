import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Keeps texts that the user is to read in files of their own, in a folder that nobody else can look into and that is gone
 * when the process ends. What is kept gives the URI of the file; undefined when it cannot be written.
 */
export function createShownTexts(): (name: string, text: string) => Promise<string | undefined> {
  let folder: string | undefined;
  return async (name, text) => {
    try {
      if (folder === undefined) {
        const made = mkdtempSync(path.join(tmpdir(), "drydock-"));
        process.once("exit", () => rmSync(made, { recursive: true, force: true }));
        folder = made;
      }
      const file = path.join(folder, name.replace(/[^\w.-]+/g, "-"));
      await writeFile(file, text);
      return pathToFileURL(file).href;
    } catch {
      return undefined;
    }
  };
}
