import { replace } from "../edits/edits";
import { commandsOf } from "../syntax/runs";
import { subcommand } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["apt"],
  id: "apt-instead-of-apt-get",
  title: "apt is made for people: its options and output may change with each release",
  severity: "info",
  category: "packages",
  aliases: ["DL3027"],
  why:
    "apt is the tool for the terminal: it warns that scripts should not rely on it, shows progress bars, and may change in behaviour. " +
    "`apt-get` and `apt-cache` do the same and stay as they are.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3027",
    "https://manpages.debian.org/stable/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS",
  ],
  bad: "FROM debian:13-slim\nRUN apt update && apt install -y curl",
  good: "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl",

  *check(file) {
    for (const { command } of commandsOf(file, "apt")) {
      const [program] = command.words;
      if (program) yield { span: program, fixes: fixes(file, command) };
    }
  },
} satisfies DockerfileRule;

const ofAptGet = (
  "install reinstall remove purge autoremove update upgrade dist-upgrade full-upgrade " +
  "clean autoclean build-dep source download changelog"
).split(" ");
const ofAptCache = ["search", "show", "policy", "depends", "rdepends", "showsrc"];

/** `apt list` and `apt edit-sources` have no counterpart. */
function fixes(file: Dockerfile, command: Command): Fix[] {
  const [program] = command.words;
  const verb = subcommand(command);
  const tool = ofAptGet.includes(verb?.value ?? "")
    ? "apt-get"
    : ofAptCache.includes(verb?.value ?? "")
      ? "apt-cache"
      : "";
  const written = program && file.text.slice(program.start, program.end);
  if (!program || !verb || tool === "" || !written?.includes("apt")) return [];
  const edits = [replace(program, written.replace(/apt(?=\W?$)/, tool))];
  // Unlike apt, apt-get does not install new packages to upgrade others, and knows the full upgrade by its old name.
  if (verb.value === "upgrade") edits.push({ start: verb.end, end: verb.end, text: " --with-new-pkgs" });
  if (verb.value === "full-upgrade") edits.push(replace(verb, "dist-upgrade"));
  const isVerbatim = file.text.slice(verb.start, verb.end) === verb.value;
  return edits.length === 1 || isVerbatim ? [{ title: `Use ${tool}`, safe: true, edits }] : [];
}
