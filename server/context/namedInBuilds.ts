/** The images that builds name which stand in another file than a Dockerfile: additional contexts, and Dockerfiles that are written in it. */

import { baseImages } from "../stage/baseImage";
import { parseDockerfile } from "../syntax/dockerfile";
import { hclTexts } from "../syntax/hcl";
import type { Span } from "../types";
import { placedTexts } from "../util/json";
import { bakeTexts } from "./bake";

/** An image that another file than a Dockerfile names. */
export interface NamedImage {
  /** Of the service; undefined where a build or the file as a whole names it. */
  readonly service: string | undefined;
  /** With the values of variables, or their defaults; undefined when one decides that has neither. */
  readonly text: string | undefined;
  /** A part of the text is set in the `.env` beside the file. */
  readonly isSetElsewhere?: boolean;
  /** Where it is written, quotes and variables included. */
  readonly span: Span;
}

const scheme = "docker-image://";

/**
 * The image of an additional context, `docker-image://alpine:3.20`; undefined for contexts of another kind.
 * @param written what stands in the file from `start` on. @param value the same, with variables and escapes replaced.
 */
export function contextImage(written: string, value: string | undefined, start: number): NamedImage | undefined {
  if (!written.startsWith(scheme) || written.length === scheme.length) return undefined;
  // `%s` is for a function that puts a text together.
  const image = value?.startsWith(scheme) && !value.includes("%") ? value.slice(scheme.length) : undefined;
  const span = { start: start + scheme.length, end: start + written.length };
  return { service: undefined, text: image, span };
}

/**
 * The images that the stages of a Dockerfile start from which is written in a file of another language.
 * @param dockerfile its text, as the builder gets it. @param written what stands in the file from `start` on.
 */
export function inlineImages(dockerfile: string | undefined, written: string, start: number): NamedImage[] {
  if (dockerfile === undefined) return [];
  let from = 0;
  return baseImages(parseDockerfile(dockerfile)).flatMap(({ word, reference }) => {
    // Each name stands behind that of the stage before; one with variables of the other language stands nowhere.
    const at = written.indexOf(word.text, from);
    if (at < 0) return [];
    from = at + word.text.length;
    return [{ service: undefined, text: reference.text, span: { start: start + at, end: start + from } }];
  });
}

/** Those of a bake file, in their order. */
export function bakeImages(path: string, text: string): NamedImage[] {
  if (!text.includes(scheme) && !text.includes("FROM")) return [];
  const valueOf = bakeTexts(path, text);
  return textsIn(path, text).flatMap(({ template, written, start }) => {
    const value = valueOf(template);
    const isDockerfile = /(?:^|\n)[ \t]*FROM\s/i.test(template) && template.includes("\n");
    return isDockerfile ? inlineImages(value, written, start) : (contextImage(written, value, start) ?? []);
  });
}

/** What may name an image, without the escapes of its language. */
function textsIn(path: string, text: string): { template: string; written: string; start: number }[] {
  if (path.endsWith(".json")) return placedTexts(text).map(({ value, ...place }) => ({ template: value, ...place }));
  return hclTexts(text).map(({ kind, text: written, start }) => {
    return { template: kind === "heredoc" ? written : written.replace(/\\n/g, "\n"), written, start };
  });
}
