import { meantPath, wholeContext } from "../context/contextTree";
import { isIgnored } from "../context/madeLater";
import { startEnvFiles } from "../context/startEnvFiles";
import { isWhole, replace } from "../edits/edits";
import { imageFiles } from "../image/imageFiles";
import { insideOf, joined } from "../image/model";
import { mayBeMounted, servicesOf } from "../image/shipped";
import { missingBuildOf } from "../node/missingBuild";
import type { Origin } from "../node/origins";
import { isRootPackage, missingOrigin, placeElsewhere, startFileOf } from "../node/startFile";
import { allRuns, runOf } from "../packages/scripts";
import { type AbsentStart, absentStart } from "../projects/startedFile";
import { folderAfter } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { isTemplate } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { takesFromContext } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Facts, Finding, Fix, Word } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  id: "missing-start-file",
  title: "The container starts with a file that is not in the image",
  severity: "warning",
  category: "build-context",
  breaks: true,
  ofContext: true,
  why:
    "Node.js ends with “Cannot find module” when the file that it is to run is missing, Python with “can't open file”, Java with “Unable to access jarfile”. " +
    "It is neither in the folder that is copied, nor does a step of the build make it.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#cmd",
    "https://docs.docker.com/reference/dockerfile/#workdir",
  ],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "sever.js"]',
  good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]',
  files: { "server.js": "" },

  *check(file, facts) {
    if (file.final && isTemplate(file.final)) return;
    const found = [...ofNode(file, facts)];
    yield* found;
    const other = found.length > 0 || missingBuildOf(file, facts) ? undefined : absentStart(file, facts);
    if (other) yield { span: other.word, ...absence(file, other) };
    if (found.length === 0 && !other) yield* ofVariables(file, facts);
  },
} satisfies DockerfileRule;

/** What Node.js starts, by what the copies of the build context bring. */
function* ofNode(file: Dockerfile, facts: Facts): Iterable<Finding> {
  // In a folder that is but guessed, nothing would be left to be sure of.
  const context = facts.context?.isCertain === false ? undefined : wholeContext(facts);
  const stage = file.final;
  const main = stage && mainProcess(stage);
  const start = context && main && startFileOf(file, main, facts);
  if (!start) return;
  const elsewhere = placeElsewhere(file, facts, context, stage, start.path);
  if (elsewhere !== undefined && start.script === undefined) {
    const folder = folderAfter(stage);
    const message = `${start.path} is looked for in ${folder}, where nothing puts it: it lies at ${elsewhere}`;
    yield { span: start.span, message };
    return;
  }
  const target = resolvePath(stage.after.workdir, start.path);
  const origin = target === undefined ? undefined : missingOrigin(file, facts, context, stage, target);
  // What a script builds, another rule tells.
  if (missingBuildOf(file, facts)?.path === origin?.path) return;
  if (!origin || (start.script !== undefined && !isRootPackage(file, facts, context, stage))) return;
  const by = start.script === undefined ? "" : `"${start.script}" starts with ${start.path}: `;
  const ignored = facts.ignore && decide(facts.ignore, origin.path).by;
  if (context.isFile(origin.path) && ignored && facts.ignore) {
    yield {
      span: start.span,
      message: `${by}${origin.path} is left out of the image by "${ignored.text}" in ${facts.ignore.path}`,
      related: [{ ...ignored, file: facts.ignore.path, message: "this pattern leaves it out" }],
    };
    return;
  }
  const meant = meantPath(context, origin.path);
  const isLikely = meant !== undefined && /\.[cm]?js$/.test(meant) && !isIgnored(meant, facts);
  yield {
    span: start.span,
    message: `${by}${target} is not in the image, as the build context has no ${origin.path}${isLikely ? `; did you mean ${meant}?` : ""}`,
    fixes: isLikely && start.word ? renameTo(file, start.word, start.path, origin, meant) : [],
  };
}

/** The file that `node --env-file` reads, where nothing brings it: node ends with “not found”. Source: nodejs.org/api/cli.html. */
function* ofVariables(file: Dockerfile, facts: Facts): Iterable<Finding> {
  const { final: stage } = file;
  const main = stage && mainProcess(stage);
  const folder = stage && folderAfter(stage);
  if (!stage || !main || folder === undefined || facts.context?.isCertain === false) return;
  if (servicesOf(file, facts).some(({ command, entrypoint }) => command || entrypoint)) return;
  // A script that stands before, as entrypoint or in package.json, may write it.
  if (runsFirst(main.argv, facts)) return;
  for (const name of startEnvFiles(file, facts)) {
    const path = joined(folder, name);
    if (imageFiles(file, facts).after(stage).at(path) !== "absent" || mayBeMounted(file, stage, path, facts)) continue;
    const [first, last] = [main.argv[0], main.argv.at(-1)];
    if (facts.context?.builds.some(({ made }) => made?.includes(baseName(name)))) continue;
    // Who has such a file brings it along.
    const mayCome = stage.instructions.some((step) => takesFromContext(step)) && mayLieIn(name, facts);
    yield {
      severity: mayCome ? "info" : undefined,
      span: first && last ? { start: first.start, end: last.end } : main.starts.argument,
      message: `node is told to read ${path}, which is not in the image, so that the container ends at once unless it is ${mayCome ? "in the build context, or mounted" : "mounted there"}`,
      note: "`--env-file-if-exists` starts without it; `docker run --env-file` gives the variables to the container.",
    };
    return;
  }
}

/** Whether a start runs a script of the project, or other programs, before the first node that it tells of variables. */
function runsFirst(argv: readonly Word[], { project, files }: Facts): boolean {
  const words = argv.map(({ value }) => value ?? "");
  const [program = ""] = words;
  if (/^\.|\/|\.sh$/.test(program) && !/\/(?:node|npm|npx|yarn|pnpm|sh|bash)$/.test(program)) return true;
  const leaves = allRuns(runOf(words, project, files)).filter(({ kind }) => kind !== "script" && kind !== "several");
  return leaves.findIndex(({ argv: each }) => each.some((word) => word.startsWith("--env-file"))) > 0;
}

/** Whether a copy of the whole build context would take a file along that is kept out of the repository. */
function mayLieIn(name: string, facts: Facts): boolean {
  return !(facts.files ?? []).includes(name) && !isIgnored(name, facts);
}

/** By what is in the image. */
function absence(file: Dockerfile, { word, path, elsewhere }: AbsentStart): Omit<Finding, "span"> {
  if (elsewhere === undefined) return { message: `${path} is not in the image: nothing puts it there` };
  const { workdir } = file.final?.after ?? {};
  const given = word.value?.startsWith("/") ? undefined : workdir;
  const text = (given === undefined ? undefined : insideOf(elsewhere, given)) ?? elsewhere;
  if (!word.value?.endsWith(baseName(path))) return { message: `${path} is not in the image: it lies at ${elsewhere}` };
  const isPlain = isWhole(word) && /^"?[\w./-]+"?$/.test(word.text) && /^[\w./-]+$/.test(text);
  const edit = replace(word, word.text.startsWith('"') ? `"${text}"` : text);
  return {
    message: `${path} is not in the image: it lies at ${elsewhere}`,
    fixes: isPlain ? [{ title: `Start ${text}`, safe: false, optional: true, edits: [edit] }] : [],
  };
}

function renameTo({ text }: Dockerfile, word: Word, path: string, { path: from, folder }: Origin, to: string): Fix[] {
  const root = folder === undefined || folder === "." ? "" : `${folder}/`;
  const tail = from.slice(root.length);
  const at = text.slice(word.start, word.end).indexOf(path);
  if (at < 0 || !to.startsWith(root) || !path.endsWith(tail) || !/^[\w./@-]+$/.test(to)) return [];
  const end = word.start + at + path.length;
  const edit = { start: end - tail.length, end, text: to.slice(root.length) };
  return [{ title: `Start ${to}`, safe: false, optional: true, edits: [edit] }];
}
