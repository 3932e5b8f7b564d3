/** What is too little known of a Dockerfile to say that it follows a practice, though nothing speaks against it. */

import { pythonName, stayingScripts } from "../data/startPrograms";
import { entryScript } from "../image/entryScripts";
import { everyService } from "../image/shipped";
import { contextFileOf, entryOf } from "../node/entry";
import { someHandles } from "../node/programTexts";
import { importsIn, isServer } from "../node/shutdown";
import { bundlerDoubt } from "../packages/bundlerInstalls";
import { composerDoubt } from "../packages/composerInstalls";
import { projectInstallsOf, prunesLater } from "../packages/install";
import { railsMode } from "../projects/railsMode";
import { builtinModules } from "../projects/unlistedModules";
import { isSignalledServer } from "../servers/builtServers";
import { isPlainImage } from "../stage/accounts";
import { reasonForRoot, reasonOfImage } from "../stage/daemons";
import { folderAfter } from "../stage/folders";
import { javaLineOf } from "../stage/javaImages";
import { isUnixShell, type MainProcess, mainProcess, programName, topLevel } from "../stage/process";
import { stopSignal } from "../stage/stopSignal";
import { supervisorDoubt } from "../stage/supervisor";
import { baseFacts, isRootUser, turnsIntoUser } from "../stage/users";
import { parseShell } from "../syntax/shell";
import type { Dockerfile, Facts, Practice, Problem, Stage } from "../types";
import { doubtOfBase, doubtOfStages, doubtOfSupport, doubtOfTag } from "./imageDoubts";

/**
 * Why a practice is not known to be met, as a clause; undefined when it is known. Ask about those that apply and that
 * no problem speaks against.
 */
export function doubts(
  file: Dockerfile,
  problems: readonly Problem[],
  facts: Facts,
): (practice: Practice) => string | undefined {
  const { final } = file;
  const failure = problems.find(fails);
  if (failure) return () => `Docker does not build this file (line ${lineOf(file, failure)})`;
  if (!final) return () => undefined;
  const main = mainProcess(final);
  const broken = problems.find(({ rule, severity }) => rule.breaks && severity !== "hint");
  const start = broken
    ? `as the finding in line ${lineOf(file, broken)} says, the container does not start`
    : doubtOfStart(final, main, facts);
  const answers: Partial<Record<Practice, () => string | undefined>> = {
    "pinned-base": () => doubtOfBase(file) ?? doubtOfTag(file),
    "supported-versions": () => doubtOfBase(file) ?? doubtOfSupport(file),
    "multi-stage": () => doubtOfStages(file),
    "production-dependencies": () =>
      composerDoubt(file.stages, facts) ?? bundlerDoubt(file.stages, facts) ?? doubtOfUse(final, main),
    "production-mode": () => doubtOfRails(file, facts) ?? (broken || !isModeSet(final) ? start : undefined),
    "unprivileged-user": () => doubtOfUser(file, final, main, facts),
    signals: () => start ?? doubtOfScriptBetween(main) ?? doubtOfInterpreter(main, facts),
    "graceful-shutdown": () => start ?? doubtOfShutdown(file, main, facts),
  };
  return (practice) => answers[practice]?.();
}

/** Images of programs have a start of their own, of which nothing is known here. */
function doubtOfImage({ base }: Stage): string {
  return !base || isPlainImage(base.name) || javaLineOf(base) !== undefined
    ? noStart
    : `what "${base.name}" starts by itself, and how, is not known`;
}

/** What is there for development may be what the image is for. */
function doubtOfUse(stage: Stage, main: MainProcess | undefined): string | undefined {
  const installsAll = projectInstallsOf(stage).some((install) => install.omitsDev === false && !prunesLater(install));
  return !main && !startsItself(stage) && installsAll ? noStart : undefined;
}

function isModeSet(stage: Stage): boolean {
  return ["NODE_ENV", "RAILS_ENV", "RACK_ENV"].some((name) => stage.variable(name) !== undefined);
}

function doubtOfRails(file: Dockerfile, facts: Facts): string | undefined {
  return railsMode(file, facts) === "unknown" ? "the mode that Rails runs in is not known" : undefined;
}

function lineOf({ text }: Dockerfile, { span }: Problem): number {
  return text.slice(0, span.start).split("\n").length;
}

/** Whether a build stops at it: demands of a project, and secrets, do not. */
function fails({ rule, severity }: Problem): boolean {
  const isOfText = rule.on === "Dockerfile" && rule.practice === undefined && rule.policy === undefined;
  return isOfText && rule.severity === "error" && severity === "error";
}

const noStart = "no CMD or ENTRYPOINT says what runs";

/** What stands between Docker and the server, where that is a script of the server's own. */
function doubtOfScriptBetween(main: MainProcess | undefined): string | undefined {
  const name = programName(main?.argv[0]?.value);
  return name !== undefined && stayingScripts.has(name)
    ? `${name} is a script, which stays before the server and does not pass SIGTERM on`
    : undefined;
}

/**
 * Python handles no SIGTERM by itself, and the kernel spares the first process what it has no handler for: measured,
 * `docker stop` waits its ten seconds. Of what the program imports, nobody knows.
 */
function doubtOfInterpreter(main: MainProcess | undefined, { contents, files = [] }: Facts): string | undefined {
  const name = programName(main?.argv[0]?.value) ?? "";
  // Python and php -S end at SIGINT by themselves.
  if (!main || main.init || signalOf(main) === "SIGINT") return undefined;
  // Measured with that of Debian 12.
  if (name === "busybox" && main.argv[1]?.value === "httpd") return "the httpd of BusyBox does not handle SIGTERM";
  if (name === "php" && main.argv.some(({ value }) => value === "-S")) return "php -S ends at SIGINT alone";
  if (!pythonName.test(name)) return undefined;
  const words = main.argv.slice(1).flatMap(({ value }) => (value === undefined || value === "-u" ? [] : [value]));
  const module = words[0] === "-m" ? (words[1] ?? "").split(".")[0] : undefined;
  const isOwn =
    module === undefined
      ? /\.py$/.test(words[0] ?? "")
      : files.some((path) => path === `${module}.py` || path.startsWith(`${module}/`));
  if (!isOwn && module !== "http") return undefined;
  const isHandled = [...(contents ?? [])].some(([path, text]) => path.endsWith(".py") && endsBySignal.test(text));
  return isHandled
    ? undefined
    : "nothing in its sources says that it ends at SIGTERM, which Python does not do by itself";
}

/** A handler, or a server that brings one. */
const endsBySignal =
  /\bSIGTERM\b|\badd_signal_handler\b|\b(?:uvicorn|hypercorn|granian|gunicorn|sanic|daphne)\b|\brun_app\(|\bcherrypy\b/;

/** Images of servers say themselves what runs; those of languages and distributions start an interpreter or a shell. */
function startsItself(stage: Stage): boolean {
  const image = baseFacts(stage);
  return image !== undefined && (image.entrypointDropsRoot || isUnprivileged(image.defaultUser));
}

function isUnprivileged(user: string | undefined): boolean {
  return user !== undefined && !isRootUser(user);
}

function doubtOfUser(file: Dockerfile, stage: Stage, main: MainProcess | undefined, facts: Facts): string | undefined {
  const { user } = stage.after;
  if (everyService(file, facts, (service) => service.user !== undefined && isUnprivileged(service.user.value)))
    return undefined;
  if (user && user.value === undefined) return "the value of USER is not known";
  const name = user ? user.value : baseFacts(stage)?.defaultUser;
  if (name === undefined) return "the user of the base image is not known";
  if (!isRootUser(name)) return undefined;
  if (!main && !startsItself(stage)) return doubtOfImage(stage);
  if (turnsIntoUser(stage, facts)) return undefined;
  const supervisor = supervisorDoubt(stage, facts);
  if (supervisor === "none") return undefined;
  const reason = main ? reasonForRoot(stage) : reasonOfImage(stage);
  return supervisor ?? reason ?? "it starts as root, and nothing says that all of it gives that up";
}

/** Why it is not known which program runs first; undefined when it is. */
function doubtOfStart(stage: Stage, main: MainProcess | undefined, facts: Facts): string | undefined {
  if (!main) return startsItself(stage) ? undefined : doubtOfImage(stage);
  const [program] = main.argv;
  if (program?.value === undefined) return "the start is not understood";
  const isShell = isUnixShell(program);
  const script = main.argv[isShell ? 1 : 0]?.value;
  // A shell without a script is a tool.
  if (script === undefined) return undefined;
  if (isShell && script.startsWith("-")) return isHandedOver(main) ? undefined : "the start is not understood";
  return isShell || /\.(?:ba)?sh$|entrypoint/.test(script) ? doubtOfScript(stage, main, script, facts) : undefined;
}

/** `sh -c "exec node a.js"`, `sh -c "rm -f a.pid && exec node a.js"` */
function isHandedOver({ argv }: MainProcess): boolean {
  return argv.some(({ value = "" }) => {
    const commands = topLevel(parseShell({ text: value, toDocument: (at) => at }, "bash").commands);
    return commands.at(-1)?.wrappers[0]?.value === "exec" && commands.every(({ next }) => next !== "&");
  });
}

function doubtOfScript(stage: Stage, { argv }: MainProcess, script: string, facts: Facts): string | undefined {
  if (baseFacts(stage)?.entrypointDropsRoot) return undefined;
  const path = contextFileOf(stage, script, facts);
  const copied = path === undefined ? undefined : facts.contents?.get(path);
  const text = copied ?? entryScript(argv, folderAfter(stage), stage, facts)?.text;
  if (text === undefined) return `what ${programName(script)} does is not known`;
  return /\b(?:exec|trap)\b/.test(text) ? undefined : `what ${programName(script)} starts last is not understood`;
}

/** To stop it; SIGTERM where that is not known. */
function signalOf({ starts }: MainProcess): string {
  return (starts.stage && stopSignal(starts.stage)) ?? "SIGTERM";
}

/** Whether what a file imports may be a server: not the modules of Node.js itself, but for those that start programs. */
function mayServe(name: string): boolean {
  const module = name.replace(/^node:/, "").split("/")[0] ?? "";
  return !builtinModules.has(module) || /^(?:cluster|child_process|worker_threads)$/.test(module);
}

/** Which runtime runs a program of JavaScript, for people. */
function runtimeOf(main: MainProcess | undefined): string {
  const name = programName(main?.argv[0]?.value);
  return name === "bun" || name === "bunx" ? "Bun" : name === "deno" ? "Deno" : "Node.js";
}

function doubtOfShutdown(file: Dockerfile, main: MainProcess | undefined, facts: Facts): string | undefined {
  const entry = main && entryOf(file, main, facts);
  if (!entry) {
    const isHandled = main?.starts.stage && isSignalledServer(main.starts.stage, main.argv, facts);
    return isHandled ? undefined : `the file that ${runtimeOf(main)} starts is not known`;
  }
  const isHandled = someHandles(facts, entry.path, signalOf(main));
  if (isHandled || (isHandled === false && isServer(entry.text))) return undefined;
  const isAlone = isHandled === false && !importsIn(entry.text).some(mayServe);
  return isAlone ? undefined : `what ${entry.path} imports is not known to end so`;
}
