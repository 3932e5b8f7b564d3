/** How a stage builds a program of Go, and which it is. */

import { goTools, usualPath } from "../data/systemPrograms";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";
import type { Added } from "./assemble";
import type { Language } from "./classify";

export interface GoBuild {
  readonly instruction: Instruction;
  readonly command: Command;
  /** Absolute path of what it makes, which is what the container starts. */
  readonly program: string;
  /** Where that is found in another image. */
  readonly shipped: string;
}

/** The one `go build` or `go install` of a stage, which makes what the container starts; else why that is not certain. */
export function buildOf(stage: Stage, facts: Facts): GoBuild | Reason {
  const process = mainProcess(stage);
  const started = process?.starts.exec && !process.init ? process.argv[0]?.value : undefined;
  if (started === undefined || process?.isShell) return { reason: "a shell or an init starts the program" };
  const builds = stage.instructions.flatMap((instruction) =>
    (instruction.keyword === "RUN" ? commandsIn(instruction) : []).flatMap((command) =>
      runs(command, "go build") || installsOwn(command) ? [{ instruction, command }] : [],
    ),
  );
  const [build] = builds;
  if (!build || builds.length > 1)
    return { reason: `${builds.length === 0 ? "no" : "more than one"} RUN is a "go build" or "go install"` };
  const { instruction, command } = build;
  if (commandsIn(instruction).some(({ name }) => name !== "go" && name !== "echo")) {
    return { reason: "the RUN with the build does more" };
  }
  if (command.words.some(({ value }) => /^-(?:race|msan|asan|linkshared|buildmode.*)$/.test(value ?? "-race"))) {
    return { reason: "the program is not linked statically" };
  }
  const isInstalled = runs(command, "go install");
  const program = isInstalled
    ? installedBy(instruction, command, started, facts)
    : resolvePath(instruction.before.workdir, outputOf(command, facts));
  const isStarted = started.includes("/")
    ? program === resolvePath(stage.after.workdir, started)
    : isInstalled || isFoundAs(started, program);
  if (program === undefined || !isStarted) return { reason: "the build may not be that of what the container starts" };
  // Other images do not look for programs where Go installs them.
  const shipped = isInstalled && !started.includes("/") ? `/usr/local/bin/${started}` : program;
  return { instruction, command, program, shipped };
}

/** Whether a command installs programs of the project, and not one that it names with its version. */
function installsOwn(command: Command): boolean {
  return runs(command, "go install") && !command.words.some(({ value }) => value?.includes("@") ?? true);
}

/** The path of the program that `go install` makes; undefined where it may make none of the name that is started. */
function installedBy(instruction: Instruction, command: Command, started: string, facts: Facts): string | undefined {
  const own = command.assignments.map(({ name }) => name.text);
  const isForOthers = ["GOOS", "GOARCH"].some((name) => own.includes(name) || instruction.variable(name) !== undefined);
  if (isForOthers || own.includes("GOBIN") || own.includes("GOPATH")) return undefined;
  const name = started.slice(started.lastIndexOf("/") + 1);
  const [path, ...more] = operands(command).flatMap(({ value }) => value ?? "?");
  const isMade = path === "./..." ? mayBeNamed(name, facts) : outputOf(command, facts) === name;
  const workspace = instruction.variable("GOPATH");
  const folder = instruction.variable("GOBIN") ?? (workspace && `${workspace}/bin`);
  return more.length === 0 && isMade && folder
    ? resolvePath(instruction.before.workdir, `${folder}/${name}`)
    : undefined;
}

/** Whether a project has a program of a name: that of its module, or one in a folder of its own. */
function mayBeNamed(name: string, { files = [], contents }: Facts): boolean {
  const isInRoot = files.some((path) => /^[^/]+\.go$/.test(path) && /^package main\b/m.test(contents?.get(path) ?? ""));
  if (moduleName(contents?.get("go.mod")) === name && isInRoot) return true;
  return files.some((path) => path.startsWith(`cmd/${name}/`) && path.endsWith(".go"));
}

/** What a module calls the program in its root. */
function moduleName(manifest = ""): string | undefined {
  const module = /^module\s+"?([^\s"]+)/m.exec(manifest)?.[1]?.replace(/\/v\d+$/, "");
  return module?.slice(module.lastIndexOf("/") + 1);
}

/** Whether a name without a folder is looked for where the program lies, in the image that builds as in those that ship. */
function isFoundAs(name: string, program: string | undefined): boolean {
  return name !== "go" && name !== "gofmt" && usualPath.some((folder) => `${folder}/${name}` === program);
}

/** The path of the program that `go build` makes, by `-o` or by the package that it builds. */
function outputOf(command: Command, { contents }: Facts): string | undefined {
  const { words } = command;
  const at = words.findIndex(({ value }) => value === "-o" || value?.startsWith("-o="));
  const named = words[at]?.value === "-o" ? words[at + 1]?.value : words[at]?.value?.slice("-o=".length);
  if (at >= 0) return named?.endsWith("/") ? undefined : named;
  const [path, ...more] = operands(command).flatMap(({ value }) => value ?? "?");
  if (more.length > 0) return undefined;
  if (path === undefined || path === ".") return moduleName(contents?.get("go.mod"));
  return /^(?:\.\/)?(?:[\w.-]+\/)*([\w-]+)(?:\.go)?\/?$/.exec(path)?.[1];
}

/** What CGO_ENABLED is when a program is built. */
export function cgoOf({ command, instruction }: GoBuild): string | undefined {
  const own = command.assignments.find(({ name }) => name.text === "CGO_ENABLED");
  return own ? own.value?.value : instruction.variable("CGO_ENABLED");
}

/** The cache of the compiler, for a build that has no cache mount yet. */
export function keepCache({ name: { end }, mounts }: Instruction): Edit[] {
  const isCached = mounts.some(({ type }) => type === "cache");
  return isCached ? [] : [{ start: end, end, text: " --mount=type=cache,target=/root/.cache/go-build" }];
}

/** The lines that download the modules before the sources are copied, where nothing does so yet. */
export function downloads(file: Dockerfile, instruction: Instruction, { files = [], contents }: Facts): Added[] {
  const before = file.instructions.filter(({ start }) => start < instruction.start);
  const isDone = before.some(
    ({ keyword, argumentText }) => keyword === "COPY" || /\bgo mod download\b/.test(argumentText),
  );
  const isLocal = /=>\s*\.{1,2}\//.test(contents?.get("go.mod") ?? "");
  const isOther = files.some((path) => path === "go.work" || path.startsWith("vendor/"));
  const { workdir } = instruction.before;
  const isHere = workdir !== undefined && resolvePath(workdir, instruction.words.at(-1)?.value) === workdir;
  if (isDone || isLocal || isOther || !isHere || !files.includes("go.sum")) return [];
  return [
    { keyword: "COPY", argument: "go.mod go.sum ./" },
    { keyword: "RUN", argument: "go mod download" },
  ];
}

/** Whether a RUN does nothing but download the modules, which those lines have done before it. */
export function isDownloadedBefore(
  file: Dockerfile,
  whole: Instruction | undefined,
  instruction: Instruction,
  facts: Facts,
): boolean {
  if (!whole || instruction.keyword !== "RUN" || instruction.start < whole.start) return false;
  const commands = instruction.script?.commands ?? [];
  const isDownload = commands.length > 0 && commands.every((command) => runs(command, "go mod download"));
  return isDownload && downloads(file, whole, facts).length > 0;
}

/** What the commands and files of a Go project are to its build. */
export function goLanguage(folder: string | undefined): Language {
  return {
    folder,
    isManifest: (path) => /^(?:\.\/)?go\.(?:mod|sum|work)$/.test(path),
    buildTools: goTools,
    purposesOf: (command) => (runs(command, "go", "echo", "rm", "update-ca-certificates") ? ["build"] : []),
  };
}
