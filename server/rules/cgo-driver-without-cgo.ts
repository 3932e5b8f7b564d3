import { officialName } from "../data/images";
import { replace } from "../edits/edits";
import { baseOf, programAt } from "../image/programs";
import { cgoDriver, hasOtherDatabase } from "../projects/cgoDrivers";
import { inherited } from "../stage/users";
import { runsOf } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Facts, Fix, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  needs: ["go"],
  id: "cgo-driver-without-cgo",
  title: "The SQLite driver is compiled without cgo, which it needs to work",
  severity: "warning",
  category: "correctness",
  ofContext: true,
  why:
    "`github.com/mattn/go-sqlite3` is SQLite in C. With `CGO_ENABLED=0`, or without a C compiler in the image, it compiles all the same, and the program then says that the *binary was compiled with CGO_ENABLED=0* as soon as it opens a database. " +
    "Compile with cgo, or take a driver in Go such as `modernc.org/sqlite`.",
  sources: ["https://pkg.go.dev/github.com/mattn/go-sqlite3#readme-installation", "https://pkg.go.dev/cmd/cgo"],
  bad: "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM debian:13-slim\nCOPY --from=build /app /app",
  good: "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /app .\n\nFROM debian:13-slim\nCOPY --from=build /app /app",
  files: {
    "go.mod": "module app\n\ngo 1.26\n\nrequire github.com/mattn/go-sqlite3 v1.14.32\n",
    "main.go": 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {}\n',
  },

  *check(file, facts) {
    for (const instruction of runsOf(file, "go")) {
      const command = instruction.script?.commands.find((it) => runs(it, "go build", "go install"));
      if (!command || instruction.onbuild) continue;
      const targets = operands(command).map(({ value = "?" }) => value);
      const driver = cgoDriver(facts, targets.length === 0 ? ["."] : targets);
      if (driver === undefined || targets.some((target) => target.includes("@"))) continue;
      const setting = settingOf(instruction, command);
      const isOff = setting ? setting.value === "0" : lacksCompiler(file, instruction, command, facts);
      if (!isOff) continue;
      const first = command.words[0] ?? command;
      yield {
        severity: hasOtherDatabase(facts) ? "info" : undefined,
        span: setting?.span ?? { start: first.start, end: command.words[1]?.end ?? first.end },
        message: `${driver} needs cgo, which ${setting ? "this turns off" : "Go leaves out without a C compiler"}: the program builds, and fails when it opens a database`,
        fixes: fixes(file, instruction, setting?.span, facts),
      };
      return;
    }
  },
} satisfies DockerfileRule;

/** The value of CGO_ENABLED for a command and where it is written; the value is undefined where it is not known. */
function settingOf(
  instruction: Instruction,
  command: Command,
): { value: string | undefined; span: Span | undefined } | undefined {
  const own = command.assignments.find(({ name }) => name.value === "CGO_ENABLED")?.value;
  if (own) return { value: own.value, span: own };
  if (/CGO_ENABLED|\bzig\b|\bxx-/.test(instruction.argumentText)) return { value: undefined, span: undefined };
  const value = instruction.variable("CGO_ENABLED");
  const sets = (instruction.stage?.instructions ?? []).flatMap(({ assignments, keyword }) =>
    keyword === "ENV" ? assignments.filter(({ name }) => name.value === "CGO_ENABLED") : [],
  );
  return value === undefined && sets.length === 0 ? undefined : { value, span: sets.at(-1)?.value };
}

/** Go turns cgo off by itself where it finds no compiler, as in its images on Alpine. */
function lacksCompiler(file: Dockerfile, instruction: Instruction, command: Command, facts: Facts): boolean {
  const { stage } = instruction;
  const { name = "", tag = "" } = stage?.base ?? {};
  if (!stage || officialName(name) !== "golang" || !/(?:^|-)alpine/.test(tag)) return false;
  if (programAt("gcc", { stage, instruction, command }, file, facts) === true) return false;
  return !inherited(stage).some(
    ({ argumentText, keyword }) =>
      /gcc|clang|build-base|alpine-sdk|\bcc\b|\bzig\b|\bCC=/.test(argumentText) ||
      (keyword === "COPY" && /\s\/(?:usr|$)/.test(argumentText)),
  );
}

/** Where the image that builds has a compiler, and the one that ships its C library. */
function fixes(file: Dockerfile, { stage }: Instruction, value: Span | undefined, facts: Facts): Fix[] {
  const [own, final] = [stage, file.final].map((it) => it && baseOf(it, facts)?.libc);
  const isSame = own !== undefined && own === final && own === "glibc";
  if (!value || !isSame) return [];
  const text = file.text.slice(value.start, value.end).replace("0", "1");
  return [{ title: "Compile with CGO_ENABLED=1", safe: false, edits: [replace(value, text)] }];
}
