/**
 * Which version of its compiler or interpreter a project asks for, where a build with another one ends for certain.
 * Sources: the references of go.mod, Cargo.toml, pyproject.toml, Gemfile and composer.json, of javac and the SDK of .NET.
 */

import { officialName } from "../data/images";
import { javaLineOf } from "../stage/javaImages";
import { pythonVersionOf } from "../stage/pythonVersion";
import { hasFlag, runs } from "../syntax/shell";
import type { Command, Facts, ImageReference } from "../types";
import { ofDotnet, ofGo, ofJava, ofPhp, ofPython, ofRuby, ofRust, type Refusal } from "./wantedVersions";

export interface Toolchain {
  readonly language: string;
  /** The version of an image of it, as its tag says; undefined for other images. */
  versionIn(image: ImageReference): string | undefined;
  /** Whether a command ends with an error for want of the version. */
  needs(command: Command): boolean;
  /** Variables, files of the context and programs that may bring another version. */
  readonly variables?: readonly string[];
  readonly files?: RegExp;
  readonly programs?: RegExp;
  /** It reads the nearest manifest, in its folder or in one above; the others were found to agree. */
  readonly isNearest?: boolean;
  /** Where it lies in its image. */
  readonly home: string;
  /** The packages of distributions that bring it, where an archive or an installer may put another one into its place as well. */
  readonly packages?: RegExp;
  /** What the project asks for; undefined where the version does, or it is not known. */
  refusal(version: string, facts: Facts): Refusal | undefined;
}

export const toolchains: readonly Toolchain[] = [
  {
    language: "Go",
    home: "/usr/local/go",
    packages: /^go(?:lang)?(?:$|-)/,
    isNearest: true,
    versionIn: versionOf("golang"),
    // With a version of its own, `go install` asks the module that it names.
    needs: (command) =>
      runs(command, ...phrases("go", "build,install,test,vet,list,mod download,mod tidy,mod vendor")) &&
      !command.words.some(({ value = "@" }) => value.includes("@")),
    variables: ["GOTOOLCHAIN", "GOWORK", "GOFLAGS", "GO111MODULE"],
    files: /^go\.work$/,
    programs: /^(?:gvm|goenv)$/,
    refusal: ofGo,
  },
  {
    language: "Rust",
    home: "/usr/local/rustup",
    isNearest: true,
    versionIn: versionOf("rust"),
    needs: ({ words, ...command }) =>
      runs({ ...command, words }, ...phrases("cargo", "build,test,run,check,clippy,rustc")) &&
      words.every(({ value = "+" }) => value !== "--ignore-rust-version" && !value.startsWith("+")),
    variables: ["RUSTUP_TOOLCHAIN"],
    files: /(?:^|\/)rust-toolchain(?:\.toml)?$/,
    programs: /^rustup/,
    refusal: ofRust,
  },
  {
    language: "Python",
    home: "/usr/local/bin",
    isNearest: true,
    versionIn: (image) => (officialName(image.name) === "python" ? pythonVersionOf(image) : undefined),
    needs: (command) =>
      runs(command, "poetry install", "poetry sync") ||
      (runs(command, "pip install", "pip3 install") &&
        !hasFlag(command, "--ignore-requires-python", "--target", "-t") &&
        command.words.some(({ value }) => /^\.\/?(?:\[[\w,-]*\])?$/.test(value ?? ""))),
    programs: /^(?:pyenv|uv|conda|mamba|rye)$/,
    refusal: ofPython,
  },
  {
    language: "Ruby",
    home: "/usr/local/bin",
    isNearest: true,
    versionIn: versionOf("ruby"),
    needs: (command) => runs(command, "bundle install") || (command.name === "bundle" && command.words.length === 1),
    variables: ["BUNDLE_GEMFILE"],
    programs: /^(?:rbenv|rvm|asdf|mise)$/,
    refusal: ofRuby,
  },
  {
    language: "PHP",
    home: "/usr/local/bin",
    isNearest: true,
    versionIn: versionOf("php"),
    needs: (command) =>
      runs(command, "composer install", "composer.phar install") &&
      command.words.every(({ value = "--ignore" }) => !value.startsWith("--ignore")),
    variables: ["COMPOSER_IGNORE_PLATFORM_REQS", "COMPOSER_IGNORE_PLATFORM_REQ", "COMPOSER"],
    refusal: ofPhp,
  },
  {
    language: ".NET",
    home: "/usr/share/dotnet",
    packages: /^dotnet/,
    versionIn: versionOf("mcr.microsoft.com/dotnet/sdk"),
    needs: ({ words, ...command }) =>
      runs({ ...command, words }, ...phrases("dotnet", "build,publish,restore,test,pack")) &&
      words.every(({ text }) => !/TargetFramework|[$`]/.test(text)),
    programs: /^dotnet-install(?:\.sh)?$/,
    refusal: ofDotnet,
  },
  {
    language: "Java",
    home: "/opt/java",
    versionIn: (image) => javaLineOf(image)?.toString(),
    needs: ({ name = "", words }) =>
      words.every(({ text }) => !/^-D(?:java\.version|maven\.compiler|release)|[$`]/.test(text)) &&
      (/^mvnw?$/.test(name)
        ? words.some(({ value }) => /^(?:compile|test|package|verify|install|deploy)$/.test(value ?? ""))
        : /^gradlew?$/.test(name) &&
          words.some(({ value }) =>
            /^:?(?:[\w-]+:)*(?:build|assemble|jar|bootJar|shadowJar|installDist|classes|compileJava)$/.test(
              value ?? "",
            ),
          )),
    variables: ["MAVEN_ARGS", "MAVEN_OPTS", "GRADLE_OPTS"],
    files: /(?:^|\/)toolchains\.xml$|^\.mvn\//,
    programs: /^(?:sdk|apt-get|apt|apk|jenv|update-alternatives)$/,
    refusal: ofJava,
  },
];

function phrases(program: string, verbs: string): string[] {
  return verbs.split(",").map((verb) => `${program} ${verb}`);
}

/** What a tag begins with, where it is a version. */
function versionOf(name: string) {
  return ({ name: own, tag }: ImageReference) =>
    officialName(own) === name ? /^(\d+\.\d+(?:\.\d+)?)(?=-|$)/.exec(tag ?? "")?.[1] : undefined;
}
