/** Installs of PHP projects by Composer, and whether they may do without what is for development. */

import { commandsIn } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { fieldsOf, readJson } from "../util/json";
import { type ComposerProject, composerProject, registeredDevPackage } from "./composerProject";

export interface ComposerInstall {
  readonly instruction: Instruction;
  readonly command: Command;
  /** It leaves development packages out. */
  readonly omitsDev: boolean;
}

/** Those of a stage, its parents left aside, in order. */
export function composerInstallsOf(stage: Stage): ComposerInstall[] {
  return stage.instructions.flatMap((instruction) => {
    if (instruction.keyword !== "RUN" || instruction.onbuild) return [];
    const isTold = instruction.variable("COMPOSER_NO_DEV") ?? /COMPOSER_NO_DEV/.exec(instruction.argumentText);
    const installs = commandsIn(instruction).filter(
      (command) =>
        runs(command, "composer install", "composer.phar install", "composer i") &&
        !hasFlag(command, "--dry-run", "--help"),
    );
    return installs.map((command) => ({
      instruction,
      command,
      omitsDev: Boolean(isTold) || hasFlag(command, "--no-dev"),
    }));
  });
}

/** Why it is not known whether Composer installs what is locked and for production alone, as a clause; undefined when it is. */
export function composerDoubt(stages: readonly Stage[], facts: Facts): string | undefined {
  const installs = stages.flatMap(composerInstallsOf);
  if (installs.length === 0) return undefined;
  if (!facts.files?.includes("composer.lock")) return "no composer.lock is known";
  const isUnknown = installs.some(({ omitsDev }) => !omitsDev) && composerProject(facts) === undefined;
  return isUnknown ? "what composer.json requires is not known" : undefined;
}

/** Why what is for development may be needed after all, as a clause; undefined when nothing speaks for it. */
export function devPackageDoubt(
  project: ComposerProject,
  { instruction: install }: ComposerInstall,
  facts: Facts,
): string | undefined {
  const registered = registeredDevPackage(project, facts);
  const isSymfony = project.packages.some((name) => /^symfony\/(?:framework-bundle|symfony|flex)$/.test(name));
  if (isSymfony && install.variable("APP_ENV") !== "prod")
    return "Symfony loads bundles for development unless APP_ENV is prod";
  if (registered !== undefined && !isSymfony) return `the project loads ${registered} by name`;
  const later = (install.stage?.instructions ?? []).filter(({ start, onbuild }) => start > install.start && !onbuild);
  const uses = [project.scripts, ...later.map(({ argumentText }) => argumentText)];
  const found =
    /\b(?:phpunit|pest|phpstan|psalm|php-cs-fixer|pint|grumphp|captainhook|db:seed|doctrine:fixtures:load|artisan test)\b|--seed\b/;
  const use = uses.map((text) => withoutNamed(text).match(found)?.[0]).find(Boolean);
  return use && `${use} may need them`;
}

/** Scripts that Composer runs only when it is asked for them are no matter. */
function withoutNamed(text: string): string {
  if (!text.startsWith("{")) return text;
  const entries = Object.entries(fieldsOf(readJson(text)));
  return JSON.stringify(entries.filter(([name]) => /^(?:pre|post)-/.test(name)));
}
