/** What a Python project says of itself. */

import type { Facts } from "../types";
import { atRoot } from "../util/reads";

export const pyprojectReads = atRoot("pyproject.toml");

/** The text of `pyproject.toml` at the root of the context; undefined when it is not known. */
export function pyprojectOf({ contents, files }: Facts): string | undefined {
  return files?.includes("pyproject.toml") ? contents?.get("pyproject.toml") : undefined;
}
