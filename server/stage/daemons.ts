/** Servers whose first process stays root while others of its processes give that up: who they are, and why they do. */

import { officialName } from "../data/images";
import { commandsIn } from "../syntax/runs";
import type { Command, Stage } from "../types";
import { memoize } from "../util/memoize";
import { mainProcess, programName } from "./process";

/** Why each keeps root, as a clause. Sources: their manuals; nginx, Apache and PHP-FPM were started as another user. */
const reasons: readonly (readonly [programs: string, reason: string])[] = [
  ["supervisord", "supervisord stays root to start each of its programs as the user that its section names"],
  ["s6-svscan init systemd", "the init stays root to start its services, each as a user of its own"],
  ["cron crond", "cron needs root to run jobs as the users whom they belong to"],
  ["sshd", "sshd needs root to let people in as themselves"],
  ["nginx", "nginx stays root to open its ports, its logs and its process id, and only its workers give that up"],
  [
    "httpd httpd-foreground apache2 apache2ctl apachectl apache2-foreground",
    "Apache stays root to open its port and its logs, and only its workers give that up",
  ],
  ["php-fpm", "PHP-FPM stays root, and only its workers give that up, for the user of their pool"],
  ["dockerd containerd buildkitd", "it minds the kernel's namespaces and mounts, which takes root"],
  ["postfix dovecot", "mail servers stay root to deliver to every user, and only parts of them give that up"],
  [
    "openvpn wg-quick keepalived pppd charon hostapd dhcpd radvd zebra watchfrr",
    "it sets up devices, addresses or routes, which takes root",
  ],
  [
    "named unbound dnsmasq squid vsftpd proftpd haproxy litefs radiusd freeradius chronyd ntpd",
    "it starts as root to open its ports, and its settings say whether it gives that up",
  ],
];

const byProgram = new Map(
  reasons.flatMap(([programs, reason]) => programs.split(" ").map((program) => [program, reason] as const)),
);

/** The programs that the instructions of a stage start, by their names, what stands before them included; `php-fpm8.2` is `php-fpm`. */
export const programsStarted = memoize((stage: Stage): readonly (string | undefined)[] => {
  const process = mainProcess(stage);
  const started = [process?.entrypoint, process?.command].flatMap((instruction) => commandsIn(instruction));
  const isOther = started.some(isOfBusyBox);
  const names = ({ name, wrappers }: Command) => [name, ...wrappers.map(({ value }) => programName(value))];
  return [...started.flatMap(names), programName(process?.argv[0]?.value)]
    .filter((name) => !(isOther && name === "httpd"))
    .map(withoutVersion);
});

/** BusyBox has an httpd as well, which is told its port or its folder: Apache knows no such option. */
function isOfBusyBox({ name, words }: Command): boolean {
  return name === "httpd" && words.slice(1).some(({ value = "" }) => /^-[a-z]*p/.test(value) || value === "-h");
}

function withoutVersion(name: string | undefined): string | undefined {
  return name?.replace(/^php-fpm[\d.]+$/, "php-fpm");
}

/** Why the first process of a stage stays root, by the server that it starts; undefined where it starts none of them. */
export function reasonForRoot(stage: Stage): string | undefined {
  for (const program of programsStarted(stage)) {
    const reason = reasonOfServer(program);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The same, by the name or path of the server. */
export function reasonOfServer(program: string | undefined): string | undefined {
  return byProgram.get(withoutVersion(programName(program)) ?? "");
}

/** The same, by the official image where the stage does not say what it starts. */
export function reasonOfImage({ base }: Stage): string | undefined {
  const image = officialName(base?.name ?? "");
  const server = /^(?:nginx|httpd)$/.test(image) ? image : image === "php" ? phpServer(base?.tag) : undefined;
  return reasonOfServer(server);
}

/** The server of an official image of PHP, by its tag: the program that the container starts. */
export function phpServer(tag: string | undefined): "php-fpm" | "apache2-foreground" | undefined {
  const kind = /(?:^|-)(fpm|apache)(?:-|$)/.exec(tag ?? "")?.[1];
  return kind === "fpm" ? "php-fpm" : kind === "apache" ? "apache2-foreground" : undefined;
}
