import { wholeContextSources } from "../context/contextCopies";
import { contextSourcesOf } from "../context/contextSources";
import { enumerate, placeOf } from "../context/folderCopies";
import { credentialPattern, isEnvFile, isKeyFile } from "../context/secretFiles";
import { takes } from "../context/takenFiles";
import { meantIgnore, type UnreadIgnore, unreadIgnore } from "../context/unreadIgnore";
import { appendPatterns } from "../edits/ignoreEdits";
import { ignoreLines } from "../node/ignoreLines";
import type { Dockerfile, DockerfileRule, Facts, Finding } from "../types";

export default {
  on: "Dockerfile",
  id: "unread-ignore-file",
  title: "Docker does not read the file that was meant to limit the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "Docker reads `<name of the Dockerfile>.dockerignore` beside the Dockerfile, or else `.dockerignore` at the root of the build context, and no other file. " +
    "`.containerignore` is read by Podman and Buildah only. " +
    "Without an ignore file, `COPY .` takes everything.",
  sources: ["https://docs.docker.com/build/concepts/context/#filename-and-location"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  files: { "dockerignore.txt": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\n" },

  *check(file, facts) {
    const [source] = wholeContextSources(file);
    const unread = source && unreadIgnore(facts);
    if (!unread) {
      yield* besideFolders(file, facts);
      return;
    }
    const { path, target, fault } = unread;
    yield {
      span: source.span,
      severity: fault === "program" ? "info" : undefined,
      message: `${reasons[fault](unread)}, so that this copies the whole build context`,
      related: [{ start: 0, end: 0, file: path, message: "this file is not read" }],
      fixes: [
        {
          title: `Create ${target} from ${path}`,
          safe: false,
          edits: [{ file: target, start: 0, end: 0, text: textFor(file, facts, path) }],
        },
      ],
    };
  },
} satisfies DockerfileRule;

/** Where the ignore file in force, or the lack of one, lets something through with a folder that another one would leave out. */
function* besideFolders(file: Dockerfile, facts: Facts): Iterable<Finding> {
  const unread = meantIgnore(facts);
  if (!unread) return;
  const left = (facts.files ?? []).filter(unread.leavesOut);
  for (const source of contextSourcesOf(file)) {
    const { stage } = source.instruction;
    const paths = left.filter((path) => path !== source.path && takes(source, path));
    if (source.isMount || !stage || paths.length === 0) continue;
    const { ignore, contents } = facts;
    const { patterns } = unread;
    const added = ignore
      ? { ...appendPatterns(ignore, ...patterns), file: ignore.path }
      : { file: unread.target, start: 0, end: 0, text: patterns.join(file.eol) + file.eol };
    const isGrave = paths.some((path) => /(?:^|\/)node_modules\/$/.test(path) || holdsSecret(path, contents));
    yield {
      span: source.span,
      severity: isGrave && stage.ships ? undefined : "info",
      message: `${reasons[unread.fault](unread)}, so that this copies ${enumerate(paths)} into ${placeOf(stage)}`,
      related: [{ start: 0, end: 0, file: unread.path, message: "this file is not read" }],
      fixes: [{ title: `Put what ${unread.path} says into ${added.file}`, safe: false, edits: [added] }],
    };
    return;
  }
}

function holdsSecret(path: string, contents: Facts["contents"]): boolean {
  return isEnvFile(path) || isKeyFile(path) || credentialPattern(path, contents) !== undefined;
}

const reasons: Readonly<Record<UnreadIgnore["fault"], (unread: UnreadIgnore) => string>> = {
  name: ({ path, target }) => `Docker reads ${target} and not ${path}`,
  folder: ({ path }) => `Docker looks for .dockerignore at the root of the build context and does not read ${path}`,
  program: ({ path }) => `Only Podman and Buildah read ${path}`,
};

function textFor(file: Dockerfile, facts: Facts, path: string): string {
  const text = facts.contents?.get(path);
  return text?.trim() ? text : ignoreLines(file, facts).join(file.eol) + file.eol;
}
