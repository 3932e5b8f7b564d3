/** Options of the one adduser given to the other: Debian and Alpine have programs of that name which share little else. */

import { isFatal } from "../image/calls";
import { baseOf } from "../image/programs";
import { commandsOf } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Word } from "../types";

/** A call that stops, or does nothing, because of an option. */
export interface ForeignOption {
  readonly instruction: Instruction;
  readonly command: Command;
  /** The first option that the program does not know. */
  readonly word: Word;
  /** The distribution whose program is called. */
  readonly system: string;
  /** It takes the option for a wish for help, and makes no account. */
  readonly isHelp: boolean;
  /** The whole call as that program understands it; undefined where it has no such options. */
  readonly meant: string | undefined;
}

interface Dialect {
  /** Options at which both programs stop, and those at which adduser alone does. */
  readonly refused: RegExp;
  readonly refusedForUsers?: RegExp;
  /** Those that it takes for a wish for help. */
  readonly help?: RegExp;
  readonly meant: (command: Command) => string | undefined;
}

/**
 * The calls of adduser and addgroup with options of the other distribution, where the base image tells which one it is.
 * Sources: adduser(8) of Debian 12 and 13, whose options may be shortened while they stay apart; loginutils/adduser.c and addgroup.c of BusyBox.
 */
export function foreignOptions(file: Dockerfile, facts: Facts): ForeignOption[] {
  return [...commandsOf(file, "adduser", "addgroup")].flatMap(({ instruction, command }) => {
    const { stage } = instruction;
    const image = stage && baseOf(stage, facts);
    const dialect = image?.system === undefined ? undefined : dialects[image.system];
    if (!dialect || !isFatal(file, instruction, command)) return [];
    if (image?.hasProgram(command.name ?? "") === false) return [];
    const [, ...words] = command.words;
    const ofUsers = command.name === "adduser" ? dialect.refusedForUsers : undefined;
    const refused = words.find(({ value = "" }) => dialect.refused.test(value) || ofUsers?.test(value));
    const word = refused ?? words.find(({ value = "" }) => dialect.help?.test(value));
    if (!word) return [];
    return [
      { instruction, command, word, system: image?.system ?? "", isHelp: !refused, meant: dialect.meant(command) },
    ];
  });
}

const ofDebian: Dialect = {
  // Its own options are long ones, of which -u and -q are short for one alone.
  refused: /^-(?:[DSGgsk]|[DSGHhgsuk]{2,9})$/,
  help: /^-[Hh]$/,
  meant: (command) => translated(command, busyBox),
};

const dialects: Readonly<Record<string, Dialect>> = {
  debian: ofDebian,
  ubuntu: ofDebian,
  alpine: {
    refused: /^--(?:quiet|force-badname|allow-bad-names|(?:first|last)[ug]id|conf)(?:=|$)/,
    refusedForUsers: /^--(?:disabled-login|group|gid|add-extra-groups)(?:=|$)/,
    meant: () => undefined,
  },
};

/** What Debian calls the options of BusyBox; those with a value end with a blank. */
const busyBox: Readonly<Record<string, { readonly user: string; readonly group?: string }>> = {
  S: { user: "--system", group: "--system" },
  H: { user: "--no-create-home" },
  h: { user: "--home " },
  s: { user: "--shell " },
  G: { user: "--ingroup " },
  u: { user: "--uid " },
  g: { user: "--gecos ", group: "--gid " },
};

/** The call in the words of Debian; undefined where one of them is not known, or the text does not stand in one line. */
function translated({ name, words }: Command, table: typeof busyBox): string | undefined {
  const [, ...rest] = words;
  const options: string[] = [];
  const operands: string[] = [];
  let isWithoutPassword = false;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] as Word;
    const [, letters] = /^-([A-Za-z]{1,9})$/.exec(word.value ?? "") ?? [];
    if (letters === undefined) {
      if (word.text.startsWith("-")) options.push(word.text);
      else operands.push(word.text);
      continue;
    }
    for (const [index, letter] of [...letters].entries()) {
      if (letter === "D" && name === "adduser") isWithoutPassword = true;
      else {
        const option = name === "adduser" ? table[letter]?.user : table[letter]?.group;
        if (option === undefined) return undefined;
        if (!option.endsWith(" ")) options.push(option);
        else {
          const value = index === letters.length - 1 ? rest[++at]?.text : undefined;
          if (value === undefined) return undefined;
          options.push(option + value);
        }
      }
    }
  }
  const isSystem = options.includes("--system");
  if (isWithoutPassword && !isSystem) options.unshift("--disabled-password");
  if (isWithoutPassword && !isSystem && !options.some((option) => option.startsWith("--gecos")))
    options.push('--gecos ""');
  return [name, ...options, ...operands].join(" ");
}
