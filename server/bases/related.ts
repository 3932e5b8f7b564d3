/** The same image in another form: smaller, fixed to a version, or of a line that is supported for longer. */

import { cyclesOf, distributionEnd } from "../data/endOfLife";
import { nodeLine } from "../data/node";
import { usesFullImage } from "../node/nodeImage";
import { nodeMove } from "../node/nodeMove";
import { type BaseImage, isVariable, newestCycle, newestTag, retag, slimPythonTag } from "../stage/baseImage";
import { fullVersion, mayBeBuilt, tagState } from "../stage/officialTags";
import { asListed, realTags } from "../stage/realTags";
import { shapeOf } from "../stage/tagShape";
import type { Dockerfile, Facts } from "../types";
import type { Candidate } from "./candidate";

export function relatedCandidates(file: Dockerfile, image: BaseImage, facts: Facts): readonly Candidate[] {
  const all = [
    ...told(file, image, facts),
    slim(file, image, facts),
    full(file, image, facts),
    next(file, image, facts),
  ].flatMap((it) => it ?? []);
  return all.filter((one, index) => all.findIndex(({ image: other }) => other === one.image) === index);
}

/** What the registry has of the same variant, where it has told its tags. */
function told(file: Dockerfile, image: BaseImage, facts: Facts): readonly (Candidate | undefined)[] {
  const list = facts.tags?.get(image.reference.name);
  const found = list && realTags(image, list, facts.today);
  if (!found) return [];
  const { patch, next, minor } = found;
  return [
    candidate(file, image, patch, facts, {
      gains: "the newest release of the same line, as its registry says",
      costs: "none that is known: what it runs stays on its line",
    }),
    candidate(file, image, next, facts, {
      gains: "the next line with support, as its registry has it",
      costs: "another line, with which everything has to be tried",
    }),
    candidate(file, image, minor, facts, {
      gains: "the newest release of the same major version, as its registry says",
      costs: "another minor version, whose changes somebody has to read",
    }),
  ];
}

function slim(file: Dockerfile, image: BaseImage, facts: Facts): Candidate | undefined {
  const { name, reference, stage } = image;
  const { tag } = reference;
  if (tag === undefined || /slim|alpine/.test(tag)) return undefined;
  const python = name === "python" || name === "ruby" || name === "rust" ? slimPythonTag(tag) : undefined;
  const wanted = python ?? `${tag}-slim`;
  const lacks = usesFullImage(file, stage, facts);
  return candidate(file, image, wanted, facts, {
    gains: "hundreds of packages less to move, to scan and to attack",
    costs: "git, curl and the compilers are gone, which packages that are built while they are installed want",
    obstacle: lacks ? "it runs a program that only the full image has" : undefined,
  });
}

function full(file: Dockerfile, image: BaseImage, facts: Facts): Candidate | undefined {
  const { name, node, reference } = image;
  const { tag } = reference;
  if (tag === undefined || node?.full !== undefined) return undefined;
  const wanted = node ? node.major !== undefined && newestTag(file, image, node.major, facts) : fullVersion(name, tag);
  return candidate(file, image, wanted || undefined, facts, {
    gains: "builds of today and of next month start from the same release",
    costs: "fixes come only when somebody raises it",
  });
}

/** What moves on without being asked is already where it can be. */
function next(file: Dockerfile, image: BaseImage, facts: Facts): Candidate | undefined {
  const { name, node, reference } = image;
  const { today } = facts;
  const costs = "another major version, with which everything has to be tried";
  if (node) {
    const move = nodeMove(file, image, facts);
    if (!move) return undefined;
    const end = nodeLine(move.major)?.end;
    const gains = end === undefined ? "a line with support" : `security fixes until ${end}`;
    const doubt = move.doubt === undefined ? costs : `${costs}: ${move.doubt}`;
    return candidate(file, image, newestTag(file, image, move.major, facts), facts, { gains, costs: doubt });
  }
  const newest = newestCycle(name, today, reference.tag);
  const [, version = "", rest = ""] = /^([^-]*)(.*)$/s.exec(reference.tag ?? "") ?? [];
  const own = cyclesOf(name).find(
    ({ cycle, codename }) => version === codename || `${version}.`.startsWith(`${cycle}.`),
  );
  if (!newest || !own || own.cycle === newest.cycle) return undefined;
  // The version of something else in it need not go together with another line.
  if (shapeOf(rest).versions.length > 0) return undefined;
  const isCodename = own.codename !== undefined && own.codename === version;
  const wanted = `${(isCodename && newest.codename) || newest.cycle}${rest}`;
  const end = distributionEnd(name, newest.codename ?? newest.cycle, today)?.date;
  const gains = end === undefined ? "the newest line with support" : `security fixes until ${end}`;
  return candidate(file, image, wanted, facts, { gains, costs });
}

interface Told {
  readonly gains: string;
  readonly costs: string;
  readonly obstacle?: string | undefined;
}

/** Only with a tag that is known to exist, and where it can be written. */
function candidate(
  file: Dockerfile,
  image: BaseImage,
  proposed: string | undefined,
  facts: Facts,
  { obstacle, ...told }: Told,
): Candidate | undefined {
  const { name, reference, node } = image;
  const tag = asListed(image, proposed, facts);
  if (tag === undefined || tag === reference.tag) return undefined;
  const isKnown = facts.tags?.has(reference.name) || node !== undefined || isThere(name, tag, reference.tag);
  const edit = isKnown ? retag(file, image, tag) : undefined;
  const isShared = isVariable(image) && file.stages.filter((stage) => stage.image?.text === image.word.text).length > 1;
  if (!edit || isShared) return undefined;
  return { image: `${name}:${tag}`, ...told, edits: [edit], obstacle };
}

/** Whether a tag is known to be there, and as alive as the one in whose place it would come. */
function isThere(name: string, tag: string, own: string | undefined): boolean {
  if (tagState(name, tag)?.state !== "listed") return false;
  return mayBeBuilt(name, tag) || (own !== undefined && !mayBeBuilt(name, own));
}
