/** Commands that change package.json or the lock file in the image, so that the two may no longer fit each other. */

import { lockfilesOf } from "../data/packageManagers";
import { unixShells } from "../data/startPrograms";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import type { Install } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { byStart, lastBefore } from "../util/sorted";

/**
 * The command that changes what an install goes by, behind the COPY that has brought it; undefined when none is known.
 * Errs on the side of finding one: a program that is given the name of the file may write it.
 */
export function editOfManifest(file: Dockerfile, install: Install, facts: Facts): Command | undefined {
  const { instruction, command, manager } = install;
  const { stage, before } = instruction;
  if (!stage) return undefined;
  const last = lastBefore(editsOf(stage, manager), command.start);
  if (!last) return undefined;
  const path = before.workdir && joined(before.workdir, "package.json");
  const found = path && imageFiles(file, facts).before(instruction).at(path);
  // A COPY brings it anew as it is in the context.
  const broughtBy = typeof found === "object" && found.source !== undefined ? found.by : undefined;
  return last.start >= (broughtBy?.start ?? 0) ? last : undefined;
}

/** The commands of a stage and its parents that may change package.json or the lock file of a manager, in order. */
const editsOf = memoizeFor((stage: Stage, manager: Install["manager"]): readonly Command[] => {
  const names = new Set(["package.json", ...lockfilesOf(manager)]);
  const edits = inherited(stage).flatMap((step) =>
    step.keyword === "RUN" ? commandsIn(step).filter((command) => mayEdit(command, names, step.before.workdir)) : [],
  );
  return byStart(edits);
});

/** Whether a command may change files of these names in a folder. */
function mayEdit(command: Command, names: ReadonlySet<string>, workdir: string | undefined): boolean {
  const isManifest = (path = "") => names.has(baseName(path));
  if (command.redirects.some(({ operator, target }) => operator.includes(">") && isManifest(target?.value)))
    return true;
  if (runs(command, ...editors)) return !isHarmlessSetting(command);
  const call = readPackageCall(command.words.map(({ value }) => value ?? "$"));
  if (call?.kind === "program" && otherEditors.has(call.argv[0] ?? "")) return true;
  if (otherEditors.has(command.name ?? "")) return true;
  const { name = "" } = command;
  // What package managers do themselves, they do to both files.
  if (call || readers.has(name)) return false;
  const words = operands(command);
  if (movers.has(name)) {
    const target = words.at(-1);
    const sources = words.slice(0, -1).some(({ value }) => isManifest(value));
    const isHere = target?.value !== undefined && resolvePath(workdir, target.value) === workdir;
    return isManifest(target?.value) || (sources && (isHere || name === "mv"));
  }
  const text = command.words.map((word) => word.value ?? word.text).join(" ");
  if (interpreters.test(name) && hasFlag(command, ...evaluates)) return writesIn(text, names);
  if (name === "sed" && !hasFlag(command, "-i", "--in-place") && !/(?:^| )-\w*i/.test(text)) return false;
  return runsOwnScript(command) || command.words.slice(1).some((word) => isManifest(word.value ?? word.text));
}

/** Whether a command runs a file of the project, which may do anything to the others: `node scripts/prune.js`. */
function runsOwnScript({ name = "", words }: Command): boolean {
  const [program, ...rest] = words.map(({ value }) => value ?? "");
  if (/^\.{1,2}\//.test(program ?? "")) return true;
  const isStarter = interpreters.test(name) || unixShells.has(name);
  return (
    isStarter && /^[^/-][^:]*\.(?:[cm]?[jt]s|py|rb|pl|php|sh)$/.test(rest.find((word) => !word.startsWith("-")) ?? "")
  );
}

/** Verbs of package managers that change package.json alone. */
const editors = ["npm pkg set", "npm pkg delete", "npm pkg fix", "yarn set resolution"];

/** Programs that change it without being given its name. */
const otherEditors: ReadonlySet<string> = new Set(
  "ncu npm-check-updates npm-force-resolutions npm-add-script dot-json".split(" "),
);

/** Keys of package.json that no lock file is about: `npm pkg delete scripts.prepare`. */
const freeKeys = /^["']?(?:scripts|name|version|description|private|main|type|config|author|license|bin)\b/;

function isHarmlessSetting(command: Command): boolean {
  const keys = operands(command).slice(1);
  return keys.length > 0 && keys.every(({ text }) => freeKeys.test(text));
}

/** Programs that only read what they are given, or change nothing of its text. */
const readers: ReadonlySet<string> = new Set(
  (
    "cat head tail grep egrep fgrep ls test [ [[ echo printf wc md5sum sha1sum sha256sum cksum stat file less more diff cmp " +
    "jq yq awk gawk cut sort uniq tr xxd od base64 chown chmod chgrp touch mkdir cd export tar zip find du"
  ).split(" "),
);

const movers: ReadonlySet<string> = new Set(["cp", "mv", "ln", "install", "rsync"]);

const interpreters = /^(?:node|nodejs|bun|deno|python[\d.]*|ruby|perl|php)$/;
const evaluates = ["-e", "-p", "-pe", "-c", "-r", "--eval", "--print"];

/** Whether a program on the command line writes one of the files: `fs.writeFileSync("package.json", …)`. */
function writesIn(text: string, names: ReadonlySet<string>): boolean {
  if (![...names].some((name) => text.includes(name))) return false;
  const inPlace = / -\w*i/;
  if (text.split(/\b(?:perl|ruby)\b/).some((part, index) => index > 0 && inPlace.test(part))) return true;
  const targets = [...text.matchAll(/\b(?:write|append|copy|rename|rm|unlink)\w*\(\s*(?:["'`]([^"'`]*)["'`])?/g)];
  if (targets.length > 0) return targets.some(([, path]) => path === undefined || names.has(baseName(path)));
  return /\bopen\([^)]{0,200}["'][wa]|\.dump\(/.test(text);
}
