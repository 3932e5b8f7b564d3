import { pipCall, unpinnedFindings } from "../packages/packages";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["pip"],
  id: "unpinned-pip-package",
  title: "A Python package is installed without a version",
  severity: "info",
  category: "packages",
  aliases: ["DL3013"],
  why:
    "Without a version each build takes the newest release, be it one that breaks the application or one that somebody has tampered with. " +
    "PyPI keeps old releases, so that a version in the command, or better a requirements file with all of them, goes on working.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3013",
    "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
  ],
  bad: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask",
  good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.2",

  *check(file) {
    yield* unpinnedFindings(file, { packages: named, isPinned, consequence: "each build takes the newest release" });
  },
} satisfies DockerfileRule;

function named(command: Command): readonly Word[] {
  const call = pipCall(command);
  if (!call || !runs(call, "pip install", "pipx install", "uv install")) return [];
  if (hasFlag(call, "-r", "--requirement", "-c", "--constraint", "--constraints", "--group", "--no-index")) return [];
  const words = operands(call);
  if (words.some(({ value }) => value === ".")) return [];
  // Who upgrades the installer asks for the newest.
  const isUpgrade = hasFlag(call, "-U", "--upgrade");
  return words.filter(({ value = "" }) => !isUpgrade || !/^(?:pip|setuptools|wheel)$/.test(value));
}

/** By version or range, as a file or address, or as a commit of a repository. */
function isPinned(name: string): boolean {
  const repository = /^(?:git|hg|svn|bzr)\+\w+:\/\/[^/]+([^#]*)/.exec(name)?.[1];
  return repository === undefined ? /[=<>~!@/]|^\.|\.(?:whl|gz|zip)$/.test(name) : repository.includes("@");
}
