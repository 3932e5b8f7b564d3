/**
 * The image with a JRE that takes the place of one with a JDK.
 * Sources: hub.docker.com/_/eclipse-temurin, hub.docker.com/_/maven, hub.docker.com/_/gradle; the retired openjdk names
 * eclipse-temurin first among those that take its place.
 */

import type { Reference } from "./baseImages";
import { officialName } from "./images";

export interface JavaImage {
  readonly image: string;
  /** Both start from the same release of a distribution. */
  readonly isSameSystem: boolean;
}

/** Lines that Temurin builds JREs of for every variant below. */
const lines = "8|11|17|21|25";
const variants = "alpine(?:-3\\.\\d+)?|focal|jammy|noble|resolute|ubi\\d+-minimal";

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

/** The image with the JRE of the same line; undefined where the reference does not tell. */
export function runtimeOf({ name, tag = "" }: Reference): JavaImage | undefined {
  const short = officialName(name);
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
