/** The registries that a project trusts. */

import type { Facts } from "../types";

/** Whether images of a registry may be proposed: everywhere unless the project names those that it trusts. */
export function isTrusted(host: string, { policy }: Facts): boolean {
  const trusted = policy?.trustedRegistries ?? [];
  return trusted.length === 0 || trusted.includes(host) || trusted.includes("*");
}
