/** What `nest start` runs once it has compiled the project. */

import { compilerOptions } from "../context/tsconfig";
import { programName } from "../stage/process";
import type { Facts, Project } from "../types";
import { pathSet } from "../util/listing";
import { own } from "../util/records";
import { fileIndex } from "./entryFile";
import { resolveCommand } from "./resolution";

/**
 * The call of node that does the same as `nest start` on what `nest build` makes; undefined for other calls, and where
 * the place of the compiled file is not certain.
 * @param argv program and arguments.
 */
export function nestStart(argv: readonly (string | undefined)[], facts: Facts): readonly string[] | undefined {
  const [program, verb, ...more] = argv;
  const { project, files = [], contents } = facts;
  if (programName(program) !== "nest" || verb !== "start" || more.length > 0 || !project) return undefined;
  const settings = contents?.get("nest-cli.json") ?? "";
  if (/"(?:monorepo|projects|entryFile|exec|tsConfigPath|webpack|builder)"\s*:/.test(settings)) return undefined;
  const config = ["tsconfig.build.json", "tsconfig.json"].find((path) => pathSet(files).has(path));
  const { outDir = "dist", rootDir } = config === undefined ? {} : compilerOptions(config, facts);
  if (!pathSet(files).has("src/main.ts")) return undefined;
  // What is compiled beside src moves the rest one folder down.
  const others = files.some((path) => /(?<!\.d)\.ts$/.test(path) && !/^(?:src|test)\//.test(path));
  const places = rootDir === undefined ? (others ? ["", "src/"] : [""]) : rootDir === "src" ? [""] : ["src/"];
  const paths = places.map((place) => `${outDir}/${place}main`);
  const known = own(project.scripts, "start:prod") === undefined ? undefined : production(project, files);
  const named = known?.[fileIndex(known)]?.replace(/^(?:\.\/)+/, "").replace(/\.js$/, "");
  if (known && named !== undefined && paths.includes(named)) return known;
  return paths.length === 1 ? ["node", paths[0] as string] : undefined;
}

/** What the script for production starts by node and nothing else. */
function production(project: Project, files: readonly string[]): readonly string[] | undefined {
  const resolution = resolveCommand(project, ["npm", "run", "start:prod"], files);
  if (resolution?.kind !== "command" || resolution.argv[0] !== "node") return undefined;
  return Object.keys(resolution.environment).length === 0 ? resolution.argv : undefined;
}
