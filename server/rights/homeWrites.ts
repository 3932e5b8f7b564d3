/**
 * What package managers write in the home folder of their user, which not everybody has: Docker gives "/" to a number that no account has,
 * and `useradd` alone makes no folder. Measured with pip 24 and npm 10.
 */

import { officialName } from "../data/images";
import type { Call } from "../image/calls";
import { joined } from "../image/model";
import { installsIn } from "../packages/install";
import { pipCall } from "../packages/packages";
import { homeOf } from "../stage/homes";
import { baseFacts, createdAccounts, inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { flagValue, hasFlag, operands, subcommand } from "../syntax/shell";
import type { Instruction, Stage } from "../types";
import { named, targetOf, variableOf, type Write, wordOf } from "./writeParts";

/** pip installs there what the folder of the interpreter does not take, and what `--user` says. */
export function pipWrites(call: Call): Write[] {
  const { command, instruction } = call;
  const pip = pipCall(command);
  const program = command.words[0]?.value ?? "";
  if (pip?.name !== "pip" || program.includes("/") || subcommand(pip)?.value !== "install") return [];
  const target = flagValue(pip, "-t", "--target");
  if (target !== undefined && !hasFlag(pip, "--dry-run", "--root", "-h"))
    return targetOf(call, wordOf(call, target), "pip install");
  if (
    hasFlag(pip, ...pipElsewhere) ||
    (operands(pip).length === 0 && flagValue(pip, "-r", "--requirement") === undefined)
  )
    return [];
  if (pipVariables.some((name) => isMentioned(instruction, name))) return [];
  if (!hasFlag(pip, "--user") && !isShut(call)) return [];
  return inHome(call, ".local", "pip install");
}

const pipElsewhere = ["-t", "--target", "--prefix", "--root", "--dry-run", "--python", "-h"];
const pipVariables = [
  "PYTHONUSERBASE",
  "PIP_TARGET",
  "PIP_PREFIX",
  "PIP_USER",
  "VIRTUAL_ENV",
  "venv",
  "virtualenv",
  "conda",
];

/** The folder of the official images for packages is root's: nothing above has given it away. */
function isShut({ instruction: { stage, start } }: Call): boolean {
  if (!stage || officialName(stage.base?.name ?? "") !== "python") return false;
  return inherited(stage).every(
    (step) =>
      step.start >= start || !/\/usr(?:\/local(?:\/lib\S*)?)?\/?(?:\s|$)|site-packages|-R/.test(step.argumentText),
  );
}

/** npm keeps its cache there, and stops where it may not make that. */
export function npmHomeWrites(call: Call): Write[] {
  const { command, instruction } = call;
  const install = installsIn(instruction).find((other) => other.command === command);
  const isMoved =
    hasFlag(command, "--cache") || isMentioned(instruction, "npm_config_cache") || isMentioned(instruction, "npmrc");
  return install?.manager === "npm" && !isMoved
    ? inHome(call, ".npm", `npm ${subcommand(command)?.value ?? "install"}`)
    : [];
}

function inHome(call: Call, folder: string, by: string): Write[] {
  const home = homeFor(call);
  if (home === undefined) return [];
  const path = joined(home, folder);
  // Nobody makes a home for those who have none on purpose.
  const isOwn = /^\/(?:home|srv|opt|var|app)\//.test(home);
  return [
    {
      ...named(call, call.command.words[0]),
      by: `${by}, for its home folder ${home},`,
      path,
      folder: isOwn ? home : undefined,
    },
  ];
}

/** HOME as a command sees it; undefined where it is not known. */
function homeFor(call: Call): string | undefined {
  const { instruction, command } = call;
  const { stage } = instruction;
  if (!stage || command.assignments.some(({ name }) => name.value === "HOME")) return undefined;
  const home = homeOf(instruction);
  if (!home || home.isRoot || home.path !== undefined) return home?.isRoot ? undefined : home?.path;
  const image = baseFacts(stage);
  const isPlain = image?.isListed && /^(?:debian|alpine)$/.test(image.family ?? "") && !hasOtherAccounts(stage);
  if (!isPlain || home.user === undefined) return undefined;
  if (home.user === "nobody") return image.family === "debian" ? "/nonexistent" : "/";
  const isKnown = image.appUser?.uid === Number(home.user) || createdAccounts(stage).length > 0;
  return /^[1-9]\d{2,}$/.test(home.user) &&
    Number(home.user) > 999 &&
    !isKnown &&
    variableOf(call, "HOME") === undefined
    ? "/"
    : undefined;
}

/** Accounts may come from elsewhere than `useradd`. */
function hasOtherAccounts(stage: Stage): boolean {
  return inherited(stage).some(
    (step) =>
      (step.keyword === "RUN" &&
        /passwd|newusers|sysusers|\b(?:user|group)(?:add|mod)\b|\badd(?:user|group)\b/.test(step.argumentText)) ||
      (isCopy(step) && /^\/?(?:etc\/?.*)?$/.test(step.words.at(-1)?.value ?? "")),
  );
}

function isMentioned(instruction: Instruction, name: string): boolean {
  const { stage, start } = instruction;
  const word = name.toLowerCase();
  return (stage ? inherited(stage) : []).some(
    (step) => step.start <= start && step.argumentText.toLowerCase().includes(word),
  );
}
