/** Secrets that a RUN mounts and then stores: a mount leaves nothing in the layer, a copy of it does. */

import { isSecretName } from "../context/secrets";
import { resolvePath } from "../syntax/dockerfile";
import { mountsOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Word } from "../types";
import { npmrcWrites, pathOf } from "./npmrc";

/** A word that names the file, or the setting, in which a command keeps a secret. */
interface StoredSecret {
  readonly word: Word;
  readonly instruction: Instruction;
  /** The id of the secret, or where it is mounted. */
  readonly secret: string;
}

/**
 * Where mounted secrets are copied, written or configured so that they stay. None where the same RUN deletes the file,
 * where it lies in another mount, or where it cannot be told. Certificates of authorities are no secrets.
 */
export function storedSecrets(file: Dockerfile): StoredSecret[] {
  const found: StoredSecret[] = [];
  for (const { instruction, mount } of mountsOf(file, "secret")) {
    if (instruction.keyword !== "RUN" || instruction.onbuild) continue;
    const id = mount.id ?? mount.target?.replace(/^.*\//, "");
    const path = mount.target ?? (id === undefined || mount.options.get("env") ? undefined : `/run/secrets/${id}`);
    if (isPublic(id ?? "") || isPublic(path ?? "")) continue;
    const holds = holderOf(instruction, path, mount.options.get("env"));
    const npmrc = npmrcWrites(file, instruction);
    let isPiped = false;
    for (const command of commandsIn(instruction)) {
      isPiped = command.operator === "|" && isPiped;
      const isRead = holds(command);
      const word = isRead || isPiped ? targetOf(command, isPiped) : undefined;
      isPiped = (isRead || isPiped) && passing.has(command.name ?? "");
      if (!word || npmrc.some(({ start, end }) => start <= word.start && word.end <= end)) continue;
      const stored = word.text.startsWith("-") ? undefined : pathOf(word, command, instruction);
      if (isGone(word, stored, instruction, path)) continue;
      found.push({ word, instruction, secret: id ?? path ?? "" });
    }
  }
  return found;
}

/** A file of the build context that is mounted, and that a command copies to where it stays. */
export interface StoredFile {
  readonly word: Word;
  readonly instruction: Instruction;
  /** From the root of the context. */
  readonly path: string;
}

/** What commands copy by its name out of mounts of the build context, but for what the same RUN deletes. */
export function storedContextFiles(file: Dockerfile): StoredFile[] {
  return mountsOf(file, "bind").flatMap(({ instruction, mount }) => {
    const { target, options } = mount;
    const source = options.get("source") ?? options.get("src") ?? ".";
    const folder = resolvePath(instruction.before.workdir ?? "/", target);
    if (instruction.onbuild || mount.from !== undefined || folder === undefined || /[$*]/.test(source)) return [];
    return commandsIn(instruction).flatMap((command): StoredFile[] => {
      const word = targetOf(command, false);
      const read = operands(command).find(
        (it) => it !== word && isWithinMount(pathOf(it, command, instruction), folder),
      );
      const place = read && pathOf(read, command, instruction);
      const stored = word && pathOf(word, command, instruction);
      if (!word || place === undefined || isGone(word, stored, instruction, place)) return [];
      const path = `${source}${place.slice(folder === "/" ? 0 : folder.length)}`.replace(/^(?:\.?\/)+/, "");
      return [{ word, instruction, path }];
    });
  });
}

function isWithinMount(path: string | undefined, folder: string): boolean {
  return path !== undefined && (path === folder || path.startsWith(`${folder}/`));
}

/** Whether a command reads the secret: by its path, by its variable, or by one that was set to what the file holds. */
function holderOf(instruction: Instruction, path: string | undefined, variable: string | undefined) {
  const names = new Set(variable === undefined ? [] : [variable]);
  const all = commandsIn(instruction);
  const readsFile = (text: string) => path !== undefined && new RegExp(`${escaped(path)}(?![\\w./-])`).test(text);
  for (const { assignments } of all) {
    for (const { name, value } of assignments) if (value && readsFile(value.text)) names.add(name.text);
  }
  const readsVariable = (text: string) =>
    [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, name]) => names.has(name ?? ""));
  return (command: Command): boolean => {
    const words = [
      ...command.words.slice(1),
      ...command.redirects.flatMap(({ operator, target }) => (operator === "<" && target) || []),
    ];
    if (command.name === "printenv" && words.some(({ text }) => names.has(text))) return true;
    return words.some(({ text }) => readsFile(text) || readsVariable(text));
  };
}

/** Programs that hand on what they read. */
const passing = new Set("cat echo printf printenv sed awk base64 envsubst head tail tr cut tee jq yq grep".split(" "));

/** The word for where a command that reads the secret puts it. */
function targetOf(command: Command, isPiped: boolean): Word | undefined {
  const all = operands(command);
  if (!isPiped && runs(command, "cp", "install", "rsync")) return all.length > 1 ? all.at(-1) : undefined;
  if (!isPiped && runs(command, "git config") && all.some(({ text }) => isSecretSetting(text))) return command.words[0];
  if (!passing.has(command.name ?? "")) return undefined;
  if (command.name === "tee") return all[0];
  return command.redirects.find(({ operator }) => /^(?:1?>{1,2}|>\||&>{1,2})$/.test(operator))?.target;
}

function isSecretSetting(text: string): boolean {
  return /insteadof|extraheader|url\./i.test(text) || isSecretName(text);
}

/** Whether a file is no part of the layer in the end, or holds nothing secret by its name, or is not known. */
function isGone(word: Word, path: string | undefined, instruction: Instruction, source: string | undefined): boolean {
  if (word.value === "git") return false;
  const written = path ?? word.value;
  if (written === undefined || /^\/(?:dev|proc|sys|run\/secrets)\//.test(written) || isPublic(written)) return true;
  const isWithin = (folder: string) =>
    written === folder || written.startsWith(`${folder.replace(/(?<!\/)\/+$/, "")}/`);
  const mounts = instruction.mounts.filter(({ type, target }) => type !== "secret" || target === written);
  if (mounts.some(({ target }) => target !== undefined && isWithin(target))) return true;
  const names = [written, source ?? ""].map((it) => it.replace(/(?<!\/)\/+$/, "").replace(/^.*\//, ""));
  return commandsIn(instruction).some(
    (command) =>
      runs(command, "rm", "unlink", "shred", "mv") &&
      operands(command).some((operand) => {
        const deleted = pathOf(operand, command, instruction);
        const isNamed = names.some((name) => name !== "" && operand.text.replace(/["']/g, "").endsWith(name));
        return deleted === undefined || isWithin(deleted) || isNamed || /[*?[]/.test(operand.text);
      }),
  );
}

/** Certificates, public keys and the like. */
function isPublic(path: string): boolean {
  return /\.(?:crt|cer|pub)$|ca[-_.]?(?:cert|bundle|chain|root)|(?:^|[-_./])(?:ca|cacert|root[-_]ca|certs?|certificates?)(?:[-_./]|$)|ca-certificates|known_hosts|trust/i.test(
    path,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
