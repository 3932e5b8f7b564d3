/** Questions to the table of tools: what a program or a package is for. */

import { allOf, corepack, managerPrograms, runnerPrograms } from "./packageManagers";
import type { Purpose, Tool } from "./tool";
import { toolTable } from "./toolTable";

const byProgram = new Map(toolTable.flatMap((tool) => tool.programs.map((program) => [program, tool] as const)));

/** What is known of a program, which is named without a folder. */
export function toolOf(program: string | undefined): Tool | undefined {
  return program === undefined ? undefined : byProgram.get(program);
}

/**
 * A call of a tool by what node runs for it, or by its link, as a call by name: `node node_modules/next/dist/bin/next
 * start` is `next start`. Any other call comes back as it is.
 */
export function namedCall(argv: readonly string[]): readonly string[] {
  const at = argv[0] === "node" ? 1 : 0;
  const word = argv[at] ?? "";
  const start = word.lastIndexOf("node_modules/");
  if (start < 0 || (start > 0 && word[start - 1] !== "/")) return argv;
  const script = word.slice(start);
  const [, link] = /^node_modules\/\.bin\/([^/]+)$/.exec(script) ?? [];
  const program = link ?? toolTable.find((tool) => tool.script === script)?.programs[0];
  return program === undefined ? argv : [program, ...argv.slice(at + 1)];
}

/** The packages that bring a tool, the usual one first. */
export function packagesOfTool({ programs, packages }: Tool): readonly string[] {
  return packages ?? programs.slice(0, 1);
}

/** The programs of a package by which scripts know it: `tsc` of typescript; the name of the package where nothing else is known. */
export function programsOf(name: string): readonly string[] {
  const programs = toolTable.flatMap((tool) => (packagesOfTool(tool).includes(name) ? tool.programs : []));
  return programs.length > 0 ? programs : [name];
}

/**
 * The programs that a package which is in no table is likely to bring, by the customs of naming them: "slidev" of
 * @slidev/cli, "ember" of ember-cli, "quasar" of @quasar/app-vite; but neither the name of the package itself, nor what
 * the table knows of others.
 */
export function likelyProgramsOf(name: string): readonly string[] {
  const [, scope, own = name] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  if (scope === "types") return [];
  return [own.replace(/-cli$/, ""), ...(scope === undefined ? [] : [scope])].filter(
    (program) => program !== name && program !== "cli" && !toolOf(program),
  );
}

/** All tools that are for this in the first place. */
export function toolsFor(...purposes: readonly Purpose[]): readonly Tool[] {
  return toolTable.filter(({ purpose }) => purposes.includes(purpose));
}

/** The programs of all tools that are for this. */
export function programsFor(...purposes: readonly Purpose[]): ReadonlySet<string> {
  return new Set(toolsFor(...purposes).flatMap(({ programs }) => programs));
}

function programsWith(isMeant: (tool: Tool) => boolean): ReadonlySet<string> {
  return new Set(toolTable.filter(isMeant).flatMap(({ programs }) => programs));
}

/** Programs that work on the folder of the project and leave no trace outside of it. */
export const buildPrograms: ReadonlySet<string> = programsWith(
  ({ purpose, builds }) => builds !== undefined || purpose === "tidies up" || purpose === "monorepo tool",
);

/** Programs that build a front end, with the word `build` behind them. */
export const frontEndBuilders: ReadonlySet<string> = programsWith(({ isFrontEnd }) => isFrontEnd === true);

/** Packages that install or build, and do nothing in production. */
export const buildPackages: ReadonlySet<string> = new Set([
  ...managerPrograms,
  ...allOf((manager) => (manager.package === undefined ? [] : [manager.package])),
  corepack.program,
  ...toolTable.filter(isForBuildOnly).flatMap(packagesOfTool),
]);

function isForBuildOnly({ purpose, builds }: Tool): boolean {
  if (purpose === "development server") return builds !== undefined;
  return purpose === "build tool" || purpose === "monorepo tool" || purpose === "tidies up";
}

/** Node.js itself and what runs package scripts with it. A process manager sets variables of its own, and is none of them. */
export const nodePrograms: ReadonlySet<string> = new Set([
  ...(toolOf("node")?.programs ?? []),
  ...managerPrograms,
  ...runnerPrograms,
]);

/** Whether a program, by the first word behind it ("" for none or an option), builds into the folder of the project. */
export function builds(program: string | undefined, verb: string): boolean {
  return isAmong(verb, toolOf(program)?.builds);
}

function isAmong(verb: string, verbs: Tool["builds"]): boolean {
  return verbs === "always" || (verbs?.includes(verb) ?? false);
}

/**
 * The name of the development server that a program is with the first word behind it: "next dev", "nodemon". "" stands
 * for no word or an option. undefined when it is none.
 */
export function developmentServer(program: string, verb: string): string | undefined {
  const develops = toolOf(program)?.develops;
  if (!isAmong(verb, develops)) return undefined;
  return develops === "always" || verb === "" ? program : `${program} ${verb}`;
}

/** What makes a program unfit for production. */
type Unfit = Extract<Purpose, "watcher" | "compiles at start" | "development server" | "runs several programs">;

/**
 * Why a program with the first word behind it is none to start in a production image. `isByVerb`: with other words it
 * may be. undefined when nothing is known to speak against it.
 */
export function unfitForProduction(
  program: string,
  first: string,
): { readonly use: Unfit | "detaches"; readonly isByVerb: boolean } | undefined {
  const tool = toolOf(program);
  switch (tool?.purpose) {
    case "watcher":
    case "compiles at start":
    case "development server":
    case "runs several programs":
      return { use: tool.purpose, isByVerb: false };
    case "monorepo tool":
      return { use: "runs several programs", isByVerb: false };
    case "framework": {
      const isBare = first === "" || first.startsWith("-");
      const isMeant = isBare || isAmong(first, tool.develops) || isAmong(first, tool.previews);
      return isMeant ? { use: "development server", isByVerb: true } : undefined;
    }
    case "build tool":
      return isAmong(first, tool.develops) ? { use: "development server", isByVerb: true } : undefined;
    case "process manager":
      return tool.detaches === first ? { use: "detaches", isByVerb: true } : undefined;
    default:
      return undefined;
  }
}

/** The files that a tool is configured by, as far as it has such. */
export function configsOf(program: string): readonly string[] {
  return toolOf(program)?.configs ?? [];
}

/** The folders that tools build into, without those that people also give to sources. */
export const outputFolderNames: ReadonlySet<string> = new Set(
  toolTable.flatMap(({ outputs = [] }) => outputs).filter((name) => name === "dist" || name.startsWith(".")),
);

/** How variables are named whose values a build publishes with what it makes: "VITE_". */
export const publishedPrefixes: readonly string[] = [
  ...new Set((toolTable as readonly Tool[]).flatMap(({ inlines }) => inlines ?? [])),
];
