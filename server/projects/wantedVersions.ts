/** The versions that manifests ask for, against one that there is: "1.22" stands for the newest of its line. */

import { intersects, validRange } from "semver";
import { pyprojectOf, requiredPython } from "../context/pyproject";
import { isPythonIn } from "../stage/pythonVersion";
import type { Facts } from "../types";
import { fieldsOf, readJson, stringOf } from "../util/json";
import { frameworkOf } from "./dotnetProject";
import { compiledLine } from "./javaProject";

/** A version that a project asks for and an image has not. */
export interface Refusal {
  /** From the context root. */
  readonly manifest: string;
  /** As it is asked for: "go 1.23". */
  readonly wanted: string;
  /** What refuses, as a clause about the version of the image. */
  readonly because: string;
  /** The version to take instead, as tags name it; undefined where that is not known. */
  readonly version: string | undefined;
  /** No other one of its line does. */
  readonly isExact?: boolean;
  /** Gradle before version 8 fetches it by itself. */
  readonly mayFetch?: boolean;
}

export function ofGo(version: string, { contents }: Facts): Refusal | undefined {
  const manifest = contents?.get("go.mod");
  const wanted = /^go[ \t]{1,9}(\d+\.\d+(?:\.\d+)?)[ \t]*(?:\/\/.*)?\r?$/m.exec(manifest ?? "")?.[1];
  if (wanted === undefined || !isOlder(version, wanted)) return undefined;
  const result = { manifest: "go.mod", wanted: `Go ${wanted}`, version: shortened(wanted) };
  // Before that, a newer line was only told of where something did not compile; a third number it could not read.
  if (isOlder(version, "1.21") && wanted.split(".").length < 3) return undefined;
  return { ...result, because: "which may not fetch another one there (GOTOOLCHAIN=local)" };
}

export function ofRust(version: string, { contents }: Facts): Refusal | undefined {
  const manifest = contents?.get("Cargo.toml") ?? "";
  const given = /^rust-version[ \t]{0,9}=[ \t]{0,9}"(\d+\.\d+(?:\.\d+)?)"/m.exec(manifest)?.[1];
  const isEdition = /^edition[ \t]{0,9}=[ \t]{0,9}"2024"/m.test(manifest);
  const lock = /^version = 4\r?$/m.test((contents?.get("Cargo.lock") ?? "").slice(0, 300));
  const asked = [
    given && {
      manifest: "Cargo.toml",
      wanted: `Rust ${given}`,
      version: given,
      because: "with which Cargo does not compile it",
    },
    isEdition && {
      manifest: "Cargo.toml",
      wanted: "edition 2024, of Rust 1.85",
      version: "1.85",
      because: "which does not know it",
    },
    lock && {
      manifest: "Cargo.lock",
      wanted: "lock file version 4, of Rust 1.78",
      version: "1.78",
      because: "which cannot read it",
    },
  ].filter((it): it is Refusal & { version: string } => typeof it === "object" && isOlder(version, it.version));
  return asked.sort((one, other) => (isOlder(one.version, other.version) ? 1 : -1))[0];
}

export function ofPython(version: string, facts: Facts): Refusal | undefined {
  const text = pyprojectOf(facts) ?? "";
  const range = requiredPython(text) ?? poetryRange(text);
  if (range === undefined || isPythonIn(range, version) !== false) return undefined;
  const lowest = /(?:>=|~=|==)\s*(\d+\.\d+)/.exec(range)?.[1];
  const isFit = lowest !== undefined && isPythonIn(range, lowest) !== false;
  return {
    manifest: "pyproject.toml",
    wanted: `Python ${range}`,
    because: "which the install refuses",
    version: isFit ? lowest : undefined,
  };
}

/** `python = "^3.11"` under the dependencies of poetry. */
function poetryRange(text: string): string | undefined {
  const start = text.indexOf("[tool.poetry.dependencies]");
  const [section = ""] = start < 0 ? [] : text.slice(start + 1).split(/\n[ \t]*\[/, 1);
  const written = /^python[ \t]{0,9}=[ \t]{0,9}"([^"\n]{1,60})"/m.exec(section)?.[1];
  const [, operator, major, minor] = /^([~^])(\d+)\.(\d+)(?:\.\d+)?$/.exec(written ?? "") ?? [];
  if (operator === undefined) return written;
  const end = operator === "^" ? Number(major) + 1 : `${major}.${Number(minor) + 1}`;
  return `>=${written?.slice(1)},<${end}`;
}

export function ofRuby(version: string, { contents }: Facts): Refusal | undefined {
  const [, operator = "", wanted] =
    /^ruby[ (]{1,3}["'](?:(=|>=|~>)[ ]?)?(\d+\.\d+(?:\.\d+)?)["'][ \t)]*(?:#.*)?\r?$/m.exec(
      contents?.get("Gemfile") ?? "",
    ) ?? [];
  if (wanted === undefined) return undefined;
  const line = lineOf(wanted);
  const isBelow = isOlder(version, wanted);
  const isOther =
    operator === "~>"
      ? wanted.split(".").length === 3 && line !== lineOf(version)
      : operator !== ">=" && line !== lineOf(version);
  if (!isBelow && !isOther) return undefined;
  const isExact = operator === "" || operator === "=";
  return {
    manifest: "Gemfile",
    wanted: `Ruby ${operator}${operator && " "}${wanted}`,
    because: "which Bundler refuses",
    version: isExact ? wanted : line,
    isExact,
  };
}

export function ofPhp(version: string, { contents }: Facts): Refusal | undefined {
  const manifest = fieldsOf(readJson(contents?.get("composer.json")));
  const written = stringOf(fieldsOf(manifest.require).php);
  const config = fieldsOf(manifest.config);
  if (written === undefined || "platform" in config || config["platform-check"] === false) return undefined;
  const range = composerRange(written);
  const own = version.split(".").length > 2 ? version : `~${version}.0`;
  if (range === undefined || intersects(range, own)) return undefined;
  const lowest = /(?<![\d.])\d{1,3}\.\d{1,3}/.exec(written)?.[0];
  return {
    manifest: "composer.json",
    wanted: `PHP ${written}`,
    because: "which Composer refuses",
    version: lowest !== undefined && isOlder(version, lowest) ? lowest : undefined,
  };
}

/** As npm writes ranges; undefined for what is not understood. */
function composerRange(written: string): string | undefined {
  if (written.length > 100 || /[@a-z]/i.test(written)) return undefined;
  const range = written
    .split(/\|{1,2}/)
    .join(" || ")
    .replace(/,/g, " ")
    // Of two numbers the last one may grow.
    .replace(
      /~\s*(\d+)\.(\d+)(?![.\d])/g,
      (_, major: string, minor: string) => `>=${major}.${minor}.0 <${Number(major) + 1}.0.0`,
    );
  return validRange(range) === null ? undefined : range;
}

export function ofDotnet(version: string, facts: Facts): Refusal | undefined {
  const framework = frameworkOf(facts);
  if (!framework || !isOlder(version, framework.version)) return undefined;
  return {
    manifest: framework.manifest,
    wanted: `.NET ${framework.version}`,
    because: "which compiles for no newer one (NETSDK1045)",
    version: framework.version,
  };
}

export function ofJava(version: string, facts: Facts): Refusal | undefined {
  const wanted = compiledLine(facts);
  if (wanted === undefined || Number(version) >= wanted.line) return undefined;
  return {
    manifest: wanted.manifest,
    wanted: `Java ${wanted.line}`,
    because: "which compiles for no newer one",
    version: String(wanted.line),
    mayFetch: wanted.isToolchain,
  };
}

/** Whether a version is below another one for certain: 1.22 is the newest of its line, and no older than 1.22.5. */
export function isOlder(version: string, wanted: string): boolean {
  const own = version.split(".").map(Number);
  for (const [at, number] of wanted.split(".").map(Number).entries()) {
    const mine = own[at] ?? Number.POSITIVE_INFINITY;
    if (mine !== number) return mine < number;
  }
  return false;
}

function lineOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** Tags of a line move on to its newest version. */
function shortened(version: string): string {
  return version.endsWith(".0") ? lineOf(version) : version;
}
