/** Servers that listen inside of their container alone, where nobody from outside reaches them. */

import { addedInits } from "../data/initPrograms";
import { environmentRunners } from "../data/pythonManagers";
import { type LocalServer, localServers } from "../data/servers";
import { pythonName } from "../data/startPrograms";
import { namedCall } from "../data/tools";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { baseOf } from "../image/programs";
import { servicesOf } from "../image/shipped";
import { declares } from "../instructions/declarations";
import { localPythonCall } from "../projects/developmentCall";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { filterOnce } from "../util/listing";
import { among } from "../util/reads";
import { localFastifyCall } from "./fastifyServer";

const settings = filterOnce((path) => localServers.some(({ files }) => files?.test(path)));

/** The settings in which servers find their address. */
export const addressReads = among(8, settings);

/** A server that nobody reaches. */
export interface UnreachedServer {
  /** The call, with single blanks. */
  readonly call: string;
  /** "127.0.0.1", or what is written. */
  readonly address: string;
  readonly process: Process;
  /** The word that names the address; undefined where none does. */
  readonly written: Word | undefined;
  readonly remedy: string;
  /** It takes its port, and then all addresses, from a variable that platforms set when they start the container. */
  readonly goesByPort: boolean;
  /** The call of a package manager in the Dockerfile that ends with the server; undefined where it is called itself. */
  readonly by: Process | undefined;
  /** The call stands in a source of the project, where the remedy belongs as well. */
  readonly isInSource?: true;
}

/** The server of the stage that ships that listens on an address of the container's own; undefined where none does for certain. */
export function unreachedServer(file: Dockerfile, facts: Facts): UnreachedServer | undefined {
  const { final } = file;
  const start = final && startProcess(final, facts);
  // Images that are not known may hold a proxy, or variables that name the address.
  if (!final || !start || baseOf(final, facts) === undefined || mayPassOn(final, facts)) return undefined;
  const services = servicesOf(file, facts);
  if (
    services.some(({ command, entrypoint, network, lendsNetwork }) => command || entrypoint || network || lendsNetwork)
  )
    return undefined;
  const all = allProcesses(start);
  if (
    all.some(
      ({ argv }) => addedInits.has(programName(argv[0]?.value) ?? "") && /supervisor|s6/.test(argv[0]?.value ?? ""),
    )
  )
    return undefined;
  for (const process of all) {
    if (process.kind !== "program" || !isCertain(process)) continue;
    const found = serverOf(
      process,
      final,
      facts,
      services.some(({ environment, envFile }) => environment || envFile),
    );
    if (found) return { ...found, process, by: callerOf(all, process) };
  }
  return calledBySource(final, all.at(-1), facts);
}

/** The same for a server that a source of the project starts without naming an address. */
function calledBySource(stage: Stage, process: Process | undefined, facts: Facts): UnreachedServer | undefined {
  if (process?.kind !== "program" || !isCertain(process)) return undefined;
  const ofPython = localPythonCall(stage, facts);
  const call = ofPython ?? localFastifyCall(stage, process, facts);
  if (call === undefined) return undefined;
  const remedy = ofPython === undefined ? 'host: "0.0.0.0"' : 'host="0.0.0.0"';
  return {
    call,
    address: "127.0.0.1",
    process,
    written: undefined,
    remedy,
    goesByPort: false,
    by: undefined,
    isInSource: true,
  };
}

/** Whether something in the image may take requests from outside and pass them on, or other programs stand beside. */
export function mayPassOn(stage: Stage, { files = [] }: Facts): boolean {
  if (
    files.some((path) =>
      /^(?:Procfile|fly\.toml|render\.yaml|app\.yaml|railway\.(?:json|toml)|\.devcontainer\/.*)$/.test(path),
    )
  )
    return true;
  const text = [
    stage.base?.text,
    ...inherited(stage).map(({ argumentText, keyword }) => (keyword === "LABEL" ? "" : argumentText)),
  ].join("\n");
  return /nginx|caddy|apache|httpd|haproxy|traefik|envoy|supervisor|socat|varnish|cloudflared|ngrok|tailscale|\bs6\b|runit|stunnel|iptables|pound|unit\b/i.test(
    text,
  );
}

function isCertain({ command, argv }: Process): boolean {
  if (argv.some(({ text }, at) => /^["']?\$/.test(text) && !/^-/.test(argv[at - 1]?.text ?? ""))) return false;
  if (!command) return true;
  const { within, operator, next } = command;
  return (
    within.every((part) => part === "sh -c" || part === "group") && operator !== "||" && next !== "&" && next !== "||"
  );
}

function serverOf(process: Process, stage: Stage, facts: Facts, hasVariables: boolean) {
  const argv = withoutStarter(process.argv.map(({ value, text }) => value ?? text));
  const line = argv.join(" ");
  const written = ofDjango(process.argv) ?? writtenAddress(process);
  if (written) return { ...written, goesByPort: false };
  const server = localServers.find(({ call }) => call.test(line));
  const set = server && !hasVariables ? addressSet(server, argv, process, stage) : undefined;
  if (server && set !== undefined)
    return { call: argv[0] ?? "", address: set, written: undefined, remedy: server.remedy, goesByPort: false };
  if (!server || argv.some((word) => named(server, word))) return undefined;
  const { variables = [], remedy } = server;
  const isSet = (name: string) =>
    Object.hasOwn(process.environment, name) || stage.variable(name) !== undefined || declares(stage, name);
  if (variables.some(isSet) || (variables.length > 0 && hasVariables) || isConfigured(server, stage, facts))
    return undefined;
  const call = argv.slice(0, server.call.exec(line)?.[0].trim().split(" ").length ?? 1).join(" ");
  return { call, address: "127.0.0.1", written: undefined, remedy, goesByPort: variables.includes("PORT") };
}

/** The address that a variable of the image puts on the command line of gunicorn, where that itself names none. Source: docs.gunicorn.org/settings. */
function addressSet(
  server: LocalServer,
  argv: readonly string[],
  { environment }: Process,
  stage: Stage,
): string | undefined {
  const name = "GUNICORN_CMD_ARGS";
  if (!server.variables?.includes(name) || Object.hasOwn(environment, name)) return undefined;
  if (argv.some((word) => named(server, word))) return undefined;
  const given = [...(stage.variable(name) ?? "").matchAll(/(?:^|\s)(?:--bind[ =]|-b ?)["']?(\S{1,200})/g)];
  const addresses = given.map(([, address = ""]) => /^(localhost|127\.0\.0\.1)(?=:|["']|$)/.exec(address)?.[1]);
  return addresses.every((it) => it !== undefined) ? addresses[0] : undefined;
}

function named({ options }: LocalServer, word: string): boolean {
  return options.some(
    (option) =>
      word === option ||
      word.startsWith(`${option}=`) ||
      (option.length === 2 && word.startsWith(option) && !word.startsWith("--")),
  );
}

function isConfigured({ files, key }: LocalServer, stage: Stage, { contents, ...facts }: Facts): boolean {
  const found = settings(facts.files ?? []).filter((path) => files?.test(path));
  // A step may write what the context does not have.
  const texts =
    found.length > 0 ? [] : inherited(stage).flatMap(({ argumentText }) => argumentText.split(/[\s"'<>=;]+/));
  if (texts.some((word) => files?.test(word))) return true;
  return found.some((path) => {
    const text = contents?.get(path);
    return text === undefined || key?.test(text) === true;
  });
}

/** `php -S localhost:8000` and its like: the address is written. */
function writtenAddress({ argv }: Process) {
  const words = argv.map(({ value }) => value ?? "");
  const line = withoutStarter(words).join(" ");
  const isPhp = programName(words[0]) === "php" && words.includes("-S");
  if (!isPhp && !localServers.some(({ call }) => call.test(line))) return undefined;
  const given = words.flatMap((word, index) => {
    const text = isOption(words[index - 1]) ? `--host=${word}` : word;
    return namesAddress.test(text) ? [{ text, index }] : [];
  });
  const [one] = given;
  // What listens on several is reached by the others.
  const isLocal = given.every(({ text }) => localAddress.test(text));
  const word = one && isLocal ? argv[one.index] : undefined;
  const address = /localhost|127\.0\.0\.1/.exec(word?.value ?? "")?.[0];
  if (!word || address === undefined) return undefined;
  const call = words.slice(0, isPhp ? 2 : 1).join(" ");
  return { call, address, written: word, remedy: (word.value ?? "").replace(address, "0.0.0.0") };
}

/** `manage.py runserver`: an address may stand behind it, or a port alone. */
function ofDjango(argv: Process["argv"]) {
  const words = argv.map(({ value }) => value ?? "");
  if (!/^(?:manage\.py|django-admin) runserver(?: |$)/.test(withoutStarter(words).join(" "))) return undefined;
  const call = "manage.py runserver";
  const behind = argv.slice(words.indexOf("runserver") + 1);
  const word = behind.find(({ text }, at) => !text.startsWith("-") && !withValue.test(behind[at - 1]?.text ?? ""));
  if (!word) return { call, address: "127.0.0.1", written: undefined, remedy: "0.0.0.0:8000" };
  const [, host, port] = /^(?:(localhost|127\.0\.0\.1):)?(\d+)$/.exec(word.value ?? "") ?? [];
  if (port === undefined) return undefined;
  return { call, address: host ?? "127.0.0.1", written: word, remedy: `0.0.0.0:${port}` };
}

/** Options of Django whose value is a word of its own. */
const withValue = /^["']?(?:--settings|--pythonpath|--verbosity|-v)["']?$/;

const namesAddress = /^--(?:host|bind|binding|dev-addr)=./;

const localAddress = /^--(?:host|bind|binding|dev-addr)=(?:localhost|127\.0\.0\.1)(?=:|$)/;

function isOption(word: string | undefined): boolean {
  return /^(?:--(?:host|bind|binding|dev-addr)|-[bHSa])$/.test(word ?? "");
}

/** The words of a call without what stands in front of a server and starts it: `python -m`, `uv run`, `npx`. */
export function withoutStarter(argv: readonly string[]): readonly string[] {
  const [first = "", second = "", ...rest] = namedCall(argv);
  const name = programName(first) ?? "";
  if (pythonName.test(name)) {
    const [at, ...more] = [second, ...rest].filter((word, index) => index > 0 || !/^-[uBOI]+$/.test(word));
    if (at === "-m") return [...more];
    return at?.endsWith("manage.py") ? ["manage.py", ...more] : [name, second, ...rest];
  }
  if (environmentRunners.has(name) && second === "run") return withoutStarter(rest);
  if (name === "bundle" && second === "exec") return withoutStarter(rest);
  if (/^(?:ddtrace-run|opentelemetry-instrument)$/.test(name)) return withoutStarter([second, ...rest]);
  return second === "" && rest.length === 0 ? [name] : [name, second, ...rest];
}

function callerOf(all: readonly Process[], process: Process): Process | undefined {
  const callers = all.filter(
    ({ kind, file, starts }) => kind === "package call" && file === undefined && endsWith(starts, process),
  );
  return callers[0];
}

function endsWith(starts: readonly Process[], process: Process): boolean {
  const last = starts.at(-1);
  return last === process || (last !== undefined && endsWith(last.starts, process));
}
