/** Programs that a stage compiles and that need the C library of that stage where they run. */

import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { baseName, isWithin } from "../util/paths";
import { joined } from "./model";
import { baseOf, programAt } from "./programs";

/** What has been compiled. */
export interface Linked {
  readonly language: "Go" | "Rust" | "C";
  readonly libc: "glibc" | "musl";
  readonly command: Command;
  readonly instruction: Instruction;
}

/** The command that has compiled what lies at a path of a stage, or in it, so that it needs a C library; undefined where none surely has. */
export function linkedAt(path: string, stage: Stage, file: Dockerfile, facts: Facts): Linked | undefined {
  const libc = baseOf(stage, facts)?.libc;
  if (libc !== "glibc" && libc !== "musl") return undefined;
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN" || instruction.script?.form === "exec") continue;
    let folder = folderBefore(instruction);
    for (const command of commandsIn(instruction)) {
      if (command.name === "cd") folder = resolvePath(folder, command.words[1]?.value);
      const language = languageOf(command);
      if (!language || command.within.some((kind) => kind !== "sh -c" && kind !== "group")) continue;
      const given = flagValue(command, "-o") ?? "";
      // Where a path is whole, the folder does not matter.
      const isWhole = language !== "Rust" && given.startsWith("/");
      const made = folder === undefined && !isWhole ? [] : outputs[language](command, folder ?? "/", facts);
      const isMade = made.some((one) => isWithin(one, path) || (one.endsWith("/") && isWithin(path, one.slice(0, -1))));
      if (isMade && isDynamic[language]({ language, libc, command, instruction }, stage, file, facts)) {
        return { language, libc, command, instruction };
      }
    }
  }
  return undefined;
}

function languageOf(command: Command): Linked["language"] | undefined {
  if (runs(command, "go build", "go install")) return "Go";
  if (runs(command, "cargo build", "cargo install", "cargo rustc")) return "Rust";
  return /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)$/.test(command.name ?? "") && hasFlag(command, "-o")
    ? "C"
    : undefined;
}

type Outputs = (command: Command, folder: string, facts: Facts) => readonly string[];

/** The files that a command makes; a folder whose files have unknown names ends with a slash. */
const outputs: Readonly<Record<Linked["language"], Outputs>> = {
  Go(command, folder, { contents }) {
    if (runs(command, "go install")) return ["/go/bin/"];
    const given = flagValue(command, "-o");
    const [source = "."] = operands(command)
      .flatMap(({ value }) => value ?? [])
      .slice(-1);
    const module = /^module\s+(\S+)/m.exec(contents?.get("go.mod") ?? "")?.[1]?.replace(/\/v\d+$/, "");
    const name = /^\.?\/?$/.test(source) ? module && baseName(module) : baseName(source).replace(/\.go$/, "");
    if (given === undefined) {
      return hasFlag(command, "-o") || name === undefined ? [] : [joined(folder, name)];
    }
    const path = resolvePath(folder, given);
    return path === undefined ? [] : given.endsWith("/") ? [`${path}/`] : [path];
  },
  Rust(command, folder) {
    if (runs(command, "cargo install")) {
      const root = resolvePath(folder, flagValue(command, "--root") ?? "/usr/local/cargo");
      return root === undefined ? [] : [`${root}/bin/`];
    }
    const target = resolvePath(folder, flagValue(command, "--target-dir") ?? "target");
    return target === undefined ? [] : [`${target}/release/`, `${target}/debug/`];
  },
  C(command, folder) {
    const path = resolvePath(folder, flagValue(command, "-o"));
    return path === undefined || path.endsWith(".o") || path.endsWith(".so") ? [] : [path];
  },
};

type IsDynamic = (linked: Linked, stage: Stage, file: Dockerfile, facts: Facts) => boolean;

/** Whether what a command makes is surely linked to the C library. */
const isDynamic: Readonly<Record<Linked["language"], IsDynamic>> = {
  Go({ instruction, command }, stage, file, facts) {
    const words = [...inherited(stage).map(({ argumentText }) => argumentText)].join("\n");
    if (
      /CGO_ENABLED(?!=["']?1)/.test(words) ||
      /-static\b|extldflags|netgo|osusergo|\bGOOS=["']?(?!linux)|\bGOARCH=["']?(?!amd64)/.test(words)
    ) {
      return false;
    }
    return hasCompiler(stage, instruction, command, file, facts) && needsC(facts);
  },
  Rust({ libc, command, instruction }, stage, _file, { files = [] }) {
    // The musl variant links statically by itself, and settings of the project may say otherwise.
    const words = inherited(stage)
      .map(({ argumentText }) => argumentText)
      .join("\n");
    if (libc === "musl" || /musl|crt-static|CARGO_BUILD_TARGET|RUSTFLAGS/.test(words)) return false;
    if (files.some((path) => /(?:^|\/)\.cargo\/config(?:\.toml)?$/.test(path))) return false;
    return !hasFlag(command, "--target") && instruction.variable("CARGO_BUILD_TARGET") === undefined;
  },
  C: ({ command }) => command.words.every(({ text }) => !/static|\$|`|^-[cES]$/.test(text)),
};

/** Without a C compiler Go links nothing of C. */
function hasCompiler(
  stage: Stage,
  instruction: Instruction,
  command: Command,
  file: Dockerfile,
  facts: Facts,
): boolean {
  if (programAt("gcc", { stage, instruction, command }, file, facts) === true) return true;
  return inherited(stage).some((run) =>
    commandsIn(run).some(
      (one) =>
        runs(one, "apk add", "apt-get install", "apt install") &&
        operands(one).some(({ value }) => /^(?:gcc|g\+\+|build-base|build-essential|alpine-sdk)$/.test(value ?? "")),
    ),
  );
}

/** Packages of Go's own library that use C where they can, and modules that are built on them. */
const usesC =
  /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"(?:C|net|net\/(?:http|rpc|smtp|mail|textproto)(?:\/\w+)?|os\/user|crypto\/(?:tls|x509)|log\/syslog|expvar)"/m;
const modulesUsingC =
  /^[ \t]*(?:require[ \t]+)?(?:github\.com\/(?:gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/(?:mux|websocket)|jackc\/pgx|lib\/pq|go-sql-driver\/mysql|mattn\/go-sqlite3|redis\/go-redis|go-redis\/redis|aws\/aws-sdk-go|prometheus\/client_golang|nats-io\/nats\.go|segmentio\/kafka-go|confluentinc\/confluent-kafka-go|gorilla\/handlers|valyala\/fasthttp)|google\.golang\.org\/grpc|go\.mongodb\.org\/mongo-driver|k8s\.io\/client-go|gorm\.io\/driver)\S*[ \t]/m;

function needsC({ contents }: Facts): boolean {
  if (modulesUsingC.test(contents?.get("go.mod") ?? "")) return true;
  return [...(contents ?? [])].some(
    ([path, text]) => path.endsWith(".go") && !path.endsWith("_test.go") && usesC.test(text),
  );
}
