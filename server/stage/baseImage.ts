/** The images that stages start from, and better tags for them. Every tag that is proposed is known to exist. */

import { lt } from "semver";
import { cyclesOf, debianFor, distributionEnd, endOfLife, isAdvised, isInTimeFor, nextDebian } from "../data/endOfLife";
import { type NodeTag, nodeTag, officialName } from "../data/images";
import { missingSecurityFixes, newestNode, nodeLine, releaseDataDate } from "../data/node";
import { alpinesAfter, isAlpineKnown, nodeOnAlpine } from "../data/nodeAlpine";
import { replace } from "../edits/edits";
import type { Dockerfile, Edit, Facts, Fix, ImageReference, Instruction, Span, Stage, Word } from "../types";
import { memoize } from "../util/memoize";
import { pinnedPackage } from "./pinnedPackages";
import { asListed } from "./realTags";

/** An image that a FROM names, and not an earlier stage; or one that `usedImages` has found in a `--from`. */
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
  /** What it holds is in the final image, as far as it is not removed or left behind. */
  readonly ships: boolean;
  /** Files are copied or mounted from it. */
  readonly isCopied: boolean;
}

/** The well-formed images that stages start from, where they are known; `scratch` is none. */
export const baseImages = memoize((file: Dockerfile): readonly BaseImage[] =>
  file.stages.flatMap((stage) => readImage(stage) ?? []),
);

function readImage(stage: Stage): BaseImage | undefined {
  const { image: word, base: reference } = stage;
  if (stage.parent || !word || !reference || reference.error !== undefined || word.value === "scratch")
    return undefined;
  const name = officialName(reference.name);
  const node = name === "node" ? nodeTag(reference.tag ?? "") : undefined;
  return {
    stage,
    word,
    reference,
    name,
    span: reference.spans?.tag ?? word,
    node,
    ships: stage.ships,
    isCopied: false,
  };
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

/** The tag of the slim variant: python:3.12-bookworm is python:3.12-slim-bookworm. undefined for tags of another form. */
export function slimPythonTag(tag: string | undefined): string | undefined {
  const [, version, , codename] = /^(\d+(?:\.\d+){0,2})(-([a-z]+))?$/.exec(tag ?? "") ?? [];
  const isDebian = codename === undefined || cyclesOf("debian").some((cycle) => cycle.codename === codename);
  return version !== undefined && isDebian
    ? composeTag({ version: `${version}-slim`, distribution: codename })
    : undefined;
}

/**
 * The tag of the newest version of a line in the same variant, on the same release of the distribution as long as that
 * is supported and has it. undefined where packages are pinned that only the release of now has, and another one would
 * come with the tag; or when no tag is known. What the registry has told counts more than the table.
 */
export function newestTag(
  file: Dockerfile,
  image: BaseImage,
  major: number,
  facts: Pick<Facts, "today" | "tags">,
): string | undefined {
  return asListed(image, newestKnown(file, image, major, facts.today), facts);
}

function newestKnown(file: Dockerfile, { node }: BaseImage, major: number, today: string): string | undefined {
  const version = newestNode(major);
  if (version === undefined || !node) return undefined;
  const { distribution, alpineVersion, slim, alpine } = node;
  const isPinned = pinnedPackage(file, alpine ? "alpine" : "debian") !== undefined;
  const isNamed = alpine ? alpineVersion !== undefined : distribution !== undefined;
  // The tag of a line without a release moves on by itself.
  if (!isNamed) {
    const stays = node.full === undefined && node.major === major;
    return isPinned && !stays ? undefined : composeTag({ version, distribution, slim });
  }
  if (alpine) return alpineTag(node, major, isPinned, today);
  const stays = isBuiltOn(distribution ?? "", major, today);
  const next = stays ? distribution : (nextDebian(distribution ?? "", major, today) ?? debianFor(major, today));
  return isPinned && !stays ? undefined : composeTag({ version, distribution: next, slim });
}

/**
 * The newest version on the same release of Alpine; where that has ended or lacks fixes, on the next one that has all of
 * them. Without such a release, the one that the image is built on.
 */
function alpineTag({ alpineVersion = "", full, major: own }: NodeTag, major: number, isPinned: boolean, today: string) {
  const known = nodeOnAlpine(alpineVersion, major);
  const here = known && own === major && full !== undefined && lt(known, full) ? full : known;
  const isGood = (version: string, release: string) =>
    !distributionEnd("alpine", release, today)?.ended && !missingSecurityFixes(version);
  if (here && (isGood(here, alpineVersion) || (isPinned && own === major)))
    return composeTag({ version: here, distribution: "alpine", alpineVersion });
  if (isPinned || !isAlpineKnown(alpineVersion)) return undefined;
  for (const release of alpinesAfter(alpineVersion)) {
    const version = nodeOnAlpine(release, major);
    const isOlder = version !== undefined && own === major && full !== undefined && lt(version, full);
    if (version !== undefined && !isOlder && isGood(version, release))
      return composeTag({ version, distribution: "alpine", alpineVersion: release });
  }
  return composeTag({ version: newestNode(major), distribution: "alpine" });
}

/** Why the release of the distribution has to stay, as a note; undefined where no package is pinned to it. */
export function pinNote(file: Dockerfile, { node }: BaseImage): string | undefined {
  const word = node && pinnedPackage(file, node.alpine ? "alpine" : "debian");
  const system = node?.alpine ? "Alpine" : "Debian";
  return word && `It stays as it is: ${word.value ?? word.text} is pinned to what this release of ${system} has.`;
}

/** The newest version of a line came out before the line ended, and no later than it became known. */
export function isBuiltOn(codename: string, major: number, today: string): boolean {
  const end = distributionEnd("debian", codename, today)?.date;
  return (
    end !== undefined &&
    isInTimeFor(codename, major) &&
    (end >= releaseDataDate || end >= (nodeLine(major)?.end ?? releaseDataDate))
  );
}

/** Images of whose table the newest supported cycle is a tag. */
const taggedByCycle = new Set(
  (
    "alpine amazonlinux debian fedora ubuntu eclipse-temurin elixir erlang golang perl php python ruby tomcat " +
    "oven/bun drupal haproxy httpd mariadb memcached mongo mysql nginx postgres rabbitmq redis traefik wordpress"
  ).split(" "),
);

/**
 * The newest cycle of an image that is supported and advised; undefined when it is no tag.
 * @param tag of the image as it is: its branch is kept, where an image has several.
 */
export function newestCycle(name: string, today: string, tag = ""): { cycle: string; codename?: string } | undefined {
  if (!taggedByCycle.has(name)) return undefined;
  return cyclesOf(name).findLast(({ cycle }) => isAdvised(name, cycle, tag) && !endOfLife(name, cycle, today));
}

// ------------------------------------------------------------------------ edits

/** A fix that changes the tag of a FROM, in a list of its own; undefined when it cannot be done. */
export function useTag(
  file: Dockerfile,
  image: BaseImage,
  tag: string | undefined,
  more?: Pick<Fix, "optional" | "doubt" | "after">,
): Fix[] | undefined {
  const isComplete = image.reference.name.replace(completeMirror, "") === image.name;
  const edit = tag === undefined || tag === image.reference.tag || !isComplete ? undefined : retag(file, image, tag);
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
const variablePattern = /^([^$"'\\`]*)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*)(?!\w))([^$"'\\`]*)$/;

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
