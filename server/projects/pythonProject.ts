/** What a project of uv or poetry says: what it depends on, which Python it wants, and what its install makes. */

import { pyprojectOf, requiredPython } from "../context/pyproject";
import { pythonSources } from "../demotion/pythonWrites";
import { isPythonIn } from "../stage/pythonVersion";
import { ignores } from "../syntax/dockerignore";
import type { Facts } from "../types";
import { atRoot } from "../util/reads";
import { nameOfRequirement } from "./pythonRequirements";

const versionFile = ".python-version";

export const pythonProjectReads = atRoot(versionFile, "poetry.toml", "uv.toml", "poetry.lock");

/** The packages that the project names for its program, in their normal form; undefined where they cannot be read. */
export function namedPackages(pyproject: string): readonly string[] | undefined {
  const listed = arrayOf(sectionOf(pyproject, "project"), "dependencies");
  const poetry = sectionOf(pyproject, "tool.poetry.dependencies");
  if (listed === undefined && poetry === undefined) return undefined;
  const entries = [...(listed ?? []), ...(poetry ?? "").split("\n").flatMap(poetryEntry)];
  return entries.map((entry) => nameOfRequirement(entry) ?? entry);
}

function poetryEntry(line: string): string[] {
  const name = /^[ \t]{0,9}["']?([\w.-]{1,100})["']?[ \t]{0,9}=/.exec(line)?.[1];
  if (name === undefined || name === "python") return [];
  const extras = /extras[ \t]{0,9}=[ \t]{0,9}\[([^[\]]{0,200})\]/.exec(line)?.[1]?.replace(/["']/g, "");
  return [extras === undefined ? name : `${name}[${extras}]`];
}

/** The lines of a table of TOML, without its head. */
function sectionOf(text: string, name: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trimEnd() === `[${name}]`);
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("["));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

/** The texts of an array of TOML; undefined where there is none that can be read. */
function arrayOf(section: string | undefined, name: string): string[] | undefined {
  const head = section === undefined ? null : new RegExp(`^${name}[ \\t]{0,9}=[ \\t]{0,9}\\[`, "m").exec(section);
  if (!section || !head) return undefined;
  const found: string[] = [];
  const item = /\s+|,|#[^\n]*|"([^"\n]*)"|'([^'\n]*)'/y;
  item.lastIndex = head.index + head[0].length;
  for (;;) {
    const at = item.lastIndex;
    const match = item.exec(section);
    if (!match) return section[at] === "]" ? found : undefined;
    const value = match[1] ?? match[2];
    if (value !== undefined) found.push(value);
  }
}

/** Names of scripts that the install of the project itself puts on the PATH. */
export function projectScripts(pyproject: string): ReadonlySet<string> {
  const lines = ["project.scripts", "tool.poetry.scripts"].flatMap((name) =>
    (sectionOf(pyproject, name) ?? "").split("\n"),
  );
  return new Set(lines.flatMap((line) => /^["']?([\w.-]{1,100})["']?[ \t]{0,9}=/.exec(line)?.[1] ?? []));
}

/** Whether an install without options against it installs the project itself. */
export function isPackage(pyproject: string, program: string): boolean {
  if (program === "poetry") return !/^package-mode[ \t]{0,9}=[ \t]{0,9}false/m.test(pyproject);
  const chosen = /^package[ \t]{0,9}=[ \t]{0,9}(true|false)/m.exec(sectionOf(pyproject, "tool.uv") ?? "")?.[1];
  return chosen === undefined ? /^\[build-system\]/m.test(pyproject) : chosen === "true";
}

/** Why the install of the project itself may leave files outside of the environment, as a clause. */
export function packageDoubt(pyproject: string, { files = [] }: Facts): string | undefined {
  const build = sectionOf(pyproject, "build-system") ?? "";
  const makers = arrayOf(build, "requires") ?? [];
  const other = makers.find((entry) => !plainBuilders.test(entry));
  if (other !== undefined) return `${other}, which builds the project, may make files among its sources`;
  const found =
    /^\[tool\.(?:hatch\.build\.(?:targets\.\w{1,30}\.)?hooks|pdm\.build|poetry\.build|setuptools_scm|cython)\b|^build[ \t]{0,9}=|ext-modules/m.exec(
      pyproject,
    )?.[0];
  if (found !== undefined)
    return `${found.split(/[ \t=]/)[0]?.replace("[", "")} in pyproject.toml may make files among the sources`;
  return files.includes("setup.py") ? "setup.py may make files among the sources" : undefined;
}

/** They install a project in place, and write nothing beside its sources that it needs. */
const plainBuilders =
  /^(?:hatchling|uv[-_]build|poetry[-_]core|poetry|flit[-_]core|pdm-backend|setuptools|wheel|pip)(?:[\s<>=!~;[,].*)?$/;

/** Why uv may take another Python than that of the image, or leave packages elsewhere, as a clause. */
export function uvDoubt(pyproject: string, version: string | undefined, facts: Facts): string | undefined {
  const { files = [], contents, ignore } = facts;
  if (
    /^\[tool\.uv\.workspace\]|\bworkspace[ \t]{0,9}=[ \t]{0,9}true|^[^\n#]{0,200}\bpath[ \t]{0,9}=[ \t]{0,9}["']/m.test(
      pyproject,
    )
  )
    return "pyproject.toml names projects beside its own";
  const settings = `${sectionOf(pyproject, "tool.uv") ?? ""}\n${files.includes("uv.toml") ? (contents?.get("uv.toml") ?? "python-preference") : ""}`;
  const setting = /^(?:python-\w+|link-mode|managed|default-groups)\b/m.exec(settings)?.[0];
  if (setting !== undefined) return `${setting} is set for uv`;
  const wanted = requiredPython(pyproject);
  const isFit = wanted === undefined || isPythonIn(wanted, version);
  if (isFit === false) return `Python ${version} is none of "${wanted}", so that uv downloads another`;
  if (isFit === undefined)
    return `whether the Python of the image is one of "${wanted}" is not known, and uv may download another`;
  if (!files.includes(versionFile) || ignores(ignore, versionFile)) return undefined;
  const asked = contents?.get(versionFile)?.trim();
  const isSame = asked !== undefined && version !== undefined && `${version}.`.startsWith(`${asked}.`);
  return isSame ? undefined : `${versionFile} may ask for another Python than that of the image`;
}

/** Files of the project that an install reads, besides its sources, as they stand at the root of the context. */
export function projectManifests(program: string, isBuilt: boolean, { files = [], ignore }: Facts): string[] {
  const names =
    program === "uv"
      ? ["pyproject.toml", "uv.lock", "uv.toml", versionFile]
      : ["pyproject.toml", "poetry.lock", "poetry.toml"];
  return [...names, ...(isBuilt ? ["README.md"] : [])].filter((name) => files.includes(name) && !ignores(ignore, name));
}

/** The project at the root of the context with its lock file; undefined where one of them is not known. */
export function lockedProject(lockfile: string, facts: Facts): string | undefined {
  return facts.files?.includes(lockfile) ? pyprojectOf(facts) : undefined;
}

/**
 * A module that the sources import and that only poetry has brought into its own Python, as a clause. Packages that are
 * installed beside poetry see what it needs for itself, those of an environment do not.
 */
export function borrowedModule({ files = [], contents }: Facts): string | undefined {
  const lock = contents?.get("poetry.lock") ?? "";
  const isLocked = (name: string) => new RegExp(`^name = "${name.replaceAll("_", "[-_.]")}"$`, "mi").test(lock);
  for (const path of pythonSources(files)) {
    const found = borrowed.exec(contents?.get(path) ?? "")?.[1];
    if (
      found !== undefined &&
      !isLocked(found === "pkg_resources" ? "setuptools" : found) &&
      !files.includes(`${found}.py`)
    )
      return `${path} imports ${found}, which may come with poetry alone`;
  }
  return undefined;
}

const borrowed =
  /^[ \t]{0,20}(?:import|from) (requests|packaging|platformdirs|filelock|pkg_resources|setuptools|virtualenv|tomlkit|urllib3|certifi|idna|httpx|keyring|pexpect|msgpack|dulwich|rapidfuzz|zstandard|distlib|cryptography)\b/m;
