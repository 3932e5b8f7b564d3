/** What there is to say about images that other files than Dockerfiles name: the same as of FROM, at their places. */

import type { NamedImage } from "../context/namedImages";
import { type BaseImage, baseImages } from "../stage/baseImage";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Problem, Settings, Span } from "../types";
import { lint } from "./lint";

/** The image as a Dockerfile that does nothing but start from it; undefined when nobody can tell which it is. */
export function imageAlone(text: string | undefined, comment = ""): (BaseImage & { file: Dockerfile }) | undefined {
  if (text === undefined || /[\s#$\\`'"]/.test(text)) return undefined;
  const file = parseDockerfile(`${comment}FROM ${text}`);
  const [image] = baseImages(file);
  return image && { ...image, file };
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
    // Where quotes or variables stand between, a place in the image is none in the text.
    const inner = text.indexOf(image.word.text, named.span.start);
    const isWritten = inner >= 0 && inner + image.word.text.length <= named.span.end;
    const shift = inner - image.word.start;
    const moved = ({ start, end }: Span) => (isWritten ? { start: start + shift, end: end + shift } : named.span);
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
