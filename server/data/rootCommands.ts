/** Commands that only root may run. Sources: their manuals; tried as another user. */

import { aptPrograms, rpmPrograms } from "./systemManagers";

interface RootCommands {
  /** A program, or a program with what must follow. */
  readonly phrases: readonly string[];
  /** With one of these options they only tell something, or work elsewhere than in the system. */
  readonly unless: readonly string[];
}

const told = ["-h", "--help", "--version"];

export const rootCommands: readonly RootCommands[] = [
  {
    phrases: "useradd userdel usermod groupadd groupdel groupmod adduser deluser addgroup delgroup chpasswd".split(" "),
    unless: ["--help", "--version", "-R", "--root", "-P", "--prefix"],
  },
  {
    phrases: phrases(aptPrograms.join(" "), "update install upgrade dist-upgrade full-upgrade remove purge autoremove"),
    unless: [
      ...told,
      "-s",
      "--simulate",
      "--just-print",
      "--dry-run",
      "--no-act",
      "--print-uris",
      "-c",
      "--config-file",
    ],
  },
  {
    phrases: phrases("apk", "add del update upgrade"),
    unless: [...told, "-s", "--simulate", "-p", "--root", "--usermode"],
  },
  {
    phrases: phrases(rpmPrograms.join(" "), "install update upgrade remove erase reinstall groupinstall localinstall"),
    unless: [...told, "-c", "--config", "--installroot"],
  },
  {
    phrases: phrases("zypper", "install in update up refresh ref remove rm dist-upgrade dup patch addrepo ar"),
    unless: [...told, "-D", "--dry-run", "-R", "--root", "--installroot"],
  },
  { phrases: ["dpkg -i", "dpkg --install"], unless: ["--root", "--instdir", "--dry-run", "--no-act", "--simulate"] },
  {
    phrases: ["rpm -i", "rpm -U", "rpm -ivh", "rpm -Uvh", "rpm --install", "rpm --import"],
    unless: ["--root", "--dbpath"],
  },
  { phrases: ["update-ca-certificates", "update-ca-trust"], unless: [...told, "--etccertsdir", "--output", "-o"] },
  { phrases: ["ldconfig"], unless: [...told, "-p", "--print-cache", "-N", "-n", "-C", "-r", "-V"] },
  { phrases: ["locale-gen", "setcap", "docker-php-ext-install"], unless: told },
];

/**
 * Programs that a container starts beside its own, and that nobody else can start, as a rule: they keep their process id
 * in /var/run, change to other users, or mind devices and the kernel. Another user may be able to with settings of their
 * own, so that they are no certain mistake.
 */
export const rootDaemons: readonly RootCommands[] = [
  {
    phrases: "cron crond anacron sshd rsyslogd syslogd dnsmasq inetd xinetd nfsd smbd vsftpd".split(" "),
    unless: [...told, "-V", "-t", "-T"],
  },
  {
    phrases: [
      "service",
      "invoke-rc.d",
      "rc-service",
      "systemctl",
      "mount",
      "umount",
      "iptables",
      "ip6tables",
      "modprobe",
    ],
    unless: [...told, "-l"],
  },
  {
    phrases: ["sysctl -w", "ip link", "ip addr", "ip route", "update-alternatives --set", "update-rc.d"],
    unless: told,
  },
];

/** A program that nobody but root can start as its package has set it up. */
interface RootProgram {
  readonly programs: readonly string[];
  /** Options that give it settings of its own, with which another user may. */
  readonly settings: readonly string[];
  /** What a step of the build may have opened to another user: folders, and files of settings. */
  readonly places: readonly string[];
}

/** Seen of the packages of Debian 12, started as the user 1000: each ends, or says that it failed. */
export const rootPrograms: readonly RootProgram[] = [
  {
    programs: ["cron", "crond", "anacron"],
    settings: ["-c", "-S", "-t"],
    places: ["/run", "/usr/sbin/cron", "/usr/sbin/crond", "/var/spool/cron"],
  },
  {
    programs: "service invoke-rc.d rc-service systemctl mount umount iptables ip6tables modprobe".split(" "),
    settings: [],
    places: ["/run", "/etc/init.d"],
  },
  { programs: ["sshd"], settings: ["-f", "-h", "-o"], places: ["/etc/ssh"] },
  {
    programs: ["dnsmasq"],
    settings: ["-C", "--conf-file", "-p", "--port"],
    places: ["/etc/dnsmasq.conf", "/usr/sbin/dnsmasq"],
  },
  {
    programs: ["nginx"],
    settings: ["-c", "-p"],
    places: ["/run", "/var/lib/nginx", "/var/log/nginx", "/etc/nginx", "/etc/nginx/nginx.conf", "/usr/sbin/nginx"],
  },
  {
    programs: ["apache2ctl", "apachectl"],
    settings: ["-f", "-d"],
    places: ["/run", "/var/log/apache2", "/etc/apache2", "/etc/apache2/apache2.conf", "/etc/apache2/envvars"],
  },
];

/**
 * Servers that keep their data in folders of an account of their own, made with their package: whoever else starts them
 * is turned away there, unless they are told of other folders.
 */
export const dataServers: ReadonlySet<string> = new Set(
  (
    "redis-server valkey-server mysqld mysqld_safe mariadbd mariadbd-safe postgres pg_ctl pg_ctlcluster mongod " +
    "rabbitmq-server clickhouse-server couchdb slapd etcd influxd"
  ).split(" "),
);

function phrases(programs: string, verbs: string): string[] {
  return programs.split(" ").flatMap((program) => verbs.split(" ").map((verb) => `${program} ${verb}`));
}
