import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { environmentRunners } from "../data/pythonManagers";
import { developmentServer, toolOf } from "../data/tools";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { serviceStarts } from "../image/shipped";
import { callsDevDependency } from "../packages/install";
import { partsOf, type Run, runInTarget, runOf } from "../packages/scripts";
import { folderAfter } from "../stage/folders";
import { mainProcess, programName, splitInit } from "../stage/process";
import type { Command, Dockerfile, Facts, Project, Stage } from "../types";
import { filesNamed } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { filesOf, projectAt, projectOf } from "./entry";
import { fileIndex } from "./entryFile";
import { calledFolder } from "./workspaceStart";

export interface StartedServer {
  /** The development server: "next dev". */
  readonly server: string;
  /** The text in package.json that starts it; undefined when the command line itself does. */
  readonly script: string | undefined;
  /** Services of compose start it, in place of what the image would. */
  readonly isService?: true;
}

/**
 * The development server that a container of the stage that ships starts: by ENTRYPOINT and CMD through shells, entry
 * scripts and package scripts, or because a service of compose asks for one in their place. undefined when it
 * starts none, as far as known.
 */
export const keptServer = memoizeFor((file: Dockerfile, facts: Facts): StartedServer | undefined => {
  const { final } = file;
  const process = final && mainProcess(final);
  if (!process) return undefined;
  const owner = process.command ?? process.starts;
  const project = projectOf(file, owner, facts);
  const folder = folderAfter(final);
  const read = (argv: readonly string[]) => {
    const place = folder === undefined ? undefined : calledFolder(argv, folder, facts);
    if (place === undefined || place === folder) return developmentServerIn(argv, project, filesOf(project, facts));
    const other = projectAt(file, owner, place, facts);
    return other && serverOf(runInTarget(argv, other, filesOf(other, facts) ?? []), undefined);
  };
  const tree = startProcess(final, facts);
  const own = read(process.argv.map(({ value }) => value ?? "")) ?? serverBelow(tree) ?? reloading(final, tree, facts);
  const asked = own ? undefined : firstOf(serviceStarts(file, facts), (argv) => argv && read(argv));
  return own ?? (asked && { ...asked, isService: true });
});

/** A server that a variable of the image, or its settings, tell to watch its sources, as its command line would. Sources: docs.gunicorn.org, uvicorn.dev. */
function reloading(stage: Stage, tree: Process | undefined, facts: Facts): StartedServer | undefined {
  const servers = [
    ["gunicorn", "GUNICORN_CMD_ARGS", /(?:^|\s)--reload(?:\s|$)/],
    ["uvicorn", "UVICORN_RELOAD", /^(?:1|true|yes|on)$/i],
  ] as const;
  const programs = allProcesses(tree).filter(({ kind, command }) => kind === "program" && isCertain(command));
  const found = servers.find(
    ([program, variable, form]) =>
      form.test(stage.variable(variable) ?? "") &&
      programs.some(({ argv, environment }) => {
        const words = argv
          .map(({ value }) => value ?? "")
          .join(" ")
          .replace(environmentRunner, "");
        return programName(words.split(" ")[0]) === program && !Object.hasOwn(environment, variable);
      }),
  );
  if (found) return { server: `${found[0]} --reload`, script: undefined };
  const settings = firstOf(programs, ({ argv }) => reloadingSettings(argv, facts));
  return settings === undefined ? undefined : { server: `gunicorn with reload in ${settings}`, script: undefined };
}

/** The one file of settings that gunicorn is given, or finds in its folder, where that has it watch its sources whatever happens. */
function reloadingSettings(argv: Process["argv"], { files = [], contents }: Facts): string | undefined {
  const words = argv.map(({ value }) => value ?? "$");
  if (programName(words[0]) !== "gunicorn") return undefined;
  const at = words.findIndex((word) => /^(?:-c|--config)(?:=|$)/.test(word));
  const given = at < 0 ? "gunicorn.conf.py" : (/=(.*)/.exec(words[at] ?? "")?.[1] ?? words[at + 1] ?? "$");
  const [path, ...more] = filesNamed(files, baseName(given.replace(/^file:/, "")));
  const text = path === undefined || more.length > 0 ? "" : (contents?.get(path) ?? "");
  const set = [...text.matchAll(/^reload[ \t]*=[ \t]*(\S+)/gm)].at(-1)?.[1];
  return set === "True" ? path : undefined;
}

/** Whether a container of the stage that ships, or a service of compose, starts what only dev dependencies bring. */
export function startsDevelopment(file: Dockerfile, facts: Facts): boolean {
  if (keptServer(file, facts) || takesAnyProgram(file)) return true;
  return serviceStarts(file, facts).some((argv) => argv !== undefined && callsDevDependency(argv, facts.project));
}

/** Whether who runs the image says which package it starts, be it for development or not: `ENTRYPOINT ["npx"]`. */
function takesAnyProgram({ final }: Dockerfile): boolean {
  const { entrypoint } = (final && mainProcess(final)) ?? {};
  if (!entrypoint?.exec) return false;
  const [program, ...more] = splitInit(entrypoint.words).argv.map(({ value = "" }) => value);
  const name = programName(program) ?? "";
  const isOpen = runnerPrograms.has(name) || managerPrograms.has(name);
  return isOpen && more.every((word) => /^(?:-.*|run|exec|x|dlx)$/.test(word));
}

/** The first development server among the programs of a tree that run in any case. */
function serverBelow(process: Process | undefined): StartedServer | undefined {
  if (!process || !isCertain(process.command)) return undefined;
  const words = process.argv.map(({ value }) => value ?? "");
  const server = process.kind === "program" ? serverIn(words) : undefined;
  if (server !== undefined) return { server, script: undefined };
  return firstOf(process.starts, serverBelow);
}

function isCertain(command: Command | undefined): boolean {
  if (!command) return true;
  const { within, operator, next } = command;
  // `test && this || that` chooses.
  const isChoice = operator === "&&" && next === "||";
  return within.every((part) => part === "sh -c" || part === "group") && operator !== "||" && !isChoice;
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
  if (watches(name, words)) return `${name} --watch`;
  // `esbuild app.js --serve`
  if (toolOf(name)?.purpose === "build tool" && words.some((word) => /^--serve(?:$|=)/.test(word)))
    return `${name} --serve`;
  const line = [name, ...words].join(" ").replace(environmentRunner, "");
  const other = otherLanguages.find(([form]) => form.test(line));
  if (other) return other[1];
  const [first = ""] = toolOf(name)?.purpose === "monorepo tool" && words[0] === "run" ? words.slice(1) : words;
  // `parcel index.html`, `vite ./web`: what it is given is no verb.
  const isVerb = !/^-|[./]/.test(first) || first.includes(":");
  return developmentServer(name, isVerb ? first.replace(/^[\w@/-]+:(?=\w+$)/, "") : "");
}

/** Whether a program is told to start anew or to build again whenever a file changes. */
function watches(name: string, words: readonly string[]): boolean {
  const purpose = toolOf(name)?.purpose;
  const isWatch = (word: string) => /^--(?:watch|hot)(?:$|[-=])/.test(word);
  // What stands behind its file is for the program.
  if (purpose === "runtime" || purpose === "compiles at start") {
    const verbless = /^(?:run|watch)$/.test(words[0] ?? "") ? words.slice(1) : words;
    return verbless.slice(0, fileIndex([name, ...verbless]) - 1).some(isWatch);
  }
  const mayWatch = purpose === "development server" || purpose === "build tool" || purpose === "application server";
  return mayWatch && words.some((word) => isWatch(word) || word === "-w");
}

/** Command lines of other languages whose makers say that they are not for production. */
const otherLanguages: readonly (readonly [RegExp, string])[] = [
  [/^(?:python[\d.]* (?:-\S+ )*)?(?:\S*\/)?manage\.py runserver(?: |$)/, "manage.py runserver"],
  [/^django-admin runserver(?: |$)/, "django-admin runserver"],
  [/^(?:python[\d.]* (?:-u )?-m )?flask (?:-\S+ (?:[^-\s]\S* )?)*run(?: |$)/, "flask run"],
  [/^php artisan serve(?: |$)/, "php artisan serve"],
  [/^php -S /, "php -S"],
  [/^fastapi dev(?: |$)/, "fastapi dev"],
  [
    /^(?:python[\d.]* (?:-u )?-m )?(?:uvicorn|gunicorn|hypercorn|granian|litestar) (?:\S+ )*--reload(?: |$)/,
    "a server with --reload",
  ],
  [
    /^(?:python[\d.]* (?:-u )?-m )?sanic (?:\S+ )*--(?:dev|debug|reload|auto-reload)(?: |$)/,
    "sanic with --dev or --debug",
  ],
  [
    /^(?:bundle exec )?(?:\S*\/)?rails (?:server|s) (?:\S+ )*(?:-e|--environment)[ =]development(?: |$)/,
    "rails server -e development",
  ],
];

/** What starts a program in the virtual environment of its project. */
const environmentRunner = new RegExp(`^(?:${[...environmentRunners].join("|")}) run (?:-\\S+ )*`);

function firstOf<T, Result>(items: readonly T[], find: (item: T) => Result | undefined): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
