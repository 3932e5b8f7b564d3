/** The image that ships a program of Python, and what its packages need of it where it is slimmer than the one they are installed in. */

import { officialName } from "../data/images";
import { pythonSources } from "../demotion/pythonWrites";
import { isSelfContained } from "../projects/pythonRequirements";
import { slimPythonTag } from "../stage/baseImage";
import { pythonVersionOf } from "../stage/pythonVersion";
import type { Dockerfile, Facts, Stage } from "../types";
import { fromOther } from "./assemble";
import type { Piece } from "./places";
import type { Plan } from "./policy";
import type { ShippedLibraries } from "./shippedLibraries";
import { fetchersOf } from "./shippedPackages";
import type { RuntimeImage } from "./shippedStarts";

/** Packages of Debian that packages of Python link with once they are compiled. Source: packages.debian.org, their documentation. */
const linked: Readonly<Record<string, string>> = {
  psycopg2: "libpq5",
  "psycopg without wheels": "libpq5",
  mysqlclient: "libmariadb3",
};

/** What the stage that ships needs besides its image. */
interface Needed {
  /** Names of programs that packages may bring. */
  readonly names: readonly string[];
  /** Packages of the distribution that no RUN installs yet. */
  readonly missing: readonly string[];
  /** A package that may need more; undefined where none does. */
  readonly doubtful: string | undefined;
}

/**
 * @param packages in their normal form; undefined where they are not known.
 * @param installed what the stage that ships installs of the distribution.
 * @param pieces with what checks the container, which the slim image may lack.
 */
export function shippedPackages(
  packages: readonly string[] | undefined,
  { isSame, image }: RuntimeImage,
  installed: readonly ShippedLibraries[],
  pieces: readonly Piece[],
): Needed {
  const there = installed.flatMap(({ kept, libraries }) => [...kept, ...libraries]);
  const names = [...(packages ?? []), ...there];
  if (isSame) return { names, missing: [], doubtful: undefined };
  const needs = (packages ?? []).flatMap((name) => (Object.hasOwn(linked, name) ? (linked[name] ?? []) : []));
  const missing = [...new Set([...needs, ...fetchersOf(pieces, image)])].filter((name) => !there.includes(name)).sort();
  const doubtful =
    packages === undefined
      ? "what the project asks for"
      : packages.find((name) => !Object.hasOwn(linked, name) && !isSelfContained(name));
  return { names: [...names, ...missing], missing, doubtful };
}

/** What a plan says where a package may need more. */
export function doubtOfPackages({ doubtful }: Needed): Pick<Plan, "isDoubtful" | "note"> {
  if (doubtful === undefined) return {};
  return { isDoubtful: true, note: `Whether ${doubtful} needs more than the slim image has is for you to judge.` };
}

/** Why a program may need what the stage that builds alone has, as a clause; undefined where nothing speaks for it. */
export function toolDoubt(packages: readonly string[], { isSame }: RuntimeImage, facts: Facts): string | undefined {
  const named = packages.find((name) => startsTools.has(name));
  if (named !== undefined) return `${named} may start git or a compiler when it runs`;
  const call = isSame ? toolCalls : fullCalls;
  for (const path of pythonSources(facts.files ?? [])) {
    const text = facts.contents?.get(path) ?? "";
    const found = starts.test(text) ? call.exec(text)?.[1] : undefined;
    if (found !== undefined) return `${path} starts ${found}`;
  }
  return undefined;
}

/** Source: their documentation. */
const startsTools: ReadonlySet<string> = new Set("gitpython dvc triton torch cython pythran pre-commit".split(" "));

const starts = /\b(?:subprocess|os\.(?:system|popen|exec\w+|spawn\w+)|create_subprocess_\w+|shutil\.which)\b/;
const toolCalls = /["'](git|gcc|g\+\+|cc|make|cmake|pkg-config|uvx?|poetry|cargo)\b/;
/** With what Debian's image with compilers has besides. */
const fullCalls =
  /["'](git|gcc|g\+\+|cc|make|cmake|pkg-config|uvx?|poetry|cargo|curl|wget|ssh|scp|svn|hg|convert|magick|identify|patch|file|pg_config|unzip|bzip2|xz)\b/;

// ------------------------------------------------------------------- image

/** What ships a program of Python. */
export interface PythonImage extends RuntimeImage {
  /** The version as far as the tag names it: "3.12". */
  readonly version: string | undefined;
}

/** The image of the stage that ships; undefined where none is known to have the same Python. */
export function pythonImage(file: Dockerfile, stage: Stage): PythonImage | undefined {
  const { from, image, base, name } = stage;
  if (!image || !base || name || from.end !== image.end) return undefined;
  const version = pythonVersionOf(base);
  if (officialName(base.name) !== "python") {
    const [, line, variant = ""] =
      /^(?:\d[\d.]*-)?python(\d+\.\d+)-((?:trixie|bookworm|bullseye)(?:-slim)?|alpine[\d.]*)$/.exec(base.tag ?? "") ??
      [];
    if (line === undefined || base.digest !== undefined) return undefined;
    const release = variant.replace("-slim", "");
    const shipped = `python:${line}-${release.startsWith("alpine") ? "" : "slim-"}${release}`;
    const isSame = variant.startsWith("alpine") || variant.endsWith("-slim");
    return { from: fromOther(file, stage, shipped), image: shipped, isSame, version: line };
  }
  if (isSlim(base.tag) || /(?:^|-)alpine[\d.]*$/.test(base.tag ?? ""))
    return { from: undefined, image: `python:${base.tag}`, isSame: true, version };
  const slim = slimPythonTag(base.tag);
  const tag = base.spans?.tag;
  if (!tag || base.digest !== undefined || slim === undefined) return undefined;
  const written = file.text.slice(image.start, tag.start) + slim + file.text.slice(tag.end, image.end);
  return { from: fromOther(file, stage, written), image: `python:${slim}`, isSame: false, version };
}

/** Whether a tag of Python's image names a variant without compilers. */
export function isSlim(tag = ""): boolean {
  return /(?:^|-)slim(?:-|$)/.test(tag);
}
