import { addArguments } from "../edits/edits";
import { type RefusedCall, refusedCalls } from "../projects/externallyManaged";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["pip"],
  id: "refused-pip-install",
  title: "pip refuses to install into the Python of the distribution",
  severity: "warning",
  category: "packages",
  breaks: true,
  why:
    "Since Debian 12, Ubuntu 23.04 and Alpine 3.19 the Python of the distribution is marked as externally managed, and pip ends with an error instead of installing into it, with `--user` too. " +
    "Install into a virtual environment, start from the image `python`, or pass `--break-system-packages`, which does little harm where a container has no other use for that Python.",
  sources: [
    "https://peps.python.org/pep-0668/",
    "https://packaging.python.org/en/latest/specifications/externally-managed-environments/",
  ],
  bad: "FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*\nRUN pip3 install --no-cache-dir flask==3.1.0",
  good: "FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*\nRUN pip3 install --break-system-packages --no-cache-dir flask==3.1.0",

  *check(file, facts) {
    for (const stage of file.stages) {
      const calls = refusedCalls(stage, facts);
      const [first, ...others] = calls;
      if (!first) continue;
      const { command, system } = first;
      yield {
        span: subcommand(command) ?? command,
        message: `pip refuses to install into the Python of ${system}, which is marked as externally managed, so that the build stops here`,
        fixes: fixOf(calls),
        related: others.map((call) => ({ ...spanOf(call), message: "and here" })),
      };
    }
  },
} satisfies DockerfileRule;

function spanOf({ command }: RefusedCall): { start: number; end: number } {
  const { start, end } = subcommand(command) ?? command;
  return { start, end };
}

/** All calls of the stage are told so: each would stop the build. */
function fixOf(calls: readonly RefusedCall[]): Fix[] {
  const edits = calls.flatMap(
    ({ command }) => addArguments(command, "--break-system-packages", subcommand(command)) ?? [],
  );
  return edits.length === calls.length ? [{ title: "Add --break-system-packages", safe: false, edits }] : [];
}
