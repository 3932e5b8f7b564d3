/** Package scripts that a build or a container calls and that package.json does not have. */

import { mayExist, wholeContext } from "../context/contextTree";
import { isMadeLater } from "../context/madeLater";
import { managerOf, managerPrograms } from "../data/packageManagers";
import { packagesOfTool, toolOf } from "../data/tools";
import { type Call, callsOf, isSure } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { installsIn } from "../packages/install";
import { type Run, runInTarget, runOf } from "../packages/scripts";
import { folderBefore } from "../stage/folders";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { exitsAtErrors } from "../syntax/errexit";
import { runsOf } from "../syntax/runs";
import type { Dockerfile, Facts, Project, Span, Stage, Word } from "../types";
import { folderOf, pathIn } from "../util/paths";
import { closest } from "../util/similar";
import { filesOf, projectAt, projectOf } from "./entry";
import { originsOf } from "./origins";
import { calledFolder } from "./workspaceStart";

/** A call of a script that is not there, and the place where it is written. */
export interface MissingScript extends Span {
  /** The call, with single blanks. */
  readonly call: string;
  readonly name: string;
  /** Path of package.json from the context root. */
  readonly manifest: string;
  /** Its package manager would start server.js instead, which is not there either. */
  readonly startsServer: boolean;
}

/** What ENTRYPOINT and CMD call in vain, where package.json lies in the image as the context has it. */
export function missingScripts(file: Dockerfile, facts: Facts): readonly MissingScript[] {
  const { final } = file;
  if (!final) return [];
  return allProcesses(startProcess(final, facts)).flatMap((process) => judge(file, final, process, facts) ?? []);
}

function judge(file: Dockerfile, stage: Stage, process: Process, facts: Facts): MissingScript | undefined {
  const { kind, argv, instruction, folder } = process;
  const [first] = argv;
  if (kind !== "package call" || process.file !== undefined || !first) return undefined;
  if (folder === undefined || folder !== stage.after.workdir) return undefined;
  const words = argv.map(({ value, text }) => value ?? text);
  const place = calledFolder(words, folder, facts);
  if (place === undefined || words.includes("--if-present")) return undefined;
  const project = place === folder ? projectOf(file, instruction, facts) : projectAt(file, instruction, place, facts);
  const run = place === folder ? runOf : runInTarget;
  const call = project && lacking(run(words, project, filesOf(project, facts) ?? []), project, facts);
  if (!call || !isAsInContext(file, stage, place, project.manifest, facts)) return undefined;
  if (isOnPath(words, call.name, stage)) return undefined;
  const startsServer = call.name === "start" && call.startsServer;
  if (startsServer && (place !== folder || mayHaveServer(file, stage, facts))) return undefined;
  const end = argv.at(-1)?.end ?? first.end;
  return { start: first.start, end, call: words.join(" "), name: call.name, manifest: project.manifest, startsServer };
}

/** A call in a RUN of a script that is not there. */
export interface MissingBuildScript {
  readonly name: string;
  /** The word that names it. */
  readonly word: Word;
  /** Path of package.json from the context root. */
  readonly manifest: string;
  /** The script that may be meant. */
  readonly meant: string | undefined;
}

/** What the RUNs of a file call in vain, and stop at. */
export function missingBuildScripts(file: Dockerfile, facts: Facts): readonly MissingBuildScript[] {
  if (facts.context?.isCertain === false) return [];
  return runsOf(file, ...managerPrograms).flatMap((instruction) =>
    instruction.onbuild
      ? []
      : callsOf(instruction, folderBefore(instruction)).flatMap((call) => judgeCall(file, call, facts) ?? []),
  );
}

function judgeCall(file: Dockerfile, { instruction, command, folder }: Call, facts: Facts) {
  const words = command.words.flatMap(({ value }) => value ?? []);
  const isFatal =
    isSure(command) && (!/^[;\n|]$/.test(command.next ?? "") || exitsAtErrors(file, instruction, command));
  const isMounted = instruction.mounts.some(({ type }) => type === "bind");
  if (!isFatal || isMounted || folder === undefined || words.length < command.words.length) return undefined;
  const place = calledFolder(words, folder, facts);
  const project = place === undefined ? undefined : projectAt(file, instruction, place, facts);
  const run = place === folder ? runOf : runInTarget;
  const name = project && lacking(run(words, project, filesOf(project, facts) ?? []), project, facts)?.name;
  const word = command.words.find(({ value }) => value === name);
  if (!place || !project || name === undefined || !word || words.includes("--if-present")) return undefined;
  if (isOnPath(words, name, instruction.stage)) return undefined;
  const found = imageFiles(file, facts).before(instruction, command).at(joined(place, "package.json"));
  if (typeof found !== "object" || found.source !== project.manifest) return undefined;
  return { name, word, manifest: project.manifest, meant: closest(name, Object.keys(project.scripts)) };
}

/** Whether pnpm, which looks for a program on the PATH where there is no script (`pnpm serve`, measured with pnpm 10), finds one that a step installs for all. */
function isOnPath(words: readonly string[], name: string, stage: Stage | undefined): boolean {
  if (!stage || words[0] !== "pnpm" || words[1] !== name) return false;
  const tool = toolOf(name);
  const packages = [name, ...(tool ? packagesOfTool(tool) : [])];
  const globals = inherited(stage).flatMap((each) => installsIn(each).filter(({ isGlobal }) => isGlobal));
  return globals.some((install) =>
    install.packages.some(({ text, value = text }) => packages.includes(value.replace(/(?<=.)@.*$/, ""))),
  );
}

/** The script that is not there; undefined for what may still be a program. */
function lacking(
  run: Run,
  project: Project | undefined,
  facts: Facts,
): { readonly name: string; readonly startsServer: boolean } | undefined {
  if (run.kind === "tool" && run.missing !== undefined && isNoProgram(run.missing, project, facts))
    return { name: run.missing, startsServer: programName(run.argv[0]) !== "bun" };
  if (run.kind !== "unknown" || run.call?.kind !== "script") return undefined;
  const { name, runner, target, doubt, otherwise } = run.call;
  if (target || doubt !== undefined || otherwise !== undefined || /[$/*]/.test(name)) return undefined;
  const manager = runner === "node --run" ? undefined : managerOf(runner);
  if (manager?.ownScripts?.includes(name)) return undefined;
  return { name, startsServer: manager?.startsServer === true };
}

/** Whether no package brings a program of a name: none is known that does, or the lock file has none of those that do. */
function isNoProgram(name: string, project: Project | undefined, { contents = new Map() }: Facts): boolean {
  if (name.includes(":") || namesOfScripts.has(name)) return true;
  // Yarn and pnpm know how to start it.
  if (name === "node") return false;
  const tool = toolOf(name);
  if (!tool || !project || project.lockfiles.length === 0) return false;
  const locks = project.lockfiles.map((path) => contents.get(pathIn(folderOf(project.manifest), path)));
  const texts = [...locks, contents.get(project.manifest)];
  return packagesOfTool(tool).every((each) => texts.every((text) => text?.includes(each) === false));
}

/** What scripts are called and no program of a package is known to be. */
const namesOfScripts: ReadonlySet<string> = new Set("start dev develop prod production staging".split(" "));

/** Whether package.json in a folder of the container is that of the context, and no step has changed it. */
function isAsInContext(file: Dockerfile, stage: Stage, folder: string, manifest: string, facts: Facts): boolean {
  const found = imageFiles(file, facts).after(stage).at(joined(folder, "package.json"));
  return typeof found === "object" && found.source === manifest;
}

/** Whether server.js may be in the image: copied, or made by a step of the build. */
function mayHaveServer(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const context = facts.context?.isCertain === false ? undefined : wholeContext(facts);
  const path = resolvePath(stage.after.workdir, "server.js");
  const origins = context && path !== undefined ? originsOf(file, facts, context, stage, path) : undefined;
  if (!context || !origins) return true;
  return origins.some((origin) => isMadeLater(origin.path, facts) || mayExist(context, origin.path));
}
