import { replace } from "../edits/edits";
import { changedMode } from "../image/modeBits";
import { writerOf } from "../rights/laterWriters";
import { chown } from "../stage/users";
import { copiesOf, flagOf } from "../syntax/instructions";
import { commandsOf } from "../syntax/runs";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, DockerfileRule, Edit, Finding, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "world-writable-mode",
  title: "Every user may change these files",
  severity: "warning",
  category: "user",
  why:
    "With a mode like 777 whoever gets into the container, as whatever user, can change programs and settings of the application. " +
    "Give the files to the user that needs them with `--chown` or `chown`, and write access to nobody else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
  bad: "FROM debian:13\nRUN chmod -R 777 /srv",
  good: "FROM debian:13\nRUN chmod -R 755 /srv",

  *check(file, facts) {
    for (const { command, instruction } of commandsOf(file, "chmod")) {
      const [mode, ...paths] = operands(command);
      const shared = mode && unsticky(mode, paths);
      if (shared) yield shared;
      const isForEach = paths.length === 0 && command.wrappers.length > 0;
      if (!mode || !opens(mode.value) || (!isForEach && paths.every(isForAll))) continue;
      const isAll = hasFlag(command, "-R", "--recursive");
      const what = paths.length === 1 && isPlain(paths[0]) ? `"${paths[0]?.value}"` : "these files";
      yield {
        span: mode,
        message: `Mode ${mode.value} lets every user of the container write to ${isAll ? `all of ${what}` : what}`,
        severity: isAll && instruction.stage?.ships ? undefined : "info",
        fixes: closed(mode, writerOf(file, instruction, facts), (owner) => handedOver(command, owner)),
      };
    }
    for (const { command, instruction } of commandsOf(file, "find")) {
      const mode = modeForEach(command);
      const paths = foldersOfFind(command);
      if (!mode || !opens(mode.value) || (paths.length > 0 && paths.every(isForAll))) continue;
      const what =
        paths.length === 1 && isPlain(paths[0]) ? `what find finds in "${paths[0]?.value}"` : "what find finds";
      yield {
        span: mode,
        message: `Mode ${mode.value} lets every user of the container write to ${what}`,
        severity: instruction.stage?.ships ? undefined : "info",
        fixes: closed(mode, writerOf(file, instruction, facts), () => undefined),
      };
    }
    for (const { command } of commandsOf(file, "install", "mkdir")) {
      const mode = modeOption(command);
      const path = operands(command).at(-1);
      if (!mode || !opens(mode.value.replace(modeName, "")) || isForAll(path)) continue;
      const what = isPlain(path) ? `"${path?.value}"` : "what is made";
      yield {
        span: mode,
        message: `Mode ${mode.value.replace(modeName, "")} lets every user of the container write to ${what}`,
        severity: "info",
      };
    }
    for (const copy of copiesOf(file)) {
      const mode = flagOf(copy, "chmod")?.value;
      if (!mode || !opens(mode.value) || isForAll(copy.words.at(-1))) continue;
      yield {
        span: mode,
        message: `Mode ${mode.value} lets every user of the container write to what is copied`,
        severity: copy.stage?.ships ? undefined : "info",
        fixes: closed(mode, flagOf(copy, "chown") ? undefined : writerOf(file, copy, facts), (owner) =>
          chown(copy, owner),
        ),
      };
    }
  },
} satisfies DockerfileRule;

const modeName = /^(?:-[a-zA-Z]*m|--mode=)/;

/** The word with the mode that `install` or `mkdir` gives: behind `-m`, or together with it. */
function modeOption({ words }: Command): (Word & { readonly value: string }) | undefined {
  const at = words.findIndex(({ value = "" }, index) => index > 0 && /^(?:-[a-zA-Z]*m|--mode)(?:$|=|\d)/.test(value));
  const word = /^(?:-[a-zA-Z]*m|--mode)$/.test(words[at]?.value ?? "") ? words[at + 1] : words[at];
  return word?.value === undefined ? undefined : { ...word, value: word.value };
}

/** The mode in `find /srv -type d -exec chmod 777 {} +`. */
function modeForEach({ words }: Command): Word | undefined {
  const at = words.findIndex(({ value }, index) => {
    return /^-(?:exec|execdir|ok|okdir)$/.test(words[index - 1]?.value ?? "") && /^(?:\S*\/)?chmod$/.test(value ?? "");
  });
  return at < 0 ? undefined : words.slice(at + 1).find(({ text }) => !text.startsWith("-"));
}

/** Where find looks: its words before the first test. */
function foldersOfFind({ words }: Command): readonly Word[] {
  const end = words.findIndex(({ text }, index) => index > 0 && /^[-(!\\]/.test(text));
  return words.slice(1, end < 0 ? undefined : end);
}

/** Whether others may write, where no sticky bit keeps them from what is not theirs. */
function opens(change: string | undefined): boolean {
  const mode = change === undefined ? undefined : changedMode(change, { kind: "file", mode: 0o644 } as never);
  return mode !== undefined && (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
}

/** `chmod 777 /tmp`: of a folder for all, a mode of three digits takes the bit that keeps users from the files of others (measured with GNU and BusyBox). */
function unsticky(mode: Word, paths: readonly Word[]): Finding | undefined {
  const folder = paths.find(({ value }) => /^\/(?:var\/)?tmp\/?$/.test(value ?? ""));
  if (!folder || !/^0?[0-7]?[0-7]{2}7$/.test(mode.value ?? "") || !opens(mode.value)) return undefined;
  const digits = (mode.value ?? "").replace(/^0(?=\d{3})/, "");
  const isPlainMode = mode.text === mode.value && paths.length === 1 && digits.length === 3;
  return {
    span: mode,
    message: `Mode ${mode.value} takes the sticky bit from ${folder.value}, which keeps users from the files of others there`,
    severity: "info",
    fixes: isPlainMode ? [{ title: `Use 1${digits}`, safe: false, edits: [replace(mode, `1${digits}`)] }] : [],
  };
}

/** Folders that are made for all, and devices. */
function isForAll(path: Word | undefined): boolean {
  return /^\/(?:tmp|var\/tmp|dev|proc|run\/lock)(?:\/|$)/.test(path?.value ?? "");
}

function isPlain(path: Word | undefined): boolean {
  return path?.value !== undefined && path.value.length < 60;
}

/**
 * A program may write as some other user: a person has to look.
 * @param writer who has to own it then.
 * @param give the edit that makes it somebody's; undefined where that cannot be told.
 */
function closed(
  mode: Word,
  writer: string | "unknown" | undefined,
  give: (owner: string) => Edit | undefined,
): readonly Fix[] {
  const { value = "", text } = mode;
  if (!/^[0-7]{3,4}$/.test(value) || text !== value) return [];
  const bits = (Number.parseInt(value, 8) & ~0o022).toString(8).padStart(value.length, "0");
  const change = replace(mode, bits);
  if (writer === undefined) return [{ title: `Use ${bits}`, safe: false, optional: true, edits: [change] }];
  const given = writer === "unknown" ? undefined : give(writer);
  const title = `Use ${bits}, and make it those of ${writer}`;
  return given ? [{ title, safe: false, optional: true, edits: [given, change] }] : [];
}

/** The same paths made somebody's before their mode changes. */
function handedOver(command: Command, owner: string): Edit | undefined {
  const [, ...paths] = operands(command);
  const isPlain = command.within.length === 0 && command.wrappers.length === 0 && command.operator !== "|";
  if (!isPlain || paths.length === 0 || command.operator === "||") return undefined;
  const option = hasFlag(command, "-R", "--recursive") ? "-R " : "";
  const text = `chown ${option}${owner} ${paths.map((path) => path.text).join(" ")} && `;
  return { start: command.start, end: command.start, text };
}
