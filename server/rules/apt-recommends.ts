import { aptPrograms } from "../data/systemManagers";
import { addArguments } from "../edits/edits";
import { aptCommands, aptOption, isConfigured, settersOf } from "../packages/apt";
import { certificatesOf, isCertificates, isCertified, needsCertificates } from "../packages/certificates";
import { hidesOptions } from "../packages/hiddenOptions";
import { runsOf } from "../syntax/runs";
import { hasFlag, operands, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Edit, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: aptPrograms,
  id: "apt-recommends",
  title: "apt-get also installs packages that are only recommended",
  severity: "info",
  category: "packages",
  aliases: ["DL3015"],
  why:
    "Debian's packages recommend others that most desktops want and few containers need: more to download, and more that may be vulnerable. " +
    "`--no-install-recommends` leaves them out; name those that you do need.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3015",
    "https://docs.docker.com/build/building/best-practices/#apt-get",
  ],
  bad: "FROM debian:13\nRUN apt-get update && apt-get install -y dumb-init",
  good: "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends dumb-init",

  *check(file) {
    const setters = settersOf(file, "install-recommends");
    const certificates = certificatesOf(file);
    for (const run of runsOf(file, ...aptPrograms)) {
      const isTemporary = run.stage !== undefined && !run.stage.ships && !run.onbuild;
      for (const command of aptCommands(run, "install")) {
        const packages = operands(command);
        if (packages.length === 0 && command.wrappers.length === 0) continue;
        if (isDecided(command) || hidesOptions(command, run) || isConfigured(setters, run)) continue;
        yield {
          span: subcommand(command) ?? command,
          severity: isTemporary ? "hint" : undefined,
          fixes: withoutRecommends(file, command, packages, isTemporary, isCertified(certificates, run, command)),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Asking for the recommended packages is a decision too. */
function isDecided(command: Command): boolean {
  if (hasFlag(command, "--no-install-recommends", "--install-recommends", "--without-recommends")) return true;
  return aptOption(command, "apt::install-recommends") !== undefined;
}

function withoutRecommends(
  file: Dockerfile,
  command: Command,
  packages: readonly Word[],
  optional: boolean,
  hasCertificates: boolean,
): Fix[] | undefined {
  const needy = packages.find(({ value }) => needsCertificates.has(value ?? ""));
  const isNamed = hasCertificates || packages.some(isCertificates);
  const certificates = needy && !isNamed ? needy : undefined;
  const flag = addArguments(command, "--no-install-recommends", lastOption(command));
  const added =
    certificates && (lineBelow(file, certificates) ?? addArguments(command, "ca-certificates", certificates));
  if (!flag || (certificates && !added)) return undefined;
  const title = certificates
    ? `Add --no-install-recommends, and ca-certificates, which ${certificates.value} needs for HTTPS`
    : "Add --no-install-recommends";
  const edits: Edit[] = added ? [flag, added] : [flag];
  return [{ title, safe: false, edits, ...(optional ? { optional } : {}) }];
}

/** A line of its own for the certificates below a package that has one. */
function lineBelow({ text, escape }: Dockerfile, { start, end }: Word): Edit | undefined {
  const lead = /\n([ \t]*)$/.exec(text.slice(Math.max(0, start - longestIndent), start))?.[1];
  const tail = /^[ \t]*([\\`])\r?\n/.exec(text.slice(end, end + longestIndent));
  if (lead === undefined || tail?.[1] !== escape) return undefined;
  const at = end + tail[0].length;
  return { start: at, end: at, text: `${lead}ca-certificates${tail[0]}` };
}

const longestIndent = 200;

/** The `-y` directly behind `install`, else `install`. */
function lastOption(command: Command): Word | undefined {
  const verb = subcommand(command);
  const next = verb && command.words[command.words.indexOf(verb) + 1];
  return next && /^-(?=[a-z]*y)[a-z]+$|^--(?:yes|assume-yes)$/.test(next.value ?? "") ? next : verb;
}
