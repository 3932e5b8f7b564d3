import { wholeContextSources } from "../context/contextCopies";
import { blockOf, lineEnd } from "../edits/edits";
import { manifestCopies } from "../node/manifests";
import { type Install, installsIn, projectInstallsOf } from "../packages/install";
import { provides, separate } from "../packages/installRun";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Edit, Facts, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "source-before-install",
  title: "The source is copied before the dependencies are installed",
  severity: "info",
  category: "layers",
  why:
    "A layer is taken from the cache only as long as nothing before it has changed, so that with this order every changed source file installs all dependencies anew. " +
    "Copy package.json and the lock file first, install, and copy the rest afterwards.",
  sources: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCOPY . .",
  files: { "package.json": "{}", "package-lock.json": "{}" },

  *check(file, facts) {
    const wholes = wholeContextSources(file);
    for (const stage of file.stages) {
      const [install] = projectInstallsOf(stage);
      const whole = wholes.find(({ instruction }) => instruction.stage === stage && !instruction.onbuild);
      if (!install || !whole || whole.instruction.start > install.instruction.start) continue;
      if (copiesManifestFirst(whole.instruction)) continue;
      const edits = reorder(file, whole.instruction, install, facts);
      yield {
        span: whole.span,
        message: "Copying the whole source before the install makes every changed file install all dependencies anew",
        fixes: edits && [
          { title: "Copy package.json and the lock file first, the source after the install", safe: false, edits },
        ],
      };
    }
  },
} satisfies DockerfileRule;

function copiesManifestFirst({ stage, start }: Instruction): boolean {
  return (stage?.instructions ?? []).some(
    (other) => other.start < start && other.keyword === "COPY" && /package(?:\*|\.json|-lock)/.test(other.argumentText),
  );
}

/** What the install reads takes the place of the COPY, which moves below it together with what does not install. */
function reorder(file: Dockerfile, copy: Instruction, install: Install, facts: Facts): Edit[] | undefined {
  const { instruction, manager } = install;
  const instructions = copy.stage?.instructions ?? [];
  const between = instructions.slice(instructions.indexOf(copy) + 1, instructions.indexOf(instruction));
  const target = copy.words.at(-1);
  const isAbsolute = target?.value?.startsWith("/") ?? false;
  const copies = manifestCopies(manager, facts);
  const parts = separate(file, install);
  if (
    !copies ||
    !parts ||
    !between.every((other) => needsNoSource(other, isAbsolute)) ||
    copy.keyword !== "COPY" ||
    copy.exec ||
    !target?.value
  )
    return undefined;

  const { workdir } = copy.before;
  const isWorkdir = resolvePath(workdir, target.value) === workdir && workdir !== undefined;
  const root = isWorkdir ? "./" : target.text.endsWith("/") ? target.text : `${target.text}/`;
  const head = `${[copy.name, ...copy.flags].map(({ start, end }) => file.text.slice(start, end)).join(" ")} `;
  const lines = copies.map(({ sources, folder }) => {
    const below = root === "./" && folder !== "" ? "" : root;
    return `${head}${sources.join(" ")} ${below}${folder}${folder === "" ? "" : "/"}`;
  });
  const block = blockOf(file, copy);
  const gap = hasGap(file, blockOf(file, instruction).start) ? file.eol : "";
  const moved = [file.text.slice(block.start, block.end), ...(parts.rest === undefined ? [] : [parts.rest])];
  return [
    { ...block, text: lines.join(file.eol) },
    {
      start: instruction.start,
      end: lineEnd(file.text, instruction.end),
      text: [parts.install, gap + moved.join(file.eol)].join(file.eol),
    },
  ];
}

/**
 * Whether an instruction does the same without the source: it declares, or makes package managers ready. The folder may
 * change where the COPY names its target in full.
 */
function needsNoSource(instruction: Instruction, isAbsolute: boolean): boolean {
  const { keyword, onbuild, script } = instruction;
  if (keyword === "RUN" && !onbuild) {
    const installs = installsIn(instruction);
    return script !== undefined && commandsIn(instruction).every((command) => provides(command, installs));
  }
  return keyword === "WORKDIR" ? isAbsolute : keyword !== "RUN" && !isCopy(instruction);
}

/** Whether an empty line stands above an offset at the start of a line. */
function hasGap({ text }: Dockerfile, offset: number): boolean {
  return /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, offset - 100), offset));
}
