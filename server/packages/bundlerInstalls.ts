/** Installs of Ruby projects by Bundler, and whether they may do without what is for development. */

import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { atRoot } from "../util/reads";

export const bundlerReads = atRoot("Gemfile", "Rakefile");

export interface BundlerInstall {
  readonly instruction: Instruction;
  readonly command: Command;
  /** Groups are left out by an option, a variable or a setting. */
  readonly omitsGroups: boolean;
}

/** Those of a stage, its parents left aside, in order. */
export function bundlerInstallsOf(stage: Stage): BundlerInstall[] {
  const runsOfStage = stage.instructions.filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  const isChosen = runsOfStage.some((instruction) =>
    commandsIn(instruction, "bundle", "bundler").some((command) =>
      command.words.some(({ value }) => /^(?:without|with|BUNDLE_WITHOUT|only)$/.test(value ?? "")),
    ),
  );
  return runsOfStage.flatMap((instruction) => {
    const isSet = /BUNDLE_(?:WITHOUT|ONLY)/.test(instruction.argumentText) || variableOf(instruction) !== undefined;
    return commandsIn(instruction, "bundle", "bundler").flatMap((command): BundlerInstall[] => {
      const isInstall =
        runs(command, "bundle install", "bundler install") || operands(command).length + command.words.length === 1;
      if (!isInstall || hasFlag(command, "--help")) return [];
      return [{ instruction, command, omitsGroups: isChosen || isSet || hasFlag(command, "--without", "--with") }];
    });
  });
}

function variableOf(instruction: Instruction): string | undefined {
  return instruction.variable("BUNDLE_WITHOUT") ?? instruction.variable("BUNDLE_ONLY");
}

/** The groups of the Gemfile that are for development and tests; undefined where it is not known. */
export function devGroupsOf({ contents }: Facts): readonly string[] | undefined {
  const text = contents?.get("Gemfile");
  if (text === undefined) return undefined;
  const lines = text.split("\n").filter((line) => /^\s*group\b|\bgroups?:|:group\s*=>/.test(line));
  return ["development", "test"].filter((name) => lines.some((line) => new RegExp(`[:"']${name}\\b`).test(line)));
}

/** Why what is for development may be needed after all, as a clause; undefined when nothing speaks for it. */
export function devGroupDoubt(stage: Stage, { files = [], contents }: Facts): string | undefined {
  const environment = ["RAILS_ENV", "RACK_ENV", "APP_ENV"].map((name) => stage.variable(name));
  if (!environment.includes("production")) return "nothing says that it runs in production";
  if (files.includes(".bundle/config")) return "what .bundle/config says is not known";
  const required = /^[ \t]{0,40}require[ \t]{0,4}\(?[ \t]{0,4}["'](?!\.|bundler|rake\b|rails\b)([\w/-]+)/m.exec(
    contents?.get("Rakefile") ?? "",
  )?.[1];
  if (required !== undefined) return `the Rakefile requires ${required}`;
  const texts = stage.instructions.filter(({ keyword }) => /^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword));
  const use = texts
    .map(
      ({ argumentText }) =>
        /\b(?:rspec|rubocop|brakeman|minitest|cucumber|guard|(?:rails|rake) (?:test|spec))\b/.exec(argumentText)?.[0],
    )
    .find(Boolean);
  return use && `${use} may need it`;
}

/** Why it is not known whether Bundler installs what is locked and for production alone, as a clause; undefined when it is. */
export function bundlerDoubt(stages: readonly Stage[], facts: Facts): string | undefined {
  const installs = stages.flatMap(bundlerInstallsOf);
  if (installs.length === 0) return undefined;
  if (!facts.files?.includes("Gemfile.lock")) return "no Gemfile.lock is known";
  const isUnknown = installs.some(({ omitsGroups }) => !omitsGroups) && devGroupsOf(facts) === undefined;
  return isUnknown ? "the groups of the Gemfile are not known" : undefined;
}
