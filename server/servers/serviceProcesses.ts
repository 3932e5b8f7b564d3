/** What containers of the stage that ships start with: as the image says, and as services of compose do in its place. */

import { allProcesses, givenProcess, type Process, startProcess } from "../image/processes";
import { serviceStarts } from "../image/shipped";
import { mainProcess } from "../stage/process";
import type { Dockerfile, Facts } from "../types";
import { memoizeFor } from "../util/memoize";

/** The processes that services of compose start in place of what the image says, those that start others before these. */
export const serviceProcesses = memoizeFor((file: Dockerfile, facts: Facts): readonly Process[] => {
  const { final } = file;
  const main = final && mainProcess(final);
  if (!main) return [];
  const own = main.argv.map(({ value, text }) => value ?? text).join("\0");
  const lines = new Map(serviceStarts(file, facts).flatMap((argv) => (argv ? [[argv.join("\0"), argv] as const] : [])));
  lines.delete(own);
  return [...lines.values()].flatMap((argv) => allProcesses(givenProcess(final, argv, facts)));
});

/** All processes that containers of the stage that ships may start with. */
export const everyProcess = memoizeFor((file: Dockerfile, facts: Facts): readonly Process[] => [
  ...(file.final ? allProcesses(startProcess(file.final, facts)) : []),
  ...serviceProcesses(file, facts),
]);
