/** What a call such as `npm start` comes down to: the one program that it starts, or why there is none. */

import { allOf, runnerPrograms } from "../data/packageManagers";
import { packagesOfTool, toolOf } from "../data/tools";
import type { Environment } from "../packages/callOptions";
import { ofAnotherPackage, type ProgramRun, type Run, runOf, type ScriptRun, type ToolRun } from "../packages/scripts";
import { isUsual } from "../packages/wrappers";
import { byRuntime } from "../stage/detached";
import { programName } from "../stage/process";
import type { Command, Facts, Project, Word } from "../types";
import { pathSet } from "../util/listing";
import { folderOf } from "../util/paths";
import { own } from "../util/records";
import { compilesOnce, developmentUse, withoutWatching } from "./developmentTools";
import { filesOf, startedFile } from "./entry";
import { textsOf } from "./imports";

/** Programs that are in an image's PATH rather than in node_modules/.bin. */
const imagePrograms = new Set(
  "node nodejs bun deno sh bash ash dash dumb-init tini catatonit java python python3".split(" "),
);

/** What a call such as `npm start` comes down to. */
export type Resolution =
  | {
      readonly kind: "command";
      /** The program and its arguments, fit for exec form. */
      readonly argv: readonly string[];
      /** The variables that the script sets for it. */
      readonly environment: Readonly<Record<string, string>>;
      /** The text in package.json; undefined where a program of a package is called. */
      readonly script: string | undefined;
    }
  | {
      readonly kind: "unresolved";
      /** A clause for "… because <reason>". */
      readonly reason: string;
      /** The text in package.json; undefined when no script is called or there is no such script. */
      readonly script: string | undefined;
      /** A command that does about the same without the package manager, for a person to judge. */
      readonly suggestion?: readonly string[];
    };

/**
 * Follows a package script to the one program that it starts; `argv` is the call (["npm", "start"]), `files` are the
 * paths of the context.
 * Gives undefined when `argv` starts no package script and no program through a package manager.
 */
export function resolveCommand(
  project: Project | undefined,
  argv: readonly string[],
  files: readonly string[] = [],
): Resolution | undefined {
  return resolve(runOf(argv, project, files), project, files);
}

/** The same for what a call runs in another package, whose project and files these are. */
export function resolve(run: Run, project: Project | undefined, files: readonly string[]): Resolution | undefined {
  if (run.kind === "several" || (run.kind === "program" && !isRefused(run))) return undefined;
  const script = run.kind === "script" ? run.text : undefined;
  const outcome = startOf(run, { project, files, isSuggesting: false });
  if ("reason" in outcome) return { kind: "unresolved", script, ...outcome };
  const reason = needOfLoader(outcome, files);
  if (reason) return { kind: "unresolved", script, ...reason };
  return script === undefined && run.kind !== "tool" ? undefined : { kind: "command", ...outcome, script };
}

/** A command of the manager itself that names another package, or that is not understood. */
function isRefused({ call }: ProgramRun): boolean {
  return call !== undefined && (call.target !== undefined || call.doubt !== undefined);
}

/**
 * As `resolveCommand`, but unresolved, with the command as a suggestion, where the program reads a variable that package
 * managers alone set: `process.env.npm_package_version` would be undefined.
 * @param project the one that the call is for; undefined when it is not known.
 */
export function resolveStarted(
  project: Project | undefined,
  argv: readonly string[],
  facts: Facts,
): Resolution | undefined {
  const resolution = resolveCommand(project, argv, filesOf(project, facts));
  return resolution && withoutLostVariables(resolution, project, facts);
}

/** A resolution itself, or why it would lose a variable. @param project whose package.json says what is started. */
export function withoutLostVariables(resolution: Resolution, project: Project | undefined, facts: Facts): Resolution {
  if (resolution.kind !== "command") return resolution;
  const variable = managerVariableOf(resolution.argv, project, facts);
  if (variable === undefined) return resolution;
  const { argv, environment, script } = resolution;
  const reason = `the program reads ${variable}, which only a package manager sets`;
  return Object.keys(environment).length > 0
    ? { kind: "unresolved", reason, script }
    : { kind: "unresolved", reason, script, suggestion: argv };
}

/** The first such variable that the sources of what node starts read, as far as they are known: those of the project at the root. */
function managerVariableOf(argv: readonly string[], project: Project | undefined, facts: Facts): string | undefined {
  if (folderOf(project?.manifest ?? "") !== "") return undefined;
  const entry = startedFile(argv, facts)?.source;
  if (entry === undefined) return undefined;
  for (const text of textsOf(entry, facts)) {
    const found = text === undefined ? undefined : readVariable.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * `process.env.npm_package_name`, `env["npm_lifecycle_event"]`, `{ npm_config_port } = process.env`. Source:
 * https://docs.npmjs.com/cli/using-npm/scripts#environment
 */
const readVariable =
  /(?:\benv(?:\?\.|\.|\[\s{0,9}["'`])|\{[^{}\n]{0,200}\b)(npm_(?:package|config|lifecycle)_\w{1,99}|INIT_CWD)\b/;

interface Context {
  readonly project: Project | undefined;
  readonly files: readonly string[];
  /** Looking for what to start instead of a tool of development: that needs no suggestion of its own. */
  readonly isSuggesting: boolean;
}

interface Program {
  readonly argv: readonly string[];
  readonly environment: Environment;
}

interface Reason {
  readonly reason: string;
  readonly suggestion?: readonly string[];
}

function startOf(run: Run, context: Context): Program | Reason {
  if (run.problem !== undefined && run.kind !== "script") return { reason: run.problem };
  switch (run.kind) {
    case "unknown":
      return { reason: run.problem };
    case "script":
      return startOfScript(run, context);
    case "tool":
      return withoutLoss(startOfTool(run, context), run.environment);
    default:
      return startOfProgram(run, context);
  }
}

function startOfScript(run: ScriptRun, context: Context): Program | Reason {
  if (run.call.doubt !== undefined) return { reason: run.call.doubt };
  const hook = run.before ?? run.after;
  if (hook) return { reason: `the script "${hook.call.name}" runs along with it` };
  if (run.problem !== undefined) return { reason: run.problem };
  // The parser tells operators between commands, not the one at the end.
  if (run.text.trimEnd().endsWith("&")) return { reason: inBackground };
  const reason = needOfShell(run.runs.flatMap(({ command }) => command ?? []));
  if (reason !== undefined) return { reason };
  const [only] = run.runs;
  return only ? startOf(only, context) : { reason: "the script is empty" };
}

function startOfTool({ call, run, missing }: ToolRun, context: Context): Program | Reason {
  if (call.doubt !== undefined) return { reason: call.doubt };
  const { tool, argv } = call;
  const { project } = context;
  if (missing !== undefined && missing !== "node" && !binary([missing], project) && !developmentUse([missing])) {
    return { reason: project ? `package.json has no script "${missing}"` : "package.json is not known" };
  }
  const direct = startOf(run, context);
  const script = toolOf(argv[0])?.script;
  // It lies where the manager would find it.
  if (!("reason" in direct) && script !== undefined && direct.argv[1] === script) return direct;
  const lookUp = `${tool} looks for ${argv[0]} each time the container starts`;
  const mayDownload = downloaders.has(tool);
  return {
    reason: developmentUse(argv) ?? (mayDownload ? `${lookUp} and may download it` : lookUp),
    suggestion: "reason" in direct ? direct.suggestion : direct.argv,
  };
}

/** "npx", "npm exec" and the like; a verb such as "dlx" is there to download. */
const downloaders: ReadonlySet<string> = new Set([
  ...runnerPrograms,
  ...allOf(({ programs, exec, execDownloads }) =>
    programs.flatMap((program) =>
      exec.filter((verb) => execDownloads || verb === "dlx").map((verb) => `${program} ${verb}`),
    ),
  ),
]);

function startOfProgram({ argv, environment, ...run }: Run, context: Context): Program | Reason {
  const isElsewhere = run.kind === "program" && run.call?.target !== undefined;
  if (isElsewhere) return { reason: ofAnotherPackage };
  if (run.kind === "program" && run.call?.doubt !== undefined) return { reason: run.call.doubt };
  const use = developmentUse(argv);
  if (use) return withoutLoss({ reason: use, suggestion: forProduction(argv, context) }, environment);
  const [program = "", ...rest] = argv;
  if (program.includes("/") || imagePrograms.has(program)) return { argv, environment };
  const script = toolOf(program)?.script;
  const isLinked =
    packagesOf(program).some((name) => own(context.project?.dependencies, name) !== undefined) &&
    !pathSet(context.files).has(".pnp.cjs") &&
    !isHoisted(context.project);
  if (script !== undefined && isLinked) return { argv: ["node", script, ...rest], environment };
  const suggestion = binary(argv, context.project);
  const reason = suggestion
    ? `nobody can tell from here whether the install links ${program} into node_modules/.bin`
    : `exec form does not look for ${program} in node_modules/.bin, as a script does`;
  return withoutLoss({ reason, suggestion }, environment);
}

/** The packages of a workspace may lie in the folder of the whole project; pnpm alone links them beside its package.json. */
function isHoisted(project: Project | undefined): boolean {
  return project?.manifest !== "package.json" && project?.lockfiles.length === 0 && project.manager !== "pnpm";
}

// ---------------------------------------------------------------- suggestions

/** What to start in an image in place of a development tool. */
function forProduction(argv: readonly string[], context: Context): readonly string[] | undefined {
  if (/^(?:nodemon|node|bun)$/.test(programName(argv[0]) ?? "")) return withoutWatching(argv);
  if (argv[0] === "pm2") return binary(byRuntime(argv), context.project);
  return productionScript(context) ?? (compilesOnce(argv) ? binary(argv, context.project) : undefined);
}

function productionScript({ project, files, isSuggesting }: Context): readonly string[] | undefined {
  if (isSuggesting) return undefined;
  for (const name of ["start:prod", "start:production"]) {
    const outcome = startOf(runOf(["npm", "run", name], project, files), { project, files, isSuggesting: true });
    if ("argv" in outcome && isUsual(outcome.environment)) return outcome.argv;
  }
  return undefined;
}

/** The program by the path where package managers link it, if a package that is installed in production has it; with its arguments. */
export function binary(
  [program = "", ...rest]: readonly string[],
  project: Project | undefined,
): readonly string[] | undefined {
  const isInstalled = packagesOf(program).some((name) => own(project?.dependencies, name) !== undefined);
  return !isInstalled ? undefined : [`node_modules/.bin/${program}`, ...rest];
}

function packagesOf(program: string): readonly string[] {
  const tool = toolOf(program);
  return tool ? packagesOfTool(tool) : [program];
}

/** Without the suggestion if it would lose variables. NODE_ENV=production is no loss: images set it anyway. */
function withoutLoss<T extends Program | Reason>(outcome: T, environment: Environment): T | Reason {
  return "reason" in outcome && !isUsual(environment) ? { reason: outcome.reason } : outcome;
}

/** With Yarn's Plug'n'Play there is no node_modules folder, and yarn tells node to load .pnp.cjs first. */
function needOfLoader({ argv, environment }: Program, files: readonly string[]): Reason | undefined {
  if (argv[0] !== "node" || !pathSet(files).has(".pnp.cjs")) return undefined;
  const suggestion = ["node", "-r", "./.pnp.cjs", ...argv.slice(1)];
  return withoutLoss(
    { reason: "yarn makes node load .pnp.cjs, where its packages are listed", suggestion },
    environment,
  );
}

// ---------------------------------------------------------------- needs of a shell

const inBackground = "the script starts a command in the background";

/** Why commands cannot do without a shell; undefined when there is at most one, of known words. */
function needOfShell(commands: readonly Command[]): string | undefined {
  const nested = commands.flatMap(({ within }) => within);
  if (nested.includes("substitution")) return "the script inserts the output of a command";
  if (nested.includes("sh -c")) return "the script starts a shell of its own";
  if (commands.some(({ operator }) => operator === "|")) return "the script pipes one command into another";
  if (commands.some(({ next }) => next === "&")) return inBackground;
  if (commands.length > 1) return "the script runs several commands";
  if (nested.length > 0) return "the script needs a shell";
  for (const { redirects, assignments, wrappers, words } of commands) {
    if (redirects.length > 0) return "the script redirects input or output";
    const values = assignments.flatMap(({ value }) => value ?? []);
    const expanded = [...values, ...wrappers, ...words].map(expansion).find((part) => part !== undefined);
    if (expanded) return `the script expands ${expanded} in a shell`;
  }
  return undefined;
}

/** The part of a word that the shell replaces. */
function expansion({ text, value }: Word): string | undefined {
  if (value === undefined) return /\$\w+/.exec(text)?.[0] ?? /\$\{[^{}]*\}/.exec(text)?.[0] ?? text;
  const unquoted = text.replace(/\\.?|'[^']*'?|"(?:\\.|[^"\\])*"?/gs, "");
  return /[*?[]|^~/.test(unquoted) ? text : undefined;
}
