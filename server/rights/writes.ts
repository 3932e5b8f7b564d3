/** Where the commands of a RUN must write: paths without which they fail. */

import { officialName } from "../data/images";
import { managerOf } from "../data/packageManagers";
import { type Call, placeOf } from "../image/calls";
import type { ImageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { type Install, installsIn } from "../packages/install";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, isOpaque, operands, runs, subcommand } from "../syntax/shell";
import type { Facts, Instruction, Project } from "../types";
import { baseName } from "../util/paths";
import { bundleWrites } from "./bundleWrites";
import { npmHomeWrites, pipWrites } from "./homeWrites";
import {
  before,
  fileAt,
  inProject,
  named,
  settingOf,
  targetOf,
  variableOf,
  type Write,
  type Writer,
  whole,
  wordOf,
} from "./writeParts";

/** What opens the files of redirections, for people. */
export const shell = "The shell";

/** What a command must write, where that is known for certain. */
export function writesOf(call: Call, files: ImageFiles, facts: Facts): Write[] {
  const { name } = call.command;
  const redirected = call.command.redirects.flatMap(({ operator, target }) =>
    /^\d*(?:&?>|>>|>\||&>>)$/.test(operator) && !/^(?:\/dev\/|&?[\d-]+$)/.test(target?.value ?? "")
      ? fileAt(call, target, shell)
      : [],
  );
  const writer = name !== undefined && Object.hasOwn(writers, name) ? writers[name] : undefined;
  if (!writer || isOpaque(call.command) || hasFlag(call.command, "--help", "--version")) return redirected;
  return [...redirected, ...writer(call, files, facts)];
}

const writers: Readonly<Record<string, Writer>> = {
  npm: (call, files, facts) => [...installWrites(call, files, facts), ...npmHomeWrites(call)],
  pip: pipWrites,
  pip3: pipWrites,
  bundle: bundleWrites,
  rm: removals,
  rmdir: removals,
  yarn: installWrites,
  pnpm: installWrites,
  bun: installWrites,
  corepack: (call) => {
    if (!runs(call.command, "corepack enable") || !isOfNodeImage(call.instruction)) return [];
    const given = flagValue(call.command, "--install-directory");
    if (given === undefined && hasFlag(call.command, "--install-directory")) return [];
    if (given === undefined && isPrefixChanged(call, undefined)) return [];
    const path = given === undefined ? "/usr/local/bin" : placeOf(call, given);
    return whole(call, path, given === undefined ? undefined : path);
  },
  mkdir: madeFolders,
  touch: (call) => operands(call.command).flatMap((word) => fileAt(call, word)),
  tee: (call) => operands(call.command).flatMap((word) => fileAt(call, word)),
  install: (call, files) =>
    hasFlag(call.command, "-d", "--directory") ? madeFolders(call, files) : copyWrites(call, files),
  cp: copyWrites,
  mv: copyWrites,
  ln: (call, files) => (operands(call.command).length === 2 ? copyWrites(call, files) : []),
  sed: (call) => {
    if (!hasFlag(call.command, "-i", "--in-place") && !call.command.words.some(({ text }) => /^-[nErsz]*i/.test(text)))
      return [];
    const hasScript = call.command.words.some(({ text }) => /^(?:-[a-z]*[ef]$|--expression|--file)/.test(text));
    const word = hasScript ? undefined : operands(call.command)[1];
    const path = call.path(word);
    // It writes a new file beside the old one.
    return word && path !== undefined ? [{ ...named(call, word), path: parentOf(path), folder: parentOf(path) }] : [];
  },
  curl: (call) => {
    const output = flagValue(call.command, "-o", "--output");
    const isFree = hasFlag(call.command, "--output-dir") || output === "-";
    return output === undefined || isFree ? [] : fileAt(call, wordOf(call, output));
  },
  wget: (call) => {
    const output = flagValue(call.command, "-O", "--output-document");
    if (output !== undefined) return output === "-" ? [] : fileAt(call, wordOf(call, output));
    if (hasFlag(call.command, "-O", "--output-document", "--spider", "-i", "--input-file")) return [];
    const given = flagValue(call.command, "-P", "--directory-prefix");
    const path = given === undefined ? call.folder : placeOf(call, given);
    return whole(call, path, path);
  },
  git: (call) => {
    if (!runs(call.command, "git clone")) return [];
    const [address, target] = operands(call.command);
    const name = target ? target.value : baseName((address?.value ?? "").replace(/(?:\.git)?\/?$/, ""));
    const path = name ? resolvePath(call.folder, name) : undefined;
    if (path === undefined || call.command.words.some(({ text }) => /^-C/.test(text))) return [];
    return [
      { ...named(call, target ?? call.command.words[0]), by: "git clone", path, folder: target ? path : call.folder },
    ];
  },
  tar: (call) => {
    const [, first] = call.command.words;
    const isUnpacking = /^-?[a-zA-Z]*x/.test(first?.text ?? "") || hasFlag(call.command, "-x", "--extract", "--get");
    const into = flagValue(call.command, "-C", "--directory");
    if (!isUnpacking || into === undefined || hasFlag(call.command, "-O", "--to-stdout")) return [];
    const path = placeOf(call, into);
    return path === "/" ? [] : whole(call, path, path);
  },
  unzip: (call) => {
    const into = flagValue(call.command, "-d");
    const path = into === undefined ? undefined : placeOf(call, into);
    return path === "/" ? [] : whole(call, path, path);
  },
  chmod: (call) => {
    const paths = call.command.words.filter(({ text }) => !/^-[RvcfrwxXst]/.test(text)).slice(2);
    return paths.flatMap((word) => fileAt(call, word)).map((write) => ({ ...write, needsOwner: true as const }));
  },
  python: (call) => [...venvWrites(call), ...pipWrites(call)],
  python3: (call) => [...venvWrites(call), ...pipWrites(call)],
  virtualenv: (call) => targetOf(call, operands(call.command)[0], "virtualenv"),
  uv: (call, files) => {
    const { command } = call;
    if (runs(command, "uv venv")) {
      const [word] = operands(command);
      return targetOf(call, word, "uv venv", ".venv");
    }
    if (!runs(command, "uv sync") || hasFlag(command, "--active", "--dry-run", "--project", "--directory")) return [];
    const given = settingOf(call, "UV_PROJECT_ENVIRONMENT");
    return given === undefined ? [] : inProject(call, files, "pyproject.toml", given.value ?? ".venv");
  },
  composer: (call, files) => {
    if (!runs(call.command, "composer install", "composer update", "composer require")) return [];
    const given = settingOf(call, "COMPOSER_VENDOR_DIR");
    if (given === undefined || hasFlag(call.command, "-d", "--working-dir", "--dry-run")) return [];
    return inProject(call, files, "composer.json", given.value ?? "vendor");
  },
  cargo: (call, files) => {
    if (!runs(call.command, "cargo build") || hasFlag(call.command, "--target-dir", "--manifest-path")) return [];
    const given = settingOf(call, "CARGO_TARGET_DIR");
    return given === undefined ? [] : inProject(call, files, "Cargo.toml", given.value ?? "target");
  },
  go: (call) => {
    const output = runs(call.command, "go build") ? flagValue(call.command, "-o") : undefined;
    return output === undefined || output === "/dev/null" ? [] : fileAt(call, wordOf(call, output), "go build");
  },
};

// ------------------------------------------------------------------ installs of Node.js packages

function installWrites(call: Call, files: ImageFiles, { project }: Facts): Write[] {
  const { command, instruction } = call;
  const install = installsIn(instruction).find((other) => other.command === command);
  if (!install || hasFlag(command, ...elsewhere)) return [];
  const by = `${command.name} ${subcommand(command)?.value ?? "install"}`;
  if (install.isGlobal) return globalWrites(call, install, by);
  if (install.packages.length === 0 && project && !hasDependencies(project, install)) return [];
  // It may keep packages in one file.
  if (install.manager === "yarn" && project?.manager !== "yarn") return [];
  const { folderOptions } = managerOf(install.manager);
  const given = flagValue(command, ...folderOptions);
  if (given === undefined && hasFlag(command, ...folderOptions)) return [];
  const folder = given === undefined ? call.folder : placeOf(call, given);
  return inProject({ ...call, folder }, files, "package.json", "node_modules", by);
}

/** Without any, nothing is written. */
function hasDependencies({ dependencies, devDependencies }: Project, { omitsDev }: Install): boolean {
  const isFilled = (list: Project["dependencies"]) => Object.keys(list).length > 0;
  return isFilled(dependencies) || (omitsDev === false && isFilled(devDependencies));
}

/** They put packages into other folders, or nowhere. */
const elsewhere = (
  "--dry-run --package-lock-only --lockfile-only --modules-folder --modules-dir --virtual-store-dir -w --workspace " +
  "-ws --workspaces -F --filter --lockfile-dir -h"
).split(" ");

/** The other package managers fall back on the home folder. */
function globalWrites(call: Call, { manager }: Install, by: string): Write[] {
  if (manager !== "npm" || !isOfNodeImage(call.instruction)) return [];
  const given = flagValue(call.command, "--prefix");
  if (given === undefined && (hasFlag(call.command, "--prefix", "-C") || isPrefixChanged(call, "npm"))) return [];
  const set = given ?? variableOf(call, "NPM_CONFIG_PREFIX") ?? variableOf(call, "npm_config_prefix");
  const prefix = set === undefined ? "/usr/local" : placeOf(call, set);
  if (prefix === undefined) return [];
  const folder = set === undefined ? undefined : prefix;
  return [{ ...named(call, call.command.words[0]), by, path: joined(prefix, "lib/node_modules"), folder }];
}

/** A setting may have moved the folder for programs. @param manager a variable of it is no doubt, since it is read. */
function isPrefixChanged({ instruction }: Call, manager: "npm" | undefined): boolean {
  const { stage } = instruction;
  const read = manager === undefined ? /--prefix\S*/g : /(?:--|npm_config_)prefix\S*/gi;
  return (stage ? inherited(stage) : []).some(
    ({ start, argumentText }) =>
      start <= instruction.start &&
      /npmrc|prefix|\b(?:nvm|volta|fnm|asdf|mise)\b/i.test(argumentText.replaceAll(read, "")),
  );
}

function isOfNodeImage({ stage }: Instruction): boolean {
  return officialName(stage?.base?.name ?? "") === "node";
}

// ------------------------------------------------------------------ other programs

/** One that is there need not be made. */
function madeFolders(call: Call, files: ImageFiles): Write[] {
  return operands(call.command).flatMap((word) => {
    const path = call.path(word);
    return path !== undefined && before(call, files).at(path) === "absent"
      ? [{ ...named(call, word), path, folder: path }]
      : [];
  });
}

function copyWrites(call: Call, files: ImageFiles): Write[] {
  const { command } = call;
  const words = operands(command);
  const [source, target] = [words[0], words.at(-1)];
  const path = call.path(target);
  if (!target || words.length < 2 || path === undefined || path.startsWith("/dev/")) return [];
  if (hasFlag(command, "-t", "--target-directory", "-n", "-u", "--no-clobber", "--update")) return [];
  const there = before(call, files).at(path);
  // Of what is not known to be there, the folder tells.
  if (there === "absent" || there === undefined) return [{ ...named(call, target), path, folder: parentOf(path) }];
  if (there.kind === "folder") {
    const inside = call.path(source);
    return inside === undefined ? [] : [{ ...named(call, target), path: joined(path, baseName(inside)), folder: path }];
  }
  return there.kind === "file" && command.name === "cp"
    ? [{ ...named(call, target), path, folder: parentOf(path) }]
    : [];
}

function venvWrites(call: Call): Write[] {
  if (!runs(call.command, "python -m venv", "python3 -m venv")) return [];
  return targetOf(call, operands(call.command)[0], `${call.command.name} -m venv`);
}

/** What is there can be taken away only where its folder may be written. */
function removals(call: Call, files: ImageFiles): Write[] {
  // None of its options has a value.
  return call.command.words.slice(1).flatMap((word) => {
    const path = word.text.startsWith("-") ? undefined : call.path(word);
    const there = path === undefined || path === "/" ? undefined : before(call, files).at(path);
    if (path === undefined || !there || there === "absent") return [];
    const parent = parentOf(path);
    return [{ ...named(call, word), path: parent, folder: parent === "/" ? undefined : parent }];
  });
}
