/** Taking the one stage of a Node image apart into a build stage and the stage that ships. */

import { addFlag, blockOf, keywordLike, lineEnd, lineStart } from "../edits/edits";
import { projectOf } from "../node/entry";
import { runtimePrograms } from "../node/nodeImage";
import { type Install, projectInstallsOf, startsDevDependency } from "../packages/install";
import { mainProcess, programName } from "../stage/process";
import { baseFacts, isRoot, ownerFor } from "../stage/users";
import type { Dockerfile, Edit, Facts, Instruction, Project, Stage } from "../types";
import { isReason } from "../util/reason";
import { type CacheMount, cacheMountFor } from "./stageCache";
import { type Place, type Places, packagesOf, placesOf } from "./stagePlaces";
import { pruneCommand } from "./stagePrune";
import { type Result, resultOf } from "./stageResult";

/** The edit that makes two stages of one, or a clause for "… because <reason>" that says why there is none. */
export function splitStage(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
): { readonly edit: Edit } | { readonly reason: string } {
  const installs = projectInstallsOf(stage);
  const [install] = installs;
  const workdir = install?.instruction.before.workdir;
  if (!install || installs.length > 1) return { reason: "it installs dependencies more than once" };
  if (workdir === undefined || workdir === "/") return { reason: "no WORKDIR says where the project is" };
  if (install.instruction.exec) return { reason: "the install is written in exec form" };
  if (installsNothing(install, projectOf(file, install.instruction, facts))) {
    return { reason: "the project has no dependencies, for which npm makes no node_modules" };
  }
  if (startsDevDependency(stage, facts.project)) return { reason: "the container starts with a development tool" };
  const from = fromLines(file, stage);
  if (!from) return { reason: "the FROM line cannot be read" };

  const places = placesOf(file, stage, install, facts);
  if (isReason(places)) return places;
  const result = resultOf(file, stage, install, places, facts);
  if ("reason" in result) return result;
  const prune = result.isBundled ? { command: undefined } : pruneCommand(install, places.steps.length > 0, facts);
  if ("reason" in prune) return prune;
  const lost = missingManager(stage, places.places);
  if (lost) return { reason: `${lost} starts the program, and is installed along with the dependencies` };

  const parts = textsOf(file, stage, install, places, result, facts);
  const owner = ownerOf(stage, install.instruction);
  const write = (keyword: string, text: string) => `${keywordLike(file, stage.from, keyword)} ${text}`;
  const copy = (source: string, target: string, chown = "") =>
    write("COPY", `--from=${from.name} ${chown}${source} ${target}`);
  const lines = [
    from.build,
    ...parts.build,
    ...tidying(prune.command, result.leftover, cacheMountFor(install, facts)).map((text) => write("RUN", text)),
    "",
    from.production,
    ...systemPackages(stage, facts).map((text) => write("RUN", text)),
    ...parts.before,
    ...places.inits.map((path) => copy(path, path)),
    write("WORKDIR", workdir),
    ...result.copies.map(({ source, target }) => copy(workdir + source, target, owner && `--chown=${owner} `)),
    ...parts.after,
  ];
  const { start } = blockOf(file, stage.from);
  const last = stage.instructions.at(-1) ?? stage.from;
  return { edit: { start, end: lineEnd(file.text, last.end), text: lines.join(file.eol) } };
}

/** The RUN that takes out what only the build needs, if there is anything. */
function tidying(prune: string | undefined, leftover: string | undefined, mount: CacheMount | undefined): string[] {
  const commands = [prune, leftover && `rm -rf ${leftover}`].filter((command) => command !== undefined);
  // yarn fetches anew what it is to keep.
  const flags = prune?.startsWith("yarn") && mount ? `${mount.flag} ` : "";
  return commands.length === 0 ? [] : [flags + commands.join(" && ")];
}

/** What the slim variant of Debian lacks and the program needs, unless the stage installs it. */
function systemPackages(stage: Stage, { project }: Facts): string[] {
  const isInstalled = stage.instructions.some((instruction) => packagesOf(instruction).includes("openssl"));
  if (isInstalled || baseFacts(stage)?.family !== "debian" || !runtimePrograms(project).includes("openssl")) return [];
  return ["apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*"];
}

/** The package manager that the program is started by, if the stage that ships does not get it. */
function missingManager(stage: Stage, places: readonly Place[]): string | undefined {
  const main = mainProcess(stage);
  const program = programName(main?.argv[0]?.value);
  if (program === undefined || !/^(?:pnpm|pnpx|bun|bunx|corepack|pm2|pm2-runtime)$/.test(program)) return undefined;
  const name = program.replace(/-runtime$|x$/, "");
  const isThere = stage.instructions.some(
    ({ keyword, argumentText }, index) => keyword === "RUN" && places[index] === "both" && argumentText.includes(name),
  );
  return isThere ? undefined : program;
}

/** Who owns what is copied: whoever the whole source is given to, else the user that installs. */
function ownerOf(stage: Stage, install: Instruction): string | undefined {
  const owned = stage.instructions.findLast(
    ({ keyword, flags, onbuild }) =>
      (keyword === "COPY" || keyword === "ADD") && !onbuild && flags.some(({ name }) => name === "chown"),
  );
  const written = owned?.flags.find(({ name }) => name === "chown")?.value?.text;
  if (written !== undefined) return written;
  const user = install.before.user?.value;
  return user === undefined || isRoot(user) ? undefined : ownerFor(stage, user);
}

interface Texts {
  readonly build: string[];
  /** Of the production stage: above WORKDIR, and below what is copied. */
  readonly before: string[];
  readonly after: string[];
}

function textsOf(
  file: Dockerfile,
  stage: Stage,
  install: Install,
  { places }: Places,
  { replaced }: Result,
  facts: Facts,
): Texts {
  const found: Texts = { build: [], before: [], after: [] };
  const isNeeded = argumentsNeeded(file, stage, places);
  const mount = cacheMountFor(install, facts);
  for (const [index, instruction] of stage.instructions.entries()) {
    if (index === 0) continue;
    const place = places[index] as Place;
    const own = textOf(file, instruction);
    const block = blockWithGap(file, instruction, stage.instructions[index - 1] as Instruction);
    const withText = (text: string | undefined) => (text === undefined ? block : block.replace(own, () => text));
    const shipped = withText(replaced.get(instruction));
    if (place === "build" || place === "both" || place === "argument") {
      const isBare = instruction === install.instruction && mount && !mount.isThere;
      const built = isBare ? withText(withFlag(file, instruction, mount.flag)) : block;
      found.build.push(withoutOwner(file, instruction, built));
    }
    if (place === "twice") found.build.push(block);
    if (place === "both" || place === "before" || (place === "argument" && isNeeded(instruction)))
      found.before.push(shipped);
    if (place === "after" || place === "twice") found.after.push(shipped);
  }
  return found;
}

/** Whether the stage that ships mentions one of the ARGs that an instruction declares. */
function argumentsNeeded(file: Dockerfile, stage: Stage, places: readonly Place[]) {
  const shipped = stage.instructions
    .filter((_, index) => ["both", "twice", "before", "after"].includes(places[index] ?? ""))
    .map((instruction) => textOf(file, instruction))
    .join("\n");
  const used = new Set([...shipped.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name));
  return ({ assignments }: Instruction) => assignments.some(({ name }) => used.has(name.text));
}

function textOf(file: Dockerfile, { start, end }: Instruction): string {
  return file.text.slice(start, end);
}

function withFlag(file: Dockerfile, instruction: Instruction, flag: string): string {
  const { start, end } = addFlag(instruction, flag);
  return `${file.text.slice(instruction.start, start)} ${flag}${file.text.slice(end, instruction.end)}`;
}

/** The lines of an instruction with everything above it that is no instruction, and one empty line if there is any. */
function blockWithGap(file: Dockerfile, instruction: Instruction, previous: Instruction): string {
  const above = file.text.slice(lineEnd(file.text, previous.end), lineStart(file.text, instruction.start));
  const lines = above.split(/\r?\n/).slice(1, -1);
  const kept = lines
    .map((line) => line.trimEnd())
    .filter((line, index) => line !== "" || lines[index - 1]?.trim() !== "");
  const own = file.text.slice(lineStart(file.text, instruction.start), lineEnd(file.text, instruction.end));
  return [...kept, own].join(file.eol);
}

/** Whoever runs the app owns what the stage that ships copies, so that nobody need own it before. */
function withoutOwner(file: Dockerfile, instruction: Instruction, block: string): string {
  if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return block;
  if (instruction.before.user && !isRoot(instruction.before.user.value)) return block;
  const flag = instruction.flags.find(({ name }) => name === "chown");
  return flag ? block.replace(` ${file.text.slice(flag.start, flag.end)}`, "") : block;
}

function fromLines(file: Dockerfile, { from, image, base, name }: Stage) {
  if (!image || !base) return undefined;
  const { digest, spans } = base;
  const tag = digest === undefined ? spans?.tag : undefined;
  const full = tag ? file.text.slice(image.start, tag.end).replace(/-slim$/, "") : image.text;
  const block = blockOf(file, from);
  const own = /^build/i.test(name?.text ?? "") ? "dependencies" : "build";
  const as = /[a-z]/.test(file.text.slice(from.name.start, from.name.end)) ? "as" : "AS";
  const keyword = file.text.slice(from.start, image.start);
  return {
    name: own,
    build: `${file.text.slice(block.start, from.start)}${keyword}${full} ${as} ${own}`,
    production: file.text.slice(from.start, block.end),
  };
}

/** Whether package.json names nothing that the install would bring. */
function installsNothing({ omitsDev }: Install, project: Project | undefined): boolean {
  if (project?.workspaces?.length !== 0 || Object.keys(project.dependencies).length > 0) return false;
  return omitsDev !== false || Object.keys(project.devDependencies).length === 0;
}
