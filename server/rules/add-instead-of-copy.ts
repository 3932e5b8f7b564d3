import { isRemote, mayBeTar } from "../context/archives";
import { keywordLike, removeFlag, replace } from "../edits/edits";
import { instructionsOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Edit, Facts, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ADD"],
  id: "add-instead-of-copy",
  title: "ADD does more than copy: COPY is enough here",
  severity: "info",
  category: "build-context",
  aliases: ["DL3020"],
  why:
    "`ADD` unpacks archives and downloads from addresses, so that the reader has to know what the source is, and a " +
    "file that turns out to be an archive is unpacked. `COPY` copies, and nothing else.",
  sources: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"],
  bad: "FROM node:24-slim\nADD server.js /app/",
  good: "FROM node:24-slim\nCOPY server.js /app/",

  *check(file, facts) {
    for (const instruction of instructionsOf(file, "ADD")) {
      const { words, flags, heredocs } = instruction;
      if (words.length < 2 || heredocs.length > 0 || flags.some(needsAdd)) continue;
      const sources = words.slice(0, -1);
      const plain = sources.filter((word) => isLocalFile(word, facts));
      const [first] = plain;
      if (!first) continue;
      const isAll = plain.length === sources.length;
      yield {
        span: isAll ? instruction.name : first,
        message: `ADD does nothing for ${first.text} that COPY does not do`,
        fixes: isAll ? fixes(file, instruction, plain, facts) : [],
      };
    }
  },
} satisfies DockerfileRule;

/** Flags by which the author asks for what ADD alone does. */
function needsAdd({ name, value }: Instruction["flags"][number]): boolean {
  return name === "checksum" || (name === "unpack" && value?.value !== "false");
}

/** Whether a source is neither remote nor an archive. Unknown ones are told by what stands around their variables. */
function isLocalFile({ text, value }: Word, { files }: Facts): boolean {
  const path = value ?? text.replace(/^"|"$/g, "");
  if (path === "" || isRemote(path) || mayBeTar(path)) return false;
  if (value === undefined) return /^[^$]/.test(path) && /\.\w+$/.test(path.replace(/\$(?:\{[^}]{0,200}\}|\w+)/g, "$"));
  if (!path.endsWith("*")) return true;
  const folder = path.replace(/^(?:\.?\/)+/, "").replace(/(?<![^/])[^/]*$/, "");
  return !files?.some((file) => file.startsWith(folder) && mayBeTar(file));
}

function fixes(file: Dockerfile, instruction: Instruction, sources: readonly Word[], { files }: Facts): Fix[] {
  const edits: Edit[] = [replace(instruction.name, keywordLike(file, instruction, "COPY"))];
  for (const flag of instruction.flags) {
    if (flag.name !== "keep-git-dir" && flag.name !== "unpack") continue;
    const edit = removeFlag(file, instruction, flag);
    if (!edit) return [];
    edits.push(edit);
  }
  // An archive may have any name; folders are none, and neither is what has the name of something else.
  const isKnown = ({ value = "" }: Word) =>
    /(?:^|\/)\.{0,2}$/.test(value) ||
    /[^/*]\.(?=\w*[a-z])\w+$/i.test(value) ||
    files?.some((path) => path.startsWith(`${value.replace(/^\.\//, "")}/`)) === true;
  return [{ title: "Use COPY", safe: sources.every(isKnown), edits }];
}
