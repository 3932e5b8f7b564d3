import { movedImage } from "../data/movedImages";
import { replace } from "../edits/edits";
import { type BaseImage, isVariable, retag } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { onlineImage } from "../stage/imageState";
import { officialTagsDate } from "../stage/officialTable";
import { misspeltOfficial, tagState } from "../stage/officialTags";
import { variablesIn } from "../syntax/variables";
import type { Dockerfile, DockerfileRule, Facts, Finding, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "unknown-image",
  title: "No image was ever published under this name and tag",
  severity: "warning",
  category: "base-image",
  ofImage: true,
  why:
    "The build stops when the registry does not have the tag: a word is misspelt, stands in the wrong place, or the version was never released. " +
    "Every tag that an official image ever had is known up to a day, and what may have come since is left alone.",
  sources: ["https://github.com/docker-library/official-images"],
  bad: "FROM node:24.1.0-bookwrm-slim",
  good: "FROM node:24.1.0-bookworm-slim",

  *check(file, facts) {
    for (const image of pulledImages(file, facts)) {
      const { reference } = image;
      // With a digest, nobody looks at the tag.
      if (reference.digest !== undefined) continue;
      if (isGiven(file, image, facts)) continue;
      const online = onlineImage(facts, reference)?.state;
      if (online === "found") continue;
      const finding = misnamed(image) ?? mistagged(file, image);
      if (online === "absent") yield { ...refused(image), fixes: finding?.fixes };
      // One finding for one cause: retired-image leads to another image, whatever the tag.
      else if (finding && movedImage(reference.name, reference.tag, facts.today))
        yield { ...finding, severity: "hint" };
      else if (finding) yield finding;
    }
  },
} satisfies DockerfileRule;

/** The registry itself says so. */
function refused({ reference, span }: BaseImage): Finding {
  return { span, message: `The registry has no image "${reference.text}": the build stops here`, severity: "error" };
}

function misnamed({ name, reference, word }: BaseImage): Finding | undefined {
  const near = reference.registry === undefined ? misspeltOfficial(name, reference.tag) : undefined;
  if (near === undefined) return undefined;
  const { spans } = reference;
  return {
    span: spans?.name ?? word,
    message: `There is no official image "${name}" (data of ${officialTagsDate}); did you mean "${near}"?`,
    fixes: spans && [
      { title: `Write ${near}`, safe: false, optional: true, edits: [replace(spans.name, near)] } satisfies Fix,
    ],
  };
}

function mistagged(file: Dockerfile, image: BaseImage): Finding | undefined {
  const { reference, span, name } = image;
  const state = reference.tag === undefined ? undefined : tagState(reference.name, reference.tag);
  if (state?.state !== "never") return undefined;
  const { near, isSlip } = state;
  const edit = near === undefined ? undefined : retag(file, image, near);
  const advice = near === undefined ? "" : `; did you mean "${near}"?`;
  return {
    span,
    message: `${name} never had a tag "${reference.tag}" (data of ${officialTagsDate})${advice}`,
    // What only stands for a value that a build has to give.
    severity: isVariable(image) && !isSlip ? "info" : undefined,
    fixes: edit && [{ title: `Use ${name}:${near}`, safe: false, optional: true, edits: [edit] }],
  };
}

/** Whether a build that the workspace defines gives a variable of the image another value. */
function isGiven({ escape }: Dockerfile, { word }: BaseImage, { context }: Facts): boolean {
  const names = variablesIn(word.text, escape).map(({ name }) => name);
  return context?.builds.some(({ args }) => names.some((name) => Object.hasOwn(args, name))) ?? false;
}
