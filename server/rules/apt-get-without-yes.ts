import { aptPrograms } from "../data/systemManagers";
import { aptCommands, aptOption, isConfigured, isTrue, settersOf } from "../packages/apt";
import { hidesOptions } from "../packages/hiddenOptions";
import { unconfirmed } from "../packages/packages";
import { readArguments } from "../syntax/options";
import { runsOf } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: aptPrograms,
  id: "apt-get-without-yes",
  title: "apt-get asks for confirmation, which nobody can give during a build",
  severity: "warning",
  category: "packages",
  aliases: ["DL3014"],
  why:
    "When more than the named packages is to be installed, apt-get asks whether to go on. " +
    "A build has no input, so it stops there: answer with `-y`.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3014",
    "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
  ],
  bad: "FROM debian:13\nRUN apt-get update && apt-get install curl",
  good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl",

  *check(file) {
    const setters = settersOf(file, "assume-yes");
    for (const run of runsOf(file, ...aptPrograms)) {
      for (const command of aptCommands(run, ...asking)) {
        if (isAnswered(command) || hidesOptions(command, run) || isConfigured(setters, run)) continue;
        yield unconfirmed(command);
      }
    }
  },
} satisfies DockerfileRule;

const asking = [
  "install",
  "reinstall",
  "remove",
  "purge",
  "autoremove",
  "upgrade",
  "dist-upgrade",
  "full-upgrade",
  "build-dep",
];

/** By an option, by being very quiet, by input, or because nothing is done. */
function isAnswered(command: Command): boolean {
  if (hasFlag(command, "-y", "--yes", "--assume-yes", "--assume-no", ...dry)) return true;
  if (runs(command, "apt-get purge", "apt-get remove", "apt purge", "apt remove") && takesNothing(command)) return true;
  if (quietness(command) >= 2 || isTrue(aptOption(command, "apt::get::assume-yes"))) return true;
  return command.operator === "|" || command.redirects.some(({ operator }) => operator.includes("<"));
}

/** Nothing is named, not even by `xargs`. */
function takesNothing(command: Command): boolean {
  return operands(command).length === 0 && command.wrappers.length === 0;
}

const dry = ["-s", "--simulate", "--just-print", "--dry-run", "--recon", "--no-act", "--print-uris"];

/** From the second level on, -q implies -y. */
function quietness(command: Command): number {
  return readArguments(command).options.reduce((level, { names, attached }) => {
    const isQuiet = names.includes("-q") || names.includes("--quiet");
    if (isQuiet && attached) return Number(attached.value) || 0;
    return level + names.filter((name) => name === "-q" || name === "--quiet").length;
  }, 0);
}
