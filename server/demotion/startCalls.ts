/** The commands of shells that a container starts, as calls whose writes can be asked for. */

import type { Call } from "../image/calls";
import { userAfter } from "../image/owners";
import type { Process } from "../image/processes";
import { resolvePath } from "../syntax/dockerfile";
import type { Stage, Word } from "../types";

/** The command of a process as a call; none for words that no shell reads. */
export function callsAtStart({ command, instruction, folder }: Process, stage: Stage): Call[] {
  if (!command) return [];
  const user = userAfter(stage);
  const path = (word: Word | undefined) => {
    if (word?.value === undefined || /[*?[{~]/.test(word.text)) return undefined;
    return resolvePath(folder, word.value);
  };
  const made = { owner: user, group: undefined, mode: undefined, by: instruction };
  return [{ instruction, command, folder, user, made, path }];
}
