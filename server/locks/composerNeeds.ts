/** What the scripts of composer.json need when Composer installs, and what of it is not there at that point of the build. */

import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { type ComposerInstall, composerInstallsOf } from "../packages/composerInstalls";
import { composerProject } from "../packages/composerProject";
import { flagValue, hasFlag } from "../syntax/shell";
import type { Dockerfile, Facts } from "../types";
import { pathSet } from "../util/listing";

export interface MissingForComposer {
  readonly install: ComposerInstall;
  /** The file of the project, from the context root: "artisan". */
  readonly path: string;
  /** The script of composer.json that starts it. */
  readonly script: string;
}

/** The installs whose scripts start a program of the project that is copied after them, so that they fail. */
export function missingForComposer(file: Dockerfile, facts: Facts): MissingForComposer[] {
  const project = composerProject(facts);
  if (!project || facts.isPartial) return [];
  const needs = needsOf(project.scripts, project.packages);
  return file.stages.flatMap(composerInstallsOf).flatMap((install) => {
    const { instruction, command } = install;
    const { workdir } = instruction.before;
    const isElsewhere =
      hasFlag(command, "-d", "--working-dir") || flagValue(command, "-d", "--working-dir") !== undefined;
    const isMounted = instruction.mounts.some(({ type }) => type === "bind");
    if (workdir === undefined || isElsewhere || isMounted || hasFlag(command, "--no-scripts")) return [];
    const view = imageFiles(file, facts).before(instruction, command);
    // Another project is installed here.
    if (view.at(joined(workdir, "composer.json")) === "absent") return [];
    const need = needs.find(
      ({ path, event }) =>
        pathSet(facts.files ?? []).has(path) &&
        view.at(joined(workdir, path)) === "absent" &&
        !(event.endsWith("autoload-dump") && hasFlag(command, "--no-autoloader")),
    );
    return need ? [{ install, path: need.path, script: need.event }] : [];
  });
}

/** Those of `composer install`. Source: getcomposer.org/doc/articles/scripts.md#event-names. */
const events = ["pre-install-cmd", "pre-autoload-dump", "post-autoload-dump", "post-install-cmd"];

function needsOf(scripts: string, packages: readonly string[]): { event: string; path: string }[] {
  const all = Object(JSON.parse(scripts)) as Record<string, unknown>;
  return events.flatMap((event) => {
    const lines = [all[event]].flat().filter((line): line is string => typeof line === "string");
    const called = lines.some((line) => line === "@auto-scripts") ? Object.values(Object(all["auto-scripts"])) : [];
    const runsConsole = called.includes("symfony-cmd") && packages.includes("symfony/flex");
    const started = lines.flatMap((line) => /^(?:@php|php)\s+(artisan|bin\/console)\s/.exec(line)?.[1] ?? []);
    return [...started, ...(runsConsole ? ["bin/console"] : [])].map((path) => ({ event, path }));
  });
}
