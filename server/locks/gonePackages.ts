/** Packages that tutorials name and that a release of Debian or Ubuntu does not have any more, or never had. */

import { officialName } from "../data/images";
import { isFatal } from "../image/calls";
import { baseOf } from "../image/programs";
import { inherited, isBaseOpen } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { copiedNames, runsOwnCode } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { isWithin } from "../util/paths";
import { own } from "../util/records";

/** A package that apt cannot find. */
export interface GonePackage {
  readonly word: Word;
  readonly name: string;
  /** "Debian trixie". */
  readonly release: string;
  /** The release is the default of an ARG, which a build may set otherwise. */
  readonly isDefault: boolean;
  /** What stands in for it there. */
  readonly successor: string | undefined;
}

/** The words of apt-get in a stage that name a package which its release does not have; none behind what may bring another source of packages. */
export function gonePackages(file: Dockerfile, stage: Stage, facts: Facts): readonly GonePackage[] {
  const base = baseOf(stage, facts);
  const codename = base?.codename ?? "";
  const table = own(gone, codename);
  if (base?.packageManager !== "apt" || table === undefined || withSources.has(rootName(stage))) return [];
  const found: GonePackage[] = [];
  const isDefault = isBaseOpen(stage);
  const copied = new Set<string>();
  for (const instruction of inherited(stage)) {
    const { argumentText, keyword, heredocs } = instruction;
    if (keyword !== "RUN" && !isCopy(instruction)) continue;
    if (
      heredocs.length > 0 ||
      instruction.mounts.some(({ type }) => type === "bind") ||
      mayAddSource.test(argumentText) ||
      (keyword === "RUN" ? runsOwnCode(instruction, copied) : coversSystem(instruction))
    )
      return found;
    for (const name of copiedNames(instruction)) copied.add(name);
    if (isCopy(instruction) || instruction.stage !== stage) continue;
    for (const command of commandsIn(instruction, "apt-get", "apt")) {
      if (!isFatal(file, instruction, command) || !runs(command, "apt-get install", "apt install")) continue;
      if (
        hasFlag(
          command,
          "-t",
          "--target-release",
          "-m",
          "--ignore-missing",
          "--fix-missing",
          "-o",
          "--option",
          ...trying,
        )
      )
        continue;
      for (const word of operands(command)) {
        const name = word.value?.replace(/[=:].*/s, "") ?? "";
        const successor = own(table, name);
        if (successor === undefined) continue;
        const release = `${base.system === "ubuntu" ? "Ubuntu" : "Debian"} ${codename}`;
        found.push({ word, name, release, isDefault, successor: successor === "" ? undefined : successor });
      }
    }
  }
  return found;
}

/** Official images that keep a repository beside that of the distribution. Source: their Dockerfiles. */
const withSources: ReadonlySet<string> = new Set("mariadb mongo mysql nginx postgres r-base".split(" "));

function rootName({ parent, base }: Stage): string {
  return parent ? rootName(parent) : officialName(base?.name ?? "");
}

/** Nothing is installed. */
const trying = ["-s", "--simulate", "--just-print", "--dry-run", "--recon", "--no-act", "--print-uris"] as const;

/** Whether a copy may bring /etc/apt. */
function coversSystem({ words, before }: Instruction): boolean {
  const target = resolvePath(before.workdir, words.at(-1)?.value);
  return target === undefined || isWithin("/etc/apt", target) || isWithin(target, "/etc/apt");
}

const mayAddSource =
  /sources|add-apt|apt-key|keyring|\.gpg|\.asc|\.list\b|\.deb\b|dpkg|setup_|deb\.|extrepo|\/etc\/?(?:\s|"|$)|\/etc\/apt|\.sh\b|\s\/(?:\s|$)|apt-cache|\bpin\b/;

/** Lines of "name:successor", the second empty where there is none. */
function table(lines: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines
      .trim()
      .split(/\s+/)
      .map((line) => [line.split(":")[0] ?? "", line.split(":")[1] ?? ""]),
  );
}

/** Kits and runtimes of Java that a release does not have, and the one that it has. */
function java(versions: readonly number[], now: number): string {
  const kinds = ["jdk", "jdk-headless", "jre", "jre-headless"];
  return versions
    .flatMap((version) => kinds.map((kind) => `openjdk-${version}-${kind}:openjdk-${now}-${kind}`))
    .join(" ");
}

const both =
  "python:python3 python-pip:python3-pip python-dev:python3-dev python2: netcat:netcat-openbsd mysql-client:default-mysql-client " +
  "mysql-server:default-mysql-server libmysqlclient-dev:default-libmysqlclient-dev chromium-browser:chromium mongodb: php7.4: node:nodejs " +
  "libtiff5: libwebp6: libffi7:";

/** What `apt-get install` says of each in November 2026, with the main section of the release alone. */
const gone: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bookworm: table(`${both} ${java([8, 11, 21], 17)} libssl1.1:libssl3`),
  trixie: table(
    `${both} ${java([8, 11, 17], 21)} libssl1.1:libssl3t64 libgl1-mesa-glx:libgl1 software-properties-common: wkhtmltopdf: ` +
      "php8.2-cli:php8.4-cli postgresql-client-15:postgresql-client-17 python3.11:python3 libicu72:libicu76",
  ),
  jammy: table("python:python3"),
  noble: table("python:python3 python-pip:python3-pip libgl1-mesa-glx:libgl1"),
};
