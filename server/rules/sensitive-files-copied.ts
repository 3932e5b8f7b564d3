import { isSymfonyDefaults } from "../context/contextCopies";
import { isSettingsEnv, secretInEnv, setsNoSecret } from "../context/envSecrets";
import { copiesWith, enumerate, keepBack, placeOf } from "../context/folderCopies";
import { doubtOf, namedInSources } from "../context/namedInSources";
import { credentialFiles, isEnvFile, isFixture, isKeyFile } from "../context/secretFiles";
import { credentialKind, holdsCredential, isNpmrc } from "../context/secrets";
import { meantIgnore } from "../context/unreadIgnore";
import { ignoreLines } from "../node/ignoreLines";
import { needsGit } from "../node/needs";
import { programEnvFiles } from "../node/programTexts";
import { projectInstallsOf } from "../packages/install";
import { decide, escapePath, parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, DockerfileRule, Facts, Fix, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { withoutSlash } from "../util/paths";

export default {
  on: "Dockerfile",
  id: "sensitive-files-copied",
  title: "Secrets, version control or installed packages are copied along with a folder",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "What the ignore file does not keep back goes into a layer with the folder that is copied: secrets that everyone with the image can read, " +
    "the whole history, packages that were installed for another machine. " +
    "A pattern in the ignore file keeps it back.",
  sources: [
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
    "https://docs.docker.com/build/building/secrets/",
  ],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  files: { ".env": "TOKEN=x", "server.js": "", ".dockerignore": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\n**/.env\n" },

  *check(file, facts) {
    const isUnwanted = (path: string, stage: Stage) => {
      if (/\/$/.test(path)) return isPackages(path) ? installs(stage) : !readsHistory(stage) && !needsGit(file, facts);
      if (isSymfonyDefaults(path, facts) || (isEnvFile(path) && setsNoSecret(path, facts))) return false;
      if (isSettingsEnv(path) && !isSecret(path)) return secretInEnv(path, facts) !== undefined;
      return !isNpmrc(path) || holdsCredential(facts.contents?.get(path) ?? "");
    };
    // What a file would leave out that Docker does not read, the rule on that file says.
    const meant = meantIgnore(facts);
    // Of some files only the text tells.
    const all = new Set([...suspects(facts.files ?? []), ...credentialFiles(facts)]);
    const candidates = [...all].filter((path) => !meant?.leavesOut(path));
    for (const { source, stage, paths } of copiesWith(file, facts, candidates, isUnwanted, patternFor)) {
      const them = paths.length > 1 ? "them" : "it";
      // A build may well read a file of settings, and who names a folder may want what is in it.
      const isGuess = !stage.ships || source.path !== ".";
      const read = paths.find((path) => programEnvFiles(file, facts).includes(path));
      const started = read && facts.ignore ? `the program reads ${read} when it starts` : undefined;
      const doubt = started ?? (facts.ignore ? doubtOf(paths, facts).doubt : undefined);
      yield {
        span: source.span,
        severity: stage.ships ? undefined : "info",
        message: facts.ignore
          ? `${facts.ignore.path} lets ${enumerate(paths)} through, and this copies ${them} into ${placeOf(stage)}`
          : `There is no .dockerignore, so this copies ${enumerate(paths)} into ${placeOf(stage)}`,
        fixes: (facts.ignore ? keepBack(facts, paths, patternFor) : [create(file, facts, paths)]).map((fix) =>
          isGuess || doubt ? { ...fix, optional: true, doubt } : fix,
        ),
      };
    }
  },
} satisfies DockerfileRule;

/** A new ignore file, which keeps these back whatever else it does, but for what the program starts with. */
function create(file: Dockerfile, facts: Facts, paths: readonly string[]): Fix {
  const lines = [...ignoreLines(file, facts)];
  const parsed = parseIgnore(lines.join("\n"));
  const read = new Set([...programEnvFiles(file, facts), ...namedInSources(facts)]);
  const more = paths.filter((path) => !decide(parsed, withoutSlash(path)).ignored && !read.has(path)).map(patternFor);
  const text = [...lines, ...new Set(more)].join(file.eol) + file.eol;
  return {
    title: "Create a .dockerignore for this project",
    safe: false,
    edits: [{ file: ".dockerignore", start: 0, end: 0, text }],
  };
}

const suspects = filterOnce(
  (path) => isPackages(path) || isHistory(path) || isSettingsEnv(path) || (isSecret(path) && !isFixture(path)),
);

function isPackages(path: string): boolean {
  return /(?:^|\/)node_modules\/$/.test(path);
}

function isHistory(path: string): boolean {
  return /(?:^|\/)\.(?:git|hg|svn)\/$/.test(path);
}

function isSecret(path: string): boolean {
  return isEnvFile(path) || isKeyFile(path) || isNpmrc(path) || credentialKind(path) !== undefined;
}

/** In every folder, as the same name turns up elsewhere, too; a key in its own. */
function patternFor(path: string): string {
  const whole = path.replace(/\/$/, "");
  if (path.endsWith("/") || isEnvFile(path) || isNpmrc(path)) return `**/${whole.slice(whole.lastIndexOf("/") + 1)}`;
  return escapePath(whole);
}

/** Git itself, or Go, which writes the commit into what it builds. */
function readsHistory({ instructions }: Stage): boolean {
  return instructions.some(
    ({ keyword, script }) =>
      keyword === "RUN" && script?.commands.some(({ name = "" }) => /^(?:git|hg|svn|go)$/.test(name)),
  );
}

/** Without an install of its own, the image may live on the packages that are copied. */
function installs(stage: Stage): boolean {
  return projectInstallsOf(stage).length > 0 || (stage.parent !== undefined && installs(stage.parent));
}
