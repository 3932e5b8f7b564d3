import { addArguments } from "../edits/edits";
import { mayHideOptions, runsOneOf } from "../packages/packages";
import { commandsOf } from "../syntax/runs";
import { hasFlag, subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["zypper"],
  id: "zypper-without-yes",
  title: "zypper asks questions, which nobody can answer during a build",
  severity: "warning",
  category: "packages",
  aliases: ["DL3034"],
  why:
    "zypper asks about packages, keys and conflicts. A build has no input, so that it stops there: " +
    "with `--non-interactive` zypper gives every question its default answer.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3034"],
  bad: "FROM opensuse/leap:15.6\nRUN zypper install httpd && zypper clean",
  good: "FROM opensuse/leap:15.6\nRUN zypper --non-interactive install httpd && zypper clean",

  *check(file) {
    for (const { command, instruction } of commandsOf(file, "zypper")) {
      if (!runsOneOf(command, ["zypper"], asking) || hasFlag(command, ...answers) || command.operator === "|") continue;
      if (mayHideOptions(command, instruction)) continue;
      const verb = subcommand(command);
      const edit = addArguments(command, "--non-interactive", command.words[0]);
      yield {
        span: verb ?? command,
        message: `"zypper ${verb?.value}" asks questions, which nobody can answer during a build`,
        fixes: edit && [{ title: "Add --non-interactive", safe: true, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

const asking =
  "install in remove rm source-install si patch update up dist-upgrade dup verify ve install-new-recommends inr".split(
    " ",
  );

const answers = ["-n", "--non-interactive", "--non-interactive-include-reboot-patches", "-y", "--no-confirm"];
