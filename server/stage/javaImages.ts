/**
 * The image with a JRE that takes the place of one with a JDK.
 * Sources: hub.docker.com/_/eclipse-temurin, hub.docker.com/_/maven, hub.docker.com/_/gradle, hub.docker.com/_/amazoncorretto,
 * hub.docker.com/_/ibm-semeru-runtimes; the retired openjdk names eclipse-temurin first among those that take its place.
 */

import type { Reference } from "../data/baseImages";
import { officialName } from "../data/images";

export interface JavaImage {
  readonly image: string;
  /** Both start from the same release of a distribution. */
  readonly isSameSystem: boolean;
}

/** Lines that Temurin builds JREs of for every variant below. */
const lines = "8|11|17|21|25";
const variants = "alpine(?:-3\\.\\d+)?|focal|jammy|noble|resolute|ubi\\d+-minimal";

/** Whether Temurin builds images of a line of Java. */
export function hasTemurin(line: number): boolean {
  return lines.split("|").includes(String(line));
}

const forms: Readonly<Record<string, RegExp>> = {
  "eclipse-temurin": new RegExp(
    `^(?<version>(?:${lines})(?:[._u]\\w[\\w.-]*?)?)(?:-jdk)?(?:-(?<variant>${variants}))?$`,
  ),
  maven: new RegExp(
    `^[\\d.]+(?:-\\w+)?-(?:eclipse-temurin|(?<old>openjdk|jdk))-(?<version>${lines})(?:-(?<variant>${variants}|slim))?$`,
  ),
  gradle: new RegExp(`^(?:[\\d.]+-)?jdk(?<version>${lines})(?:-(?<variant>alpine|focal|jammy|noble))?$`),
  openjdk: new RegExp(
    `^(?<old>)(?<version>${lines})(?:[.u][\\w.]*)?(?:-jdk)?(?:-(?<variant>alpine|slim|oracle))?(?:-(?:buster|bullseye|stretch|oraclelinux\\d))?$`,
  ),
};

/** The line of Java that an image has, as its name or tag says; undefined for images that say nothing of it. */
export function javaLineOf({ name, tag = "" }: Reference): number | undefined {
  const short = officialName(name);
  if (/^gcr\.io\/distroless\/java\d/.test(name)) return Number(/java(\d+)/.exec(name)?.[1]);
  const form = lineForms[short];
  const line = form?.exec(tag)?.[1];
  return line === undefined ? undefined : Number(line);
}

const lineForms: Readonly<Record<string, RegExp>> = {
  "eclipse-temurin": /^(\d+)(?=[._u-]|$)/,
  openjdk: /^(\d+)(?=[.u-]|$)/,
  amazoncorretto: /^(\d+)(?=[.u-]|$)/,
  "ibm-semeru-runtimes": /^open-(?:jdk-)?(\d+)/,
  maven:
    /^[\d.]+(?:-\w+)?-(?:eclipse-temurin|openjdk|jdk|amazoncorretto|sapmachine|ibm-semeru|ibmjava|libericaopenjdk)-(\d+)(?=[.-]|$)/,
  gradle: /^(?:[\d.]+-)?jdk(?:-lts-and-)?(\d+)(?=-|$)/,
};

/** Lines that Corretto has a runtime of; it is called headful where it can draw, as the JDK can. */
const ofCorretto = /^(?:[\d.]+(?:-\w+)?-amazoncorretto-)?(?<version>11|17|21|25)(?:-al2023)?(?:-jdk|-full)?$/;

const ofSemeru = new RegExp(`^open-(?:jdk-)?(?<version>${lines})-jdk(?<variant>-(?:jammy|noble|resolute))?$`);

/** Tags that leave it to the image which JDK there is. */
const unnamed = /^(?:latest|alpine|[\d.]+(?:-alpine)?|jdk|jdk-lts)?$/;

/** Whether a reference leaves the line of Java to whatever the image has. */
function isWithoutLine({ name, tag = "" }: Reference): boolean {
  return /^(?:maven|gradle)$/.test(officialName(name)) && unnamed.test(tag);
}

/**
 * The image with the JRE of the same line; undefined where the reference does not tell.
 * @param line that the project is compiled for, where the image names none: 17.
 */
export function runtimeOf(reference: Reference, line?: number): JavaImage | undefined {
  const { name, tag = "" } = reference;
  const short = officialName(name);
  if (short === "amazoncorretto" || (short === "maven" && tag.includes("amazoncorretto"))) {
    const version = ofCorretto.exec(tag)?.groups?.version;
    return version === undefined ? undefined : { image: `amazoncorretto:${version}-headful`, isSameSystem: true };
  }
  if (short === "ibm-semeru-runtimes") {
    const { version, variant = "" } = ofSemeru.exec(tag)?.groups ?? {};
    return version === undefined ? undefined : { image: `${name}:open-${version}-jre${variant}`, isSameSystem: true };
  }
  if (isWithoutLine(reference)) {
    const isKnown = line !== undefined && hasTemurin(line);
    return isKnown ? { image: `eclipse-temurin:${line}-jre`, isSameSystem: false } : undefined;
  }
  const groups = forms[short]?.exec(tag)?.groups;
  if (!groups) return undefined;
  const { version, old, variant } = groups;
  const isNamed = variant !== undefined && /^(?:slim|oracle)$/.test(variant);
  const suffix = variant === undefined || isNamed ? "" : `-${variant}`;
  const prefix = short === "eclipse-temurin" ? name : "eclipse-temurin";
  return {
    image: `${prefix}:${version}-jre${suffix}`,
    isSameSystem: old === undefined && (suffix !== "" || short === "eclipse-temurin"),
  };
}
