/** Edits of `RUN --mount`. */

import { addFlag } from "../edits/edits";
import { ancestors, descendants, mentions, removeDeclarations } from "../instructions/declarations";
import type { Dockerfile, Edit, Facts, Instruction, Mount, Stage } from "../types";
import { installsIn } from "./install";

/** Takes an option out with one comma; undefined when the mount is written with quotes or variables. */
export function removeOption({ text }: Dockerfile, mount: Mount, name: string): Edit | undefined {
  const span = mount.optionSpans.get(name);
  if (!span || span.start === mount.start) return undefined;
  if (text[span.end] === ",") return { start: span.start, end: span.end + 1, text: "" };
  return text[span.start - 1] === "," ? { start: span.start - 1, end: span.end, text: "" } : undefined;
}

/**
 * Gives the RUNs that use a build argument a secret, which they see as a variable of the same name, and takes its ARG out.
 * undefined when something else uses or declares it, or the Dockerfile syntax in use is too old.
 */
export function mountAsVariable(
  file: Dockerfile,
  facts: Facts,
  stage: Stage,
  argument: Instruction,
  name: string,
): Edit[] | undefined {
  const below = descendants(file, stage);
  const related = new Set([...below, ...ancestors(stage)]);
  const declarations = file.instructions.filter(({ assignments }) => assignments.some((it) => it.name.value === name));
  const inStages = declarations.filter((it) => it.stage);
  if (inStages.some((it) => it !== argument && it.stage && related.has(it.stage))) return undefined;

  const behind = file.instructions.filter((it) => it.start > argument.start && it.stage && below.has(it.stage));
  const direct = behind.filter((instruction) => mentions(file, instruction, name));
  const isInNpmrc = facts.contents?.get(".npmrc")?.includes(`\${${name}}`) ?? false;
  const users = direct.length > 0 || !isInNpmrc ? direct : behind.filter((it) => installsIn(it).length > 0);
  const areRuns = users.every(({ keyword, exec, onbuild }) => keyword === "RUN" && !exec && !onbuild);
  if (users.length === 0 || !areRuns || !knowsVariables(file)) return undefined;

  const isGlobalFree = inStages.length === 1 && !file.stages.some(({ from }) => mentions(file, from, name));
  const flag = `--mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return [
    ...(isGlobalFree ? declarations : [argument]).flatMap((it) => removeDeclarations(file, it, (it) => it === name)),
    ...users.map((user) => addFlag(user, flag)),
  ];
}

/** Whether the Dockerfile syntax in use has `--mount=type=secret,env=`, as far as its directive says. */
function knowsVariables({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === "syntax")?.value;
  if (syntax === undefined) return true;
  const version = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?:(\d+)(?:\.(\d+))?/.exec(syntax);
  if (!version) return /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::(?:latest|labs|master))?$/.test(syntax);
  return Number(version[1]) > 1 || version[2] === undefined || Number(version[2]) >= 10;
}
