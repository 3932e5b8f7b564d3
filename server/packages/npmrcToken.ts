/** The token that an .npmrc of the build context takes from a variable: given to the installs alone, as a secret. */

import { addFlag } from "../edits/edits";
import { descendants, mentions, removeDeclarations } from "../instructions/declarations";
import { type Install, projectInstallsOf } from "../packages/install";
import { uidOf } from "../stage/users";
import { decide } from "../syntax/dockerignore";
import type { Dockerfile, Edit, Facts, Instruction, Stage } from "../types";

/**
 * The edits that mount the variable as a secret for each install that reads the .npmrc, and take its ARG and ENV out.
 * undefined when .npmrc does not name it or is not there, and when something else uses it.
 */
export function mountForNpmrc(file: Dockerfile, facts: Facts, stage: Stage, name: string): Edit[] | undefined {
  const text = facts.contents?.get(".npmrc");
  const isSent = facts.files?.includes(".npmrc") && !(facts.ignore && decide(facts.ignore, ".npmrc").ignored);
  if (!isSent || !text?.includes(`\${${name}}`)) return undefined;
  const related = [...descendants(file, stage)];
  const installs = related.flatMap(projectInstallsOf);
  const instructions = related.flatMap((each) => each.instructions);
  if (installs.length === 0 || instructions.some((instruction) => mentions(file, instruction, name))) return undefined;
  const mounts = installs.map((install) => giveSecret(install, name));
  const edits = mounts.flatMap((mount) => mount ?? []);
  if (mounts.includes(undefined)) return undefined;
  return [...edits, ...instructions.flatMap((instruction) => withoutVariable(file, instruction, name))];
}

/** The mount, and the variable before the command: a shell reads it, since not every engine mounts variables. */
function giveSecret({ instruction, command }: Install, name: string): Edit[] | undefined {
  const { stage, script, mounts, before } = instruction;
  const uid = stage && uidOf(stage, before);
  const first = command.words[0];
  if (script?.form !== "shell" || command.within.length > 0 || !first || uid === undefined) return undefined;
  if (mounts.some(({ type }) => type === "secret")) return undefined;
  const id = name.toLowerCase();
  const owner = uid === 0 ? "" : `,uid=${uid}`;
  const start = command.wrappers[0]?.start ?? first.start;
  return [
    addFlag(instruction, `--mount=type=secret,id=${id},required=true${owner}`),
    { start, end: start, text: `${name}=$(cat /run/secrets/${id}) ` },
  ];
}

function withoutVariable(file: Dockerfile, instruction: Instruction, name: string): Edit[] {
  const { keyword, onbuild } = instruction;
  if (onbuild || (keyword !== "ARG" && keyword !== "ENV")) return [];
  return removeDeclarations(file, instruction, (other) => other === name);
}
