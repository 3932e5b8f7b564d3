/**
 * What Deno writes when it starts: it downloads what no step of the build has, and notes that in its lock file.
 * Measured with Deno 2.5 as a user to whom neither the folder of the project nor what root has cached belongs: a lock file
 * that it cannot write, and a package that it cannot store, end it; caches of what it has compiled do not.
 */

import { userBefore } from "../image/owners";
import { folderAfter } from "../stage/folders";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import type { Facts, Stage } from "../types";
import { isFields, readJson } from "../util/json";
import { filterOnce } from "../util/listing";
import { among } from "../util/reads";
import { startedPrograms } from "./startCalls";
import type { Doubt, Need } from "./writeNeeds";

const manifests = ["deno.json", "deno.jsonc"];
const sources = filterOnce((path) => /\.[cm]?[jt]sx?$/.test(path));

/** Sources of other projects say nothing of Deno. */
export const denoReads = among(60, (files) => {
  return isDeno(files) ? [...manifests.filter((path) => files.includes(path)), ...sources(files)] : [];
});

/** Where a container of a stage writes since it starts Deno; nothing where a step of the build has loaded all that it starts. */
export function denoWrites(stage: Stage, facts: Facts): (Need | Doubt)[] {
  const folder = folderAfter(stage);
  const starts = startedPrograms(stage, facts).flatMap(({ argv }) => startOf(argv, stage, facts) ?? []);
  const [start] = starts;
  if (!start || folder === undefined || start.options.includes("--cached-only") || !mayLoad(facts)) return [];
  const steps = stepsOf(stage);
  if (steps.some((step) => loadsAll(step, start, facts))) return [];
  const byRoot = steps.find(({ isRoot }) => isRoot);
  if (byRoot) {
    const before = byRoot.words.slice(0, 2).join(" ");
    return [{ doubt: `deno may load more when it starts than "${before}" has, into folders that belong to root` }];
  }
  if (!keepsLock(start, facts)) return [];
  return [{ path: folder, by: "deno writes deno.lock to it when it starts", isProgram: true, isMade: true }];
}

interface Start {
  readonly options: readonly string[];
  /** The module, as it is named; undefined where that is not known. */
  readonly module: string | undefined;
}

/** What an image of Deno, or `deno` in any, is told to run; undefined for other programs. */
function startOf(argv: readonly string[], stage: Stage, facts: Facts): Start | undefined {
  const isDeno = programName(argv[0]) === "deno";
  if (!isDeno && stage.base?.name !== "denoland/deno") return undefined;
  const [verb = "", ...words] = isDeno ? argv.slice(1) : argv;
  if (verb === "task") return taskOf(words[0], facts) ?? { options: [], module: undefined };
  if (verb !== "run" && verb !== "serve") return isModule(verb) ? { options: [], module: plain(verb) } : undefined;
  const at = words.findIndex(isModule);
  return { options: words.slice(0, at < 0 ? undefined : at), module: at < 0 ? undefined : plain(words[at]) };
}

/** A task of deno.json that does nothing but start a module. */
function taskOf(name: string | undefined, facts: Facts): Start | undefined {
  const tasks = settingsIn(facts)?.tasks;
  const task = isFields(tasks) && name !== undefined ? tasks[name] : undefined;
  const text = isFields(task) && task.dependencies === undefined ? task.command : task;
  if (typeof text !== "string" || !/^deno (?:run|serve) [\w ./=,:@-]+$/.test(text)) return undefined;
  const words = text.split(" ").slice(2);
  const at = words.findIndex(isModule);
  return at < 0 ? undefined : { options: words.slice(0, at), module: plain(words[at]) };
}

function isModule(word: string): boolean {
  return /^[^-].*\.[cm]?[jt]sx?$/.test(word);
}

function plain(path: string | undefined): string | undefined {
  return path?.replace(/^(?:\.\/)+/, "");
}

// ------------------------------------------------------------------------- builds

/** A call of Deno in the build that downloads. */
interface Step {
  readonly words: readonly string[];
  readonly isRoot: boolean;
}

function stepsOf(stage: Stage): Step[] {
  return inherited(stage).flatMap((instruction) =>
    (instruction.keyword === "RUN" ? commandsIn(instruction, "deno") : []).map(({ words }) => ({
      words: words.map(({ value, text }) => value ?? text),
      isRoot: userBefore(instruction)?.id === 0,
    })),
  );
}

/** Whether a step has loaded what a module is made of, or all that the settings name where the sources name nothing else. */
function loadsAll({ words: [, verb, ...words] }: Step, { module }: Start, facts: Facts): boolean {
  const isOfModule = module !== undefined && words.some((word) => plain(word) === module);
  if (verb === "cache" || (verb === "install" && words.some((word) => /^(?:-e|--entrypoint)$/.test(word))))
    return isOfModule;
  return verb === "install" && words.every((word) => word.startsWith("-")) && namesNoRemote(facts);
}

// ------------------------------------------------------------------------- project

/** Whether the project has anything to download, as far as is known. */
function mayLoad(facts: Facts): boolean {
  const { files, isPartial, project } = facts;
  if (files === undefined || isPartial) return true;
  const settings = manifests.some((path) => files.includes(path)) ? settingsIn(facts) : {};
  if (settings === undefined || project) return true;
  const imports = isFields(settings.imports) ? Object.values(settings.imports) : [];
  const isNamed = imports.some((value) => typeof value !== "string" || remote.test(value));
  return (
    isNamed ||
    ["importMap", "workspace", "extends"].some((name) => settings[name] !== undefined) ||
    !namesNoRemote(facts)
  );
}

const remote = /^(?:https?|jsr|npm):/;

/** Whether all sources are known, and none names a module of another computer. */
function namesNoRemote({ files = [], contents }: Facts): boolean {
  const isLocal = (path: string) => {
    const text = contents?.get(path);
    return text !== undefined && !/["'`](?:https?:|jsr:|npm:)/.test(text);
  };
  return isDeno(files) && sources(files).every(isLocal);
}

/** Whether the files are those of a project of Deno. */
function isDeno(files: readonly string[]): boolean {
  return [...manifests, "deno.lock"].some((path) => files.includes(path));
}

/** Deno keeps a lock file beside its settings or those of Node.js, unless it is told not to. */
function keepsLock({ options }: Start, facts: Facts): boolean {
  const isThere = [...manifests, "package.json"].some(
    (path) => facts.files === undefined || facts.files.includes(path),
  );
  return isThere && !options.includes("--no-lock") && settingsIn(facts)?.lock !== false;
}

function settingsIn({ contents }: Facts): Readonly<Record<string, unknown>> | undefined {
  const text = manifests.map((path) => contents?.get(path)).find((each) => each !== undefined);
  const settings = readJson(text);
  return isFields(settings) ? settings : undefined;
}
