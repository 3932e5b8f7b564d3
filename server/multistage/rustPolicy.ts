/** Images of Rust: the program ships in a slim image of the release that it was linked on. */

import { crateHeaders, type DebianRelease, debianReleases } from "../data/rustLibraries";
import { isProjectCommand } from "../projects/projectCommands";
import { dependencyFiles, rustNeeds } from "../projects/rustProject";
import { newestCycle } from "../stage/baseImage";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Edit, Facts, ImageReference, Instruction, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, withFlag } from "./assemble";
import { installedBy, type Language } from "./classify";
import { planCompiled, projectFolder, startWords } from "./compiledPlan";
import type { Policy } from "./policy";

export const rustPolicy: Policy = {
  rule: "build-tools-shipped",
  images: /^rust$/,
  title: "Build in a stage of its own and ship only the program",

  plan(file, stage, facts) {
    const { base } = stage;
    if (!base || (base.tag !== undefined && !base.spans) || base.digest !== undefined || stage.name)
      return { reason: "the stage has a name, or its image a variable or a digest" };
    const images = imagesOf(base, facts);
    if (!images) return { reason: `on which release "${base.text}" links is not known` };
    const program = programOf(stage);
    if (isReason(program)) return program;
    const needs = rustNeeds(facts, images.release);
    if (isReason(needs)) return needs;

    const headers = stage.instructions.flatMap(({ script }) => (script?.commands ?? []).flatMap(installedBy));
    const stranger = headers.find((name) => name.endsWith("-dev") && !crateHeaders.has(name));
    if (stranger) return { reason: `whether the program links with what ${stranger} brings is not known` };
    // A newer glibc runs what an older one was linked with.
    const isEnded = images.release === "bullseye" && needs.packages.every((name) => name === "ca-certificates");
    return planCompiled(file, stage, facts, {
      language: languageOf(projectFolder(file, program.build.instruction.before.workdir), program.path),
      image: isEnded ? "debian:bookworm-slim" : images.runtime,
      builder: images.builder,
      isSameSystem: images.release !== undefined && !isEnded,
      copies: [[program.path, program.target]],
      isSource: (path) => ofBuild.test(path),
      variables: /^(?:CARGO_|RUST(?!_LOG|_BACKTRACE)|SQLX_OFFLINE$|PROTOC|CC$|CXX$)/,
      folders: /^(?:\/root|\/usr\/local)\/\.?cargo(?:\/|$)/,
      packages: needs.packages,
      isOfBuild,
      change: (instruction) => changes(stage, instruction, program.build, facts),
      isDoubtful: !needs.isRead,
    });
  },
};

/** Sources, settings of Cargo, and what earlier builds have left behind. */
const ofBuild =
  /\.(?:rs|proto)$|(?:^|\/)(?:target|benches|examples)\/|(?:^|\/)(?:Cargo\.(?:toml|lock)|Cross\.toml|rust-toolchain(?:\.toml)?|(?:clippy|rustfmt|deny|release|dist|askama|build|sqlx-data)\.(?:toml|json)|diesel\.toml)$/;

function languageOf(folder: string | undefined, program: string): Language {
  return {
    folder,
    isManifest: (path) => /(?:^|\/)(?:Cargo\.(?:toml|lock|\*)|Cargo\*|rust-toolchain(?:\.toml)?)$/.test(path),
    purposesOf(command) {
      const packages = installedBy(command);
      if (packages.length > 0) return packages.every(isOfBuild) ? ["tools"] : [];
      const isBuild = runs(command, ...builds) || isProjectCommand(command);
      return isBuild || moves(command, program) || isEmptyProgram(command) ? ["build"] : [];
    },
  };
}

const builds =
  "cargo build,cargo b,cargo install,cargo fetch,cargo test,cargo check,cargo clippy,cargo chef,cargo vendor,rustup target,rustup component,rustup toolchain,rustup default".split(
    ",",
  );

/** Packages of Debian that programs are built with. */
function isOfBuild(name: string): boolean {
  return (
    name.endsWith("-dev") ||
    /^(?:build-essential|gcc|g\+\+|make|cmake|clang|llvm|lld|mold|git|perl|nasm|pkg-config|pkgconf|protobuf-compiler|musl-tools|capnproto|python3|unzip)$/.test(
      name,
    )
  );
}

/** `cp target/release/app /usr/local/bin/app` */
function moves({ name, words }: Command, program: string): boolean {
  return (name === "cp" || name === "mv" || name === "install") && words.at(-1)?.value === program;
}

/** What stands in for the sources while the dependencies are built. */
function isEmptyProgram(command: Command): boolean {
  const paths = [...operands(command), ...command.redirects.flatMap(({ target }) => target ?? [])];
  const isOwn = (path: string | undefined) =>
    path !== undefined && /^(?:\.\/)?(?:src|target)(?:\/[\w./*-]*)?$/.test(path);
  if (command.name === "mkdir" || command.name === "touch") return paths.every(({ value }) => isOwn(value));
  return command.name === "echo" && command.redirects.every(({ target }) => isOwn(target?.value));
}

// --------------------------------------------------------------------------- image

interface Images {
  readonly builder: string;
  readonly runtime: string;
  /** Of Debian; undefined for Alpine, where programs are linked statically. */
  readonly release: DebianRelease | undefined;
}

/** Both images, with the same release of Debian in their tags: what is linked with a newer glibc does not start on an older one. */
function imagesOf({ name, tag = "latest" }: ImageReference, facts: Facts): Images | undefined {
  const form =
    /^(?:(?<version>1(?:\.\d+){0,2})|latest)?(?:^|-|$)?(?<slim>slim)?-?(?<system>bullseye|bookworm|trixie|alpine(?<alpine>3\.\d+)?)?$/;
  const groups = form.exec(tag)?.groups;
  if (!groups) return undefined;
  const { version = "1", slim, system, alpine } = groups;
  if (system?.startsWith("alpine")) {
    const cycle = alpine ?? newestCycle("alpine", facts.today)?.cycle;
    return cycle === undefined
      ? undefined
      : { builder: `${name}:${tag}`, runtime: `alpine:${cycle}`, release: undefined };
  }
  const release = debianReleases.find((each) => each === system) ?? releaseOf(version);
  if (release === undefined) return undefined;
  const builder = [version, slim, release].filter((part) => part !== undefined).join("-");
  return { builder: `${name}:${builder}`, runtime: `debian:${release}-slim`, release };
}

/**
 * What the tags of a version without a release stand on.
 * Source: the history of github.com/docker-library/rust.
 */
function releaseOf(version: string): DebianRelease | undefined {
  const minor = version.split(".")[1];
  if (minor === undefined || Number(minor) >= 90) return "trixie";
  return Number(minor) >= 71 ? "bookworm" : Number(minor) <= 69 && Number(minor) >= 56 ? "bullseye" : undefined;
}

// ------------------------------------------------------------------------- program

interface Build {
  readonly instruction: Instruction;
  readonly command: Command;
}

interface Program {
  readonly build: Build;
  /** Where the build leaves it, and where it goes. */
  readonly path: string;
  readonly target: string;
}

const installed = "/usr/local/cargo/bin";

function programOf(stage: Stage): Program | Reason {
  const all = stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN" ? commandsIn(instruction).map((command) => ({ instruction, command })) : [],
  );
  const build = all.findLast(({ command }) => runs(command, "cargo build", "cargo b", "cargo install"));
  if (!build) return { reason: 'no RUN is a "cargo build"' };
  const set = ["RUSTFLAGS", "CARGO_HOME", "CARGO_INSTALL_ROOT"].find(
    (name) => build.instruction.variable(name) !== undefined,
  );
  if (set !== undefined && build.instruction.variable(set) !== "/usr/local/cargo") return { reason: `${set} is set` };
  const start = startWords(stage)?.[0]?.value;
  if (start === undefined) return { reason: "what starts the container is not known" };
  const isInstall = all.some(({ command }) => runs(command, "cargo install") && hasFlag(command, "--path"));
  if (!start.includes("/"))
    return isInstall && !all.some(({ command }) => hasFlag(command, "--root"))
      ? { build, path: `${installed}/${start}`, target: `/usr/local/bin/${start}` }
      : { reason: `where "${start}" comes from is not known` };
  const path = resolvePath(stage.after.workdir, start);
  if (path === undefined) return { reason: "no WORKDIR says where the project is" };
  const isBuilt =
    /\/target\/(?:[\w-]+\/)?(?:release|debug)\/[\w.-]+$/.test(path) || (isInstall && path.startsWith(`${installed}/`));
  const isMoved = all.some(({ command }) => moves(command, path));
  return isBuilt || isMoved ? { build, path, target: path } : { reason: `the build may not be what makes ${path}` };
}

// ---------------------------------------------------------------------------- cache

const registry = "--mount=type=cache,target=/usr/local/cargo/registry";

/** A layer of the dependencies alone, where the project is one program; and a cache mount for what is downloaded. */
function changes(stage: Stage, instruction: Instruction, { instruction: build, command }: Build, facts: Facts) {
  const own = stage.instructions.filter((each) => each.keyword === "RUN" && commandsIn(each, "cargo").length > 0);
  if (own.length !== 1 || own[0] !== build || build.mounts.length > 0) return {};
  const files = commandsIn(build).length === 1 && command.within.length === 0 ? dependencyFiles(facts) : undefined;
  const { workdir } = build.before;
  const whole = stage.instructions.find(
    ({ keyword, words, before }) =>
      keyword === "COPY" &&
      words.length === 2 &&
      words[0]?.value === "." &&
      before.workdir === workdir &&
      resolvePath(workdir, words[1]?.value) === workdir,
  );
  const isLayer = files !== undefined && whole !== undefined && workdir !== undefined;
  if (instruction === build) {
    // The empty program may be newer than the sources, and would be taken for what they make.
    const touch: Edit = { start: command.start, end: command.start, text: "touch src/main.rs && " };
    return { edits: [...withFlag(build, registry), ...(isLayer ? [touch] : [])] };
  }
  if (!isLayer || instruction !== whole) return {};
  const call = command.words.map(({ text }) => text).join(" ");
  const argument = `${registry} mkdir src && echo 'fn main() {}' > src/main.rs && ${call} && rm -r src`;
  const before: Added[] = [
    { keyword: "COPY", argument: `${files.join(" ")} ./` },
    { keyword: "RUN", argument, comment: "The dependencies alone, with an empty program in place of the sources" },
  ];
  return { before };
}
