/** Files that options of servers name to be written: logs, process ids and sockets. */

import { optionVariables, writingOptions } from "../data/startWrites";
import type { FileView } from "../image/model";
import { serviceFolder } from "../image/shipped";
import { mainProcess, programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Facts, ServiceSettings, Stage } from "../types";
import type { Variable } from "./pathVariables";
import { startCalls, startedPrograms } from "./startCalls";
import { type Doubt, fileNeeds, type Need } from "./writeNeeds";

interface Beside {
  readonly working: string | undefined;
  readonly variables: ReadonlyMap<string, readonly Variable[]>;
  readonly services: readonly ServiceSettings[];
}

/**
 * What the options of the programs that a container starts have them write.
 * @param working the folder in which what stands in a variable counts, and what services start; absolute.
 * @param services the settings of those that run the image.
 */
export function optionWrites(
  stage: Stage,
  view: FileView,
  facts: Facts,
  { working, variables, services }: Beside,
): (Need | Doubt)[] {
  const called = startCalls(stage, facts).map(({ call }) => ({
    argv: call.command.words.map(({ value, text }) => value ?? text),
    folder: call.folder,
  }));
  const named = Object.entries(optionVariables).flatMap(([name, program]) =>
    (variables.get(name) ?? []).map(({ value }) => ({ argv: [program, ...value.split(/\s+/)], folder: working })),
  );
  const served = services.flatMap((service) =>
    [service.command?.value, service.entrypoint?.value].flatMap((argv) =>
      argv ? [{ argv, folder: serviceFolder(service, stage) }] : [],
    ),
  );
  const main = mainProcess(stage)?.argv.map(({ value }) => value);
  const found = new Map<string, readonly (Need | Doubt)[]>();
  for (const { argv, folder } of [...startedPrograms(stage, facts), ...called, ...named, ...served]) {
    const isMain = main?.length === argv.length && argv.every((word, at) => word === main[at]);
    for (const { program, option, value, isStrict } of writtenBy(argv)) {
      const path = value.includes("$") ? undefined : resolvePath(folder, value);
      const by = `${program} writes to it (${option})`;
      const doubt = `${program} writes (${option}) to a path that cannot be told from here, whose folder may belong to root`;
      const key = `${program} ${option} ${path}`;
      if (found.has(key)) continue;
      found.set(key, path === undefined ? [{ doubt }] : fileNeeds(path, by, view, isMain && isStrict));
    }
  }
  return [...found.values()].flat();
}

interface Written {
  readonly program: string;
  readonly option: string;
  readonly value: string;
  readonly isStrict: boolean;
}

/** What stands in front of a program: `python -m`, `poetry run`, `bundle exec`. */
const mostStarters = 6;

/** The files that options name, in the words of a command. */
function writtenBy(argv: readonly string[]): Written[] {
  for (const [index, word] of argv.slice(0, mostStarters).entries()) {
    const program = programName(word) ?? "";
    const row = writingOptions.find(({ programs }) => programs.includes(program));
    if (!row) continue;
    const words = argv.slice(index + 1);
    return words.flatMap((word, at): Written[] => {
      const [option = "", attached] = /^(--[\w-]{1,40})=(.*)$/s.exec(word)?.slice(1) ?? [word];
      if (!row.options.includes(option)) return [];
      const value = fileIn(attached ?? words[at + 1] ?? "");
      return value === undefined ? [] : [{ program, option, value, isStrict: row.isStrict === true }];
    });
  }
  return [];
}

/** The path that a value is; undefined where it is an address of the network or the standard output. */
export function fileIn(value: string): string | undefined {
  // `${LOG:-/var/log/a.log}` by its default.
  const given = /^\$\{\w{1,60}:?-([^{}$]{0,200})\}$/.exec(value)?.[1] ?? value;
  const path = given.replace(/^unix:(?:\/\/)?/, "");
  const isNone = path === "" || path === "-" || /^\/(?:dev|proc)\//.test(path);
  const isAddress = path === given && /^(?:[a-z]{2,8}:\/\/|fd:|\d{1,5}$|[^/]{0,99}:[\d$])/.test(path);
  return isNone || isAddress || path.startsWith("-") ? undefined : path;
}
