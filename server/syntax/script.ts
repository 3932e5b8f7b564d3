/** Which part of an instruction runs, in which shell, and where its text stands in the document. */

import { unixShells } from "../data/startPrograms";
import type { Instruction, Script, ShellLanguage, ShellText, Span } from "../types";
import type { LogicalLine } from "./lines";
import { parseExec, parseShell } from "./shell";

/** Parses what RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD run. `argument` is the part of the joined line after the flags. */
export function parseScript(instruction: Instruction, line: LogicalLine, argument: Span): Script | undefined {
  const { keyword, exec, words } = instruction;
  if (keyword !== "RUN" && keyword !== "CMD" && keyword !== "ENTRYPOINT" && keyword !== "HEALTHCHECK") return undefined;
  const from = keyword === "HEALTHCHECK" ? afterCmd(line.text, argument) : argument.start;
  if (from === undefined || from >= argument.end) return undefined;

  const span = { start: line.toDocument(from), end: line.toDocument(argument.end - 1) + 1 };
  const shell = shellOf(instruction);
  const language = languageOf(shell);
  if (exec) {
    return { ...span, instruction, form: "exec", shell, language, source: undefined, ...parseExec(words) };
  }

  const text = line.text.slice(from, argument.end);
  const toDocument = (offset: number) => line.toDocument(from + offset);
  const only = line.heredocs.length === 1 && /^\d*<<-?\s*\S+$/.test(text) ? line.heredocs[0] : undefined;
  if (only) {
    const source = { text: line.bodyText(only.body), toDocument: (offset: number) => only.body.start + offset };
    const own = interpreter(source.text) ?? shell;
    const spoken = languageOf(own);
    const parsed = parseShell(source, spoken);
    return { ...only.body, instruction, form: "heredoc", shell: own, language: spoken, source, ...parsed };
  }
  const fed = keyword === "RUN" && line.heredocs.length === 1 ? fedShell(text) : undefined;
  const body = line.heredocs[0]?.body;
  if (fed && body && !(line.heredocs[0]?.expand && escaping.test(line.bodyText(body)))) {
    const source = { text: line.bodyText(body), toDocument: (offset: number) => body.start + offset };
    const spoken = languageOf(fed.shell);
    return { ...body, instruction, form: "heredoc", ...fed, language: spoken, source, ...parseShell(source, spoken) };
  }
  const source = line.heredocs.length > 0 ? withBodies(text, toDocument, line) : { text, toDocument };
  return { ...span, instruction, form: "shell", shell, language, source, ...parseShell(source, language) };
}

function afterCmd(text: string, argument: Span): number | undefined {
  const match = /^cmd\s+/i.exec(text.slice(argument.start, argument.end));
  return match ? argument.start + match[0].length : undefined;
}

/** The shell that is handed a heredoc as its script: `<<EOF bash`, `sh -e <<EOF`; undefined where something else is said. */
function fedShell(text: string): { shell: string; options: readonly string[] } | undefined {
  const all = text
    .trim()
    .replace(/<<(-?)\s+/, "<<$1")
    .split(/\s+/);
  const isHeredoc = (at: number) => /^\d*<<-?./.test(all[at] ?? "");
  const [word = "", ...words] = isHeredoc(0) ? all.slice(1) : isHeredoc(all.length - 1) ? all.slice(0, -1) : all;
  const isShell = /^(?:\/(?:usr\/(?:local\/)?)?bin\/)?[a-z]+$/.test(word) && unixShells.has(bareShell(word));
  const isOption = (option: string, at: number) =>
    /^-[abefhmuvxs]{1,9}$/.test(option) ||
    /^-[abefhmuvx]{0,9}o$/.test(option) ||
    (/^(?:errexit|nounset|xtrace|pipefail)$/.test(option) && words[at - 1]?.endsWith("o"));
  return isShell && words.every(isOption) ? { shell: bareShell(word), options: words } : undefined;
}

/** In a heredoc that the outer shell expands, these reach the inner one as something else. */
const escaping = /\\[$`\\]/;

/** The shell sees the heredoc bodies on the lines after the command. */
function withBodies(text: string, toDocument: (offset: number) => number, line: LogicalLine): ShellText {
  const bodies = line.bodyText({ start: line.heredocs[0]?.body.start ?? line.end, end: line.end });
  const start = line.heredocs[0]?.body.start ?? line.end;
  return {
    text: `${text}\n${bodies}`,
    toDocument: (offset) => (offset <= text.length ? toDocument(offset) : start + offset - text.length - 1),
  };
}

/** The program that a heredoc beginning with `#!` is for. */
function interpreter(body: string): string | undefined {
  const program = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+)*)?(\S+)/.exec(body)?.[1];
  return program === undefined ? undefined : bareShell(program);
}

function shellOf({ before, stage }: Instruction): string {
  const program = before.shellComment ?? before.shell?.[0];
  if (program !== undefined) return bareShell(program);
  return /windows|nanoserver/.test(stage?.base?.name ?? "") ? "cmd" : "sh";
}

function bareShell(program: string): string {
  return program
    .replace(/^.*[/\\]/, "")
    .toLowerCase()
    .replace(/\.exe$/, "");
}

function languageOf(program: string): ShellLanguage {
  if (program === "sh" || program === "ash" || program === "dash") return "sh";
  if (unixShells.has(program)) return "bash";
  if (program === "powershell" || program === "pwsh") return "powershell";
  return program === "cmd" ? "cmd" : "unknown";
}
