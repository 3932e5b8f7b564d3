import { unpinnedFindings } from "../packages/packages";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["gem"],
  id: "unpinned-gem",
  title: "A gem is installed without a version",
  severity: "info",
  category: "packages",
  aliases: ["DL3028"],
  why:
    "Without a version each build takes the newest release, be it one that breaks the application. " +
    "The index of gems keeps old releases, so that `gem install name:version`, or a Gemfile.lock, goes on working.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3028"],
  bad: "FROM ruby:3.4-slim\nRUN gem install puma",
  good: "FROM ruby:3.4-slim\nRUN gem install puma:7.0.4",

  *check(file) {
    yield* unpinnedFindings(file, { packages: named, isPinned, consequence: "each build takes the newest release" });
  },
} satisfies DockerfileRule;

/** What follows `--` goes to the compiler of the gem. */
function named(command: Command): readonly Word[] {
  if (!runs(command, "gem install", "gem i") || hasFlag(command, "-v", "--version", "-g", "--file")) return [];
  const end = command.words.find(({ value }) => value === "--")?.start ?? command.end;
  return operands(command).filter(({ start }) => start < end);
}

function isPinned(name: string): boolean {
  return name.includes(":") || name.endsWith(".gem");
}
