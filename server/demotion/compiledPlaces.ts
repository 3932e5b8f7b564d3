/** Where the files that TypeScript is compiled to lie in the image, by the one that is started. */

import { startedFile } from "../node/entry";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Facts, Stage } from "../types";
import { folderOf } from "../util/paths";
import { startedPrograms } from "./startCalls";

/** Gives the folder of the image in which what a TypeScript file of the context is compiled to lies; undefined where it is not known. */
export type CompiledPlaces = (path: string) => string | undefined;

/**
 * The places by how the compiled file that a stage starts is named, and its source: with `node build/src/main.js` for
 * `src/main.ts`, `env.ts` is `build/env.js`.
 */
export function compiledPlaces(stage: Stage, facts: Facts): CompiledPlaces {
  for (const { argv, folder } of startedPrograms(stage, facts)) {
    if (folder === undefined || !runners.test(programName(argv[0]) ?? "")) continue;
    const own = argv.slice(1).map((word) => (word.startsWith(`${folder}/`) ? word.slice(folder.length + 1) : word));
    const found = startedFile(["node", ...own.filter((word) => word !== "start")], facts);
    if (!found || !typeScript.test(found.source) || typeScript.test(found.path)) continue;
    const output = found.path.replace(/\.[cm]?js$/, "").split("/");
    const source = found.source.replace(typeScript, "").split("/");
    while (source.length > 0 && output.at(-1) === source.at(-1)) {
      output.pop();
      source.pop();
    }
    const from = source.map((part) => `${part}/`).join("");
    const to = resolvePath(folder, output.join("/") || ".") as string;
    return (path) =>
      typeScript.test(path) && path.startsWith(from)
        ? resolvePath(to, folderOf(path.slice(from.length)) || ".")
        : undefined;
  }
  return () => undefined;
}

const runners = /^(?:node|nodejs|pm2|pm2-runtime)$/;
const typeScript = /(?<!\.d)\.[cm]?tsx?$/;
