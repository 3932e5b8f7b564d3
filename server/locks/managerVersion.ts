/** Which version of its package manager an install, or another call of it, finds. */

import { lt } from "semver";
import { nodeTag } from "../data/images";
import { npmOfDistribution, npmOfNode } from "../data/lockFormats";
import { newestNode } from "../data/node";
import { corepack } from "../data/packageManagers";
import { systemInstalls } from "../data/systemManagers";
import { type Install, installsIn } from "../packages/install";
import { isNodeUnknown, nodeMajor } from "../stage/nodeVersion";
import { baseFacts, inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Facts, Stage, Word } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { byStart, lastBefore } from "../util/sorted";

/** A version, and where it comes from, for people: "npm 6 of Node.js 14". */
export interface ManagerVersion {
  /** "6.1.0": the newest that it may be. */
  readonly version: string;
  readonly text: string;
}

/**
 * The package manager that an install starts: what the stage has installed before, what the project asks Corepack for,
 * what comes with Node.js or the distribution. undefined when that cannot be told; "newest" for what moves with its
 * releases.
 */
export function managerVersionOf(
  { instruction, command, manager }: Pick<Install, "instruction" | "command" | "manager">,
  facts: Facts,
): ManagerVersion | "newest" | undefined {
  const { stage } = instruction;
  if (!stage) return undefined;
  const chosen = lastBefore(choicesOf(stage, manager), command.start);
  if (chosen) return chosen.version;
  if (manager === "npm") return npmOf(stage);
  const { managerVersion, manager: own } = facts.project ?? {};
  if (own === manager && manager === "pnpm" && managerVersion !== undefined && usesCorepack(stage))
    return named(manager, managerVersion);
  if (manager === "bun" && /(?:^|\/)bun$/.test(stage.base?.name ?? "")) return ofBun(stage.base?.tag ?? "latest");
  return undefined;
}

/** How npm is told to leave out dev dependencies: `--omit` came with npm 7; what is not known counts as newer. */
export function omitFlag(
  install: Pick<Install, "instruction" | "command" | "manager">,
  facts: Facts,
): "--omit=dev" | "--only=production" {
  const version = managerVersionOf(install, facts);
  return version && version !== "newest" && lt(version.version, "7.0.0") ? "--only=production" : "--omit=dev";
}

/** A command that puts a version there; undefined for one that cannot be told. */
interface Choice {
  readonly start: number;
  readonly version: ManagerVersion | "newest" | undefined;
}

/** `npm install -g npm@6` and `corepack prepare pnpm@8.15.0 --activate` of a stage and its parents, in order. */
const choicesOf = memoizeFor((stage: Stage, manager: string): readonly Choice[] => {
  const choices = inherited(stage).flatMap((instruction) => {
    if (instruction.keyword !== "RUN") return [];
    const installs = new Map(installsIn(instruction).map((install) => [install.command, install]));
    return commandsIn(instruction).flatMap((command): Choice[] => {
      const install = installs.get(command);
      const isCorepack = runs(command, "corepack prepare", "corepack use", "corepack install");
      const words = install?.isGlobal ? install.packages : isCorepack ? operands(command) : [];
      const word = words.findLast(({ text }) => text.replace(/^["']/, "").replace(/(.)@.*/, "$1") === manager);
      return word ? [{ start: command.start, version: chosenBy(word, manager) }] : [];
    });
  });
  return byStart(choices);
});

function chosenBy(word: Word, manager: string): Choice["version"] {
  // `pnpm@latest-10` is the newest release of a line.
  const version = /@(?:latest-(?=\d))?(.*)/.exec(word.value ?? word.text)?.[1];
  return version === undefined || /^(?:latest|next.*)$/.test(version) ? "newest" : named(manager, version);
}

/** "8.15.0", "^6.14", "1.0-slim"; undefined for what names no version. Of a range, the newest is installed. */
function named(manager: string, text: string): ManagerVersion | undefined {
  const found = /^[~^v=]*(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?/.exec(text);
  if (!found) return undefined;
  const [, major = "0", least = newest, last = newest] = found;
  const minor = text.startsWith("^") && major !== "0" ? newest : least;
  const patch = /^[~^]/.test(text) ? newest : last;
  return { version: `${major}.${minor}.${patch}`, text: `${manager} ${major}` };
}

/** In place of a part of a version that a range leaves open. */
const newest = "99999";

/** A tag that names a line alone moves with its releases, as `latest` does. */
function ofBun(tag: string): ManagerVersion | "newest" | undefined {
  return /^(?:[1-9]\d?(?:-|$)|[a-z])/.test(tag) ? "newest" : named("bun", tag);
}

function usesCorepack(stage: Stage): boolean {
  return inherited(stage).some((it) => commandsIn(it).some((command) => runs(command, ...corepack.provides)));
}

/** The npm of the image, of a Node.js that is installed from its makers, or of the distribution. */
const npmOf = memoize((stage: Stage): ManagerVersion | "newest" | undefined => {
  const root = rootOf(stage);
  const full = fullVersion(root);
  if (full !== undefined) return npmBeside(full);
  if (!isNodeUnknown(root)) return "newest";
  for (const instruction of inherited(stage).toReversed()) {
    if (instruction.keyword !== "RUN") continue;
    const major = /\b(?:setup|node)_(\d{1,2})\.x\b/.exec(instruction.argumentText)?.[1];
    if (major !== undefined) return npmBeside(newestNode(Number(major)) ?? `${major}.99.0`);
    if (commandsIn(instruction).some((command) => runs(command, ...installers) && operands(command).some(isNpm))) {
      return npmOfSystem(root);
    }
  }
  return undefined;
});

const installers = systemInstalls();

function isNpm({ value = "" }: { readonly value?: string | undefined }): boolean {
  return /^(?:npm|nodejs-npm)(?:[=~]|$)/.test(value);
}

function npmOfSystem(stage: Stage): ManagerVersion | "newest" | undefined {
  const { distribution } = baseFacts(stage) ?? {};
  if (distribution === undefined) return undefined;
  const version = npmOfDistribution[distribution];
  return version === undefined ? "newest" : { version, text: `npm ${majorOf(version)} of ${distribution}` };
}

function npmBeside(node: string): ManagerVersion | "newest" {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const found = npmOfNode.find(([since]) => {
    const [first = 0, second = 0] = since.split(".").map(Number);
    return major > first || (major === first && minor >= second);
  });
  if (!found || found[0] === npmOfNode[0]?.[0]) return "newest";
  return { version: found[1], text: `npm ${majorOf(found[1])} of Node.js ${major}` };
}

function majorOf(version: string): string {
  return version.slice(0, version.indexOf("."));
}

function rootOf(stage: Stage): Stage {
  return stage.parent ? rootOf(stage.parent) : stage;
}

/** "14.21.3" for node:14, "8.11.999" for node:8.11; undefined for what moves and for other images. */
function fullVersion(stage: Stage): string | undefined {
  const tag = stage.base?.name === "node" ? nodeTag(stage.base.tag ?? "latest") : undefined;
  if (tag?.full !== undefined) return tag.full;
  if (tag?.version !== undefined && /^\d+\.\d+$/.test(tag.version)) return `${tag.version}.999`;
  const major = nodeMajor(stage);
  return major === undefined ? undefined : (newestNode(major) ?? `${major}.99.0`);
}
