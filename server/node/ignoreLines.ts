/** A .dockerignore made for one project. */

import { isBundlerSettings, isSymfonyDefaults } from "../context/contextCopies";
import { contextPaths, hasWildcard, isWholeContext } from "../context/contextSources";
import { gitignoreOf } from "../context/gitignore";
import { namedInSources } from "../context/namedInSources";
import { namesIn } from "../context/patternMatches";
import {
  credentialFiles,
  credentialPattern,
  envFiles,
  isFixture,
  isKeyFile,
  keyFiles,
  namesSecret,
  sampleOf,
} from "../context/secretFiles";
import { holdsCredential } from "../context/secrets";
import { automation, found, foundBuildFiles, junk } from "../context/unwanted";
import { managerPrograms } from "../data/packageManagers";
import { composerInstallsOf } from "../packages/composerInstalls";
import { decide, escapePath, parseIgnore } from "../syntax/dockerignore";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { builtFolders, neededFiles, needsGit, outputPatterns } from "./needs";
import { programEnvFiles } from "./programTexts";

/** The lines of a .dockerignore: what exists, or is likely to, and what its Dockerfile neither copies nor needs. */
export function ignoreLines(file: Dockerfile, facts: Facts): string[] {
  const wanted = wantedPaths(file, facts);
  const blocks = groupsFor(file, facts).flatMap(([title, lines]) => {
    const harmless = [...new Set(lines)].filter((line) => !leavesOut(line, wanted));
    const kept = harmless.filter((line) => !line.startsWith("!") || isException(line, harmless));
    return kept.length === 0 ? [] : [[`# ${title}`, ...kept.filter((line) => !isCovered(line, kept))]];
  });
  return blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

type Group = readonly [title: string, lines: readonly string[]];

function groupsFor(file: Dockerfile, facts: Facts): Group[] {
  const { files = [] } = facts;
  const clutter = [...found(junk, files).keys()];
  const existing = [...foundBuildFiles(files).keys()];
  const services = existing.filter((line) => automation.includes(line));
  const dockerfiles = existing.filter((line) => /Dockerfile/.test(line));
  const history = otherHistories(files).map((path) => path.slice(0, path.indexOf("/")));
  return [
    ["Dependencies and logs", [...dependencies(file, facts), ...clutter.filter((line) => !isReport.test(line))]],
    ["What the build makes anew", [...outputPatterns(facts), ...builtFolders(file, facts)]],
    ["Secrets and local settings", secrets(file, facts)],
    ["Version control", [...(needsGit(file, facts) ? [] : [".git"]), ".gitignore", ...history, ...services]],
    [
      "The build itself",
      [
        ...(dockerfiles.length > 0 ? dockerfiles : ["**/Dockerfile*"]),
        "**/.dockerignore",
        ...existing.filter((line) => !services.includes(line) && !dockerfiles.includes(line)),
      ],
    ],
    ["Editors and reports", clutter.filter((line) => isReport.test(line))],
  ];
}

const isReport = /coverage|htmlcov|vscode|idea|\.vs$|fleet|swp|DS_Store|Thumbs/;

function dependencies(file: Dockerfile, facts: Facts): string[] {
  const isPython =
    has(facts, /^(?:requirements.*\.txt|pyproject\.toml|setup\.py|Pipfile)$/) || isBasedOn(file, "python");
  return [
    ...(isNode(file, facts) ? ["**/node_modules", "**/npm-debug.log*"] : []),
    ...(isNode(file, facts) && yarnLocks(facts.files ?? []).length > 0 ? ["**/yarn-error.log*"] : []),
    ...(isPython ? ["**/__pycache__", "**/*.py[cod]", "**/.venv"] : []),
    ...(file.stages.some((stage) => composerInstallsOf(stage).length > 0) ? ["vendor"] : []),
  ];
}

function secrets(file: Dockerfile, facts: Facts): string[] {
  const { files = [], contents } = facts;
  const npmrc = contents?.get(".npmrc");
  // Installs need the settings of one without a token.
  const hidesNpmrc = isNode(file, facts) && (npmrc === undefined || holdsCredential(npmrc));
  // Certificates may be wanted: then the keys are named one by one.
  const hasCertificates = certificates(files).length > 0;
  const keys = keyFiles(files).filter((path) => hasCertificates || !path.endsWith(".pem"));
  const lines = [
    ...["**/.env", "**/.env.*", "!**/.env.example"],
    ...envFiles(files)
      .filter((path) => isBundlerSettings(path, [file], facts) || isSymfonyDefaults(path, facts))
      .concat(programEnvFiles(file, facts).filter(isExcepted))
      .map((path) => `!${escapePath(path)}`),
    ...(hidesNpmrc ? ["**/.npmrc"] : []),
    ...(hasCertificates ? [] : ["**/*.pem"]),
    "**/*.key",
    ...keys.map((path) => `**/${path.slice(path.lastIndexOf("/") + 1)}`),
    ...credentialFiles(facts).flatMap((path) => credentialPattern(path, contents) ?? []),
  ];
  const soFar = parseIgnore(lines.join("\n"));
  const gitignored = (gitignoreOf(facts)?.patterns ?? []).filter(
    (pattern) => !pattern.negated && namesSecret(pattern.text) && !decide(soFar, sampleOf(pattern)).ignored,
  );
  return [...lines, ...gitignored.map(({ text }) => text)];
}

/** Whether a file that a program reads lies among others of variables, which stay out. */
function isExcepted(path: string): boolean {
  return baseName(path).startsWith(".env.");
}

/** Whether something at the root has such a name. */
function has({ files = [] }: Facts, form: RegExp): boolean {
  return namesIn(files, "").some((name) => form.test(name));
}

const yarnLocks = filterOnce((path) => path.endsWith("yarn.lock"));
const certificates = filterOnce((path) => path.endsWith(".pem") && !isKeyFile(path) && !isFixture(path));
const otherHistories = filterOnce((path) => /^\.(?:hg|svn)\//.test(path));

function isBasedOn({ stages }: Dockerfile, image: string): boolean {
  return stages.some(({ base }) => base?.name === image);
}

function isNode(file: Dockerfile, { project }: Facts): boolean {
  return project !== undefined || isBasedOn(file, "node") || file.stages.some(hasInstall);
}

function hasInstall({ instructions }: Stage): boolean {
  return instructions.some((instruction) =>
    commandsIn(instruction).some(({ name }) => managerPrograms.has(name ?? "")),
  );
}

/** What must stay in the context: what is copied or mounted by name, and what the installs and builds read. */
function wantedPaths(file: Dockerfile, facts: Facts): string[] {
  const { files = [] } = facts;
  const uses = new Set(contextPaths(file));
  const globs = [...uses].filter((path) => hasWildcard(path) && !isWholeContext(path)).map(parseIgnore);
  const globbed = globs.length === 0 ? [] : files.filter((path) => globs.some((glob) => decide(glob, path).ignored));
  // A key in a folder that is copied by name is meant.
  const keys = keyFiles(files).filter((path) => uses.has(path.slice(0, Math.max(0, path.lastIndexOf("/")))));
  const named = [...uses].filter((path) => !isWholeContext(path) && !hasWildcard(path));
  const read = programEnvFiles(file, facts).filter((path) => !isExcepted(path));
  const started = [...read, ...namedInSources(facts)];
  return [...named, ...globbed, ...keys, ...started, ...neededFiles(file, facts).map(({ path }) => path)];
}

function leavesOut(line: string, wanted: readonly string[]): boolean {
  const alone = parseIgnore(line);
  return wanted.some((path) => decide(alone, path).ignored);
}

/** Whether there is something that an exception takes back. */
function isException(line: string, lines: readonly string[]): boolean {
  const sample = line.replace(/^!(?:\*\*\/)?/, "");
  return lines.some((other) => !other.startsWith("!") && leavesOut(other, [sample]));
}

/** Whether another line says the same and more. */
function isCovered(line: string, lines: readonly string[]): boolean {
  const sample = line.replace(/^\*\*\//, "");
  if (line.startsWith("!") || /[*?[]/.test(sample)) return false;
  return lines.some((other) => {
    const isWider = other !== line && (other.startsWith("**/") || !line.startsWith("**/")) && !other.startsWith("!");
    return isWider && leavesOut(other, [sample]);
  });
}
