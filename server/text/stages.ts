/** Taking the one stage of a Node image apart into a build stage and the stage that ships. */

import type { Command, Dockerfile, Edit, Instruction, Stage } from "../types";
import { wholeContextSources } from "./context";
import { blockOf, removeFlag } from "./edits";
import { type Install, installsIn, projectInstallsOf } from "./install";
import { operands, runs } from "./shell";

/** Debian and Alpine packages that compile native modules and are of no use afterwards. */
const buildTools = new Set([
  ...["build-essential", "gcc", "g++", "make", "cmake", "python3", "python", "python2", "python-is-python3", "git"],
  ...[
    "build-base",
    "libc-dev",
    "musl-dev",
    "linux-headers",
    "autoconf",
    "automake",
    "libtool",
    "pkg-config",
    "pkgconfig",
  ],
]);

/** Where packages of the distributions put the inits. */
const initPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "apt-get": { "dumb-init": "/usr/bin/dumb-init", tini: "/usr/bin/tini" },
  apk: { "dumb-init": "/usr/bin/dumb-init", tini: "/sbin/tini" },
};

/** The build tools that a RUN installs with a distribution's package manager, as written. */
export function buildToolsIn(instruction: Instruction): string[] {
  return packagesOf(instruction).filter((name) => buildTools.has(name));
}

/** The edit that makes two stages of one; undefined when what an instruction does cannot be told. */
export function splitStage(file: Dockerfile, stage: Stage): Edit | undefined {
  const installs = projectInstallsOf(stage);
  const [install] = installs;
  const whole = wholeContextSources(file)[0]?.instruction;
  const workdir = install?.instruction.before.workdir;
  if (!install || installs.length > 1 || !whole || workdir === undefined || install.instruction.before.user)
    return undefined;
  if (whole.start < install.instruction.start || !doesOnlyInstall(install)) return undefined;
  const parts = sort(file, stage, install);
  const from = parts && fromLines(file, stage);
  if (!from) return undefined;

  const chown = whole.flags.find(({ name }) => name === "chown")?.value?.text;
  const copy = (source: string, target: string, owned: boolean) =>
    `COPY --from=${from.name} ${owned && chown ? `--chown=${chown} ` : ""}${source} ${target}`;
  const copied = parts.builds
    ? copy(workdir, "./", true)
    : copy(`${workdir === "/" ? "" : workdir}/node_modules`, "./node_modules", true);
  const lines = [
    from.build,
    ...parts.build,
    "",
    from.production,
    ...parts.before,
    ...parts.inits.map((path) => copy(path, path, false)),
    `WORKDIR ${workdir}`,
    copied,
    ...parts.after,
  ];
  const start = blockOf(file, stage.from).start;
  return { start, end: blockOf(file, stage.instructions.at(-1) ?? stage.from).end, text: lines.join(file.eol) };
}

interface Parts {
  /** Blocks of the build stage, without FROM. */
  readonly build: string[];
  /** Blocks of the production stage before WORKDIR and after the copied result. */
  readonly before: string[];
  readonly after: string[];
  /** Paths of inits that the build stage installs. */
  readonly inits: string[];
  /** The project is built (`npm run build`), so that its whole folder is the result. */
  readonly builds: boolean;
}

function sort(file: Dockerfile, stage: Stage, install: Install): Parts | undefined {
  const parts: Parts = { build: [], before: [], after: [], inits: [], builds: false };
  const instructions = stage.instructions.slice(1);
  const lastBuild = instructions.findLastIndex(
    (instruction) => instruction.keyword === "RUN" && isBuildStep(instruction),
  );
  const installAt = instructions.indexOf(install.instruction);
  const split = Math.max(lastBuild, installAt);
  for (const [index, instruction] of instructions.entries()) {
    const block = blockWithGap(file, instruction);
    const { keyword } = instruction;
    if (instruction.onbuild) return undefined;
    if (keyword === "RUN" && index !== installAt) {
      const inits = initsIn(instruction);
      if (index > split || (inits === undefined && !isBuildStep(instruction) && !installsOnlyBuildTools(instruction)))
        return undefined;
      parts.build.push(block);
      parts.inits.push(...(inits ?? []));
    } else if (index > split) {
      parts.after.push(block);
    } else if (keyword === "COPY" || keyword === "ADD") {
      parts.build.push(withoutOwner(file, instruction, block));
    } else if (keyword === "RUN" || keyword === "WORKDIR") {
      parts.build.push(block);
    } else if (keyword === "ENV") {
      if (!isNodeEnv(instruction) || !install.command.words.some(({ value }) => value === "--omit=dev"))
        parts.build.push(block);
      parts.before.push(block);
    } else if (keyword === "ARG") {
      parts.build.push(block);
      const later = file.text.slice(install.instruction.end);
      if (
        instruction.assignments.some(({ name }) => later.includes(`$${name.text}`) || later.includes(`\${${name.text}`))
      )
        parts.before.push(block);
    } else {
      parts.before.push(block);
    }
  }
  const builds = lastBuild >= 0;
  if (!builds) return install.omitsDev === true ? parts : undefined;
  if (install.omitsDev !== false || (install.manager !== "npm" && install.manager !== "pnpm")) return undefined;
  parts.build.push(install.manager === "npm" ? "RUN npm prune --omit=dev" : "RUN pnpm prune --prod");
  return { ...parts, builds };
}

/** The lines of an instruction, its comments and the empty line above them, if there is one. */
function blockWithGap(file: Dockerfile, instruction: Instruction): string {
  const { start, end } = blockOf(file, instruction);
  const hasGap = /\n[ \t]*\r?\n$/.test(file.text.slice(Math.max(0, start - longestGap), start));
  return (hasGap ? file.eol : "") + file.text.slice(start, end);
}

const longestGap = 100;

/** Whoever runs the app owns what the stage that ships copies, so that nobody need own it before. */
function withoutOwner(file: Dockerfile, instruction: Instruction, block: string): string {
  const flag = instruction.flags.find(({ name }) => name === "chown");
  const removal = flag && removeFlag(file, instruction, flag);
  const written = removal && file.text.slice(removal.start, removal.end);
  return written ? block.replace(written, "") : block;
}

function fromLines(file: Dockerfile, { from, image, base, name }: Stage) {
  const tag = base?.spans?.tag;
  if (!image || !base || base.digest) return undefined;
  const full = tag ? `${file.text.slice(image.start, tag.end).replace(/-slim$/, "")}` : image.text;
  const block = blockOf(file, from);
  const own = /^build/i.test(name?.text ?? "") ? "dependencies" : "build";
  const as = /[a-z]/.test(file.text.slice(from.name.start, from.name.end)) ? "as" : "AS";
  const keyword = file.text.slice(from.start, image.start);
  return {
    name: own,
    build: `${file.text.slice(block.start, from.start)}${keyword}${full} ${as} ${own}`,
    production: file.text.slice(from.start, block.end),
  };
}

function doesOnlyInstall({ instruction }: Install): boolean {
  const commands = instruction.script?.commands ?? [];
  const own = installsIn(instruction).length;
  return (
    own === 1 &&
    commands.every(
      (command) => isInstall(command) || runs(command, "npm cache", "yarn cache", "pnpm store", "corepack"),
    )
  );
}

function isInstall(command: Command): boolean {
  return runs(command, "npm", "yarn", "pnpm", "bun");
}

function isBuildStep({ script }: Instruction): boolean {
  const commands = script?.commands ?? [];
  return (
    commands.length > 0 &&
    commands.every((command) => runs(command, "npm run", "yarn build", "yarn run", "pnpm run", "pnpm build", "tsc"))
  );
}

function isNodeEnv({ assignments }: Instruction): boolean {
  return assignments.length === 1 && assignments[0]?.name.value === "NODE_ENV";
}

function packagesOf({ script }: Instruction): string[] {
  const installs = (script?.commands ?? []).filter((command) =>
    runs(command, "apt-get install", "apt install", "apk add"),
  );
  return installs.flatMap((command) => operands(command).flatMap(({ value }) => value?.split("=")[0] ?? ""));
}

function installsOnlyBuildTools(instruction: Instruction): boolean {
  const packages = packagesOf(instruction);
  return packages.length > 0 && packages.every((name) => buildTools.has(name)) && hasOnlyPackageCommands(instruction);
}

/** The paths of the inits, when a RUN does nothing but install inits (and build tools). */
function initsIn(instruction: Instruction): string[] | undefined {
  const packages = packagesOf(instruction);
  const manager = instruction.script?.commands.find((command) => command.name === "apk") ? "apk" : "apt-get";
  const paths = packages.flatMap((name) => initPaths[manager]?.[name] ?? []);
  const known = packages.every((name) => initPaths[manager]?.[name] !== undefined || buildTools.has(name));
  return paths.length > 0 && known && hasOnlyPackageCommands(instruction) ? paths : undefined;
}

function hasOnlyPackageCommands({ script }: Instruction): boolean {
  return script?.commands.every((command) => runs(command, "apt-get", "apt", "apk", "rm")) ?? false;
}
