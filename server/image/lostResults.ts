/** Cache mounts over what an install or a build makes, so that the image does not get it. */

import { copySources } from "../context/contextSources";
import { mayExist, wholeContext } from "../context/contextTree";
import { isIgnored } from "../context/madeLater";
import { pythonName } from "../data/startPrograms";
import { installsIn } from "../packages/install";
import { isPreparation } from "../packages/preparation";
import { mainProcess } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { copiesOf, flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Mount, Stage } from "../types";
import { baseName, isWithin } from "../util/paths";
import { insideOf, joined } from "./model";

export interface LostResult {
  readonly mount: Mount;
  /** The folder of the image that the mount covers, absolute. */
  readonly path: string;
  /** What misses it: a COPY from the stage, or what the container starts; undefined: the image that ships. */
  readonly missedBy: Instruction | undefined;
}

/** The cache mounts of a RUN over a folder that the image, or a stage that copies from it, certainly misses. */
export function lostResults(instruction: Instruction, file: Dockerfile, facts: Facts): LostResult[] {
  const { stage, mounts, onbuild, before } = instruction;
  if (!stage || onbuild) return [];
  return mounts.flatMap((mount): LostResult[] => {
    const path = resolvePath(before.workdir, mount.target);
    if (mount.type !== "cache" || mount.options.has("from") || !path || path === "/" || path.includes("$")) return [];
    if (!fills(instruction, path) || mayCopyOut(instruction) || mayBeFilled(stage, path, facts)) return [];
    const missedBy = takerOf(path, stage, file);
    if (missedBy) return [{ mount, path, missedBy }];
    const isNeeded = shipsFrom(file, stage) && isPreparation(instruction) && installsIn(instruction).length > 0;
    const isOnly = stage.instructions.every((other) => other === instruction || !mountsAt(other, path));
    return isNeeded && isOnly ? [{ mount, path, missedBy: undefined }] : [];
  });
}

/** Folders that tools fill in the one that they work in. */
const results: readonly { readonly folder: string; readonly calls: readonly string[] }[] = [
  { folder: "vendor", calls: ["composer install", "composer update", "go mod vendor"] },
  { folder: ".venv", calls: ["uv sync", "uv venv"] },
  { folder: "target", calls: ["cargo build", "mvn package", "mvnw package", "mvn install", "mvn verify"] },
  { folder: "build", calls: ["gradle build", "gradlew build", "gradle bootJar", "gradlew bootJar"] },
];

/** Whether a RUN makes what stands at the path of a mount, in the folder that it starts in. */
function fills(instruction: Instruction, path: string): boolean {
  const name = baseName(path);
  const commands = commandsIn(instruction);
  const folder = instruction.before.workdir ?? "/";
  if (commands.some((command) => command.name === "cd")) return false;
  if (commands.some((command) => isVenvAt(command, path, folder))) return true;
  if (path !== joined(folder, name)) return false;
  if (name === "node_modules") return installsIn(instruction).some(({ isGlobal }) => !isGlobal);
  return results.some((one) => one.folder === name && commands.some((command) => runs(command, ...one.calls)));
}

function isVenvAt({ name, words }: Command, path: string, folder: string): boolean {
  const isVenv = pythonName.test(name ?? "") && words[1]?.value === "-m" && words[2]?.value === "venv";
  return isVenv && resolvePath(folder, words.at(-1)?.value) === path;
}

/** Whether a RUN may put it elsewhere: what is no install and no build of a known tool may do anything. */
function mayCopyOut(instruction: Instruction): boolean {
  const { script, heredocs } = instruction;
  if (!script || script.errors.length > 0 || heredocs.length > 0) return true;
  return script.commands.some(({ name = "", words, redirects }) => {
    return redirects.length > 0 || copiers.test(name) || words.some(({ value }) => value === undefined);
  });
}

const copiers = /^(?:|cp|mv|tar|rsync|install|ln|find|cpio|zip|make|just|task|(?:ba|a|da)?sh|.*\.sh|xargs)$/;

function mountsAt(instruction: Instruction, path: string): boolean {
  return instruction.mounts.some(({ target }) => resolvePath(instruction.before.workdir, target) === path);
}

/** Whether something else may bring it into the stage. */
function mayBeFilled(stage: Stage, path: string, facts: Facts): boolean {
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    if (link.instructions.some((step) => mayBring(step, path, facts))) return true;
  }
  return false;
}

function mayBring(step: Instruction, path: string, facts: Facts): boolean {
  if (step.onbuild) return true;
  if (step.keyword === "RUN") {
    return !mountsAt(step, path) && (!isPreparation(step) || installsIn(step).some(({ isGlobal }) => !isGlobal));
  }
  if (!isCopy(step)) return false;
  const target = resolvePath(step.before.workdir, step.words.at(-1)?.value);
  if (target === undefined || isWithin(target, path)) return true;
  const inside = insideOf(path, target);
  if (inside === undefined) return false;
  const context = wholeContext(facts);
  const sources = copySources(step);
  if (!takesFromContext(step) || !context || sources.length < step.words.length - 1) return true;
  return sources.some(({ path: source }) => {
    const place = source === "." ? inside : `${source}/${inside}`;
    return mayExist(context, place) && !isIgnored(place, facts);
  });
}

/** What certainly does not find it: a COPY of it from the stage, or the start of a program that lies in it. */
function takerOf(path: string, stage: Stage, file: Dockerfile): Instruction | undefined {
  const copy = copiesOf(file).find((one) => {
    const from = flagOf(one, "from")?.value?.value;
    if (from === undefined || one.onbuild || findStage(file, from, one.stage) !== stage) return false;
    return one.words.slice(0, -1).some(({ value }) => isWithin(resolvePath("/", value) ?? "/", path));
  });
  if (copy || !shipsFrom(file, stage) || !file.final) return copy;
  const main = mainProcess(file.final);
  const program = main?.argv[0]?.value;
  const place = program?.includes("/") ? resolvePath(file.final.after.workdir, program) : undefined;
  return place !== undefined && isWithin(place, path) ? main?.starts : undefined;
}

/** Whether the stage that ships is this one. */
function shipsFrom(file: Dockerfile, stage: Stage): boolean {
  return file.final === stage;
}
