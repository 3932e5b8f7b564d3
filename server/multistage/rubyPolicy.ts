/** Images of Ruby: Bundler installs the gems in a build stage, and what ships has no compilers. */

import { wholeContextSources } from "../context/contextCopies";
import { imageLibraries } from "../data/systemPrograms";
import { sourceAt } from "../image/sources";
import { bundlerInstallsOf } from "../packages/bundlerInstalls";
import {
  bundlePath,
  bundlerPlaceDoubt,
  gemfileDoubt,
  gemfileReads,
  gemLibraries,
  gemsOf,
  isPlainGem,
  isSettings,
  purposesOfBundler,
} from "../projects/rubyProject";
import { slimPythonTag } from "../stage/baseImage";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { copyFrom, filledFolder, fromOther, type Line, withoutOwner } from "./assemble";
import type { Language } from "./classify";
import { placeAhead, placeOfShell } from "./interpreted";
import { type Place, piecesOf, placesFor } from "./places";
import type { Plan, Policy } from "./policy";
import { hostOf, librariesOf, placeOfPackages } from "./shippedLibraries";
import { fetchersOf, installing } from "./shippedPackages";
import { doubtOf, type RuntimeImage } from "./shippedStarts";

/** Where the image of Ruby has its gems. */
const gemFolder = "/usr/local/bundle";

export const rubyPolicy: Policy = {
  rule: "build-tools-shipped",
  images: /^ruby$/,
  title: "Install the gems in a build stage and ship a slim image",

  plan(file, stage, facts) {
    const installs = bundlerInstallsOf(stage);
    const last = installs.at(-1)?.instruction;
    if (!last) return { reason: "bundle install is not what installs the gems" };
    if (facts.files === undefined || facts.isPartial || !facts.files.includes("Gemfile.lock"))
      return { reason: "no Gemfile.lock is known" };
    const { workdir } = last.before;
    if (workdir === undefined || workdir === "/") return { reason: "no WORKDIR says where the project is" };
    if (installs.some(({ instruction }) => instruction.before.user || instruction.before.workdir !== workdir))
      return { reason: "bundle install is run by another user than root, or in several folders" };
    if (sourceAt(stage, resolvePath(workdir, "Gemfile") ?? "", facts) !== "Gemfile")
      return { reason: "it is not known which Gemfile is installed" };
    const runtime = rubyImage(file, stage);
    if (runtime === undefined) return { reason: "the tag of the image is not one with a slim variant" };
    const doubt = gemfileDoubt(facts) ?? bundlerPlaceDoubt(stage) ?? overlay(facts);
    if (doubt !== undefined) return { reason: doubt };
    return planFor(file, stage, facts, { ...runtime, workdir });
  },
};

function planFor(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
  runtime: RuntimeImage & { readonly workdir: string },
): Plan | Reason {
  const { workdir, image, isSame } = runtime;
  const manifests = ["Gemfile", "Gemfile.lock", ...gemfileReads(facts)];
  const language: Language = {
    folder: workdir,
    isManifest: (path) => manifests.includes(path.replace(/^\.\//, "")) || /^Gemfile\*$/.test(path),
    purposesOf: (command) => purposesOfBundler(command),
  };
  const pieces = piecesOf(file, stage, language);
  const end = pieces.findLastIndex(({ instruction }) => bundlerInstallsOf(stage).at(-1)?.instruction === instruction);
  const wholes = new Set(wholeContextSources(file).map(({ instruction }) => instruction));
  const libraries = librariesOf(file, pieces.slice(0, end), imageLibraries.ruby);
  if (isReason(libraries)) return libraries;
  const there = [...libraries.values()].flatMap((each) => [...each.kept, ...each.libraries]);
  const gems = gemsOf(facts) ?? [];
  const needed = isSame ? [] : [...gems.flatMap((name) => gemLibraries[name] ?? []), ...fetchersOf(pieces, image)];
  const missing = [...new Set(needed)].filter((name) => !there.includes(name)).sort();
  const host = hostOf(libraries, missing);
  const around = {
    ...runtime,
    stage,
    facts,
    bin: `${gemFolder}/bin`,
    programs: new Set([...gems, ...there, ...missing]),
  };
  const firstCopy = pieces.find(({ instruction }) => isCopy(instruction))?.instruction;
  const places = placesFor(pieces, end, (piece, isBehind): Place | Reason | undefined => {
    const { kind, instruction } = piece;
    const where = `${instruction.keyword} in line ${instruction.line + 1}`;
    if (kind === "shell") return isBehind ? "after" : placeOfShell(pieces, piece, end);
    if (kind === "environment" && instruction.assignments.some(({ name }) => name.text === "PATH"))
      return { reason: `${where} chooses where programs are looked for` };
    if (isBehind || kind === "check" || kind === "start") {
      const lacking = doubtOf(instruction, around);
      if (lacking !== undefined) return { reason: `${where} runs "${lacking}", which the stage that ships may lack` };
      if (isBehind) return "after";
    }
    if (kind === "environment" || isSettings(instruction)) return "both";
    const isCopied = firstCopy !== undefined && instruction.start > firstCopy.start;
    return placeOfPackages(instruction, libraries) ?? placeAhead(piece, isCopied, wholes.size > 0);
  });
  if (isReason(places)) return places;

  const hasManifests = pieces.some(({ kind }, index) => kind === "manifests" && index < end);
  const keepsGems = facts.files?.some((path) => path.startsWith("vendor/cache/"));
  const own = resolvePath(workdir, bundlePath(stage) ?? gemFolder) ?? gemFolder;
  const doubtful = isSame ? undefined : gems.find((name) => !isPlainGem(name));
  return {
    pieces,
    places,
    lines({ instruction, block }, half): Line[] | undefined {
      if (half === "production") {
        const more = host?.[0] === instruction ? [host[1]] : [];
        const edits = [...(libraries.get(instruction)?.edits ?? []), ...more];
        return edits.length > 0 ? [{ block, edits }] : undefined;
      }
      if (!wholes.has(instruction) || keepsGems) return [{ block, edits: withoutOwner(file, instruction) }];
      return hasManifests ? [] : [{ keyword: "COPY", argument: `${manifests.join(" ")} ${filledFolder(instruction)}` }];
    },
    build: { name: "build" },
    production: {
      from: runtime.from,
      start: missing.length > 0 && !host ? [installing(missing, image)] : [],
      brought: [...new Set([gemFolder, own])].map((path) => copyFrom("build", path, path)),
    },
    ...(doubtful === undefined
      ? {}
      : { isDoubtful: true, note: `Whether ${doubtful} needs more than the slim image has is for you to judge.` }),
  };
}

/** Gems of the computer that builds would lie over those of the build stage. */
function overlay({ files = [], ignore }: Facts): string | undefined {
  const sent = files.find((path) => /^(?:vendor\/bundle|\.bundle)\//.test(path));
  if (sent === undefined || ignores(ignore, sent)) return undefined;
  return `${sent} of the build context would lie over what the build stage installs`;
}

/** The image of the stage that ships; undefined where none is known to have the same Ruby. */
function rubyImage(file: Dockerfile, stage: Stage): RuntimeImage | undefined {
  const { from, image, base, name } = stage;
  if (!image || !base || name || from.end !== image.end) return undefined;
  if (/(?:^|-)(?:slim|alpine[\d.]*)(?:-|$)/.test(base.tag ?? ""))
    return { from: undefined, image: `ruby:${base.tag}`, isSame: true };
  const slim = slimPythonTag(base.tag);
  const tag = base.spans?.tag;
  if (!tag || base.digest !== undefined || slim === undefined) return undefined;
  const written = file.text.slice(image.start, tag.start) + slim + file.text.slice(tag.end, image.end);
  return { from: fromOther(file, stage, written), image: `ruby:${slim}`, isSame: false };
}
