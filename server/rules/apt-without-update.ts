import { aptPrograms } from "../data/systemManagers";
import { appendCommand } from "../edits/edits";
import { type ListlessInstall, listlessInstalls } from "../image/aptLists";
import { aptLists, sudoOf, updateBefore } from "../packages/apt";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: aptPrograms,
  id: "apt-without-update",
  title: "apt-get finds no package lists",
  severity: "warning",
  category: "packages",
  why:
    "Images of Debian and Ubuntu come without package lists, and a RUN that deletes them leaves none to the next: apt-get then knows no package, and the build fails. " +
    "Run `apt-get update` in the same `RUN`.",
  sources: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: "FROM debian:13\nRUN apt-get install -y --no-install-recommends git",
  good: "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*",

  *check(file, facts) {
    for (const found of listlessInstalls(file, facts)) {
      yield {
        span: found.command,
        message: `No apt-get update comes before this, so that there are no package lists and "${found.missing}" cannot be found`,
        fixes: fixes(file, found),
      };
    }
  },
} satisfies DockerfileRule;

function fixes(file: Dockerfile, { command, instruction }: ListlessInstall): Fix[] {
  const update = updateBefore(instruction);
  if (!update) return [];
  const removal = appendCommand(file, instruction, `${sudoOf(command)}rm -rf ${aptLists}/*`);
  const isRemoved = file.text.slice(command.end, instruction.end).includes(aptLists);
  return [
    { title: "Update the lists first", safe: false, edits: removal && !isRemoved ? [update, removal] : [update] },
  ];
}
