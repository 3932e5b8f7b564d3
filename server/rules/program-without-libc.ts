import { officialName } from "../data/images";
import { libcOfCopied } from "../image/linkedCopies";
import { type Linked, linkedAt } from "../image/linking";
import { baseOf } from "../image/programs";
import { descendants } from "../instructions/declarations";
import { cgoIn } from "../projects/goProject";
import { startOf } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, instructionsOf } from "../syntax/instructions";
import { startOfFirst } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["from="],
  id: "program-without-libc",
  title: "The program needs a C library that the image has not",
  severity: "warning",
  category: "stages",
  breaks: true,
  ofContext: true,
  why:
    "A program that was compiled on Debian is linked to glibc and looks for it when it starts. `scratch` and distroless *static* have no C library, " +
    "and Alpine has musl: the kernel then says *no such file or directory* about a program that is there. " +
    "Link it statically (`CGO_ENABLED=0`, a musl target), or build and run on the same distribution.",
  sources: [
    "https://pkg.go.dev/cmd/cgo",
    "https://doc.rust-lang.org/reference/linkage.html#static-and-dynamic-c-runtimes",
  ],
  bad: 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT ["/app"]',
  good: 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT ["/app"]',
  files: {
    "go.mod": "module app\n\ngo 1.26\n",
    "main.go": 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://example.com") }\n',
  },

  *check(file, facts) {
    for (const copy of instructionsOf(file, "COPY")) {
      const { stage, words, onbuild } = copy;
      const from = flagOf(copy, "from")?.value?.value;
      const source = from === undefined || onbuild ? undefined : findStage(file, from, stage);
      const libc = stage && libcOf(stage, facts);
      if (!stage || from === undefined || libc === undefined || bringsLibc(stage, copy)) continue;
      if (libc === "none" && !isStarted(stage, file)) continue;
      for (const word of words.slice(0, -1)) {
        const path = resolvePath("/", word.value);
        // Whole file systems bring what they need.
        if (path === undefined || path === "/") continue;
        const copied = libcOfCopied(copy, path, file, facts);
        if (copied !== undefined && copied !== libc) {
          const message = `The program is linked to ${copied} in ${from}, and ${describe(stage, libc)}, so that it cannot start`;
          yield { span: word, message };
          break;
        }
        const linked = source && linkedAt(path, source, file, facts);
        if (!linked || linked.libc === libc) continue;
        const { start, end } = linked.command;
        yield {
          span: word,
          message: `The program is ${linked.language} linked to ${linked.libc}, and ${describe(stage, libc)}, so that it cannot start`,
          fixes: fixes(linked, facts),
          related: [{ start, end, message: "It is compiled here" }],
        };
        break;
      }
    }
  },
} satisfies DockerfileRule;

/** The C library of a stage, "none" where it has none for certain. */
function libcOf(stage: Stage, facts: Facts): "glibc" | "musl" | "none" | undefined {
  const name = officialName(stage.base?.name ?? "");
  if (/(?:^|\/)(?:distroless|chainguard)\/static(?:-debian\d+)?$/.test(name)) return "none";
  return name === "busybox" ? undefined : baseOf(stage, facts)?.libc;
}

/** Whether a stage without a shell ships or starts something, or one on top of it: others only hand files on to a stage that may have the library. */
function isStarted(stage: Stage, file: Dockerfile): boolean {
  return [...descendants(file, stage)].some((each) => each === file.final || startOf(each) !== undefined);
}

/** Something that runs programs of glibc on Alpine is installed, or libraries are copied. */
function bringsLibc(stage: Stage, { start, words }: Instruction): boolean {
  const first = firstBringing(stage);
  // One program that goes to the root brings nothing beside.
  const isOne = first === start && words.length === 2 && /\/s?bin\/[\w.-]+$/.test(words[0]?.value ?? "");
  return first < Number.POSITIVE_INFINITY && !isOne;
}

const firstBringing = startOfFirst(({ keyword, argumentText }) => {
  if (keyword === "RUN") return /\b(?:gcompat|libc6-compat|glibc|musl|libc6)\b/.test(argumentText);
  return (
    (keyword === "COPY" || keyword === "ADD") &&
    /(?<!\/local)\/lib(?:32|64|x32)?\b|\bld-|\.so\b|\s\/["'\]]*$|\.tar\b/.test(argumentText)
  );
});

function describe({ base }: Stage, libc: "glibc" | "musl" | "none"): string {
  return libc === "none" ? `${base?.text} has no C library` : `${base?.text} has ${libc}`;
}

/** Where nothing of the program needs C, Go links without it. */
function fixes({ language, command }: Linked, facts: Facts): Fix[] {
  const [word] = command.words;
  const isPlain = command.wrappers.every(({ value }) => value === "env") && !command.within.includes("sh -c");
  if (language !== "Go" || !word || !isPlain || cgoIn(facts) !== undefined) return [];
  const edits = [{ start: word.start, end: word.start, text: "CGO_ENABLED=0 " }];
  return [{ title: "Compile with CGO_ENABLED=0", safe: false, edits }];
}
