/** An install by another package manager than the project's own, written for that one. */

import { isSent } from "../context/leftOut";
import { holdsCredential } from "../context/secrets";
import { type ManagerFacts, managerOf } from "../data/packageManagers";
import { insertAfter, insertBefore, isWhole, keywordLike, replace } from "../edits/edits";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { translatedInstall } from "../locks/translatedInstall";
import { installsIn } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { isReason, type Reason } from "../util/reason";
import { type ForeignInstall, isRootAt, provision } from "./ownManager";

/** The edits that let a stage install with the project's own manager; else why that is left to people, as a clause. */
export function managerSwitch(file: Dockerfile, foreign: ForeignInstall, facts: Facts): readonly Edit[] | Reason {
  const { install, own } = foreign;
  const { instruction, command } = install;
  const { stage } = instruction;
  if (stage?.base?.name !== "node") return { reason: "the image is none of Node.js" };
  if (instruction.exec || command.within.length > 0 || instruction.heredocs.length > 0)
    return { reason: "the install cannot be read" };
  if (own.name === "yarn-berry" && pathSet(facts.files ?? []).has(".pnp.cjs"))
    return { reason: "Yarn's Plug'n'Play would have to start the program, too" };
  if (!isSent(foreign.lockfile, facts)) return { reason: `${foreign.lockfile} does not get into the image` };
  const readsNpmrc =
    pathSet(facts.files ?? []).has(".npmrc") || instruction.mounts.some(({ target }) => target?.endsWith("/.npmrc"));
  if (readsNpmrc && !own.readsNpmrc) return { reason: `${own.program} does not read .npmrc` };
  const brought = provision(stage, own, facts);
  if (isReason(brought)) return brought;
  const line = translatedInstall(install, own, facts);
  if (typeof line === "object") return line;
  const copied = copiesBefore(file, foreign, facts);
  if (isReason(copied)) return copied;
  const others = otherCalls(stage, foreign);
  if (isReason(others)) return others;
  const place = stage.instructions.find((it) => isCopy(it) && takesFromContext(it) && it.start < instruction.start);
  if (brought.length > 0 && !isRootAt(stage, place ?? instruction))
    return { reason: `only root can bring ${own.program} to the image` };
  const first = command.words[0] ?? command;
  const linker =
    own.name === "yarn-berry" && !isLinked(facts)
      ? [`${keywordLike(file, stage.from, "ENV")} YARN_NODE_LINKER=node-modules`]
      : [];
  const lines = [...brought.map((it) => keywordLike(file, stage.from, it.slice(0, 3)) + it.slice(3)), ...linker];
  return [
    ...(lines.length === 0 ? [] : [insertBefore(file, place ?? instruction, ...lines)]),
    ...copied,
    ...mountEdits(instruction, managerOf(install.manager), own),
    { start: first.start, end: command.words.at(-1)?.end ?? first.end, text: line },
    ...others,
  ];
}

/** Whether yarn links node_modules as npm does. */
function isLinked({ contents }: Facts): boolean {
  return /^nodeLinker:\s*["']?(?:node-modules|pnpm)/m.test(contents?.get(".yarnrc.yml") ?? "");
}

/** The cache mount of one manager becomes that of the other. */
function mountEdits({ mounts }: Instruction, { cache }: ManagerFacts, own: ManagerFacts): Edit[] {
  return mounts.flatMap(({ type, target, optionSpans }) => {
    const span = optionSpans.get("target") ?? optionSpans.get("dst") ?? optionSpans.get("destination");
    const isCache = type === "cache" && target?.replace(/\/$/, "") === cache.folder;
    return isCache && span ? [replace(span, `target=${own.cache.folder}`)] : [];
  });
}

// ------------------------------------------------------------------------ files

/** What brings the lock file and the settings to the install, where nothing does. */
function copiesBefore(
  file: Dockerfile,
  { install, own, lockfile }: ForeignInstall,
  facts: Facts,
): readonly Edit[] | Reason {
  const { files = [], contents } = facts;
  const { instruction } = install;
  const { workdir } = instruction.before;
  if (workdir === undefined || instruction.mounts.some(({ type }) => type === "bind"))
    return { reason: "it cannot be told what the install finds" };
  const settings = own.settings.filter(
    (path) => isSent(path, facts) && !(path === ".npmrc" && holdsCredential(contents?.get(path) ?? "_auth=x")),
  );
  const folders = ["patches", ...(own.folders ?? [])].filter((folder) =>
    files.some((path) => path.startsWith(`${folder}/`) && isSent(path, facts)),
  );
  const view = imageFiles(file, facts).before(instruction, install.command);
  const sample = (folder: string) => files.find((path) => path.startsWith(`${folder}/`)) ?? folder;
  const states = new Map(
    [lockfile, ...settings, ...folders].map((path) => [
      path,
      view.at(joined(workdir, folders.includes(path) ? sample(path) : path)),
    ]),
  );
  if ([...states.values()].includes(undefined)) return { reason: `it cannot be told whether ${lockfile} is there` };
  const gone = [...states].filter(([, found]) => found === "absent").map(([path]) => path);
  if (gone.length === 0) return [];
  const copy = instruction.stage?.instructions.findLast(
    (it) => it.start < instruction.start && it.keyword === "COPY" && bringsManifest(it, workdir),
  );
  const source = copy?.words.slice(0, -1).find(({ value }) => manifestWord.test(value ?? ""));
  const target = copy?.words.at(-1);
  if (!copy || !source || !target || copy.exec || !isWhole(source))
    return { reason: `nothing copies ${lockfile} before the install` };
  const paths = gone.filter((path) => !folders.includes(path));
  const needsSlash = !/(?:\/|^\.{1,2})$/.test(target.value ?? "");
  const head = file.text.slice(copy.start, copy.flags.at(-1)?.end ?? copy.name.end);
  const lines = gone.filter((path) => folders.includes(path)).map((path) => `${head} ${path} ./${path}/`);
  return [
    ...(paths.length > 0 ? [{ start: source.end, end: source.end, text: ` ${paths.join(" ")}` }] : []),
    ...(needsSlash && paths.length > 0 ? [{ start: target.end, end: target.end, text: "/" }] : []),
    ...(lines.length > 0 ? [insertAfter(file, copy, ...lines)] : []),
  ];
}

const manifestWord = /^(?:\.\/)?package(?:\*|\.json|\*\.json)$/;

function bringsManifest({ words, before }: Instruction, workdir: string): boolean {
  const isHere = resolvePath(before.workdir, words.at(-1)?.value) === workdir;
  return isHere && words.slice(0, -1).some(({ value }) => manifestWord.test(value ?? ""));
}

// ----------------------------------------------------------------- other commands

/** What the other calls of the foreign manager in a stage become; a reason where one cannot stay and has no counterpart. */
function otherCalls(stage: Stage, { install, own }: ForeignInstall): readonly Edit[] | Reason {
  const manager = managerOf(install.manager);
  const edits: Edit[] = [];
  for (const instruction of stage.instructions) {
    if (instruction.keyword !== "RUN" || instruction.onbuild) continue;
    const globals = new Set(installsIn(instruction).flatMap((it) => (it.isGlobal ? it.command : [])));
    for (const command of commandsIn(instruction)) {
      if (command === install.command || !manager.programs.includes(command.name ?? "") || globals.has(command))
        continue;
      const text = counterpart(command, manager, own);
      if (typeof text === "object") return text;
      const [first, last] = [command.words[0], command.words.at(-1)];
      if (text !== undefined && (!first || !last || instruction.exec)) return { reason: "not every RUN can be read" };
      if (text !== undefined && first && last) edits.push({ start: first.start, end: last.end, text });
    }
  }
  return edits;
}

/** What a call becomes; undefined where it may stay. */
function counterpart(command: Command, manager: ManagerFacts, own: ManagerFacts): string | undefined | Reason {
  const words = command.words.map(({ value, text }) => value ?? text);
  if (runs(command, ...manager.cache.calls)) return own.cache.clean;
  if (runs(command, ...manager.config, ...(manager.chooses ?? [])) || runs(command, `${manager.program} pkg`))
    return undefined;
  const call = readPackageCall(words);
  if (call?.kind === "script" && !call.target && call.doubt === undefined && call.words.length === 0)
    return `${own.program} run ${call.name}`;
  if (call?.kind === "script" || call?.kind === "program") return undefined;
  if (manager.prune && runs(command, ...manager.prune.calls) && own.prune && operands(command).length === 0)
    return own.prune.command;
  if (words.length === 2 && /^-/.test(words[1] ?? "")) return undefined;
  return { reason: `"${words.slice(0, 3).join(" ")}" would have to be another command, too` };
}
