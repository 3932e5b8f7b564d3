/** What a Python project says of itself. */

import type { Facts } from "../types";
import { atRoot } from "../util/reads";

export const pyprojectReads = atRoot("pyproject.toml");

/** The text of `pyproject.toml` at the root of the context; undefined when it is not known. */
export function pyprojectOf({ contents, files }: Facts): string | undefined {
  return files?.includes("pyproject.toml") ? contents?.get("pyproject.toml") : undefined;
}

/** The range of Python versions that a pyproject.toml asks for: ">=3.12". */
export function requiredPython(pyproject: string): string | undefined {
  return /^requires-python[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{0,100})["']/m.exec(pyproject)?.[1];
}
