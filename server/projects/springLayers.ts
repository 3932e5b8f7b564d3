/**
 * A jar of Spring Boot as layers of its own: dependencies, which change seldom, apart from the program.
 * Sources: docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html (3.3 and later) and that page of 3.2,
 * where `layertools` leaves a folder that the launcher starts, whose package is another one since 3.2.
 */

import { officialName } from "../data/images";
import { insertAfter, replace } from "../edits/edits";
import { servicesOf } from "../image/shipped";
import { folderAfter } from "../stage/folders";
import { mainProcess, programName } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { copiesOf, flagOf } from "../syntax/instructions";
import type { Dockerfile, Edit, Facts, Instruction, Stage, Word } from "../types";
import { baseName, folderOf } from "../util/paths";
import { builtJars, projectBuild } from "./builtJars";

export interface SpringLayers {
  /** Brings the jar as one layer. */
  readonly copy: Instruction;
  readonly edits: readonly Edit[];
}

/** How the jar that the last stage takes from the one that builds it becomes layers; undefined where that is not certain. */
export function springLayers(file: Dockerfile, facts: Facts): SpringLayers | undefined {
  const { final } = file;
  const start = final && startedJar(final);
  const found = start && copiedJar(file, final, start.path);
  if (!found) return undefined;
  const { copy, stage, source } = found;
  const version = bootVersion(stage, facts);
  const { workdir } = stage.after;
  if (version === undefined || workdir === undefined || workdir === "/" || stage.after.user) return undefined;
  if (!/^(?:maven|gradle|eclipse-temurin|amazoncorretto)$/.test(officialName(stage.base?.name ?? ""))) return undefined;
  if (source.includes("*") && !isOnlyOne(source, stage, facts)) return undefined;
  if (facts.files?.some((path) => path.startsWith("extracted/"))) return undefined;
  if (servicesOf(file, facts).some(({ command, entrypoint }) => command !== undefined || entrypoint)) return undefined;
  const name = baseName(start.path);
  const others = final.instructions.filter((it) => it !== copy && it !== start.by);
  if (others.some(({ argumentText }) => argumentText.includes(name))) return undefined;
  const folder = folderOf(start.path);
  const last = stage.instructions.at(-1);
  if (folder === "" || !last || file.stages.some(({ parent }) => parent === stage)) return undefined;
  const isNew = version >= 303;
  if (!isNew && final.variable("CLASSPATH") !== undefined) return undefined;

  const from = source.startsWith(`${workdir}/`) ? source.slice(workdir.length + 1) : source;
  const isRenamed = isNew && baseName(from) !== name;
  const jar = isRenamed ? name : from;
  const extract = isNew ? "tools -jar % extract --layers" : "layertools -jar % extract";
  const run = `RUN ${isRenamed ? `cp ${from} ${name} && ` : ""}java -Djarmode=${extract.replace("%", jar)} --destination extracted`;
  const flags = copy.flags.map(({ start, end }) => file.text.slice(start, end)).join(" ");
  const isWork = folderAfter(final) === folder;
  const target = isWork ? "./" : `${folder}/`;
  const copies = layers.map((layer) => `COPY ${flags} ${workdir}/extracted/${layer}/ ${target}`);
  const launcher = `org.springframework.boot.loader.${version >= 302 ? "launch." : ""}JarLauncher`;
  const words = [...(isWork ? [] : ["-cp", folder]), launcher].map((word) => JSON.stringify(word)).join(", ");
  return {
    copy,
    edits: [
      insertAfter(file, last, run),
      replace(copy, copies.join(file.eol)),
      ...(isNew ? [] : [replace({ start: start.option.start, end: start.word.end }, words)]),
    ],
  };
}

/** In the order in which they change, the most seldom first. */
const layers = ["dependencies", "spring-boot-loader", "snapshot-dependencies", "application"];

interface StartedJar {
  readonly by: Instruction;
  readonly option: Word;
  readonly word: Word;
  /** Absolute. */
  readonly path: string;
}

/** The jar that a stage starts by its name, in exec form. */
function startedJar(stage: Stage): StartedJar | undefined {
  const main = mainProcess(stage);
  if (!main?.starts.exec || main.isShell || main.starts.stage !== stage) return undefined;
  const { argv, starts } = main;
  const at = argv.findIndex(({ value }) => value === "-jar");
  const [option, word] = at < 0 ? [] : argv.slice(at);
  const path = resolvePath(folderAfter(stage), word?.value);
  const isPlain = programName(argv[0]?.value) === "java" && path !== undefined && /^\/[\w./-]+\.jar$/.test(path);
  const isOwn = option !== undefined && starts.start <= option.start && option.end <= starts.end;
  return isPlain && isOwn && word ? { by: starts, option, word, path } : undefined;
}

/** The copy out of another stage that brings the jar to a path, and where it lies there. */
function copiedJar(file: Dockerfile, final: Stage, path: string) {
  const found = copiesOf(file).flatMap((copy) => {
    const [source, target, ...more] = copy.words;
    const to = resolvePath(copy.before.workdir, target?.value);
    if (copy.stage !== final || copy.onbuild || more.length > 0 || source?.value === undefined || to === undefined)
      return [];
    const isFolder = /(?:^\.|\/\.?)$/.test(target?.value ?? "");
    const lies = isFolder ? `${to === "/" ? "" : to}/${baseName(source.value)}` : to;
    if (lies !== path) return [];
    const from = flagOf(copy, "from")?.value?.value;
    const stage = from === undefined ? undefined : findStage(file, from, final);
    const isPlain = copy.flags.every(({ name }) => /^(?:from|chown|link)$/.test(name)) && !copy.exec;
    return [stage && isPlain ? { copy, stage, source: resolvePath("/", source.value) ?? "" } : undefined];
  });
  const [only, ...more] = found;
  return more.length === 0 && only && /^\/[\w./*-]+\.jar$/.test(only.source) ? only : undefined;
}

function isOnlyOne(source: string, stage: Stage, facts: Facts): boolean {
  const built = builtJars(facts, stage);
  return built?.names.length === 1 && source === `${built.folder}/*.jar`;
}

/**
 * The version of Spring Boot that a build in a stage packages with, as 100 times the major and the minor: 303 is 3.3. undefined where it is not certain,
 * older than layers are made by default, or where the project has layers of its own.
 */
function bootVersion(stage: Stage, facts: Facts): number | undefined {
  const build = projectBuild(facts, stage);
  const texts = ["pom.xml", "build.gradle", "build.gradle.kts"].flatMap((name) => build?.textOf(name) ?? []);
  const [text = ""] = texts;
  if (
    texts.length !== 1 ||
    /layer|includeTools|requiresUnpack|launchScript|<executable>|PropertiesLauncher|<layout>/.test(text)
  )
    return undefined;
  const [, major, minor] = parentVersion.exec(text) ?? pluginVersion.exec(text) ?? [];
  const version = Number(major) * 100 + Number(minor);
  return version >= 204 ? version : undefined;
}

const parentVersion =
  /<artifactId>\s{0,9}spring-boot-starter-parent\s{0,9}<\/artifactId>\s{0,9}<version>\s{0,9}(\d{1,2})\.(\d{1,2})\./;
const pluginVersion = /\borg\.springframework\.boot["')]{1,2}\s{0,9}version\s{0,9}\(?["'](\d{1,2})\.(\d{1,2})\./;
