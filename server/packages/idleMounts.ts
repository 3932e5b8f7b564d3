/** Cache mounts that nothing is ever kept in: the tool keeps no cache, or the image is set up to empty it. */

import { baseFacts } from "../stage/users";
import { hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Mount } from "../types";
import { memoize } from "../util/memoize";
import { aptCommands } from "./apt";
import { servedMounts } from "./cacheMounts";

export interface IdleMount {
  readonly mount: Mount;
  /** Why it stays empty, as a clause. */
  readonly reason: string;
  /** Has the tool keep its cache; undefined where no edit can. */
  readonly edits: readonly Edit[] | undefined;
}

/** How a tool is told to keep no cache; pip takes "off" for it as well, as its option does without any value. */
const switches: ReadonlyMap<string, { readonly flags: readonly string[]; readonly variable?: string }> = new Map([
  ["pip", { flags: ["--no-cache-dir"], variable: "PIP_NO_CACHE_DIR" }],
  ["uv", { flags: ["--no-cache", "--no-cache-dir", "-n"], variable: "UV_NO_CACHE" }],
  ["poetry", { flags: ["--no-cache"] }],
  ["apk", { flags: ["--no-cache"] }],
  ["Composer", { flags: ["--no-cache"] }],
]);

/** The cache mounts of a RUN that certainly stay empty. */
export function idleMounts(file: Dockerfile, instruction: Instruction, facts: Facts): IdleMount[] {
  if (instruction.onbuild) return [];
  const emptied = instruction.mounts.filter((mount) => isEmptied(file, instruction, mount));
  const idle = servedMounts(instruction, facts).flatMap(({ mount, tool: { name }, calls }): IdleMount[] => {
    const off = switches.get(name);
    if (!off) return [];
    const { flags, variable } = off;
    if (variable !== undefined && (name === "pip" ? anyWord : trueWord).test(instruction.variable(variable) ?? "")) {
      return [{ mount, reason: `${variable} has ${name} keep no cache`, edits: undefined }];
    }
    if (!calls.every((call) => hasFlag(call, ...flags))) return [];
    const given = calls.map((call) => call.words.find(({ value }) => flags.includes(value ?? "")));
    const edits = calls.map((call, index) => without(file, call, given[index]?.start));
    return [{ mount, reason: `${given[0]?.text ?? flags[0]} has ${name} keep no cache`, edits: allOf(edits) }];
  });
  return [...emptied.map((mount) => ({ mount, reason: dockerClean, edits: undefined })), ...idle];
}

const trueWord = /^(?:1|true|t|yes|y|on)$/i;
const anyWord = /^(?:0|1|true|false|t|f|yes|no|y|n|on|off)$/i;

const dockerClean =
  "/etc/apt/apt.conf.d/docker-clean, which images of Debian and Ubuntu have, deletes each package once it is installed";

function isEmptied(file: Dockerfile, instruction: Instruction, { type, target = "" }: Mount): boolean {
  if (type !== "cache" || aptCommands(instruction, "install", "upgrade", "dist-upgrade").length === 0) return false;
  return /^\/var\/cache\/apt(?:\/archives)?\/?$/.test(target) && emptiesAptCache(file, instruction);
}

/** Whether apt deletes what it has downloaded: images of Debian and Ubuntu have it do so, which nothing in the file touches. */
export function emptiesAptCache(file: Dockerfile, { stage }: Instruction): boolean {
  if (!stage || !/^(?:debian|ubuntu)$/.test(baseFacts(stage)?.family ?? "")) return false;
  return !setsAptCache(file);
}

const setsAptCache = memoize(({ text }: Dockerfile) =>
  /docker-clean|Keep-Downloaded|Post-Invoke|\/etc\/apt\/?(?:apt\.conf|\s|$)|APT_CONFIG|Dir::Cache/im.test(text),
);

/** Takes a word out with the blank before it. */
function without({ text }: Dockerfile, { words }: Command, start: number | undefined): Edit | undefined {
  const index = words.findIndex((word) => word.start === start);
  const word = words[index];
  const before = words[index - 1];
  if (!word || !before || !/^[ \t]+$/.test(text.slice(before.end, word.start))) return undefined;
  return { start: before.end, end: word.end, text: "" };
}

function allOf(edits: readonly (Edit | undefined)[]): readonly Edit[] | undefined {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? known : undefined;
}
