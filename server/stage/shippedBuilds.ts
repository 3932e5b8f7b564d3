/** What stages build that is no project of Node.js, and whether its tools ship. */

import { officialName } from "../data/images";
import { type ProjectBuild, projectBuilds } from "../data/projectBuilds";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Stage, Word } from "../types";
import { isShellForPeople, programName } from "./process";
import { inherited } from "./users";

/** A build in a stage that ships. */
export interface ShippedBuild {
  readonly build: ProjectBuild;
  readonly command: Command;
  readonly instruction: Instruction;
  /** Its tools are known to be in the image that results. */
  readonly staysThere: boolean;
}

/** The first build of the stage that ships and its parents; undefined where none is recognised. */
export function shippedBuild({ final }: Dockerfile): ShippedBuild | undefined {
  const own = final ? inherited(final).filter(({ keyword }) => keyword === "RUN" || keyword === "COPY") : [];
  const all = own.flatMap((instruction) =>
    (instruction.keyword === "RUN" ? commandsIn(instruction) : []).flatMap((command) => {
      const build = projectBuilds.find((each) => isBuild(command, each));
      return build ? [{ build, command, instruction }] : [];
    }),
  );
  const found = all.map((it) => ({
    ...it,
    staysThere: final !== undefined && stays(it.build, it.command, final, own),
  }));
  return found.find(({ staysThere }) => staysThere) ?? found[0];
}

/** What the image that ships brings to build with; undefined for other images. */
export function buildImageOf(stage: Stage): ProjectBuild | undefined {
  const name = officialName(stage.base?.name ?? "");
  return projectBuilds.find(({ images, without }) => images.test(name) && !without?.test(stage.base?.tag ?? ""));
}

/** Whether a program is one that builds, told to do something with the sources: `cargo run`, but not `dotnet app.dll`. */
export function startsBuildTool(argv: readonly (string | undefined)[]): boolean {
  const name = programName(argv[0]) ?? "";
  const isFile = argv.slice(1).some((word) => /\.(?:dll|exe)$/.test(word ?? ""));
  return (
    !isFile &&
    projectBuilds.some(
      ({ programs, wrappers = [], launches }) =>
        [...programs, ...wrappers].includes(name) && !launches?.test(argv[1] ?? ""),
    )
  );
}

/**
 * Whether an image is there to work in with its tools, by what it starts: a shell for people, what runs the build, what
 * judges sources with the compiler. @param argv the words of its start.
 */
export function isWorkbench(argv: readonly Word[]): boolean {
  return isShellForPeople(argv) || compilerUsers.has(programName(argv[0]?.value) ?? "");
}

const compilerUsers = new Set(
  "make task mage just bazel bazelisk golangci-lint gopls staticcheck govulncheck dlv gotestsum ginkgo".split(" "),
);

/** The build that a start does before the program runs: `dotnet run`. Undefined for starts of other kinds. */
export function buildAtStart(argv: readonly (string | undefined)[]): ProjectBuild | undefined {
  const name = programName(argv[0]) ?? "";
  return projectBuilds.find(
    ({ programs, wrappers = [], starts }) =>
      [...programs, ...wrappers].includes(name) && argv.slice(1).some((word) => starts?.test(word ?? "")),
  );
}

function isBuild(command: Command, { programs, wrappers = [], verbs }: ProjectBuild): boolean {
  const { name, words } = command;
  if (name === undefined || !(programs.includes(name) || wrappers.includes(name))) return false;
  return !verbs || words.slice(1).some(({ value }) => value !== undefined && verbs.test(value));
}

/** The image has the tools, the project loads them itself, or they are copied; and nobody takes them out again. */
function stays(build: ProjectBuild, { name = "" }: Command, stage: Stage, own: readonly Instruction[]): boolean {
  if (buildImageOf(stage) === build || build.wrappers?.includes(name)) return true;
  if (build.compiles && build.images.test(officialName(stage.base?.name ?? "")) && keepsCompilers(own)) return true;
  const isBrought = own.some(
    (instruction) => isCopy(instruction) && flagOf(instruction, "from") && namesOne(instruction, build.programs),
  );
  return isBrought && !own.some((instruction) => removes(instruction, build.programs));
}

/** Whether a RUN installs compilers with a distribution's package manager, and none takes packages out again. */
function keepsCompilers(own: readonly Instruction[]): boolean {
  const commands = own.flatMap((instruction) => commandsIn(instruction, "apt-get", "apt", "apk"));
  const has = (command: Command, form: RegExp) => command.words.some(({ value }) => form.test(value ?? ""));
  const isTakenOut = commands.some((command) => has(command, /^(?:del|purge|remove|autoremove)$/));
  return !isTakenOut && commands.some((command) => has(command, /^(?:build-essential|build-base|gcc|g\+\+|make)$/));
}

function namesOne({ words }: Instruction, programs: readonly string[]): boolean {
  return words.some(({ value }) => programs.includes(programName(value) ?? ""));
}

function removes(instruction: Instruction, programs: readonly string[]): boolean {
  if (instruction.keyword !== "RUN") return false;
  return commandsIn(instruction).some(
    (command) =>
      command.name === "rm" && operands(command).some(({ value }) => programs.includes(programName(value) ?? "")),
  );
}
