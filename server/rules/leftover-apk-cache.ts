import { addArguments, replace } from "../edits/edits";
import { removeCommands } from "../edits/removal";
import { deletes, isMounted, mayShip } from "../packages/caches";
import { mayHideOptions } from "../packages/packages";
import { runsOf, unixCommands } from "../syntax/runs";
import { hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Edit, Fix, Instruction } from "../types";

const folders = ["/var/cache/apk", "/etc/apk/cache"];

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["apk"],
  id: "leftover-apk-cache",
  title: "apk leaves its package index in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3019"],
  why:
    "`apk update`, and `apk add` after it, keep the index of all packages under `/var/cache/apk`, which nothing reads once the image is built. " +
    "With `--no-cache` apk fetches the newest index itself and keeps nothing, so that neither `apk update` nor a clean-up is needed.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3019",
    "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Local_Cache",
  ],
  bad: "FROM alpine:3.22\nRUN apk update && apk add curl",
  good: "FROM alpine:3.22\nRUN apk add --no-cache curl",

  *check(file) {
    for (const instruction of runsOf(file, "apk")) {
      if (!mayShip(instruction) || isMounted(instruction, folders)) continue;
      const commands = unixCommands(instruction);
      const adds = commands.filter((command) => runs(command, "apk add") && !mayHideOptions(command, instruction));
      const caching = adds.filter((command) => !hasFlag(command, "--no-cache", "--no-network"));
      const isCleaned = commands.some(
        (command) => adds[0] && command.start > adds[0].start && deletes(command, folders),
      );
      const updates = commands.filter((command) => runs(command, "apk update"));
      const found = caching.length > 0 ? fixes(file, instruction, caching, updates) : [];
      for (const command of caching) {
        yield {
          span: subcommand(command) ?? command,
          severity: isCleaned ? "hint" : undefined,
          message: isCleaned ? "With --no-cache there is no index to fetch before and to delete afterwards" : undefined,
          fixes: found,
        };
      }
      if (caching.length > 0 || adds.length === 0 || isCleaned) continue;
      const edits = removeCommands(file, instruction, updates);
      for (const command of updates) {
        yield {
          span: command,
          message: `"apk update" leaves its index in the image, which "apk add --no-cache" does without`,
          fixes: edits && [{ title: "Drop apk update", safe: false, edits }],
        };
      }
    }
  },
} satisfies DockerfileRule;

function fixes(
  file: Dockerfile,
  instruction: Instruction,
  adds: readonly Command[],
  updates: readonly Command[],
): Fix[] {
  const flags = adds.flatMap((command) => addNoCache(file, command) ?? []);
  if (flags.length < adds.length) return [];
  const clean = unixCommands(instruction).filter((command) => onlyDeletesIndex(command));
  const needless = [...updates, ...clean];
  const drops = needless.length > 0 ? removeCommands(file, instruction, needless) : undefined;
  const names = [updates.length > 0 ? "apk update" : "", clean.length > 0 ? "rm" : ""].filter((name) => name !== "");
  const add: Fix = { title: "Add --no-cache", safe: true, edits: flags };
  if (!drops) return [add];
  const both: Fix = {
    title: `Add --no-cache and drop ${names.join(" and ")}`,
    safe: false,
    edits: [...flags, ...drops],
  };
  // The flag alone would leave the index that "apk update" has fetched.
  return updates.length > 0 ? [both] : [both, add];
}

/** In place of `-U`, which it includes, else behind `add`. */
function addNoCache({ text }: Dockerfile, command: Command): Edit | undefined {
  const update = command.words.find(({ value }) => /^(?:-U|--update|--update-cache)$/.test(value ?? ""));
  if (update && text.slice(update.start, update.end) === update.value) return replace(update, "--no-cache");
  return addArguments(command, "--no-cache", subcommand(command));
}

function onlyDeletesIndex(command: Command): boolean {
  const paths = runs(command, "rm") ? operands(command) : [];
  return paths.length > 0 && paths.every(({ value = "" }) => /^\/var\/cache\/apk(?:\/|$)/.test(value));
}
