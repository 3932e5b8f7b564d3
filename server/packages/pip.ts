/** pip and uv: their installs and their caches. */

import { runs } from "../syntax/shell";
import type { Command } from "../types";
import { pipCall } from "./packages";

/** What keeps a download cache, and how it is told not to. */
export interface PipTool {
  readonly folder: string;
  /** The first keeps no cache, the last puts it elsewhere. */
  readonly flags: readonly [string, ...string[]];
  readonly variable: string;
  /** The variable that puts the folder elsewhere. */
  readonly mover: string;
  readonly clean: readonly string[];
}

/** By program. */
export const pipTools: ReadonlyMap<string, PipTool> = new Map([
  [
    "pip",
    {
      folder: ".cache/pip",
      flags: ["--no-cache-dir", "--no-cache", "--cache-dir"],
      variable: "PIP_NO_CACHE_DIR",
      mover: "PIP_CACHE_DIR",
      clean: ["pip cache", "pip3 cache"],
    },
  ],
  [
    "uv",
    {
      folder: ".cache/uv",
      flags: ["--no-cache", "-n", "--no-cache-dir", "--cache-dir"],
      variable: "UV_NO_CACHE",
      mover: "UV_CACHE_DIR",
      clean: ["uv cache"],
    },
  ],
]);

/** The call of pip or uv that installs, behind `python -m`; undefined when the command is none. */
export function pipInstallOf(command: Command): Command | undefined {
  const call = pipCall(command) ?? command;
  return runs(call, "pip install", "uv install", "uv sync") ? call : undefined;
}
