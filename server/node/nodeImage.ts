/** The image `node`: which tags fit a project, and what only the full variants hold. Every tag that is proposed is known to exist. */

import { debianFor, distributionEnd } from "../data/endOfLife";
import type { NodeTag } from "../data/images";
import { movedImage } from "../data/movedImages";
import { lowestNode, nodeLineOf, recommendedNode, wantedNode } from "../data/node";
import { corepack, packageManagers } from "../data/packageManagers";
import { descendants } from "../instructions/declarations";
import { installsOf } from "../packages/install";
import {
  type BaseImage,
  baseImages,
  composeTag,
  isBuiltOn,
  isVariable,
  newestCycle,
  newestTag,
  useTag,
} from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { rowOf } from "../stage/officialTable";
import { otherPackage } from "../stage/otherPackages";
import { isForTests } from "../stage/purpose";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Facts, Finding, Fix, Project, Stage } from "../types";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { programTexts, startedNames } from "./programTexts";

/** Fixes for an image without a tag that says a version: the versioned tags of node, the newest cycle of others. */
function versionFixes(file: Dockerfile, image: BaseImage, facts: Facts): Fix[] {
  if (image.name === "node") return versionedTags(file, image, facts).flatMap((tag) => useTag(file, image, tag) ?? []);
  return useTag(file, image, newestCycle(image.name, facts.today)?.cycle) ?? [];
}

/** The findings at base images that name no version, neither by this tag nor by a digest; `says` gives what is wrong. */
export function* unversionedImages(
  file: Dockerfile,
  facts: Facts,
  tag: "latest" | undefined,
  says: (image: string) => string,
): Iterable<Finding> {
  const isTest = isForTests(facts);
  for (const image of pulledImages(file, facts)) {
    const { digest, text } = image.reference;
    if (image.reference.tag !== tag || digest !== undefined) continue;
    const isNumbered = numbered.test(image.reference.name);
    const moved = movedImage(image.reference.name, tag, facts.today);
    const isOwn = isOwnImage(image, facts);
    const what = isNumbered
      ? "the newest build of that line"
      : isOwn
        ? "whatever was built last under this name"
        : "whatever version came out last";
    yield {
      span: image.span,
      message: `${says(text)} ${what}, so the same Dockerfile builds different images`,
      // Of an image that is kept up no longer, another rule says that it has to go.
      severity: isNumbered || isOwn || isVariable(image) || moved?.read || isTest ? "info" : undefined,
      fixes: versionFixes(file, image, facts),
      // Checks of others look at FROM alone.
      aliases: image.isCopied ? [] : undefined,
    };
  }
}

/** Whether no registry has an image, which so is built beside this one: no official image has its plain name, or a Dockerfile is called after it. */
function isOwnImage({ name, reference }: BaseImage, { files = [] }: Facts): boolean {
  if (reference.registry !== undefined) return false;
  if (!reference.name.includes("/")) return rowOf(name) === undefined;
  const last = baseName(reference.name).toLowerCase();
  if (!/\bbase\b/.test(last)) return false;
  return files.some((path) => /^(?:dockerfile\.base|base\.dockerfile)$/i.test(baseName(path)));
}

/** Names that say the line themselves: `ubi9/python-312`, `distroless/nodejs24-debian12`, `centos7`. */
const numbered =
  /\/(?:ubi\d{1,2}(?:-[a-z]+)?|[a-z][a-z-]{2,40}-?\d[\d.]{0,9}(?:-(?:debian|ubuntu|alpine|el|ubi|rhel)\d{1,2})?(?:-(?:minimal|micro|runtime|slim|nginx))?)$/;

/**
 * Tags of the image `node` for a stage whose tag names no version, the best first: the version that another stage
 * already has, else the recommended one. The variant is that of the tag; without one it is chosen by what the stage is for.
 */
export function versionedTags(file: Dockerfile, image: BaseImage, facts: Facts): string[] {
  const { today } = facts;
  const recommended = lineLeft(image, today) === undefined ? nodeFor(file, facts) : nodeAfter(file, image, facts);
  const other = otherVersion(file, image);
  const isFree = image.node === undefined || image.node.version === "latest";
  const slim = isFree ? image.ships && !usesFullImage(file, image.stage, facts) : image.node.slim;
  const alpine = image.node?.alpine ?? false;
  const tags: string[] = [];
  if (other && (isFree || other.alpine === alpine)) tags.push(composeTag({ ...other, slim: slim && !other.alpine }));
  if (recommended) {
    const { major, version } = recommended;
    const alpineVersion = image.node?.alpineVersion;
    const kept =
      image.node && alpineVersion
        ? newestTag(file, { ...image, node: { ...image.node, major } }, major, facts)
        : undefined;
    if (kept?.endsWith(`-alpine${alpineVersion}`)) return [...tags, kept];
    const written = image.node?.distribution;
    const codename = alpine || (written && isBuiltOn(written, major, today)) ? written : debianLike(major, today);
    for (const wanted of [version, String(major)])
      tags.push(composeTag({ version: wanted, distribution: codename, slim }));
  }
  return tags;
}

/**
 * The line that a tag without a version has been left at, since the release of Debian that it names has ended and is
 * built no longer: the newest one in long-term support that day. undefined for tags that move on.
 */
export function lineLeft({ node }: BaseImage, today: string): number | undefined {
  if (!node?.distribution || node.alpine || node.major !== undefined) return undefined;
  const end = distributionEnd("debian", node.distribution, today);
  return end?.ended ? recommendedNode(end.date)?.major : undefined;
}

/** Where to go from there: to what the project asks for, else no further than support demands. */
function nodeAfter(file: Dockerfile, image: BaseImage, facts: Facts) {
  const { today, project } = facts;
  const isAsked = (project?.node ?? project?.nodeVersion) !== undefined;
  const from = lineLeft(image, today) ?? 0;
  return (isAsked ? undefined : lowestNode(today, from, { below: programLimit(file) })) ?? nodeFor(file, facts);
}

/** The Debian of the images that name no version, as long as a line has it. */
function debianLike(major: number, today: string): string {
  const latest = debianFor(recommendedNode(today)?.major ?? major, today);
  return isBuiltOn(latest, major, today) ? latest : debianFor(major, today);
}

/**
 * The line that a project asks for in engines, .nvmrc and the like, else the recommended one, with its newest version.
 * What a version file names goes before a range that does not hold it.
 */
export function nodeFor(file: Dockerfile, { today, project }: Facts): { major: number; version: string } | undefined {
  const below = programLimit(file);
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
  return wantedNode(today, { below: programLimit(file) }) ?? recommendedNode(today);
}

/** The first line without a program that a file calls; undefined where all have what it calls. */
export const programLimit = memoize(
  (file: Dockerfile): number | undefined => firstWithout.find(([program]) => usesProgram(file, program))?.[1],
);

/** The line that .nvmrc and the like name. */
export function namedLine(project: Project | undefined): number | undefined {
  return project?.nodeVersion === undefined ? undefined : nodeLineOf(project.nodeVersion);
}

/** Node.js 25 came without Corepack, and not every image of 26 has yarn. */
const firstWithout: readonly (readonly [program: string, major: number])[] = [
  [corepack.program, corepack.inNodeBefore],
  ...packageManagers.flatMap(({ program, inNode }) =>
    typeof inNode === "object" ? [[program, inNode.before] as const] : [],
  ),
];

function usesProgram({ instructions }: Dockerfile, program: string): boolean {
  return instructions.some((instruction) => commandsIn(instruction).some((command) => runs(command, program)));
}

/** The exact tag of the newest version of a line in the same variant, with the name of its Debian where that is free. */
export function exactTags(file: Dockerfile, image: BaseImage, facts: Pick<Facts, "today" | "tags">): string[] {
  const { node, stage } = image;
  const { today } = facts;
  if (node?.major === undefined) return [];
  const tag = newestTag(file, image, node.major, facts);
  if (tag === undefined) return [];
  const isFree = node.distribution === undefined && !isVariable(image) && otherPackage(file, stage) === undefined;
  const debian = debianFor(node.major, today);
  const named = newestTag(file, { ...image, node: { ...node, distribution: debian } }, node.major, facts);
  return isFree && named !== undefined && !distributionEnd("debian", debian, today)?.ended ? [named, tag] : [tag];
}

/** The tag with a version of another stage, that of the last one if several have one. */
function otherVersion(file: Dockerfile, image: BaseImage): NodeTag | undefined {
  const isVersioned = ({ stage, node }: BaseImage) =>
    node?.major !== undefined && stage !== image.stage && /^\d/.test(node.version ?? "");
  return baseImages(file).findLast(isVersioned)?.node;
}

/**
 * Whether a stage, or one that starts from it, runs a program that only the full Debian variant has, and that it does
 * not install itself. Dependencies from git need git when they are installed.
 */
export function usesFullImage(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const { project } = facts;
  const instructions = [...descendants(file, stage)].flatMap((each) => each.instructions);
  const commands = instructions.flatMap((instruction) => commandsIn(instruction));
  const installed = new Set(
    commands
      .filter((command) => runs(command, "apt-get install", "apt install"))
      .flatMap(({ words }) => words.map(({ value }) => value?.split("=")[0])),
  );
  const isInstalled = (name: string) =>
    [name, ...(packagesOfProgram[name] ?? [])].some((known) => installed.has(known));
  const used = new Set(commands.flatMap(({ name }) => (name !== undefined && fullPrograms.has(name) ? [name] : [])));
  const versions = Object.values({ ...project?.dependencies, ...project?.devDependencies });
  for (const program of [...runtimePrograms(project), ...(stage.ships ? startedPrograms(file, facts) : [])])
    used.add(program);
  if (installsDependencies(file, stage) && versions.some((version) => gitDependency.test(version))) used.add("git");
  return [...used].some((name) => !isInstalled(name));
}

/** Programs of the full Debian variants that the slim ones lack. */
const fullPrograms = new Set(
  (
    "git hg svn ssh scp ssh-keygen ssh-keyscan curl wget gpg openssl make gcc g++ cc c++ ld ar autoconf automake " +
    "autoreconf libtool pkg-config python python3 node-gyp convert identify magick file unzip patch xz bzip2 ps top " +
    "pkill pgrep free mysql_config pg_config"
  ).split(" "),
);

/** Those of them that a container starts, or that the sources of what it starts do. */
function startedPrograms(file: Dockerfile, facts: Facts): string[] {
  const spawned = [...programTexts(file, facts)].filter((text) => spawning.test(text)).flatMap(firstWordsIn);
  return [...startedNames(file, facts), ...spawned].filter((name) => fullPrograms.has(name));
}

/** Modules that start programs. */
const spawning = /["'](?:node:)?(?:child_process|execa|cross-spawn|shelljs|zx|nano-spawn|tinyexec|node-pty)["']/;

/** The first word of each string of a source, which may be a command line, without its folder. */
function firstWordsIn(text: string): string[] {
  return [...text.matchAll(/["'`](?:\/usr)?(?:\/s?bin\/)?([a-z][\w+-]{0,30})(?=["'`\s])/g)].map(
    ([, name = ""]) => name,
  );
}

/** Packages whose programs have other names. */
const packagesOfProgram: Readonly<Record<string, readonly string[]>> = {
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

/** Programs of the full Debian variants that production dependencies of a project look for when it runs. */
export function runtimePrograms(project: Project | undefined): string[] {
  return runtimeNeeds.flatMap(([name, program]) => {
    const version = project?.dependencies[name];
    // Prisma 7 has no engines any more.
    const isNeeded = version !== undefined && !(program === "openssl" && /^[~^>=v]*(?:[7-9]|\d\d)\b/.test(version));
    return isNeeded ? [program] : [];
  });
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
  ["python-shell", "python3"],
  ["pythonia", "python3"],
  ["youtube-dl-exec", "python3"],
  ["pem", "openssl"],
];

/** Whether a stage, or one that starts from it, installs JavaScript packages: some of them may have to be compiled. */
export function installsDependencies(file: Dockerfile, stage: Stage): boolean {
  return [...descendants(file, stage)].some((each) => installsOf(each).length > 0);
}

const gitDependency = /^(?:git[+:@]|github:|gitlab:|bitbucket:|gist:|[\w.-]+\/[\w.-]+(?:#.*)?$)/;
