/** Extensions of PHP that are compiled without the headers they need, in the official images. */

import { officialName } from "../data/images";
import { otherHeaders, phpHeaders } from "../data/systemPrograms";
import { isFatal } from "../image/calls";
import { baseOf } from "../image/programs";
import { inherited, isBaseOpen } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { copiedNames, isOwnCode, runsOwnCode } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { own } from "../util/records";

/** What one command cannot compile. */
export interface LackingHeaders {
  readonly instruction: Instruction;
  readonly command: Command;
  /** The first extension, or the option of `configure`. */
  readonly word: Word;
  readonly source: "apt" | "apk";
  /** The packages that bring what is missing, in order. */
  readonly packages: readonly string[];
}

/** The commands of a stage that lack headers, in order; none where something may have brought them. */
export function lackingHeaders(file: Dockerfile, stage: Stage, facts: Facts): LackingHeaders[] {
  const source = managerOf(stage, facts);
  if (!source) return [];
  const found: LackingHeaders[] = [];
  const brought = new Set<string>();
  for (const instruction of inherited(stage)) {
    if (isCopy(instruction) && mayBringSystem(instruction)) return found;
    if (instruction.keyword !== "RUN" || instruction.onbuild) continue;
    for (const command of commandsIn(instruction)) {
      if (isUnclear(command)) return found;
      for (const name of installed(command)) {
        // Headers that are not known may depend on any.
        if (/dev/.test(name) && !isKnown(name, source)) return found;
        brought.add(name);
      }
      const lacking = isFatal(file, instruction, command)
        ? wordsOf(command).filter(({ value }) => isLacking(value, source, brought))
        : [];
      const [word] = lacking;
      if (!word) continue;
      const packages = lacking.flatMap(({ value = "" }) => phpHeaders[value]?.[source][0] ?? []);
      if (instruction.stage === stage) {
        found.push({ instruction, command, word, source, packages: [...new Set(packages)] });
      }
      for (const name of packages) brought.add(name);
    }
  }
  return found;
}

/** An extension that the sources lack. */
export interface UnbundledExtension {
  readonly word: Word;
  /** It depends on the version, which a build argument says. */
  readonly isDefault: boolean;
}

/**
 * The words of `docker-php-ext-install` in an official image that name an extension which PHP's own sources do not have, so
 * that the script stops; none behind what may have put some there. Sources: docker-php-ext-install of the image, pecl.php.net.
 */
export function unbundledExtensions(file: Dockerfile, stage: Stage): readonly UnbundledExtension[] {
  let first = stage;
  while (first.parent) first = first.parent;
  const { base } = first;
  if (!base || officialName(base.name) !== "php") return [];
  const [, major = "99", minor = "99"] = /^(\d+)(?:\.(\d+))?/.exec(base.tag ?? "latest") ?? [];
  const version = Number(major) * 100 + Number(minor);
  const found: UnbundledExtension[] = [];
  const copied = new Set<string>();
  for (const instruction of inherited(stage)) {
    const { keyword, argumentText } = instruction;
    if ((isCopy(instruction) || keyword === "RUN") && mayBringSources(argumentText)) return found;
    if (/\/usr\/src/.test(instruction.before.workdir ?? "") || runsOwnCode(instruction, copied)) return found;
    for (const name of copiedNames(instruction)) copied.add(name);
    if (keyword !== "RUN" || instruction.stage !== stage) continue;
    for (const command of commandsIn(instruction, "docker-php-ext-install")) {
      if (!isFatal(file, instruction, command)) continue;
      const names = operands(command).filter(
        ({ value = "" }) => version >= (own(leftOut, value) ?? Number.POSITIVE_INFINITY),
      );
      found.push(
        ...names.map((word) => ({ word, isDefault: isBaseOpen(stage) && own(leftOut, word.value ?? "") !== 0 })),
      );
    }
  }
  return found;
}

/** A variable may hold the folder of the sources. */
function mayBringSources(text: string): boolean {
  return (
    /\$\{?\w+\}?\//.test(text) ||
    /\/usr\/src|docker-php-source|\bbundle\b|\/ext\/|install-php-extensions|\bsh\b/.test(text)
  );
}

/** Extensions by the first version of PHP that does not bring them, as major × 100 + minor. Source: the UPGRADING files of PHP. */
const leftOut: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    (
      "redis imagick xdebug memcached memcache mongodb mongo apcu swoole openswoole amqp ssh2 yaml grpc protobuf igbinary msgpack uuid " +
      "rdkafka event zmq oauth mailparse pcov ast gnupg sqlsrv pdo_sqlsrv gearman geoip http raphf vips"
    )
      .split(" ")
      .map((name) => [name, 0]),
  ),
  mcrypt: 702,
  recode: 704,
  wddx: 704,
  interbase: 704,
  xmlrpc: 800,
  imap: 804,
  oci8: 804,
  pdo_oci: 804,
  pspell: 804,
};

/** The package manager of an official image of PHP in which the scripts ask for headers by pkg-config. */
function managerOf(stage: Stage, facts: Facts): "apt" | "apk" | undefined {
  let first = stage;
  while (first.parent) first = first.parent;
  const { base } = first;
  if (!base || officialName(base.name) !== "php") return undefined;
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(base.tag ?? "latest") ?? [];
  if (major !== undefined && (Number(major) < 7 || (major === "7" && Number(minor ?? 4) < 4))) return undefined;
  const manager = baseOf(stage, facts)?.packageManager;
  return manager === "apt" || manager === "apk" ? manager : undefined;
}

function mayBringSystem({ words }: Instruction): boolean {
  const target = words.at(-1)?.value;
  return (
    target === undefined ||
    /^\/(?:usr|lib|opt)?\/?$|^\/usr\/(?:include|lib|local\/?$|local\/(?:include|lib))/.test(target)
  );
}

/** It may build or unpack libraries, or install more than it names. */
function isUnclear(command: Command): boolean {
  if (isOwnCode(command) || /^(?:dpkg|tar|unzip|aptitude)$/.test(command.name ?? "")) return true;
  if (runs(command, "apt-get build-dep", "apt-get satisfy", "apt build-dep", "apt satisfy")) return true;
  return installs(command) && operands(command).some(({ value }) => value === undefined);
}

function installs(command: Command): boolean {
  return runs(command, "apt-get install", "apt install", "apk add");
}

function installed(command: Command): string[] {
  return installs(command) ? operands(command).flatMap(({ value }) => value?.replace(/[=<>~:].*$/s, "") ?? []) : [];
}

function isKnown(name: string, source: "apt" | "apk"): boolean {
  return otherHeaders.has(name) || Object.values(phpHeaders).some((row) => row[source].includes(name));
}

/** The extensions that a command compiles, and the options that ask for a library. */
function wordsOf(command: Command): readonly Word[] {
  if (command.name === "docker-php-ext-install") {
    return operands(command).filter(({ value = "-" }) => !value.startsWith("-"));
  }
  if (command.name !== "docker-php-ext-configure" || command.words[1]?.value !== "gd") return [];
  return command.words.slice(2).filter(({ value = "" }) => value.startsWith("--"));
}

function isLacking(name: string | undefined, source: "apt" | "apk", brought: ReadonlySet<string>): boolean {
  const row = name !== undefined && Object.hasOwn(phpHeaders, name) ? phpHeaders[name] : undefined;
  return row !== undefined && !row[source].some((one) => brought.has(one));
}
