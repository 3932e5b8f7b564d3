/** The build in a devcontainer.json. Source of the keys: containers.dev/implementors/json_reference, "Image or Dockerfile". */

import type { BuildDefinition } from "../types";
import { fieldsOf, readJson } from "../util/json";
import { folderOf, resolveInWorkspace } from "../util/paths";

/** The build of a development container, if it has one. */
export function readDevcontainer(path: string, text: string): BuildDefinition[] {
  const container = fieldsOf(readJson(text));
  const build = fieldsOf(container.build);
  const dockerfile = fixedText(build.dockerfile) ?? fixedText(build.dockerFile) ?? fixedText(container.dockerFile);
  if (dockerfile === undefined) return [];
  const written = build.context ?? container.context ?? ".";
  // Both start at the folder of this file.
  const context = typeof written === "string" ? located(path, written) : undefined;
  const file = located(path, dockerfile);
  if (context === undefined || !file) return [];
  return [
    {
      kind: "devcontainer",
      file: path,
      name: fixedText(container.name) ?? "devcontainer",
      context,
      dockerfile: file,
      target: fixedText(build.target),
      ...(typeof build.target === "string" && !fixedText(build.target) && { isTargetUnknown: true }),
      args: Object.fromEntries(Object.entries(fieldsOf(build.args)).map(([name, value]) => [name, fixedText(value)])),
      contexts: [],
    },
  ];
}

function located(path: string, written: string): string | undefined {
  return written.includes("${") ? undefined : resolveInWorkspace(folderOf(path), written);
}

/** Undefined as well where something of the machine decides: "${localEnv:USER}". */
function fixedText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}
