/** The port on which the one server of a container listens, where that is known for certain. */

import { type PortServer, portServers } from "../data/servers";
import { shortPrograms } from "../data/startPrograms";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { entryOf } from "../node/entry";
import { mainProcess, programName } from "../stage/process";
import { baseFacts } from "../stage/users";
import type { Dockerfile, Facts, ServiceSettings, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { withoutStarter } from "./localServer";
import { sourcePort } from "./sourcePorts";

const configurations = filterOnce((path) => portServers.some(({ files }) => files?.test(path)));

export interface ListenedPort {
  readonly port: number;
  /** "uvicorn", "node". */
  readonly program: string;
  /** Other ports on which the program may listen as well. */
  readonly others?: ReadonlySet<number>;
}

/**
 * @param settings what a service of compose says over the image: variables. undefined for a container that is started alone.
 */
export function listenedPort(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
  settings: ServiceSettings | undefined,
): ListenedPort | undefined {
  if (settings?.command || settings?.entrypoint || settings?.network) return undefined;
  const start = startProcess(stage, facts);
  const found: (ListenedPort | undefined)[] = [];
  for (const process of allProcesses(start)) {
    if (process.kind === "script") return undefined;
    if (process.kind !== "program") continue;
    // What runs in the background, or on a condition.
    const { within = [], operator, next } = process.command ?? {};
    if (
      next === "&" ||
      operator === "||" ||
      next === "||" ||
      within.some((part) => part !== "sh -c" && part !== "group")
    )
      return undefined;
    const line = lineOf(process);
    if (line === undefined) return undefined;
    if (preparing.test(line) || shortPrograms.has(programName(process.argv[0]?.value) ?? "")) continue;
    found.push(portOf(file, stage, facts, process, line, variablesOf(stage, process, settings)));
  }
  return found.length === 1 ? found[0] : undefined;
}

/** What ends before a server starts. */
const preparing =
  /^(?:manage\.py (?:migrate|collectstatic|check|loaddata|compilemessages|createcachetable)|alembic|flask db|prisma|echo|sleep|true)\b/;

function lineOf({ argv }: Process): string | undefined {
  const words = argv.map(({ value }) => value);
  return words.every((word) => word !== undefined) ? withoutStarter(words).join(" ") : undefined;
}

/** The value of a variable in the container: `set` is undefined where nobody can tell whether there is one. */
type Variables = (name: string) => { readonly set: boolean | undefined; readonly value?: string | undefined };

function variablesOf(stage: Stage, { environment }: Process, settings: ServiceSettings | undefined): Variables {
  return (name) => {
    for (const each of [environment, settings?.environment ?? {}])
      if (Object.hasOwn(each, name)) return { set: true, value: each[name] };
    const value = stage.variable(name);
    if (value !== undefined) return { set: true, value };
    return { set: settings?.envFile || !baseFacts(stage)?.isEnvironmentComplete ? undefined : false };
  };
}

function portOf(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
  { argv }: Process,
  line: string,
  variable: Variables,
): ListenedPort | undefined {
  const server = portServers.find(({ call }) => call.test(line));
  const program = line.split(" ", 1)[0] ?? "";
  if (server) {
    const port = portOfServer(server, line.split(" "), facts, variable);
    return port === undefined ? undefined : { port, program };
  }
  const main = mainProcess(stage);
  if (!main || !/^node(?:js)?$/.test(programName(argv[0]?.value) ?? "")) return undefined;
  const entry = entryOf(file, main, facts);
  const found =
    entry && argv.every(({ value = "" }) => !/env-file|^(?:-r|--require|--import)/.test(value))
      ? sourcePort(entry.path, facts)
      : undefined;
  const port = found && (found.variable === undefined ? found.port : byVariable(variable, found.variable, found.port));
  return port === undefined ? undefined : { port, program, others: found?.others };
}

function portOfServer(
  { options, others = [], takesWord, variable, unknownBy = [], files, port }: PortServer,
  words: readonly string[],
  facts: Facts,
  variables: Variables,
): number | undefined {
  const given = words.flatMap((word, at) => {
    const option = [...options, ...others].find(
      (it) =>
        word === it || word.startsWith(`${it}=`) || (/^-\w$/.test(it) && word.startsWith(it) && !word.startsWith("--")),
    );
    if (option === undefined) return [];
    const value = word === option ? words[at + 1] : word.slice(option.length).replace(/^=/, "");
    return [others.includes(option) ? undefined : portIn(value)];
  });
  if (takesWord) {
    const behind = words
      .slice(words[0] === "manage.py" ? 2 : 1)
      .filter((word) => /^(?:[\w.[\]-]{0,80}:)?\d+$/.test(word));
    given.push(...behind.map(portIn));
  }
  if (given.length > 0) return given.length === 1 ? given[0] : undefined;
  if (unknownBy.some((name) => variables(name).set !== false)) return undefined;
  if (files && configurations(facts.files ?? []).some((path) => files.test(path))) return undefined;
  return variable === undefined ? port : byVariable(variables, variable, port);
}

function byVariable(variables: Variables, name: string, port: number | undefined): number | undefined {
  const { set, value } = variables(name);
  return set === undefined ? undefined : set && value !== "" ? portIn(value) : port;
}

/** "8000", "0.0.0.0:8000", "tcp://0.0.0.0:8000" */
function portIn(text: string | undefined): number | undefined {
  const [, digits] = /^(?:(?:tcp:\/\/)?[\w.*[\]-]{0,80}:)?(\d{1,5})$/.exec(text ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}
