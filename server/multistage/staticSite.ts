/** Containers that start a server of files: which folder they serve, and how. */

import { managerOf } from "../data/packageManagers";
import { frontEndBuilders } from "../data/tools";
import { readPackageCall } from "../packages/packageCalls";
import { mainProcess, programName } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Project, Stage, Word } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type BuildTool, readSiteBuild, siteTools } from "./siteBuilds";
import { allCommands, readCallOptions, startedBy } from "./siteCalls";

/** Built files, and how they are sent. */
export interface StaticSite {
  /** Absolute path in the stage. */
  readonly folder: string;
  /** What builds them where no RUN does so: "npm run build". */
  readonly build: string | undefined;
  readonly port: number;
  /** A variable PORT that is set where the container runs chooses another port. */
  readonly readsPort: boolean;
  /** What is sent for paths without a file; undefined where that is an error. */
  readonly fallback: string | undefined;
}

/** A server of files that a stage starts. */
export interface SiteServer {
  /** "vite preview" */
  readonly name: string;
  /** It compiles what is asked for, instead of sending what was built. */
  readonly isForDevelopment: boolean;
  /** A reason is a clause for "… because <reason>". */
  readonly site: StaticSite | Reason;
}

/** The server of files that is the only process of a stage; undefined when the stage starts anything else. */
export function siteServer(file: Dockerfile, stage: Stage, facts: Facts): SiteServer | undefined {
  const process = mainProcess(stage);
  const words = process && wordsOf(process.argv);
  const started = words && startedBy(words, facts.project);
  if (!started || isReason(started)) return undefined;
  const [program, ...rest] = started;
  const verb = rest[0]?.startsWith("-") ? undefined : rest[0];
  const name = programName(program) ?? "";
  // A script of the project may have the name of any program.
  if (program?.includes("/") && !/(?:^|\/)node_modules\/|^\/usr\//.test(program)) return undefined;
  const server = servers.find((each) => each.program === name && (each.verbs?.includes(verb) ?? true));
  if (!server) return undefined;
  const isNamed = server.verbs !== undefined && verb !== undefined;
  return {
    name: isNamed ? `${name} ${verb}` : name,
    isForDevelopment: server.isForDevelopment ?? false,
    site: readSite(server, isNamed ? rest.slice(1) : rest, file, stage, facts),
  };
}

interface Server {
  readonly program: string;
  /** The words behind the program that start it; it takes a folder there if none are listed. */
  readonly verbs?: readonly (string | undefined)[];
  readonly isForDevelopment?: true;
  /** The options that can be told, as for `readCallOptions`. */
  readonly options: string;
  readonly port: number;
  readonly readsPort?: true;
  /** What builds the files; undefined when the call names their folder. */
  readonly tool?: BuildTool;
}

/** Options that say where the server can be reached from, or what it prints. */
const idle = "--host: --clearScreen= --strictPort --open= --logLevel: --port:";

/** The ports are those that the tools' own documentation names. */
const servers: readonly Server[] = [
  { program: "vite", verbs: ["preview"], options: `${idle} --outDir:`, port: 4173, tool: "vite" },
  {
    program: "vite",
    verbs: [undefined, "dev", "serve"],
    isForDevelopment: true,
    options: idle,
    port: 5173,
    tool: "vite",
  },
  { program: "astro", verbs: ["preview"], options: idle, port: 4321, tool: "astro" },
  { program: "astro", verbs: ["dev"], isForDevelopment: true, options: idle, port: 4321, tool: "astro" },
  {
    program: "react-scripts",
    verbs: ["start"],
    isForDevelopment: true,
    options: "",
    port: 3000,
    readsPort: true,
    tool: "react-scripts",
  },
  {
    program: "vue-cli-service",
    verbs: ["serve"],
    isForDevelopment: true,
    options: `${idle} -p: --mode:`,
    port: 8080,
    readsPort: true,
    tool: "vue-cli-service",
  },
  {
    program: "ng",
    verbs: ["serve", "s"],
    isForDevelopment: true,
    options:
      "--host: --port: --disable-host-check --poll: --live-reload= --hmr= --watch= --open= --configuration:production " +
      "-c:production --prod",
    port: 4200,
    tool: "ng",
  },
  {
    program: "serve",
    options:
      "-s --single -l: --listen: -p: --port: -n --no-clipboard -L --no-request-logging -d --debug -u " +
      "--no-compression --no-port-switching --no-etag",
    port: 3000,
    readsPort: true,
  },
  {
    program: "http-server",
    options: "-a: --address: -p: --port: -c: -s --silent -i --no-dotfiles -U --utc",
    port: 8080,
    readsPort: true,
  },
];

function readSite(
  server: Server,
  words: readonly string[],
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
): StaticSite | Reason {
  const given = readCallOptions(words, server.options);
  if (isReason(given)) return given;
  const { options, operands } = given;
  const files = server.tool
    ? builtFiles(server, server.tool, given, file, stage, facts)
    : filesOfFolder(
        operands,
        server.program === "serve" && (options.has("-s") || options.has("--single")),
        file,
        stage,
        facts,
      );
  if (isReason(files)) return files;
  const named = ["-l", "--listen", "-p", "--port"].flatMap((name) => options.get(name) ?? [])[0];
  const asked = named?.replace(/^(?:tcp:\/\/)?[\w.]+:(?=\d)/, "") ?? files.port;
  const readsPort = asked === portVariable || (asked === undefined && server.readsPort === true);
  const port = Number(readsPort ? (stage.variable("PORT") ?? server.port) : (asked ?? server.port));
  if (!Number.isInteger(port) || port < 1 || port > 65535) return { reason: "its port is not known" };
  return { folder: files.folder, build: files.build, port, readsPort, fallback: files.fallback };
}

interface Files extends Pick<StaticSite, "folder" | "build" | "fallback"> {
  /** As the configuration names it. */
  readonly port?: string | undefined;
}

/** The files that a tool has built, or would build where no RUN does so. */
function builtFiles(
  { isForDevelopment }: Server,
  tool: BuildTool,
  { options, operands }: { options: ReadonlyMap<string, string>; operands: readonly string[] },
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
): Files | Reason {
  if (operands.length > 0) return { reason: `it is given "${operands[0]}"` };
  const run = lastBuild(stage, file, facts);
  const build = run ? undefined : buildCall(facts.project);
  const commands = run ? commandsOfRun(run, facts.project) : build && allCommands(build.split(" "), facts.project);
  if (!commands) return { reason: run ? "its build is not known" : 'package.json has no script "build"' };
  const built = readSiteBuild(tool, commands, facts);
  if (isReason(built)) return built;
  // What another stage has built is copied to where the server starts.
  const workdir = run?.stage === stage ? run.before.workdir : stage.after.workdir;
  const folder = resolvePath(workdir, options.get("--outDir") ?? built.folder);
  if (folder === undefined || folder === workdir) return { reason: "the folder that it is built in is not known" };
  return { folder, build, fallback: built.fallback, port: isForDevelopment ? built.devPort : built.previewPort };
}

/** The files of a folder that the call names. */
function filesOfFolder(
  operands: readonly string[],
  isSpa: boolean,
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
): Files | Reason {
  const { workdir } = stage.after;
  const folder = resolvePath(workdir, operands[0]);
  if (folder === undefined || operands.length > 1) return { reason: "the folder that it serves is not known" };
  const run = lastBuild(stage, file, facts);
  if (!run) return { reason: "no RUN builds anything" };
  // The folder of the project has the sources in it.
  if (run.stage === stage && run.before.workdir === undefined) {
    return { reason: "the folder that it is built in is not known" };
  }
  if (run.stage === stage && `${run.before.workdir}/`.startsWith(`${folder}/`)) {
    return { reason: `it serves all of "${folder}"` };
  }
  const settings = (facts.files ?? []).find((path) => /^(?:public\/|static\/)?serve\.json$/.test(path));
  if (settings !== undefined) return { reason: `${settings} tells the server more than which files to send` };
  return { folder, build: undefined, fallback: isSpa ? "index.html" : undefined };
}

/**
 * The folder that the build of a front end makes in a stage, with the one that it runs in: absolute paths. undefined where
 * that is not certain.
 */
export function siteFolderOf(
  stage: Stage,
  file: Dockerfile,
  facts: Facts,
): { work: string; built: string } | undefined {
  const run = lastBuild(stage, file, facts);
  const work = run?.stage === stage ? run.before.workdir : undefined;
  const commands = run && work !== undefined ? commandsOfRun(run, facts.project) : undefined;
  const tool = siteTools.find((name) => commands?.some(([program]) => programName(program) === name));
  const site = commands && tool && readSiteBuild(tool, commands, facts);
  if (!site || isReason(site) || work === undefined) return undefined;
  const built = resolvePath(work, site.folder);
  return built === undefined ? undefined : { work, built };
}

/** The last RUN that builds a front end, in the stage or else in one that it copies from. */
export function lastBuild(stage: Stage, file: Dockerfile, { project }: Facts): Instruction | undefined {
  const sources = stage.instructions.flatMap((instruction) => copiedStage(file, instruction) ?? []);
  for (const { instructions } of [stage, ...sources.reverse()]) {
    const run = instructions.findLast((instruction) => isBuild(instruction, project));
    if (run) return run;
  }
  return undefined;
}

/** The stage that a COPY takes from. */
export function copiedStage(file: Dockerfile, instruction: Instruction): Stage | undefined {
  const { keyword, stage, onbuild } = instruction;
  const from = flagOf(instruction, "from")?.value?.value;
  return keyword === "COPY" && !onbuild && from !== undefined ? findStage(file, from, stage) : undefined;
}

function isBuild({ keyword, onbuild, script }: Instruction, project: Project | undefined): boolean {
  if (keyword !== "RUN" || onbuild) return false;
  return (script?.commands ?? []).some(({ words }) => {
    const values = words.map(({ value }) => value ?? "");
    const call = readPackageCall(values);
    if (call?.kind === "script" && !call.target && /^build\b/.test(call.name)) return true;
    const commands = allCommands(values, project) ?? [];
    return commands.some(([program, verb]) => verb === "build" && frontEndBuilders.has(programName(program) ?? ""));
  });
}

/** The commands that a RUN comes down to; undefined when one of them is not known. */
export function commandsOfRun(
  { script }: Instruction,
  project: Project | undefined,
): (readonly string[])[] | undefined {
  const found: (readonly string[])[] = [];
  for (const { words, within } of script?.commands ?? []) {
    const values = wordsOf(words);
    const commands = values && within.length === 0 ? allCommands(values, project) : undefined;
    if (!commands) return undefined;
    found.push(...commands);
  }
  return found;
}

function buildCall(project: Project | undefined): string | undefined {
  if (!project || !Object.hasOwn(project.scripts, "build")) return undefined;
  return `${managerOf(project.manager ?? "npm").program} run build`;
}

const portVariable = "$PORT";

/** The values of words, PORT left in place; undefined when there are other variables, and for no words. */
function wordsOf(words: readonly Word[]): string[] | undefined {
  const values = words.flatMap(
    ({ value, text }) => value ?? (/^"?\$(?:PORT|\{PORT\})"?$/.test(text) ? portVariable : []),
  );
  return values.length > 0 && values.length === words.length ? values : undefined;
}
