/** What the shell of a RUN takes with it when it ends: variables, options, limits, other shells, programs in the background. */

import { unixShells } from "../data/startPrograms";
import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";

export type LostKind =
  | "variable"
  | "alias"
  | "removal"
  | "folder"
  | "limit"
  | "kernel"
  | "mask"
  | "option"
  | "user"
  | "shell"
  | "background"
  | "service"
  | "version"
  | "script";

/** A command of which nothing is left after its RUN, and which nothing in that RUN makes use of. */
export interface Lost {
  readonly command: Command;
  readonly kind: LostKind;
}

/**
 * The commands of a RUN that change its shell or start something, when nothing after them in the same RUN can make use
 * of that; in order. Empty where the script is not understood.
 */
export function lostIn(instruction: Instruction): readonly Lost[] {
  const { script } = instruction;
  const all = unixCommands(instruction);
  if (!script || script.errors.length > 0 || all.length === 0) return [];
  const found: Lost[] = [];
  /** What stands behind, for names that are used there. */
  let behind = "";
  let isLast = true;
  let isFollowed = false;
  for (const [index, command] of [...all.entries()].reverse()) {
    const text = textOf(command);
    if (isElsewhere(command)) {
      behind = `${text} ${behind}`;
      continue;
    }
    const kind = kindOf(command);
    const isLost =
      kind !== undefined &&
      (startsShell(kind) || kind === "kernel" || (kind === "alias" ? !usesAlias(command, behind) : isLast));
    if (isLost && !uses(behind, command, kind) && !(kind === "option" && isFollowed)) found.push({ command, kind });
    else if (kind !== undefined || !(isInert(command) || runsInner(all, index))) isLast = false;
    if (kind === undefined) isFollowed = true;
    behind = `${text} ${behind}`;
    if (behind.length > mostText) break;
  }
  return found.reverse();
}

/** UTF-16 units of what follows that are searched for a name: what stands further up counts as used. */
const mostText = 20_000;

/** Bodies of functions run when they are called, and substitutions as part of another command. */
function isElsewhere({ within }: Command): boolean {
  return within.includes("function") || within.includes("substitution");
}

/** Whether the command is a shell or eval whose own commands follow. */
function runsInner(all: readonly Command[], index: number): boolean {
  const next = all[index + 1];
  return next !== undefined && next.within.length > (all[index]?.within.length ?? 0) && next.within.at(-1) === "sh -c";
}

function textOf({ words, assignments, redirects }: Command): string {
  return [...assignments, ...words, ...redirects.map(({ target }) => target)]
    .map((part) => (part && "text" in part ? part.text : part?.value?.text))
    .join(" ");
}

function startsShell(kind: LostKind): boolean {
  return kind === "user" || kind === "shell";
}

/** Whether a variable that a command sets is mentioned behind it. */
function uses(behind: string, command: Command, kind: LostKind): boolean {
  return kind === "variable" && namesOf(command).some((name) => mentions(behind, name));
}

function usesAlias(command: Command, behind: string): boolean {
  return namesOf(command).some((name) => mentions(behind, name) || /(?:^|\s)(?:eval|alias|\.|source)\s/.test(behind));
}

/** The names before `=` in the arguments of export and alias, and in assignments. */
export function namesOf({ words, assignments }: Command): string[] {
  const given = words.slice(1).filter(({ text }) => !text.startsWith("-"));
  return [...assignments.map(({ name }) => name.text), ...given.map(({ text }) => text.split(/\+?=/, 1)[0] ?? text)];
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0 && name !== ""; at = text.indexOf(name, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? " ") && !/[\w-]/.test(text[at + name.length] ?? " ")) return true;
  }
  return false;
}

// ------------------------------------------------------------------- single commands

function kindOf(command: Command): LostKind | undefined {
  const { name, words, assignments, redirects, operator, next } = command;
  if (next === "&") return "background";
  if (operator === "|" || next === "|" || redirects.some(keepsSomething)) return undefined;
  if (words.length === 0) {
    // A substitution may be there for what it does.
    const isPlain = assignments.length > 0 && assignments.every(({ value }) => value?.value !== undefined);
    return isPlain ? "variable" : undefined;
  }
  const [, first] = words;
  switch (name) {
    case "export":
      return first && words.slice(1).some(({ text }) => /^\w+\+?=|^\w+$/.test(text)) ? "variable" : undefined;
    case "unset":
      return first && words.slice(1).every(({ text }) => text === "-v" || /^\w+$/.test(text)) ? "removal" : undefined;
    case "pushd":
      return first && !/^[-+]/.test(first.text) ? "folder" : undefined;
    case "alias":
      return words.slice(1).some(({ text }) => text.includes("=")) ? "alias" : undefined;
    case "ulimit":
      return words.slice(1).some(({ text }) => /^(?:\d|unlimited|hard|soft|["']?\$)/.test(text)) ? "limit" : undefined;
    case "sysctl":
      return words.slice(1).some(({ text }) => /^["']?[\w./-]+=|^(?:-p|--load|--system)/.test(text))
        ? "kernel"
        : undefined;
    case "umask":
      return first && !/^-/.test(first.text) ? "mask" : undefined;
    case "set":
      return first && /^[-+]/.test(first.text) ? "option" : undefined;
    case "shopt":
      return first && /^-[su]/.test(first.text) ? "option" : undefined;
    case "su":
    case "newgrp":
      return startsOnlyShell(words) ? "user" : undefined;
    case ".":
    case "source":
      return setsOnlyVariables(first, words.length) ? "script" : undefined;
    case "eval":
      return /^["']?(?:\$\(|`)/.test(first?.text ?? "") && printedSettings.test(first?.text ?? "")
        ? "script"
        : undefined;
  }
  if (isInteractive(command)) return "shell";
  if (choosers.some((phrase) => runs(command, phrase)) && !words.some(({ text }) => text === "--default")) {
    return "version";
  }
  return startsService(command) ? "service" : undefined;
}

/** What is written to a file stays, and what is read from one may be commands. */
function keepsSomething({ operator, target }: Command["redirects"][number]): boolean {
  return !operator.includes("&") && target?.value !== "/dev/null";
}

/** `su app`, `su - app`, `su -l -s /bin/sh app`: a user and options, but no command for its shell. */
function startsOnlyShell([, ...words]: readonly Word[]): boolean {
  let operands = 0;
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? "";
    if (/^(?:-s|--shell|-g|--group|-w)$/.test(text)) index++;
    else if (/^-(?:[lmp]*|-login|-preserve-environment|-shell=.*)$/.test(text)) continue;
    else if (text.startsWith("-") || ++operands > 1) return false;
  }
  return true;
}

/** A shell that is meant to be typed into: `bash`, `exec bash -l`, `exec "$SHELL"`, `sudo -i`. */
function isInteractive({ name, words, wrappers }: Command): boolean {
  const [program, ...rest] = words;
  const isShell =
    name === undefined ? /^"?\$\{?SHELL\}?"?$/.test(program?.text ?? "") : unixShells.has(name) || name === "fish";
  if (isShell) return rest.every(({ text }) => /^(?:-[il]+|--login)$/.test(text));
  return name === "sudo" && wrappers.length === 0 && rest.length > 0 && rest.every(({ text }) => /^-[is]$/.test(text));
}

/** Files that set variables and functions and do nothing else, by the end of their path. */
const settingFiles =
  /(?:^|\/)(?:activate|\.?bashrc|\.bash_profile|\.profile|\.zshrc|profile|nvm\.sh|sdkman-init\.sh|conda\.sh|setup\.(?:ba|z)?sh|setvars\.sh|environment|\.?env|emsdk_env\.sh|cargo\/env)["']?$/;

/** Beside a file only the name of an environment may stand. */
function setsOnlyVariables(file: Word | undefined, count: number): boolean {
  if (!file || count > 3 || !settingFiles.test(file.text)) return false;
  // A `setup.sh` of one's own may install things; that of ROS lies under /opt/ros or install/.
  return !/setup\.\w*sh["']?$/.test(file.text) || /\/opt\/ros\/|(?:^|\/)(?:install|devel)\//.test(file.text);
}

/** Programs whose output is settings for a shell: `eval "$(pyenv init -)"`. */
const printedSettings = /\b(?:(?:\w+ )?(?:init|shellenv|activate)|\w+ env|ssh-agent|hook)\b/;

/** Calls that choose a version or an environment for the shell in which they stand. */
const choosers: readonly string[] = [
  ...["nvm use", "fnm use", "rvm use", "sdk use", "phpbrew use"],
  ...["rbenv shell", "pyenv shell", "pyenv activate", "nodenv shell", "jenv shell", "goenv shell", "asdf shell"],
  ...["conda activate", "mamba activate", "micromamba activate", "workon", "module load"],
];

/** Programs that go on in the background by themselves, and what in their arguments says that they do, or do not. */
const services: ReadonlyMap<string, { readonly when?: RegExp; readonly unless?: RegExp }> = new Map([
  ["systemctl", { when: /^(?:re)?start\b/ }],
  ["rc-service", { when: / (?:re)?start$/ }],
  ["start-stop-daemon", { when: /--start\b|-S\b/ }],
  ["pm2", { when: /^(?:re)?start\b/, unless: /--no-daemon/ }],
  ["forever", { when: /^start\b/ }],
  ["nginx", { unless: /\S/ }],
  ["apachectl", { when: /(?:^|-k )(?:re)?start$/ }],
  ["apache2ctl", { when: /(?:^|-k )(?:re)?start$/ }],
  ["httpd", { when: /-k (?:re)?start$/ }],
  ["mongod", { when: /--fork\b/ }],
  ["redis-server", { when: /--daemonize yes\b/ }],
  ["pg_ctl", { when: /(?:^| )(?:re)?start\b/ }],
  ["pg_ctlcluster", { when: / (?:re)?start\b/ }],
  ["supervisord", { unless: /-n\b|--nodaemon|-v\b|-h\b/ }],
  ["cron", { unless: /-f\b/ }],
  ["crond", { unless: /-f\b|-d\b/ }],
  ["sshd", { unless: /\S/ }],
  ["memcached", { when: /-d\b/ }],
]);

function startsService({ name = "", words }: Command): boolean {
  const argument = words
    .slice(1)
    .map(({ text }) => text)
    .join(" ");
  if (/^\/etc\/(?:rc\.d\/)?init\.d\/[^/]+$/.test(words[0]?.value ?? "")) return /^(?:re)?start$/.test(argument);
  const known = services.get(name);
  return known !== undefined && (known.when?.test(argument) ?? true) && !known.unless?.test(argument);
}

/** What neither changes files nor reads what the shell has set, but for the words that it is given. */
function isInert(command: Command): boolean {
  const { name, redirects, operator, next } = command;
  if (operator === "|" || next === "|" || redirects.some(keepsSomething)) return false;
  return name !== undefined && inert.has(name);
}

const inert = new Set("echo printf true : cd pwd test [ [[ exit return disown hash which type".split(" "));
