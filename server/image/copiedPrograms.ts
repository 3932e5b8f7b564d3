/** Whether COPY and ADD bring a program into a stage. */

import { mayBeTar } from "../context/archives";
import { wholeContext } from "../context/contextTree";
import { isSystemTool } from "../data/packagePrograms";
import { folderAfter, folderBefore } from "../stage/folders";
import { startOf } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { imageFiles } from "./imageFiles";
import { joined } from "./model";
import { foldersBelow, hasUnknownFolders, programFolders } from "./programPath";

/** What is asked of one copy. */
interface Question {
  readonly copy: Instruction;
  readonly stage: Stage;
  readonly name: string;
  /** The destination. */
  readonly target: string;
  readonly file: Dockerfile;
  readonly facts: Facts;
}

/** Whether a program lies on the PATH because of a COPY or ADD; undefined where it may. */
export function copyBrings(copy: Instruction, name: string, file: Dockerfile, facts: Facts): boolean | undefined {
  const { stage, words } = copy;
  const word = words.at(-1);
  const target = resolvePath(folderBefore(copy), word?.value);
  if (!stage || !word?.value || target === undefined || hasUnknownFolders(stage)) return undefined;
  const folder = target.slice(0, target.lastIndexOf("/")) || "/";
  if (baseName(target) === name && programFolders(stage).includes(folder)) return true;
  if (foldersBelow(stage, target).length === 0) return false;
  const question: Question = { copy, stage, name, target, file, facts };
  const answers = words.slice(0, -1).map((source) => sourceBrings(source, question));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function sourceBrings(source: Word, question: Question): boolean | undefined {
  const { copy, stage, name, target, facts } = question;
  const { value, text } = source;
  if (text.startsWith("<<")) return false;
  if (value === undefined || /[*?[]/.test(value)) return undefined;
  const ownName = baseName(value.replace(/(?<!\/)\/+$/, ""));
  if (ownName === name && programFolders(stage).includes(target)) return !becomesFile(question);
  if (copy.keyword === "ADD" && mayBeTar(value)) return undefined;
  // What is called like a file is one.
  if (/\.\w+$/.test(ownName) && !value.endsWith("/")) return false;
  // A folder of programs is called so.
  const isFolderOfPrograms =
    value.endsWith("/") ||
    /^(?:|\.|s?bin|local|usr|opt|rootfs|root|overlay|fs|out|output|dist|target|files)$/.test(ownName);
  if (!isFolderOfPrograms && isStarted(joined(target, ownName), stage)) return false;
  const inside = foldersBelow(stage, target).map((folder) =>
    joined(folder === target ? "" : folder.slice(target.length).replace(/^\//, ""), name).replace(/^\//, ""),
  );
  const from = flagOf(copy, "from");
  const found = from ? inStage(from.value?.value, value, inside, question) : inContext(value, inside, facts);
  if (found !== undefined) return found;
  // What one builds oneself is no tool of the system.
  const isWholeSystem = !programFolders(stage).includes(target);
  return isWholeSystem || isFolderOfPrograms || !isSystemTool(name) ? undefined : false;
}

/** Whether the container starts what stands at a path, so that it is a program and no folder. */
function isStarted(path: string, stage: Stage): boolean {
  const folder = folderAfter(stage);
  const commands = startOf(stage)?.starts.script?.commands ?? [];
  return commands.some(({ words: [program] }) => {
    return program?.value?.includes("/") === true && resolvePath(folder, program.value) === path;
  });
}

/** Whether what is copied gets the name of the folder, which is not there: `COPY start.sh /usr/local/bin` from scratch. */
function becomesFile({ copy, target, file, facts }: Question): boolean {
  if (copy.words.length > 2 || copy.words.at(-1)?.value?.endsWith("/")) return false;
  const found = imageFiles(file, facts).before(copy).at(target);
  return found === "absent" || (found !== undefined && found.kind === "file");
}

/** Whether one of some paths is there below a folder of another stage. */
function inStage(reference: string | undefined, path: string, inside: readonly string[], question: Question) {
  const { file, facts, stage } = question;
  const source = reference === undefined ? undefined : findStage(file, reference, stage);
  const folder = resolvePath("/", path);
  if (!source || folder === undefined) return undefined;
  const view = imageFiles(file, facts).after(source);
  const own = view.at(folder);
  if (own && own !== "absent" && own.kind === "file") return false;
  const found = inside.map((one) => view.at(joined(folder, one)));
  if (found.some((entry) => entry !== undefined && entry !== "absent")) return true;
  return found.every((entry) => entry === "absent") ? false : undefined;
}

/** Whether one of some paths is there below a folder of the build context. */
function inContext(path: string, inside: readonly string[], facts: Facts): boolean | undefined {
  const context = wholeContext(facts);
  const folder = path.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, "").replace(/^\.$/, "");
  if (!context || /(?:^|\/)\.\.?(?:\/|$)/.test(folder)) return undefined;
  if (context.isFile(folder)) return false;
  const paths = inside.map((one) => (folder === "" ? one : `${folder}/${one}`));
  if (paths.some((one) => context.isFile(one))) return true;
  const isKnown = folder === "" || context.isFolder(folder);
  return isKnown && !paths.some((one) => isInClosed(context, one)) ? false : undefined;
}

function isInClosed({ isClosed }: NonNullable<ReturnType<typeof wholeContext>>, path: string): boolean {
  const parts = path.split("/");
  return parts.some((_, index) => isClosed(parts.slice(0, index).join("/")));
}
