/** Which frontend reads the Dockerfile, as its `syntax` directive says. */

import type { Dockerfile } from "../types";

/** Whether Docker's own frontend reads it: others know other instructions, flags and image references. */
export function usesDockerFrontend({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === "syntax")?.value;
  return syntax === undefined || /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(syntax);
}

export interface Frontend {
  /** Of version 1; undefined for the newest. */
  readonly minor: number | undefined;
  readonly isLabs: boolean;
}

/** The version of Docker's frontend that the directive names; undefined without one, and for what it does not tell. */
export function frontendOf({ directives }: Dockerfile): Frontend | undefined {
  const syntax = directives.find(({ name }) => name === "syntax")?.value ?? "";
  const tag = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(?:@\S+)?$/.exec(syntax)?.[1];
  if (tag === undefined) return undefined;
  const isLabs = /labs|master|experimental/.test(tag);
  const version = /^1(?:\.(\d+))?(?:[.-]|$)/.exec(tag);
  if (version) return { minor: version[1] === undefined ? undefined : Number(version[1]), isLabs };
  return /^(?:latest|labs|master|stable)/.test(tag) ? { minor: undefined, isLabs } : undefined;
}
