/** Builds that download the dependencies of a project on their own, in the same step that needs the source. */

import { unixCommands } from "../syntax/runs";
import { hasFlag, subcommand } from "../syntax/shell";
import type { Command, Facts, Instruction } from "../types";

interface BuildTool {
  readonly programs: readonly string[];
  /** Goals or verbs that build, wherever they stand among the words. */
  readonly builds: RegExp;
  /** Without one of these manifests at the root nothing is known of the project. */
  readonly manifests: readonly string[];
  /** A line of the manifest that says that there is something to download. */
  readonly needs: RegExp;
  /** How a COPY looks that brings what names the dependencies. */
  readonly copied: RegExp;
  readonly offline: readonly string[];
}

const tools: readonly BuildTool[] = [
  {
    programs: ["cargo"],
    builds: /^(?:build|b|install|rustc)$/,
    manifests: ["Cargo.toml"],
    needs: /^[ \t]*\[(?:[\w.'"()=, -]{1,100}\.)?(?:dependencies|build-dependencies|dev-dependencies)\b/m,
    copied: /Cargo\.|Cargo\*|recipe\.json/,
    offline: ["--offline", "--frozen"],
  },
  {
    programs: ["gradle", "gradlew"],
    builds:
      /^:?(?:[\w-]+:)*(?:build|assemble|bootJar|bootWar|jar|war|shadowJar|installDist|distTar|distZip|quarkusBuild|nativeCompile)$/,
    manifests: ["build.gradle", "build.gradle.kts"],
    needs: /\b(?:plugins|dependencies|apply)\b/,
    copied: /\.gradle(?![\w/])|gradle\*|\.kts\b/,
    offline: ["--offline"],
  },
  {
    programs: ["mvn", "mvnw"],
    builds: /^(?:compile|package|verify|install|deploy)$/,
    manifests: ["pom.xml"],
    needs: /<(?:dependency|plugin|parent)>/,
    copied: /\bpom\b|\.xml\b/,
    offline: ["-o", "--offline"],
  },
  {
    programs: ["go"],
    builds: /^(?:build|install)$/,
    manifests: ["go.mod"],
    needs: /^[ \t]*require\b/m,
    copied: /\bgo\.(?:mod|su|\*|work)|\bgo\.\[/,
    offline: ["-mod=vendor"],
  },
];

export interface BuildDownload {
  readonly command: Command;
  readonly instruction: Instruction;
  readonly copied: RegExp;
}

/**
 * The first build of a stage that is known to download, each time that it runs: nothing above has fetched what it needs,
 * and no mount keeps it. undefined where there is none, or where the project is not known.
 */
export function firstDownloadingBuild(
  instructions: readonly Instruction[],
  { files, contents }: Facts,
): BuildDownload | undefined {
  const used = new Set<string>();
  for (const instruction of instructions) {
    if (instruction.keyword !== "RUN" || instruction.onbuild) continue;
    const keeps = instruction.mounts.some(({ type }) => type === "cache" || type === "bind");
    for (const command of unixCommands(instruction)) {
      const tool = tools.find(({ programs }) => programs.includes(command.name ?? ""));
      if (!tool || used.has(tool.programs[0] ?? "")) continue;
      // `cargo --version` and `cargo install cargo-chef` come before.
      const isBuild =
        command.words.some(({ value }, index) => index > 0 && tool.builds.test(value ?? "")) && isOwn(command);
      if (!isBuild && !fetches(command)) continue;
      used.add(tool.programs[0] ?? "");
      if (!isBuild || keeps || hasFlag(command, ...tool.offline) || files?.some((path) => path.startsWith("vendor/")))
        continue;
      const manifest = tool.manifests.map((name) => contents?.get(name)).find((text) => text !== undefined);
      if (manifest === undefined || !tool.needs.test(manifest)) continue;
      return { command, instruction, copied: tool.copied };
    }
  }
  return undefined;
}

/** Whether the project itself is built, and no package by its name: `cargo install --path .`, `go install`. */
function isOwn(command: Command): boolean {
  const { words, name } = command;
  if (subcommand(command)?.value !== "install" || (name !== "cargo" && name !== "go")) return true;
  return hasFlag(command, "--path") || (name === "go" && !words.some(({ text }) => text.includes("@")));
}

/** Whether a call brings what later ones need. */
function fetches({ words }: Command): boolean {
  return words.some(({ value }) =>
    /^(?:fetch|chef|vendor|mod|get|dependencies|downloadDependencies|dependency:.*)$/.test(value ?? ""),
  );
}
