/** Which command of a build asks the toolchain of its image for a version that it has not. */

import { contextSourcesOf } from "../context/contextSources";
import { takes } from "../context/takenFiles";
import { officialName } from "../data/images";
import { unixShells } from "../data/startPrograms";
import { callsOf } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { folderBefore } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import { runs as calls, hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { baseName, isWithin } from "../util/paths";
import type { Toolchain } from "./toolchains";
import type { Refusal } from "./wantedVersions";

/**
 * The first command that ends for want of a version, in a stage that stands on an image and takes the manifest from the
 * context.
 * @param base the stage that starts from the image. @param refusal what the project asks for.
 * @returns its first two words; undefined where none does for certain.
 */
export function toolchainCall(
  file: Dockerfile,
  base: Stage,
  toolchain: Toolchain,
  { manifest, mayFetch }: Refusal,
  facts: Facts,
): string | undefined {
  const { variables = [], files, programs, needs } = toolchain;
  if (files && facts.files?.some((path) => files.test(path))) return undefined;
  const stages = file.stages.filter((stage) => rootOf(stage) === base);
  if (variables.some((name) => stages.some((stage) => mentions(stage, name)))) return undefined;
  const commands = stages.flatMap(({ instructions }) =>
    instructions.flatMap((it) => (it.keyword === "RUN" && !it.onbuild ? unixCommands(it) : [])),
  );
  if (commands.some(({ name }) => name === undefined || programs?.test(name))) return undefined;
  if (stages.some((stage) => bringsAnother(stage, toolchain.home))) return undefined;
  const taken = contextSourcesOf(file).filter(({ instruction }) => stages.some((stage) => stage === instruction.stage));
  const isNewGradle =
    officialName(base.base?.name ?? "") === "gradle" && /^(?:[89]|\d\d|jdk)/.test(base.base?.tag ?? "");
  if (mayFetch && (!isNewGradle || commands.some(({ name }) => name === "gradlew"))) return undefined;
  const isTaken = taken.some((source) => takes(source, manifest));
  const runs = stages.flatMap(({ instructions }) => instructions.filter((it) => it.keyword === "RUN" && !it.onbuild));
  const isChange = (it: Command) => mayRewrite(it, baseName(manifest)) || mayReplace(it, toolchain);
  const change = commands.find(isChange)?.start ?? Number.POSITIVE_INFINITY;
  const call = runs
    .flatMap((run) => callsOf(run, folderBefore(run)).map(({ command, folder }) => ({ run, command, folder })))
    .find(
      ({ run, command, folder }) =>
        isTaken &&
        command.start < change &&
        command.next !== "||" &&
        command.operator !== "||" &&
        needs(command) &&
        (!toolchain.isNearest || readsIt(file, facts, run, command, folder, manifest)),
    );
  return call?.command.words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(" ");
}

/** Whether a copy puts something in the place of the toolchain, or around it: `COPY --from=golang:1.25 /usr/local/go /usr/local/go`. */
function bringsAnother({ instructions }: Stage, home: string): boolean {
  return instructions.some((it) => {
    if (!isCopy(it) || it.onbuild || !flagOf(it, "from")) return false;
    const target = resolvePath(folderBefore(it), it.words.at(-1)?.value);
    return target === undefined || isWithin(target, home) || isWithin(home, target);
  });
}

/** Whether a command may put another toolchain into the place of the one that the image has: an archive, an installer. */
function mayReplace({ name = "", words }: Command, { home, packages }: Toolchain): boolean {
  if (!packages) return false;
  const isInstaller = unixShells.has(name) && !/^-\w*c$/.test(words[1]?.value ?? "");
  if (isInstaller || /\.sh$/.test(words[0]?.value ?? "")) return true;
  const isUnpacked = /^(?:tar|bsdtar|unzip)$/.test(name);
  return words.slice(1).some(({ value = "/" }) => {
    const path = value.replace(/^[-\w]*=?(?=\/)/, "");
    return packages.test(value) ? name.startsWith("ap") : isWithin(path, home) || (isUnpacked && isWithin(home, path));
  });
}

/** Whether a command may write the manifest anew: what names it and does not only read it, `go mod edit` among them. */
function mayRewrite(command: Command, manifest: string): boolean {
  const { name = "", words, redirects } = command;
  const isIt = (word: Word | undefined) => word?.value !== undefined && baseName(word.value) === manifest;
  if (redirects.some(({ operator, target }) => operator.includes(">") && isIt(target))) return true;
  return calls(command, "go mod edit") || (rewriting.test(name) && words.slice(1).some(isIt));
}

const rewriting = /^(?:sed|perl|awk|mv|cp|tee|jq|yq|patch|dasel|ed|ex)$/;

/** Whether a command finds the manifest of the context, and not that of another project in its folder or in one above. */
function readsIt(
  file: Dockerfile,
  facts: Facts,
  run: Instruction,
  command: Command,
  folder: string | undefined,
  manifest: string,
): boolean {
  if (hasFlag(command, ...otherPlaces)) return false;
  // A lock file lies beside its manifest.
  const name = manifest === "Cargo.lock" ? "Cargo.toml" : manifest;
  // Where it is not known, it is this one when the context has no other.
  const isOnly = !facts.files?.some(
    (path) =>
      path !== name && (baseName(path) === name || (name === "pyproject.toml" && baseName(path) === "setup.py")),
  );
  if (folder === undefined || run.mounts.some(({ type }) => type === "bind")) return isOnly;
  const view = imageFiles(file, facts).before(run, command);
  for (let at = folder; ; at = parentOf(at)) {
    const found = view.at(joined(at, name));
    // Setuptools alone: pip looks no further up.
    if (found === "absent" && name === "pyproject.toml" && view.at(joined(at, "setup.py")) !== "absent") return isOnly;
    if (found === "absent" && name !== manifest && view.at(joined(at, manifest)) !== "absent") return isOnly;
    if (found !== "absent") return found?.source === undefined ? isOnly : found.source === name;
    if (at === "/") return false;
  }
}

/** Options that name another project. */
const otherPlaces = [
  ..."-C -modfile --manifest-path --gemfile -d --working-dir --directory -P --project".split(" "),
] as const;

function rootOf(stage: Stage): Stage {
  return stage.parent ? rootOf(stage.parent) : stage;
}

function mentions({ instructions }: Stage, name: string): boolean {
  return instructions.some(
    ({ keyword, argumentText }) => /^(?:ENV|ARG|RUN)$/.test(keyword) && argumentText.includes(name),
  );
}
