/** What is fetched by plain `http://` and then run or unpacked, with nobody comparing a checksum. */

import { unixShells } from "../data/startPrograms";
import { unixCommands } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import { proves } from "./unverifiedConnections";

/** A download: the word with its address, and what becomes of it: "runs", "unpacks". */
export interface PlainDownload {
  readonly word: Word;
  readonly use: string;
}

/** The downloads of a RUN or an ADD that others can change on their way. */
export function plainDownloadsIn(instruction: Instruction): readonly PlainDownload[] {
  if (instruction.keyword === "ADD") return ofAdd(instruction);
  if (instruction.keyword !== "RUN") return [];
  const commands = unixCommands(instruction);
  const proof = commands.findLast(proves)?.start ?? -1;
  return commands.flatMap((command, index) => {
    const source = sourceOf(command);
    if (source) return [{ word: source, use: "installs" }];
    if (!runs(command, "curl", "wget") || command.start < proof) return [];
    const word = command.words.find(isPlain);
    const use = word && useOf(command, word, commands.slice(index + 1, index + 1 + mostLater));
    return word && use !== undefined ? [{ word, use }] : [];
  });
}

/** The option by which a package manager that compares no signatures is sent to a server without encryption. */
function sourceOf({ name, words }: Command): Word | undefined {
  const options = plainSources.get(name ?? "");
  return words.find((word, index) => {
    if (!options || !isPlain({ ...word, value: word.value?.replace(/^--[\w-]+=/, "") })) return false;
    const given = /^--[\w-]+(?==)/.exec(word.value ?? "")?.[0] ?? words[index - 1]?.value ?? "";
    return options.includes(given);
  });
}

/** Options that name a server, by the program. */
const plainSources: ReadonlyMap<string, readonly string[]> = new Map([
  ["gem", ["--source", "-s", "--add", "-a", "--clear-sources"]],
  ["cpanm", ["--mirror"]],
  ["nuget", ["-Source"]],
]);

/** Commands behind a download that are looked through for what it fetched. */
const mostLater = 40;

/** By the name of the file: what is no archive and no program may be anything. */
function ofAdd({ words, flags, onbuild }: Instruction): readonly PlainDownload[] {
  if (onbuild || flags.some(({ name }) => name === "checksum")) return [];
  return words.slice(0, -1).flatMap((word) => {
    const path = /^[^?#]*/.exec(word.value ?? "")?.[0] ?? "";
    if (!isPlain(word)) return [];
    if (archive.test(path)) return [{ word, use: "unpacks" }];
    return program.test(path) ? [{ word, use: "runs" }] : [];
  });
}

const archive = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+|zip|gz|xz|bz2|zst)$/i;
const program = /\.(?:sh|bash|py|pl|rb|jar|war|deb|rpm|apk|run|bin|exe|msi|AppImage)$/i;

/** A public address without encryption. Hosts of one's own network are for its owner to judge. */
function isPlain({ value, text }: Word): boolean {
  const host = /^["']?http:\/\/([^/:?#"'$`]+)(?=[/:?#"']|$)/i.exec(value ?? text)?.[1]?.replace(/^.*@/, "") ?? "";
  return host.includes(".") && !ownNetwork.test(host);
}

const ownNetwork =
  /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$)|\.(?:local|localhost|internal|intranet|lan|corp|home|test)$/i;

/** What the shell does with what a command fetches; undefined when that is not seen. */
function useOf(download: Command, address: Word, later: readonly Command[]): string | undefined {
  const [next] = later;
  if (next?.operator === "|" && next.within.length === download.within.length) {
    const last = later.slice(0, pipeLength(later)).find(({ name }) => uses.has(name ?? ""));
    if (last) return uses.get(last.name ?? "");
  }
  const names = namesOf(download, address);
  const user = later.find((command) => names.some((name) => takes(command, name)));
  return user && (uses.get(user.name ?? "") ?? "runs");
}

function pipeLength(commands: readonly Command[]): number {
  const end = commands.findIndex(({ operator }) => operator !== "|");
  return end < 0 ? commands.length : end;
}

/** What the file may be called: as an option or a redirect says, or as the address ends. */
function namesOf({ words, redirects }: Command, address: Word): readonly string[] {
  const given = words.flatMap(({ value = "" }, index) => {
    if (/^(?:-[A-Za-z]*[oO]|--output|--output-document)$/.test(value)) return words[index + 1]?.value ?? [];
    return /^(?:--output=|--output-document=|-[oO])(.+)$/s.exec(value)?.[1] ?? [];
  });
  const written = redirects.flatMap(({ operator, target }) => (operator.includes(">") ? (target?.value ?? []) : []));
  const ending = (address.value ?? address.text).replace(/[?#].*$/s, "");
  return [...new Set([...given, ...written, ending].map(baseName))].filter((name) => name.length > 1);
}

/** Whether a command runs a file of a name, unpacks it, or makes it a program. */
function takes(command: Command, name: string): boolean {
  const words = command.words.map(({ value, text }) => baseName(value ?? text));
  if (words[0] === name) return true;
  if (!words.slice(1).includes(name)) return false;
  if (command.name === "chmod") return command.words.some(({ value = "" }) => makesProgram(value));
  if (command.name === "install") return !hasFlag(command, "-d");
  return uses.has(command.name ?? "");
}

/** Whether chmod is given a mode that lets a file be run: `+x`, `a+rx`, `755`. */
function makesProgram(mode: string): boolean {
  return /^[0-7]{3,4}$/.test(mode) ? /[1357]/.test(mode) : /^[ugoa]{0,4}\+[rwst]{0,4}x/.test(mode);
}

/** Programs that run or unpack what they are given, and what people call that. */
const uses: ReadonlyMap<string, string> = new Map([
  ..."tar bsdtar unzip gunzip zcat bunzip2 unxz xz zstd 7z cpio jar rpm2cpio"
    .split(" ")
    .map((it) => [it, "unpacks"] as const),
  ...[...unixShells, ..."python python3 perl ruby node php java make".split(" ")].map((it) => [it, "runs"] as const),
  ..."dpkg rpm apt apt-get yum dnf apk alien gdebi pip pip3 gem npm".split(" ").map((it) => [it, "installs"] as const),
  ..."apt-key gpg gpg2".split(" ").map((it) => [it, "trusts the keys of"] as const),
]);
