/** The packages of a workspace, by their manifests, and how their settings have them installed. */

import type { Facts, Project } from "../types";
import { readProject } from "./project";

/** The package.json in the folder of a workspace, as if that were the root; undefined where its text is not known. */
export function workspaceAt(folder: string, { contents }: Facts): Project | undefined {
  return readProject([], new Map([["package.json", contents?.get(`${folder}/package.json`) ?? ""]]));
}

/** Whether the settings of a workspace of pnpm are known, with one lock file for all of it, and nothing in them asks for another way. */
export function isSharedAndLinked({ contents, project, files = [], isPartial }: Facts): boolean {
  const settings = contents?.get("pnpm-workspace.yaml");
  if (settings === undefined || isPartial) return false;
  const npmrc = contents?.get(".npmrc");
  if (npmrc === undefined && files.includes(".npmrc")) return false;
  const all = [settings, npmrc ?? "", contents?.get(project?.manifest ?? "") ?? ""].join("\n");
  return !/inject-?workspace-?packages|force-?legacy-?deploy|shared-?workspace-?lockfile/i.test(all);
}
