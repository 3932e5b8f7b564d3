import { unpinnedPackages } from "../packages/packages";
import { isCopy } from "../syntax/instructions";
import { startOfFirst } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["go"],
  id: "unpinned-go-package",
  title: "A Go package is installed without a version",
  severity: "info",
  category: "packages",
  aliases: ["DL3062"],
  why:
    "`@latest`, and no version at all outside of a module, give each build the newest release, be it one that no longer compiles. " +
    "The module proxy keeps old releases, so that `@v1.2.3` goes on working.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3062", "https://go.dev/ref/mod#go-install"],
  bad: "FROM golang:1.25\nRUN go install golang.org/x/tools/gopls@latest",
  good: "FROM golang:1.25\nRUN go install golang.org/x/tools/gopls@v0.20.0",

  *check(file) {
    const consequence = "each build takes the newest one";
    for (const { instruction, names, finding } of unpinnedPackages(file, { packages: named, isPinned, consequence })) {
      const isLatest = /@(?:latest|none|upgrade|patch)$/.test(names[0] ?? "");
      if (!isLatest && mayHaveModule(instruction)) continue;
      yield isLatest ? { ...finding, message: `"${names[0]}" is another version from one build to the next` } : finding;
    }
  },
} satisfies DockerfileRule;

/** What follows the package of `go run` are arguments of the program. */
function named(command: Command): readonly Word[] {
  if (runs(command, "go install", "go get")) return operands(command);
  return runs(command, "go run") ? operands(command).slice(0, 1) : [];
}

/** By version, or one of the module itself or of the standard library. */
function isPinned(name: string): boolean {
  return /@(?!latest$|none$|upgrade$|patch$)|^[./]|\.go$|^(?:std|cmd|all|tool)$/.test(name);
}

/** Whether go.mod may be there, which then says the version. */
function mayHaveModule({ mounts, stage, start }: Instruction): boolean {
  return mounts.some(({ type }) => type === "bind") || firstBringing(stage) <= start;
}

const firstBringing = startOfFirst(
  (other) => isCopy(other) || (other.keyword === "RUN" && /\bgit clone\b|\bgo mod\b/.test(other.argumentText)),
);
