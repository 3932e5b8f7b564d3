/** What a program that is built in one stage asks of the runtime that another one ships: its version, and ASP.NET Core. */

import { officialName } from "../data/images";
import { servicesOf } from "../image/shipped";
import { declares } from "../instructions/declarations";
import { javaLineOf } from "../stage/javaImages";
import { mainProcess, programName } from "../stage/process";
import { findStage } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Facts, Stage } from "../types";
import { frameworkOf } from "./dotnetProject";
import { compiledLine } from "./javaProject";

/** Why nothing starts, and the image that would do. */
export interface RuntimeMismatch {
  readonly message: string;
  /** Repository and tag, where they are known to exist. */
  readonly image: string | undefined;
}

/** Why the runtime of a stage cannot start what it takes from a stage that builds; undefined where it can, or nobody knows. */
export function runtimeMismatch(file: Dockerfile, stage: Stage, facts: Facts): RuntimeMismatch | undefined {
  const { base } = stage;
  const started = programName(mainProcess(stage)?.argv[0]?.value);
  if (!base || stage.parent || base.digest !== undefined) return undefined;
  if (started === "dotnet") return ofDotnet(file, stage, facts);
  return started === "java" ? ofJava(file, stage, facts) : undefined;
}

function ofDotnet(file: Dockerfile, stage: Stage, facts: Facts): RuntimeMismatch | undefined {
  const { base } = stage;
  const [, kind] = /^mcr\.microsoft\.com\/dotnet\/(runtime|aspnet)$/.exec(base?.name ?? "") ?? [];
  const version = /^(\d+\.\d+)(?=[.-]|$)/.exec(base?.tag ?? "")?.[1];
  const framework = frameworkOf(facts);
  if (kind === undefined || version === undefined || !base || !framework) return undefined;
  if (/RollForward|SelfContained|PublishAot|RuntimeFrameworkVersion/.test(framework.text)) return undefined;
  const publishing = sourcesOf(file, stage)
    .flatMap(commandsIn)
    .filter((it) => runs(it, "dotnet publish", "dotnet build"));
  const isPlain = publishing.every(({ words }) =>
    words.every(({ text }) => !/self-contained|RollForward|^--?sc|^-p:|\/p:|[$`]/i.test(text)),
  );
  if (publishing.length === 0 || !isPlain || mayRollForward(file, stage, facts) || hasOtherRuntimes(stage)) {
    return undefined;
  }
  const image = (name: string, tag: string) => `mcr.microsoft.com/dotnet/${name}:${tag}`;
  const isOther = framework.version.split(".")[0] !== version.split(".")[0];
  const tag = base.tag?.startsWith(`${version}.`) ? undefined : base.tag?.replace(version, framework.version);
  const known = tag !== undefined && /^\d+\.\d+(?:-(?:alpine|noble-chiseled|noble))?$/.test(tag) ? tag : undefined;
  if (kind === "runtime" && framework.text.includes('Sdk="Microsoft.NET.Sdk.Web"') && !isSeveral(framework.text)) {
    return {
      message: `A project with Sdk="Microsoft.NET.Sdk.Web" needs ASP.NET Core, which ${base.text} has not: dotnet ends at once`,
      image: isOther ? known && image("aspnet", known) : base.tag && image("aspnet", base.tag),
    };
  }
  if (!isOther) return undefined;
  return {
    message: `${framework.manifest} builds for .NET ${framework.version}, and ${base.text} has ${version} alone: dotnet ends at once`,
    image: known && image(kind, known),
  };
}

/** Whether another version may do: by a variable, an option, or the settings that are published along. */
function mayRollForward(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const name = "DOTNET_ROLL_FORWARD";
  if (stage.variable(name) !== undefined || declares(stage, name)) return true;
  if (facts.files?.some((path) => /(?:^|\/)runtimeconfig\.template\.json$/.test(path))) return true;
  const isSaid = servicesOf(file, facts).some(
    ({ command, entrypoint, envFile, environment = {} }) =>
      command || entrypoint || envFile || Object.hasOwn(environment, name),
  );
  if (isSaid) return true;
  return (mainProcess(stage)?.argv ?? []).some(({ text }) => /roll-forward|fx-version|[$]/.test(text));
}

/** Whether a runtime may lie beside that of the image: where something is put into the folder of all, or an installer of it runs. */
function hasOtherRuntimes({ instructions }: Stage): boolean {
  return instructions.some((it) =>
    isCopy(it)
      ? /^\/(?:usr(?:\/(?:share|lib|local|lib64)(?:\/dotnet\b.*)?)?\/?)?$/.test(it.words.at(-1)?.value ?? "/")
      : it.keyword === "RUN" && /dotnet|aspnetcore/i.test(it.argumentText),
  );
}

/** Of several projects one may be the program and another the web site. */
function isSeveral(text: string): boolean {
  return text.split(/<Project\b/).length > 2;
}

function ofJava(file: Dockerfile, stage: Stage, facts: Facts): RuntimeMismatch | undefined {
  const { base } = stage;
  const wanted = compiledLine(facts);
  const own = base && javaLineOf(base);
  if (!base || !wanted || own === undefined || own >= wanted.line) return undefined;
  const building = sourcesOf(file, stage)
    .flatMap(commandsIn)
    .filter(({ name = "" }) => /^(?:mvnw?|gradlew?)$/.test(name));
  if (
    building.length === 0 ||
    building.some(({ words }) =>
      words.some(({ text }) => /^-D|[$`]/.test(text) && !/^-D(?:skipTests|maven\.test\.skip)/.test(text)),
    )
  )
    return undefined;
  const tag = base.tag?.replace(String(own), String(wanted.line));
  const isKnown =
    officialName(base.name) === "eclipse-temurin" &&
    /^(?:11|17|21|25)-(?:jre|jdk)(?:-(?:alpine|jammy|noble))?$/.test(tag ?? "");
  return {
    message: `${wanted.manifest} compiles for Java ${wanted.line}, and ${base.text} has Java ${own}: java ends with UnsupportedClassVersionError`,
    image: isKnown ? `${base.name}:${tag}` : undefined,
  };
}

/** The stages that a stage takes files from. */
function sourcesOf(file: Dockerfile, stage: Stage): readonly Stage[] {
  const found = stage.instructions.flatMap((it) => {
    const from = isCopy(it) && !it.onbuild ? flagOf(it, "from")?.value?.value : undefined;
    return (from !== undefined && findStage(file, from, stage)) || [];
  });
  return [...new Set(found)];
}

/** What is run for a stage, by those that it stands on as well. */
function commandsIn(stage: Stage) {
  const own: Stage[] = [];
  for (let link: Stage | undefined = stage; link; link = link.parent) own.unshift(link);
  return own.flatMap(({ instructions }) =>
    instructions.flatMap((it) => (it.keyword === "RUN" ? unixCommands(it) : [])),
  );
}
