/** Whether the commands of a RUN bring a program: packages, downloads, links, and what nobody can see into. */

import { readers } from "../data/fileWriters";
import { isSystemTool, mayBring, type PackageSource } from "../data/packagePrograms";
import { unixShells } from "../data/startPrograms";
import { aptPrograms, rpmPrograms } from "../data/systemManagers";
import { folderBefore } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import { flagValue, isOpaque, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Instruction, Span, Word } from "../types";
import { memoizeFor } from "../util/memoize";
import { baseName, isWithin } from "../util/paths";
import { foldersBelow, programFolders } from "./programPath";

/** Whether a program is there after a RUN, or before one of its commands, where it was not before; undefined where it may be. */
export function runBrings(instruction: Instruction, name: string, until?: Command): false | undefined {
  const first = firstBringer(instruction, name);
  return first && (!until || first.start < until.start) ? undefined : false;
}

/** The first command that may bring a program; the whole script where nobody can see into it. */
const firstBringer = memoizeFor((instruction: Instruction, name: string): Span | undefined => {
  const { script, heredocs } = instruction;
  const isRead = script?.errors.length === 0 && (script.language === "sh" || script.language === "bash");
  if (!script || !isRead || (heredocs.length > 0 && script.form !== "heredoc")) return instruction;
  return script.commands.find((command) => mayHave(command, name, instruction));
});

/**
 * Whether a RUN takes back what it has brought of a program, so that it is not there afterwards: its package is installed by
 * that name, as one of a virtual package too, and removed again, and nothing else may bring it.
 */
export const takesBack = memoizeFor((instruction: Instruction, name: string): boolean => {
  const commands = instruction.script?.commands ?? [];
  const bringers = commands.filter((command) => mayHave(command, name, instruction));
  return (
    bringers.length > 0 &&
    bringers.every((bringer) => {
      const groups = namesRemoved(bringer, name);
      return groups.length > 0 && commands.some((later) => bringer.start < later.start && isRemoval(later, groups));
    })
  );
});

/** Names by which a package can be removed that an install brings, when no other package of it brings the program. */
function namesRemoved(command: Command, name: string): readonly string[] {
  const source = packageSources.get(command.name ?? "");
  if (!source || source === "other" || !runs(command, "apt-get install", "apt install", "apk add")) return [];
  const group = flagValue(command, "--virtual", "-t");
  const packages = operands(command).filter(({ value }) => value !== group);
  const isOwn = ({ value = "" }: Word) => value.replace(/[=<>~@:].*$/s, "") === name;
  const isOther = ({ value }: Word) => value === undefined || mayBring(source, value.replace(/[=<>~@:].*$/s, ""), name);
  if (!packages.some(isOwn) || packages.some((word) => !isOwn(word) && isOther(word))) return [];
  return command.name === "apk" && group !== undefined ? [group] : [name];
}

function isRemoval(command: Command, names: readonly string[]): boolean {
  const isSure = command.within.length === 0 && !/^(?:\|\||&)$/.test(command.operator ?? "");
  return (
    isSure &&
    runs(command, "apt-get purge", "apt-get remove", "apt purge", "apt remove", "apk del") &&
    operands(command).some(({ value }) => value !== undefined && names.includes(value))
  );
}

/** Whether a mount of a RUN may hold a program for as long as it runs. */
export function mountBrings(instruction: Instruction, name: string): boolean {
  const { mounts, stage } = instruction;
  return mounts.some(({ type, target }) => {
    const path = resolvePath(folderBefore(instruction), target);
    if (type === "secret" || type === "ssh") return false;
    if (path === undefined || !stage) return true;
    const folder = path.slice(0, path.lastIndexOf("/")) || "/";
    if (foldersBelow(stage, path).length > 0 || baseName(path) === name) return true;
    return programFolders(stage).some((one) => isWithin(folder, one)) ? !isSystemTool(name) : false;
  });
}

function mayHave(command: Command, name: string, instruction: Instruction): boolean {
  const { name: program, words, redirects, assignments, wrappers } = command;
  if (assignments.some((assignment) => assignment.name.value === "PATH")) return true;
  if (program === undefined) return words.length > 0;
  // A program of one's own may have the name of another.
  if (!/^(?:[^/]+|\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+)$/.test(words[0]?.value ?? program)) return true;
  if (wrappers.some(({ value }) => baseName(value ?? "") === "xargs")) return true;
  const source = packageSources.get(program);
  if (source) return packagesMayBring(command, source, name);
  const args = words.slice(1);
  if (readers.has(program) && redirects.length === 0) return setsPath(command);
  if ([...args, ...redirects.flatMap(({ target }) => target ?? [])].some((word) => names(word, name))) return true;
  if (program === "export" || readers.has(program)) return setsPath(command);
  if (shells.has(program)) return !/^-\w*c/.test(args[0]?.value ?? "") && !args.some(({ value }) => value === "-c");
  if (movers.has(program)) return args.some((word) => leadsToPrograms(word, instruction));
  if (unpackers.has(program)) return unpacksToPrograms(command, instruction);
  if (harmless.has(program)) return false;
  // Playwright installs packages of the distribution.
  if (args.some(({ value }) => /^(?:--with-deps|install-deps)$/.test(value ?? ""))) return true;
  if (runs(command, ...installers)) return !isSystemTool(name);
  return true;
}

/** A word that ends in the name, be it the file of an option: `-o/usr/bin/jq`, `--output=jq`. */
function names({ text, value }: Word, name: string): boolean {
  const end = (value ?? text.replace(/["']/g, "")).replace(/(?<!\/)\/+$/, "");
  return end === name || end.endsWith(`/${name}`) || end.endsWith(`=${name}`) || end.endsWith(`-o${name}`);
}

function setsPath({ name, words }: Command): boolean {
  return name !== "echo" && name !== "printf" && words.some(({ text }) => /^["']?PATH=/.test(text));
}

const packageSources: ReadonlyMap<string, PackageSource | "other"> = new Map([
  ...aptPrograms.map((program) => [program, "apt"] as const),
  ["apk", "apk"],
  ...rpmPrograms.map((program) => [program, "other"] as const),
  ["zypper", "other"],
]);

function packagesMayBring(command: Command, source: PackageSource | "other", name: string): boolean {
  const verb = subcommand(command)?.value;
  if (verb === undefined) return command.words.length > 1;
  if (!/^(?:install|add|reinstall|upgrade|dist-upgrade|full-upgrade|fix|build-dep|in|groupinstall|satisfy)$/.test(verb))
    return false;
  if (/upgrade|^fix$/.test(verb) && operands(command).length === 0) return false;
  if (source === "other" || verb === "build-dep" || isOpaque(command)) return true;
  return operands(command).some(({ value }) => {
    if (value === undefined || /[/*?]|^\./.test(value)) return true;
    return mayBring(source, value.replace(/[=<>~@:].*$/s, "").replace(/[-+]$/, ""), name);
  });
}

const shells = new Set([...unixShells, "su"]);

/** Copy or link: what they put into a folder of the PATH has a name that is not told. */
const movers = new Set(["cp", "mv", "ln", "install", "rsync"]);

/** Any folder of the PATH, or one above; `/` alone as well. */
function leadsToPrograms({ value }: Word, { stage }: Instruction): boolean {
  if (value === undefined) return true;
  const path = value.startsWith("/") ? resolvePath("/", value) : undefined;
  return path !== undefined && stage !== undefined && foldersBelow(stage, path).length > 0;
}

const unpackers = new Set(["tar", "unzip", "bsdtar", "7z", "cpio", "dpkg-deb"]);

/** Where no folder is named, it is the one in which it happens. */
function unpacksToPrograms(command: Command, instruction: Instruction): boolean {
  const { stage } = instruction;
  const folder = folderBefore(instruction);
  if (!stage || folder === undefined || foldersBelow(stage, folder).length > 0) return true;
  return command.words.slice(1).some((word) => {
    const value = word.value?.replace(/^(?:-C|--directory=|-d)(?=\/)/, "");
    return leadsToPrograms({ ...word, value }, instruction);
  });
}

/** Bring no program, whatever they are told. */
const harmless = new Set(
  (
    "mkdir rm rmdir touch chmod chown chgrp useradd adduser userdel deluser delgroup ldconfig update-ca-certificates curl wget git " +
    "gpg apt-key dpkg-reconfigure locale-gen apt-mark apt-cache apt-config strip find xargs sort rpm sync mktemp truncate tee dd " +
    "node java javac ruby perl sed awk gunzip gzip bzip2 xz unxz zcat tsc go gofmt dotnet mvn gradle rails rake bin/rails " +
    "php openssl ssh-keygen ssh-keyscan setcap getcap gcc g++ cc jq yq a2enmod a2dismod a2ensite envsubst nginx service " +
    "invoke-rc.d update-rc.d groups docker-php-ext-configure docker-php-ext-enable docker-php-ext-install pecl unset read break " +
    "continue return wait kill exec : then fi crontab chpasswd passwd visudo nvidia-smi prisma vite next webpack eslint jest pytest " +
    "mypy ruff black tput stty date yes split comm diff cmp od hexdump xxd base64 md5sum patch"
  ).split(" "),
);

/** Bring programs of languages, not of the system. */
const installers = (
  "npm yarn pnpm bun npx corepack pip pip3 pipx python python3 uv poetry gem bundle bundler cargo rustup composer deno node-gyp " +
  "pipenv virtualenv gomod hex mix rebar3 nuget lerna turbo nx"
).split(" ");
