/** Secrets that stand in a RUN as they are: in variables, headers, addresses, and as passwords of accounts. */

import { unixCommands } from "../syntax/runs";
import { flagValue, hasFlag, runs } from "../syntax/shell";
import type { Command, Instruction, Span, Word } from "../types";
import { connectionPassword } from "./connectionPasswords";
import { passwordOptions } from "./passwordOptions";
import { isHarmless, isPlaceholder, isSecretName, looksReal, tokenKind, tokenKindWithin } from "./secrets";
import { isNoun, isStandIn } from "./standIns";

/** A secret that is written out. */
export interface WrittenSecret {
  readonly span: Span;
  /** What it is, in words: "The password of root". */
  readonly what: string;
  /** It has a form that only tokens in use have. */
  readonly isCertain: boolean;
}

/** The secrets that the commands of a RUN hold, one for each command at most. */
export function writtenSecrets(instruction: Instruction): WrittenSecret[] {
  const commands = unixCommands(instruction);
  const isShown = idsOfKeys(commands);
  return commands.flatMap((command, index) => {
    const found =
      inVariables(command, isShown) ??
      passwordOfAccount(command, commands[index - 1]) ??
      passwordArgument(command) ??
      firstOf(command.words, inWord(command));
    return found ? [found] : [];
  });
}

/** Whether a variable only says which key gpg is to fetch or to trust: `gpg --recv-keys "$key"`. */
function idsOfKeys(commands: readonly Command[]): (variable: string) => boolean {
  const texts = commands.filter(readsKeyIds).flatMap(({ words }) => words.map(({ text }) => text));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name)));
  return (variable) => names.has(variable);
}

function readsKeyIds(command: Command): boolean {
  if (runs(command, "apt-key", "pacman-key")) return true;
  return runs(command, "gpg", "gpg2") && !command.words.some(({ text }) => text.startsWith("--passphrase"));
}

function inVariables(
  { name, words, assignments }: Command,
  isShown: (variable: string) => boolean,
): WrittenSecret | undefined {
  for (const assignment of assignments) {
    if (isShown(assignment.name.text)) continue;
    const found = judge(assignment.name.text, assignment.value?.value, assignment);
    if (found) return found;
  }
  if (!/^(?:export|declare|readonly|local)$/.test(name ?? "")) return undefined;
  return firstOf(words, (word) => {
    const [, variable = "", value] = /^(\w+)=(.*)$/s.exec(word.value ?? "") ?? [];
    return isShown(variable) ? undefined : judge(variable, value, word);
  });
}

function judge(name: string, value: string | undefined, { start, end }: Span): WrittenSecret | undefined {
  if (value === undefined) return undefined;
  const kind = tokenKindWithin(value);
  // Builds are given something to be content with: SECRET_KEY_BASE=1.
  const isNothing = /pass(?:word|wd)?$|pwd$/i.test(name) ? isMadeUp(value) : isPlaceholder(value);
  const isNamed = isSecretName(name) && value.length >= 6 && !isHarmless(value) && !isNothing;
  // A key may be that of a table as well.
  const isSecret = isNamed && (!/^keys?$/i.test(name) || looksReal(value));
  if (!kind && !isSecret) return inConnection(value, { start, end });
  return {
    span: { start, end },
    what: kind ? `The value of ${name}, ${kind},` : `The value of ${name}`,
    isCertain: kind !== undefined,
  };
}

/** `echo root:secret | chpasswd`, `useradd -p secret`. */
function passwordOfAccount(command: Command, before: Command | undefined): WrittenSecret | undefined {
  const { name, words, operator, start, end } = command;
  const isNew = runs(command, "useradd", "usermod");
  if (isNew && hasFlag(command, "-p", "--password")) {
    const password = flagValue(command, "-p", "--password");
    const isSet = password !== undefined && !/^[!*x]*$/.test(password) && !isMadeUp(password);
    return isSet ? { span: { start, end }, what: "The password of an account", isCertain: false } : undefined;
  }
  if (name !== "chpasswd" && name !== "passwd") return undefined;
  const here = command.redirects.find((redirect) => redirect.operator.endsWith("<<<"))?.target;
  const piped =
    operator === "|" && before && /^(?:echo|printf)$/.test(before.name ?? "") ? before.words.at(-1) : undefined;
  const given = here ?? piped;
  if (!given?.value) return undefined;
  const [, account, password] = (name === "chpasswd" && /^([^:\s]+):(\S+)/.exec(given.value)) || [];
  if (name === "chpasswd" && password === undefined) return undefined;
  if (name === "passwd" && !words.some(({ value }) => value === "--stdin") && !/\S/.test(given.value)) return undefined;
  const whose =
    account ?? words.findLast(({ value }, index) => index > 0 && value && !value.startsWith("-"))?.value ?? "root";
  return { span: { start: given.start, end: given.end }, what: `The password of ${whose}`, isCertain: false };
}

/** `sshpass -p secret`, `mysql -psecret`. */
function passwordArgument(command: Command): WrittenSecret | undefined {
  const { words, name } = command;
  for (const { programs, options = [], attached, behind, verb } of passwordOptions) {
    if (!programs.includes(name ?? "") || (verb !== undefined && !words.some(({ value }) => value === verb))) continue;
    const found = firstOf(words, (word, index) => {
      const before = words[index - 1]?.value ?? "";
      const isNext = index > 1 && (options.includes(before) || before === behind) && !/^-/.test(word.text);
      const password = isNext ? word.value : index > 0 ? attached?.exec(word.value ?? "")?.[1] : undefined;
      const isWritten = password !== undefined && password !== "" && !/[$`%]/.test(password) && !isMadeUp(password);
      return isWritten ? { word, password } : undefined;
    });
    if (!found) continue;
    const { start, end } = found.word;
    const isCertain = tokenKind(found.password) !== undefined;
    return { span: { start, end }, what: `The password for ${name}`, isCertain };
  }
  return undefined;
}

/** Whether nobody keeps this as a password. */
function isMadeUp(password: string): boolean {
  return isNoun(password) || isStandIn(password);
}

const header =
  /^(?:-H|--header=)?\s*(?:(?:proxy-)?authorization:\s*(?:(?:bearer|basic|token|bot)\s+)?|(?:x-)?(?:api-key|apikey|auth-token|access-token|private-token|job-token|vault-token|jfrog-art-api):\s*)([^\s$`<{%]+)$/i;

/** Long options with a secret, whatever the program. */
const option = /^--(?:password|token|auth-token|access-token|api-key|secret|client-secret|npm-token)(?:=(.*))?$/s;

function inWord(command: Command): (word: Word, index: number) => WrittenSecret | undefined {
  const isCurl = runs(command, "curl");
  return (word, index) => {
    const { start, end } = word;
    const value = word.value ?? "";
    const span = { start, end };
    const sent = header.exec(value)?.[1];
    if (sent !== undefined && sent.length >= 8 && !isMadeUp(sent)) {
      return { span, what: "The credential in this header", isCertain: tokenKind(sent) !== undefined };
    }
    const setting = inSettings(command, word);
    if (setting) return setting;
    const connection = inConnection(word.value ?? word.text, span);
    if (connection) return connection;
    const given = option.exec(value);
    const secret = given ? (given[1] ?? command.words[index + 1]?.value) : undefined;
    if (secret !== undefined && looksReal(secret)) {
      return { span, what: `The value of ${value.replace(/=.*/s, "")}`, isCertain: tokenKind(secret) !== undefined };
    }
    if (isCurl && /^(?:-u|--user)/.test(value)) {
      const [, , password] = /^([^:]*):(.+)$/.exec(flagValue(command, "-u", "--user") ?? "") ?? [];
      if (password !== undefined && !isMadeUp(password))
        return { span, what: "The password behind --user", isCertain: false };
    }
    const [, gems] = (runs(command, "bundle config") && /^[^:@\s]{1,99}:([^:@\s]{6,200})$/.exec(value)) || [];
    const host = command.words[index - 1]?.value ?? "";
    if (
      gems !== undefined &&
      !/^(?:build|local|mirror|gem|plugins?)\./.test(host) &&
      /^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\/?$/.test(host) &&
      !isMadeUp(gems)
    )
      return { span, what: "The password for this host", isCertain: tokenKind(gems) !== undefined };
    const kind = tokenKindWithin(value);
    return kind ? { span, what: kind.replace(/^./, (first) => first.toUpperCase()), isCertain: true } : undefined;
  };
}

/** What names the password in a line of settings, by the file that it is written to; undefined: wherever it goes. */
const settings: readonly (readonly [file: RegExp | undefined, line: RegExp, what: string])[] = [
  [
    undefined,
    /(?:^|[\s\\n])machine\s{1,9}\S{1,200}\s{1,9}login\s{1,9}\S{1,200}\s{1,9}password\s{1,9}([^\s\\]{1,200})/,
    "The password of this host",
  ],
  [
    /(?:^|\/)[._]curlrc$/,
    /(?:^|\n)\s{0,9}-{0,2}(?:proxy-)?u(?:ser)?\s{0,9}[=:]?\s{0,9}"?[^\s":]{1,99}:([^\s"\\]{1,200})/,
    "The password behind user",
  ],
  [
    /(?:^|\/)\.pgpass$/,
    /^[^:\s]{1,99}:[\d*]{1,5}:[^:]{1,99}:[^:]{1,99}:([^\s\\]{1,200})/,
    "The password of this database",
  ],
  [/(?:^|\/)\.my\.cnf$/, /(?:^|[\s\\n])password\s{0,9}=\s{0,9}"?([^\s"\\]{1,200})/, "The password of this database"],
];

/** A password in what echo or printf writes to a file of settings. */
function inSettings({ name, redirects }: Command, { start, end, value = "" }: Word): WrittenSecret | undefined {
  if (name !== "echo" && name !== "printf") return undefined;
  const target = redirects.find(({ operator }) => /^>{1,2}$/.test(operator))?.target;
  for (const [file, line, what] of settings) {
    if (file && !file.test(target?.value ?? target?.text ?? "")) continue;
    const password = line.exec(value)?.[1];
    if (password === undefined || /[$`%<{]/.test(password) || isMadeUp(password)) continue;
    return { span: { start, end }, what, isCertain: tokenKind(password) !== undefined };
  }
  return undefined;
}

/** Of a database of the build alone, which takes the same word for both, there is nothing to keep. */
function inConnection(text: string, span: Span): WrittenSecret | undefined {
  const { user, password, isDefault } = connectionPassword(text) ?? {};
  if (password === undefined || isDefault) return undefined;
  const what = user ? `The password of ${user} in this address` : "The password that is written here";
  return { span, what, isCertain: tokenKind(password) !== undefined };
}

function firstOf<Item, Result>(
  items: readonly Item[],
  find: (item: Item, index: number) => Result | undefined,
): Result | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
