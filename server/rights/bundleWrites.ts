/** What Bundler writes in the folder of a project. Source: bundler.io/man/bundle-config.1.html; measured with 2.3. */

import type { Call } from "../image/calls";
import type { ImageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { baseFacts, inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, runs } from "../syntax/shell";
import type { Command } from "../types";
import { before, named, settingOf, type Write } from "./writeParts";

/** The paths that `bundle config` and `bundle install` must write. */
export function bundleWrites(call: Call, files: ImageFiles): Write[] {
  const { command, folder } = call;
  if (folder === undefined || before(call, files).at(joined(folder, "Gemfile")) === "absent") return [];
  const at = (path: string, by: string): Write => ({
    ...named(call, command.words[0]),
    by,
    path,
    folder: parentOf(path),
  });
  if (isLocalSetting(command)) {
    const given = settingOf(call, "BUNDLE_APP_CONFIG");
    const { stage } = call.instruction;
    const isKnown = given?.value !== undefined || (stage && baseFacts(stage)?.isEnvironmentComplete);
    const path = given && isKnown ? resolvePath(folder, given.value ?? ".bundle") : undefined;
    return path === undefined ? [] : [at(path, "bundle config")];
  }
  if (!runs(command, "bundle install") && !(command.name === "bundle" && command.words.length === 1)) return [];
  if (hasFlag(command, "--gemfile", "--system") || settingOf(call, "BUNDLE_GEMFILE")?.value !== undefined) return [];
  if (before(call, files).at(joined(folder, "Gemfile.lock")) === "absent") {
    return [at(joined(folder, "Gemfile.lock"), "bundle install")];
  }
  const packages = packageFolder(call);
  const path = packages === undefined ? undefined : resolvePath(folder, packages);
  return path === undefined ? [] : [at(path, "bundle install")];
}

function isLocalSetting(command: Command): boolean {
  return runs(command, "bundle config") && hasFlag(command, "--local") && command.words.length > 4;
}

/** Where the gems go in place of the folder of the image; undefined where they do not, or it is not known. */
function packageFolder(call: Call): string | undefined {
  const { command, instruction } = call;
  const given = flagValue(command, "--path") ?? settingOf(call, "BUNDLE_PATH")?.value ?? setting(call, "path");
  if (given !== undefined) return given;
  const isDeployment = hasFlag(command, "--deployment") || setting(call, "deployment") === "true";
  const variable = settingOf(call, "BUNDLE_DEPLOYMENT")?.value;
  const isOther = (instruction.stage ? inherited(instruction.stage) : []).some(({ argumentText }) =>
    /path\.system|\.bundle\b|BUNDLE_PATH|\bpath\b/.test(argumentText),
  );
  return (isDeployment || variable === "true" || variable === "1") && !isOther ? "vendor/bundle" : undefined;
}

/** What an earlier `bundle config` has set. */
function setting({ instruction, command }: Call, name: string): string | undefined {
  const { stage } = instruction;
  const runsBefore = (stage ? inherited(stage) : []).filter(({ start }) => start <= instruction.start);
  const calls = runsBefore.flatMap((run) => commandsIn(run, "bundle")).filter(({ start }) => start < command.start);
  const words = calls
    .filter((one) => runs(one, "bundle config"))
    .map((one) =>
      one.words.slice(2).flatMap(({ value }) => (value?.startsWith("-") || value === "set" ? [] : [value])),
    );
  return words.findLast(([key]) => key === name)?.[1];
}
