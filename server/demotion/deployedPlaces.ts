/** Where the sources of a package lie, or what they are compiled to, in an image that `pnpm deploy` has made its folder for. */

import { factsWithin } from "../node/entry";
import { ownDeployment, workspaceAt } from "../node/workspaceStart";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Stage } from "../types";
import { folderOf } from "../util/paths";
import { type CompiledPlaces, compiledPlaces } from "./compiledPlaces";

/**
 * The places by the packages that stages of the file deploy: with `apps/api` deployed to `/prod/api` and copied to `/srv`,
 * `apps/api/src/index.ts` is in `/srv/dist`.
 */
export function deployedPlaces(file: Dockerfile, stage: Stage, facts: Facts): CompiledPlaces {
  const packages = file.stages.flatMap((each) => {
    const made = ownDeployment(each, facts);
    const place = made && (each === stage ? made.target : placeOf(made.target, stage));
    return made && place !== undefined ? [{ folder: made.folder, place, compiled: within(made.folder) }] : [];
  });
  return (path) => {
    const own = packages.find(({ folder }) => path.startsWith(`${folder}/`));
    const inside = own && path.slice(own.folder.length + 1);
    return inside === undefined ? undefined : (own?.compiled(inside) ?? resolvePath(own?.place, outputOf(inside)));
  };

  function within(folder: string): CompiledPlaces {
    const own = workspaceAt(folder, facts);
    const all = own && factsWithin({ ...own, manifest: `${folder}/package.json` }, facts);
    return all ? compiledPlaces(stage, all) : () => undefined;
  }
}

/** Where a stage copies a folder to that another has made. */
function placeOf(made: string, stage: Stage): string | undefined {
  const copy = inherited(stage).findLast(
    (each) =>
      isCopy(each) &&
      flagOf(each, "from") !== undefined &&
      each.words.slice(0, -1).some(({ value }) => resolvePath("/", value) === made),
  );
  return copy && resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
}

/** The folder of a file, or where compilers put what they make of it, if nothing says so. */
export function outputOf(path: string): string {
  const folder = folderOf(path);
  const output = /\.[cm]?ts$/.test(path) ? folder.replace(/^src(?=\/|$)/, "dist") : folder;
  return output === "" ? "." : output;
}
