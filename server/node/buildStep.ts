/** The step that builds what a container starts with, put where dependencies and sources are there. */

import { managerOf } from "../data/packageManagers";
import { toolOf } from "../data/tools";
import { addArguments, insertAfter, isWhole, keywordLike, replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { type Install, projectInstallsOf } from "../packages/install";
import { uidOf } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { subcommand } from "../syntax/shell";
import type { Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { folderOf, pathIn } from "../util/paths";
import { isReason, type Reason } from "../util/reason";
import type { BuildScript } from "./buildOutputs";
import { factsWithin, projectAt } from "./entry";
import { managerSwitch } from "./managerSwitch";
import type { MissingBuild } from "./missingBuild";
import { foreignInstalls } from "./ownManager";
import { workspaceAt } from "./workspaceStart";

/** What makes a stage build what it starts with. */
export interface BuildStep {
  /** "npm run build". */
  readonly command: string;
  readonly edits: readonly Edit[];
}

/** The step with all that it needs; else why it is left to people, as a clause. */
export function buildStep(file: Dockerfile, missing: MissingBuild, facts: Facts): BuildStep | Reason {
  const { stage, script, process } = missing;
  if (script === undefined) return { reason: "package.json has no script that builds" };
  if (script === "unknown") return { reason: "nobody can tell what the scripts of package.json make" };
  const install = projectInstallsOf(stage).at(-1);
  if (!install) return { reason: "the stage that ships does not install the dependencies itself" };
  const place = scriptPlace(file, missing, install, facts);
  if (isReason(place)) return place;
  const { folder, inside } = place;
  const { command, instruction } = install;
  if (instruction.exec || command.within.length > 0) return { reason: "the install cannot be read" };
  const after = placeOf(stage, instruction, folder);
  const copied = missingSources(file, missing, script, facts);
  if (isReason(copied)) return copied;
  // Whoever installs there may write there as well.
  if (after.before.user?.value !== instruction.before.user?.value && uidOf(stage, after.before) !== 0)
    return { reason: "the user may change between install and build" };
  const whole = withDevDependencies(install, inside);
  if (isReason(whole)) return whole;
  // What another manager installs now, the project's own does afterwards, as another rule has it.
  const foreign = foreignInstalls(file, facts).find((it) => it.install.command === command);
  const { program } =
    foreign && !isReason(managerSwitch(file, foreign, facts)) ? foreign.own : managerOf(install.manager);
  const line = [program, "run", script.name, ...place.options].join(" ");
  const keyword = (name: string) => keywordLike(file, stage.from, name);
  const declared = argumentsFor(file, script, facts).map((name) => `${keyword("ARG")} ${name}`);
  const owner = owned(after);
  const brought = copied.map((path) => {
    const there = place.isWorkspace || missing.folder === "" ? path : path.slice(missing.folder.length + 1);
    const target = facts.files?.includes(path) ? `./${pathIn(folderOf(there), "")}` : `./${there}/`;
    return `${keyword("COPY")} ${owner}${path} ${target}`;
  });
  const lines = [...brought, ...declared, `${keyword("RUN")} ${line}`];
  const { start } = missing;
  const restarted = start ? [replace(process.instruction.argument, execForm(start))] : [];
  return { command: line, edits: [...whole, insertAfter(file, after, ...lines), ...restarted] };
}

interface ScriptPlace {
  /** Where the step stands, which is where the dependencies are installed: an absolute path. */
  readonly folder: string;
  /** What is known of the package whose script it is. */
  readonly inside: Facts;
  readonly isWorkspace: boolean;
  /** What leads to that package from there. */
  readonly options: readonly string[];
}

/** Where the script of the package that starts can be called: in its own folder, or in that of its workspace by npm. */
function scriptPlace(file: Dockerfile, missing: MissingBuild, install: Install, facts: Facts): ScriptPlace | Reason {
  const { process, folder: own } = missing;
  const folder = install.instruction.before.workdir;
  const elsewhere = { reason: "the program starts in another folder than the one where dependencies are installed" };
  if (folder === undefined) return elsewhere;
  if (own === "")
    return folder === process.folder ? { folder, inside: facts, isWorkspace: false, options: [] } : elsewhere;
  const project = projectAt(file, process.instruction, process.folder, facts);
  const inside = project && factsWithin(project, facts);
  if (!inside) return { reason: `it is the script of another package, ${own}` };
  if (folder === process.folder) return { folder, inside, isWorkspace: false, options: [] };
  const { project: root } = facts;
  const isWorkspace = root?.workspaces?.includes(own) && install.manager === "npm";
  if (!root || !isWorkspace || joined(folder, own) !== process.folder) return elsewhere;
  const names = root.workspaces?.map((each) => workspaceAt(each, facts)?.name) ?? [];
  const used = Object.keys({ ...project.dependencies, ...project.devDependencies });
  // Nobody can tell whether they want to be built before it.
  if (used.some((name) => names.includes(name)))
    return { reason: `it is the script of another package, ${own}, which needs others of the workspace` };
  const devDependencies = { ...root.devDependencies, ...project.devDependencies };
  const all = { ...facts, project: { ...root, devDependencies } };
  return { folder, inside: all, isWorkspace, options: ["--workspace", own] };
}

/** The last instruction that the build waits for: the install, and what brings sources. */
function placeOf({ instructions }: Stage, install: Instruction, folder: string): Instruction {
  const brings = (instruction: Instruction) =>
    isCopy(instruction) &&
    !instruction.onbuild &&
    `${resolvePath(instruction.before.workdir, instruction.words.at(-1)?.value)}/`.startsWith(`${folder}/`);
  // `npx prisma generate` makes what the build reads.
  const makes = (instruction: Instruction) =>
    instruction.keyword === "RUN" &&
    !instruction.onbuild &&
    instruction.before.user?.value === install.before.user?.value &&
    commandsIn(instruction).some(({ words }) => /\bgenerate\b/.test(words.map(({ value }) => value).join(" ")));
  const last = instructions.findLast((it) => brings(it) || makes(it));
  return last && last.start > install.start ? last : install;
}

/** The flag that gives files to the user that works here, as the COPY above has it. */
function owned(place: Instruction): string {
  const written = isCopy(place) ? flagOf(place, "chown")?.value?.text : undefined;
  return written === undefined ? "" : `--chown=${written} `;
}

/** What the build reads and nothing copies, as files and folders of the context; else why it cannot be brought. */
function missingSources(
  file: Dockerfile,
  { stage, folder, process }: MissingBuild,
  { reads }: BuildScript,
  { files = [], ignore, ...facts }: Facts,
): readonly string[] | Reason {
  const view = imageFiles(file, { files, ignore, ...facts }).after(stage);
  const gone = reads
    .filter((path) => {
      const found = process.folder === undefined ? undefined : view.at(joined(process.folder, path));
      return found === undefined || found === "absent";
    })
    .map((path) => pathIn(folder, path));
  const lost = gone.find((path) => !pathSet(files).has(path) || ignores(ignore, path));
  if (lost !== undefined) return { reason: `the build reads ${lost}, which does not get into the image` };
  // The folder of sources as a whole, or the one file.
  const start = folder === "" ? 0 : folder.length + 1;
  return [...new Set(gone.map((path) => path.slice(0, start) + path.slice(start).replace(/\/.*/, "")))];
}

/** The changes that make an install bring what the build runs; none where it does. */
function withDevDependencies(install: Install, { project }: Facts): readonly Edit[] | Reason {
  const { command, omitsDev, manager } = install;
  // Plugins and types may be among them, whatever the tool itself is.
  const hasSome = Object.keys(project?.devDependencies ?? {}).length > 0;
  if (omitsDev === false) return [];
  if (omitsDev === undefined && hasSome)
    return { reason: "it cannot be told whether the install brings what the build needs" };
  const { production, includeDev } = managerOf(manager, project?.manager);
  const { words } = command;
  const edits: Edit[] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    const next = words[index + 1];
    const isPair = /^--(?:omit|only)$/.test(word.value ?? "") && /^(?:dev|prod|production)$/.test(next?.value ?? "");
    const isFlag = production.includes(word.value ?? "") || word.value === "--production=true";
    const end = isPair ? next : word;
    if (!before || !end || !(isPair || isFlag)) continue;
    if (!isWhole(word) || end.end - before.end > longestGap) return { reason: "the install cannot be read" };
    edits.push({ start: before.end, end: end.end, text: "" });
  }
  const isByVariable = edits.length === 0 || install.instruction.variable("NODE_ENV") === "production";
  const after = subcommand(command) ?? words[0];
  const flag = hasSome && isByVariable && includeDev ? addArguments(command, includeDev, after) : undefined;
  if (flag && edits.some(({ start }) => start === flag.start))
    return edits.map((edit, index) => (index === 0 ? { ...edit, text: ` ${includeDev}` } : edit));
  if (flag) edits.push(flag);
  return hasSome && edits.length === 0 ? { reason: "the install leaves out what the build needs" } : edits;
}

const longestGap = 200;

/** The arguments that files of the workspace give the build, that bundlers put into what they make, and nobody declares. */
function argumentsFor(file: Dockerfile, { programs }: BuildScript, { context }: Facts): string[] {
  const prefixes = programs.flatMap((program) => toolOf(program)?.inlines ?? []);
  const given = new Set((context?.builds ?? []).flatMap(({ args }) => Object.keys(args)));
  const declared = new Set(
    file.instructions.flatMap(({ stage, assignments }) => (stage ? assignments.map(({ name }) => name.text) : [])),
  );
  return [...given].filter(
    (name) => /^\w+$/.test(name) && !declared.has(name) && prefixes.some((prefix) => name.startsWith(prefix)),
  );
}
