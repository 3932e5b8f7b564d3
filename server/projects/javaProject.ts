/** What a project of Maven or Gradle says about its program: whether a jar is all of it, and what it needs of the image. */

import type { Facts } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { among } from "../util/reads";

const poms = filterOnce((path) => baseName(path) === "pom.xml");
const scripts = filterOnce((path) => /\.gradle(?:\.kts)?$/.test(path));
const sources = filterOnce(
  (path) =>
    /\.(?:java|kt|groovy|scala)$|(?:^|\/)application[^/]*\.(?:ya?ml|properties)$/.test(path) &&
    !/(?:^|\/)src\/test\//.test(path),
);

export const pomReads = among(30, poms);
export const gradleReads = among(30, scripts);
export const javaSourceReads = among(200, sources);

/** Settings by which a jar is not all of the program, or is started otherwise. */
const beside = /addClasspath|Class-Path|loader\.path|PropertiesLauncher|<layout>|systemPath|\bhelidon\b/;

/** Dependencies that compile, or attach to themselves, at run time: a JRE has neither. */
const needsJdk =
  /\b(?:drools-(?:core|engine|compiler|mvel)|kie-\w+|byte-buddy-agent|blockhound|arthas[\w-]*|apm-agent-attach|opentelemetry-runtime-attach|java-compiler|tools\.jar)\b/;

/** Programs, compilers, and sources read as files. */
const needsMore =
  /\bProcessBuilder\b|getRuntime\(\)\s*\.exec|\bjavax\.tools\b|\bcom\.sun\.(?:tools|jdi)\b|VirtualMachine\.attach|"(?:\.\/)?(?:[\w-]+\/)?(?:src\/main|target\/classes|build\/resources)\/|\bfile:(?:\.\/)?(?:src|target|build)\//;

/** Parents whose settings are known to leave all of the program in one jar. */
const knownParents = /^(?:spring-boot-starter-parent|micronaut-parent)$/;

/** Why the program may need more than its jar and a JRE, in a clause; undefined when nothing speaks for it. */
export function jarDoubt({ files = [], contents }: Facts, tool: "maven" | "gradle"): string | undefined {
  const manifests = tool === "maven" ? poms(files) : scripts(files);
  if (manifests.length === 0) return `no ${tool === "maven" ? "pom.xml" : "build.gradle"} is known`;
  const texts = manifests.map((path) => [path, contents?.get(path)] as const);
  const own = new Set(texts.flatMap(([, text = ""]) => artifactOf(withoutParent(text)) ?? []));
  for (const [path, written] of texts) {
    const text = written === undefined ? undefined : withoutComments(written);
    if (text === undefined) return `what ${path} says is not known`;
    const found = beside.exec(text)?.[0] ?? needsJdk.exec(text)?.[0];
    if (found !== undefined) return `${path} names ${found}, so that the jar and a JRE may not be all`;
    const parent = tool === "maven" ? artifactOf(parentIn(text)) : undefined;
    if (parent !== undefined && !own.has(parent) && !knownParents.test(parent))
      return `what ${parent}, the parent of ${path}, sets is not known`;
  }
  return undefined;
}

/** The line of Java that the program is compiled for, as the projects say with one voice; undefined where they do not. */
export function javaLine(facts: Facts): number | undefined {
  const [asked, ...others] = askedLines(facts);
  return others.length === 0 ? asked?.line : undefined;
}

/** The newest line of Java that a project asks for, below which something of it may not start, and the file that does. */
export function askedJava(facts: Facts): { readonly line: number; readonly manifest: string } | undefined {
  return askedLines(facts).reduce<{ line: number; manifest: string } | undefined>(
    (most, each) => (most && most.line >= each.line ? most : each),
    undefined,
  );
}

/** Each line that projects ask for, with the first file that does. */
function askedLines({ files = [], contents }: Facts): readonly { readonly line: number; readonly manifest: string }[] {
  const found = new Map<number, string>();
  for (const path of [...poms(files), ...scripts(files)]) {
    const text = withoutComments(contents?.get(path) ?? "");
    for (const [, version = ""] of text.matchAll(lineForms)) {
      const line = Number(version.replace(/^1\./, ""));
      if (!found.has(line)) found.set(line, path);
    }
  }
  return [...found].map(([line, manifest]) => ({ line, manifest }));
}

const lineForms =
  /(?:<(?:java\.version|maven\.compiler\.(?:release|target)|release|target)>\s{0,9}|JavaLanguageVersion\.of\(\s{0,9}|jvmToolchain\(\s{0,9}|targetCompatibility\s{0,9}=?\s{0,9}(?:JavaVersion\.VERSION_|["'])?)(\d{1,2}(?:\.\d{1,2})?)/g;

/** The same line where a compiler surely obeys it, and the first file that says so; undefined where another JDK may be fetched. */
export function compiledLine(
  facts: Facts,
): { readonly line: number; readonly manifest: string; readonly isToolchain: boolean } | undefined {
  const { files = [], contents } = facts;
  const line = javaLine(facts);
  const texts = [...poms(files), ...scripts(files)].map(
    (path) => [path, withoutComments(contents?.get(path) ?? "")] as const,
  );
  if (
    line === undefined ||
    texts.some(([, text]) => /foojay|toolchainManagement|maven-toolchains-plugin|<profile>/.test(text))
  )
    return undefined;
  const obeyed = texts.find(
    ([, text]) =>
      sureForms.test(text) ||
      (text.includes("<java.version>") && /\$\{java\.version\}|spring-boot-starter-parent/.test(text)),
  );
  const isToolchain = texts.some(([, text]) => /JavaLanguageVersion\.of|jvmToolchain/.test(text));
  return obeyed && { line, manifest: obeyed[0], isToolchain };
}

const sureForms =
  /<(?:maven\.compiler\.(?:release|target)|release)>|JavaLanguageVersion\.of|jvmToolchain|targetCompatibility/;

/** Why the sources may need more than a JRE, in a clause; undefined when nothing speaks for it. */
export const sourceDoubt = memoize(({ files = [], contents }: Facts): string | undefined => {
  for (const path of sources(files)) {
    const found = needsMore.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return `${path} uses ${found}`;
  }
  return undefined;
});

/** Whether the text of every source is known. */
export function areSourcesRead({ files = [], contents }: Facts): boolean {
  return sources(files).every((path) => contents?.has(path));
}

/** The text of a manifest without the comments of XML. */
export function withoutComments(text: string): string {
  const [first = "", ...commented] = text.split("<!--");
  const rest = commented.map((part) => (part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : ""));
  return [first, ...rest].join("");
}

function parentIn(text: string): string {
  const start = text.indexOf("<parent>");
  return start < 0 ? "" : text.slice(start, text.indexOf("</parent>", start));
}

function withoutParent(text: string): string {
  const parent = parentIn(text);
  return parent === "" ? text : text.replace(parent, "");
}

function artifactOf(text: string): string | undefined {
  return /<artifactId>\s*([\w.-]+)\s*<\/artifactId>/.exec(text)?.[1];
}
