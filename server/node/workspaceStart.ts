/** A package script that is called for one workspace: `npm start --workspace apps/api`. */

import { managerOf } from "../data/packageManagers";
import { programName } from "../stage/process";
import type { Facts } from "../types";
import { readProject } from "./project";
import { type Resolution, resolveCommand } from "./resolution";

/** What it comes down to, and the folder from the context root that package managers start it in. */
interface WorkspaceStart {
  readonly folder: string;
  readonly resolution: Extract<Resolution, { kind: "command" }>;
}

/** undefined when `argv` names no workspace of the project at the context root, or its script cannot be followed. */
export function workspaceStartOf(argv: readonly string[], facts: Facts): WorkspaceStart | undefined {
  const { project, files = [], contents = new Map<string, string>() } = facts;
  const call = callOf(argv);
  if (!call) return undefined;
  const folder = project?.workspaces?.find((candidate) => {
    const name = readProject([], below(contents, candidate))?.name;
    return candidate === call.workspace.replace(/^\.\/|\/$/g, "") || name === call.workspace;
  });
  if (folder === undefined) return undefined;
  const paths = files.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
  const own = readProject(paths, below(contents, folder));
  const resolution = resolveCommand(own && { ...own, manager: project?.manager }, call.argv, paths);
  return resolution?.kind === "command" ? { folder, resolution } : undefined;
}

/** The package.json of a folder, as if the folder were the root. */
function below(contents: ReadonlyMap<string, string>, folder: string): ReadonlyMap<string, string> {
  return new Map([["package.json", contents.get(`${folder}/package.json`) ?? ""]]);
}

/** The workspace that a call names, and the same call in its folder. */
function callOf(argv: readonly string[]): { workspace: string; argv: readonly string[] } | undefined {
  const tool = programName(argv[0]) ?? "";
  const { workspaceVerb, workspaceOptions: options = [] } = managerOf(tool) ?? {};
  if (workspaceVerb) {
    const [workspace, ...rest] = argv[1] === workspaceVerb ? argv.slice(2) : [];
    return workspace === undefined ? undefined : { workspace, argv: [tool, ...rest] };
  }
  const at = argv.findIndex((word) => options.includes(word.replace(/=.*$/s, "")));
  const [, attached] = argv[at]?.split("=", 2) ?? [];
  const workspace = attached ?? argv[at + 1];
  if (at < 0 || workspace === undefined || /[*.{}]{2}|[*!^[\]]/.test(workspace)) return undefined;
  return { workspace, argv: argv.filter((_, index) => index !== at && (attached !== undefined || index !== at + 1)) };
}
