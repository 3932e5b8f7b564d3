/** How a Dockerfile is built that mounts secrets. */

import type { Dockerfile, Facts, Mount } from "../types";

/**
 * The `docker build` that passes the secrets a Dockerfile mounts, when it mounts others than it did before; undefined
 * when there is nothing new to pass.
 * @param before the Dockerfile before it was hardened.
 */
export function buildCommand(
  before: Dockerfile,
  after: Dockerfile,
  { path = "Dockerfile" }: Facts,
): string | undefined {
  const known = secretsOf(before);
  const secrets = secretsOf(after);
  if ([...secrets.keys()].every((id) => known.has(id))) return undefined;
  const passed = [...secrets].map(([id, mount]) => `--secret id=${id},${secretSource(id, mount)}`);
  return ["docker build", ...(path === "Dockerfile" ? [] : [`-f ${path}`]), ...passed, "."].join(" ");
}

/** By their ids; without one, the last part of the target. */
function secretsOf({ instructions }: Dockerfile): ReadonlyMap<string, Mount> {
  const mounts = instructions.flatMap((instruction) => instruction.mounts.filter(({ type }) => type === "secret"));
  const named = mounts.map((mount) => [mount.id ?? mount.target?.replace(/^.*\//, "") ?? "", mount] as const);
  return new Map(named.filter(([id]) => id !== ""));
}

/** The file or variable that the secret is in outside; for a variable of the same name as the id, that one. */
function secretSource(id: string, { target, options }: Mount): string {
  const variable = options.get("env");
  if (variable) return `env=${variable}`;
  if (target?.endsWith("/.npmrc")) return /^\/(?:root|home\/[^/]+)\//.test(target) ? "src=$HOME/.npmrc" : "src=.npmrc";
  if (target !== undefined && target !== `/run/secrets/${id}`) return `src=${target.replace(/^.*\//, "")}`;
  return /^\w+$/.test(id) ? `env=${id.toUpperCase()}` : "src=…";
}
