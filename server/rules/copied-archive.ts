import { isTar, mayBeTar } from "../context/archives";
import { keywordLike, replace } from "../edits/edits";
import { dropInstruction } from "../edits/removal";
import { resolvePath } from "../syntax/dockerfile";
import { takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { sections } from "../syntax/sections";
import { hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "copied-archive",
  title: "The archive is copied and then unpacked, and both stay in the image",
  severity: "info",
  category: "layers",
  aliases: ["DL3010"],
  why:
    "The layer of `COPY` keeps the archive even when a later `RUN` deletes it. " +
    "`ADD` unpacks tar archives of the build context on the way into the image.",
  sources: ["https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives"],
  bad: "FROM node:24-slim\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /srv",
  good: "FROM node:24-slim\nADD app.tar.gz /srv/",

  *check(file) {
    for (const section of sections(file)) {
      const copies = new Map<string, Copied>();
      for (const instruction of section) {
        if (instruction.onbuild) continue;
        for (const copied of archivesIn(instruction)) for (const name of copied.names) copies.set(name, copied);
        if (copies.size === 0) continue;
        for (const command of commandsIn(instruction)) {
          const copied = copies.get(unpacked(command).find((name) => copies.has(name)) ?? "");
          if (!copied) continue;
          for (const name of copied.names) copies.delete(name);
          yield {
            span: copied.word,
            message: `${copied.word.text} stays in the image although it is only unpacked; ADD unpacks it on the way`,
            related: [{ start: command.start, end: command.end, message: "unpacked here" }],
            fixes: fixes(file, section, copied, instruction),
          };
        }
      }
    }
  },
} satisfies DockerfileRule;

interface Copied {
  readonly instruction: Instruction;
  readonly word: Word;
  readonly names: readonly string[];
}

function archivesIn(instruction: Instruction): Copied[] {
  const { keyword, words } = instruction;
  if (keyword !== "COPY" || !takesFromContext(instruction)) return [];
  const target = nameOfArchive(words.at(-1));
  return words.slice(0, -1).flatMap((word) => {
    const name = nameOfArchive(word);
    if (isTar(name)) return [{ instruction, word, names: [name, ...(mayBeTar(target) ? [target] : [])] }];
    return isTar(target) && words.length === 2 ? [{ instruction, word, names: [target] }] : [];
  });
}

/** Folders may be written as on Windows, whose backslashes are no part of the value. */
function nameOfArchive(word: Word | undefined): string {
  const path = word?.text.includes("$") ? (word.value ?? "") : (word?.text.replace(/["']/g, "") ?? "");
  return path.replace(/^.*[/\\]/s, "");
}

/** The base names of what a command may unpack. */
function unpacked(command: Command): string[] {
  const isUnpacking =
    command.name === "tar"
      ? hasFlag(command, "-x", "--extract", "--get") || /^(?=[a-zA-Z]*x)[a-zA-Z]+$/.test(command.words[1]?.value ?? "")
      : /^(?:unzip|gunzip|bunzip2|unlzma|unxz|zgz|uncompress|zcat|gzcat)$/.test(command.name ?? "");
  return isUnpacking ? command.words.map(nameOfArchive) : [];
}

/** To look through all of them for each archive would take too long in stages longer than any that people write. */
const mostInstructions = 1000;

/** Only where the RUN does nothing but unpack the archive, and delete it, and nothing else needs it. */
function fixes(
  file: Dockerfile,
  section: readonly Instruction[],
  { instruction, word, names }: Copied,
  run: Instruction,
): Fix[] {
  const folder = unpackedInto(run);
  const target = instruction.words.at(-1);
  const isOnly = instruction.words.length === 2 && instruction.flags.length === 0 && run.flags.length === 0;
  if (folder === undefined || !target || !isOnly || !isTar(nameOfArchive(word)) || section.length > mostInstructions)
    return [];
  const others = section.filter((other) => other !== instruction && other !== run);
  if (others.some(({ argumentText }) => names.some((name) => argumentText.includes(name)))) return [];
  const edits = [
    replace(instruction.name, keywordLike(file, instruction, "ADD")),
    replace(target, folder === "/" ? "/" : `${folder}/`),
    ...dropInstruction(file, run),
  ];
  return [{ title: `Unpack it into ${folder} by ADD`, safe: false, optional: true, edits }];
}

/** The folder of `tar -xzf archive [-C folder] [&& rm archive]`; undefined for anything more. */
function unpackedInto({ script, before }: Instruction): string | undefined {
  const [tar, rm, ...more] = script?.commands ?? [];
  if (!tar || script?.form !== "shell" || script.errors.length > 0 || more.length > 0) return undefined;
  if (rm && (rm.name !== "rm" || rm.operator !== "&&" || rm.words.length > 3)) return undefined;
  const [program, letters, , option, folder, ...rest] = tar.words.map(({ value }) => value);
  const isPlain = program === "tar" && /^-?[xzvjJp]*f$/.test(letters ?? "") && rest.length === 0;
  if (!isPlain || tar.wrappers.length > 0 || tar.redirects.length > 0) return undefined;
  if (option === undefined) return tar.words.length === 3 ? before.workdir : undefined;
  const path = option === "-C" ? resolvePath(before.workdir, folder) : undefined;
  return path !== undefined && /^\/[\w./-]*$/.test(path) ? path : undefined;
}
