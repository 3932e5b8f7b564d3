/** A stage that only runs what another one has built, on an image to build with: the image that is made to run it. */

import { officialName } from "../data/images";
import { systemPackagesIn } from "../multistage/classify";
import { createdBy, isAbsent, moved, startsOtherwise, startWords, strangerIn } from "../multistage/compiledPlan";
import { dotnetAccounts, dotnetRuntime, otherAddress } from "../multistage/dotnetPolicy";
import { namesFile } from "../multistage/javaPolicy";
import { piecesOf } from "../multistage/places";
import { missingPackages } from "../multistage/shippedPackages";
import { dotnetProject } from "../projects/dotnetProject";
import { areSourcesRead, jarDoubt, sourceDoubt } from "../projects/javaProject";
import { javaLineOf, runtimeOf } from "../stage/javaImages";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, ImageReference, Stage, Word } from "../types";
import { isReason, type Reason } from "../util/reason";

/** The image that does, and what to know of it. */
export interface RuntimeImage {
  readonly image: string;
  /** Packages of the distribution are the same in both. */
  readonly isSameSystem: boolean;
  /** Accounts that both have, besides root. */
  readonly accounts: readonly string[];
  /** A sentence for people. */
  readonly note?: string | undefined;
  /** Not every source is known. */
  readonly isDoubtful: boolean;
}

/**
 * The image that the last of several stages can start from instead of one to build with; undefined where it is no such
 * image, or starts something else than what a runtime is for; else why it has to stay, as a clause.
 */
export function runtimeImageOf(file: Dockerfile, facts: Facts): RuntimeImage | Reason | undefined {
  const { final } = file;
  const { base } = final ?? {};
  if (!final || !base || file.stages.length < 2 || final.parent) return undefined;
  const words = startWords(final) ?? [];
  const found = officialName(base.name).endsWith("/sdk")
    ? ofDotnet(final, base, words, facts)
    : ofJava(base, words, facts);
  if (!found || isReason(found)) return found;
  if (!base.spans || base.digest !== undefined) return { reason: "its image has a variable or a digest" };
  if (facts.files === undefined || facts.isPartial) return { reason: "the files of the project are not known" };
  return obstacleIn(file, final, found, facts) ?? found;
}

function ofDotnet(
  stage: Stage,
  base: ImageReference,
  [program, assembly]: readonly Word[],
  facts: Facts,
): RuntimeImage | Reason | undefined {
  if (program?.value !== "dotnet" || !assembly?.value?.endsWith(".dll")) return undefined;
  const project = dotnetProject(facts);
  if (isReason(project)) return project;
  const image = dotnetRuntime(base, project);
  if (image === undefined || /-alpine/.test(image))
    return { reason: `which runtime goes with "${base.text}" is not known` };
  const note = image.includes("/aspnet:") ? otherAddress(stage, base, facts) : undefined;
  return { image, isSameSystem: true, accounts: dotnetAccounts(base), note, isDoubtful: !project.isRead };
}

function ofJava(base: ImageReference, words: readonly Word[], facts: Facts): RuntimeImage | Reason | undefined {
  const isJdk = /^(?:maven|gradle|eclipse-temurin|amazoncorretto|ibm-semeru-runtimes)$/.test(officialName(base.name));
  const at = words.findIndex(({ value }) => value === "-jar");
  if (!isJdk || words[0]?.value !== "java" || !/\.[jw]ar$/.test(words[at + 1]?.value ?? "")) return undefined;
  const runtime = javaLineOf(base) === undefined ? undefined : runtimeOf(base);
  // One that has a JRE already.
  if (!runtime) return undefined;
  const named = words.find((word) => word !== words[at + 1] && namesFile(word));
  if (named) return { reason: `"${named.value ?? named.text}" may name a file that only the JDK has` };
  const tool = facts.files?.some((path) => /(?:^|\/)pom\.xml$/.test(path)) ? "maven" : "gradle";
  const doubt = jarDoubt(facts, tool) ?? sourceDoubt(facts);
  if (doubt !== undefined) return { reason: doubt };
  return { ...runtime, accounts: [], isDoubtful: !areSourcesRead(facts) };
}

/** What the stage has to do that the other image may not be able to; undefined where there is nothing. */
function obstacleIn(
  file: Dockerfile,
  stage: Stage,
  { image, isSameSystem, accounts }: RuntimeImage,
  facts: Facts,
): Reason | undefined {
  if (startsOtherwise(file, stage, facts)) return { reason: "a service starts it by another command" };
  const pieces = piecesOf(file, stage, { folder: undefined, isManifest: () => false, purposesOf: () => [] });
  const known = new Set(["root", ...accounts, ...pieces.flatMap(createdBy)]);
  for (const { kind, instruction } of pieces) {
    const where = `${instruction.keyword} in line ${instruction.line + 1}`;
    if (typeof kind === "object") return kind;
    if (kind === "shell") return { reason: `there is ${where}` };
    if (instruction.assignments.some(({ name }) => moved.test(name.text)))
      return { reason: `${where} says where programs are` };
    const stranger = strangerIn(instruction, known);
    if (stranger !== undefined) return { reason: `${where} names ${stranger}, an account that ${image} may lack` };
    if (commandsIn(instruction).some(({ name }) => name !== undefined && isAbsent(name, image)))
      return { reason: `${where} runs a program that ${image} may lack` };
    if (!isSameSystem && instruction.keyword === "RUN" && systemPackagesIn(instruction).length > 0)
      return { reason: `${image} may be of another release, with other packages` };
    if (isCopy(instruction) && !flagOf(instruction, "from") && kind === "source")
      return { reason: `${where} brings sources` };
  }
  const missing = missingPackages(image, [], pieces);
  if (isReason(missing)) return missing;
  return missing.length > 0 ? { reason: `HEALTHCHECK starts ${missing[0]}, which ${image} may lack` } : undefined;
}
