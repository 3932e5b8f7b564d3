import { managerOf } from "../data/packageManagers";
import { addFlag, appendCommand } from "../edits/edits";
import { hasMissedCache, mayCatch } from "../packages/cacheMounts";
import { type Install, installsIn, installsOf, isInMount } from "../packages/install";
import { isForDevelopment } from "../stage/purpose";
import { baseFacts, changesUser } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, DockerfileRule, Fix, Stage } from "../types";

const { cache } = managerOf("npm");

export default {
  on: "Dockerfile",
  needs: ["npm"],
  id: "leftover-npm-cache",
  title: "npm leaves its download cache in the image",
  severity: "info",
  category: "node",
  why:
    "npm keeps every package that it downloads in `~/.npm`, which nothing reads once the image is built. " +
    "A cache mount keeps it out of the layer and makes the next build faster; `npm cache clean --force` in the same `RUN` only keeps it out.",
  sources: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM node:24-slim\nRUN npm ci --omit=dev",
  good: "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci --omit=dev",

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const stage of file.stages) {
      if (!stage.ships || movesCache(stage)) continue;
      const seen = new Set();
      for (const install of installsOf(stage)) {
        const { command, instruction, manager } = install;
        if (manager !== "npm" || seen.has(instruction) || mayCatch(instruction, "npm", facts)) continue;
        // Who installs what is thrown away does so for the cache.
        if (!install.isGlobal && isInMount(install)) continue;
        seen.add(instruction);
        if (commandsIn(instruction).some(deletesNpmCache)) continue;
        yield {
          span: command.words[0] ?? command,
          fixes: hasMissedCache(instruction, facts) ? undefined : fixes(file, stage, install),
        };
      }
    }
  },
} satisfies DockerfileRule;

function deletesNpmCache(command: Parameters<typeof runs>[0]): boolean {
  if (runs(command, ...cache.calls)) return true;
  return runs(command, "rm") && command.words.some(({ text }) => /\.npm(?:\/|$)|_cacache|\/tmp/.test(text));
}

function movesCache(stage: Stage): boolean {
  return cache.movers.some((name) => stage.variable(name) !== undefined);
}

function fixes(file: Dockerfile, stage: Stage, { command, instruction }: Install): Fix[] {
  // Somebody else has another home folder.
  const callers = commandsIn(instruction).filter(({ start, end }) => start <= command.start && end >= command.end);
  if (callers.some(changesUser)) return [];
  const user = instruction.before.user;
  const account = baseFacts(stage)?.appUser;
  const isRoot = user ? /^(?:root|0)(?::|$)/.test(user.value ?? "") : baseFacts(stage)?.defaultUser === "root";
  const isApp = user !== undefined && account !== undefined && user.value?.split(":")[0] === account.name;
  const mount = isRoot
    ? cache.folder
    : isApp && account.uid !== undefined
      ? `/home/${account.name}/.npm,uid=${account.uid}`
      : undefined;
  const clean = installsIn(instruction).length > 0 ? appendCommand(file, instruction, cache.clean) : undefined;
  const found: Fix[] = [];
  if (mount) {
    const edit = addFlag(instruction, `--mount=type=cache,target=${mount}`);
    found.push({ title: "Keep the cache in a cache mount", safe: false, edits: [edit] });
  }
  if (clean) found.push({ title: "Clean the cache in this RUN", safe: false, edits: [clean] });
  return found;
}
