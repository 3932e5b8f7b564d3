/** What a project of PHP says: what its installs by Composer write, and where. */

import { composerInstallsOf } from "../packages/composerInstalls";
import { composerProject } from "../packages/composerProject";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Facts, Stage } from "../types";

/** Whether a command is a call of Composer. */
export function isComposerCall({ name, words }: Command): boolean {
  return (
    name === "composer" ||
    name === "composer.phar" ||
    (name === "php" && /composer(?:\.phar)?$/.test(words[1]?.value ?? ""))
  );
}

/** Both halves of `curl … | php -- --install-dir=/usr/local/bin`. */
export function isComposerInstaller({ name, words }: Command): boolean {
  const text = words.map((word) => word.value ?? word.text).join(" ");
  if (name === "curl" || name === "wget") return text.includes("https://getcomposer.org/installer");
  return name === "php" && /^php(?: -- (?:--(?:install-dir|filename|version)=[\w./-]+ ?){0,3})?$/.test(text);
}

/** Why Composer may write beside the folder of the project, as a clause; undefined where nothing speaks for it. */
export function composerDoubtOf(stage: Stage, facts: Facts): string | undefined {
  const project = composerProject(facts);
  if (!project) return "what composer.json says is not known";
  const moved = ["COMPOSER_VENDOR_DIR", "COMPOSER_BIN_DIR", "COMPOSER"].find(
    (name) => stage.variable(name) !== undefined,
  );
  if (moved !== undefined) return `${moved} is set`;
  const outside = /[\s"'=](\/(?:etc|usr|opt|var|home|root|srv)\/[^\s"']{0,60})/.exec(project.scripts)?.[1];
  if (outside !== undefined) return `a script of composer.json names ${outside}`;
  for (const { keyword, script } of stage.instructions) {
    if (keyword !== "RUN") continue;
    for (const command of script?.commands ?? []) {
      if (!isComposerCall(command)) continue;
      if (!runs(command, ...ownCalls)) return `what "composer ${command.words[1]?.text ?? ""}" writes is not known`;
      if (hasFlag(command, "--working-dir", "-d", "--global", "-g"))
        return "Composer is told to work in another folder";
    }
  }
  return undefined;
}

/** Those that write to the folder of the project alone, or nothing. */
const ownCalls =
  "install i dump-autoload dumpautoload du run-script run check-platform-reqs validate clear-cache clearcache cc --version"
    .split(" ")
    .flatMap((verb) => [`composer ${verb}`, `composer.phar ${verb}`]);

/** Whether all that Composer makes lies in `vendor`, which an ignore file can keep out of the context. */
export function leavesVendorAlone(stage: Stage, facts: Facts): boolean {
  const { contents, ignore } = facts;
  const manifest = contents?.get("composer.json") ?? "";
  const installs = composerInstallsOf(stage);
  const scripts = composerProject(facts)?.scripts;
  const calls = stage.instructions.flatMap(({ keyword, script }) =>
    keyword === "RUN" ? (script?.commands ?? []) : [],
  );
  const runsScripts =
    scripts !== "{}" &&
    (calls.some((command) => isComposerCall(command) && runs(command, ...scriptCalls)) ||
      calls.some(
        (command) => isComposerCall(command) && !runs(command, ...scriptCalls) && !hasFlag(command, "--no-scripts"),
      ));
  const writesMore = /"(?:vendor-dir|bin-dir|installer-paths|allow-plugins|extra)"\s{0,9}:/.test(manifest);
  return installs.length > 0 && !runsScripts && !writesMore && ignore !== undefined;
}

const scriptCalls = ["composer run-script", "composer run", "composer.phar run-script"];
