import { contextSourcesOf } from "../context/contextSources";
import { takes } from "../context/takenFiles";
import { officialName } from "../data/images";
import { callsOf } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { type Toolchain, toolchains } from "../projects/toolchains";
import type { Refusal } from "../projects/wantedVersions";
import { type BaseImage, baseImages, isVariable, useTag } from "../stage/baseImage";
import { folderBefore } from "../stage/folders";
import { tagState } from "../stage/officialTags";
import { unixCommands } from "../syntax/runs";
import { hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  id: "outdated-toolchain",
  title: "The project asks for another version of the toolchain than the image has",
  severity: "warning",
  category: "base-image",
  ofContext: true,
  why:
    "The `go` line of go.mod, `rust-version`, `requires-python`, the `ruby` of a Gemfile, the `php` of composer.json, `TargetFramework` and the release of Java say which version a project needs, " +
    "and its tools refuse another one: the build stops. Start from an image of that version, or ask for less.",
  sources: ["https://go.dev/doc/toolchain", "https://doc.rust-lang.org/cargo/reference/rust-version.html"],
  bad: "FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .",
  good: "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .",
  files: { "go.mod": "module app\n\ngo 1.26\n", "main.go": "package main\n" },

  *check(file, facts) {
    for (const image of baseImages(file)) {
      for (const toolchain of toolchains) {
        const version = toolchain.versionIn(image.reference);
        const refusal = version === undefined ? undefined : toolchain.refusal(version, facts);
        const call = refusal && callIn(file, image.stage, toolchain, refusal, facts);
        if (!refusal || !call) continue;
        yield {
          span: image.span,
          severity: isVariable(image) ? "info" : undefined,
          message: `${refusal.manifest} asks for ${refusal.wanted}, and the image has ${toolchain.language} ${version}, ${refusal.because}: "${call}" stops the build`,
          fixes: fixes(file, image, version ?? "", refusal),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The first command that needs the version, in a stage that stands on the image and takes the manifest from the context. */
function callIn(
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
  const taken = contextSourcesOf(file).filter(({ instruction }) => stages.some((stage) => stage === instruction.stage));
  const isNewGradle =
    officialName(base.base?.name ?? "") === "gradle" && /^(?:[89]|\d\d|jdk)/.test(base.base?.tag ?? "");
  if (mayFetch && (!isNewGradle || commands.some(({ name }) => name === "gradlew"))) return undefined;
  const isTaken = taken.some((source) => takes(source, manifest));
  const runs = stages.flatMap(({ instructions }) => instructions.filter((it) => it.keyword === "RUN" && !it.onbuild));
  const call = runs
    .flatMap((run) => callsOf(run, folderBefore(run)).map(({ command, folder }) => ({ run, command, folder })))
    .find(
      ({ run, command, folder }) =>
        isTaken &&
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

/** The same variant of the version that is asked for, or of its line, where there is one. */
function fixes(file: Dockerfile, image: BaseImage, version: string, { version: wanted, isExact }: Refusal): Fix[] {
  const { tag = "" } = image.reference;
  if (wanted === undefined) return [];
  const line = wanted.split(".").slice(0, 2).join(".");
  const isLine = version.split(".").length < 3;
  for (const next of isExact ? [wanted] : isLine ? [line, wanted] : [wanted, line]) {
    const whole = tag.replace(version, next);
    for (const candidate of [
      whole,
      whole.replace(/-(alpine)[\d.]+$/, "-$1"),
      whole.replace(/-(slim-)?(?:bullseye|buster|bookworm)$/, (_, slim) => (slim ? "-slim" : "")),
    ]) {
      if (!exists(image.name, candidate)) continue;
      return useTag(file, image, candidate) ?? [];
    }
  }
  return [];
}

function exists(name: string, tag: string): boolean {
  return (
    tagState(name, tag)?.state === "listed" ||
    (name.startsWith("mcr.microsoft.com/") && /^(?:[6-9]|10)\.0(?:-alpine)?$/.test(tag))
  );
}
