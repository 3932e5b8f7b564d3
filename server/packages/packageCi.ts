/** A verb of npm that was taken for a package. */

import { replace } from "../edits/edits";
import { subcommand } from "../syntax/shell";
import type { Finding } from "../types";
import type { Install } from "./install";

/**
 * `npm install ci`, which is valid but never meant.
 * @param isLocked whether `npm ci` has a lock file to go by.
 */
export function packageCi(
  { command, manager, isGlobal, packages: [name, ...more] }: Install,
  isLocked: boolean,
): Finding[] {
  const verb = subcommand(command);
  if (manager !== "npm" || isGlobal || name?.text !== "ci" || more.length > 0 || !verb || verb.text !== verb.value)
    return [];
  const span = { start: verb.start, end: name.end };
  return [
    {
      span,
      message: `"npm ${verb.text} ci" adds a package called ci to those of package.json; "npm ci" installs what the lock file says`,
      fixes: [{ title: "Use npm ci", safe: false, optional: !isLocked, edits: [replace(span, "ci")] }],
    },
  ];
}
