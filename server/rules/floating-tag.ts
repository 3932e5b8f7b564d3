import { cyclesOf } from "../data/endOfLife";
import { isNodeEndOfLife, newestNode, recommendedNode } from "../data/node";
import { exactTags, lineLeft, versionedTags } from "../node/nodeImage";
import { type BaseImage, isVariable, useTag } from "../stage/baseImage";
import { pulledBases } from "../stage/copiedImages";
import { fullVersion, tagState } from "../stage/officialTags";
import { asListed } from "../stage/realTags";
import { distributions, releaseTag } from "../stage/releaseTag";
import { numbersOf, shapeOf } from "../stage/tagShape";
import type { Dockerfile, DockerfileRule, Facts, Finding, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "floating-tag",
  title: "The tag of the base image moves from version to version",
  severity: "info",
  category: "base-image",
  practice: "pinned-base",
  hintsCount: true,
  why:
    "A tag like `lts`, `alpine` or `20` is moved to each new release, so the same Dockerfile builds different images on different days. " +
    "A full version, best together with the name of the distribution, stays what it is.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: "FROM node:alpine",
  // The fix goes to the newest version that the table knows, on the day of the tests.
  good: `FROM node:${recommendedNode("2026-11-23")?.version}-alpine`,

  *check(file, facts) {
    for (const image of pulledBases(file, facts)) {
      if (image.reference.digest !== undefined) continue;
      const finding = image.name === "node" ? judgeNode(image, facts) : judgeOther(image);
      if (finding) yield { span: image.span, ...finding, fixes: fixesFor(file, image, facts) };
    }
  },
} satisfies DockerfileRule;

type Judgement = Pick<Finding, "message" | "severity">;

function judgeNode(image: BaseImage, { today }: Facts): Judgement | undefined {
  const { node, reference } = image;
  if (!node || node.full !== undefined || node.version === "latest") return undefined;
  const left = lineLeft(image, today);
  if (left !== undefined) {
    return {
      message: `"${reference.text}" names no version, and has been left at some release of Node.js ${left} since Debian ${node.distribution} ended`,
    };
  }
  if (node.major === undefined) return anyVersion(reference.text);
  const last = newestNode(node.major);
  // The tags of a minor version that is not the last one stay where they are.
  if (last === undefined || (/^\d+\.\d+$/.test(node.version ?? "") && !last.startsWith(`${node.version}.`)))
    return undefined;
  if (isNodeEndOfLife(node.major, today)) {
    return {
      message: `"${reference.text}" does not say which release it is; the last one of Node.js ${node.major} is ${last}`,
      severity: "hint",
    };
  }
  const line = /^\d/.test(node.version ?? "") ? node.version : node.major;
  return {
    message: `"${reference.text}" moves with every release of Node.js ${line}, so two builds may get different ones`,
    severity: "hint",
  };
}

/** Tags of any image that name a state, not a version. */
const states = new Set(
  "stable oldstable testing unstable edge rolling rawhide devel mainline lts current nightly canary main master".split(
    " ",
  ),
);

/** Images of a registry's users whose tags are the versions of a product, three numbers each. */
const released: ReadonlyMap<string, string> = new Map([
  ["oven/bun", "Bun"],
  ["denoland/deno", "Deno"],
]);

function judgeOther(image: BaseImage): Judgement | undefined {
  const { name, reference } = image;
  const { tag, text } = reference;
  if (tag === undefined || tag === "latest") return undefined;
  const [first = ""] = tag.split("-", 1);
  const { versions } = shapeOf(tag);
  const [version] = /^v?(\d[\d.]*)$/.exec(first)?.slice(1) ?? [];
  // A day, or a version behind a word: `testing-20260803`, `cli-2.12.0`.
  if (version === undefined && versions.some(isExact)) return undefined;
  if (states.has(first) || (first === "latest" && tag !== first)) return anyVersion(text);
  const product = released.get(name);
  if (product !== undefined && version === undefined) return anyVersion(text, ` of ${product}`);
  if (product !== undefined && version !== undefined && !isExact(version))
    return {
      message: `"${text}" moves with every release of ${product} ${version}, so two builds may get different ones`,
      severity: "hint",
    };
  if (name.includes("/")) return undefined;
  const release = releaseTag(name, tag);
  const cycles = cyclesOf(name);
  if (cycles.length > 0 && version === undefined && release === undefined) {
    // What only stands for the tag that a build gives: `ruby:xxx-slim`.
    if (isVariable(image) && tagState(name, tag)?.state !== "listed") return undefined;
    if (distributions.has(name) || /\d/.test(first.replace(/^alpine/, ""))) return undefined;
    return anyVersion(text, versions.length > 0 ? ` of ${name}` : "");
  }
  const covered = cycles.filter(({ cycle }) => cycle.startsWith(`${version}.`));
  const [now] = shapeOf(fullVersion(name, tag) ?? "").versions;
  const last = covered.at(-1)?.cycle;
  // From a line that has been left for an older one, nothing moves on.
  if (covered.length >= 2 && !cycles.some(({ cycle }) => cycle === version) && `${now}.`.startsWith(`${last}.`)) {
    return {
      message: `"${text}" moves from release line to release line: it has been ${covered[0]?.cycle} and is ${last} by now`,
    };
  }
  if (release === undefined) return undefined;
  const [line = ""] = versions;
  return {
    message: `"${text}" moves with every release of ${name} ${tag.slice(0, tag.indexOf(line) + line.length)}, so two builds may get different ones`,
    severity: "hint",
  };
}

/** Whether a version says all there is to say: a day, or three numbers. */
function isExact(version: string): boolean {
  const numbers = numbersOf(version);
  return numbers.length >= 3 || (numbers[0] ?? 0) > 19_000_000;
}

/** @param of what it names no version: "" where it names none at all. */
function anyVersion(text: string, of = ""): Judgement {
  return { message: `"${text}" names no version${of}, so the next build may start from another major release` };
}

function fixesFor(file: Dockerfile, image: BaseImage, facts: Facts): Fix[] {
  const { name, node, reference } = image;
  if (name === "oven/bun") return useTag(file, image, bunTag(reference.tag, facts)) ?? [];
  if (!node) return useTag(file, image, asListed(image, releaseTag(name, reference.tag), facts)) ?? [];
  const tags = node.major === undefined ? versionedTags(file, image, facts) : exactTags(file, image, facts);
  return tags.flatMap((tag) => useTag(file, image, tag) ?? []);
}

/** The release that the project is developed with, if the tag of the image may be that: "1-slim" of Bun 1.2.3. */
function bunTag(tag = "", { project }: Facts): string | undefined {
  const { manager, managerVersion = "" } = project ?? {};
  const [line = "", ...variant] = tag.split("-");
  const isThat = manager === "bun" && isExact(managerVersion) && `${managerVersion}.`.startsWith(`${line}.`);
  return isThat ? [managerVersion, ...variant].join("-") : undefined;
}
