/** The registries that a project trusts. */

import type { Facts, ImageReference } from "../types";

/** The names that people have for the registry of images without one. */
const hub: readonly string[] = ["docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io"];

/** The host that an image comes from: "docker.io" for Docker Hub under all of its names. */
export function hostOf({ registry }: ImageReference): string {
  return registry === undefined || hub.includes(registry) ? "docker.io" : registry;
}

/**
 * Whether images of a host may be proposed: everywhere unless the project names those that it trusts, one by one or
 * with a star at an end (`*.example.com`).
 */
export function isTrusted(host: string, { policy }: Facts): boolean {
  const trusted = policy?.trustedRegistries ?? [];
  const names = hub.includes(host) ? hub : [host];
  return trusted.length === 0 || trusted.some((pattern) => names.some((name) => fits(name, pattern)));
}

function fits(host: string, pattern: string): boolean {
  if (pattern === "*") return true;
  if (pattern.startsWith("*")) return host.endsWith(pattern.slice(1));
  return pattern.endsWith("*") ? host.startsWith(pattern.slice(0, -1)) : host === pattern;
}
