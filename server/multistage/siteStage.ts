/** A stage of nginx that sends a built front end, in place of a server that needs Node.js. */

import table from "../data/end-of-life.json";
import { type Block, blocksOf, withoutFlag } from "../edits/blocks";
import { keywordLike } from "../edits/edits";
import { isTrusted } from "../instructions/trust";
import { isMounted } from "../packages/caches";
import { type Install, installsIn, projectInstallsOf } from "../packages/install";
import { isPackagedInit } from "../stage/inits";
import { uidOf } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { frontendOf, usesDockerFrontend } from "../syntax/frontend";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Finding, Fix, Instruction, Stage } from "../types";
import { onceFor } from "../util/memoize";
import type { Reason } from "../util/reason";
import { cacheMountFor } from "./stageCache";
import { lastBuild, type SiteServer, type StaticSite, siteServer, sourceOf } from "./staticSite";

/** What serves a site now, and the fix that makes nginx serve it, or why there is none. */
interface ServedSite extends SiteServer {
  readonly fix: Fix | Reason;
}

/** The server of files that the final stage starts; undefined when it starts anything else. */
export const servedSite = onceFor((file: Dockerfile, facts: Facts): ServedSite | undefined => {
  const stage = file.final;
  const server = stage && siteServer(file, stage, facts);
  return server && { ...server, fix: fixFor(file, stage, server, facts) };
});

/** What a finding about the server offers: the fix, or a note on why there is none. */
export function fixesOf({ fix, name }: ServedSite): Pick<Finding, "fixes" | "note"> {
  if (!("reason" in fix)) return { fixes: [fix] };
  return {
    fixes: [],
    note: `nginx could send these files instead of ${name}; that is left to you because ${fix.reason}.`,
  };
}

/**
 * The image is built for every release of nginx, under its version; even minor versions are the stable ones.
 * Source: https://github.com/nginx/docker-nginx-unprivileged
 */
function nginxImage(today: string): string {
  const stable = table.images.nginx.filter(({ cycle }) => Number(cycle.split(".")[1]) % 2 === 0);
  const newest = stable.findLast(({ end }: { end?: string }) => end === undefined || end > today) ?? stable.at(-1);
  return `nginxinc/nginx-unprivileged:${newest?.cycle}-alpine-slim`;
}

const sites = "/usr/share/nginx/html";

function fixFor(file: Dockerfile, stage: Stage, { site, isForDevelopment }: SiteServer, facts: Facts): Fix | Reason {
  if ("reason" in site) return site;
  if (!usesDockerFrontend(file) || (frontendOf(file)?.minor ?? 4) < 4) {
    return { reason: "the syntax directive names a version without heredocs" };
  }
  if (!isTrusted("docker.io", facts)) return { reason: "the project does not trust images of docker.io" };
  if (stage.parent || stage.base?.name !== "node") return { reason: "its stage does not start from the image node" };
  const edit = rewrite(file, stage, site, facts);
  if ("reason" in edit) return edit;
  const isComposed = facts.context?.builds.some(({ kind }) => kind === "compose") ?? false;
  // A compose file may give variables to a development server, which are of no use to what is built already.
  const optional = site.port < 1024 || (isForDevelopment && isComposed) || undefined;
  return {
    title: "Serve the built files by an unprivileged nginx",
    safe: false,
    optional,
    isFirst: true,
    edits: [edit],
  };
}

function rewrite(file: Dockerfile, stage: Stage, site: StaticSite, facts: Facts): Edit | Reason {
  const [from, ...blocks] = blocksOf(file, stage);
  if (!from) return { reason: "its stage is empty" };
  const run = lastBuild(stage, file, facts);
  const isBuiltHere = run === undefined || run.stage === stage;
  const source = isBuiltHere ? ownSource(file, stage, site.folder) : copiedSource(file, stage, site.folder);
  if (!source) return { reason: `nothing tells where "${site.folder}" comes from` };
  const lacking = run ? undefined : omittedTool(stage, facts);
  if (lacking !== undefined) return { reason: `the install leaves out ${lacking}` };
  const split = isBuiltHere ? endOfBuild(blocks, run) : 0;
  const parts = sort(file, blocks, split, source, site, facts);
  if ("reason" in parts) return parts;

  const word = (keyword: string) => keywordLike(file, stage.from, keyword);
  const lines: string[] = [];
  if (isBuiltHere) {
    lines.push(stage.name ? from.text : `${from.text} ${word("AS")} ${source.stage}`, ...parts.built);
    if (site.build !== undefined) lines.push(`${word("RUN")} ${site.build}`);
    lines.push("", ...parts.comments);
  } else {
    const lead = from.text.slice(0, from.instruction.start - from.start);
    lines.push(...parts.comments);
    lines.unshift(...lead.split(/\r?\n/).slice(0, -1));
  }
  lines.push(
    `${word("FROM")} ${nginxImage(facts.today)}`,
    ...(site.readsPort && !parts.setsPort ? [`${word("ENV")} PORT=${site.port}`] : []),
    `${word("COPY")} --from=${source.stage} ${source.path} ${sites}`,
    ...configuration(site, word("COPY")),
    ...parts.kept,
    ...(parts.exposes ? [] : [`${word("EXPOSE")} ${site.port}`]),
  );
  return { start: from.start, end: blocks.at(-1)?.end ?? from.end, text: lines.join(file.eol) };
}

interface Parts {
  /** Texts of the stage that builds, without FROM. */
  readonly built: readonly string[];
  /** Texts of the stage that ships. */
  readonly kept: readonly string[];
  /** Those of what is gone. */
  readonly comments: readonly string[];
  readonly exposes: boolean;
  readonly setsPort: boolean;
}

/** What describes the image rather than what is in it. */
const descriptions = new Set(["LABEL", "EXPOSE", "HEALTHCHECK", "MAINTAINER"]);

/** @param split the number of blocks that build; 0 when another stage does. */
function sort(
  file: Dockerfile,
  blocks: readonly Block[],
  split: number,
  source: Source,
  { folder }: StaticSite,
  facts: Facts,
): Parts | Reason {
  const buildsAsRoot = blocks.slice(0, split).every(({ instruction }) => instruction.keyword !== "USER");
  const described = blocks.filter(({ instruction }) => descriptions.has(instruction.keyword));
  const asked = described.map(({ instruction }) => instruction.argumentText).join(" ");
  const parts = { built: [] as string[], kept: [] as string[], comments: [] as string[], setsPort: false };
  for (const [index, block] of blocks.entries()) {
    const { instruction, text, comments } = block;
    const { keyword, assignments } = instruction;
    if (instruction.onbuild) return { reason: "it has ONBUILD" };
    const names = assignments.map(({ name }) => name.text);
    if (descriptions.has(keyword)) {
      if (keyword === "HEALTHCHECK" && !isPlainCheck(instruction)) {
        return { reason: "the image of nginx has not every program that HEALTHCHECK runs" };
      }
      parts.kept.push(text.replace(/^(?:[ \t]*\r?\n)+/, ""));
      continue;
    }
    const isAskedFor = (keyword === "ARG" || keyword === "ENV") && names.some((name) => mentions(asked, name));
    if (isAskedFor) parts.kept.push(text.slice(text.length - (instruction.end - instruction.start)).trimEnd());
    if (isAskedFor && keyword === "ENV" && names.includes("PORT")) parts.setsPort = true;
    if (index < split && !isForServer(instruction)) parts.built.push(builtText(file, block, buildsAsRoot, facts));
    else if (index < split || instruction === source.copy || isOfNoUse(instruction, split > 0, folder))
      parts.comments.push(...comments);
    else return { reason: `${keyword} in line ${instruction.line + 1} may change what is served` };
  }
  return { ...parts, exposes: described.some(({ instruction }) => instruction.keyword === "EXPOSE") };
}

/** The files of a stage that builds as root belong to root, and what root installs is kept for the next build. */
function builtText(file: Dockerfile, block: Block, buildsAsRoot: boolean, facts: Facts): string {
  const { instruction, start } = block;
  const text = buildsAsRoot ? withoutFlag(file, block, "chown") : block.text;
  const install =
    instruction.stage && projectInstallsOf(instruction.stage).find((it) => it.instruction === instruction);
  const flag = install && cacheFlag(install, facts);
  if (flag === undefined) return text;
  const at = instruction.name.end - start;
  return `${text.slice(0, at)} ${flag}${text.slice(at)}`;
}

/** The cache mount that an install lacks. */
function cacheFlag(install: Install, facts: Facts): string | undefined {
  const { instruction, manager } = install;
  const mount = cacheMountFor(install, facts);
  if (mount) return mount.isThere ? undefined : mount.flag;
  const isRoot = instruction.stage && uidOf(instruction.stage, instruction.before) === 0;
  const isMoved = ["npm_config_cache", "NPM_CONFIG_CACHE"].some((name) => instruction.variable(name) !== undefined);
  const isThere =
    isMounted(instruction, [npmCache]) || instruction.script?.commands.some((it) => runs(it, "npm cache"));
  return manager === "npm" && isRoot && !isMoved && !isThere ? `--mount=type=cache,target=${npmCache}` : undefined;
}

const npmCache = "/root/.npm";

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\$\\{?${name.replace(/\W/g, "")}\\b`).test(text);
}

/** The number of blocks up to the build; without one, up to the last thing that a build may need. */
function endOfBuild(blocks: readonly Block[], run: Instruction | undefined): number {
  const isNeeded = ({ instruction }: Block) =>
    run
      ? instruction === run
      : /^(?:RUN|COPY|ADD|WORKDIR|ENV|ARG)$/.test(instruction.keyword) && !isForServer(instruction);
  return blocks.findLastIndex(isNeeded) + 1;
}

/** Whether an instruction is there for the server alone: it starts it, or installs it or an init. */
function isForServer(instruction: Instruction): boolean {
  const { keyword } = instruction;
  if (keyword === "CMD" || keyword === "ENTRYPOINT" || keyword === "STOPSIGNAL") return true;
  if (keyword !== "RUN") return false;
  const commands = instruction.script?.commands ?? [];
  const installed = commands.flatMap((command) => packagesOf(command, instruction));
  const isOnly = commands.every((command) => runs(command, "npm", "yarn", "pnpm", "apt-get", "apt", "apk", "rm"));
  return isOnly && installed.length > 0 && installed.every((name) => serverPackages.has(name) || isPackagedInit(name));
}

const serverPackages = new Set(["serve", "http-server"]);

/** The packages that a command puts on the PATH; "." for the project's own dependencies. */
function packagesOf(command: Command, instruction: Instruction): string[] {
  if (runs(command, "apt-get install", "apt install", "apk add")) {
    return operands(command).map(({ value }) => value?.split("=")[0] ?? "");
  }
  const installs = installsIn(instruction).filter((install) => install.command === command);
  if (installs.some(({ isGlobal }) => !isGlobal)) return ["."];
  return installs.flatMap(({ packages }) => packages.map(({ value }) => value?.replace(/(.)@.*$/, "$1") ?? ""));
}

/** Whether an instruction behind the build leaves the built files as they are. */
function isOfNoUse(instruction: Instruction, isBuiltHere: boolean, folder: string): boolean {
  const { keyword, words, before, script } = instruction;
  if (/^(?:USER|ENV|ARG|WORKDIR|SHELL)$/.test(keyword) || isForServer(instruction)) return true;
  if (keyword === "RUN") {
    const commands = script?.commands ?? [];
    const isIdle = (command: Command) =>
      runs(command, "npm prune", "npm cache", "yarn cache", "pnpm prune", "chown", "useradd", "groupadd", "adduser") ||
      runs(command, "addgroup") ||
      installsIn(instruction).some((install) => install.command === command);
    return commands.length > 0 && commands.every(isIdle);
  }
  if (keyword !== "COPY" || isBuiltHere) return false;
  const target = resolvePath(before.workdir, words.at(-1)?.value);
  return target !== undefined && !`${target}/`.startsWith(`${folder}/`);
}

/** Whether HEALTHCHECK runs only what BusyBox has. */
function isPlainCheck({ argumentText, script }: Instruction): boolean {
  const commands = script?.commands ?? [];
  return (
    /^NONE$/i.test(argumentText) ||
    (commands.length > 0 && commands.every(({ name }) => name === "wget" || name === "exit"))
  );
}

/** The build tool that only dev dependencies hold, where the install leaves those out. */
function omittedTool(stage: Stage, { project }: Facts): string | undefined {
  const omits = projectInstallsOf(stage).some(({ omitsDev }) => omitsDev !== false);
  return omits ? Object.keys(project?.devDependencies ?? {})[0] : undefined;
}

interface Source {
  /** What `--from` takes. */
  readonly stage: string;
  readonly path: string;
  /** The instruction that brings it to where it is served. */
  readonly copy?: Instruction;
}

function ownSource({ stages }: Dockerfile, stage: Stage, path: string): Source {
  const names = stages.map(({ name }) => name?.value?.toLowerCase());
  return { stage: stage.name?.text ?? (names.includes("build") ? "site" : "build"), path };
}

/** Where the COPY that brings a folder into a stage has it from. */
function copiedSource(file: Dockerfile, stage: Stage, folder: string): Source | undefined {
  const copies = stage.instructions.filter((instruction) => sourceOf(file, instruction));
  for (const copy of copies.reverse()) {
    const { words, flags, before } = copy;
    const [path, target, ...more] = words.map(({ value }) => value);
    const into = resolvePath(before.workdir, target);
    const from = flags.find(({ name }) => name === "from")?.value?.value;
    if (path === undefined || into === undefined || from === undefined || more.length > 0 || !path.startsWith("/"))
      continue;
    if (`${folder}/`.startsWith(into === "/" ? "/" : `${into}/`)) {
      const below = folder.slice(into === "/" ? 0 : into.length);
      return { stage: from, path: `${path.replace(/\/$/, "")}${below}`, copy };
    }
  }
  return undefined;
}

/** The lines that make nginx listen where the server did, and send what it sent; none where that is what it does anyway. */
function configuration({ port, readsPort, fallback }: StaticSite, copy: string): string[] {
  const path = readsPort ? "/etc/nginx/templates/default.conf.template" : "/etc/nginx/conf.d/default.conf";
  return [
    `${copy} <<'EOF' ${path}`,
    "server {",
    `  listen ${readsPort ? "${PORT}" : port};`,
    `  root ${sites};`,
    ...(fallback === undefined ? ["  error_page 404 /404.html;"] : []),
    "",
    "  location / {",
    `    try_files $uri $uri.html $uri/index.html ${fallback === undefined ? "=404" : `/${fallback}`};`,
    "  }",
    "}",
    "EOF",
  ];
}
