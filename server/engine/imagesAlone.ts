/** What there is to say about images that other files than Dockerfiles name: the same as of FROM, at their places. */

import type { NamedImage } from "../context/namedImages";
import { type BaseImage, baseImages } from "../stage/baseImage";
import { pinTo } from "../stage/pinning";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Edit, Facts, Problem, Settings, Span } from "../types";
import { isReason, type Reason } from "../util/reason";
import { lint } from "./lint";

/** The image as a Dockerfile that does nothing but start from it; undefined when nobody can tell which it is. */
export function imageAlone(text: string | undefined, comment = ""): (BaseImage & { file: Dockerfile }) | undefined {
  if (text === undefined || /[\s#$\\`'"]/.test(text)) return undefined;
  const file = parseDockerfile(`${comment}FROM ${text}`);
  const [image] = baseImages(file);
  return image && { ...image, file };
}

/** Where the image of a file stands that names it: it may be put together from variables, or stand elsewhere. */
interface Placed {
  /** It is written in one piece. */
  readonly isWritten: boolean;
  /** The place in the file for one in the image that stands alone: all of what is written where that is not one piece. */
  at(span: Span): Span;
}

function placed({ word }: BaseImage, text: string, { span }: NamedImage): Placed {
  // Where quotes or variables stand between, a place in the image is none in the text.
  const inner = text.indexOf(word.text, span.start);
  const isWritten = inner >= 0 && inner + word.text.length <= span.end;
  const shift = inner - word.start;
  return { isWritten, at: ({ start, end }) => (isWritten ? { start: start + shift, end: end + shift } : span) };
}

/**
 * Pins the image that a compose, bake or devcontainer file names to a digest, in place of one that it has; or why that
 * cannot be done for certain.
 * @param image as `imageAlone` gives it. @param text of the file.
 */
export function pinAlone(
  image: BaseImage & { file: Dockerfile },
  text: string,
  named: NamedImage,
  digest: string,
): Edit | Reason {
  const { isWritten, at } = placed(image, text, named);
  if (!isWritten) return { reason: "variables or another place give its name" };
  const edit = pinTo(image.file, image, { today: "" }, digest);
  return isReason(edit) ? edit : { ...edit, ...at(edit) };
}

/** The problems of the images that a text names, in their order; a comment above an image may ignore some. */
export function lintImages(
  text: string,
  images: readonly NamedImage[],
  facts: Pick<Facts, "today">,
  settings: Settings,
): Problem[] {
  return images.flatMap((named) => {
    const image = imageAlone(named.text, commentAbove(text, named.span));
    if (!image) return [];
    const { isWritten, at: moved } = placed(image, text, named);
    const within = ({ start, end }: Span) => isWritten && image.word.start <= start && end <= image.word.end;
    return lint(image.file, facts, settings)
      .filter(({ rule }) => rule.ofImage)
      .map(({ related: _, fixes, ...problem }) => ({
        ...problem,
        span: moved(problem.span),
        fixes: fixes
          ?.filter(({ edits }) => edits.every((edit) => edit.file === undefined && within(edit)))
          .map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, ...moved(edit) })) })),
      }));
  });
}

/** The comment in the line above, with its end. */
function commentAbove(text: string, { start }: Span): string {
  const line = text.lastIndexOf("\n", start - 1);
  const above = text.slice(text.lastIndexOf("\n", line - 1) + 1, Math.max(line, 0)).trim();
  return above.startsWith("#") ? `${above}\n` : "";
}
