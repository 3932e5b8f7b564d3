/** Images without a shell, and what stands in their way: every RUN, the health check, the start, users, and the C library. */

import { cyclesOf } from "../data/endOfLife";
import { imageFacts } from "../data/images";
import { parseTag } from "../data/imageTags";
import { replace } from "../edits/edits";
import { servicesOf } from "../image/shipped";
import type { BaseImage } from "../stage/baseImage";
import { mainProcess, programName } from "../stage/process";
import { flagOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Edit, Facts, Stage, Word } from "../types";
import { type BareImage, bareImages, hardenedBuilder } from "./bareImages";
import { type Candidate, useImage } from "./candidate";

/** For a stage that ships. */
export function bareCandidates(file: Dockerfile, image: BaseImage, facts: Facts): readonly Candidate[] {
  const major = majorOf(image);
  if (major === undefined) return [];
  const wanted = bareImages(image.name, major).filter(
    ({ debian, kind }) => kind !== "distroless" || isNearest(image, debian),
  );
  return wanted.flatMap((bare): Candidate | [] => {
    const from = useImage(image, bare.image);
    if (!from) return [];
    const moved = onto(file, image, bare, facts);
    return {
      image: bare.image,
      gains: `a ${bare.kind} image: no shell, no package manager and few packages that a scanner could complain about`,
      costs: bare.costs,
      edits: typeof moved === "string" ? [from] : [from, ...moved],
      obstacle: typeof moved === "string" ? moved : undefined,
    };
  });
}

/** For a stage that builds. */
export function builderCandidates(file: Dockerfile, image: BaseImage): readonly Candidate[] {
  const major = majorOf(image);
  const builder = major === undefined ? undefined : hardenedBuilder(image.name, major);
  const from = builder && useImage(image, builder.image);
  if (!builder || !from) return [];
  const commands = image.stage.instructions
    .filter(({ keyword }) => keyword === "RUN")
    .flatMap((run) => commandsIn(run));
  const lacking = commands.find(
    ({ name }) => name === undefined || !(builder.programs.has(name) || ofShells.has(name)),
  );
  const isMusl = image.node?.alpine === true;
  const older = isMusl ? undefined : olderTaker(file, image, builder.debian);
  const obstacle = isMusl
    ? "what it builds is linked to musl, and would be linked to glibc"
    : older !== undefined
      ? `what it builds may want a newer C library than ${older} has`
      : lacking && `it is not known to have ${lacking.name ?? "what a RUN calls"}`;
  const gains = "a Docker Hardened image to build in, with npm and a shell, kept free of known vulnerabilities";
  const costs = "builds have to log in at dhi.io";
  return [{ image: builder.image, gains, costs, edits: [from], obstacle }];
}

/** The image of a stage that copies from another one, where that stands on an older release of Debian than one that is given. */
function olderTaker({ stages }: Dockerfile, { stage }: BaseImage, debian: string): string | undefined {
  const order = cyclesOf("debian").map(({ codename }) => codename);
  const takers = stages.filter(({ instructions }) =>
    instructions.some((copy) => {
      const from = copy.keyword === "COPY" ? flagOf(copy, "from")?.value?.value : undefined;
      return from !== undefined && copy.stage?.earlier(from) === stage;
    }),
  );
  return takers.flatMap(({ base }) => {
    const { family, distribution } = base ? imageFacts(base.name, base.tag) : {};
    const isOlder = family === "debian" && order.indexOf(distribution) < order.indexOf(debian);
    return base && isOlder ? base.text : [];
  })[0];
}

/** In every image with a shell. */
const ofShells = new Set(
  "cd cp mv rm mkdir echo printf test [ ls cat chmod chown ln true false set export sh find sed grep touch".split(" "),
);

function majorOf({ node, name, reference }: BaseImage): number | undefined {
  if (name === "node") return node?.major;
  const { version, shape } = parseTag(name, reference.tag ?? "");
  return version !== undefined && /^jre(?:$|-)/.test(shape) ? Number(version.split(".")[0]) : undefined;
}

/** The newest that is no newer than needed: of two releases of Debian the one of the image, else the newer one. */
function isNearest({ reference }: BaseImage, debian: string | undefined): boolean {
  const { distribution } = imageFacts(reference.name, reference.tag);
  return (
    debian === (distribution === "bookworm" ? "bookworm" : "trixie") ||
    (debian === "bookworm" && isOnlyOn(reference.tag))
  );
}

/** Node.js 20 and Java 17 have none on a newer release. */
function isOnlyOn(tag = ""): boolean {
  return /^(?:17|20)(?:\D|$)/.test(tag);
}

/** The edits beside that of FROM, or why they cannot be made. */
function onto(file: Dockerfile, image: BaseImage, bare: BareImage, facts: Facts): readonly Edit[] | string {
  const { stage } = image;
  if (!stage.isFinal || stage.parent) return "other stages stand on it";
  if (file.stages.some(({ parent }) => parent === stage)) return "other stages stand on it";
  const run = stage.instructions.find(({ keyword }) => keyword === "RUN" || keyword === "SHELL");
  if (run) return `line ${run.line + 1} needs a shell: ${run.keyword}`;
  const library = obstacleOfLibrary(image, bare);
  if (library !== undefined) return library;
  const service = servicesOf(file, facts).find(
    ({ command, entrypoint, healthcheck }) => command ?? entrypoint ?? healthcheck,
  );
  if (service) return "a service of compose starts or checks it in its own way";
  const users = usersOf(stage, image, bare);
  if (typeof users === "string") return users;
  const check = checkOf(stage, image, bare);
  if (typeof check === "string") return check;
  const start = startOf(file, stage, image, bare);
  return typeof start === "string" ? start : [...users, ...check, ...start];
}

function obstacleOfLibrary({ stage, reference }: BaseImage, { debian }: BareImage): string | undefined {
  const copies = stage.instructions.filter(({ keyword }) => keyword === "COPY");
  const sources = copies.flatMap((copy) => {
    const from = flagOf(copy, "from")?.value?.value;
    return from === undefined ? [] : [stage.earlier(from)?.base ?? undefined];
  });
  const order = cyclesOf("debian").map(({ codename }) => codename);
  for (const source of [...sources, ...(sources.length > 0 ? [] : [reference])]) {
    if (source === undefined) return "it is not known what its files were built on";
    const { family, distribution } = imageFacts(source.name, source.tag);
    if (family === "alpine") return `what ${source.text} builds is linked to musl, which is not there`;
    if (family === "scratch") continue;
    if (family !== "debian" && family !== "ubuntu") return `it is not known what ${source.text} stands on`;
    if (debian === undefined || isPortable(source.name)) continue;
    const at = order.indexOf(distribution);
    if (at < 0 || at > order.indexOf(debian))
      return `what ${source.text} builds may want a newer C library than it has`;
  }
  return undefined;
}

/** What is built with these runs on every system that has their machine. */
function isPortable(name: string): boolean {
  return /^(?:maven|gradle|eclipse-temurin|amazoncorretto)$/.test(name);
}

function usersOf(stage: Stage, { name }: BaseImage, { users, user }: BareImage): readonly Edit[] | string {
  const last = stage.instructions.findLast(({ keyword }) => keyword === "USER");
  if (!last) return "it runs as root, and would no longer be allowed to write: give it a USER first";
  const edits: Edit[] = [];
  const own = name === "node" ? "node" : undefined;
  const named: Word[] = [];
  for (const instruction of stage.instructions) {
    const word = instruction.keyword === "USER" ? instruction.words[0] : flagOf(instruction, "chown")?.value;
    if (word) named.push(word);
  }
  for (const word of named) {
    const parts = word.text.split(":");
    if (parts.every((part) => /^\d+$/.test(part) || users.includes(part))) continue;
    if (word.text !== word.value || !parts.every((part) => /^\d+$/.test(part) || part === own)) {
      return `it has no account ${word.text}`;
    }
    edits.push(replace(word, parts.map((part) => (part === own ? user : part)).join(":")));
  }
  return edits;
}

/** The program in words of exec form that the image is for: node, java. */
function programOf({ name }: BaseImage): string {
  return name === "node" ? "node" : "java";
}

function checkOf(stage: Stage, image: BaseImage, { path }: BareImage): readonly Edit[] | string {
  const check = stage.instructions.findLast(({ keyword }) => keyword === "HEALTHCHECK");
  if (!check || /^none$/i.test(check.argumentText)) return [];
  const [program] = check.words.filter(({ text }) => !/^cmd$/i.test(text));
  if (!check.exec) return `its HEALTHCHECK in line ${check.line + 1} needs a shell`;
  if (programName(program?.value) !== programOf(image) || !program) {
    return `its HEALTHCHECK starts ${program?.value ?? "something"}, which is not there`;
  }
  return program.value === path ? [] : [replace(program, `"${path}"`)];
}

/** The start in exec form, so that it names the program as the image wants it. */
function startOf(
  file: Dockerfile,
  stage: Stage,
  image: BaseImage,
  { program, path }: BareImage,
): readonly Edit[] | string {
  const main = mainProcess(stage);
  if (!main) return "its start is that of the image now, and would be another one";
  const { entrypoint, command, starts, isShell, init, argv } = main;
  const [first, second] = argv;
  if (isShell || !starts.exec) return `it starts in shell form in line ${starts.line + 1}, and there is no shell`;
  if (init) return `it starts through ${init.value}, which is not there`;
  if (!first || programName(first.value) !== programOf(image))
    return `it starts ${first?.value ?? "nothing"}, which is not there`;
  const own = program ?? path;
  const isReplaced = first.value !== own;
  if (entrypoint) return isReplaced ? [replace(first, `"${own}"`)] : [];
  if (!command || starts.words[0] !== first || !second)
    return "its start cannot be written for the entrypoint of the image";
  const jar = programOf(image) === "java";
  if (program === undefined && (!jar || (second.value === "-jar" && argv[2]))) {
    const kept = jar ? argv[2] : second;
    return kept ? [{ start: first.start, end: kept.start, text: "" }] : [];
  }
  const keyword = file.text.slice(command.name.start, command.name.end) === "cmd" ? "entrypoint" : "ENTRYPOINT";
  return [replace(command.name, keyword), ...(isReplaced ? [replace(first, `"${own}"`)] : [])];
}
