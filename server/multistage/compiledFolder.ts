/** The folder that a build stage compiles to, where its one build says so. */

import { nextConfigFor, nextSettings } from "../context/nextFiles";
import { idleBeforeBuilds } from "../data/buildTools";
import { managerPrograms } from "../data/packageManagers";
import { compilerPaths } from "../node/compiled";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Stage } from "../types";
import { commandsOfRun, lastBuild } from "./staticSite";

/**
 * Where the build of a stage is run and what it makes there, absolute paths; undefined where more than one program may
 * make something, or nobody can tell what.
 */
export function compiledFolderOf(
  stage: Stage,
  file: Dockerfile,
  facts: Facts,
): { readonly work: string; readonly built: string } | undefined {
  const run = lastBuild(stage, file, facts);
  const work = run?.stage === stage ? run.before.workdir : undefined;
  const commands = run && work !== undefined ? (commandsOfRun(run, facts.project) ?? []) : [];
  const folders = commands.flatMap((argv) => folderOf(argv, facts) ?? []);
  const isAlone = commands.every((argv) => folderOf(argv, facts) !== undefined || makesNothing(argv));
  const built = isAlone && folders.length === 1 ? resolvePath(work, folders[0]) : undefined;
  return built === undefined || work === undefined || built === work ? undefined : { work, built };
}

/** No folder beside those of packages. */
function makesNothing([program, verb = "install"]: readonly string[]): boolean {
  const name = programName(program) ?? "";
  return idleBeforeBuilds.includes(name) || (managerPrograms.has(name) && /^(?:ci|i|install)$/.test(verb));
}

/** From the folder of the project. */
function folderOf([program, ...words]: readonly string[], facts: Facts): string | undefined {
  switch (programName(program)) {
    case "tsc":
      // Another configuration may name another folder.
      return words.length === 0 ? compilerPaths(facts).outDir : undefined;
    case "nest":
      return words.length === 1 && words[0] === "build" ? compilerPaths(facts).outDir : undefined;
    case "next": {
      const config = nextConfigFor(facts, "/");
      const isUsual = !config || !/distDir|output/.test(nextSettings(config.text));
      return words.length === 1 && words[0] === "build" && isUsual ? ".next" : undefined;
    }
    default:
      return undefined;
  }
}
