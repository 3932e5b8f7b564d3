/** What a Rust project says about its program: the crates in it, and what it may need besides itself. */

import { isSent } from "../context/leftOut";
import {
  cratePackages,
  type DebianRelease,
  debianReleases,
  linkingCrates,
  ownLibraries,
  trustingCrates,
} from "../data/rustLibraries";
import { ignores } from "../syntax/dockerignore";
import type { Facts } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { among } from "../util/reads";

const manifests = filterOnce((path) => baseName(path) === "Cargo.toml" || baseName(path) === "Cargo.lock");
const sources = filterOnce(
  (path) =>
    path.endsWith(".rs") && baseName(path) !== "build.rs" && !/(?:^|\/)(?:target|tests|benches|examples)\//.test(path),
);

export const cargoReads = among(40, manifests);
export const rustSourceReads = among(200, sources);

/** Programs, libraries that are loaded, and files by where the sources were. */
const needsMore = /\bprocess::(?:Command\b|\{[^}]{0,200}\bCommand\b)|CARGO_MANIFEST_DIR|\blibloading::/;

/** What a program needs of the image that it ships in. */
export interface RustNeeds {
  readonly packages: readonly string[];
  readonly isRead: boolean;
}

/** What the program needs of Debian; a clause for why that is not known. Without a release, none of its packages may be needed. */
export function rustNeeds(facts: Facts, release: DebianRelease | undefined): RustNeeds | { readonly reason: string } {
  const known = cratesOf(facts);
  if (!Array.isArray(known)) return { reason: `which libraries it links with is not known without Cargo.lock` };
  const crates: readonly string[] = known;
  const doubt = sourceDoubt(facts);
  if (doubt !== undefined) return { reason: doubt };
  const stranger = crates.find(
    (name) =>
      linkingCrates.has(name) ||
      (/[-_]sys$/.test(name) && !ownLibraries.has(name) && !Object.hasOwn(cratePackages, name)),
  );
  if (stranger !== undefined)
    return { reason: `${stranger} may link with libraries that only the image that builds has` };
  const linking = crates.filter((name) => Object.hasOwn(cratePackages, name));
  if (release === undefined && linking[0] !== undefined)
    return { reason: `${linking[0]} links with libraries of the system` };
  const at = debianReleases.indexOf(release ?? "trixie");
  const libraries = linking.map((name) => cratePackages[name]?.[at] ?? name);
  const certificates =
    release !== undefined && crates.some((name) => trustingCrates.has(name)) ? ["ca-certificates"] : [];
  return { packages: [...new Set([...certificates, ...libraries])].sort(), isRead: areRead(facts) };
}

/** The names of all crates that Cargo.lock lists; undefined where there is none that is sent. */
function cratesOf({ files = [], contents, ignore }: Facts): readonly string[] | undefined {
  const locks = manifests(files).filter((path) => path.endsWith("Cargo.lock") && !ignores(ignore, path));
  const texts = locks.map((path) => contents?.get(path));
  if (texts.length === 0 || texts.includes(undefined)) return undefined;
  return texts.flatMap((text = "") => [...text.matchAll(/^name = "([^"]+)"/gm)].map(([, name = ""]) => name));
}

const sourceDoubt = memoize(({ files = [], contents }: Facts): string | undefined => {
  for (const path of sources(files)) {
    const found = needsMore.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return `${path} uses ${found.replace(/\{.*/s, "Command")}`;
  }
  return undefined;
});

function areRead({ files = [], contents }: Facts): boolean {
  return sources(files).every((path) => contents?.has(path));
}

/**
 * The files that a layer of the dependencies alone needs beside an empty src/main.rs; undefined where the project is
 * more than one program of that file.
 */
export function dependencyFiles(facts: Facts): readonly string[] | undefined {
  const { files = [], contents } = facts;
  const manifest = contents?.get("Cargo.toml");
  const isThere = (path: string) => isSent(path, facts);
  const isSimple =
    manifest !== undefined &&
    !/^[ \t]{0,40}\[(?:workspace|lib|\[(?:bin|bench|example|test)\]|patch)|^[ \t]{0,40}(?:build|path|autobins)[ \t]{0,20}=|\bpath[ \t]{0,20}=|\.workspace/m.test(
      manifest,
    );
  const isOne = manifests(files).every((path) => !path.includes("/")) && !files.some((path) => others.test(path));
  if (!isSimple || !isOne || !isThere("Cargo.lock") || !isThere("src/main.rs")) return undefined;
  return ["Cargo.toml", "Cargo.lock", ...["rust-toolchain", "rust-toolchain.toml"].filter(isThere)];
}

/** What else Cargo builds, or is told by. */
const others = /^(?:build\.rs|src\/lib\.rs|src\/bin\/.*|benches\/.*|examples\/.*|\.cargo\/.*)$/;
