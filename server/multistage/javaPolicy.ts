/** Images with a JDK: Maven or Gradle builds, and the program ships with a JRE of the same line. */

import { deletes } from "../packages/caches";
import { areSourcesRead, askedJava, jarDoubt, javaLine, sourceDoubt } from "../projects/javaProject";
import { isProjectCommand } from "../projects/projectCommands";
import { javaLineOf, runtimeOf } from "../stage/javaImages";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, Instruction, Stage, Word } from "../types";
import { isReason, type Reason } from "../util/reason";
import { withFlag } from "./assemble";
import { type Language, serves } from "./classify";
import { type Compiled, planCompiled, projectFolder, startWords } from "./compiledPlan";
import type { Policy } from "./policy";

export const javaPolicy: Policy = {
  rule: "build-tools-shipped",
  images:
    /^(?:maven|gradle|eclipse-temurin|openjdk|amazoncorretto|ibm-semeru-runtimes|sapmachine|azul\/zulu-openjdk.*)$/,
  title: "Build in a stage of its own and ship the program with a JRE",

  plan(file, stage, facts) {
    const { base } = stage;
    if (!base?.spans || base.digest !== undefined || stage.name)
      return { reason: "the stage has a name, or its image a variable or a digest" };
    const runtime = runtimeOf(base, javaLine(facts));
    if (!runtime) return { reason: `which image has the JRE of "${base.text}" is not known` };
    const asked = askedJava(facts);
    const own = javaLineOf(base);
    // Gradle may fetch another JDK, and the JRE of this image would not start what that compiles.
    if (asked && own !== undefined && own < asked.line)
      return { reason: `${asked.manifest} asks for Java ${asked.line}, which is newer than that of ${base.text}` };
    if (stage.after.workdir === undefined) return { reason: "no WORKDIR says where the project is" };
    const tool = toolOf(stage);
    if (tool === undefined) return { reason: "neither Maven nor Gradle builds it" };
    const program = programOf(stage);
    if (isReason(program)) return program;
    const doubt = jarDoubt(facts, tool) ?? sourceDoubt(facts);
    if (doubt !== undefined) return { reason: doubt };

    const build = stage.instructions.find(isBuild);
    const language = javaLanguage(projectFolder(file, build?.before.workdir));
    return planCompiled(file, stage, facts, {
      language,
      ...runtime,
      copies: [program],
      isSource: (path) => ofBuild.test(path),
      variables: /^(?:MAVEN_|GRADLE_|MVN)/,
      folders: /^(?:\/root|\/home\/gradle|~)\/\.(?:m2|gradle)(?:\/|$)|^\/usr\/share\/(?:maven|gradle)\//,
      change: (instruction) => ({ edits: withFlag(instruction, cacheFlag(instruction, stage, language)) }),
      isDoubtful: !areSourcesRead(facts),
    } satisfies Compiled);
  },
};

const programs = "mvn mvnw gradle gradlew".split(" ");

/** What compiles, tests and settings of it; also what an earlier build on the same computer has left behind. */
const ofBuild =
  /(?:^|\/)(?:src|target|build|gradle|buildSrc|build-logic)\/|(?:^|\/)(?:pom\.xml|mvnw|gradlew|[^/]+\.(?:cmd|bat|gradle|kts|iml)|gradle\.(?:properties|lockfile)|lombok\.config|settings\.xml|checkstyle[^/]*|system\.properties)$/;

function javaLanguage(folder: string | undefined): Language {
  return {
    folder,
    isManifest: (path) =>
      /(?:^|\/)(?:pom\.xml|mvnw|gradlew|\.mvn|gradle|[\w*.-]+\.(?:gradle|kts)\*?|gradle\.properties)\/?$/.test(path),
    purposesOf: (command) =>
      programs.includes(command.name ?? "") || isProjectCommand(command) ? ["build"] : clears(command) ? ["cache"] : [],
  };
}

function isBuild(instruction: Instruction): boolean {
  return instruction.keyword === "RUN" && commandsIn(instruction, ...programs).length > 0;
}

function toolOf(stage: Stage): "maven" | "gradle" | undefined {
  const names = stage.instructions.flatMap((instruction) =>
    commandsIn(instruction, ...programs).map(({ name }) => name),
  );
  const name = names.at(-1);
  return name === undefined ? undefined : name.startsWith("mvn") ? "maven" : "gradle";
}

// ------------------------------------------------------------------------- program

/** The jar or the folder that is all of the program, and where it goes: where it was. */
function programOf(stage: Stage): readonly [string, string] | Reason {
  const words = startWords(stage) ?? [];
  const { workdir } = stage.after;
  const [first, ...more] = words;
  const installed = /^(.*\/build\/install\/[\w.-]+)\/bin\/[\w.-]+$/.exec(resolvePath(workdir, first?.value) ?? "")?.[1];
  if (installed !== undefined) return [installed, installed];
  if (first?.value !== "java") return { reason: "the container does not start a jar" };
  const at = more.findIndex(({ value }) => value === "-jar");
  const word = more[at + 1];
  const path = at < 0 ? undefined : resolvePath(workdir, word?.value);
  if (path === undefined || !/^[\w./*+-]+\.[jw]ar$/.test(path)) return { reason: "the container does not start a jar" };
  const named = more.find((other) => other !== word && namesFile(other));
  if (named) return { reason: `"${named.value ?? named.text}" may name a file that only the image that builds has` };
  const folder = /^(.*\/quarkus-app)\/quarkus-run\.jar$/.exec(path)?.[1];
  if (folder !== undefined) return [folder, folder];
  if (path.endsWith("-runner.jar")) return { reason: "libraries may lie beside the jar" };
  if (!isMade(path, stage)) return { reason: `the build may not be what makes ${path}` };
  const isGlob = path.includes("*");
  if (isGlob && path.slice(0, path.lastIndexOf("/")).includes("*"))
    return { reason: "the folder of the jar is not known" };
  return [path, isGlob ? path.slice(0, path.lastIndexOf("/") + 1) : path];
}

/** Whether a word is an option that names class paths, agents of the JDK, or files among what only the build has. */
export function namesFile({ value = "" }: Word): boolean {
  if (/^-(?:agent|cp$|classpath|-class-path|-module|p$|Xbootclasspath)|^@/.test(value)) return true;
  return /^-(?:javaagent:|D)|^--/.test(value) && ofBuild.test(value.slice(value.search(/[=:]/) + 1));
}

/** Whether a jar is where Maven and Gradle put theirs, or is moved to where it is. */
function isMade(path: string, stage: Stage): boolean {
  if (/\/(?:target|build\/libs)\/[^/]+$/.test(path)) return true;
  return stage.instructions.some((instruction) =>
    commandsIn(instruction, "cp", "mv").some((command) => {
      const [source, target, ...more] = operands(command);
      const to = resolvePath(instruction.before.workdir, target?.value);
      return more.length === 0 && to === path && /(?:^|\/)(?:target|build\/libs)\/[^/]+$/.test(source?.value ?? "");
    }),
  );
}

// --------------------------------------------------------------------------- cache

const folders = { maven: "/root/.m2", gradle: "/root/.gradle" };

/** The cache mount for what a build downloads, unless a layer of its own keeps that, or the build counts on it. */
function cacheFlag(instruction: Instruction, stage: Stage, language: Language): string | undefined {
  const tool = toolOf(stage) ?? "maven";
  const folder = folders[tool];
  const runs = stage.instructions.filter(isBuild);
  const all = runs.flatMap((run) => commandsIn(run));
  const isMoved = all.some((command) =>
    command.words.some(({ value = "" }) => /repo\.local|user\.home|user-home|^-g$/.test(value)),
  );
  const isSet = ["GRADLE_USER_HOME", "MAVEN_OPTS", "MAVEN_ARGS"].some((name) =>
    /[./]/.test(instruction.variable(name) ?? ""),
  );
  const isOther = stage.instructions.some(
    ({ keyword, words }) => keyword === "COPY" && words.at(-1)?.value?.startsWith(folder),
  );
  const isKept =
    runs.length > 1 || all.some((command) => hasFlag(command, "-o", "--offline") || deletes(command, [folder]));
  const isRoot = instruction.before.user === undefined;
  if (!isBuild(instruction) || !serves(instruction, language, "build", "cache")) return undefined;
  if (isMoved || isSet || isKept || !isRoot || instruction.mounts.length > 0) return undefined;
  const below = isOther ? { maven: "/repository", gradle: "/caches" }[tool] : "";
  return `--mount=type=cache,target=${folder}${below}${tool === "gradle" ? ",sharing=locked" : ""}`;
}

function clears(command: Command): boolean {
  return deletes(command, Object.values(folders));
}
