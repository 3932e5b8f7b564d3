import { wholeContextSources } from "../context/contextCopies";
import type { ContextSource } from "../context/contextSources";
import { factsFor } from "../node/installProject";
import { manifestCopies } from "../node/manifests";
import { firstDownloadingBuild } from "../packages/buildDownloads";
import { dependencyCopies, dependencyInstallsOf, readsSource } from "../packages/dependencyInstalls";
import { projectInstallsOf } from "../packages/install";
import { type ManifestCopy, reorder } from "../packages/reorder";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import type { Command, Dockerfile, DockerfileRule, Facts, Finding, Instruction, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";

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
      if (!whole) continue;
      const copy = whole.instruction;
      const install = firstInstalls(file, stage, facts).find(
        ({ instruction, copied }) => instruction.start > copy.start && !copiesFirst(copy, copied),
      );
      if (!install) {
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

interface FirstInstall {
  readonly command: Command;
  readonly instruction: Instruction;
  /** How a COPY looks that brings what the install reads. */
  readonly copied: RegExp;
  readonly title: string;
  copies(): ManifestCopy[] | Reason | undefined;
}

/** The first install of each tool, in order: what another stage below has installed before, a later one completes. */
function firstInstalls(file: Dockerfile, stage: Stage, facts: Facts): FirstInstall[] {
  const [install] = projectInstallsOf(stage);
  const nodeInstall = install && {
    ...install,
    copied: /package(?:\*|\.json|-lock)/,
    title: "package.json and the lock file",
    copies: () => manifestCopies(install.manager, factsFor(file, install, facts)),
  };
  const others = dependencyInstallsOf(stage);
  const above = stage.parent ? dependencyInstallsOf(stage.parent) : [];
  const first = others.filter(
    ({ tool }, index) => ![...above, ...others.slice(0, index)].some((other) => other.tool === tool),
  );
  const needless = first.filter((other) => !readsSource(other, facts));
  const found = needless.map((other) => ({
    ...other,
    copied: other.tool.copied,
    title: "what names the dependencies",
    copies: () => dependencyCopies(other, facts),
  }));
  return [...(nodeInstall ? [nodeInstall] : []), ...found].sort(
    (one, other) => one.command.start - other.command.start,
  );
}

function copiesFirst({ stage, start }: Instruction, copied: RegExp): boolean {
  return (stage?.instructions ?? []).some(
    (other) => other.start < start && isCopy(other) && copied.test(other.argumentText),
  );
}
