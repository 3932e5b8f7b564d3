/**
 * The servers of the official images of PHP, whose first process is root while those that answer are `www-data`.
 * Both start as that user, too: github.com/docker-library/docs, php, "Running as an arbitrary user"; tried with the settings of the images.
 */

import { officialName } from "../data/images";
import { servicesOf } from "../image/shipped";
import { phpServer } from "../stage/daemons";
import { mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { configsIn, isOpenToAll, type ServerConfig } from "./serverConfigs";

export interface PhpServer {
  /** For people. */
  readonly name: "PHP-FPM" | "Apache";
  /** Why the user of its workers may not be able to start it, as a clause; undefined where that is known to be able to. */
  readonly doubt: string | undefined;
}

/** The server that a stage of an official image of PHP starts, without a script before it; undefined for all else. */
export function phpServerOf(file: Dockerfile, stage: Stage, facts: Facts): PhpServer | undefined {
  if (officialName(stage.base?.name ?? "") !== "php") return undefined;
  const program = phpServer(stage.base?.tag);
  const main = mainProcess(stage);
  if (program === undefined || main?.entrypoint) return undefined;
  if (main && programName(main.argv[0]?.value) !== program) return undefined;
  const isFpm = program === "php-fpm";
  const others = servicesOf(file, facts).some(({ command, entrypoint }) => command !== undefined || entrypoint);
  const doubt =
    (stage.instructions.some(({ onbuild }) => onbuild)
      ? "images that are made of this one may need root"
      : undefined) ??
    (others ? "compose starts another program from this image" : undefined) ??
    (isFpm ? doubtOfFpm(file, stage, facts) : doubtOfApache(file, stage, facts));
  return { name: isFpm ? "PHP-FPM" : "Apache", doubt };
}

// ------------------------------------------------------------------------- fpm

const fpmFolders = ["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"];

function doubtOfFpm(file: Dockerfile, stage: Stage, facts: Facts): string | undefined {
  for (const config of configsIn(file, stage, fpmFolders, facts)) {
    const doubt = config.text === undefined ? unread(config) : fpmDoubt(config.text, config.name);
    if (doubt !== undefined) return doubt;
  }
  const changed = inherited(stage).find(
    (it) => it.keyword === "RUN" && /php-fpm\.(?:d|conf)/.test(written(file, it)) && fpmWords.test(written(file, it)),
  );
  return changed && `RUN in line ${changed.line + 1} changes who PHP-FPM is, or what it opens`;
}

const fpmWords = /\b(?:user|group|listen|chroot|pid|error_log|slowlog|access\.log|priority|rlimit_\w+)\b/;

/** Source: php.net/manual/install.fpm.configuration. */
function fpmDoubt(text: string, name: string): string | undefined {
  for (const line of text.split("\n")) {
    const [, key = "", value = ""] = /^[ \t]*([\w.]+)[ \t]*=[ \t]*"?([^\s";]*)/.exec(line) ?? [];
    if (/^(?:user|group)$/.test(key) && !/^(?:www-data|33|82)$/.test(value)) return `${name} has ${key} = ${value}`;
    if (key === "listen") {
      const port = /^(?:.*:)?(\d+)$/.exec(value)?.[1];
      const isOpen = port === undefined ? isOpenFile(value) : isOpenToAll(Number(port));
      if (!isOpen) return `${name} has PHP-FPM listen on ${value}, which root opens`;
    }
    if (/^(?:pid|error_log|slowlog|access\.log)$/.test(key) && !isOpenFile(value))
      return `${name} names ${value} to be written, which root opens`;
    if (/^(?:chroot|process\.priority|rlimit_files|rlimit_core)$/.test(key))
      return `${name} has ${key}, which takes root`;
  }
  return undefined;
}

function isOpenFile(path: string): boolean {
  return /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\/proc\/self\/fd|\/dev\/(?:stdout|stderr|null))(?:\/|$)|^syslog$|^$/.test(
    path,
  );
}

// ---------------------------------------------------------------------- apache

const apacheFolder = "/etc/apache2";
const portsFile = `${apacheFolder}/ports.conf`;

function doubtOfApache(file: Dockerfile, stage: Stage, facts: Facts): string | undefined {
  let port: number | undefined = 80;
  const configs = new Map(configsIn(file, stage, [apacheFolder], facts).map((config) => [config.by, config]));
  for (const instruction of inherited(stage)) {
    const config = configs.get(instruction);
    const text = config ? config.text : written(file, instruction);
    if (config && text === undefined) return unread(config);
    if (text === undefined) continue;
    const name = config?.name ?? `${instruction.keyword} in line ${instruction.line + 1}`;
    const doubt = apacheDoubt(text, name);
    if (doubt !== undefined) return doubt;
    if (config ? /^[ \t]{0,9}Listen\s/im.test(text) : text.includes(portsFile) && /\bsed\b|>/.test(text))
      port = config ? listened(text) : portWritten(text);
    if (port === undefined) return `${name} has Apache listen on a port that cannot be told from here`;
  }
  return isOpenToAll(port)
    ? undefined
    : `Apache listens on port ${port}, which not every host lets others than root open (Docker does since version 20.10)`;
}

/** Source: httpd.apache.org/docs/2.4/mod/directives.html. */
function apacheDoubt(text: string, name: string): string | undefined {
  if (/\bAPACHE_(?:RUN_USER|RUN_GROUP|RUN_DIR|LOCK_DIR|PID_FILE)\b|\bAPACHE_LOG_DIR[=\s]/.test(text))
    return `${name} changes who Apache is, or where it writes`;
  if (/\bSSLCertificate(?:Key|Chain)?File\b|\ba2enmod\b[^\n&|;]{0,99}\bssl\b|\bssl-cert\b/i.test(text))
    return `${name} has Apache read a key, which may be root's`;
  const logs = [...text.matchAll(/^[ \t]*(?:ErrorLog|CustomLog|TransferLog|PidFile)[ \t]+"?([^\s"]+)/gim)];
  const log = logs.find(
    ([, path = ""]) => !/^(?:\$\{APACHE_(?:LOG_DIR|PID_FILE)\}|\|)/.test(path) && !isOpenFile(path),
  );
  return log && `${name} names ${log[1]} to be written, which root opens`;
}

/** The lowest port of a configuration; undefined where one is a variable. */
function listened(text: string): number | undefined {
  const words = [...text.matchAll(/^[ \t]{0,9}Listen[ \t]{1,9}([^\s]{1,60})/gim)].map(([, word = ""]) => word);
  const ports = words.map((word) => Number(word.slice(word.lastIndexOf(":") + 1)));
  return ports.some(Number.isNaN) ? undefined : Math.min(...ports);
}

/** What a RUN makes of `Listen 80`. */
function portWritten(text: string): number | undefined {
  const substituted = /\bs([/|#,!@])\^?(?:Listen )?80\$?\1(?:Listen )?(\d+)\1g?/i.exec(text)?.[2];
  const replaced = /\becho\s+["']?Listen (\d+)["']?\s*>\s*\/etc\/apache2\/ports\.conf/i.exec(text)?.[1];
  const port = substituted ?? replaced;
  return port === undefined ? undefined : Number(port);
}

// ---------------------------------------------------------------------- common

function unread({ name }: ServerConfig): string {
  return `what ${name} says is not known`;
}

/** A RUN or ENV as text, heredocs included. */
function written({ text }: Dockerfile, { keyword, argumentText, heredocs }: Instruction): string {
  if (!/^(?:RUN|ENV)$/.test(keyword)) return "";
  return [argumentText, ...heredocs.map(({ body }) => text.slice(body.start, body.end))].join("\n");
}
