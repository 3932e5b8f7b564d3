/** Images of Go: the program is linked statically, and shipped in an image with little else. */

import { wholeContextSources } from "../context/contextCopies";
import { goTools } from "../data/systemPrograms";
import { isTrusted } from "../instructions/trust";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, type Line } from "./assemble";
import { type Language, serves } from "./classify";
import { cgoIn, filesOf, sourcesOf } from "./goProject";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Policy } from "./policy";

/**
 * It has certificates, time zones and an account 65532, and no shell.
 * Source: https://github.com/GoogleContainerTools/distroless
 */
const image = "gcr.io/distroless/static-debian12:nonroot";

export const goPolicy: Policy = {
  rule: "go-toolchain-shipped",
  images: /^golang$/,
  title: "Build in a stage of its own and ship only the program",

  whatShips({ base }) {
    if (/windows|nanoserver/.test(base?.tag ?? "")) return undefined;
    return { message: "With only one stage, the Go compiler and the sources ship with the program" };
  },

  plan(file, stage, facts) {
    if (!isTrusted("gcr.io", facts)) return { reason: "the project does not trust images of gcr.io" };
    if (stage.base?.digest !== undefined || stage.name) return { reason: "the stage has a name or a digest" };
    const build = buildOf(stage, facts);
    if (isReason(build)) return build;
    const doubt = cgoIn(facts) ?? filesOf(facts);
    if (doubt !== undefined) return { reason: doubt };

    const language = goLanguage(build.instruction.before.workdir);
    const pieces = piecesOf(file, stage, language);
    const end = pieces.findIndex(({ instruction }) => instruction === build.instruction);
    const described = pieces.flatMap(({ kind, instruction }) =>
      kind === "description" ? instruction.argumentText : [],
    );
    const isDescribed = (name: string) =>
      described.some((text) => text.includes(`$${name}`) || text.includes(`\${${name}}`));
    const places = placesFor(pieces, end, (piece, isBehind) => placeOfPiece(piece, isBehind, language, isDescribed));
    if (isReason(places)) return places;

    const whole = wholeContextSources(file)[0]?.instruction;
    const { workdir } = stage.after;
    const isElsewhere = workdir !== undefined && workdir !== "/";
    return {
      pieces,
      places,
      lines(piece, half): Line[] | undefined {
        const { block, instruction } = piece;
        if (half === "production") return instruction.start > build.instruction.start ? undefined : [shipped(piece)];
        if (instruction === build.instruction) return [{ block, edits: compile(build) }];
        return instruction === whole ? [...downloads(file, instruction, facts), { block }] : undefined;
      },
      build: { name: "build" },
      production: {
        from: image,
        brought: [
          ...(isElsewhere ? [{ keyword: "WORKDIR", argument: workdir }] : []),
          copyFrom("build", build.program, build.program),
        ],
      },
      isDoubtful: !sourcesOf(facts).every((path) => facts.contents?.has(path)),
    };
  },
};

/** What stood among the steps of the build leaves its empty lines there, variables their comments, too. */
function shipped({ block, kind }: Piece): Line {
  return { block, above: kind === "environment" || kind === "argument" ? "nothing" : "comments" };
}

function goLanguage(folder: string | undefined): Language {
  return {
    folder,
    isManifest: (path) => /^(?:\.\/)?go\.(?:mod|sum|work)$/.test(path),
    buildTools: goTools,
    purposesOf: (command) => (runs(command, "go", "echo", "rm", "update-ca-certificates") ? ["build"] : []),
  };
}

// -------------------------------------------------------------------------- places

function placeOfPiece(
  { kind, instruction }: Piece,
  isBehind: boolean,
  language: Language,
  isDescribed: (name: string) => boolean,
): Place | Reason | undefined {
  const { keyword, assignments } = instruction;
  const line = `in line ${instruction.line + 1}`;
  switch (kind) {
    case "description":
    case "start":
      return "after";
    case "check":
      return /^NONE$/i.test(instruction.argumentText) ? "after" : { reason: `HEALTHCHECK ${line} starts a program` };
    case "shell":
    case "user":
      return { reason: `there is ${keyword} ${line}` };
    case "folder":
      return "build";
    case "environment":
    case "argument": {
      const names = assignments.map(({ name }) => name.text);
      const isOfGo = names.every((name) => /^(?:C?GO|PATH$)/.test(name));
      const isShipped = (kind === "environment" && !isOfGo) || names.some(isDescribed);
      return !isShipped ? "build" : isBehind ? "after" : "twice";
    }
    default:
  }
  const isOfBuild = keyword === "RUN" ? serves(instruction, language, "build", "tools") : isCopy(instruction);
  return isOfBuild && !isBehind ? "build" : { reason: `${keyword} ${line} may bring what the program needs` };
}

// --------------------------------------------------------------------------- build

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
    (instruction.keyword === "RUN" ? commandsIn(instruction) : []).flatMap((command) =>
      runs(command, "go build") ? [{ instruction, command }] : [],
    ),
  );
  const [build] = builds;
  if (!build || builds.length > 1)
    return { reason: `${builds.length === 0 ? "no" : "more than one"} RUN is a "go build"` };
  const { instruction, command } = build;
  if (commandsIn(instruction).some(({ name }) => name !== "go" && name !== "echo")) {
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

/** The build with C switched off and its cache kept. */
function compile({ instruction, command }: GoBuild): Edit[] {
  const { end } = instruction.name;
  const isCached = instruction.mounts.some(({ type }) => type === "cache");
  const cache = { start: end, end, text: " --mount=type=cache,target=/root/.cache/go-build" };
  const set = { start: command.start, end: command.start, text: "CGO_ENABLED=0 " };
  return [...(isCached ? [] : [cache]), ...(cgoOf(command, instruction) === "0" ? [] : [set])];
}

/** The lines that download the modules before the sources are copied, where nothing does so yet. */
function downloads(file: Dockerfile, instruction: Instruction, { files = [], contents }: Facts): Added[] {
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
