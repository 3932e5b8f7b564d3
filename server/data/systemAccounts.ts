/** The accounts that every image of a distribution has. Sources: base-passwd of Debian, alpine-baselayout of Alpine. */

import type { Family } from "./imageTable";

/** An account in /etc/passwd; what differs from release to release is undefined. */
export interface ImageAccount {
  readonly name: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly home?: string | undefined;
}

/** Empty for families that are not listed, and for `scratch`, which has none: there may be more of them. */
export function systemAccounts(family: Family | undefined): readonly ImageAccount[] {
  return byFamily[family ?? "scratch"] ?? [];
}

const root = "root:0:0:/root";

const debian = read(
  `${root} daemon:1:1:/usr/sbin bin:2:2:/bin sys:3:3:/dev sync:4:65534:/bin games:5:60:/usr/games man:6:12:/var/cache/man ` +
    "lp:7:7:/var/spool/lpd mail:8:8:/var/mail news:9:9:/var/spool/news uucp:10:10:/var/spool/uucp proxy:13:13:/bin " +
    "www-data:33:33:/var/www backup:34:34:/var/backups list:38:38:/var/list irc:39:39 nobody:65534:65534:/nonexistent _apt",
);

const byFamily: Partial<Record<Family, readonly ImageAccount[]>> = {
  debian,
  ubuntu: debian,
  alpine: read(
    `${root} bin:1:1:/bin daemon:2:2:/sbin lp:4:7:/var/spool/lpd sync:5:0:/sbin shutdown:6:0:/sbin halt:7:0:/sbin ` +
      "mail:8:12 news:9:13 uucp:10:14 cron:16:16:/var/spool/cron ftp:21:21:/var/lib/ftp sshd:22:22 games:35:35 " +
      "ntp:123:123:/var/empty guest:405:100 nobody:65534:65534",
  ),
  distroless: read(`${root} nobody:65534:65534:/nonexistent nonroot:65532:65532:/home/nonroot`),
  rhel: read(root),
  amazon: read(root),
  wolfi: read(root),
  busybox: read(root),
};

/** Of words `name:uid:gid:home`. */
function read(passwd: string): readonly ImageAccount[] {
  return passwd.split(" ").map((line) => {
    const [name = "", uid, gid, home] = line.split(":");
    const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
    return { name, uid: number(uid), gid: number(gid), home };
  });
}
