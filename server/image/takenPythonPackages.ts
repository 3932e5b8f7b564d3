/** Python packages that one stage installs and another one takes: which Python they are for, and what they need of the image. */

import { isBareSystem, officialName } from "../data/images";
import { parseTag } from "../data/imageTags";
import { isVersionedPackage } from "../data/pythonManagers";
import { pipCall } from "../packages/packages";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { isWithin } from "../util/paths";
import { baseOf } from "./programs";

/** A folder that a stage installs Python packages to. */
export interface PackageFolder {
  readonly path: string;
  /** A virtual environment; a place that is named after the version of Python; a plain folder of packages. */
  readonly kind: "venv" | "prefix" | "target";
  /** Something in it is surely compiled for one version of Python. */
  readonly isCompiled: boolean;
}

/** The folders that the RUNs of a stage install packages to, for its own Python. */
export function packageFolders(stage: Stage): readonly PackageFolder[] {
  return inherited(stage).flatMap((run) =>
    run.keyword === "RUN" ? commandsIn(run).flatMap((command) => foldersOf(command, run)) : [],
  );
}

function foldersOf(command: Command, run: Instruction): PackageFolder[] {
  const at = (path: string | undefined, kind: PackageFolder["kind"], isCompiled = false): PackageFolder[] => {
    const found = resolvePath(folderBefore(run), path);
    return found === undefined ? [] : [{ path: found, kind, isCompiled }];
  };
  if (runs(command, "python -m venv", "python3 -m venv")) return at(command.words.at(-1)?.value, "venv");
  if (runs(command, "virtualenv", "uv venv")) return at(operands(command).at(-1)?.value ?? ".venv", "venv");
  if (runs(command, "uv sync")) return at(".venv", "venv");
  const pip = pipCall(command);
  if (!pip || subcommand(pip)?.value !== "install") return [];
  const target = flagValue(pip, "-t", "--target");
  if (target !== undefined) {
    const names = operands(pip).map(({ value }) => value?.replace(/[^\w.-].*$/s, "").toLowerCase() ?? "");
    return at(target, "target", names.some(isVersionedPackage));
  }
  return at(flagValue(pip, "--prefix") ?? (hasFlag(pip, "--user") ? "/root/.local" : undefined), "prefix");
}

/** "3.13" of the official images, and of distroless ones, which take that of Debian; undefined where it is not known. */
export function pythonOf({ base }: Stage): string | undefined {
  const name = officialName(base?.name ?? "");
  const debian = /^gcr\.io\/distroless\/python3-debian(\d+)$/.exec(name)?.[1];
  if (debian !== undefined) return ofDebian[debian];
  if (name !== "python" || base?.digest !== undefined || base?.tag === undefined) return undefined;
  return /^\d+\.\d+/.exec(parseTag(name, base.tag).version ?? "")?.[0];
}

const ofDebian: Readonly<Record<string, string>> = { 11: "3.9", 12: "3.11", 13: "3.13" };

/**
 * The interpreter that a virtual environment of one stage points to where another stage surely lacks it; undefined where it may be there.
 */
export function lackingInterpreter(source: Stage, stage: Stage, facts: Facts): string | undefined {
  const isOfficial = officialName(source.base?.name ?? "") === "python";
  const own = isOfficial ? "/usr/local/bin/python3" : isOfSystem(source, facts) ? "/usr/bin/python3" : undefined;
  if (own === undefined || mayBring(source, /\buv python|\bpyenv\b|\bconda\b|UV_PYTHON/)) return undefined;
  const name = officialName(stage.base?.name ?? "");
  const image = baseOf(stage, facts);
  if (isOfficial) {
    const isPlain = image?.system !== undefined && plain.test(image.system) && !/^(?:python|pypy)$/.test(name);
    const isBrought = mayBring(stage, /\/usr\/local\/bin|\/usr\/local\/?(?:\s|$)|\b(?:make|pyenv|conda|uv|ln)\b/);
    return isPlain && !isBrought && !copiesInto(stage, "/usr/local/bin/python3") ? own : undefined;
  }
  const isSlim = name === "python" && /slim|alpine/.test(stage.base?.tag ?? "");
  return isSlim && !mayBring(stage, /\b(?:apt|apt-get|apk|ln)\b/) && !copiesInto(stage, own) ? own : undefined;
}

const plain = /^(?:debian|ubuntu|alpine)$/;

/** Python comes from a package of the distribution. */
function isOfSystem(stage: Stage, facts: Facts): boolean {
  const { system } = baseOf(stage, facts) ?? {};
  return (
    system !== undefined &&
    plain.test(system) &&
    isBareSystem(stage.base?.name ?? "") &&
    !mayBring(stage, /\buv\b/) &&
    !copiesInto(stage, "/usr/local/bin/python3")
  );
}

function mayBring(stage: Stage, words: RegExp): boolean {
  return inherited(stage).some(
    ({ keyword, argumentText }) => /^(?:RUN|ENV)$/.test(keyword) && words.test(argumentText),
  );
}

/** Whether a COPY or ADD may put a file there. */
function copiesInto(stage: Stage, path: string): boolean {
  return inherited(stage).some((copy) => {
    if (!isCopy(copy)) return false;
    const target = resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
    return target === undefined || isWithin(path, target);
  });
}
