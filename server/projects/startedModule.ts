/** The module of the project that a Python server is told to load: `gunicorn shop.wsgi:app`. */

import { programName } from "../stage/process";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";

/** A module, by the word that names it. */
export interface StartedModule {
  readonly word: Word;
  /** The files that it may be, from the folder that the server starts in. */
  readonly files: readonly string[];
}

/** They look for modules in the folder that they are started in. Sources: their documentation; what they say when there is none was looked at. */
const moduleServers: ReadonlySet<string> = new Set(["gunicorn", "uvicorn", "hypercorn", "daphne"]);

/** Options and variables that lead to another folder, or to a file that may. */
const leading = /^(?:--(?:chdir|app-dir|pythonpath|config|env-file|paste)(?:=|$)|-[ce])/;
const leadingVariables = ["PYTHONPATH", "PYTHONHOME", "GUNICORN_CMD_ARGS", "UVICORN_APP_DIR"];

/** Names that no package of others has, so that they are of the project. */
const ownNames: ReadonlySet<string> = new Set(
  "app main wsgi asgi server application api backend src project".split(" "),
);

/** What puts the project, or packages in folders, where modules are looked for as well. */
const packaging =
  /\b(?:poetry|pdm|hatch|rye|conda|mamba|micromamba|pixi|pipenv|flit|buildout)\b|\buv (?:sync|run|build)\b|\bsetup\.py\b|\.(?:whl|pth|egg|zip|tar)\b|\binstall\b[^&|;\n]{0,500}\s(?:-e|--editable|--target|-t|--prefix|["']?\.{0,2}\/|["']?\.["']?(?:\s|\[|$)|["']?\$)/m;

/** undefined where no such server starts the stage, or where it may find the module somewhere else. */
export function startedModule(
  file: Dockerfile,
  stage: Stage,
  argv: readonly Word[],
  { files = [], contents }: Facts,
): StartedModule | undefined {
  const isStarted = /^python[\d.]*$/.test(programName(argv[0]?.value) ?? "") && argv[1]?.value === "-m";
  const [program, ...words] = isStarted ? argv.slice(2) : argv;
  if (!moduleServers.has(programName(program?.value) ?? "")) return undefined;
  if (words.some(({ value }) => value === undefined || leading.test(value))) return undefined;
  if (leadingVariables.some((name) => stage.variable(name) !== undefined)) return undefined;
  if (files.some((path) => path.endsWith(".pth") || baseName(path) === "gunicorn.conf.py")) return undefined;
  if (file.instructions.some(({ keyword, argumentText }) => keyword === "RUN" && packaging.test(argumentText))) {
    return undefined;
  }
  const isPackaged = (path: string) =>
    /^require.{0,99}\.(?:txt|in)$/.test(baseName(path)) &&
    /^[ \t]*(?:-e|--editable|\.|file:)/m.test(contents?.get(path) ?? "-e");
  if (files.some(isPackaged)) return undefined;
  const word = words.find(({ value = "" }) => /^[A-Za-z_]\w{0,99}(?:\.[A-Za-z_]\w{0,99}){0,9}:[A-Za-z_]/.test(value));
  const parts = word?.value?.slice(0, word.value.indexOf(":")).split(".") ?? [];
  const [top] = parts;
  if (!word || top === undefined) return undefined;
  const isOwn =
    ownNames.has(top) || files.some((path) => path.split("/").some((part) => part === top || part === `${top}.py`));
  const path = parts.join("/");
  return isOwn ? { word, files: [`${path}.py`, `${path}/__init__.py`] } : undefined;
}
