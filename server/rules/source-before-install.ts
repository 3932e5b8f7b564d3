import { wholeContextSources } from "../context/contextCopies";
import { type ContextSource, contextSourcesOf } from "../context/contextSources";
import { wholeContext } from "../context/contextTree";
import { blockOf, insertAfter, removeLine } from "../edits/edits";
import { readProject } from "../node/project";
import { firstDownloadingBuild } from "../packages/buildDownloads";
import { reorder } from "../packages/reorder";
import { firstInstalls } from "../projects/firstInstalls";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Edit, Facts, Finding, Instruction, Stage } from "../types";
import { filesBelow } from "../util/listing";
import { isReason } from "../util/reason";

export default {
  on: "Dockerfile",
  id: "source-before-install",
  title: "The source is copied before the dependencies are installed",
  severity: "info",
  category: "layers",
  why:
    "A layer is taken from the cache only as long as nothing before it has changed, so that with this order every changed source file installs all dependencies anew. " +
    "Copy what names the dependencies first, package.json and the lock file, install, and copy the rest afterwards.",
  sources: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCOPY . .",
  files: { "package.json": "{}", "package-lock.json": "{}" },

  *check(file, facts) {
    const wholes = wholeContextSources(file);
    for (const stage of file.stages) {
      const whole = wholes.find(({ instruction }) => instruction.stage === stage && !instruction.onbuild);
      if (!whole) {
        yield* judgeFolder(file, stage, facts);
        continue;
      }
      const copy = whole.instruction;
      const install = firstInstalls(file, stage, facts).find(
        ({ instruction, copied }) => instruction.start > copy.start && !copiesFirst(copy, copied),
      );
      if (!install) {
        yield* judgeFolder(file, stage, facts);
        yield* judgeBuild(whole, facts);
        continue;
      }
      const copies = install.copies();
      const edits = copies && (isReason(copies) ? copies : reorder(file, copy, install, copies));
      const isLeft = edits !== undefined && isReason(edits);
      yield {
        span: whole.span,
        message: "Copying the whole source before the install makes every changed file install all dependencies anew",
        fixes:
          edits && !isLeft
            ? [{ title: `Copy ${install.title} first, the source after the install`, safe: false, edits }]
            : [],
        note: isLeft ? `The order stays, because ${edits.reason}.` : undefined,
      };
    }
  },
} satisfies DockerfileRule;

/** One folder of sources that is copied before the install, which does not read it, or nothing but what names the dependencies. */
function* judgeFolder(file: Dockerfile, stage: Stage, facts: Facts): Iterable<Finding> {
  const context = wholeContext(facts);
  const install = context && firstInstalls(file, stage, facts)[0];
  if (!context || !install) return;
  const copied = contextSourcesOf(file).filter(
    ({ instruction, path, isMount, isGlob }) =>
      instruction.stage === stage &&
      instruction.start < install.instruction.start &&
      !isMount &&
      !isGlob &&
      context.isFolder(path),
  );
  const isNamedBefore = copiesFirst(install.instruction, install.copied);
  for (const source of copied) {
    const { instruction: copy, path, span } = source;
    const holds = !isNamedBefore && resolvePath(copy.before.workdir, copy.words.at(-1)?.value) === install.place;
    const inFolder = holds ? factsBelow(facts, path) : undefined;
    const copies = (isNamedBefore && sourceFolder.test(path)) || inFolder ? install.copies(inFolder) : undefined;
    if (!copies || isReason(copies) || copy.words.length !== 2) continue;
    const needed = copies.flatMap(({ sources }) => sources);
    if (!inFolder && needed.some((it) => it === path || it.startsWith(`${path}/`) || path.startsWith(`${it}/`)))
      continue;
    // Nothing changes oftener than what names the dependencies.
    if (inFolder?.files?.every((it) => needed.some((one) => it === one || it.startsWith(`${one}/`)))) continue;
    const within = copies.map(({ sources, folder }) => ({ sources: sources.map((it) => `${path}/${it}`), folder }));
    const edits = inFolder ? reorder(file, copy, install, within) : moveBelow(file, copy, install.instruction);
    yield {
      span,
      message: `Copying ${path} before the install makes every changed file in it install all dependencies anew`,
      fixes:
        edits && !isReason(edits)
          ? [
              {
                title: inFolder
                  ? `Copy ${install.title} first, the rest after the install`
                  : `Copy ${path} after the install`,
                safe: false,
                edits,
              },
            ]
          : [],
    };
    return;
  }
}

/** Folders of sources by their usual names, which no install reads unless a script of the project does. */
const sourceFolder =
  /^(?:src|source|app|lib|pages|components|public|templates|static|views|routes|controllers|cmd|internal|pkg|server|client|web)$/;

/** What is known as if a folder were the root of the build context. */
function factsBelow({ files = [], contents, ...facts }: Facts, folder: string): Facts {
  const start = `${folder}/`;
  const inside = [...(contents ?? [])].flatMap(([path, text]) =>
    path.startsWith(start) ? [[path.slice(start.length), text] as const] : [],
  );
  const paths = filesBelow(files, folder).map((path) => path.slice(start.length));
  const texts = new Map(inside);
  return { ...facts, ignore: undefined, files: paths, contents: texts, project: readProject(paths, texts) };
}

/** The copy stands behind the install; undefined where something between may need it. */
function moveBelow(file: Dockerfile, copy: Instruction, install: Instruction): Edit[] | undefined {
  const instructions = copy.stage?.instructions ?? [];
  const between = instructions.slice(instructions.indexOf(copy) + 1, instructions.indexOf(install));
  if (!between.every(({ keyword }) => /^(?:COPY|ENV|ARG|LABEL|EXPOSE)$/.test(keyword))) return undefined;
  const block = blockOf(file, copy);
  return [removeLine(file.text, block), insertAfter(file, install, file.text.slice(block.start, block.end))];
}

/** A build that downloads what it needs along the way: a person has to take the two apart. */
function* judgeBuild({ instruction: copy, span }: ContextSource, facts: Facts): Iterable<Finding> {
  const after = (copy.stage?.instructions ?? []).filter(({ start }) => start > copy.start);
  const build = firstDownloadingBuild(after, facts);
  const above = copy.stage ? inherited(copy.stage).filter(({ start }) => start < copy.start) : [];
  if (!build || above.some((other) => isCopy(other) && build.copied.test(other.argumentText))) return;
  const { start, end } = build.command;
  yield {
    span,
    message: `Copying the whole source before "${build.command.name}" downloads the dependencies makes every changed file download all of them anew`,
    related: [{ start, end, message: "Downloads them" }],
    note: "Fetch them in a step of their own, from what names them alone, or keep them in a cache mount.",
  };
}

function copiesFirst({ stage, start }: Instruction, copied: RegExp): boolean {
  return (stage?.instructions ?? []).some(
    (other) => other.start < start && isCopy(other) && copied.test(other.argumentText),
  );
}
