import { replace } from "../edits/edits";
import { type BaseImage, retag } from "../stage/baseImage";
import { pulledImages } from "../stage/copiedImages";
import { officialTagsDate } from "../stage/officialTable";
import { type Unpublished, unpublished } from "../stage/unpublished";
import type { Dockerfile, DockerfileRule, Finding, Fix } from "../types";

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
      const found = unpublished(file, image, facts);
      if (!found) continue;
      const finding = misnamed(image, found) ?? mistagged(file, image, found);
      if (found.refused) yield { ...refused(image), fixes: finding?.fixes };
      // One finding for one cause: retired-image leads to another image, whatever the tag.
      else if (finding) yield found.isMoved ? { ...finding, severity: "hint" } : finding;
    }
  },
} satisfies DockerfileRule;

/** The registry itself says so. */
function refused({ reference, span }: BaseImage): Finding {
  return { span, message: `The registry has no image "${reference.text}": the build stops here`, severity: "error" };
}

function misnamed({ name, reference, word }: BaseImage, found: Unpublished): Finding | undefined {
  if (!found.name) return undefined;
  const { near } = found.name;
  const { spans } = reference;
  return {
    span: spans?.name ?? word,
    message: `There is no official image "${name}" (data of ${officialTagsDate}); did you mean "${near}"?`,
    fixes: spans && [
      { title: `Write ${near}`, safe: false, optional: true, edits: [replace(spans.name, near)] } satisfies Fix,
    ],
  };
}

function mistagged(file: Dockerfile, image: BaseImage, { tag, isSure }: Unpublished): Finding | undefined {
  if (!tag) return undefined;
  const { reference, span, name } = image;
  const { near } = tag;
  const edit = near === undefined ? undefined : retag(file, image, near);
  const advice = near === undefined ? "" : `; did you mean "${near}"?`;
  return {
    span,
    message: `${name} never had a tag "${reference.tag}" (data of ${officialTagsDate})${advice}`,
    // What only stands for a value that a build has to give.
    severity: isSure ? undefined : "info",
    fixes: edit && [{ title: `Use ${name}:${near}`, safe: false, optional: true, edits: [edit] }],
  };
}
