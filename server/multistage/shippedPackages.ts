/** Packages of the distribution in a stage that ships: what its program needs, and what only the build did. */

import { type BaseImage, baseImage } from "../data/baseImages";
import { imageFacts } from "../data/images";
import { removeItems } from "../edits/removal";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Dockerfile, Edit, Instruction } from "../types";
import type { Reason } from "../util/reason";
import type { Added } from "./assemble";
import { installedBy, systemPackagesIn } from "./classify";
import type { Piece } from "./places";

/**
 * The packages that a program and the check of its container need and no instruction installs; why that cannot be told.
 * @param image what ships starts from: "debian:bookworm-slim".
 * @param packages what the program needs.
 */
export function missingPackages(
  image: string,
  packages: readonly string[],
  pieces: readonly Piece[],
): string[] | Reason {
  const there = new Set(
    pieces.flatMap(({ instruction }) => (instruction.keyword === "RUN" ? systemPackagesIn(instruction) : [])),
  );
  const missing: string[] = packages.filter((name) => !there.has(name));
  for (const { kind, instruction } of pieces) {
    if (kind !== "check" || /^NONE$/i.test(instruction.argumentText)) continue;
    const names = commandsIn(instruction).map(({ name = "?" }) => name);
    const lacking = names.filter((name) => name !== "exit" && !there.has(name) && hasProgram(name, image) !== true);
    const unknown = names.length === 0 ? "a program" : lacking.find((name) => name !== "curl" && name !== "wget");
    if (unknown !== undefined)
      return { reason: `HEALTHCHECK in line ${instruction.line + 1} starts ${unknown}, which ${image} may lack` };
    missing.push(...lacking);
  }
  return missing.length === 0 || managerOf(image)
    ? [...new Set(missing)].sort()
    : { reason: `${image} may lack ${missing[0]}` };
}

/** Programs that fetch what checks a container, and that an image may lack: curl, wget. */
export function fetchersOf(pieces: readonly Piece[], image: string): string[] {
  const checks = pieces.filter(({ kind }) => kind === "check").flatMap(({ instruction }) => commandsIn(instruction));
  return ["curl", "wget"].filter(
    (name) => checks.some((command) => command.name === name) && hasProgram(name, image) !== true,
  );
}

/** The RUN that installs packages in an image. */
export function installing(packages: readonly string[], image: string): Added {
  const list = packages.join(" ");
  if (managerOf(image) === "apk") return { keyword: "RUN", argument: `apk add --no-cache ${list}` };
  const argument = `apt-get update && apt-get install -y --no-install-recommends ${list} && rm -rf /var/lib/apt/lists/*`;
  return { keyword: "RUN", argument };
}

function managerOf(image: string): "apt" | "apk" | undefined {
  const [name = image, tag] = image.split(":");
  const { family } = imageFacts(name, tag);
  return family === "alpine" ? "apk" : family === "debian" || family === "ubuntu" ? "apt" : undefined;
}

/** Leaves out of a list of packages what only the build needs, and adds what is missing. */
export function packageEdits(
  file: Dockerfile,
  instruction: Instruction,
  missing: readonly string[],
  isOfBuild: (name: string) => boolean = () => false,
): Edit[] {
  const installs =
    instruction.keyword === "RUN" ? commandsIn(instruction).filter((it) => installedBy(it).length > 0) : [];
  return installs.flatMap((command, index) => {
    const list = operands(command);
    const names = installedBy(command);
    const gone = list.filter((_, at) => isOfBuild(names[at] ?? ""));
    const last = list.findLast((word) => !gone.includes(word));
    const removed = gone.length > 0 && last ? removeItems(file, list, gone) : [];
    const added =
      index === 0 && missing.length > 0 && last
        ? [{ start: last.end, end: last.end, text: ` ${missing.join(" ")}` }]
        : [];
    return [...removed, ...added];
  });
}

/** Whether an image has a program on its PATH; undefined when that is not known. */
export function hasProgram(name: string, image: string): boolean | undefined {
  return baseOf(image)?.hasProgram(name);
}

function baseOf(image: string): BaseImage | undefined {
  const [name = image, tag] = image.split(":");
  return baseImage({ name, tag });
}
