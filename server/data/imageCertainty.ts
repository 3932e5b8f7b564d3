/** What is certain of releases of an image that no row of `base-images.json` tells of, since all of their kind are alike in it. */

import type { ParsedTag } from "./imageTags";

/** Since which version the variants of an image are made as they are now. */
const alikeSince: Readonly<Record<string, string>> = {
  alpine: "3.5",
  debian: "9",
  "eclipse-temurin": "8",
  golang: "1.13",
  nginx: "1.21",
  node: "12",
  php: "7.2",
  postgres: "10",
  python: "3.6",
  redis: "5",
  ruby: "2.7",
  rust: "1.40",
  ubuntu: "18.04",
};

/** Releases of the table, and before those, that are not different in this. */
const alikeReleases = /^(?:stretch|buster|bullseye|bookworm|trixie|bionic|focal|jammy|noble|3\.\d+)$/;

/** Whether rows of other releases tell something certain about a tag of the same image and variant. */
export function tellsOthers(name: string, { version, release, system }: ParsedTag): boolean {
  const since = alikeSince[name];
  if (since === undefined && name !== "buildpack-deps") return false;
  const isRelease = release === undefined || system === undefined || alikeReleases.test(release);
  return (
    isRelease && (version === undefined ? release !== undefined : since !== undefined && isAtLeast(version, since))
  );
}

function isAtLeast(version: string, since: string): boolean {
  const [one = [], other = []] = [version, since].map((text) => text.split(".").map(Number));
  const at = other.findIndex((number, index) => (one[index] ?? Number.POSITIVE_INFINITY) !== number);
  return at < 0 || (one[at] ?? Number.POSITIVE_INFINITY) > (other[at] as number);
}

/** Programs that no image of a system has ever had unless it was made for them or for building software. */
const extras = new Set(
  (
    "cargo c++ cc clang cmake composer convert curl deno dig dumb-init ed ffmpeg file g++ gcc gdb gem git git-lfs go " +
    "gradle hg htop java javac jq logrotate make mvn mysql mysqladmin mysqldump nano node npm npx pg_dump pg_isready php pipenv pipx pnpm poetry psql pwgen python3 rsync ruby " +
    "rustc rustup socat sqlite3 strace sudo supervisord svn tini uv uvx vim yarn yq zip"
  ).split(" "),
);

/** BusyBox has small ones of them. */
const extrasBesideBusybox = new Set("ifconfig lsof nc netstat nslookup ping telnet tree unzip vi wget xxd".split(" "));

/** What there is only together with a shell and its tools. */
const ofSystems = new Set(
  (
    "sh bash ash dash apt apt-get dpkg apk yum dnf microdnf adduser addgroup useradd groupadd usermod awk base64 cat chmod " +
    "chown cp cut date echo env find getent grep gunzip gzip head id kill ln ls mkdir mktemp mv nproc ps pwd rm rmdir sed " +
    "sleep sort su tail tar tee test touch tr true uname unzip wc wget which xargs"
  ).split(" "),
);

/** Programs that a kind of image may have lost or gained between releases that share a tag's words. */
const changing: Readonly<Record<string, RegExp>> = {
  "eclipse-temurin": /^bash$/,
  mariadb: /^mysql/,
  mysql: /^mysql/,
  postgres: /^pg_/,
};

/**
 * Whether no variant of an image had a program that today's has not, as far back as `tellsOthers` goes.
 * @param system the name of the distribution, or "distroless" for images without a shell.
 */
export function surelyAbsent(program: string, system: string | undefined, name = ""): boolean {
  if (changes(program, name)) return false;
  const isExtra = extras.has(program);
  if (system === "alpine") return isExtra || program === "bash";
  if (system === "debian" || system === "ubuntu") return isExtra || extrasBesideBusybox.has(program);
  return (
    system === "distroless" && (ofSystems.has(program) || /^(?:curl|git|make|gcc|g\+\+|npm|npx|pip3?)$/.test(program))
  );
}

/** Whether a program came or went within a release line. */
export function changes(program: string, name: string): boolean {
  return changing[name]?.test(program) ?? false;
}
