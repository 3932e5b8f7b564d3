/** Files that are missing from a build context for a reason. */

import { decide } from "../syntax/dockerignore";
import { templateEndings } from "../syntax/otherTexts";
import type { Facts } from "../types";
import { holds } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { gitignoreOf } from "./gitignore";

/** Whether the ignore file leaves a path out, whether or not there is such a file. */
export function isIgnored(path: string, { ignore }: Facts): boolean {
  return ignore !== undefined && decide(ignore, path).ignored;
}

/** Whether a file may be absent although all is well: a build makes it, or it is kept out of the repository. */
export function isMadeLater(path: string, { files = [], contents, context }: Facts): boolean {
  if (isNamedAsMade(path) || isRendered(path, files)) return true;
  // What builds the image may copy or fetch it just before.
  const parts = path.split("/");
  if (context?.builds.some(({ made }) => parts.some((part) => made?.includes(part)))) return true;
  // A file without an extension may be the program that a compiler makes.
  if (!baseName(path).includes(".") && hasCompiler(files)) return true;
  const gitignore = gitignoreOf({ contents });
  return gitignore !== undefined && decide(gitignore, path).ignored;
}

/** Whether what a generator of projects makes a file of lies in its place: `package.json.ejs`. @param files sorted. */
function isRendered(path: string, files: readonly string[]): boolean {
  return templateEndings.some((end) => holds(files, path + end));
}

/** Whether a folder is one that a generator makes projects of, by the files at its top: it has no manifest but a template of one, or code that writes it. */
export function isScaffold(files: readonly string[]): boolean {
  return scaffoldFiles.some(
    (name) =>
      !holds(files, name) && (isRendered(name, files) || holds(files, `${name}.js`) || holds(files, `${name}.ts`)),
  );
}

const scaffoldFiles = ["package.json", "README.md", ".gitignore", "pom.xml", "pyproject.toml", "go.mod", "Cargo.toml"];

/** The same by the path alone. */
export function isNamedAsMade(path: string): boolean {
  return path.split("/").some((part) => builtFolders.has(part.toLowerCase())) || builtFile.test(path);
}

const builtFolders: ReadonlySet<string> = new Set(
  (
    "dist build out output target bin obj lib release releases publish artifact artifacts node_modules vendor cert certs " +
    "ssl tls keys secrets credentials generated gen tmp .next .nuxt .output .svelte-kit _build storybook-static coverage"
  ).split(" "),
);

const builtFile =
  /(?:^|\/)\.(?:env|npmrc|netrc)|\.(?:jar|war|ear|tar|t?gz|t?xz|t?bz2|zst|zip|whl|deb|rpm|apk|exe|dll|so|bin|wasm|env|pem|crt|cer|key|p12|pfx|jks|lic|license)$|(?:^|[-_./])(?:linux|amd64|arm64|x86_64)(?:[-_./]|$)/i;

/** Files that tell of a language that is compiled to programs, or of a tool that makes anything. */
const compilers =
  /(?:^|\/)(?:go\.mod|Cargo\.toml|CMakeLists\.txt|Makefile|BUILD\.bazel|WORKSPACE|\.goreleaser\.ya?ml|Package\.swift)$|\.(?:go|rs|c|cc|cpp|zig|csproj|sln|cabal|nim)$/;

const hasCompiler = memoize((files: readonly string[]) => files.some((file) => compilers.test(file)));
