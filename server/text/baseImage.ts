/** The images that stages start from, and better tags for them. Every tag that is proposed is known to exist. */

import table from "../data/end-of-life.json";
import { debianFor, distributionEnd, endOfLife } from "../data/endOfLife";
import { type NodeTag, nodeTag, officialName } from "../data/images";
import { newestNode, nodeLine, nodeLineOf, recommendedNode, releaseDataDate, wantedNode } from "../data/node";
import type { Dockerfile, Edit, Facts, Fix, ImageReference, Instruction, Project, Span, Stage, Word } from "../types";
import { replace } from "./edits";
import { installsOf } from "./install";
import { once } from "./once";
import { operands, runs } from "./shell";

/** A FROM that names an image, not an earlier stage. */
export interface BaseImage {
  readonly stage: Stage;
  readonly word: Word;
  readonly reference: ImageReference;
  /** Short for official images: "node" for `docker.io/library/node`. */
  readonly name: string;
  /** Where findings about the tag stand: the tag, else the whole word. */
  readonly span: Span;
  /** The tag of the image `node` taken apart; undefined for other images, for none, and for tags of another form. */
  readonly node: NodeTag | undefined;
}

/** The well-formed images that stages start from, where they are known; `scratch` is none. */
export const baseImages = once((file: Dockerfile): readonly BaseImage[] =>
  file.stages.flatMap((stage) => readImage(stage) ?? []),
);

function readImage(stage: Stage): BaseImage | undefined {
  const { image: word, base: reference } = stage;
  if (stage.parent || !word || !reference || reference.error !== undefined || word.value === "scratch")
    return undefined;
  const name = officialName(reference.name);
  const node = name === "node" ? nodeTag(reference.tag ?? "") : undefined;
  return { stage, word, reference, name, span: reference.spans?.tag ?? word, node };
}

/** Its value stands in an ARG, so that a build may choose another one. */
export function isVariable({ reference }: BaseImage): boolean {
  return reference.spans === undefined;
}

// ------------------------------------------------------------------------- tags

/** Parts of a tag of the image `node`; those that are undefined are left out. */
interface Parts {
  readonly version?: string | undefined;
  readonly distribution?: string | undefined;
  readonly alpineVersion?: string | undefined;
  readonly slim?: boolean;
}

/** "24.1.0-bookworm-slim"; empty for no parts at all. */
export function composeTag({ version, distribution, alpineVersion = "", slim }: Parts): string {
  return [version, distribution && distribution + alpineVersion, slim && "slim"].filter(Boolean).join("-");
}

/** The tag of the newest version of a line in the same variant; on a Debian that this version was built for. */
export function newestTag(tag: NodeTag, major: number, today: string): string | undefined {
  const version = newestNode(major);
  if (version === undefined) return undefined;
  const isGone = tag.distribution !== undefined && !tag.alpine && !isBuiltOn(tag.distribution, major, today);
  return composeTag({
    version,
    distribution: isGone ? debianFor(major, today) : tag.distribution,
    slim: tag.slim,
  });
}

/** The newest version of a line came out before the line ended, and no later than it became known. */
function isBuiltOn(codename: string, major: number, today: string): boolean {
  const end = distributionEnd("debian", codename, today)?.date;
  return end !== undefined && (end >= releaseDataDate || end >= (nodeLine(major)?.end ?? releaseDataDate));
}

/**
 * Tags of the image `node` for a stage whose tag names no version, the best first: the version that another stage
 * already has, else the recommended one. The variant is that of the tag; without one it is chosen by what the stage is for.
 */
export function versionedTags(file: Dockerfile, image: BaseImage, facts: Facts): string[] {
  const { today } = facts;
  const recommended = nodeFor(file, facts);
  const other = otherVersion(file, image);
  const isFree = image.node === undefined || image.node.version === "latest";
  const slim = isFree ? image.stage.ships && !usesFullImage(file, image.stage, facts) : image.node.slim;
  const alpine = image.node?.alpine ?? false;
  const tags: string[] = [];
  if (other && (isFree || other.alpine === alpine)) tags.push(composeTag({ ...other, slim: slim && !other.alpine }));
  if (recommended) {
    const { major, version } = recommended;
    const written = image.node?.distribution;
    const codename = alpine || (written && isBuiltOn(written, major, today)) ? written : debianFor(major, today);
    for (const wanted of [version, String(major)])
      tags.push(composeTag({ version: wanted, distribution: codename, slim }));
  }
  return tags;
}

/**
 * The line that a project asks for in engines, .nvmrc and the like, else the recommended one, with its newest version.
 * What a version file names goes before a range that does not hold it.
 */
export function nodeFor(file: Dockerfile, { today, project }: Facts): { major: number; version: string } | undefined {
  const below = firstWithout.find(([program]) => usesProgram(file, program))?.[1];
  const lines = [project?.nodeVersion, project?.node].map((text) => text && nodeLineOf(text)?.toString());
  const [named, exact] = lines;
  return (
    wantedNode(today, { ranges: [named, exact ?? project?.node], below }) ??
    wantedNode(today, { ranges: [named ?? exact], below }) ??
    recommendedNode(today)
  );
}

/** The line to go to from one that has ended: the recommended one, unless what the file runs is no longer in it. */
export function nextLine(file: Dockerfile, today: string): { major: number; version: string } | undefined {
  const below = firstWithout.find(([program]) => usesProgram(file, program))?.[1];
  return wantedNode(today, { below }) ?? recommendedNode(today);
}

/** Node.js 25 came without Corepack, and not every image of 26 has yarn. */
const firstWithout: readonly (readonly [program: string, major: number])[] = [
  ["corepack", 25],
  ["yarn", 26],
];

function usesProgram({ instructions }: Dockerfile, program: string): boolean {
  return instructions.some(({ script }) => script?.commands.some((command) => runs(command, program)));
}

/** The exact tag of the newest version of a line in the same variant, with the name of its Debian where that is free. */
export function exactTags(file: Dockerfile, image: BaseImage, today: string): string[] {
  const { node, stage } = image;
  if (node?.major === undefined) return [];
  const tag = newestTag(node, node.major, today);
  if (tag === undefined) return [];
  const isFree = node.distribution === undefined && !isVariable(image) && !installsPackages(file, stage);
  const debian = debianFor(node.major, today);
  const named = newestTag({ ...node, distribution: debian }, node.major, today);
  return isFree && named !== undefined && !distributionEnd("debian", debian, today)?.ended ? [named, tag] : [tag];
}

/** Packages of another Debian have other versions and at times other names. */
function installsPackages(file: Dockerfile, stage: Stage): boolean {
  const commands = descendants(file, stage).flatMap(({ instructions }) =>
    instructions.flatMap(({ script }) => script?.commands ?? []),
  );
  return commands.some((command) => runs(command, "apt-get install", "apt install") && operands(command).some(isOther));
}

/** All Debians have these. */
const everywhere = new Set(
  "dumb-init tini build-essential gcc g++ make python3 git curl wget ca-certificates openssl procps".split(" "),
);

function isOther({ value }: Word): boolean {
  return value === undefined || !everywhere.has(value);
}

/** The tag with a version of another stage, that of the last one if several have one. */
function otherVersion(file: Dockerfile, image: BaseImage): NodeTag | undefined {
  const isVersioned = ({ stage, node }: BaseImage) =>
    node?.major !== undefined && stage !== image.stage && /^\d/.test(node.version ?? "");
  return baseImages(file).findLast(isVersioned)?.node;
}

/** Images of whose table the newest supported cycle is a tag. */
const taggedByCycle = new Set(
  (
    "alpine amazonlinux debian fedora ubuntu eclipse-temurin elixir erlang golang perl php python ruby tomcat " +
    "drupal haproxy httpd mariadb memcached mongo mysql nginx postgres rabbitmq redis traefik wordpress"
  ).split(" "),
);

const cycles = new Map(Object.entries<readonly { cycle: string; codename?: string }[]>(table.images));

/** The cycles of an image that is not `node`, oldest first; empty for unknown images. */
export function cyclesOf(name: string): readonly { readonly cycle: string; readonly codename?: string }[] {
  return name === "node" ? [] : (cycles.get(name) ?? []);
}

/** The newest cycle of an image that is supported and, for ubuntu, for long; undefined when it is no tag. */
export function newestCycle(name: string, today: string): { cycle: string; codename?: string } | undefined {
  if (!taggedByCycle.has(name)) return undefined;
  const fits = ({ cycle }: { cycle: string }) => name !== "ubuntu" || /^\d*[02468]\.04$/.test(cycle);
  return cyclesOf(name).findLast((cycle) => fits(cycle) && !endOfLife(name, cycle.cycle, today));
}

/** Fixes for an image without a tag that says a version: the versioned tags of node, the newest cycle of others. */
export function versionFixes(file: Dockerfile, image: BaseImage, facts: Facts): Fix[] {
  if (image.name === "node") return versionedTags(file, image, facts).flatMap((tag) => useTag(file, image, tag) ?? []);
  return useTag(file, image, newestCycle(image.name, facts.today)?.cycle) ?? [];
}

// ------------------------------------------------------------------------ edits

/** A fix that changes the tag of a FROM, in a list of its own; undefined when it cannot be done. */
export function useTag(
  file: Dockerfile,
  image: BaseImage,
  tag: string | undefined,
  more?: Pick<Fix, "optional">,
): Fix[] | undefined {
  const isComplete = image.reference.name.replace(completeMirror, "") === image.name;
  const edit = tag === undefined || !isComplete ? undefined : retag(file, image, tag);
  return edit && [{ title: `Use ${image.name}:${tag}`, safe: false, edits: [edit], ...more }];
}

/** Mirrors with every tag of the official images; other mirrors and images for one platform lack some. */
const completeMirror = /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library)\//;

/**
 * Changes the tag of a FROM. Where a variable holds it, that is the default of its ARG, or text behind the variable.
 * undefined with a digest, which would have to change too, and where the edit would change other images.
 */
export function retag(file: Dockerfile, { word, reference, name }: BaseImage, tag: string): Edit | undefined {
  const { digest, spans, text } = reference;
  if (digest !== undefined || word.end - word.start !== word.text.length) return undefined;
  if (spans)
    return spans.tag ? replace(spans.tag, tag) : { start: spans.name.end, end: spans.name.end, text: `:${tag}` };
  const [, before, braced, plain, after] = variablePattern.exec(word.text) ?? [];
  const variable = braced ?? plain;
  if (before === undefined || after === undefined || variable === undefined) return undefined;
  const wanted = `${reference.tag === undefined ? text : text.slice(0, -reference.tag.length - 1)}:${tag}`;
  if (before.includes(":") && wanted.startsWith(`${text}-`)) {
    return { start: word.end, end: word.end, text: wanted.slice(text.length) };
  }
  const value = wanted.slice(before.length, wanted.length - after.length);
  const fits = wanted === before + value + after && value !== "";
  const isShared = baseImages(file).some((other) => other.name !== name && usesVariable(other.word, variable));
  return fits && !isShared ? editDefault(file, variable, value) : undefined;
}

/** One variable without a modifier, and no quotes. */
const variablePattern = /^([^$"'\\`]*)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))([^$"'\\`]*)$/;

function usesVariable({ text }: Word, name: string): boolean {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some((match) => match[1] === name);
}

/** Changes the default of an ARG above the first FROM. */
function editDefault({ instructions, stages }: Dockerfile, name: string, value: string): Edit | undefined {
  const global = instructions.slice(0, instructions.indexOf(stages[0]?.from as Instruction));
  const assignments = global.flatMap((instruction) => (instruction.keyword === "ARG" ? instruction.assignments : []));
  const old = assignments.findLast((assignment) => assignment.name.value === name)?.value;
  if (!old?.value || old.end - old.start !== old.text.length || !old.text.includes(old.value)) return undefined;
  return replace(
    old,
    old.text.replace(old.value, () => value),
  );
}

// ------------------------------------------------- what only the full variants have

/** Programs of the full Debian variants that the slim ones lack. */
const fullPrograms = new Set(
  (
    "git hg svn ssh scp ssh-keygen ssh-keyscan curl wget gpg openssl make gcc g++ cc c++ ld ar autoconf automake " +
    "autoreconf libtool pkg-config python python3 node-gyp convert identify magick file unzip patch xz bzip2 ps top " +
    "pkill pgrep free mysql_config pg_config"
  ).split(" "),
);

/** Packages whose programs have other names. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  gpg: ["gnupg", "gnupg2"],
  hg: ["mercurial"],
  svn: ["subversion"],
  ...Object.fromEntries(["ssh", "scp", "ssh-keygen", "ssh-keyscan"].map((name) => [name, ["openssh-client"]])),
  ...Object.fromEntries(["ps", "top", "pkill", "pgrep", "free"].map((name) => [name, ["procps"]])),
  ...Object.fromEntries(["make", "gcc", "g++", "cc", "c++", "ld", "ar"].map((name) => [name, ["build-essential"]])),
  ...Object.fromEntries(["convert", "identify", "magick"].map((name) => [name, ["imagemagick"]])),
  xz: ["xz-utils"],
  python: ["python3", "python-is-python3"],
};

/**
 * Whether a stage, or one that starts from it, runs a program that only the full Debian variant has, and that it does
 * not install itself. Dependencies from git need git when they are installed.
 */
export function usesFullImage(file: Dockerfile, stage: Stage, { project }: Facts): boolean {
  const instructions = descendants(file, stage).flatMap((heir) => heir.instructions);
  const commands = instructions.flatMap(({ script }) => script?.commands ?? []);
  const installed = new Set(
    commands
      .filter((command) => runs(command, "apt-get install", "apt install"))
      .flatMap(({ words }) => words.map(({ value }) => value?.split("=")[0])),
  );
  const isInstalled = (name: string) => [name, ...(packagesOf[name] ?? [])].some((known) => installed.has(known));
  const used = new Set(commands.flatMap(({ name }) => (name !== undefined && fullPrograms.has(name) ? [name] : [])));
  const versions = Object.values({ ...project?.dependencies, ...project?.devDependencies });
  for (const program of runtimePrograms(project)) used.add(program);
  if (installsDependencies(file, stage) && versions.some((version) => gitDependency.test(version))) used.add("git");
  return [...used].some((name) => !isInstalled(name));
}

/**
 * Packages and what they need of the full variants when the program runs: Prisma looks for OpenSSL to choose its
 * engine, others start a program.
 */
const runtimeNeeds: readonly (readonly [name: string, program: string])[] = [
  ["@prisma/client", "openssl"],
  ["simple-git", "git"],
  ["nodegit", "git"],
  ["gm", "convert"],
  ["imagemagick", "convert"],
];

/** Programs of the full Debian variants that production dependencies of a project look for when it runs. */
export function runtimePrograms(project: Project | undefined): string[] {
  return runtimeNeeds.flatMap(([name, program]) => {
    const version = project?.dependencies[name];
    // Prisma 7 has no engines any more.
    const isNeeded = version !== undefined && !(program === "openssl" && /^[~^>=v]*(?:[7-9]|\d\d)\b/.test(version));
    return isNeeded ? [program] : [];
  });
}

const gitDependency = /^(?:git[+:@]|github:|gitlab:|bitbucket:|gist:|[\w.-]+\/[\w.-]+(?:#.*)?$)/;

/** Whether a stage, or one that starts from it, installs JavaScript packages: some of them may have to be compiled. */
export function installsDependencies(file: Dockerfile, stage: Stage): boolean {
  return descendants(file, stage).some((heir) => installsOf(heir).length > 0);
}

/** A stage and those that start from it, directly or not. */
function descendants(file: Dockerfile, stage: Stage): Stage[] {
  const heirs = new Set([stage]);
  for (const other of file.stages) if (other.parent && heirs.has(other.parent)) heirs.add(other);
  return [...heirs];
}
