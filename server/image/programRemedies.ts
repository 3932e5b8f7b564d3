/** How a stage gets a program that it lacks, or does without. */

import { distributionEnd } from "../data/endOfLife";
import { officialName } from "../data/images";
import { type PackageSource, packageOf } from "../data/packagePrograms";
import { insertAfter, insertBefore, isWhole, replace } from "../edits/edits";
import { nodeMajor } from "../stage/nodeVersion";
import { uidOf } from "../stage/users";
import { runsOf } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Fix, Instruction, Stage } from "../types";
import { baseOf, programAt } from "./programs";
import type { ProgramUse } from "./programUses";

/** The fixes for a program that is not there, the best way first. */
export function remediesFor(file: Dockerfile, use: ProgramUse, facts: Facts): Fix[] {
  return [askOtherwise(file, use, facts), installIt(file, use, facts)].flatMap((fix) => fix ?? []);
}

// ---------------------------------------------------------------------------- another way to ask

/** A health check that asks an address can do so by what the image has. */
function askOtherwise(file: Dockerfile, { instruction, command, name, at }: ProgramUse, facts: Facts): Fix | undefined {
  const { script, keyword } = instruction;
  if (keyword !== "HEALTHCHECK" || !command || !script || (name !== "curl" && name !== "wget")) return undefined;
  const others = script.commands.filter((other) => other !== command);
  const address = addressOf(command);
  const isAlone = others.every((other) => other.operator === "||" && runs(other, "exit", "false"));
  if (address === undefined || !isAlone || script.form === "heredoc") return undefined;
  const argv = asking(address, at.stage, name, file, facts);
  if (!argv) return undefined;
  const text = `[${argv.map((word) => JSON.stringify(word)).join(", ")}]`;
  const edits = [replace({ start: script.start, end: instruction.argument.end }, text)];
  return { title: `Ask by ${argv[0]}, which is there`, safe: false, edits };
}

/** The address that a plain request asks; undefined where options change what is asked. */
function addressOf(command: Command): string | undefined {
  const [word, ...more] = operands(command).filter(
    ({ value }) => /^https?:\/\//.test(value ?? "") || value === undefined,
  );
  const isPlain = command.words
    .slice(1)
    .every(
      ({ value, text }) =>
        value !== undefined &&
        (!text.replace(/^["']/, "").startsWith("-") || plainOption.test(value)) &&
        (/^https?:\/\//.test(value) || value.startsWith("-") || /^(?:\d+|\/dev\/null|-)$/.test(value)),
    );
  return isPlain && more.length === 0 && !/['"\\$]/.test(word?.value ?? "'") ? word?.value : undefined;
}

const plainOption =
  /^(?:-[fsSLqIO]+-?|-qO-|-[mtTo]|--(?:fail|silent|show-error|location|quiet|spider|head|no-verbose|max-time|connect-timeout|timeout|tries|output|output-document|no-check-certificate)(?:=\S*)?|-nv)$/;

function asking(address: string, stage: Stage, missing: string, file: Dockerfile, facts: Facts): string[] | undefined {
  const has = (name: string) => programAt(name, { stage }, file, facts) === true;
  if (missing !== "wget" && has("wget") && baseOf(stage, facts)?.packageManager === "apk") {
    return ["wget", "-q", "-O", "/dev/null", address];
  }
  if (has("node") && (nodeMajor(stage) ?? 0) >= 18) {
    const script = `fetch('${address}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
    return ["node", "-e", script];
  }
  if (has("python3") && officialName(stage.base?.name ?? "") === "python") {
    return ["python3", "-c", `import urllib.request; urllib.request.urlopen('${address}')`];
  }
  return undefined;
}

// ---------------------------------------------------------------------------- installing

function installIt(file: Dockerfile, use: ProgramUse, facts: Facts): Fix | undefined {
  const { at, name } = use;
  const base = baseOf(at.stage, facts);
  const source = base?.packageManager;
  if (!base || (source !== "apt" && source !== "apk")) return undefined;
  const wanted = packageOf(source, name);
  const isEnded = distributionEnd(base.system ?? "", base.codename ?? "", facts.today)?.ended;
  if (wanted === undefined || isEnded) return undefined;
  const title = `Install ${wanted}`;
  const known = addToInstall(file, use, source, wanted);
  if (known) return { title, safe: false, edits: [known] };
  const asks =
    /^(?:curl|wget|git)$/.test(name) && base.hasProgram("update-ca-certificates") === false && source === "apt";
  const line = installLine(source, asks ? `ca-certificates ${wanted}` : wanted);
  const edit = insertLine(file, use, line);
  return edit && { title, safe: false, edits: [edit] };
}

/** Where something is wanted. */
type Place = Pick<ProgramUse, "at" | "instruction">;

/**
 * Installs packages above a command: with those of another line, or in a line of its own; undefined where neither is possible.
 * @param wanted their names with single blanks.
 */
export function installEdit(file: Dockerfile, place: Place, source: PackageSource, wanted: string): Edit | undefined {
  return addToInstall(file, place, source, wanted) ?? insertLine(file, place, installLine(source, wanted));
}

function installLine(source: PackageSource, packages: string): string {
  return source === "apk"
    ? `RUN apk add --no-cache ${packages}`
    : `RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`;
}

/** The last line of the stage that installs packages to stay, above the use, gets one more. */
function addToInstall(file: Dockerfile, place: Place, source: PackageSource, wanted: string): Edit | undefined {
  const { at, instruction } = place;
  const phrases = source === "apk" ? ["apk add"] : ["apt-get install", "apt install"];
  const isAbove = (run: Instruction) =>
    run.stage === at.stage && !run.onbuild && (!at.instruction || run.start < instruction.start);
  for (const run of runsOf(file).filter(isAbove).reverse()) {
    const commands = run.script?.commands ?? [];
    const command = commands.find((one) => runs(one, ...phrases) && one.within.length === 0);
    const isTakenBack = commands.some((one) =>
      runs(one, "apk del", "apt-get purge", "apt-get remove", "apt-get autoremove"),
    );
    if (!command || isTakenBack || run.script?.form === "exec") continue;
    if (hasFlag(command, "--virtual", "-t", "--target-release")) continue;
    const names = operands(command);
    const [last, before] = [names.at(-1), names.at(-2)];
    if (!last?.value || !isWhole(last) || /[=$]/.test(last.text)) return undefined;
    const between = before ? file.text.slice(before.end, last.start) : " ";
    const space = between.replace(file.escape, "").trim() === "" ? between : " ";
    return { start: last.end, end: last.end, text: `${space}${wanted}` };
  }
  return undefined;
}

/** Above a RUN of root; else at the top of the stage, if that starts as root. */
function insertLine(file: Dockerfile, { at, instruction }: Place, line: string): Edit | undefined {
  const { stage } = at;
  if (instruction.keyword === "RUN" && uidOf(stage, instruction.before) === 0)
    return insertBefore(file, instruction, line);
  const isRoot = stage.instructions.length > 0 && uidOf(stage, stage.from.before) === 0 && !stage.parent;
  return isRoot ? insertAfter(file, stage.from, line) : undefined;
}
