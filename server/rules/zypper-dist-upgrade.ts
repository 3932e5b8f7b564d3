import { replace } from "../edits/edits";
import { commandsOf } from "../syntax/runs";
import { runs, subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["zypper"],
  id: "zypper-dist-upgrade",
  title: "zypper dist-upgrade moves the image to another release of the distribution",
  severity: "off",
  category: "packages",
  aliases: ["DL3035"],
  why:
    "`zypper dist-upgrade` may exchange and remove packages until the distribution is another than the tag of the base image says. " +
    "Take a newer base image; `zypper update` brings fixes within the release. On Tumbleweed, which has no releases, it is the way to update.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3035"],
  bad: "FROM opensuse/leap:15.6\nRUN zypper --non-interactive dist-upgrade && zypper clean",
  good: "FROM opensuse/leap:15.6\nRUN zypper --non-interactive update && zypper clean",

  *check(file) {
    for (const { command, instruction } of commandsOf(file, "zypper")) {
      if (!runs(command, "zypper dist-upgrade", "zypper dup")) continue;
      if (/tumbleweed/.test(instruction.stage?.base?.name ?? "")) continue;
      const verb = subcommand(command);
      const isPlain = verb !== undefined && file.text.slice(verb.start, verb.end) === verb.value;
      yield {
        span: verb ?? command,
        fixes: isPlain ? [{ title: "Use zypper update", safe: false, edits: [replace(verb, "update")] }] : [],
      };
    }
  },
} satisfies DockerfileRule;
