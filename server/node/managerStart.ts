/** A package manager as process 1: what to say of it, and what starts in its place. */

import { wholeContextSources } from "../context/contextCopies";
import { insertBefore } from "../edits/edits";
import { givenProcess } from "../image/processes";
import { losesSignals } from "../image/shells";
import { servicesOf } from "../image/shipped";
import { callsDevDependency } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { type Run, runOf } from "../packages/scripts";
import { folderAfter } from "../stage/folders";
import { type MainProcess, mainProcess, programName } from "../stage/process";
import { stopSignal } from "../stage/stopSignal";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Finding, Fix, Instruction, Project, Stage, Word } from "../types";
import { filesOf, projectOf, startedFile } from "./entry";
import { someHandles } from "./programTexts";
import { binary, type Resolution, resolve, withoutLostVariables } from "./resolution";
import { execFormFixes, rewrite } from "./start";
import { folderStartOf, workspaceStartOf } from "./workspaceStart";

/**
 * What a package manager as process 1 does, for people.
 * @param argv what is started.
 * @param init what stands before it.
 * @param stage where it is started.
 */
export function managerEffect(
  argv: readonly string[],
  init: Word | undefined,
  stage: Stage | undefined,
): Pick<Finding, "message" | "severity"> {
  const manager = programName(argv[0]) ?? "";
  const read = readPackageCall(argv);
  const called = read?.kind === "script" ? [manager, ...(read.isShort ? [] : ["run"]), read.name] : argv.slice(0, 2);
  const call = called.join(" ");
  // dumb-init signals the whole process group.
  if (programName(init?.value) === "dumb-init") {
    return {
      message: `${call} keeps ${manager} and a shell in memory and hides how the program ended`,
      severity: "info",
    };
  }
  const effect = stage && losesSignals(manager, stage) ? "does not get SIGTERM" : "may not get SIGTERM";
  return { message: `${call} puts ${manager} and a shell between Docker and the program, which ${effect}` };
}

/** The fixes that start what the package manager would start, or a note why there is none. @param owner the instruction that starts it. */
export function managerRemedy(
  file: Dockerfile,
  owner: Instruction,
  { argv, init }: MainProcess,
  resolution: Resolution,
  facts: Facts,
): Pick<Finding, "fixes" | "note"> {
  const before = owner.words.filter(({ end }) => end <= (argv[0]?.start ?? 0)).map(({ value }) => value ?? "");
  // With ENTRYPOINT ["npm"] and CMD ["start"] there is no one place to change.
  const isWhole = argv.every(({ start, end }) => owner.start <= start && end <= owner.end);
  const toFix = (title: string, words: readonly string[], environment = {}, doubt?: string): Fix[] => {
    const edits = isWhole ? rewrite(file, owner, { argv: [...before, ...words], environment }) : undefined;
    return edits ? [{ title, safe: false, edits, optional: doubt !== undefined, doubt }] : [];
  };
  if (resolution.kind === "command") {
    const title = `Start ${resolution.argv.join(" ")} directly`;
    const deaf = init ? undefined : deafScript(resolution.argv, owner.stage, facts);
    if (deaf !== undefined)
      return {
        note: `${deaf} in its place would not end by itself: its shell has no exec before what it starts last.`,
      };
    const doubt = init ? undefined : endlessDoubt(resolution.argv, owner.stage, facts);
    return { fixes: toFix(title, resolution.argv, resolution.environment, doubt) };
  }
  const elsewhere = isWhole ? startElsewhere(file, owner, before, argv, facts) : undefined;
  if (elsewhere) return { fixes: [elsewhere] };
  const handing = scriptOfShell(file, owner, argv, facts);
  const byShell = handing ? toFix(`Let a shell hand over to ${handing.last}`, ["sh", "-c", handing.script]) : [];
  if (byShell.length > 0) return { fixes: byShell };
  const { reason, suggestion } = resolution;
  const note = `What it starts cannot be put in its place just like that, because ${reason}.`;
  return {
    note: (facts.project ?? projectOf(file, owner, facts)) ? note : undefined,
    fixes: suggestion && toFix(`Start ${suggestion.join(" ")} instead`, suggestion, {}, reason),
  };
}

/**
 * The script of a shell that words start where its shell stays the first process: measured, it is killed after ten
 * seconds, where a package manager ends at once. undefined for what is none, or hands over.
 */
function deafScript(argv: readonly string[], stage: Stage | undefined, facts: Facts): string | undefined {
  const process = stage && givenProcess(stage, argv, folderAfter(stage), facts);
  return process?.kind === "script" && process.handsOver !== true ? argv.join(" ") : undefined;
}

/**
 * Why bun as first process would not end, where `bun run` does: measured, it has no handler of its own, and the kernel
 * spares the first process what it does not handle.
 */
function endlessDoubt(argv: readonly string[], stage: Stage | undefined, facts: Facts): string | undefined {
  const signal = stage && stopSignal(stage);
  if (programName(argv[0]) !== "bun" || !signal) return undefined;
  const { source } = startedFile(["node", ...argv.slice(argv[1] === "run" ? 2 : 1)], facts) ?? {};
  if (source === undefined || someHandles(facts, source, signal) !== false) return undefined;
  return `${source} does not handle ${signal}, and bun as first process does not end by itself`;
}

/**
 * A package script of several commands as a shell does it that then turns into the last one: "npm run migrate && exec node
 * server.js" for `npm run migrate && node server.js`. undefined where that is not sure to do the same.
 */
function scriptOfShell(
  file: Dockerfile,
  owner: Instruction,
  argv: readonly Word[],
  facts: Facts,
): { readonly script: string; readonly last: string } | undefined {
  const project = projectOf(file, owner, facts);
  const files = filesOf(project, facts) ?? [];
  const run = runOf(
    argv.map(({ value }) => value ?? "$"),
    project,
    files,
  );
  if (run.kind !== "script" || run.before || run.after || run.problem !== undefined || run.call.args.length > 0)
    return undefined;
  const last = run.runs.at(-1);
  const isPlain = run.call.doubt === undefined && run.runs.length > 1 && !/&\s{0,99}$|\bnpm_|INIT_CWD/.test(run.text);
  if (!last || !isPlain || callsDevDependency(run.argv, project)) return undefined;
  const isProgram = last.kind === "program" && last.call === undefined && /^node(?:js)?$/.test(last.argv[0] ?? "");
  const moves = run.runs.filter(({ argv: [name] }) => name === "cd");
  const [, folder = ""] = moves[0]?.argv ?? [];
  // Elsewhere lies another package.json, and npm goes back to that of its own.
  if (moves.length > 0 && (moves.length > 1 || moves[0] !== run.runs[0] || !isProgram || !plainWord.test(folder)))
    return undefined;
  const before = run.runs
    .slice(0, -1)
    .map((part) => textForShell(part, run.text, moves.length > 0 ? undefined : project));
  const found: Resolution | undefined = isProgram
    ? { kind: "command", argv: last.argv, environment: {}, script: run.text }
    : resolve(last, project, files);
  const place = moves.length > 0 ? `${folder.replace(/^\.\/|\/$/g, "")}/` : "";
  const isSame = (it: Resolution) =>
    it.kind === "command" &&
    withoutLostVariables(
      { ...it, argv: it.argv.map((word, index) => (index > 0 && !word.startsWith("-") ? place + word : word)) },
      project,
      facts,
    ).kind === "command";
  const resolution = found && isSame(found) ? found : undefined;
  const isAlone = isInRow(last) && Object.keys(last.environment).length === 0;
  if (before.includes(undefined) || !isAlone || resolution?.kind !== "command") return undefined;
  if (Object.keys(resolution.environment).length > 0 || !resolution.argv.every((word) => plainWord.test(word)))
    return undefined;
  const line = resolution.argv.join(" ");
  return { script: [...before, `exec ${line}`].join(" && "), last: line };
}

/** What a shell takes as it is. */
const plainWord = /^[\w./:@%+,=-]+$/;

/** Whether a command stands in a row of those that each wait for the one before, with nothing around it. */
function isInRow({ command }: Run): boolean {
  if (!command || (command.operator !== undefined && command.operator !== "&&")) return false;
  const { within, redirects, wrappers, assignments } = command;
  return within.length + redirects.length + wrappers.length + assignments.length === 0;
}

/**
 * A command of a script as it does the same outside of it, where no program of a package is on the PATH.
 * @param project whose packages lie where it runs; undefined where nobody knows.
 */
function textForShell(run: Run, script: string, project: Project | undefined): string | undefined {
  const { command, argv } = run;
  const [program] = command?.words ?? [];
  if (!command || !program || !isInRow(run) || run.problem !== undefined) return undefined;
  const text = script.slice(command.start, command.end);
  const isKnown = run.kind === "script" || run.kind === "tool" || /^(?:node|cd)$/.test(argv[0] ?? "");
  if (isKnown) return text;
  const linked = run.kind === "program" && run.call === undefined ? binary(argv, project)?.[0] : undefined;
  return linked && linked + text.slice(program.end - command.start);
}

/** The program of another package starts in its folder, where the package manager goes, too. */
function startElsewhere(
  file: Dockerfile,
  owner: Instruction,
  before: readonly string[],
  argv: readonly Word[],
  facts: Facts,
): Fix | undefined {
  const words = argv.map(({ value }) => value ?? "");
  const start = folderStartOf(file, owner, words, facts) ?? startOfWorkspace(file, owner, words, facts);
  const isParent = file.stages.some(({ parent }) => parent === owner.stage);
  if (!start || isParent || needsFolder(file, owner, argv, facts) || /[\s"'\\$`]/.test(start.place)) return undefined;
  const { resolution, place } = start;
  const edits = rewrite(file, owner, { ...resolution, argv: [...before, ...resolution.argv] });
  const workdir = insertBefore(file, owner, `WORKDIR ${place}`);
  const title = `Start ${resolution.argv.join(" ")} directly, in ${place}`;
  return edits && { title, safe: false, edits: [...edits, workdir] };
}

/**
 * Whether something else starts in the folder of a container and may look for files there: the script before the program,
 * a health check, what a service of compose has in place of CMD.
 */
function needsFolder(file: Dockerfile, { stage }: Instruction, argv: readonly Word[], facts: Facts): boolean {
  if (!stage || mainProcess(stage)?.argv[0]?.start !== argv[0]?.start) return true;
  const check = inherited(stage).findLast(({ keyword }) => keyword === "HEALTHCHECK");
  if (commandsIn(check).some(({ words }) => readsFolder(words.map(({ value = "." }) => value)))) return true;
  return servicesOf(file, facts).some(
    ({ command, entrypoint, check: asked, workingDir }) =>
      !workingDir?.value?.startsWith("/") && (command || entrypoint || (asked && readsFolder(asked.value ?? []))),
  );
}

/** Whether a check may look for a file where it starts; one that only asks a port does not. */
function readsFolder([program = "", ...words]: readonly string[]): boolean {
  if (/^(?:ba)?sh$/.test(program) && words[0] === "-c") return readsFolder(words[1]?.split(" ") ?? []);
  if (/^(?:curl|wget|nc|exit|true|false)$/.test(programName(program) ?? "")) return false;
  return (
    !/^(?:node|bun)$/.test(program) ||
    !words.some((word) => word === "-e" || word === "--eval") ||
    words.some((word) => /["'`]\.{1,2}\//.test(word))
  );
}

function startOfWorkspace(file: Dockerfile, owner: Instruction, words: readonly string[], facts: Facts) {
  const start = workspaceStartOf(words, facts);
  const { workdir } = owner.before;
  if (!start || workdir === undefined) return undefined;
  const isRoot = wholeContextSources(file).some(
    ({ instruction }) => resolvePath(instruction.before.workdir, instruction.words.at(-1)?.value) === workdir,
  );
  return isRoot ? { ...start, place: `${workdir.replace(/\/$/, "")}/${start.folder}` } : undefined;
}

/** The fixes of a shell form that start something else than the package manager. */
export function managerHandOvers(file: Dockerfile, owner: Instruction, facts: Facts, manager: string): Fix[] {
  return execFormFixes(file, owner, facts).filter(
    ({ title }) => /directly|^Let the shell hand over to (?!its )/.test(title) && !title.includes(manager),
  );
}
