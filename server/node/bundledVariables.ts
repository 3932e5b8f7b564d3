/** Variables that a front end's build puts into what it makes, and those that are set where it does not see them. */

import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { toolOf } from "../data/tools";
import { ancestors, descendants, mentions } from "../instructions/declarations";
import { projectInstallsOf } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { mainProcess, programName } from "../stage/process";
import { isNameForDevelopment } from "../stage/purpose";
import { isCopy } from "../syntax/instructions";
import { commandsIn, runsOf, unixCommands } from "../syntax/runs";
import type { Assignment, Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";

/** A build that puts the values of variables into what it makes. */
interface Bundling {
  readonly instruction: Instruction;
  readonly command: Command;
  /** The program that builds, "vite". */
  readonly program: string;
  /** How such variables are named: "VITE_". */
  readonly prefix: string;
}

/** The builds of a file that put variables into what they make; none while package.json is not known. */
function bundlingsOf(file: Dockerfile, { project, files }: Facts): readonly Bundling[] {
  if (!project || replacesLater(project)) return [];
  return runsOf(file).flatMap((instruction) =>
    instruction.onbuild || instruction.stage === undefined
      ? []
      : unixCommands(instruction).flatMap((command) => {
          const words = command.words.map(({ value, text }) => value ?? text);
          return allRuns(runOf(words, project, files)).flatMap(({ argv }) => {
            const program = programName(argv[0]) ?? "";
            const { inlines, builds } = toolOf(program) ?? {};
            const isBuild = builds !== "always" && builds?.includes(argv[1] ?? "");
            return inlines && isBuild ? [{ instruction, command, program, prefix: inlines }] : [];
          });
        }),
  );
}

/** Packages that put values in place when the program starts. */
function replacesLater({ dependencies, devDependencies }: Project): boolean {
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)].some((name) =>
    /runtime-env|import-meta-env|react-env|react-inject-env|dynamic-env|env-cmd-runtime/.test(name),
  );
}

/** Whether a build may see a variable: it is declared before, in its stage or one above, or the RUN itself names it. */
function seesVariable(file: Dockerfile, { project }: Facts, { instruction }: Bundling, name: string): boolean {
  const { stage, mounts } = instruction;
  if (Object.values(project?.scripts ?? {}).some((text) => text.includes(name))) return true;
  if (!stage || mentions(file, instruction, name)) return true;
  if (mounts.some(({ options }) => options.get("env") === name)) return true;
  const above = ancestors(stage);
  return file.instructions.some(
    (other) =>
      other.stage !== undefined &&
      above.has(other.stage) &&
      (other.stage !== stage || other.start < instruction.start) &&
      other.assignments.some((assignment) => isDeclaration(other) && assignment.name.value === name),
  );
}

export interface LateVariable {
  readonly bundling: Bundling;
  readonly name: string;
  readonly instruction: Instruction;
  readonly assignment: Assignment;
}

/** The variables for a build that are declared where it does not see them, each once. */
export function lateVariables(file: Dockerfile, facts: Facts): readonly LateVariable[] {
  const bundlings = bundlingsOf(file, facts);
  if (bundlings.length === 0) return [];
  const found = new Map<string, LateVariable>();
  for (const instruction of file.instructions) {
    if (!isDeclaration(instruction) || instruction.onbuild) continue;
    for (const assignment of instruction.assignments) {
      const name = assignment.name.value ?? "";
      const own = bundlings.filter(({ prefix }) => name.startsWith(prefix) && name.length > prefix.length);
      const [bundling] = own;
      if (!bundling || found.has(name) || own.some((it) => seesVariable(file, facts, it, name))) continue;
      if (isMeantFor(file, instruction, bundling) && !isUsed(file, instruction, name))
        found.set(name, { bundling, name, instruction, assignment });
    }
  }
  return [...found.values()];
}

/** The variables for a build that services of compose set for the container, each with the file that does. */
export function lateServiceVariables(file: Dockerfile, facts: Facts) {
  const { context, target } = facts;
  const { final } = file;
  const bundlings = final && context?.isCertain && !target ? bundlingsOf(file, facts) : [];
  const builds = bundlings.length > 0 ? (context?.builds ?? []) : [];
  const found = new Map<string, { bundling: Bundling; name: string; path: string }>();
  for (const { kind, target: stage, isTargetUnknown, service, file: path } of builds) {
    if (kind !== "compose" || stage || isTargetUnknown || service?.command || service?.entrypoint) continue;
    for (const name of Object.keys(service?.environment ?? {})) {
      const own = bundlings.filter(({ prefix }) => name.startsWith(prefix));
      const [bundling] = own;
      if (!bundling || !final || found.has(name) || own.some((it) => seesVariable(file, facts, it, name))) continue;
      if (onlySendsFiles(final, bundling)) found.set(name, { bundling, name, path });
    }
  }
  return [...found.values()];
}

function isDeclaration({ keyword }: Instruction): boolean {
  return keyword === "ARG" || keyword === "ENV";
}

/** Whether the build can only be what a declaration is for: above FROM, in its stage, or where nothing else reads it. */
function isMeantFor(file: Dockerfile, { stage }: Instruction, bundling: Bundling): boolean {
  const own = bundling.instruction.stage;
  if (!stage || !own) return true;
  if (isNameForDevelopment(stage.name?.value)) return false;
  const isBelow = descendants(file, own).has(stage);
  return (isBelow || stage.ships || onlyInstalls(stage)) && onlySendsFiles(stage, bundling);
}

/** Whether a stage does nothing but to install the packages of the project, which read no such variable. */
function onlyInstalls(stage: Stage): boolean {
  const installs = new Set(projectInstallsOf(stage).map(({ instruction }) => instruction));
  const ran = stage.instructions.filter(({ keyword }) => keyword === "RUN");
  return ran.length > 0 && ran.every((run) => installs.has(run) && commandsIn(run).length === 1);
}

/** Whether an instruction below reads the variable, or FROM does. */
function isUsed(file: Dockerfile, declaration: Instruction, name: string): boolean {
  return file.instructions.some(
    (other) => other !== declaration && !isDeclaration(other) && mentions(file, other, name),
  );
}

/** Whether what a stage starts cannot read a variable of the build, or has it built in: a server of files, Next.js. */
function onlySendsFiles(stage: Stage, { prefix }: Bundling): boolean {
  if (stage.instructions.some((it) => isCopy(it) && bringsScript.test(it.argumentText))) return false;
  if (!stage.ships) return true;
  const main = mainProcess(stage);
  if (!main) return fileServerImages.test(stage.base?.name ?? "");
  const isRunner = runnerPrograms.has(main.argv[0]?.value ?? "");
  const argv = main.argv.slice(isRunner ? 1 : 0);
  const program = programName(argv[0]?.value);
  if (program === undefined) return false;
  if (fileServers.has(program)) return true;
  const { purpose, previews } = toolOf(program) ?? {};
  const isBuiltIn =
    prefix === "NEXT_PUBLIC_" && (purpose === "runtime" || purpose === "framework" || managerPrograms.has(program));
  const verb = argv[1]?.value ?? "";
  return isBuiltIn || purpose === "file server" || (previews !== "always" && previews?.includes(verb) === true);
}

const fileServers = new Set("nginx caddy httpd httpd-foreground apache2 lighttpd static-web-server".split(" "));

const fileServerImages = /(?:^|\/)(?:nginx(?:-unprivileged)?|httpd|caddy|static-web-server)$/;

/** What fills in values when a container starts. */
const bringsScript = /\.sh\b|entrypoint|\/templates?\b|\.template\b/;
