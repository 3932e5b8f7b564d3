/** Which accounts a stage has: those of its base image, and those that its instructions may create. */

import { officialName } from "../data/images";
import { corepack } from "../data/packageManagers";
import { aptPrograms, systemInstalls } from "../data/systemManagers";
import { nodePrograms } from "../data/tools";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Stage } from "../types";
import { baseFacts, createdAccounts, inherited } from "./users";

/** The names of all accounts of the image that a stage starts from; undefined when not all are known. */
export function accountsOfBase(stage: Stage): ReadonlySet<string> | undefined {
  const image = baseFacts(stage);
  const system = systemAccounts[image?.family ?? ""];
  if (!image || system === undefined || !isPlainImage(stage.base?.name ?? "")) return undefined;
  return new Set([...system.split(" "), image.appUser?.name ?? "", image.defaultUser ?? ""]);
}

/** Whether something before an instruction creates a user, or may do so for all that can be seen. */
export function mayHaveAccount(stage: Stage, until: Instruction, name: string): boolean {
  if (createdAccounts(stage).some((account) => account.name === name && account.by.start < until.start)) return true;
  return inherited(stage).some((instruction) => {
    const { keyword, words, before, script } = instruction;
    if (instruction.start >= until.start) return false;
    if (isCopy(instruction)) {
      const target = resolvePath(before.workdir, words.at(-1)?.value);
      return target === undefined || target === "/" || target === "/etc" || target.startsWith("/etc/");
    }
    if (keyword !== "RUN") return false;
    if (!script || script.errors.length > 0) return true;
    return script.commands.some((command) => mayCreate(command, name));
  });
}

/** Whether an image surely has no group of a name before an instruction. */
export function lacksGroup(stage: Stage, until: Instruction, name: string): boolean {
  const known = accountsOfBase(stage);
  const family = baseFacts(stage)?.family ?? "";
  const groups = systemGroups[family];
  if (!known || groups === undefined || groups.split(" ").includes(name)) return false;
  if (known.has(name) && !(systemAccounts[family] ?? "").split(" ").includes(name)) return false;
  const commands = inherited(stage).flatMap((it) =>
    it.keyword === "RUN" && it.start < until.start ? commandsIn(it) : [],
  );
  const isMade = (command: Command) => operands(command).some(({ value }) => value === undefined || value === name);
  if (commands.some((it) => runs(it, "groupadd", "addgroup") && isMade(it))) return false;
  const users = commands.filter((it) => runs(it, "useradd", "adduser") && isMade(it));
  const own = users.filter(({ words }) => words.some(({ value }) => value === name));
  if (users.length > own.length || own.some((it) => makesGroup(it, name, family))) return false;
  return own.length > 0 ? !mayMakeOthers(stage, until, name) : !mayHaveAccount(stage, until, name);
}

/** The same as for accounts, for a name of which an account is made. */
function mayMakeOthers(stage: Stage, until: Instruction, name: string): boolean {
  return inherited(stage).some((it) => {
    if (it.start >= until.start) return false;
    if (isCopy(it)) return (resolvePath(it.before.workdir, it.words.at(-1)?.value) ?? "/etc").startsWith("/etc");
    if (it.keyword !== "RUN") return false;
    return !it.script || it.script.errors.length > 0 || it.script.commands.some((command) => mayCreate(command, name));
  });
}

/** Whether a user gets a group of its own name. Sources: adduser(8) of Debian, useradd(8), adduser of BusyBox. */
function makesGroup(command: Command, name: string, family: string): boolean {
  const { words } = command;
  if (words.some(({ value }) => value === undefined)) return true;
  const group = flagValue(command, "-G", "--ingroup", "-g", "--gid");
  if (group === name) return true;
  if (command.name === "useradd") return !hasFlag(command, "-N", "--no-user-group", "-g", "--gid");
  if (family === "alpine")
    return group === undefined && !words.some(({ value }) => /^-[a-zA-Z]*S/.test(value ?? "") || value === "--system");
  return hasFlag(command, "--group") || (!hasFlag(command, "--system") && group === undefined);
}

const linuxGroups =
  "root daemon bin sys adm tty disk lp mail news uucp man proxy kmem dialout fax voice cdrom floppy tape sudo audio dip www-data backup " +
  "operator list irc src gnats shadow utmp video sasl plugdev staff games users nogroup input sgx kvm render crontab messagebus netdev " +
  "ssh _ssh sshd systemd-journal systemd-network systemd-resolve systemd-timesync ssl-cert";

/** What /etc/group holds, by family; names of the packages that most variants have are added. */
const systemGroups: Readonly<Record<string, string>> = {
  debian: linuxGroups,
  ubuntu: `${linuxGroups} ubuntu`,
  alpine:
    "root bin daemon sys adm tty disk lp mem kmem wheel floppy mail news uucp man cron console audio cdrom dialout ftp sshd input at tape " +
    "video netdev readproc squid xfs kvm games shadow cdrw cyrus vpopmail users www-data utmp ping ntp smmsp guest nofiles qmail postmaster " +
    "postdrop nogroup nobody usb locate abuild scanner klogd",
};

const linux = "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody _apt";
const alpine =
  "root bin daemon adm lp sync shutdown halt mail news uucp operator man postmaster cron ftp sshd at squid xfs games " +
  "cyrus vpopmail ntp smmsp guest nobody";

/** What /etc/passwd holds, by family; names of the packages that most variants have are added. */
const systemAccounts: Readonly<Record<string, string>> = {
  debian: `${linux} messagebus systemd-network systemd-resolve systemd-timesync sshd`,
  ubuntu: `${linux} messagebus systemd-network systemd-resolve systemd-timesync sshd ubuntu`,
  alpine: `${alpine} www-data`,
  distroless: "root nobody nonroot daemon",
  scratch: "",
};

/** Whether an image holds nothing but a distribution and a language, by its name as FROM has it. */
export function isPlainImage(name: string): boolean {
  return plainImages.test(officialName(name));
}

const plainImages =
  /^(?:scratch|node|(?:oven\/)?bun|denoland\/deno|python|golang|rust|ruby|php|perl|debian|ubuntu|alpine|gcr\.io\/distroless\/.+)$/;

/** Commands that create no accounts; package managers do when they install a server, under a name like its own. */
const harmless = new Set([
  ...nodePrograms,
  corepack.program,
  ...(
    "pip pip3 poetry go cargo bundle gem composer mkdir cp mv rm rmdir ln touch cd " +
    "chown chmod chgrp set export unset echo printf true test [ ls cat tar unzip gzip curl wget git sleep date id " +
    "find sort grep groupadd addgroup useradd adduser update-ca-certificates ldconfig strip mktemp"
  ).split(" "),
]);

/** Packages whose account has another name than they have. */
const accountPackages: Readonly<Record<string, RegExp>> = {
  mysql: /mariadb|percona/,
  openldap: /slapd/,
  memcache: /memcached/,
  "debian-spamd": /spamassassin/,
  lpadmin: /cups/,
  spamd: /spamassassin/,
  tomcat: /tomcat/,
  ldap: /openldap/,
  apache: /httpd|apache/,
};

const installPhrases = systemInstalls("apt", "apk");

function mayCreate(command: Command, name: string): boolean {
  if (command.redirects.some(({ target }) => target?.value === undefined || target.value.startsWith("/etc/")))
    return true;
  if (runs(command, ...installPhrases)) {
    const plain = name.replace(/^(?:debian-|_)/i, "");
    const others = accountPackages[name];
    return operands(command).some(
      ({ value }) => value === undefined || value.includes(plain) || others?.test(value) === true,
    );
  }
  if (runs(command, ...aptPrograms, "apk", "apt-mark")) return false;
  if (runs(command, "useradd", "adduser")) return operands(command).some(({ value }) => value === undefined);
  return command.name === undefined || !harmless.has(command.name);
}
