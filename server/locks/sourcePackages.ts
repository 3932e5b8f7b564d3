/** Packages of Python that have no wheels for Linux, so that pip compiles them, in images that have no compiler. */

import { officialName } from "../data/images";
import { systemInstalls } from "../data/systemManagers";
import { isFatal } from "../image/calls";
import { baseOf } from "../image/programs";
import { sourceAt } from "../image/sources";
import { pipInstallOf } from "../packages/pip";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { copiedNames, runsOwnCode } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Mount, Stage, Word } from "../types";
import { own } from "../util/records";

/** A package that pip cannot compile where it is asked to. */
export interface UncompiledPackage {
  readonly instruction: Instruction;
  readonly command: Command;
  /** The word that names the package, or the file that does. */
  readonly word: Word;
  readonly name: string;
  readonly source: "apt" | "apk";
  /** The packages of the distribution that bring what it needs. */
  readonly packages: readonly string[];
}

/**
 * The first package in a stage on an official slim or Alpine image of Python that needs a compiler and headers; undefined
 * where none does, where something may have brought them, or where another index may have a wheel.
 */
export function uncompiledPackage(file: Dockerfile, stage: Stage, facts: Facts): UncompiledPackage | undefined {
  const source = sourceOf(stage, facts);
  if (!source) return undefined;
  const copied = new Set<string>();
  for (const instruction of inherited(stage)) {
    const { keyword, argumentText } = instruction;
    if (keyword !== "RUN" && keyword !== "ENV" && keyword !== "ARG" && !isCopy(instruction)) continue;
    if (isCopy(instruction) && bringsEnvironment(file, instruction)) return undefined;
    if (isCopy(instruction) ? mayBringSystem(instruction) : mayBring.test(argumentText)) return undefined;
    if (keyword === "RUN" && (runsOwnCode(instruction, copied) || instruction.mounts.some(mayBringSettings)))
      return undefined;
    for (const name of copiedNames(instruction)) copied.add(name);
    if (keyword === "RUN" && !commandsIn(instruction).every(bringsNoCompiler)) return undefined;
    if (keyword !== "RUN" || instruction.stage !== stage) continue;
    for (const command of commandsIn(instruction)) {
      const call = pipInstallOf(command);
      if (!call || !isFatal(file, instruction, command) || !runs(call, "pip install")) continue;
      if (hasFlag(call, "-i", "-f", "-c", "--target", "-t", "--no-deps", "--dry-run", "--platform")) continue;
      const found = namedBy(call, instruction, stage, facts);
      const packages = found && own(needs, found.name)?.[source];
      if (found && packages) return { instruction, command, ...found, source, packages };
    }
  }
  return undefined;
}

/** What the official slim images and those on Alpine install with; undefined for others, which have a compiler. */
function sourceOf(stage: Stage, facts: Facts): "apt" | "apk" | undefined {
  let first = stage;
  while (first.parent) first = first.parent;
  const { base } = first;
  if (!base || officialName(base.name) !== "python" || !/(?:^|-)(?:slim|alpine)/.test(base.tag ?? "")) return undefined;
  const manager = baseOf(stage, facts)?.packageManager;
  return manager === "apt" || manager === "apk" ? manager : undefined;
}

/** Compilers and headers, other places for wheels, and scripts that may install either. */
const mayBring =
  /gcc|g\+\+|clang|\bbuild-(?:essential|base|dep)|alpine-sdk|-dev\b|-devel\b|pg_config|\.sh\b|conda|index[-_]url|find[-_]links|only[-_]binary|\.whl|wheel|pip\.conf|xargs|py3-|python3-|\bmake\b|<<|\$\{?\w{0,40}(?:pkgs?|packages|deps)/i;

/** Whether a copy may bring packages that another stage, or an image that nobody knows, has installed already. */
function bringsEnvironment(file: Dockerfile, copy: Instruction): boolean {
  const from = flagOf(copy, "from")?.value?.value;
  if (!flagOf(copy, "from")) return false;
  const source = from === undefined || !copy.stage ? undefined : findStage(file, from, copy.stage);
  return (
    source === undefined ||
    inherited(source).some(({ argumentText }) => /\b(?:pip|uv|poetry|pdm|pipenv|conda|mamba|python)/.test(argumentText))
  );
}

/** Wheels of another stage, and secrets that may be settings of pip. */
function mayBringSettings({ type, from }: Mount): boolean {
  return type === "bind" ? from !== undefined : type === "secret";
}

/** Whether a command installs no packages of the system but those that surely bring no compiler along. */
function bringsNoCompiler(command: Command): boolean {
  if (!runs(command, ...systemInstalls("apt", "apk"))) return true;
  return operands(command).every(({ value }) => value !== undefined && plain.test(value));
}

/** Packages that bring no compiler with what they depend on and recommend, as apt and apk say in November 2026. */
const plain =
  /^(?:apt-transport-https|bash|bzip2|ca-certificates|cron|curl|dumb-init|ffmpeg|file|fontconfig|gettext(?:-base)?|git|gnupg2?|gosu|iproute2|iputils-ping|jq|less|libpq5?|libgl1|libglib2\.0-0|libmagic1|libmariadb3|libsm6|libxext6|libxml2|libxrender1|locales|lsb-release|mariadb-(?:client|connector-c)|default-mysql-client|media-types|nano|netcat-(?:openbsd|traditional)|nginx|openssh-client|openssl|postgresql-(?:client|libs)|postgresql\d*-client|procps|redis-tools|rsync|sudo|supervisor|su-exec|tini|tzdata|unzip|vim|wait-for-it|wget|xz-utils|zip)(?:[=~<>].*)?$/;

function mayBringSystem({ words, heredocs }: Instruction): boolean {
  const target = words.at(-1)?.value;
  return (
    heredocs.length > 0 ||
    target === undefined ||
    /^\/(?:usr|lib|opt|etc|root|bin)(?:\/|$)/.test(target) ||
    words.some(({ value }) => /whl|wheel|pip\.conf|\.pip/.test(value ?? ""))
  );
}

/** The first package with needs that an install names, or that the file of requirements does. */
function namedBy(call: Command, instruction: Instruction, stage: Stage, facts: Facts) {
  for (const word of operands(call)) {
    const name = nameIn(word.value ?? "");
    if (name !== undefined) return { word, name };
  }
  const path = flagValue(call, "-r", "--requirement");
  const word = call.words.find(({ value }) => path !== undefined && value?.endsWith(path));
  const place = path === undefined ? undefined : resolvePath(folderBefore(instruction), path);
  const origin = place === undefined ? undefined : sourceAt(stage, place, facts);
  const text = origin === undefined ? undefined : facts.contents?.get(origin);
  if (!word || text === undefined || /^[ \t]{0,40}(?:-i|-f|--(?:extra-)?index-url|--find-links)\b/m.test(text))
    return undefined;
  for (const line of text.split(/\r?\n/)) {
    const name = nameIn(line.replace(/(?:^|\s)#.*/, "").trim());
    if (name !== undefined) return { word, name };
  }
  return undefined;
}

/** A line with a marker, or an address, may be for other systems or other files. */
function nameIn(entry: string): string | undefined {
  const [, written = "", extras = ""] =
    /^([\w.-]{1,99})(?:\[([\w,. -]{0,99})\])?\s{0,9}(?:[=<>~!][^;@]{0,99})?$/.exec(entry) ?? [];
  const name = written.toLowerCase().replace(/[-_.]+/g, "-");
  if (name === "psycopg" && /\bc\b/.test(extras)) return "psycopg-c";
  return own(needs, name) ? name : undefined;
}

type Needs = Readonly<Record<"apt" | "apk", readonly string[]>>;

function compiled(apt: string, apk: string): Needs {
  return { apt: `gcc libc6-dev ${apt}`.trim().split(" "), apk: `gcc musl-dev ${apk}`.trim().split(" ") };
}

/** Source: the files of these packages on pypi.org, which are archives of sources alone for Linux, and what they say about building. */
const needs: Readonly<Record<string, Needs>> = {
  psycopg2: compiled("libpq-dev", "postgresql-dev"),
  "psycopg-c": compiled("libpq-dev", "postgresql-dev"),
  mysqlclient: compiled("default-libmysqlclient-dev pkg-config", "mariadb-connector-c-dev pkgconf"),
  uwsgi: compiled("", "linux-headers"),
  "python-ldap": compiled("libldap2-dev libsasl2-dev", "openldap-dev"),
  pygraphviz: compiled("libgraphviz-dev", "graphviz-dev"),
  pycairo: compiled("libcairo2-dev pkg-config", "cairo-dev pkgconf"),
  gssapi: compiled("libkrb5-dev", "krb5-dev"),
};
