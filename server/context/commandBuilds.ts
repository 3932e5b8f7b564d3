/** Builds that commands start: `docker build` in what continuous integration, make and package scripts run. */

import { parseShell } from "../syntax/shell";
import type { BuildDefinition, Command } from "../types";
import { fieldsOf, readJson, stringsOf } from "../util/json";
import { baseName, folderOf, resolveInWorkspace } from "../util/paths";

/** More builds of one file than this are left out. */
const most = 100;

/** What may be a build, to see cheaply that a text has none. */
const mayBuild = /\b(?:docker|podman|buildx|buildah|nerdctl|executor)\b/;

/**
 * The builds that a shell script starts, as far as their context and Dockerfile are known.
 * @param script what the shell reads, without anything that others replace before.
 * @param folder where it starts, from the workspace folder; undefined where that is not known.
 * @param told what is known of each of them: the kind, the file, and what people know it by.
 * @param pushes the lines of the file that may push what it builds, as `pushesIn` gives them.
 */
export function buildsInScript(
  script: string,
  folder: string | undefined,
  told: Pick<BuildDefinition, "kind" | "file" | "name">,
  pushes: readonly string[],
): BuildDefinition[] {
  if (!mayBuild.test(script)) return [];
  const { commands } = parseShell({ text: script, toDocument: (at) => at }, "bash");
  const builds: BuildDefinition[] = [];
  // Where a part that may not run, or has a shell of its own, goes elsewhere, only it is known to be there.
  let current = folder;
  for (const command of commands) {
    if (builds.length === most) break;
    if (command.name === "cd" || command.name === "pushd") {
      const [, to, ...more] = command.words;
      const isKnown = to?.value !== undefined && more.length === 0 && current !== undefined;
      current = isKnown && command.within.length === 0 ? resolveInWorkspace(current ?? "", to.value) : undefined;
    } else if (command.name === "popd") current = undefined;
    const found = current === undefined ? undefined : buildOf(command, current);
    if (!found) continue;
    const isPushed = tagsOf(command).some((tag) => pushes.some((line) => line.includes(tag)));
    builds.push({ ...told, contexts: [], args: {}, target: undefined, ...found, ...(isPushed && { isPushed }) });
  }
  return builds;
}

/** The lines of a file that push images, its own variables replaced where its builds have them replaced. */
export function pushesIn(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => /\bpush\b/.test(line));
  return lines.slice(0, most);
}

/** Lines that copy, write or fetch files, in shells and in settings of steps. */
const making =
  /\b(?:cp|mv|rsync|ln|tar|unzip|curl|wget|tee|touch|mkdir|install|clone|download|envsubst|openssl|gsutil|scp|sed)\b|[^-=]>|^\s*(?:path|file-?name|dest(?:ination)?|output|target):/;

/** The names of files and folders that a file of commands may make or fetch before it builds: the last part of each word of such lines. */
export function namesMadeIn(text: string): readonly string[] {
  const lines = text.replace(/\\\r?\n/g, " ").split("\n");
  const words = lines.filter((line) => making.test(line)).flatMap((line) => line.split(/[\s"'`;|&<>(),=:]+/));
  const names = words
    .map((word) => baseName(word.replace(/\/\.?$/, "")))
    .filter((name) => /^[\w.@+-]{2,80}$/.test(name));
  return [...new Set(names)].slice(0, mostNames);
}

/** More names of one file than this are not kept. */
const mostNames = 1000;

/** The names that a build gives what it makes, as written. */
function tagsOf({ words }: Command): string[] {
  return words
    .flatMap(({ text }, index) => {
      const attached = /^(?:--tag=|-t=?)(.+)$/s.exec(text)?.[1];
      const isNext = /^(?:-t|--tag)$/.test(words[index - 1]?.text ?? "");
      return attached ?? (isNext ? text : []);
    })
    .map((tag) => tag.replace(/^(["'])(.*)\1$/s, "$2"));
}

/** The builds in the recipes of a makefile, which is taken to be run in its folder. */
export function readMakefile(path: string, text: string): BuildDefinition[] {
  if (!mayBuild.test(text)) return [];
  const joined = text.replace(/\\\r?\n/g, " ").replace(/\r\n/g, "\n");
  const values = new Map<string, string>([
    ["CURDIR", "."],
    ["PWD", "."],
  ]);
  for (const [, name = "", value = ""] of joined.matchAll(/^(?:export[ ]+)?([\w-]+)[ ]*(?:\?|::?)?=[ ]*(.*)$/gm))
    values.set(name, values.has(name) || value.includes("$") ? "" : value.trim());
  // Make puts its variables in before a shell sees anything.
  const known = joined
    .replace(/\$(?:\(([\w-]+)\)|\{([\w-]+)\})/g, (whole, a, b) => values.get(a ?? b) || whole)
    .replace(/\$\$/g, "$");
  const pushes = pushesIn(known);
  let name = "";
  return known
    .split("\n")
    .flatMap((line) => {
      const [targets = "", rest] = line.split(":", 2);
      if (rest !== undefined && /^[\w./-]/.test(line) && !targets.includes("="))
        name = targets.split(" ", 1)[0] ?? name;
      // Each line of a recipe has a shell of its own.
      const script = line.startsWith("\t") ? line.replace(/^\t\s*[@+-]*/, "") : "";
      return buildsInScript(script, folderOf(path), { kind: "make", file: path, name }, pushes);
    })
    .slice(0, most);
}

/** The builds in the scripts of a package.json, which run in its folder. */
export function readPackageScripts(path: string, text: string): BuildDefinition[] {
  if (!mayBuild.test(text)) return [];
  const scripts = Object.entries(stringsOf(fieldsOf(readJson(text)).scripts));
  const pushes = pushesIn(text);
  return scripts
    .flatMap(([name, script]) => buildsInScript(script, folderOf(path), { kind: "package", file: path, name }, pushes))
    .slice(0, most);
}

/** What a command says of the build that it starts. */
type Said = Pick<BuildDefinition, "context" | "dockerfile"> & Partial<BuildDefinition>;

/** Programs that build a Dockerfile, by the words that make them do it. */
const builders: readonly RegExp[] = [
  /^docker (?:(?:image|buildx|builder) )?build$/,
  /^docker buildx b$/,
  /^(?:podman|nerdctl) (?:image )?build$/,
  /^buildah (?:bud|build)$/,
];

/** Options of theirs that take a value. Source: docs.docker.com/reference/cli/docker/buildx/build, docs.podman.io. */
const valued = new Set(
  (
    "add-host allow annotation attest arch authfile build-arg build-arg-file build-context builder cache-from cache-to call cgroup-parent cgroupns " +
    "cpu-period cpu-quota cpu-shares cpuset-cpus cpuset-mems creds env file format from iidfile ignorefile isolation jobs label " +
    "layer-label logfile manifest memory memory-swap metadata-file network no-cache-filter os output platform policy progress provenance " +
    "runtime sbom secret security-opt shm-size ssh tag target timestamp ulimit userns variant volume f t o c m v"
  )
    .split(" ")
    .map((name) => (name.length === 1 ? `-${name}` : `--${name}`)),
);

function buildOf({ name, words }: Command, folder: string): Said | undefined {
  if (name === "executor") return kanikoBuild(words, folder);
  const lead = [1, 2].find((count) =>
    builders.some((it) => it.test([name, ...words.slice(1, 1 + count).map(({ value }) => value)].join(" "))),
  );
  return lead === undefined ? undefined : dockerBuild(words.slice(1 + lead), folder);
}

/** Each word of a command, known or not. */
type Words = Command["words"];

function dockerBuild(words: Words, folder: string): Said | undefined {
  const { given, operands, isOpaque } = readOptions(words, valued);
  const [place] = operands;
  if (operands.length !== 1 || place === undefined) return undefined;
  const context = resolveInWorkspace(folder, place);
  const file = given.has("--file") ? given.get("--file")?.at(-1) : given.has("-f") ? given.get("-f")?.at(-1) : "";
  if (context === undefined || file === undefined || file === "-") return undefined;
  const dockerfile = file === "" ? resolveInWorkspace(context, "Dockerfile") : resolveInWorkspace(folder, file);
  if (!dockerfile) return undefined;
  const outputs = [...(given.get("--output") ?? []), ...(given.get("-o") ?? [])];
  const isNamed = ["--tag", "-t", "--iidfile", "--push", "--manifest"].some((it) => given.has(it)) || isOpaque;
  return {
    context,
    dockerfile,
    ...targetOf(given.get("--target"), isOpaque),
    ...(outputs.length > 0 && outputs.every((it) => it !== undefined && isOfFiles(it)) && { isNoImage: true }),
    // What has no name is built to see whether that works.
    ...(outputs.length === 0 && !isNamed && given.has("--target") && { isNoImage: true }),
    ...(given.has("--push") && { isPushed: true }),
    args: argumentsOf(given.get("--build-arg") ?? []),
    contexts: (given.get("--build-context") ?? []).flatMap((it) => it?.split("=", 1) ?? []),
  };
}

/** Source of the flags: github.com/GoogleContainerTools/kaniko. */
function kanikoBuild(words: Words, folder: string): Said | undefined {
  const flags = new Set(["--context", "-c", "--dockerfile", "-f", "--destination", "-d", "--target", "--build-arg"]);
  const { given, isOpaque } = readOptions(words.slice(1), flags);
  const one = (...names: string[]) => names.flatMap((it) => given.get(it) ?? []).at(-1);
  const place = one("--context", "-c");
  if (place === undefined && (given.has("--context") || given.has("-c"))) return undefined;
  const context = resolveInWorkspace(folder, place?.replace(/^dir:\/\//, "") ?? ".");
  const file = given.has("--dockerfile") || given.has("-f") ? one("--dockerfile", "-f") : "Dockerfile";
  const dockerfile =
    file === undefined ? undefined : resolveInWorkspace(file === "Dockerfile" ? (context ?? "") : folder, file);
  if (context === undefined || !dockerfile) return undefined;
  const isPushed = given.has("--destination") || given.has("-d");
  return {
    context,
    dockerfile,
    ...targetOf(given.get("--target"), isOpaque),
    ...(isPushed && { isPushed: true }),
    args: argumentsOf(given.get("--build-arg") ?? []),
  };
}

/** The target that options name, or that it cannot be told. */
export function targetOf(
  given: readonly (string | undefined)[] | undefined,
  isOpaque: boolean,
): Pick<BuildDefinition, "target" | "isTargetUnknown"> {
  const target = given?.at(-1);
  return { target, ...(target === undefined && (given !== undefined || isOpaque) && { isTargetUnknown: true }) };
}

/** "NAME=value" and "NAME", whose value the environment gives. */
export function argumentsOf(given: readonly (string | undefined)[]): Record<string, string | undefined> {
  const pairs = given.flatMap((it): [string, string | undefined][] => {
    const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(it ?? "") ?? [];
    return name === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
}

/** Whether an output is files or nothing but a cache: `type=local,dest=out`, `out`. */
export function isOfFiles(output: string): boolean {
  return /(?:^|,)\s*type=(?:cacheonly|local|tar)\s*(?:,|$)/.test(output) || (output !== "" && !output.includes("="));
}

/** The options of a command with their values, undefined where these are not known; and what is no option. */
function readOptions(words: Words, withValue: ReadonlySet<string>) {
  const given = new Map<string, (string | undefined)[]>();
  const operands: (string | undefined)[] = [];
  let isOpaque = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const [, name, attached] = /^(--?[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word?.value ?? "") ?? [];
    const [, unknown] = /^(--[A-Za-z][\w-]*)=/.exec(word?.value === undefined ? (word?.text ?? "") : "") ?? [];
    const add = (option: string, value: string | undefined) => given.set(option, [...(given.get(option) ?? []), value]);
    if (unknown !== undefined) {
      // Of an argument, its name is known at least.
      const argument = /^--build-arg=([A-Za-z_]\w*)=/.exec(word?.text ?? "")?.[1];
      add(unknown, unknown === "--build-arg" ? argument : undefined);
    } else if (name === undefined) {
      // A variable without quotes may be any number of words.
      if (word?.value === undefined && /^\$/.test(word?.text ?? "")) isOpaque = true;
      operands.push(word?.value);
    } else if (attached !== undefined) add(name, attached);
    else if (withValue.has(name)) {
      const next = words[++index];
      const argument = /^"?([A-Za-z_]\w*)=/.exec(next?.text ?? "")?.[1];
      add(name, next?.value ?? (name === "--build-arg" ? argument : undefined));
    } else add(name, undefined);
  }
  // `$OPTIONS .`: the last is the context.
  return { given, operands: operands.length > 1 ? operands.filter((it) => it !== undefined) : operands, isOpaque };
}
