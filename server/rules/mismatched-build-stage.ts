import { imageFacts, nodeTag } from "../data/images";
import { replace } from "../edits/edits";
import { locksScriptsAlone } from "../locks/lockFit";
import { factsFor } from "../node/installProject";
import { projectInstallsOf } from "../packages/install";
import { findStage } from "../syntax/dockerfile";
import { flagOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type {
  Dockerfile,
  DockerfileRule,
  Facts,
  Finding,
  Fix,
  ImageReference,
  Instruction,
  Stage,
  Word,
} from "../types";

export default {
  on: "Dockerfile",
  needs: ["from="],
  id: "mismatched-build-stage",
  title: "node_modules come from a stage with another Node.js or another libc",
  severity: "warning",
  category: "stages",
  why:
    "Native modules are compiled for the Node.js version and the C library of the stage that installs them, and fail to load under others: " +
    "Alpine has musl, Debian glibc, and a newer Debian has a newer glibc. " +
    "Let both stages start from the same version and distribution; the build stage may be the full variant.",
  sources: ["https://github.com/nodejs/docker-node#image-variants"],
  bad: `FROM node:latest AS build
WORKDIR /app
RUN npm ci --omit=dev

FROM node:24.1.0-bookworm-slim
COPY --from=build /app/node_modules /app/node_modules`,
  good: `FROM node:24.1.0-bookworm AS build
WORKDIR /app
RUN npm ci --omit=dev

FROM node:24.1.0-bookworm-slim
COPY --from=build /app/node_modules /app/node_modules`,

  *check(file, facts) {
    const { final } = file;
    if (final?.base?.name !== "node") return;
    for (const instruction of final.instructions) {
      const source = modulesFrom(instruction);
      const build = source && findStage(file, source.from, final);
      if (!source || build?.base?.name !== "node" || projectInstallsOf(build).length === 0) continue;
      const difference = compare(build.base, final.base);
      if (!difference || isPlain(file, build, facts) || isMadeToFit(build, instruction)) continue;
      yield { span: source.word, ...difference, fixes: alignments(build, final.base) };
      return;
    }
  },
} satisfies DockerfileRule;

/** Whether the lock file has nothing but JavaScript, which runs anywhere. */
function isPlain(file: Dockerfile, build: Stage, facts: Facts): boolean {
  const installs = projectInstallsOf(build);
  if (!installs.every((it) => it.manager === "npm" && factsFor(file, it, facts) === facts)) return false;
  const isLean = installs.every(({ command }) => hasFlag(command, "--omit", "--production", "--only"));
  return locksScriptsAlone(facts, !isLean);
}

/** Whether the install asks for another platform than its own, or a step below compiles or installs anew. */
function isMadeToFit(build: Stage, copy: Instruction): boolean {
  if (projectInstallsOf(build).some(({ command }) => hasFlag(command, "--libc", "--os", "--cpu", "--platform")))
    return true;
  return (copy.stage?.instructions ?? []).some(
    (step) =>
      step.start > copy.start &&
      step.keyword === "RUN" &&
      commandsIn(step).some((command) => runs(command, "npm rebuild", "pnpm rebuild", "yarn rebuild")),
  );
}

/** The source of a COPY --from that takes node_modules along. */
function modulesFrom(instruction: Instruction): { word: Word; from: string } | undefined {
  const { keyword, words, onbuild } = instruction;
  const from = flagOf(instruction, "from")?.value?.value;
  if (keyword !== "COPY" || onbuild || from === undefined) return undefined;
  const word = words.slice(0, -1).find(({ value }) => /(?:^|\/)node_modules\/?$/.test(value ?? ""));
  return word && { word, from };
}

function compare(build: ImageReference, runtime: ImageReference): Pick<Finding, "message" | "severity"> | undefined {
  const one = imageFacts("node", build.tag);
  const other = imageFacts("node", runtime.tag);
  const [oneTag, otherTag] = [nodeTag(build.tag ?? "latest"), nodeTag(runtime.tag ?? "latest")];
  if (!oneTag || !otherTag) return undefined;
  const end = "so native modules may fail to load";
  if (one.family !== other.family) {
    return { message: `node_modules are installed on ${one.family} and run on ${other.family}, ${end}` };
  }
  if (oneTag.major !== undefined && otherTag.major !== undefined && oneTag.major !== otherTag.major) {
    return {
      message: `node_modules are installed with Node.js ${oneTag.major} and run with ${otherTag.major}, ${end}`,
    };
  }
  if (one.distribution !== undefined && other.distribution !== undefined && one.distribution !== other.distribution) {
    return { message: `node_modules are installed on ${one.distribution} and run on ${other.distribution}, ${end}` };
  }
  if (oneTag.major === undefined && otherTag.major !== undefined) {
    return {
      message: `node_modules are installed with whatever ${build.text} is that day and run with Node.js ${otherTag.major}, ${end}`,
    };
  }
  return undefined;
}

/** The build stage gets the runtime's tag, in the full variant: it may have to compile. */
function alignments({ parent, image, base }: Stage, runtime: ImageReference): Fix[] {
  if (parent || !image || !base?.spans || base.digest || runtime.tag === undefined) return [];
  const tag = runtime.tag.replace(/-slim$/, "");
  return [
    {
      title: `Build with node:${tag}`,
      safe: false,
      edits: [replace({ start: base.spans.name.end, end: image.end }, `:${tag}`)],
    },
  ];
}
