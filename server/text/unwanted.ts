/** What a build context holds that an image does not need, by the names that tools give it, as patterns of an ignore file. */

import type { Facts, IgnoreFile, IgnorePattern } from "../types";
import { isEnvFile, isFixture, isKeyFile } from "./context";
import { covers, parseIgnore } from "./dockerignore";
import { filterOnce } from "./folderCopies";
import { credentialKind } from "./secrets";

/** Folders and files of the services that build and test a repository. */
export const automation = [".github", ".gitlab", ".gitlab-ci.yml", ".circleci", ".travis.yml", "azure-pipelines.yml"];

/** Logs, caches, reports, environments and what editors leave behind. */
export const junk = parseIgnore(
  [
    ...["**/npm-debug.log*", "**/yarn-error.log*", "**/yarn-debug.log*", "**/pnpm-debug.log*", "**/lerna-debug.log*"],
    ...["*.log", "coverage", "**/.nyc_output", "htmlcov", "**/.coverage", "**/.eslintcache", "**/.stylelintcache"],
    ...["**/.cache", "**/.parcel-cache", "**/.turbo", "**/.gradle", "**/.terraform"],
    ...["**/__pycache__", "**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache", "**/.tox", "**/.nox"],
    ...[
      "**/.venv",
      "venv",
      "**/.vscode",
      "**/.idea",
      "**/.vs",
      "**/.fleet",
      "**/*.swp",
      "**/.DS_Store",
      "**/Thumbs.db",
    ],
  ].join("\n"),
);

/** Tests and documents. */
export const tests = parseIgnore(
  [
    ...["**/__tests__", "**/__mocks__", "**/*.test.*", "**/*.spec.*", "**/*_test.go"],
    ...["test", "tests", "spec", "e2e", "cypress", "docs", "CHANGELOG.md", "CONTRIBUTING.md"],
  ].join("\n"),
);

/** What the build and its automation are described by. */
const buildFiles = parseIgnore(
  [
    ...["**/Dockerfile*", "**/*.Dockerfile", "**/*.dockerfile", "**/Containerfile*"],
    ...["**/compose*.y*ml", "**/docker-compose*.y*ml", "**/docker-bake.*"],
    ...automation,
  ].join("\n"),
);

export const envFiles = filterOnce(isEnvFile);
export const keyFiles = filterOnce(isKeyFile);
export const npmrcFiles = filterOnce((path) => path === ".npmrc" || path.endsWith("/.npmrc"));

/** The files with credentials that have no rules of their own, see `credentialPattern`. */
export function credentialFiles({ files = [], contents }: Facts): readonly string[] {
  return credentialCandidates(files).filter((path) => credentialPattern(path, contents) !== undefined);
}

const credentialCandidates = filterOnce((path) =>
  /\.tfstate|\.yarnrc|\.ssh\/|\.gnupg\/|id_\w+_sk$|[._]netrc$|\.git-credentials$|\.pypirc$|\.pgpass$|\.docker|\.kube\/|kubeconfig$|\.aws\/|service[-_]?account[\w-]*\.json$|application_default_credentials\.json$/i.test(
    path,
  ),
);

/** The files of the context that a list of patterns names, by pattern. */
export function found(list: IgnoreFile, files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = remembered.get(files) ?? new Map<IgnoreFile, ReadonlyMap<string, readonly string[]>>();
  remembered.set(files, known);
  let result = known.get(list);
  if (!result) {
    result = search(list, files);
    known.set(list, result);
  }
  return result;
}

/** A listing never changes and is asked about at every keystroke. */
const remembered = new WeakMap<readonly string[], Map<IgnoreFile, ReadonlyMap<string, readonly string[]>>>();

function search(list: IgnoreFile, files: readonly string[]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  // One expression for all spares nearly every path the patterns.
  const any = new RegExp(list.patterns.map(({ pattern }) => expressionOf(pattern)).join("|"));
  for (const file of files) {
    if (!any.test(file)) continue;
    const path = file.endsWith("/") ? file.slice(0, -1) : file;
    const pattern = list.patterns.find((it) => covers(it, path))?.text;
    if (pattern === undefined) continue;
    const paths = result.get(pattern);
    if (paths) paths.push(path);
    else result.set(pattern, [path]);
  }
  return result;
}

/** For our own patterns, in which `*` is the only wildcard besides a leading `**`. */
function expressionOf(pattern: string): string {
  const isAnywhere = pattern.startsWith("**/");
  const name = pattern
    .slice(isAnywhere ? 3 : 0)
    .replaceAll(".", "\\.")
    .replaceAll("*", "[^/]*");
  return `${isAnywhere ? "(?:^|/)" : "^"}${name}(?:/|$)`;
}

/** Like `found`, for what the build is described by. Source code of such a name does not count, nor is it covered by a pattern. */
export function foundBuildFiles(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, readonly string[]>();
  for (const [pattern, paths] of found(buildFiles, files)) {
    const own = paths.filter((path) => !isSource(path));
    if (own.length === 0) continue;
    if (own.length === paths.length) result.set(narrow(pattern, own), own);
    else for (const path of own) result.set(path, [path]);
  }
  return result;
}

function isSource(path: string): boolean {
  return /(?:^|\/)(?:Docker|Container|docker-|compose)[^/]*\.(?:[cm]?[jt]sx?|java|kt|go|py|rb|rs|cs|php|c|h|cpp|md)$/i.test(
    path,
  );
}

/** A pattern for every depth only where something lies deeper. */
function narrow(pattern: string, paths: readonly string[]): string {
  const isRooted = !/^\*\*\/(?:Docker|Container)file/.test(pattern) && paths.every((path) => !path.includes("/"));
  return isRooted ? pattern.replace(/^\*\*\//, "") : pattern;
}

/**
 * What leaves a file with credentials out of the context; undefined for other files, and for those that have rules of
 * their own: `.env` files, private keys, `.npmrc`.
 * @param contents the texts that are known: what holds no credential there is none.
 */
export function credentialPattern(path: string, contents: Facts["contents"]): string | undefined {
  if (isEnvFile(path) || isKeyFile(path) || isFixture(path)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const text = contents?.get(path);
  if (/\.tfstate(?:\.|$)/.test(name)) return "**/*.tfstate*";
  if (/^\.yarnrc(?:\.yml)?$/.test(name))
    return text && /_authToken|npmAuth(?:Token|Ident):\s*[^\s$]/.test(text) ? `**/${name}` : undefined;
  const inFolder = /(?:^|\/)(\.ssh|\.gnupg)\/(?!(?:known_hosts|config|authorized_keys)$|[^/]*\.pub$)/.exec(path);
  if (inFolder) return `**/${inFolder[1]}`;
  if (!credentialKind(path)) return undefined;
  if (name.endsWith(".json") && text !== undefined && !/"private_key"|"refresh_token"|"auths?"/.test(text))
    return undefined;
  const folder = /(?:^|\/)(\.aws|\.docker|\.kube)\/[^/]+$/.exec(path)?.[1];
  return folder ? `**/${folder}/${name}` : `**/${name}`;
}

/** Whether what a pattern names is secret: a `.env`, a key, a credential file, a folder called secrets. */
export function namesSecret(pattern: string): boolean {
  const name = pattern.slice(pattern.lastIndexOf("/") + 1);
  if (/^\.env(?:$|[.*])/.test(name)) return !/example|sample|template/.test(name);
  if (/^\*?\.(?:pem|key|p12|pfx|jks|keystore|ppk)$/.test(name) || /^\*\.tfstate/.test(name)) return true;
  if (/^\.?secrets?(?:\.(?:json|ya?ml|toml|env|txt))?$/i.test(name) || /^(?:\.npmrc|credentials\.json)$/.test(name))
    return true;
  return !/[*?[]/.test(name) && (isKeyFile(name) || credentialPattern(name, undefined) !== undefined);
}

/** A name that a pattern stands for: `.env.local` for `.env*`. */
export function sampleOf({ pattern }: IgnorePattern): string {
  return pattern
    .replace(/^\*\*\//, "")
    .replace(/(\.env)\*(\.|$)/, (_, name, dot) => (dot === "" ? `${name}.local` : name + dot))
    .replace(/\*+|\?/g, "x");
}
