/** Taking the one stage of a Go image apart into one that builds and one with nothing but the program. */

import { wholeContextSources } from "../context/contextCopies";
import { type Block, blocksOf } from "../edits/blocks";
import { isTrusted } from "../instructions/trust";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage, Word } from "../types";
import type { Reason } from "../util/reason";

interface GoSplit {
  readonly edit: Edit;
  /** Not all sources are known, so that the program may read or write files after all. */
  readonly isDoubtful: boolean;
}

/**
 * It has certificates, time zones and an account 65532, and no shell.
 * Source: https://github.com/GoogleContainerTools/distroless
 */
const image = "gcr.io/distroless/static-debian12:nonroot";

/** The edit that makes two stages of one; else why it cannot be done. */
export function splitGo(file: Dockerfile, stage: Stage, facts: Facts): GoSplit | Reason {
  if (!isTrusted("gcr.io", facts)) return { reason: "the project does not trust images of gcr.io" };
  if (stage.base?.digest !== undefined || stage.name) return { reason: "the stage has a name or a digest" };
  const build = buildOf(stage, facts);
  if ("reason" in build) return build;
  const doubt = cgoIn(facts) ?? filesOf(facts);
  if (doubt !== undefined) return { reason: doubt };
  const [from, ...blocks] = blocksOf(file, stage);
  const parts = sort(file, blocks, build, facts);
  if (!from || "reason" in parts) return from ? (parts as Reason) : { reason: "the stage is empty" };

  const lead = from.text.slice(0, from.instruction.start - from.start);
  const { workdir } = stage.after;
  const lines = [
    `${lead}${file.text.slice(stage.from.start, stage.from.end)} AS build`,
    ...parts.build,
    "",
    `FROM ${image}`,
    ...(workdir === undefined || workdir === "/" ? [] : [`WORKDIR ${workdir}`]),
    `COPY --from=build ${build.program} ${build.program}`,
    ...parts.after,
  ];
  const edit = { start: from.start, end: blocks.at(-1)?.end ?? from.end, text: lines.join(file.eol) };
  return { edit, isDoubtful: !sourcesOf(facts).every((path) => facts.contents?.has(path)) };
}

// ------------------------------------------------------------------------- build

interface GoBuild {
  readonly instruction: Instruction;
  readonly command: Command;
  /** Absolute path of what it makes, which is what the container starts. */
  readonly program: string;
}

function buildOf(stage: Stage, facts: Facts): GoBuild | Reason {
  const process = mainProcess(stage);
  const started = process?.starts.exec && !process.init ? process.argv[0]?.value : undefined;
  if (started === undefined || process?.isShell) return { reason: "a shell or an init starts the program" };
  const builds = stage.instructions.flatMap((instruction) =>
    (instruction.keyword === "RUN" ? (instruction.script?.commands ?? []) : []).flatMap((command) =>
      runs(command, "go build") ? [{ instruction, command }] : [],
    ),
  );
  const [build] = builds;
  if (!build || builds.length > 1)
    return { reason: `${builds.length === 0 ? "no" : "more than one"} RUN is a "go build"` };
  const { instruction, command } = build;
  if (instruction.script?.commands.some(({ name }) => name !== "go" && name !== "echo")) {
    return { reason: "the RUN with the build does more" };
  }
  if (command.words.some(({ value }) => /^-(?:race|msan|asan|linkshared|buildmode.*)$/.test(value ?? "-race"))) {
    return { reason: "the program is not linked statically" };
  }
  const program = resolvePath(instruction.before.workdir, outputOf(command, facts));
  const wanted = started.includes("/") ? resolvePath(stage.after.workdir, started) : undefined;
  if (program === undefined || program !== wanted)
    return { reason: "the build may not be that of what the container starts" };
  if (cgoOf(command, instruction) === "1") return { reason: "CGO_ENABLED is 1" };
  return { instruction, command, program };
}

/** The path of the program that `go build` makes, by `-o` or by the package that it builds. */
function outputOf(command: Command, { contents }: Facts): string | undefined {
  const { words } = command;
  const at = words.findIndex(({ value }) => value === "-o" || value?.startsWith("-o="));
  const named = words[at]?.value === "-o" ? words[at + 1]?.value : words[at]?.value?.slice("-o=".length);
  if (at >= 0) return named?.endsWith("/") ? undefined : named;
  const [path, ...more] = operands(command).flatMap(({ value }) => value ?? "?");
  if (more.length > 0) return undefined;
  if (path === undefined || path === ".") {
    const module = /^module\s+"?([^\s"]+)/m.exec(contents?.get("go.mod") ?? "")?.[1]?.replace(/\/v\d+$/, "");
    return module?.slice(module.lastIndexOf("/") + 1);
  }
  return /^(?:\.\/)?(?:[\w.-]+\/)*([\w-]+)(?:\.go)?\/?$/.exec(path)?.[1];
}

function cgoOf({ assignments }: Command, instruction: Instruction): string | undefined {
  const own = assignments.find(({ name }) => name.text === "CGO_ENABLED");
  return own ? own.value?.value : instruction.variable("CGO_ENABLED");
}

// ------------------------------------------------------------------------ project

/** The sources of the program, tests left out. */
function sourcesOf({ files = [] }: Facts): string[] {
  return files.filter((path) => path.endsWith(".go") && !path.endsWith("_test.go") && !/(?:^|\/)testdata\//.test(path));
}

/** Modules that are nothing without a C compiler. */
const cgoModules =
  /^[ \t]*(?:require\s+)?((?:github\.com\/(?:mattn\/go-sqlite3|mutecomm\/go-sqlcipher\S*|confluentinc\/confluent-kafka-go|google\/gopacket|gopacket\/gopacket|go-gl\/|veandco\/go-sdl2|h2non\/bimg|davidbyttow\/govips|hajimehoshi\/ebiten|linxGnu\/grocksdb|tecbot\/gorocksdb|valyala\/gozstd|DataDog\/zstd|bytecodealliance\/wasmtime-go|wasmerio\/wasmer-go|duckdb\/|marcboeker\/go-duckdb|libgit2\/git2go|pebbe\/zmq4|zeromq\/goczmq|godror\/godror|mattn\/go-oci8|ibmdb\/go_ibm_db|alexbrainman\/odbc|webview\/|tursodatabase\/go-libsql|tree-sitter\/|smacker\/go-tree-sitter|rakyll\/portmidi|gordonklaus\/portaudio|jmoiron\/sqlx-oracle|yalue\/onnxruntime_go|knights-analytics\/|otiai10\/gosseract|karalabe\/hid|google\/gousb|msteinert\/pam|miekg\/pkcs11|ThalesIgnite\/crypto11)|gocv\.io\/|fyne\.io\/|gopkg\.in\/gographics\/|gorm\.io\/driver\/sqlite|rsc\.io\/qr-cgo|gonum\.org\/v1\/netlib)\S*)\s/m;

/** Why the program may need C, in a clause; undefined when nothing speaks for it. */
function cgoIn({ files = [], contents }: Facts): string | undefined {
  const manifest = contents?.get("go.mod");
  if (manifest === undefined) return "go.mod is not known";
  const [, minor] = /^go\s+1\.(\d+)/m.exec(manifest) ?? [];
  // Before, go.mod did not list what dependencies depend on.
  if (/^[ \t]*require\b/m.test(manifest) && Number(minor ?? 0) < 17) return "go.mod does not list all modules";
  const module = cgoModules.exec(manifest)?.[1];
  if (module !== undefined) return `${module} needs C`;
  const source = files.find((path) => /\.(?:c|cc|cpp|cxx|h|hpp|m)$/.test(path));
  if (source !== undefined) return `${source} is a source in C`;
  const user = [...(contents ?? [])].find(([path, text]) => path.endsWith(".go") && /^[ \t]*import\s+"C"/m.test(text));
  return user && `${user[0]} imports C`;
}

/** Files that no program reads when it runs. */
const unread =
  /\.(?:go|md|sum|mod|work|proto)$|(?:^|\/)(?:\.[^/]+|Dockerfile[^/]*|[^/]*\.Dockerfile|(?:docker-)?compose[^/]*\.ya?ml|LICENSE[^/]*|NOTICE|README[^/]*|Makefile|Taskfile\.ya?ml|Jenkinsfile|CODEOWNERS|OWNERS)$|(?:^|\/)(?:\.git|\.github|\.vscode|\.idea|testdata|docs|vendor)\//;

/** What programs read, write and start. */
const touches =
  /\bos\.(?:Create|CreateTemp|Open|OpenFile|ReadFile|ReadDir|WriteFile|Mkdir\w*|Rename|Remove\w*|DirFS)\b|\bioutil\.|\bexec\.Command|\bhttp\.(?:Dir|ServeFile|ListenAndServeTLS)\b|\.(?:ParseFiles|ParseGlob|LoadHTMLGlob|LoadHTMLFiles|SaveUploadedFile)\(|\.Static(?:File|FS)?\(|\bgodotenv\.|\bviper\.|\bplugin\.Open|sql\.Open\("sqlite|\blumberjack\./;

/** Why the program may need files besides itself, in a clause; undefined when nothing speaks for it. */
function filesOf(facts: Facts): string | undefined {
  const { files, contents, isPartial } = facts;
  if (!files || isPartial) return "the files of the project are not known";
  const other = files.find((path) => !unread.test(path));
  if (other !== undefined) return `the program may read ${other}`;
  for (const path of sourcesOf(facts)) {
    const found = touches.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return `${path} uses ${found.replace(/\($/, "")}, and may need files or programs`;
  }
  return undefined;
}

// ------------------------------------------------------------------------- stages

interface Parts {
  readonly build: string[];
  readonly after: string[];
}

function sort(file: Dockerfile, blocks: readonly Block[], build: GoBuild, facts: Facts): Parts | Reason {
  const parts: Parts = { build: [], after: [] };
  const whole = wholeContextSources(file)[0]?.instruction;
  const described = blocks.map(({ instruction: { keyword, argumentText } }) =>
    /^(?:LABEL|EXPOSE)$/.test(keyword) ? argumentText : "",
  );
  let isBuilt = false;
  for (const block of blocks) {
    const { instruction, text } = block;
    const { keyword, assignments } = instruction;
    const line = `in line ${instruction.line + 1}`;
    if (instruction.onbuild || /^(?:SHELL|USER|VOLUME)$/.test(keyword))
      return { reason: `there is ${instruction.onbuild ? "ONBUILD" : keyword} ${line}` };
    if (keyword === "HEALTHCHECK" && !/^NONE$/i.test(instruction.argumentText))
      return { reason: `HEALTHCHECK ${line} starts a program` };
    if (instruction === build.instruction) {
      isBuilt = true;
      parts.build.push(compile(block, build));
    } else if (/^(?:LABEL|EXPOSE|MAINTAINER|STOPSIGNAL|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword)) {
      parts.after.push(isBuilt ? text : text.replace(/^(?:[ \t]*\r?\n)+/, ""));
    } else if (keyword === "ENV" || keyword === "ARG") {
      const names = assignments.map(({ name }) => name.text);
      const isOfGo = names.every((name) => /^(?:C?GO|PATH$)/.test(name));
      if (!isBuilt) parts.build.push(text);
      const isAskedFor = names.some((name) =>
        described.some((it) => it.includes(`$${name}`) || it.includes(`\${${name}}`)),
      );
      if ((keyword === "ENV" && !isOfGo) || isAskedFor)
        parts.after.push(isBuilt ? text : file.text.slice(instruction.start, instruction.end));
      else if (isBuilt) parts.build.push(text);
    } else if (keyword === "WORKDIR") {
      parts.build.push(text);
    } else if (isBuilt) {
      return { reason: `${keyword} ${line} may bring what the program needs` };
    } else {
      if (keyword === "RUN" && !isOfBuild(instruction))
        return { reason: `RUN ${line} may bring what the program needs` };
      if (instruction === whole) parts.build.push(...downloads(file, block, facts));
      parts.build.push(text);
    }
  }
  return parts;
}

/** The build with C switched off and its cache kept. */
function compile({ instruction, text, start }: Block, { command }: GoBuild): string {
  const at = command.start - start;
  const flags = instruction.name.end - start;
  const cache = instruction.mounts.some(({ type }) => type === "cache")
    ? ""
    : " --mount=type=cache,target=/root/.cache/go-build";
  const set = cgoOf(command, instruction) === "0" ? "" : "CGO_ENABLED=0 ";
  return text.slice(0, flags) + cache + text.slice(flags, at) + set + text.slice(at);
}

/** Whether a RUN before the build leaves nothing that a program needs which is linked statically. */
function isOfBuild({ script }: Instruction): boolean {
  const commands = script?.commands ?? [];
  const isTool = ({ value = "" }: Word) => /^(?:git|make|ca-certificates|tzdata|openssh-client|bash|curl)$/.test(value);
  return commands.every((command) => {
    if (runs(command, "go")) return true;
    if (!runs(command, "apt-get", "apt", "apk", "rm", "update-ca-certificates")) return false;
    return !runs(command, "apt-get install", "apt install", "apk add") || operands(command).every(isTool);
  });
}

/** The lines that download the modules before the sources are copied, where nothing does so yet. */
function downloads(file: Dockerfile, { instruction }: Block, { files = [], contents }: Facts): string[] {
  const before = file.instructions.filter(({ start }) => start < instruction.start);
  const isDone = before.some(
    ({ keyword, argumentText }) => keyword === "COPY" || /\bgo mod download\b/.test(argumentText),
  );
  const isLocal = /=>\s*\.{1,2}\//.test(contents?.get("go.mod") ?? "");
  const isOther = files.some((path) => path === "go.work" || path.startsWith("vendor/"));
  const { workdir } = instruction.before;
  const isHere = workdir !== undefined && resolvePath(workdir, instruction.words.at(-1)?.value) === workdir;
  if (isDone || isLocal || isOther || !isHere || !files.includes("go.sum")) return [];
  return ["COPY go.mod go.sum ./", "RUN go mod download"];
}
