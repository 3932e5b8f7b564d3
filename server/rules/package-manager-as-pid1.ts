import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { entryScript } from "../image/entryScripts";
import { allProcesses, startProcess } from "../image/processes";
import { everyService, startsProgram } from "../image/shipped";
import { nextCall, standaloneOf } from "../multistage/nextStandalone";
import { projectOf } from "../node/entry";
import { managerEffect, managerHandOvers, managerRemedy } from "../node/managerStart";
import { missingScripts } from "../node/missingScripts";
import { resolveStarted } from "../node/resolution";
import { mainProcess, programName, startOf } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { Dockerfile, DockerfileRule, Facts, Finding, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "package-manager-as-pid1",
  title: "A package manager stands between Docker and the program",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "`npm start` runs npm, which runs a shell, which runs your program: on *docker stop* npm hands SIGTERM to " +
    "the shell, that of Debian ends, and the program is cut off without having heard of it. Start the program that " +
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
    yield* behindScript(file, facts);
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
    const resolution = owner && resolveStarted(project, argv, facts);
    if (!owner || !resolution || isForDevelopment(file, facts)) return;
    // A script that is not there starts nothing: another rule says so.
    if (missingScripts(file, facts).some(({ start }) => start === program.start)) return;
    yield {
      span: { start: program.start, end: owner.words.at(-1)?.end ?? program.end },
      ...managerEffect(argv, main.init, file.final),
      ...managerRemedy(file, owner, main, resolution, facts),
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
  yield {
    span: program,
    ...managerEffect(argv, undefined, file.final),
    fixes: managerHandOvers(file, owner, facts, manager),
  };
}

/** `ENTRYPOINT ["./entry.sh"]` that ends with `exec "$@"` makes way for what CMD says. */
function* behindScript(file: Dockerfile, facts: Facts): Iterable<Finding> {
  const main = file.final && mainProcess(file.final);
  if (!main?.entrypoint?.exec || !main.command?.exec || !file.final || isForDevelopment(file, facts)) return;
  const { command } = main;
  const all = allProcesses(startProcess(file.final, facts));
  const script = all.find(({ kind }) => kind === "script");
  const call = script && all.find(({ kind, isFirst, file }) => kind === "package call" && isFirst && !file);
  const [program] = call?.argv ?? [];
  if (!script || !call || !program || !contains(command, program)) return;
  if (everyService(file, facts, (service) => startsProgram(service, main))) return;
  const argv = call.argv.map(({ value, text }) => value ?? text);
  if (!argv.slice(1).some((word) => !word.startsWith("-"))) return;
  if (missingScripts(file, facts).some(({ start }) => start === program.start)) return;
  const project = projectOf(file, command, facts);
  const resolution = resolveStarted(project, argv, facts);
  const effect = managerEffect(argv, main.init, file.final);
  const remedy = resolution ? managerRemedy(file, command, { ...main, argv: call.argv }, resolution, facts) : {};
  // A script may ask what it is given.
  const text = entryScript(script.argv, script.folder, file.final, facts)?.text ?? "$1";
  const asks = /\$\{?[1*]/.test(text);
  yield {
    span: { start: program.start, end: command.words.at(-1)?.end ?? program.end },
    ...effect,
    ...(asks
      ? { note: "The entry script looks at what it is given, so that another start may change what it does." }
      : remedy),
  };
}

function contains(owner: Instruction, word: Word): boolean {
  return owner.start <= word.start && word.end <= owner.end;
}

function isManager(program: string): boolean {
  return managerPrograms.has(program) || runnerPrograms.has(program);
}
