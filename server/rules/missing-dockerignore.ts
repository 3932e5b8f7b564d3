import { wholeContextSources } from "../context/contextCopies";
import { secretEnvFiles, setsNoSecret } from "../context/envSecrets";
import { placeOf } from "../context/folderCopies";
import { isEnvFile, isKeyFile } from "../context/secretFiles";
import { takes } from "../context/takenFiles";
import { isForPodman, unreadIgnore } from "../context/unreadIgnore";
import { ignoreLines } from "../node/ignoreLines";
import type { DockerfileRule } from "../types";
import { filterOnce, pathSet } from "../util/listing";

export default {
  on: "Dockerfile",
  id: "missing-dockerignore",
  title: "The whole build context is copied and no .dockerignore limits it",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "Without a `.dockerignore`, `COPY .` takes everything beside the Dockerfile into the image: the `node_modules` of your machine, " +
    "`.git` with its history, `.env` files with their secrets. " +
    "It also makes builds slow, since every changed file invalidates the cache of this layer.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  files: { "package.json": "{}" },
  filesAfter: {
    ".dockerignore": `# Dependencies and logs
**/node_modules
**/npm-debug.log*

# Secrets and local settings
**/.env
**/.env.*
!**/.env.example
**/.npmrc
**/*.pem
**/*.key

# Version control
.git
.gitignore

# The build itself
**/Dockerfile*
**/.dockerignore
`,
  },

  *check(file, facts) {
    const [source] = wholeContextSources(file);
    if (!source || !facts.files || facts.ignore || unreadIgnore(facts)) return;
    if (pathSet(facts.files).has(".containerignore") && isForPodman(facts.path ?? "")) return;
    const unwanted = [...new Set([...unwantedFiles(facts.files), ...secretEnvFiles(facts)])]
      .filter((path) => takes(source, path) && !(isEnvFile(path) && setsNoSecret(path, facts)))
      .slice(0, mostNamed);
    const text = ignoreLines(file, facts).join(file.eol) + file.eol;
    const { stage } = source.instruction;
    const into = stage ? placeOf(stage) : "the image";
    yield {
      span: source.span,
      severity: unwanted.length > 0 || facts.project ? "warning" : "info",
      message:
        unwanted.length > 0
          ? `There is no .dockerignore, so this copies ${unwanted.join(", ")} into ${into}`
          : `There is no .dockerignore, so this copies the whole build context into ${into}`,
      fixes: [
        {
          title: "Create a .dockerignore for this project",
          safe: false,
          edits: [{ file: ".dockerignore", start: 0, end: 0, text }],
        },
      ],
    };
  },
} satisfies DockerfileRule;

const mostNamed = 4;

/** What in the context should not be copied. */
const unwantedFiles = filterOnce(
  (path) => /^(?:node_modules|\.git)\/$|^\.npmrc$/.test(path) || isEnvFile(path) || isKeyFile(path),
);
