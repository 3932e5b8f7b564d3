import { wholeContextSources } from "../text/context";
import { resolvePath } from "../text/dockerfile";
import { blockOf, lineEnd } from "../text/edits";
import { type Install, projectInstallsOf } from "../text/install";
import { lockfileOf } from "../text/lockfile";
import { runs } from "../text/shell";
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
        span: whole.word,
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

/** Manifests and the install move above the COPY; only when nothing stands between and the install needs no source. */
function reorder(file: Dockerfile, copy: Instruction, install: Install, facts: Facts): Edit[] | undefined {
  const { instruction, manager } = install;
  const instructions = copy.stage?.instructions ?? [];
  const isNext = instructions.indexOf(instruction) === instructions.indexOf(copy) + 1;
  const target = copy.words.at(-1);
  const lockfile = lockfileOf(manager, facts);
  if (!isNext || copy.keyword !== "COPY" || !target?.value || !lockfile || !facts.project) return undefined;
  if (installNeedsSource(install, facts) || copy.exec) return undefined;

  const { workdir } = copy.before;
  const isWorkdir = resolvePath(workdir, target.value) === workdir && workdir !== undefined;
  const folder = isWorkdir ? "./" : target.text.endsWith("/") ? target.text : `${target.text}/`;
  const flags = copy.flags.map(({ start, end }) => `${file.text.slice(start, end)} `).join("");
  const manifests = ["package.json", lockfile, ...settingsOf(facts)].join(" ");
  const name = file.text.slice(copy.name.start, copy.name.end);
  const run = blockOf(file, instruction);
  const block = blockOf(file, copy);
  const end = lineEnd(file.text, run.end);
  const moved = `${name} ${flags}${manifests} ${folder}${file.eol}${file.text.slice(run.start, run.end)}${file.eol}`;
  return [
    { start: block.start, end: block.start, text: moved },
    // What stands before the RUN is a line end: it goes with the RUN.
    { start: block.end, end, text: "" },
  ];
}

function installNeedsSource({ instruction, command }: Install, { project, contents }: Facts): boolean {
  const others = (instruction.script?.commands ?? []).filter((other) => other !== command);
  if (!others.every((other) => runs(other, "npm cache", "yarn cache", "pnpm store", "corepack"))) return true;
  if (["preinstall", "install", "postinstall", "prepare", "prepublish"].some((name) => project?.scripts[name]))
    return true;
  const local = [...Object.values(project?.dependencies ?? {}), ...Object.values(project?.devDependencies ?? {})];
  const manifest = contents?.get("package.json") ?? "";
  return (
    local.some((version) => /^(?:file|link|workspace|portal|patch):/.test(version)) || /"workspaces"\s*:/.test(manifest)
  );
}

/** Files that tell the package manager how to install, as far as the context has them; `.npmrc` may hold a token. */
function settingsOf({ files = [] }: Facts): string[] {
  return [".yarnrc.yml", "pnpm-workspace.yaml", "bunfig.toml"].filter((path) => files.includes(path));
}
