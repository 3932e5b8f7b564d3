/** What there is to say about images that other files than Dockerfiles name: the same as of FROM, at their places. */

import type { ImagesFile } from "../context/namedImages";
import type { NamedImage } from "../context/namedInBuilds";
import { type BaseImage, baseImages } from "../stage/baseImage";
import { pinTo } from "../stage/pinning";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Edit, Facts, Problem, Settings, Span } from "../types";
import { isReason, type Reason } from "../util/reason";
import { lint, type OnError, type OnStep } from "./lint";
import { type Mute, mutesAt } from "./mutes";

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

/** The problems of the images that a text names, in their order; comments above an image, and those for the file, may ignore some. */
export function lintImages(
  text: string,
  images: readonly NamedImage[],
  facts: Facts,
  settings: Settings,
  onError?: OnError,
  onStep?: OnStep,
): Problem[] {
  const forFile = [...text.matchAll(commentForFile)].map(({ 0: comment }) => asComment(comment)).join("");
  return images.flatMap((named) => {
    const image = imageAlone(named.text, forFile + commentAbove(text, named.span));
    if (!image) return [];
    const { isWritten, at: moved } = placed(image, text, named);
    const within = ({ start, end }: Span) => isWritten && image.word.start <= start && end <= image.word.end;
    return lint(image.file, facts, settings, onError, onStep)
      .filter(({ rule }) => rule.ofImage)
      .map(({ related: _, fixes, ...problem }) => ({
        ...problem,
        message: named.isSetElsewhere ? `${problem.message}; .env sets its variables` : problem.message,
        span: moved(problem.span),
        fixes: fixes
          ?.filter(({ edits }) => edits.every((edit) => edit.file === undefined && within(edit)))
          .map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, ...moved(edit) })) })),
      }));
  });
}

/** The mutes in the comment above an image that a text names. */
export function mutesAlone(text: string, { text: image, span }: NamedImage): readonly Mute[] {
  const alone = imageAlone(image, commentAbove(text, span));
  return alone ? mutesAt(alone.file, alone.word) : [];
}

/** The comment in the line above a place, as a Dockerfile has it. */
function commentAbove(text: string, { start }: Span): string {
  const line = text.lastIndexOf("\n", start - 1);
  return asComment(text.slice(text.lastIndexOf("\n", line - 1) + 1, Math.max(line, 0)));
}

/** Those that say something of all images. */
const commentForFile = /^[ \t]*(?:#|\/\/)[ \t]*drydock[ \t]+ignore-file[^\r\n]*/gim;

/** With its end; others could be taken for parser directives. */
function asComment(line: string): string {
  const [, words] = /^\s*(?:#|\/\/)\s*((?:drydock|hadolint)\b.*)/i.exec(line.trimEnd()) ?? [];
  return words === undefined ? "" : `# ${words}\n`;
}

/** Switches a rule off for the image at a place, by a comment above its line; undefined where the language has no comments. */
export function disableForImage({ text, eol, commentMark }: ImagesFile, { start }: Span, id: string): Edit | undefined {
  if (commentMark === undefined) return undefined;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(text.lastIndexOf("\n", line - 2) + 1, line);
  const known = /^\s*(?:#|\/\/)\s*drydock\s+ignore\s*=/i.exec(before);
  // Names come first: what follows them may be a reason.
  if (known) return insert(line - before.length + known[0].length, `${id},`);
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  return insert(line, `${indentation}${commentMark} drydock ignore=${id}${eol}`);
}

/** Switches a rule off for all images of a file; undefined where the language has no comments. */
export function disableForImages({ eol, commentMark }: ImagesFile, id: string): Edit | undefined {
  return commentMark && insert(0, `${commentMark} drydock ignore-file=${id}${eol}`);
}

function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}
