/** What settings of npm leave out of an install. */

import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import type { Install } from "../packages/install";
import type { Dockerfile, Facts } from "../types";
import { folderOf, pathIn } from "../util/paths";
import { placeOfInstall } from "./installPlace";

/**
 * Whether an .npmrc leaves dev dependencies out of an install: the one beside package.json, where it may be in the image by then.
 * Source: docs.npmjs.com/cli/using-npm/config#omit
 */
export function omitsDevBySettings(file: Dockerfile, install: Install, facts: Facts): boolean {
  const { manager, instruction, command } = install;
  if (manager !== "npm") return false;
  const beside = pathIn(folderOf(facts.project?.manifest ?? ""), ".npmrc");
  if (!omitting.test(facts.contents?.get(beside) ?? "")) return false;
  const place = placeOfInstall(install);
  const isMounted = instruction.mounts.some(({ type }) => type !== "cache");
  if (place === undefined || isMounted) return true;
  return imageFiles(file, facts).before(instruction, command).at(joined(place, ".npmrc")) !== "absent";
}

const omitting = /^[ \t]*(?:omit(?:\[\])?|only|production)\s*=\s*["']?(?:dev|prod|production|true)\b/m;
