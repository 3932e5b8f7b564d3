/** Programs of Go that need more than themselves: they ship in a slim image of the release that they are linked on. */

import { wholeContextSources } from "../context/contextCopies";
import { compilerPackages, goTools } from "../data/systemPrograms";
import { isGoSource, librariesIn, sourcesOf, startsOf } from "../projects/goProject";
import { newestCycle } from "../stage/baseImage";
import type { Dockerfile, Facts, ImageReference, Stage } from "../types";
import type { Reason } from "../util/reason";
import { planCompiled, projectFolder } from "./compiledPlan";
import { downloads, type GoBuild, goLanguage, isDownloadedBefore, keepCache } from "./goBuild";
import type { Plan } from "./policy";

/** Two stages with the program as it was built, and the files beside it that it may read; else why that is not certain. */
export function slimPlan(file: Dockerfile, stage: Stage, build: GoBuild, facts: Facts): Plan | Reason {
  const doubt = librariesIn(facts) ?? startsOf(facts);
  if (doubt !== undefined) return { reason: doubt };
  const images =
    stage.base?.spans || stage.base?.tag === undefined ? stage.base && imagesOf(stage.base, facts) : undefined;
  if (!images) return { reason: "on which release the program is linked is not known" };
  const whole = wholeContextSources(file)[0]?.instruction;
  return planCompiled(file, stage, facts, {
    language: { ...goLanguage(projectFolder(file, build.instruction.before.workdir)), buildTools: tools },
    image: images.runtime,
    builder: images.builder,
    isSameSystem: true,
    copies: [[build.program, build.shipped]],
    isSource: isGoSource,
    variables: /^C?GO/,
    folders: /^(?:\/root\/\.(?:netrc|gitconfig|ssh)|\/go)(?:\/|$)/,
    packages: images.isAlpine ? ["ca-certificates", "tzdata"] : ["ca-certificates"],
    change: (instruction) => ({
      edits: instruction === build.instruction ? keepCache(instruction) : [],
      before: instruction === whole ? downloads(file, instruction, facts) : [],
      isDone: isDownloadedBefore(file, whole, instruction, facts),
    }),
    isDoubtful: !sourcesOf(facts).every((path) => facts.contents?.has(path)),
  });
}

/** What compiles C along with Go. */
const tools: ReadonlySet<string> = new Set([...goTools, ...compilerPackages]);

interface Images {
  readonly builder: string;
  readonly runtime: string;
  readonly isAlpine: boolean;
}

/** Both images, with the same release in their tags: what is linked with a newer libc may not start on an older one. */
function imagesOf({ name, tag = "latest" }: ImageReference, facts: Facts): Images | undefined {
  const form = /^(?<version>1(?:\.\d+){1,2})(?:-(?:(?<release>bullseye|bookworm|trixie)|alpine(?<alpine>3\.\d+)?))?$/;
  const groups = form.exec(tag)?.groups;
  if (!groups) return undefined;
  const { version = "", release, alpine } = groups;
  if (tag.includes("alpine")) {
    const cycle = alpine ?? newestCycle("alpine", facts.today)?.cycle;
    return cycle === undefined ? undefined : { builder: `${name}:${tag}`, runtime: `alpine:${cycle}`, isAlpine: true };
  }
  const codename = release ?? releaseOf(version);
  if (codename === undefined) return undefined;
  return { builder: `${name}:${version}-${codename}`, runtime: `debian:${codename}-slim`, isAlpine: false };
}

/**
 * What the tags of a version without a release stand on; undefined around the change from one to the next.
 * Source: the history of github.com/docker-library/golang.
 */
function releaseOf(version: string): string | undefined {
  const minor = Number(version.split(".")[1]);
  return minor >= 25 ? "trixie" : minor >= 21 && minor <= 24 ? "bookworm" : undefined;
}
