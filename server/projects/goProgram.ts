/** The program that a plain `go build` makes, which is named after its module. Source: pkg.go.dev/cmd/go. */

import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { hasFlag, isOpaque, operands, runs } from "../syntax/shell";
import type { Facts, Stage } from "../types";
import { baseName, folderOf } from "../util/paths";

/**
 * What was meant by the path of a program in a stage, when a `go build` in that folder surely makes one of another name
 * there and nothing else does; undefined where that is not known.
 */
export function goProgramMeant(stage: Stage, path: string, { contents }: Facts): string | undefined {
  const name = baseName(path);
  const folder = folderOf(path);
  const module = /^module[ \t]+"?([\w./~-]+)"?[ \t]*(?:\/\/.*)?$/m.exec(contents?.get("go.mod") ?? "")?.[1];
  // Of "example.com/shop/v2", the version is no part of the name.
  const own = module && baseName(module.replace(/\/v\d+$/, ""));
  if (own === undefined || own === name || name.includes(".") || folder === "") return undefined;
  const isProgram = [...(contents ?? [])].some(([it, text]) => /^[^/]+\.go$/.test(it) && /^package main\b/m.test(text));
  const runsOfStage = inherited(stage).filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  const builds = runsOfStage.flatMap((run) => commandsIn(run).filter((command) => runs(command, "go build")));
  const isPlain = builds.every(
    (command) =>
      !hasFlag(command, "-o", "-C", "-buildmode") &&
      !isOpaque(command) &&
      operands(command).every(({ value }) => value === "."),
  );
  const isHere = runsOfStage.every((run) => !commandsIn(run, "go").length || folderBefore(run) === folder);
  const isNamed = runsOfStage.some(
    ({ argumentText }) => argumentText.includes(name) || /\b(?:mv|cp|ln|cd|install -)\b/.test(argumentText),
  );
  return isProgram && builds.length === 1 && isPlain && isHere && !isNamed ? `${folder}/${own}` : undefined;
}
