import { wholeContextSources } from "../context/contextCopies";
import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { insertBefore } from "../edits/edits";
import { allProcesses, startProcess } from "../image/processes";
import { everyService, startsProgram } from "../image/shipped";
import { nextCall, standaloneOf } from "../multistage/nextStandalone";
import { filesOf, projectOf } from "../node/entry";
import { missingScripts } from "../node/missingScripts";
import { type Resolution, resolveCommand } from "../node/resolution";
import { execFormFixes, rewrite } from "../node/start";
import { workspaceStartOf } from "../node/workspaceStart";
import { readPackageCall } from "../packages/packageCalls";
import { type MainProcess, mainProcess, programName, startOf } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, DockerfileRule, Facts, Finding, Fix, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "package-manager-as-pid1",
  title: "A package manager stands between Docker and the program",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "`npm start` runs npm, which runs a shell, which runs your program: on *docker stop* npm hands SIGTERM to " +
    "the shell, the shell ends, and the program is cut off without having heard of it. Start the program that " +
    "the script names; nothing else of npm is needed at run time.",
  sources: [
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#cmd",
    "https://docs.npmjs.com/cli/commands/npm-start",
  ],
  files: { "package.json": '{ "scripts": { "start": "node server.js" } }', "server.js": "" },
  bad: 'FROM node:22-slim\nCOPY . .\nCMD ["npm", "start"]',
  good: 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]',

  *check(file, facts) {
    yield* inScript(file, facts);
    const main = file.final && mainProcess(file.final);
    const [program] = main?.argv ?? [];
    // What it starts is not there: another rule says so.
    if (standaloneOf(file, facts) && nextCall(file, facts)) return;
    if (!main?.starts.exec || !program || !isManager(programName(program.value) ?? "")) return;
    if (everyService(file, facts, (service) => startsProgram(service, main))) return;
    const argv = main.argv.map(({ value }) => value ?? "");
    const owner = [main.command, main.entrypoint].find(
      (it) => it && it.start <= program.start && program.end <= it.end,
    );
    // `npm --version` starts nothing.
    if (!argv.slice(1).some((word) => !word.startsWith("-"))) return;
    const project = owner && projectOf(file, owner, facts);
    const resolution = owner && resolveCommand(project, argv, filesOf(project, facts));
    if (!owner || !resolution || isForDevelopment(file, facts)) return;
    // A script that is not there starts nothing: another rule says so.
    if (missingScripts(file, facts).some(({ start }) => start === program.start)) return;
    yield {
      span: { start: program.start, end: owner.words.at(-1)?.end ?? program.end },
      ...describe(argv, main.init),
      ...remedy(file, owner, main, resolution, facts),
    };
  },
} satisfies DockerfileRule;

/** `["sh", "-c", "cd api && exec npm start"]`: the shell makes way for the package manager. */
function* inScript(file: Dockerfile, facts: Facts): Iterable<Finding> {
  const { final } = file;
  const all = final ? allProcesses(startProcess(final, facts)) : [];
  const call = all.find(({ kind, command, file, isFirst }) => kind === "package call" && command && !file && isFirst);
  const [program] = call?.argv ?? [];
  if (!call?.instruction.exec || call.command?.wrappers[0]?.value !== "exec" || !program) return;
  const owner = [call.instruction, startOf(final as Stage)?.command].find((it) => it && contains(it, program));
  const argv = call.argv.map(({ value, text }) => value ?? text);
  if (!owner || !argv.slice(1).some((word) => !word.startsWith("-")) || isForDevelopment(file, facts)) return;
  const manager = programName(argv[0]) ?? "";
  yield { span: program, ...describe(argv, undefined), fixes: handOvers(file, owner, facts, manager) };
}

/** Only what starts something else than the package manager. */
function handOvers(file: Dockerfile, owner: Instruction, facts: Facts, manager: string): Fix[] {
  return execFormFixes(file, owner, facts).filter(
    ({ title }) => /directly|^Let the shell hand over to (?!its )/.test(title) && !title.includes(manager),
  );
}

function contains(owner: Instruction, word: Word): boolean {
  return owner.start <= word.start && word.end <= owner.end;
}

function isManager(program: string): boolean {
  return managerPrograms.has(program) || runnerPrograms.has(program);
}

function describe(argv: readonly string[], init: Word | undefined): Pick<Finding, "message" | "severity"> {
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
  const effect = manager === "npm" || manager === "npx" ? "does not get SIGTERM" : "may not get SIGTERM";
  return { message: `${call} puts ${manager} and a shell between Docker and the program, which ${effect}` };
}

function remedy(
  file: Dockerfile,
  owner: Instruction,
  { argv }: MainProcess,
  resolution: Resolution,
  facts: Facts,
): Pick<Finding, "fixes" | "note"> {
  const before = owner.words.filter(({ end }) => end <= (argv[0]?.start ?? 0)).map(({ value }) => value ?? "");
  // With ENTRYPOINT ["npm"] and CMD ["start"] there is no one place to change.
  const isWhole = argv.every(({ start, end }) => owner.start <= start && end <= owner.end);
  const toFix = (title: string, words: readonly string[], environment = {}, optional?: true): Fix[] => {
    const edits = isWhole ? rewrite(file, owner, { argv: [...before, ...words], environment }) : undefined;
    return edits ? [{ title, safe: false, edits, optional }] : [];
  };
  if (resolution.kind === "command") {
    return { fixes: toFix(`Start ${resolution.argv.join(" ")} directly`, resolution.argv, resolution.environment) };
  }
  const inWorkspace = isWhole ? startInWorkspace(file, owner, before, argv, facts) : undefined;
  if (inWorkspace) return { fixes: [inWorkspace] };
  const { reason, suggestion } = resolution;
  const note = `What it starts cannot be put in its place just like that, because ${reason}.`;
  return {
    note: facts.project ? note : undefined,
    fixes: suggestion && toFix(`Start ${suggestion.join(" ")} instead`, suggestion, {}, true),
  };
}

/** The program of a workspace starts in its folder, where the package manager goes, too. */
function startInWorkspace(
  file: Dockerfile,
  owner: Instruction,
  before: readonly string[],
  argv: readonly Word[],
  facts: Facts,
): Fix | undefined {
  const start = workspaceStartOf(
    argv.map(({ value }) => value ?? ""),
    facts,
  );
  const { workdir } = owner.before;
  if (workdir === undefined) return undefined;
  const isRoot = wholeContextSources(file).some(
    ({ instruction }) => resolvePath(instruction.before.workdir, instruction.words.at(-1)?.value) === workdir,
  );
  const isParent = file.stages.some(({ parent }) => parent === owner.stage);
  if (!start || !isRoot || isParent) return undefined;
  const { resolution, folder } = start;
  const edits = rewrite(file, owner, { ...resolution, argv: [...before, ...resolution.argv] });
  const place = insertBefore(file, owner, `WORKDIR ${workdir.replace(/\/$/, "")}/${folder}`);
  const title = `Start ${resolution.argv.join(" ")} directly, in ${folder}`;
  return edits && { title, safe: false, edits: [...edits, place] };
}
