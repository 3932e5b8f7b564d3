/** What the settings of Django read from the environment when a step of the build loads them. */

import { pythonName } from "../data/startPrograms";
import { isFatal } from "../image/calls";
import { sourceAt } from "../image/sources";
import { declares } from "../instructions/declarations";
import { folderBefore } from "../stage/folders";
import { baseFacts } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { folderOf, pathIn } from "../util/paths";

/** A variable without which a command of Django stops. */
export interface UnsetVariable {
  readonly instruction: Instruction;
  readonly command: Command;
  /** "collectstatic". */
  readonly verb: string;
  readonly variable: string;
  /** The file of settings, from the context root. */
  readonly path: string;
}

/** Commands of Django that load the settings and are run in builds. Source: docs.djangoproject.com/en/stable/ref/django-admin. */
const loading: ReadonlySet<string> = new Set(
  "collectstatic compress compilemessages migrate check loaddata compilescss createcachetable".split(" "),
);

/** The first variable of each such command in a stage that `os.environ[…]` asks for, and that surely nobody sets. */
export function unsetVariables(file: Dockerfile, stage: Stage, facts: Facts): UnsetVariable[] {
  return stage.instructions.flatMap((instruction) => {
    const { keyword, onbuild, heredocs, mounts, argumentText } = instruction;
    if (keyword !== "RUN" || onbuild || heredocs.length > 0 || mounts.some(({ type }) => type === "secret")) return [];
    const commands = commandsIn(instruction);
    return commands.flatMap((command) => {
      const { words, wrappers } = command;
      const at = words.findIndex(({ value }) => value === "manage.py" || value === "./manage.py");
      const verb = words[at + 1]?.value ?? "";
      const isCall = at === 0 || (at === 1 && pythonName.test(command.name ?? ""));
      const isMoved = commands.some(({ name, start }) => (name === "cd" || name === "pushd") && start < command.start);
      if (!isCall || !loading.has(verb) || wrappers.length > 0 || !isFatal(file, instruction, command) || isMoved)
        return [];
      const settings = settingsOf(command, instruction, stage, facts);
      const variable = settings?.names.find(
        (name) =>
          !declares(stage, name) &&
          !Object.hasOwn(baseFacts(stage)?.environment ?? {}, name) &&
          !new RegExp(`\\b${name}\\b`).test(argumentText),
      );
      return settings && variable !== undefined ? [{ instruction, command, verb, variable, path: settings.path }] : [];
    });
  });
}

/** The settings that a call loads, and the variables that they ask for; undefined where somebody else may choose or set them. */
function settingsOf(
  { words }: Command,
  instruction: Instruction,
  stage: Stage,
  facts: Facts,
): { path: string; names: readonly string[] } | undefined {
  const folder = folderBefore(instruction);
  const manage = resolvePath(folder, "manage.py");
  if (manage === undefined || words.some(({ value = "--settings" }) => /^--(?:settings|pythonpath)/.test(value)))
    return undefined;
  if (declares(stage, "DJANGO_SETTINGS_MODULE") || instruction.argumentText.includes("DJANGO_SETTINGS_MODULE"))
    return undefined;
  const entry = textAt(manage, stage, facts);
  const module = /\bsetdefault\([ \t]{0,9}["']DJANGO_SETTINGS_MODULE["'],[ \t]{0,9}["']([\w.]{1,200})["']/.exec(
    entry?.text ?? "",
  )?.[1];
  if (!entry || module === undefined || setsItself.test(entry.text)) return undefined;
  const file = module.replaceAll(".", "/");
  const found = [`${file}.py`, `${file}/__init__.py`]
    .map((path) => textAt(resolvePath(folder, path) ?? "", stage, facts))
    .find((it) => it !== undefined);
  if (!found || setsItself.test(found.text)) return undefined;
  const base = /^from \.(\w{1,99}) import \*/m.exec(found.text)?.[1];
  const below = base === undefined ? undefined : facts.contents?.get(pathIn(folderOf(found.path), `${base}.py`));
  if (below !== undefined && setsItself.test(below)) return undefined;
  return { path: found.path, names: demanded(found.text) };
}

/** They read variables from files, or set them. */
const setsItself =
  /dotenv|read_env|environ\.(?:setdefault|update)\([ \t]{0,9}["'](?!DJANGO_SETTINGS_MODULE)|environ\[[^\]\n]{1,99}\][ \t]{0,9}=(?!=)|\bputenv\b/;

function textAt(place: string, stage: Stage, facts: Facts): { path: string; text: string } | undefined {
  const path = sourceAt(stage, place, facts);
  const text = path === undefined ? undefined : facts.contents?.get(path);
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** The variables that assignments at the top level of a module cannot do without. */
function demanded(text: string): string[] {
  const names: string[] = [];
  let isAssignment = false;
  for (const line of text.split(/\r?\n/)) {
    // A condition, a definition or an attempt may keep what stands in it from being run.
    if (/^\S/.test(line) && !/^[)\]}#]/.test(line)) isAssignment = /^[A-Z_][A-Z0-9_]{0,99}[ \t]{0,9}=/.test(line);
    if (!isAssignment || /\bif\b|\blambda\b|^[ \t]{0,99}#/.test(line)) continue;
    for (const [, name = ""] of line.matchAll(/\bos\.environ\[["'](\w{1,99})["']\]/g)) names.push(name);
  }
  return names;
}
