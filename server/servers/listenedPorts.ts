/** The port on which the one server of a container listens, where that is known for certain. */

import { type PortServer, portServers } from "../data/servers";
import { shortPrograms } from "../data/startPrograms";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { baseOf } from "../image/programs";
import { mayBeMounted, servicesOf } from "../image/shipped";
import { entryOf } from "../node/entry";
import { fileIndex } from "../node/entryFile";
import { mainProcess, programName } from "../stage/process";
import { baseFacts, inherited } from "../stage/users";
import type { Dockerfile, Facts, ServiceSettings, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { mayPassOn, withoutStarter } from "./localServer";
import { pythonPorts } from "./pythonPorts";
import { sourcePort } from "./sourcePorts";

const configurations = filterOnce((path) => portServers.some((server) => isSettings(server, path)));

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
  // An image that is not known, or another program, may listen as well.
  if (baseOf(stage, facts) === undefined || mayPassOn(stage, facts)) return undefined;
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
  const [one, ...more] = found;
  return one && more.length === 0 ? { ...one, others: withVariables(one, stage, settings) } : undefined;
}

/** The other ports with the numbers that variables of the container hold, each of which something may be told to listen on. */
function withVariables({ others = new Set() }: ListenedPort, stage: Stage, settings: ServiceSettings | undefined) {
  const written = inherited(stage).flatMap(({ keyword, assignments }) => (keyword === "ENV" ? assignments : []));
  const values = [...written.map(({ value }) => value?.value), ...Object.values(settings?.environment ?? {})];
  return new Set([...others, ...values.flatMap((value = "") => [...value.matchAll(/\d{2,5}/g)].map(Number))]);
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
    const isSet = mayHaveSettings(server, file, stage, facts);
    const port = portOfServer(server, line.split(" "), isSet, variable);
    const others = pythonPorts(facts);
    return port === undefined || others === undefined ? undefined : { port, program, others };
  }
  const main = mainProcess(stage);
  if (!main || !/^node(?:js)?$/.test(programName(argv[0]?.value) ?? "")) return undefined;
  const entry = entryOf(file, main, facts);
  const found =
    entry &&
    argv.every(({ value = "" }) => !/env-file|^(?:-r|--require|--import)/.test(value)) &&
    // The program may read them.
    argv.slice(fileIndex(argv.map(({ value = "" }) => value)) + 1).every(({ value = "0" }) => !/\d/.test(value))
      ? sourcePort(entry.path, facts)
      : undefined;
  const port = found && (found.variable === undefined ? found.port : byVariable(variable, found.variable, found.port));
  return port === undefined ? undefined : { port, program, others: found?.others };
}

function portOfServer(
  { options, others = [], takesWord, variable, unknownBy = [], port }: PortServer,
  words: readonly string[],
  isSetByFile: boolean,
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
      .filter((word) => /^(?:(?:\[[\da-fA-F:.]{0,60}\]|[\w.-]{0,80}):)?\d+$/.test(word));
    given.push(...behind.map(portIn));
  }
  if (given.length > 0) return given.length === 1 ? given[0] : undefined;
  if (unknownBy.some((name) => variables(name).set !== false)) return undefined;
  if (isSetByFile) return undefined;
  return variable === undefined ? port : byVariable(variables, variable, port);
}

function byVariable(variables: Variables, name: string, port: number | undefined): number | undefined {
  const { set, value } = variables(name);
  return set === undefined ? undefined : set && value !== "" ? portIn(value) : port;
}

/** "8000", "0.0.0.0:8000", "tcp://0.0.0.0:8000" */
function portIn(text: string | undefined): number | undefined {
  const [, digits] = /^(?:(?:tcp:\/\/)?(?:\[[\da-fA-F:.]{0,60}\]|[\w.*-]{0,80}):)?(\d{1,5})$/.exec(text ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function isSettings({ settings = [] }: PortServer, path: string): boolean {
  return settings.some((name) => `/${path}`.endsWith(`/${name}`));
}

/** Whether a file may say where a server listens: one of the context, or one that a step or a mount brings. */
function mayHaveSettings(server: PortServer, file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const { settings = [] } = server;
  if (settings.length === 0) return false;
  if (configurations(facts.files ?? []).some((path) => isSettings(server, path))) return true;
  if (settings.some((name) => file.text.includes(name))) return true;
  const mounts = servicesOf(file, facts).flatMap((service) => service.mounts ?? []);
  if (mounts.some(({ target }) => isSettings(server, target))) return true;
  const folder = stage.after.workdir ?? "/";
  const places = settings.map((name) => joined(folder, name));
  const { at } = imageFiles(file, facts).after(stage);
  return places.some((path) => at(path) !== "absent" || mayBeMounted(file, stage, path, facts));
}
