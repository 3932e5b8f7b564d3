/**
 * The jars that one build of Maven or Gradle leaves side by side.
 * Sources: docs.spring.io/spring-boot/gradle-plugin/packaging.html ("Packaging Executable and Plain Archives"),
 * docs.spring.io/spring-boot/maven-plugin/packaging.html, maven.apache.org/plugins/maven-source-plugin, maven-javadoc-plugin,
 * maven-assembly-plugin and maven-shade-plugin.
 */

import { replace } from "../edits/edits";
import { callsOf } from "../image/calls";
import { joined, parentOf } from "../image/model";
import { sourceAt } from "../image/sources";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { operands } from "../syntax/shell";
import type { Command, Edit, Facts, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { withoutComments } from "./javaProject";

export interface BuiltJars {
  /** Where they lie, as an absolute path. */
  readonly folder: string;
  /** Their names as a pattern finds them, in the order of their bytes. */
  readonly names: readonly string[];
  /** The one that is the program. */
  readonly program: string;
  /** The names are the real ones, and not only like them. */
  readonly isNamed: boolean;
  /** Has the build make the program alone; undefined where that takes an edit of the project. */
  readonly alone?: { readonly title: string; readonly edits: readonly Edit[] } | undefined;
}

/** A build of Maven or Gradle in a stage, the last one, and the files of its project. */
export interface ProjectBuild {
  readonly command: Command;
  /** Where it runs, as an absolute path. */
  readonly folder: string;
  /** The text of a file beside, without comments of XML; undefined where there is none, or it is not known. */
  textOf(name: string): string | undefined;
}

/** undefined where none is known, or other commands may move what it makes. */
export const projectBuild = memoizeFor((facts: Facts, stage: Stage): ProjectBuild | undefined => {
  const calls = inherited(stage).flatMap((run) =>
    run.keyword === "RUN" ? callsOf(run, folderBefore(run)).map((call) => ({ ...call, run })) : [],
  );
  const last = calls.findLast(({ command }) => tools.has(command.name ?? ""));
  if (!last || last.folder === undefined || calls.some(({ command }) => mayTidy(command))) return undefined;
  const { command, folder } = last;
  return {
    command,
    folder,
    textOf(name) {
      const path = sourceAt(stage, `${folder === "/" ? "" : folder}/${name}`, facts);
      const text = path === undefined ? undefined : facts.contents?.get(path);
      return text === undefined ? undefined : withoutComments(text);
    },
  };
});

/** All jars that a build in a stage leaves in one folder; undefined where nobody can tell. */
export const builtJars = memoizeFor((facts: Facts, stage: Stage): BuiltJars | undefined => {
  const build = projectBuild(facts, stage);
  if (!build) return undefined;
  const { command, folder, textOf } = build;
  return command.name?.startsWith("mvn") ? ofMaven(command, folder, textOf) : ofGradle(command, folder, textOf);
});

/**
 * The jar that a build surely makes, where a path names another one in its folder; undefined where that is not known.
 * @param path absolute, in the stage.
 */
export function jarMeant(facts: Facts, stage: Stage, path: string): string | undefined {
  const built = path.endsWith(".jar") ? builtJars(facts, stage) : undefined;
  const name = baseName(path);
  if (!built?.isNamed || parentOf(path) !== built.folder || built.names.includes(name)) return undefined;
  const makesMore = ["pom.xml", "build.gradle", "build.gradle.kts"].some((each) =>
    morePlugins.test(projectBuild(facts, stage)?.textOf(each) ?? ""),
  );
  const isNamed = inherited(stage).some(
    ({ keyword, argumentText }) => keyword === "RUN" && argumentText.includes(name),
  );
  return makesMore || isNamed ? undefined : joined(built.folder, built.program);
}

/**
 * The folder in which a build of Maven or Gradle surely leaves its jars, where a path is that of the other tool; undefined
 * where that is not known.
 * @param path absolute, in the stage: of the folder.
 */
export function jarFolderMeant(facts: Facts, stage: Stage, path: string): string | undefined {
  const build = projectBuild(facts, stage);
  const built = builtJars(facts, stage);
  if (!build || !built) return undefined;
  const others = ["target", "build/libs"]
    .map((name) => joined(build.folder, name))
    .filter((each) => each !== built.folder);
  const isOneTool = build.textOf("pom.xml") === undefined || build.textOf("build.gradle") === undefined;
  const isNamed = inherited(stage).some(
    ({ keyword, argumentText }) => keyword === "RUN" && /\btarget\b|\blibs\b|\bmkdir\b/.test(argumentText),
  );
  const isPlain = isPlainBuild(build, facts);
  const isThere = (facts.files ?? []).some((each) => /(?:^|\/)(?:target|build\/libs)\//.test(each));
  return others.includes(path) && isOneTool && isPlain && !isNamed && !isThere ? built.folder : undefined;
}

/** Whether nothing may lead the output of a build elsewhere: other folders, parents and plugins that are not known, scripts. */
function isPlainBuild({ textOf }: ProjectBuild, { files = [] }: Facts): boolean {
  if (
    files.some((path) =>
      /(?:^|\/)(?:\.mvn\/(?:maven\.config|extensions\.xml)|buildSrc\/build\.gradle(?:\.kts)?)$/.test(path),
    )
  )
    return false;
  const pom = textOf("pom.xml");
  if (pom !== undefined) {
    const [, parent = ""] = pom.split("</parent>").length > 1 ? pom.split(/<parent>|<\/parent>/) : [];
    if (parent !== "" && !parent.includes("spring-boot-starter-parent")) return false;
    const plugins = pom.split("<plugin>").slice(1);
    return (
      !/<directory>|<extension>/.test(pom) &&
      plugins.every((part) => plainPlugins.test(/<artifactId>\s{0,9}([\w.-]{1,99})/.exec(part)?.[1] ?? ""))
    );
  }
  const text = textOf("build.gradle") ?? textOf("build.gradle.kts") ?? "";
  const ids = [...text.matchAll(/\bid[\s(]{1,9}["']([\w.-]{1,99})["']/g)].map(([, id = ""]) => id);
  const isMoved = /\btarget\b|\bapply\b[\s(]{0,9}from|\bdestinationDir|\bCopy\b|\bcopy\b|\bSync\b/.test(text);
  return !isMoved && ids.every((id) => plainIds.test(id));
}

/** Plugins that write to no folder but their own below `target`. */
const plainPlugins =
  /^(?:spring-boot-maven-plugin|maven-(?:compiler|surefire|failsafe|jar|shade|source|javadoc|enforcer|checkstyle|clean|install|deploy)-plugin|jacoco-maven-plugin|kotlin-maven-plugin|spotless-maven-plugin)$/;

const plainIds =
  /^(?:java|java-library|groovy|application|jacoco|checkstyle|org\.springframework\.boot|io\.spring\.dependency-management|org\.jetbrains\.kotlin\.[\w.]+|com\.diffplug\.spotless)$/;

/** Plugins that make jars of names of their own. */
const morePlugins =
  /quarkus|micronaut|helidon|payara|wildfly|thorntail|tomee|onejar|spring-boot-thin|proguard|antrun|copy-rename|exec-maven|graalvm|assembly|build-helper/;

const tools = new Set("mvn mvnw gradle gradlew".split(" "));

/** It may take one of them away, or bring another. */
function mayTidy({ name, words }: Command): boolean {
  return (
    /^(?:rm|mv|cp|find|ln|xargs)$/.test(name ?? "") && words.some(({ text }) => /jar|libs|target|build\b|\*/.test(text))
  );
}

type TextOf = ProjectBuild["textOf"];

function jars(folder: string, base: string | undefined, others: readonly string[], program: string): BuiltJars {
  const whole = base ?? "app-1.0";
  const name = (form: string) => `${form.replace("%", whole)}.jar`;
  const names = [...new Set([program, ...others])].map(name).sort((one, other) => (one < other ? -1 : 1));
  return { folder, names, program: name(program), isNamed: base !== undefined };
}

// ---------------------------------------------------------------------- gradle

/** Spring Boot makes the plain jar since 2.5. */
function ofGradle(command: Command, folder: string, textOf: TextOf): BuiltJars | undefined {
  const text = ["build.gradle", "build.gradle.kts"].map(textOf).find((it) => it !== undefined);
  const rest = text?.replace(jarOff, "");
  if (text === undefined || rest === undefined || changesJars.test(rest)) return undefined;
  const [, major, minor] = bootPlugin.exec(text) ?? [];
  const isPlainMade = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 5);
  if (!isPlainMade || !ofJava.test(text) || /\bwar\b/.test(text)) return undefined;
  const tasks = operands(command);
  const task = tasks.find(({ value }) => value === "build" || value === "assemble");
  const isAlone =
    rest !== text ||
    (!task &&
      tasks
        .map(({ value }) => value)
        .filter((value) => value !== "clean")
        .join() === "bootJar");
  const words = command.words.map(({ value }) => value);
  if (
    (!task && !isAlone) ||
    words.some((word) => word === undefined || /^-[pbcI]$|^--(?:project-dir|build-file)|^-P|^:?jar$/.test(word))
  )
    return undefined;
  const settings = ["settings.gradle", "settings.gradle.kts"].map(textOf).find((it) => it !== undefined);
  if (settings !== undefined && /\binclude(?:Build)?\b/.test(settings)) return undefined;
  const name = /\brootProject\.name\s{0,9}=\s{0,9}["']([\w.-]{1,99})["']/.exec(settings ?? "")?.[1];
  const version = /^version\s{0,9}=?\s{0,9}["']([\w.-]{1,99})["']/m.exec(text)?.[1];
  const base = name === undefined || version === undefined ? undefined : `${name}-${version}`;
  return {
    ...jars(folder === "/" ? "/build/libs" : `${folder}/build/libs`, base, isAlone ? [] : ["%-plain"], "%"),
    alone: task && bootJarAlone(command, task),
  };
}

const bootPlugin =
  /\borg\.springframework\.boot["')]{1,2}\s{0,9}version\s{0,9}\(?["'](\d{1,2})\.(\d{1,2})[\w.-]{0,30}["'](?!\)?\s{0,9}apply\b)/;
const ofJava =
  /\bid\s{0,9}\(?["'](?:java|java-library|groovy|org\.jetbrains\.kotlin\.jvm)["']|\bkotlin\("jvm"\)|^\s{0,9}(?:`java`|java)\s{0,9}$/m;
/** Settings of other names, other folders, or of a task that is off. */
const changesJars =
  /\benabled\b|\bisEnabled\b|\barchive(?:s?BaseName|sName|FileName|Version|Classifier|Appendix)\b|\blibs(?:Directory|DirName)\b|\bbuildDir\b|\bbuildDirectory\b|\bwithSourcesJar\b|\bshadow\b|\bonlyIf\b/;

/** The task of the plain jar, switched off. */
const jarOff =
  /\b(?:jar|tasks\.jar|(?:tasks\.)?(?:named|getByName)(?:<Jar>)?\(\s{0,9}["']jar["']\s{0,9}\))\s{0,9}(?:\{\s{0,9}|\.)(?:enabled|isEnabled)\s{0,9}=?\s{0,9}false\b/g;

/** `build` is `assemble` and `check`, of which only `assemble` makes the plain jar. */
function bootJarAlone(command: Command, task: Command["words"][number]): BuiltJars["alone"] {
  const excluded = command.words.findIndex(({ value }) => value === "-x" || value === "--exclude-task");
  const [flag, what] = excluded < 0 ? [] : command.words.slice(excluded);
  const more = command.words.slice(excluded + 1).some(({ value }) => value === "-x" || value === "--exclude-task");
  if (flag && (what?.value !== "test" || more)) return undefined;
  const isChecked = task.value === "build" && !flag;
  const before = flag ? command.words[excluded - 1] : undefined;
  return {
    title: `Run ${isChecked ? "check and bootJar" : "bootJar"}`,
    edits: [
      replace(task, isChecked ? "check bootJar" : "bootJar"),
      ...(before && what && before !== task ? [{ start: before.end, end: what.end, text: "" }] : []),
      ...(before && what && before === task ? [{ start: task.end, end: what.end, text: "" }] : []),
    ],
  };
}

// ----------------------------------------------------------------------- maven

function ofMaven(command: Command, folder: string, textOf: TextOf): BuiltJars | undefined {
  const text = textOf("pom.xml");
  const goals = operands(command).map(({ value }) => value ?? "");
  if (text === undefined || !goals.some((goal) => /^(?:package|verify|install|deploy)$/.test(goal))) return undefined;
  if (
    command.words.some(
      ({ value = "-D" }) => /^-D|^-[fP]|^-pl$/.test(value) && !/^-D(?:skipTests|maven\.test\.skip)/.test(value),
    )
  )
    return undefined;
  if (/<modules>|<profile>|<packaging>(?!\s*jar)|<pluginManagement>|<outputDirectory>|<phase>\s*none/.test(text))
    return undefined;
  const own = text.slice(text.indexOf("</parent>") + 1).split(/<(?:dependencies|build|properties)>/)[0] ?? "";
  const artifact = valueIn(own, "artifactId");
  const version = valueIn(own, "version") ?? valueIn(text.slice(0, Math.max(0, text.indexOf("</parent>"))), "version");
  const [, finalName] = /<finalName>([^<]{1,99})<\/finalName>/.exec(text) ?? [];
  const base = finalName === undefined ? artifact && version && `${artifact}-${version}` : finalName.trim();
  const isNamed = base !== undefined && /^[\w.-]+$/.test(base);
  const plugins = text
    .split("<plugin>")
    .slice(1)
    .map((part) => part.split("</plugin>")[0] ?? "");
  const repackages = /spring-boot-starter-parent|<goal>\s{0,9}repackage/.test(text);
  const others = plugins.flatMap((plugin) => jarsOf(plugin, repackages));
  if (others.includes(undefined)) return undefined;
  const program = others.find((other) => other?.isProgram)?.form ?? "%";
  const forms = ["%", ...others.flatMap((other) => other?.form ?? [])];
  // What comes first depends on the name.
  if (!isNamed && forms.some((form) => !form.startsWith("%"))) return undefined;
  return jars(folder === "/" ? "/target" : `${folder}/target`, isNamed ? base : undefined, forms, program);
}

interface OtherJar {
  /** "%-sources", where % is the name of the project's own jar. */
  readonly form: string;
  readonly isProgram?: boolean;
}

/** The jars that a plugin leaves beside the project's own; undefined among them where that cannot be told. */
function jarsOf(plugin: string, repackages: boolean): (OtherJar | undefined)[] {
  const name = /<artifactId>\s{0,9}([\w.-]{1,99})/.exec(plugin)?.[1] ?? "";
  const goals = [...plugin.matchAll(/<goal>\s{0,9}([\w-]{1,40})/g)].map(([, goal]) => goal);
  const classifier = valueIn(plugin, "classifier");
  const isChanged =
    /<(?:skip\w*|attach|outputFile|finalName|appendAssemblyId|shadedArtifactAttached|shadedClassifierName|layout)>/.test(
      plugin,
    );
  switch (name) {
    case "maven-source-plugin":
      if (!goals.some((goal) => goal === "jar" || goal === "jar-no-fork")) return [];
      return isChanged || classifier ? [undefined] : [{ form: "%-sources" }];
    case "maven-javadoc-plugin":
      if (!goals.includes("jar")) return [];
      return isChanged || classifier ? [undefined] : [{ form: "%-javadoc" }];
    case "maven-shade-plugin":
      if (!goals.includes("shade")) return [];
      return isChanged ? [undefined] : [{ form: "original-%" }];
    case "spring-boot-maven-plugin":
      if (classifier === undefined || !repackages) return [];
      return isChanged || !/^[\w.]+$/.test(classifier) ? [undefined] : [{ form: `%-${classifier}`, isProgram: true }];
    case "maven-assembly-plugin":
    case "maven-jar-plugin":
      return classifier === undefined && goals.length === 0 ? [] : [undefined];
    default:
      return [];
  }
}

function valueIn(text: string, tag: string): string | undefined {
  return new RegExp(`<${tag}>\\s{0,9}([^<\\s]{1,99})\\s{0,9}</${tag}>`).exec(text)?.[1];
}
