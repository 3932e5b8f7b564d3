/** The token in .npmrc: where a Dockerfile writes it, and what mounts it as a build secret instead. */

import { wholeContextSources } from "../context/contextCopies";
import { isNpmrc, isSecretName } from "../context/secrets";
import { allOf } from "../data/packageManagers";
import { addFlag, apply } from "../edits/edits";
import { appendPatterns } from "../edits/ignoreEdits";
import { dropInstruction, opensHeredoc, removeCommands, removeItems } from "../edits/removal";
import { ancestors, descendants, mentions, removeDeclarations } from "../instructions/declarations";
import { installsIn } from "../packages/install";
import { folderBefore } from "../stage/folders";
import { homeOf } from "../stage/homes";
import { uidOf } from "../stage/users";
import { parseDockerfile, resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { commandsIn } from "../syntax/runs";
import { flagValue, operands, runs } from "../syntax/shell";
import { expand } from "../syntax/variables";
import type { Command, Dockerfile, Edit, Facts, Fix, Instruction, Redirect, Span, Word } from "../types";
import { memoize } from "../util/memoize";
import { ignoreLines } from "./ignoreLines";

/** A command of a RUN, or a pipe, that writes .npmrc. */
export interface NpmrcWrite extends Span {
  readonly instruction: Instruction;
  readonly commands: readonly Command[];
  /** Absolute path in the image; undefined when not known. */
  readonly path: string | undefined;
  /** The same RUN deletes it again, so that no layer holds it. */
  readonly isDeleted: boolean;
  /** What it writes is or holds a credential. */
  readonly hasToken: boolean;
  /** The names of the variables that it uses. */
  readonly variables: readonly string[];
}

/** The commands of a RUN that write .npmrc, by redirection, `tee` or `npm config set`. */
export function npmrcWrites(file: Dockerfile, instruction: Instruction): NpmrcWrite[] {
  if (instruction.keyword !== "RUN" || !mayWrite.test(file.text.slice(instruction.start, instruction.end))) return [];
  const { script } = instruction;
  if (!script) return [];
  const deleted = new Map<string | undefined, boolean>();
  const isDeleted = (path: string | undefined) => {
    const known = deleted.get(path) ?? script.commands.some((command) => isCleanup(command, instruction, path));
    deleted.set(path, known);
    return known;
  };
  return script.commands.flatMap((command, index) => {
    const target = writtenBy(command);
    if (target === undefined) return [];
    let first = index;
    while (first > 0 && script.commands[first]?.operator === "|") first--;
    const commands = script.commands.slice(first, index + 1);
    const start = commands[0]?.start ?? command.start;
    const source = file.text.slice(start, commands.some(opensHeredoc) ? instruction.end : command.end);
    const variables = [...source.matchAll(/\$\{?([A-Za-z_]\w*)/g)].flatMap(([, name]) => name ?? []);
    const hasToken =
      /_auth(?:token)?\b|_password\b/i.test(source) ||
      variables.some((name) => isSecretName(name) || /npm_?rc/i.test(name));
    const path = target === "home" ? pathIn(homeOf(instruction)?.path, ".npmrc") : pathOf(target, command, instruction);
    return [{ start, end: command.end, instruction, commands, path, isDeleted: isDeleted(path), hasToken, variables }];
  });
}

/** What one reads about a token that gets into a layer, and about the mount that keeps it out. */
export const npmrcSources: readonly string[] = [
  "https://docs.docker.com/build/building/secrets/",
  "https://docs.npmjs.com/docker-and-private-modules",
  "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
];

/** A fix, and how to build with it. */
export interface SecretMount extends Fix {
  readonly note: string;
}

/** Makes the first few of a file's mounts: each looks at the whole file, and those left out come when the others are applied. */
export function fewMounts(): (make: () => SecretMount | undefined) => SecretMount | undefined {
  let left = mostMounts;
  return (make) => (left-- > 0 ? make() : undefined);
}

const mostMounts = 5;

/**
 * Mounts .npmrc as a secret where it is needed instead of writing it: takes out the writing, the deleting and the ARG
 * or ENV with the token, and keeps the file out of the build context. undefined where not all of that can be done.
 */
export function mountInsteadOfWriting(file: Dockerfile, facts: Facts, write: NpmrcWrite): SecretMount | undefined {
  const { instruction, path } = write;
  if (path === undefined || instruction.mounts.some(({ type }) => type === "secret")) return undefined;
  const writes = npmrcWrites(file, instruction).filter((other) => other.path === path);
  const own = useMount(
    file,
    instruction,
    path,
    writes.flatMap(({ commands }) => commands),
  );
  const after = own && (own.isDeleted ? own : useMountAfter(file, instruction, path));
  if (!own || !after) return undefined;
  const edits = own.isDeleted ? own.edits : [...own.edits, ...after.edits];
  if (!own.isMounted && !after.isMounted) return undefined;
  const names = new Set(writes.flatMap(({ variables }) => variables));
  return secretMount(file, facts, path, [...edits, ...unusedDeclarations(file, instruction, names, edits)]);
}

/** The same where COPY or ADD brings the file, as one of its sources. */
export function mountInsteadOfCopying(
  file: Dockerfile,
  facts: Facts,
  copy: Instruction,
  source: Word,
): SecretMount | undefined {
  const path = copiedTo(copy);
  const after = path === undefined ? undefined : useMountAfter(file, copy, path);
  if (path === undefined || !after?.isMounted) return undefined;
  const isOnly = copy.words.length === 2;
  const removal = isOnly ? dropInstruction(file, copy) : removeItems(file, copy.words, [source]);
  return secretMount(file, facts, path, [...removal, ...after.edits]);
}

/** Mounts the .npmrc of the build context for an install in WORKDIR; undefined where that is not known, or it is mounted. */
export function mountForInstall(file: Dockerfile, facts: Facts, install: Instruction): SecretMount | undefined {
  const path = pathIn(knownFolders(install)[0]?.folder, ".npmrc");
  const edits = path === undefined ? undefined : addMount(install, path);
  return path !== undefined && edits?.length ? secretMount(file, facts, path, edits) : undefined;
}

/** Where a copied .npmrc ends up; undefined when that depends on what is there already. */
function copiedTo(copy: Instruction): string | undefined {
  const target = copy.words.at(-1)?.value;
  const { workdir } = copy.before;
  const full = resolvePath(workdir, target);
  if (target === undefined || full === undefined || full.endsWith("/.npmrc")) return full;
  const isFolder = copy.words.length > 2 || /(?:^|\/)\.?$/.test(target) || full === workdir;
  return isFolder ? pathIn(full, ".npmrc") : undefined;
}

/** Whether a command deletes the file, or its credentials from npm's configuration. */
function isCleanup(command: Command, instruction: Instruction, path: string | undefined): boolean {
  if (runs(command, ...npmrcConfigs.flatMap((config) => [`${config} delete`, `${config} rm`]))) {
    return operands(command).some((word) => /_auth|_password/i.test(word.text));
  }
  return deletedWords(command, instruction, path).length > 0;
}

/** The operands of `rm`, `unlink` or `shred` that name a file: any .npmrc where its path is not known. */
function deletedWords(command: Command, instruction: Instruction, path: string | undefined): Word[] {
  if (!runs(command, "rm", "unlink", "shred")) return [];
  return operands(command).filter((word) =>
    path === undefined ? isNpmrc(unquoted(word)) : pathOf(word, command, instruction) === path,
  );
}

/** The absolute path that a word of a RUN means; undefined when not known. */
export function pathOf(word: Word, command: Command, instruction: Instruction): string | undefined {
  const written = word.text.replace(/^~(?=\/|$)/, "$$HOME");
  const lookup = (name: string) => (name === "HOME" ? homeOf(instruction)?.path : instruction.variable(name));
  return resolvePath(folderAt(command, instruction), expand(written, lookup, "\\"));
}

// ---------------------------------------------------------------- reading

/** "npm config" and the like. */
const npmrcConfigs = allOf(({ config, writesNpmrc }) => (writesNpmrc ? config : []));

const mayWrite = new RegExp(`npmrc|\\b(?:${npmrcConfigs.map((config) => config.replace(" ", "\\s+")).join("|")})\\b`);

/** The word that names the written file; "home" for npm's user configuration. */
function writtenBy(command: Command): Word | "home" | undefined {
  const target = command.redirects.find(isOutput)?.target;
  if (target && isNpmrc(unquoted(target))) return target;
  if (runs(command, "tee")) return operands(command).find((word) => isNpmrc(unquoted(word)));
  const isSet = runs(command, ...npmrcConfigs.map((config) => (config.endsWith(" set") ? config : `${config} set`)));
  if (!isSet) return undefined;
  const location = flagValue(command, "--location", "-L");
  return location === undefined || location === "user" ? "home" : undefined;
}

function isOutput({ operator, target }: Redirect): boolean {
  return target !== undefined && /^(?:1?>{1,2}|>\||&>{1,2})$/.test(operator);
}

function unquoted({ text, value }: Word): string {
  return value ?? text.replace(/["']/g, "");
}

/** The folder that a command runs in: WORKDIR, changed by `cd` before it. */
function folderAt(command: Command, instruction: Instruction): string | undefined {
  return knownFolders(instruction).findLast(({ from }) => from <= command.start)?.folder;
}

interface Folder {
  /** The offset from where on commands run in it. */
  readonly from: number;
  readonly folder: string | undefined;
}

/** Beyond this many `cd` in one RUN the folder counts as unknown. */
const mostFolders = 100;

const knownFolders = memoize((instruction: Instruction): readonly Folder[] => {
  const found: Folder[] = [{ from: 0, folder: folderBefore(instruction) }];
  for (const { name, within, words, end } of commandsIn(instruction)) {
    if (name !== "cd" || within.length > 0) continue;
    const isKnown = found.length < mostFolders;
    found.push({ from: end, folder: isKnown ? resolvePath(found.at(-1)?.folder, words[1]?.value) : undefined });
    if (!isKnown) break;
  }
  return found;
});

function pathIn(folder: string | undefined, name: string): string | undefined {
  return folder === undefined ? undefined : `${folder.replace(/(?<!\/)\/+$/, "")}/${name}`;
}

// ---------------------------------------------------------------- mounting

interface Change {
  readonly edits: readonly Edit[];
  readonly isMounted: boolean;
  /** A command deletes the file: what comes later did not have it. */
  readonly isDeleted: boolean;
}

/** Commands that need no token, so that a RUN of them alone needs no mount. */
const needsNone = new Set("mkdir cd set export chmod chown touch true echo printf ls rm".split(" "));

/** One RUN: the commands that write the file and those that delete it go, what is left gets the mount. */
function useMount(
  file: Dockerfile,
  instruction: Instruction,
  path: string,
  writing: readonly Command[],
): Change | undefined {
  const commands = commandsIn(instruction);
  const cleanups = commands.filter((command) => isCleanup(command, instruction, path));
  const deletesMore = (command: Command) =>
    runs(command, "rm", "unlink", "shred") &&
    operands(command).length > deletedWords(command, instruction, path).length;
  const gone = [...writing, ...cleanups.filter((command) => !deletesMore(command))];
  const removal = removeCommands(file, instruction, gone);
  if (!removal) return undefined;
  const words = cleanups
    .filter(deletesMore)
    .flatMap((command) => removeItems(file, command.words, deletedWords(command, instruction, path)));
  const kept = commands.filter((command) => command.within.length === 0 && !gone.includes(command));
  const needs =
    writing.length > 0 ? kept.some(({ name }) => name === undefined || !needsNone.has(name)) : isInstall(instruction);
  const edits = [...removal, ...words];
  if (!needs) return { edits, isMounted: false, isDeleted: cleanups.length > 0 };
  const mount = addMount(instruction, path);
  return mount && { edits: [...mount, ...edits], isMounted: true, isDeleted: cleanups.length > 0 };
}

/** Whether a RUN installs packages; remembered, since every fix of a file asks it of every RUN. */
const isInstall = memoize((instruction: Instruction) => installsIn(instruction).length > 0);

/** The installs behind an instruction, until the file is deleted. */
function useMountAfter(file: Dockerfile, from: Instruction, path: string): Change | undefined {
  const edits: Edit[] = [];
  let isMounted = false;
  for (const instruction of from.stage?.instructions ?? []) {
    if (instruction.start <= from.start || instruction.keyword !== "RUN" || instruction.onbuild) continue;
    const change = useMount(file, instruction, path, []);
    if (!change) return undefined;
    edits.push(...change.edits);
    isMounted ||= change.isMounted;
    if (change.isDeleted) return { edits, isMounted, isDeleted: true };
  }
  return { edits, isMounted, isDeleted: false };
}

/** Nothing to add where the file is mounted already; undefined when nobody knows who must be able to read it. */
function addMount(instruction: Instruction, path: string): Edit[] | undefined {
  if (instruction.mounts.some(({ type, target }) => type === "secret" && target === path)) return [];
  const uid = instruction.stage && uidOf(instruction.stage, instruction.before);
  if (uid === undefined) return undefined;
  const owner = uid === 0 ? "" : `,uid=${uid}`;
  return [addFlag(instruction, `--mount=type=secret,id=npmrc,target=${path},required=true${owner}`)];
}

function secretMount(file: Dockerfile, facts: Facts, path: string, edits: readonly Edit[]): SecretMount {
  const source = /^\/(?:root|home\/[^/]+)\/\.npmrc$/.test(path) ? "$HOME/.npmrc" : ".npmrc";
  const dockerfile = facts.path === undefined || facts.path === "Dockerfile" ? "" : ` -f ${facts.path}`;
  return {
    title: "Mount .npmrc as a build secret",
    safe: false,
    edits: [...edits, ...ignoreNpmrc(file, facts)],
    note:
      "With the fix, an `.npmrc` that holds the registry and the token stays outside the image. Build with\n\n" +
      `\`\`\`sh\ndocker build --secret id=npmrc,src=${source}${dockerfile} .\n\`\`\``,
  };
}

/** Adds .npmrc to the ignore file in force, or makes one where the files of the context are known. */
function ignoreNpmrc(file: Dockerfile, facts: Facts): Edit[] {
  const { ignore, files } = facts;
  if (ignore)
    return decide(ignore, ".npmrc").ignored ? [] : [{ ...appendPatterns(ignore, ".npmrc"), file: ignore.path }];
  if (!files) return [];
  const lines = wholeContextSources(file).length > 0 ? ignoreLines(file, facts) : [];
  if (!lines.includes("**/.npmrc")) lines.push(".npmrc");
  return [{ file: ".dockerignore", start: 0, end: 0, text: lines.join(file.eol) + file.eol }];
}

// ------------------------------------------------------------ declarations

/** Takes out the ARG and ENV of variables that nothing uses once `edits` are made. ENV only where it names a secret. */
function unusedDeclarations(
  file: Dockerfile,
  { stage }: Instruction,
  names: ReadonlySet<string>,
  edits: readonly Edit[],
): Edit[] {
  if (!stage) return [];
  const declared = new Set(file.instructions.flatMap((it) => it.assignments.map(({ name }) => name.text)));
  const after = parseDockerfile(apply(file.text, edits));
  const above = ancestors(stage);
  // The stages after the edits are other objects.
  const related = new Set([...above, ...descendants(file, stage)].map(({ index }) => index));
  const staysSet = ({ keyword, assignments }: Instruction, name: string) =>
    keyword === "ENV" && !isSecretName(name) && assignments.some((assignment) => assignment.name.value === name);
  const used = new Set<string>();
  const usedHere = new Set<string>();
  for (const name of names) {
    if (!declared.has(name)) continue;
    for (const instruction of after.instructions) {
      if (!staysSet(instruction, name) && !mentions(after, instruction, name)) continue;
      used.add(name);
      if (instruction.stage && related.has(instruction.stage.index)) usedHere.add(name);
    }
  }
  return file.instructions.flatMap((instruction) => {
    if (instruction.keyword !== "ARG" && instruction.keyword !== "ENV") return [];
    if (instruction.stage && !above.has(instruction.stage)) return [];
    const needed = instruction.stage ? usedHere : used;
    return removeDeclarations(file, instruction, (name) => names.has(name) && !needed.has(name));
  });
}
