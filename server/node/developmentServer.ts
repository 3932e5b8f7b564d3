import { developmentServer } from "../data/tools";
import { partsOf, type Run, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import type { Project } from "../types";

interface StartedServer {
  /** The development server: "next dev". */
  readonly server: string;
  /** The text in package.json that starts it; undefined when the command line itself does. */
  readonly script: string | undefined;
}

/**
 * The development server that a command line starts, by itself or through package scripts; undefined when it starts
 * none, as far as known. `files` are the paths of the context.
 */
export function developmentServerIn(
  argv: readonly string[],
  project: Project | undefined,
  files: readonly string[] = [],
): StartedServer | undefined {
  return serverOf(runOf(argv, project, files), undefined);
}

function serverOf(run: Run, script: string | undefined): StartedServer | undefined {
  switch (run.kind) {
    case "program": {
      const server = serverIn(run.argv);
      return server === undefined ? undefined : { server, script };
    }
    case "tool":
      return serverOf(run.run, script);
    case "script": {
      // What goes before it ends: only the last command stays. What reads its output does not matter.
      const last = run.runs.findLast(({ command }) => command?.operator !== "|");
      return last && isOnItsOwn(last) ? serverOf(last, run.text) : undefined;
    }
    case "several":
      return firstOf(partsOf(run), (part) => serverOf(part, script));
    case "unknown":
      return undefined;
  }
}

/** Neither a part of something that may not run, nor one that stands by for another. */
function isOnItsOwn({ command }: Run): boolean {
  return command !== undefined && command.within.length === 0 && command.operator !== "||";
}

function serverIn([program, ...words]: readonly string[]): string | undefined {
  const name = programName(program) ?? "";
  if (name === "node" && words.some((word) => word === "--watch" || word.startsWith("--watch-path")))
    return "node --watch";
  const other = otherLanguages.find(([form]) => form.test([name, ...words].join(" ")));
  if (other) return other[1];
  return developmentServer(name, words[0]?.startsWith("-") ? "" : (words[0] ?? ""));
}

/** Command lines of other languages whose makers say that they are not for production. */
const otherLanguages: readonly (readonly [RegExp, string])[] = [
  [/^(?:python[\d.]* (?:-\S+ )*)?(?:\S*\/)?manage\.py runserver(?: |$)/, "manage.py runserver"],
  [/^django-admin runserver(?: |$)/, "django-admin runserver"],
  [/^(?:python[\d.]* (?:-u )?-m )?flask (?:-\S+ (?:[^-\s]\S* )?)*run(?: |$)/, "flask run"],
  [/^php artisan serve(?: |$)/, "php artisan serve"],
  [/^php -S /, "php -S"],
  [/^fastapi dev(?: |$)/, "fastapi dev"],
  [/^(?:uvicorn|gunicorn) (?:\S+ )*--reload(?: |$)/, "a server with --reload"],
];

function firstOf<T, Result>(items: readonly T[], find: (item: T) => Result | undefined): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
