import { serverPrograms } from "../data/servers";
import { textOf } from "../image/entryTexts";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { programFolders } from "../image/programPath";
import { everyService, startsProgram } from "../image/shipped";
import { contextFileOf } from "../node/entry";
import { folderAfter } from "../stage/folders";
import { isUnixShell, type MainProcess, mainProcess, programName, signalsAll } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { parseShell } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Facts, Severity, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "script-without-exec",
  title: "The start script does not hand over to the program with exec",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "A shell that waits for its last command stays the first process of the container and does not pass " +
    "SIGTERM on, so that the program is killed after ten seconds. With `exec` before that command the program " +
    "takes the shell's place.",
  sources: ["https://docs.docker.com/reference/dockerfile/#entrypoint"],
  files: { "start.sh": "#!/bin/sh\nnode migrate.js\nnode server.js\n" },
  filesAfter: { "start.sh": "#!/bin/sh\nnode migrate.js\nexec node server.js\n" },
  bad: 'FROM node:22-slim\nCOPY . .\nCMD ["./start.sh"]',
  good: 'FROM node:22-slim\nCOPY . .\nCMD ["./start.sh"]',

  *check(file, facts) {
    const main = file.final && mainProcess(file.final);
    if (!file.final || !main || signalsAll(main.init, main.starts.words)) return;
    if (everyService(file, facts, (service) => startsProgram(service, main))) return;
    const script = scriptOf(file, file.final, main, facts);
    const last = script && lastCommand(script.text);
    const severity = last && weigh(last);
    const first = last?.wrappers[0] ?? last?.words[0];
    if (!script || !last || !severity || !first) return;
    const { word, path, name, from } = script;
    const inFile = path === undefined ? {} : { file: path };
    const program = last.name ?? first.text;
    yield {
      span: word,
      severity,
      message: `${name} starts ${program} without exec, so that its shell keeps SIGTERM from it`,
      related: [{ start: from + last.start, end: from + last.end, ...inFile, message: "Runs as a child of the shell" }],
      fixes: [
        {
          title: `Put exec before the last command of ${path ?? name}`,
          safe: false,
          optional: true,
          edits: [{ start: from + first.start, end: from + first.start, text: "exec ", ...inFile }],
        },
      ],
    };
  },
} satisfies DockerfileRule;

interface StartScript {
  readonly word: Word;
  /** Where it lies in the build context; undefined where the Dockerfile writes it. */
  readonly path: string | undefined;
  readonly name: string;
  readonly text: string;
  /** Where its text begins in the file that holds it. */
  readonly from: number;
}

/** The shell script that the container starts, by itself or through `sh script`. */
function scriptOf(file: Dockerfile, stage: Stage, { argv }: MainProcess, facts: Facts): StartScript | undefined {
  const isShell = isUnixShell(argv[0]);
  const word = argv[isShell ? 1 : 0];
  if (!word?.value || word.value.startsWith("-")) return undefined;
  const path = contextFileOf(stage, word.value, facts);
  const read = path === undefined ? undefined : facts.contents?.get(path);
  const written = path === undefined ? writtenAt(file, stage, word.value, isShell, facts) : undefined;
  const text = read ?? written?.text;
  if (text === undefined) return undefined;
  const shebang = /^#!.*/.exec(text)?.[0] ?? (isShell || path?.endsWith(".sh") ? "sh" : "");
  const name = programName(path ?? word.value) ?? "";
  return /sh\b/.test(shebang) ? { word, path, name, text, from: written?.start ?? 0 } : undefined;
}

/** The text of a heredoc that COPY puts where a program is looked for. */
function writtenAt(file: Dockerfile, stage: Stage, name: string, isRead: boolean, facts: Facts) {
  const places =
    isRead || name.includes("/")
      ? [resolvePath(folderAfter(stage), name)]
      : programFolders(stage).map((folder) => joined(folder, name));
  const files = imageFiles(file, facts).after(stage);
  for (const place of places) {
    const entry = place === undefined ? undefined : files.at(place);
    const [heredoc, ...others] = (entry !== "absent" && entry?.by?.heredocs) || [];
    // Of several, and where tabs are cut off, positions are not those of the text.
    if (!entry || entry === "absent" || !heredoc || others.length > 0 || heredoc.chomp || place === undefined) continue;
    const text = textOf(entry, place, facts);
    if (text !== undefined) return { text, start: heredoc.body.start };
  }
  return undefined;
}

/** The last command, unless it is part of something larger, or the script handles signals itself. */
function lastCommand(text: string): Command | undefined {
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  const last = commands.findLast(({ within }) => within.length === 0);
  if (!last || errors.length > 0 || last.operator === "|" || commands.some(({ name }) => name === "trap"))
    return undefined;
  // Behind it there may be no more than a comment: no `&`, and no `if` that follows.
  const rest = text.slice(last.end).trim().replace(/^;/, "");
  return rest.split("\n").every((line) => /^\s*(?:#|$)/.test(line)) ? last : undefined;
}

/** Whether a command is one that keeps running; undefined when it is none, or has exec already. */
function weigh({ name, words, wrappers }: Command): Severity | undefined {
  const [program] = words;
  if (!program || wrappers.some(({ value }) => /^(?:exec|command|time)$/.test(value ?? ""))) return undefined;
  if (name === undefined)
    return /^"?\$(?:@|\{@\})"?$/.test(program.text) ? "warning" : /^"?\$/.test(program.text) ? "info" : undefined;
  if (serverPrograms.has(name)) return "warning";
  return program.value?.includes("/") && !/\.[a-z]*sh$/.test(program.value) ? "info" : undefined;
}
