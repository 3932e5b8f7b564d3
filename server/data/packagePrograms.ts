/** Which package may bring a program into an image, and which one is asked for to have it. */

import { apkBringers, apkHarmless, apkOthers, aptBringers, aptHarmless, aptOthers } from "./packageProgramTable";

/** A family of package managers whose packages are known. */
export type PackageSource = "apt" | "apk";

interface Packages {
  /** Program → the packages that bring it. */
  readonly bringers: ReadonlyMap<string, ReadonlySet<string>>;
  /** All packages that are known. */
  readonly known: ReadonlySet<string>;
  readonly harmless: RegExp;
}

const sources: Readonly<Record<PackageSource, Packages>> = {
  apt: readPackages(aptBringers, aptOthers, aptHarmless),
  apk: readPackages(apkBringers, apkOthers, apkHarmless),
};

function readPackages(
  rows: readonly (readonly [programs: string, packages: string])[],
  others: string,
  harmless: RegExp,
): Packages {
  const bringers = new Map<string, Set<string>>();
  const known = new Set(others.split(" "));
  for (const [programs, packages] of rows) {
    for (const name of packages.split(" ")) known.add(name);
    for (const program of programs.split(" ")) {
      const all = bringers.get(program) ?? new Set();
      for (const name of packages.split(" ")) all.add(name);
      bringers.set(program, all);
    }
  }
  return { bringers, known, harmless };
}

/**
 * Whether a package may bring a program, itself or by what it depends on and recommends. What is not known may.
 * @param name without a version: "curl".
 */
export function mayBring(source: PackageSource, name: string, program: string): boolean {
  const { bringers, known, harmless } = sources[source];
  const all = bringers.get(program);
  if (!all || all.has(name) || name === program || name.startsWith(`${program}-`)) return true;
  // Headers of Alpine depend on tools, but on none that ask a network.
  if (source === "apk" && name.endsWith("-dev")) return !/^(?:curl|git|sudo|node|npm|npx|jq|java)$/.test(program);
  return !known.has(name) && !harmless.test(name);
}

/** Whether a program is a tool of the system, which the package managers of languages do not bring. */
export function isSystemTool(program: string): boolean {
  return systemTools.has(program);
}

const systemTools = new Set(
  (
    "bash sh dash curl wget git git-lfs make gcc g++ cc c++ ar strip patch ssh ssh-keygen rsync sudo zip unzip bzip2 bunzip2 xz unxz zstd " +
    "gpg dig nslookup ping nc netstat ifconfig ip telnet socat lsof file less nano vim vi ps pgrep top free htop tree bc " +
    "useradd usermod userdel groupadd psql mysql add-apt-repository lsb_release locale-gen apt-get apk cron logrotate xxd " +
    "perl setcap svn hg strace gdb gosu su-exec tini dumb-init pkg-config autoconf automake bison flex m4 java"
  ).split(" "),
);

/** The package that brings a program in the first place; undefined where it is not known. */
export function packageOf(source: PackageSource, program: string): string | undefined {
  return own(packages[source], program) ?? (sources[source].bringers.get(program)?.has(program) ? program : undefined);
}

function own(names: Readonly<Record<string, string>>, program: string): string | undefined {
  return Object.hasOwn(names, program) ? names[program] : undefined;
}

/** Packages of another name than the program. */
const packages: Readonly<Record<PackageSource, Readonly<Record<string, string>>>> = {
  apt: {
    "add-apt-repository": "software-properties-common",
    "c++": "g++",
    cc: "gcc",
    convert: "imagemagick",
    dig: "dnsutils",
    envsubst: "gettext-base",
    free: "procps",
    gpg: "gnupg",
    ifconfig: "net-tools",
    ip: "iproute2",
    "locale-gen": "locales",
    lsb_release: "lsb-release",
    nc: "netcat-openbsd",
    netstat: "net-tools",
    nslookup: "dnsutils",
    pgrep: "procps",
    ping: "iputils-ping",
    pip: "python3-pip",
    pip3: "python3-pip",
    ps: "procps",
    psql: "postgresql-client",
    mysql: "default-mysql-client",
    ssh: "openssh-client",
    "ssh-keygen": "openssh-client",
    supervisord: "supervisor",
    svn: "subversion",
    top: "procps",
    unxz: "xz-utils",
    xz: "xz-utils",
    "update-ca-certificates": "ca-certificates",
  },
  apk: {
    "c++": "g++",
    cc: "gcc",
    convert: "imagemagick",
    dig: "bind-tools",
    envsubst: "gettext-envsubst",
    gpg: "gnupg",
    groupadd: "shadow",
    mysql: "mysql-client",
    node: "nodejs",
    pip: "py3-pip",
    pip3: "py3-pip",
    psql: "postgresql-client",
    sqlite3: "sqlite",
    ssh: "openssh-client",
    "ssh-keygen": "openssh-keygen",
    supervisord: "supervisor",
    useradd: "shadow",
    userdel: "shadow",
    usermod: "shadow",
  },
};
