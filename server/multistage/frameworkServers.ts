/** Servers that frameworks build: what of the build stage they need when they run. */

import { isOfNoUse } from "../context/unusedFiles";
import { toolOf } from "../data/tools";
import { programName } from "../stage/process";
import { ignores } from "../syntax/dockerignore";
import type { Command, Facts, Project } from "../types";
import { stepsOf, tidies } from "./stageSteps";

interface FrameworkServer {
  /** The command that builds it, its options left aside. */
  readonly build: string;
  /** A package without which that command builds something else. */
  readonly adapter?: string;
  /** How it is started, from the folder of the project. */
  readonly start: RegExp;
  /** The folder that it is built to. */
  readonly folder: string;
  /** It holds the packages that it needs. */
  readonly isWhole?: true;
  /** Folders with what is bundled. */
  readonly sources: RegExp;
}

/** Sources: the pages on deployment with Node.js of each. */
const servers: readonly FrameworkServer[] = [
  {
    build: "nuxt build",
    start: /^node (?:\.\/)?\.output\/server\/index\.mjs$/,
    folder: ".output",
    isWhole: true,
    sources:
      /^(?:app|assets|components|composables|i18n|layers|layouts|middleware|modules|pages|plugins|public|server|shared|stores|utils)\/|^(?:app|error)\.vue$/,
  },
  {
    build: "vite build",
    adapter: "@sveltejs/adapter-node",
    start: /^node (?:\.\/)?build(?:\/|\/index\.js)?$/,
    folder: "build",
    sources: /^(?:src|static|messages|project\.inlang)\//,
  },
  {
    build: "astro build",
    adapter: "@astrojs/node",
    start: /^node (?:\.\/)?dist\/server\/entry\.mjs$/,
    folder: "dist",
    sources: /^(?:src|public)\//,
  },
  {
    build: "react-router build",
    adapter: "@react-router/serve",
    start: /^react-router-serve (?:\.\/)?build\/server\/index\.js$/,
    folder: "build",
    sources: /^(?:app|public)\//,
  },
];

/** Packages that look for files of their own beside a program, or keep data there. */
const readers = /prisma|^@nuxt\/content$|sqlite|^i18next-fs-backend$|^@lingui/;

/** What only writes types, or checks. */
const checks =
  /^(?:nuxt (?:prepare|typecheck)|svelte-kit sync|astro (?:check|sync)|react-router typegen|tsc|vue-tsc(?: --noEmit)?|svelte-check)$/;

/**
 * The paths of the build stage that a server needs, from the folder of the project; undefined where that is no server
 * that is known, or more may be of use to it.
 * @param argv how it is started.
 * @param commands that the build comes down to.
 */
export function serverResult(
  argv: readonly string[],
  project: Project,
  facts: Facts,
  commands: readonly Command[],
): readonly string[] | undefined {
  const line = [programName(argv[0]) ?? "", ...argv.slice(1)].join(" ");
  const packages = { ...project.dependencies, ...project.devDependencies };
  const steps = commands.map((command) => stepsOf(command, project));
  const lines = steps
    .flatMap((each) => each ?? [])
    .map(({ argv: [program = "", ...words] }) =>
      [toolOf(programName(program))?.programs[0] ?? program, ...words].join(" "),
    );
  const server = servers.find(
    (it) =>
      it.start.test(line) &&
      lines.includes(it.build) &&
      (it.adapter === undefined || Object.hasOwn(packages, it.adapter)),
  );
  if (!server || steps.includes(undefined) || Object.keys(packages).some((name) => readers.test(name)))
    return undefined;
  if (!lines.every((it) => it === server.build || checks.test(it) || tidies(it))) return undefined;
  if (movesOutput(server, facts)) return undefined;
  const { files = [], ignore } = facts;
  const isSource = (path: string) =>
    path.startsWith(`${server.folder}/`) || server.sources.test(path) || isOfNoUse(path);
  if (!files.every((path) => ignores(ignore, path) || isSource(path))) return undefined;
  return server.isWhole ? [server.folder] : ["node_modules", "package.json", server.folder];
}

/** Whether a configuration may choose another folder, or another kind of server. */
function movesOutput({ folder }: FrameworkServer, { files = [], contents }: Facts): boolean {
  const configs = files.filter((path) => /^(?:nuxt|svelte|astro|vite|react-router)\.config\.[cm]?[jt]s$/.test(path));
  const keys =
    folder === ".output"
      ? /\b(?:preset|output|buildDir|rootDir)\b/
      : /\b(?:out|outDir|buildDirectory|serverBuildFile|middleware)\s*["']?:/;
  return configs.some((path) => keys.test(contents?.get(path) ?? "output outDir:"));
}
