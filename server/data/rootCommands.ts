/** Commands that only root may run. Sources: their manuals; tried as another user. */

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
    phrases: phrases(
      "apt-get apt aptitude",
      "update install upgrade dist-upgrade full-upgrade remove purge autoremove",
    ),
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
    phrases: phrases(
      "yum dnf microdnf tdnf",
      "install update upgrade remove erase reinstall groupinstall localinstall",
    ),
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

function phrases(programs: string, verbs: string): string[] {
  return programs.split(" ").flatMap((program) => verbs.split(" ").map((verb) => `${program} ${verb}`));
}
