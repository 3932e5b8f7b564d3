import { insertBefore } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { mainProgram, startProcess } from "../image/processes";
import { everyService, hasInit } from "../image/shipped";
import { entryOf } from "../node/entry";
import { programTexts, someHandles } from "../node/programTexts";
import { handlesSignals } from "../node/shutdown";
import { isSignalledServer } from "../servers/builtServers";
import { findInit, installInit } from "../stage/inits";
import { type MainProcess, mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { stopSignal } from "../stage/stopSignal";
import { baseFacts, turnsIntoUser } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Edit, Facts, Fix, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "node-without-init",
  title: "Node.js runs as first process of the container without an init",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "Linux spares the first process signals that it has no handler for, and leaves it to reap every orphaned " +
    "process; Node.js and Bun were made for neither. Without a handler of its own *docker stop* waits ten seconds and " +
    "then kills it. A tiny init such as dumb-init passes signals on and reaps; `docker run --init` does the " +
    "same from outside.",
  sources: ["https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals"],
  bad: 'FROM node:22-alpine\nCMD ["node", "server.js"]',
  good: 'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "node", "server.js"]',

  *check(file, facts) {
    const { final } = file;
    const main = final && mainProcess(final);
    const node = main && (nodeWord(main) ?? (final && nodeOfScript(main, final, facts)));
    if (!final || !main || !node || main.init || isForDevelopment(file, facts)) return;
    if (everyService(file, facts, (service) => hasInit(service, main))) return;
    const image = baseFacts(final);
    // Other images may have an entrypoint that is an init.
    if (!image?.isListed || image.family === "windows") return;
    if (image.hasInit && !main.entrypoint) return;
    const entry = entryOf(file, main, facts);
    const signal = stopSignal(final) ?? "SIGTERM";
    const handles = (text: string) => handlesSignals(text, signal);
    const isPrepared = entry
      ? handles(entry.text) || someHandles(facts, entry.path, signal) === true
      : isSignalledServer(final, wordsFrom(node, main), facts) || [...programTexts(file, facts)].some(handles);
    const runtime = runtimeOf(final, facts, node);
    const found = image.hasShell === false ? [] : initFixes(file, main, final, facts);
    // What stands in CMD goes where services have commands of their own.
    const isReplaced = everyService(file, facts, ({ command, entrypoint }) => command !== undefined && !entrypoint);
    const fixes = isReplaced ? found.reverse() : found;
    // Behind gosu, the first process is the program, which would have root's init above it.
    if (isPrepared && nodeWord(main) === undefined && turnsIntoUser(final, facts)) return;
    yield {
      span: node,
      message: isPrepared
        ? `${runtime} runs as first process of the container, which has to reap orphaned processes and does not`
        : `${runtime} runs as first process of the container, where ${signal} does nothing unless the program handles it`,
      severity: isPrepared || image.hasShell === false ? "info" : undefined,
      fixes,
      note:
        fixes.length > 0
          ? undefined
          : "`docker run --init` (in Compose `init: true`) puts an init before it from outside.",
    };
  },
} satisfies DockerfileRule;

/** Whether words start a program of Node.js, or a file by Bun: measured with Bun 1.3, it is killed as well, where `bun run start` is not. */
function isRuntime(words: readonly Word[]): boolean {
  const name = programName(words[0]?.value) ?? "";
  // What tests or builds ends by itself.
  const isFile = !/^(?:test|build)$/.test(words[1]?.value ?? "");
  return (
    /^node(?:js)?$/.test(name) ||
    (name === "bun" && isFile && words.some(({ value = "" }) => /\.[cm]?[jt]sx?$/.test(value)))
  );
}

/** Which runtime a word, or the script that it names, starts, for people. */
function runtimeOf(final: Stage, facts: Facts, { value }: Word): string {
  const script = /^(?:node(?:js)?|bun)$/.test(programName(value) ?? "") ? undefined : startProcess(final, facts);
  return programName(script ? mainProgram(script).argv[0]?.value : value) === "bun" ? "Bun" : "Node.js";
}

/** The word that names node, when nothing but a shell that ends by exec stands before it. */
function nodeWord({ starts, argv, isShell }: MainProcess): Word | undefined {
  if (!starts.exec) return undefined;
  if (isRuntime(argv)) return argv[0];
  const last = isShell ? commandsIn(starts).at(-1) : undefined;
  const handsOver = last?.wrappers[0]?.value === "exec" && last.within.join() === "sh -c";
  return handsOver && isRuntime(last.words) ? last.words[0] : undefined;
}

/** The same where an entry script turns into node, by `exec "$@"` or `exec node server.js`; the script, where the word stands in it. */
function nodeOfScript({ starts, argv: [first] }: MainProcess, final: Stage, facts: Facts): Word | undefined {
  const process = startProcess(final, facts);
  if (!starts.exec || process?.kind !== "script") return undefined;
  const { argv, isFirst, file } = mainProgram(process);
  const [program] = argv;
  if (isFirst !== true || !isRuntime(argv)) return undefined;
  return file === undefined ? program : first;
}

/** node and its arguments. */
function wordsFrom(node: Word, { argv, starts }: MainProcess): readonly Word[] {
  return argv[0] === node ? argv : (commandsIn(starts).at(-1)?.words ?? []);
}

function initFixes(file: Dockerfile, { starts, entrypoint, argv }: MainProcess, final: Stage, { today }: Facts): Fix[] {
  const stage = starts.stage ?? final;
  const found = findInit(stage, ["dumb-init", "tini"]);
  const isThere = found !== undefined && found !== "unknown";
  const init = isThere ? found : "dumb-init";
  const install = isThere ? [] : installInit(file, stage, "dumb-init", today);
  const [program] = argv;
  if (!install || !program) return [];
  const name = programName(init) ?? init;
  const started = programName(program.value) === "bun" ? "bun" : "node";
  const toFix = (title: string, edit: Edit): Fix => ({ title, safe: false, edits: [...install, edit] });
  const words = name === "tini" ? [init, "--"] : [init];
  const prefix = words.map((word) => `${JSON.stringify(word)}, `).join("");
  const fixes = [
    toFix(`${isThere ? "Start" : "Install dumb-init and start"} ${started} through ${isThere ? name : "it"}`, {
      start: program.start,
      end: program.start,
      text: prefix,
    }),
  ];
  if (!entrypoint) {
    // It replaces the entrypoint of the image, which for node only guesses whether the first word is a command.
    const line = `ENTRYPOINT ${execForm([init, "--"])}`;
    fixes.push(toFix(`Make ${name} the entrypoint in place of the image's own`, insertBefore(file, starts, line)));
  }
  return fixes;
}
