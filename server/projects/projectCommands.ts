/** Commands of shells that prepare or move files of a project that is built: what ships has no use for them. */

import { fileCommands } from "../data/systemPrograms";
import { operands } from "../syntax/shell";
import type { Command } from "../types";

/** Whether a command only changes files of the project, folders aside, which a program may write to. */
export function isProjectCommand(command: Command): boolean {
  const { name = "", redirects } = command;
  if (redirects.length > 0) return false;
  const paths = operands(command).map(({ value }) => value);
  if (name === "chmod") return paths.slice(1).every((path) => /(?:^|\/)(?:mvnw|gradlew|[\w.-]+\.sh)$/.test(path ?? ""));
  if (name === "dos2unix") return paths.every((path) => path !== undefined && !path.startsWith("/"));
  return fileCommands.has(name) && name !== "mkdir" && name !== "touch" && name !== "cd" && paths.every(isOwn);
}

function isOwn(path: string | undefined): boolean {
  return (
    path !== undefined && !/^~|(?:^|\/)\.\.(?:\/|$)/.test(path) && !/^\/(?:etc|usr|root|var|home|opt)\b/.test(path)
  );
}
