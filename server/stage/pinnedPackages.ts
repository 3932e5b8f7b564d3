/** Packages of a distribution that are installed in one version: another release of the distribution has others. */

import { commandsOf } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Dockerfile, Word } from "../types";
import { memoizeFor } from "../util/memoize";

/** The first package that a file pins by apk or apt-get: `tini=0.19.0-r3`; undefined when there is none. */
export const pinnedPackage = memoizeFor((file: Dockerfile, family: "alpine" | "debian"): Word | undefined => {
  const isInstall =
    family === "alpine"
      ? commandsOf(file, "apk").filter(({ command }) => runs(command, "apk add"))
      : commandsOf(file, "apt-get", "apt").filter(({ command }) => runs(command, "apt-get install", "apt install"));
  return isInstall.flatMap(({ command }) => operands(command)).find(isPinned);
});

/** In one version or a range that ends: `curl=8.1.2-r0`, `curl=~8.14`, `"nodejs<19"`, `curl=$VERSION`. */
function isPinned({ text }: Word): boolean {
  return /^["']?[\w.+-]+(?:@\w+)?[=~<]/.test(text);
}
