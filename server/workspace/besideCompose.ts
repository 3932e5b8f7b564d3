/** What stands beside a compose file and says what its variables stand for. */

import { usesVariables } from "../context/composeVariables";
import type { Host } from "../types";
import { parent, plain, uriOf } from "../util/uris";

/**
 * The text of the `.env` in the folder of a file of builds; undefined where there is none, or nothing rests on it. Values
 * may be secrets: it is for those who read the file of builds, and nobody shows it.
 * @param uri of the file of builds. @param text of that file.
 */
export async function variablesBeside(
  host: Pick<Host, "read">,
  uri: string,
  text: string,
): Promise<string | undefined> {
  return usesVariables(plain(uri), text) ? host.read(uriOf(parent(uri), ".env")) : undefined;
}
