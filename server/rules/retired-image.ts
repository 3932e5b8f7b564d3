import { endOfLife } from "../data/endOfLife";
import { type MovedImage, movedDataDate, movedImage } from "../data/movedImages";
import { replace } from "../edits/edits";
import { askedJava } from "../projects/javaProject";
import type { BaseImage } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { hasTemurin } from "../stage/javaImages";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "retired-image",
  title: "The image is retired, or lives on under another name",
  severity: "warning",
  category: "base-image",
  ofImage: true,
  practice: "supported-versions",
  why:
    "A repository that its makers have left keeps the images of that day: without fixes for vulnerabilities that are public, until the tags vanish and the build fails. " +
    "Go to what its makers, or the community, offer in its place.",
  sources: [
    "https://hub.docker.com/_/openjdk",
    "https://github.com/docker-library/official-images",
    "https://github.com/bitnami/containers/issues/83267",
  ],
  bad: "FROM openjdk:17-jdk-slim",
  good: "FROM eclipse-temurin:17-jdk",

  *check(file, facts) {
    const isDevelopment = isForDevelopment(file, facts);
    for (const image of pulledImages(file, facts)) {
      const { reference, word, ships } = image;
      // One finding for one cause: end-of-life-image tells of these.
      if (endOfLife(reference.name, reference.tag, facts.today)) continue;
      const moved = movedImage(reference.name, reference.tag, facts.today);
      if (!moved) continue;
      yield {
        span: reference.spans?.name ?? word,
        message: describe(reference.text, moved),
        severity: moved.read && ships && !isDevelopment ? undefined : "info",
        fixes: fixes(image, moved, facts),
      };
    }
  },
} satisfies DockerfileRule;

function describe(text: string, { since, why, use, read }: MovedImage): string {
  const advice = use === undefined ? "look for another image" : `use ${use}`;
  const date = since === undefined ? "" : ` since ${since}`;
  const state = read ? `has been retired${date}` : `is said to be retired${date}`;
  return `"${text}" ${state} (${why}): ${advice} (data of ${movedDataDate})`;
}

/** Another base may behave otherwise, which a person has to judge. */
function fixes({ reference, name }: BaseImage, { rename }: MovedImage, facts: Facts): Fix[] {
  const { spans, tag, digest } = reference;
  if (!spans || digest !== undefined) return [];
  const java = /^(?:openjdk|adoptopenjdk|java)$/.test(name) ? temurinTag(tag, facts) : undefined;
  if (java !== undefined && spans.tag) {
    const image = `eclipse-temurin:${java}`;
    const edits = [replace({ start: spans.name.start, end: spans.tag.end }, image)];
    return [{ title: `Use ${image}`, safe: false, optional: true, edits }];
  }
  if (rename === undefined) return [];
  return [{ title: `Use ${rename}`, safe: false, optional: true, edits: [replace(spans.name, rename)] }];
}

/**
 * The tag of the same kind and version, or of the newer one that the project asks for: `17-jdk` for `17-jdk-slim`.
 * undefined for lines that Temurin does not have.
 */
function temurinTag(tag = "", facts: Facts): string | undefined {
  const [, own] = /^(8|11|17|21|25)(?!\d)/.exec(tag) ?? [];
  if (own === undefined || /windows|nanoserver|alpine|openj9/.test(tag)) return undefined;
  const line = Math.max(Number(own), askedJava(facts)?.line ?? 0);
  return hasTemurin(line) ? `${line}-${/(?:^|-)jre(?:-|$)/.test(tag) ? "jre" : "jdk"}` : undefined;
}
