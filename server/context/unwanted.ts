/** What a build context holds that an image does not need, by the names that tools give it, as patterns of an ignore file. */

import { covers, parseIgnore } from "../syntax/dockerignore";
import type { IgnoreFile } from "../types";
import { memoizeFor } from "../util/memoize";
import { withoutSlash } from "../util/paths";

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

/** The files of the context that a list of patterns names, by pattern. */
export function found(list: IgnoreFile, files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return search(files, list);
}

const search = memoizeFor((files: readonly string[], list: IgnoreFile) => {
  const result = new Map<string, string[]>();
  // One expression for all spares nearly every path the patterns.
  const any = new RegExp(list.patterns.map(({ pattern }) => expressionOf(pattern)).join("|"));
  for (const file of files) {
    if (!any.test(file)) continue;
    const path = withoutSlash(file);
    const pattern = list.patterns.find((it) => covers(it, path))?.text;
    if (pattern === undefined) continue;
    const paths = result.get(pattern);
    if (paths) paths.push(path);
    else result.set(pattern, [path]);
  }
  return result;
});

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
