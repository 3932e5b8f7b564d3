/** What composer.json says, and what registers packages of PHP by hand. */

import type { Facts } from "../types";
import { memoize } from "../util/memoize";
import { atRoot } from "../util/reads";

/** Files in which Laravel and Symfony name what they load. */
const registries = ["config/app.php", "bootstrap/providers.php", "config/bundles.php"];

export const composerReads = atRoot("composer.json", ...registries);

export interface ComposerProject {
  readonly packages: readonly string[];
  readonly devPackages: readonly string[];
  /** The commands that Composer runs by itself, in one text. */
  readonly scripts: string;
}

/** The project at the root of the context; undefined where none is known. */
export const composerProject = memoize(({ contents }: Facts): ComposerProject | undefined => {
  try {
    const parsed: unknown = JSON.parse(contents?.get("composer.json") ?? "");
    const fieldOf = (name: string) => Object(Object(parsed)[name]) as object;
    return {
      packages: Object.keys(fieldOf("require")),
      devPackages: Object.keys(fieldOf("require-dev")),
      scripts: JSON.stringify(fieldOf("scripts")),
    };
  } catch {
    return undefined;
  }
});

/** A development package that the project loads by name whenever it starts; undefined when none is known. */
export function registeredDevPackage({ devPackages }: ComposerProject, { contents }: Facts): string | undefined {
  const texts = registries.map((path) => (contents?.get(path) ?? "").toLowerCase());
  return devPackages.find((name) => {
    const [vendor = "", title = ""] = name.toLowerCase().split("/");
    const space =
      vendor === "laravel" || vendor === "symfony" ? `${vendor}\\${title.replaceAll("-", "")}` : `${vendor}\\`;
    return texts.some((text) => text.includes(space));
  });
}
