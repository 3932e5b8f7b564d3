/** Which line of Node.js an image is moved to, no further than support demands, and what speaks against it. */

import { minVersion, satisfies, validRange } from "semver";
import { lowestNode, nodeLine } from "../data/node";
import { type NodeLimit, nodeLimits } from "../data/nodeLimits";
import { lockedEngines } from "../locks/lockFit";
import { projectInstallsOf } from "../packages/install";
import type { BaseImage } from "../stage/baseImage";
import type { Aftermath, Dockerfile, Facts, Project, Span } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { own } from "../util/records";
import { namedLine, nextLine, programLimit } from "./nodeImage";
import { versionFiles } from "./project";

/** Where to move, and why a person should decide about it. */
export interface NodeMove {
  readonly major: number;
  /** A clause; undefined where the project allows it and nothing is known to break. */
  readonly doubt: string | undefined;
}

/**
 * The move away from a line that has ended: to the lowest one in long-term support that the project allows.
 * undefined when the line of the image is not known, or there is none to go to.
 */
export function nodeMove(file: Dockerfile, image: BaseImage, facts: Facts): NodeMove | undefined {
  const { today, project } = facts;
  const from = image.node?.major;
  if (from === undefined) return undefined;
  const below = programLimit(file);
  const named = namedLine(project)?.toString();
  const strict = isStrict(facts) ? lockedEngines(facts) : [];
  const ranges = [named, project?.node, ...strict];
  const isSaid = project?.node !== undefined || named !== undefined;
  const allowed = isSaid ? lowestNode(today, from, { ranges, below }) : undefined;
  const next = allowed ?? lowestNode(today, from, { below }) ?? nextLine(file, today);
  if (!next || next.major <= from) return undefined;
  const risk = riskOfMove(file, from, next.major, facts);
  return { major: next.major, doubt: risk ?? (allowed ? undefined : whyNot(project, named, next.major)) };
}

/** What may no longer work on another line, as a clause; undefined where nothing is known to. */
export function riskOfMove(file: Dockerfile, from: number, next: number, facts: Facts): string | undefined {
  const limit = limitOf(facts.project, from, next);
  const versions = limit?.versions === "*" ? "" : ` ${limit?.versions}`;
  if (limit) return `${limit.name}${versions} does not work on Node.js ${limit.failsOn} and newer`;
  if (next < 15 || !mayConflict(file, from, facts)) return undefined;
  return "npm 7 and newer stop at conflicts between peer dependencies, which npm 6 let pass";
}

function whyNot(project: Project | undefined, named: string | undefined, next: number): string {
  if (project?.node === undefined && named === undefined)
    return `nothing in package.json says that the project runs on Node.js ${next}`;
  if (named !== undefined) return `the project is developed with Node.js ${named}`;
  return `package.json asks for Node.js ${project?.node}, or a dependency for another one`;
}

/** What goes on naming the line that an image is moved away from: comments, .nvmrc and the like. */
export function namesOfLine(file: Dockerfile, major: number, { project, contents }: Facts): readonly Aftermath[] {
  const comments = commentsOn(file, major);
  const path = versionFiles.find((name) => contents?.has(name)) ?? "volta in package.json";
  return [
    ...comments.map((span) => ({
      message: `This comment names Node.js ${major}, which the image no longer has`,
      span,
    })),
    ...(namedLine(project) === major
      ? [{ message: `${path} names Node.js ${major}, which the image no longer has` }]
      : []),
  ];
}

const commentsOn = memoizeFor((file: Dockerfile, major: number): readonly Span[] => {
  const codename = nodeLine(major)?.codename;
  const name = codename ? `|\\b${codename}\\b` : "";
  const form = new RegExp(`\\bnode(?:\\.?js)?\\b[^\\d\\n]{0,12}${major}\\b|\\bv?${major}\\.x\\b${name}`, "i");
  return file.comments.filter(({ start, end }) => form.test(file.text.slice(start, end)));
});

/** npm refuses packages whose `engines` do not allow the version. */
function isStrict({ contents }: Facts): boolean {
  return /^[ \t]*engine-strict[ \t]*=[ \t]*true/m.test(contents?.get(".npmrc") ?? "");
}

/** A dependency that works on the line of now, and not on the next one. */
function limitOf(project: Project | undefined, from: number, next: number): NodeLimit | undefined {
  const all = { ...project?.devDependencies, ...project?.dependencies };
  return nodeLimits.find(({ name, versions, failsOn }) => {
    const range = own(all, name);
    if (range === undefined || range.length > 256 || failsOn <= from || next < failsOn) return false;
    const lowest = validRange(range, { loose: true }) === null ? undefined : minVersion(range, { loose: true });
    return lowest ? satisfies(lowest, versions, { loose: true }) : versions === "*";
  });
}

const installsByNpm = memoize((file: Dockerfile): boolean =>
  file.stages.some((stage) => projectInstallsOf(stage).some(({ manager }) => manager === "npm")),
);

/** npm before 7 neither installed peer dependencies nor minded them; a lock file of newer ones has been resolved with them. */
function mayConflict(file: Dockerfile, from: number, { contents, project }: Facts): boolean {
  if (from >= 15 || !installsByNpm(file)) return false;
  if (/^[ \t]*(?:legacy-peer-deps|force)[ \t]*=[ \t]*true/m.test(contents?.get(".npmrc") ?? "")) return false;
  const lock = project?.lockfiles
    .map((path) => contents?.get(path) ?? "")
    .find((text) => /"lockfileVersion"/.test(text));
  return !/"lockfileVersion"\s*:\s*[23]\b/.test(lock?.slice(0, 4_000) ?? "");
}
