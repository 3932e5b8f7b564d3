/** Files of variables that a container cannot start without. */

import { allRuns, runOf } from "../packages/scripts";
import { mainProcess } from "../stage/process";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts } from "../types";
import { memoizeFor } from "../util/memoize";

/**
 * The files that node is told to read when the stage that ships starts, by its command line or by package scripts, as
 * paths from the context root: node ends where one of them is missing.
 */
export const startEnvFiles = memoizeFor((file: Dockerfile, { project, files }: Facts): readonly string[] => {
  const main = file.final && mainProcess(file.final);
  const argv = (main?.argv ?? []).map(({ value }) => value ?? "");
  if (argv.length === 0) return [];
  // Those of a shell, too: `node --env-file=.env a.js & node b.js`.
  const commands = [main?.entrypoint, main?.command].flatMap((it) => commandsIn(it));
  const calls = [argv, ...commands.map(({ words }) => words.map(({ value, text }) => value ?? text))];
  return namedEnvFiles(
    calls.flatMap((words) => [words, ...allRuns(runOf(words, project, files)).map((run) => run.argv)]),
  );
});

/** The files that options of node in command lines name, as paths from the folder that it works in. */
export function namedEnvFiles(lines: readonly (readonly string[])[]): readonly string[] {
  const named = lines.flatMap((words) =>
    words.flatMap((word, index) => {
      if (word === "--env-file") return words[index + 1] ?? [];
      return word.startsWith("--env-file=") ? word.slice("--env-file=".length) : [];
    }),
  );
  return [...new Set(named)].filter((path) => !path.startsWith("/")).map((path) => path.replace(/^(?:\.\/)+/, ""));
}
