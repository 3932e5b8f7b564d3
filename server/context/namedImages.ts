/** The images that compose, bake and devcontainer files name themselves, beside the Dockerfiles that they build. */

import type { Pair, YAMLMap } from "yaml";
import { parseReference } from "../syntax/image";
import { placedTexts } from "../util/json";
import { baseName } from "../util/paths";
import { parseYaml } from "./compose";
import { type Environment, environmentOf, interpolate, noVariables } from "./composeVariables";
import { bakeImages, contextImage, inlineImages, type NamedImage } from "./namedInBuilds";

/** A compose, bake or devcontainer file, as far as its images go. */
export interface ImagesFile {
  readonly text: string;
  readonly eol: "\n" | "\r\n";
  /** In their order. */
  readonly images: readonly NamedImage[];
  /** What begins a comment; undefined where the language has none. */
  readonly commentMark: "#" | "//" | undefined;
}

/**
 * Reads a file of builds; never throws.
 * @param path with its folders. @param variables the text of the `.env` beside it; undefined where there is none.
 */
export async function readImagesFile(path: string, text: string, variables: string | undefined): Promise<ImagesFile> {
  const isPlain = isBake(path);
  const commentMark = !path.endsWith(".json") ? "#" : isPlain ? undefined : "//";
  return {
    text,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    images: await namedImages(path, text, variables),
    commentMark,
  };
}

function isBake(path: string): boolean {
  return baseName(path).startsWith("docker-bake");
}

/** More services or images than this are left out: aliases can make very many of a short text. */
const most = 500;

/**
 * The images that a file names, in their order. What a service builds itself is none. Never throws: whatever is malformed
 * names nothing.
 * @param variables the text of the `.env` beside it; undefined where there is none.
 */
export async function namedImages(path: string, text: string, variables?: string): Promise<readonly NamedImage[]> {
  if (text.length > 256 * 1024) return [];
  const own = /\.ya?ml$/.test(path)
    ? await inCompose(text, environmentOf(variables))
    : isBake(path)
      ? bakeImages(path, text)
      : inDevcontainer(path, text);
  const sorted = [...own].sort((one, other) => one.span.start - other.span.start);
  // Services that merge in one map have one image.
  return sorted.filter(({ span }, index) => span.start !== sorted[index - 1]?.span.start).slice(0, most);
}

async function inCompose(text: string, environment: Environment): Promise<readonly NamedImage[]> {
  const parsed = await parseYaml(text);
  if (!parsed) return [];
  const { document, isMap, isScalar, isSeq, isAlias } = parsed;
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  const pairIn = (map: { items: Pair[] }, name: string) =>
    map.items.find((pair) => isScalar(pair.key) && pair.key.value === name);
  /** A map and those that are merged in, what wins first; a map may merge in itself. */
  const layersOf = (map: unknown, found = new Set<YAMLMap>()): ReadonlySet<YAMLMap> => {
    const node = resolved(map);
    if (!isMap(node) || found.has(node) || found.size >= mostMerged) return found;
    found.add(node);
    const merged = resolved(pairIn(node, "<<")?.value);
    for (const one of isSeq(merged) ? merged.items.slice(0, mostMerged) : [merged]) layersOf(one, found);
    return found;
  };
  /** The value of a key, its own or that of a map that is merged in. */
  const valueOf = (map: unknown, key: string): unknown => {
    for (const layer of layersOf(map)) {
      const own = pairIn(layer, key);
      if (own) return own.value;
    }
    return undefined;
  };
  /** A text, with what stands in the file for it, quotes left out; undefined for other values. */
  const textOf = (map: unknown, key: string) => readText(valueOf(map, key));
  const readText = (node: unknown) => {
    const scalar = resolved(node);
    if (!isScalar(scalar) || typeof scalar.value !== "string" || !scalar.range) return undefined;
    const [start, end] = scalar.range;
    const isQuoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
    const written = isQuoted ? text.slice(start + 1, end - 1) : text.slice(start, end);
    return { value: interpolate(scalar.value, environment), written, start: isQuoted ? start + 1 : start };
  };
  /** Of a build: its additional contexts, in a map or as `name=docker-image://…` in a list, and a Dockerfile in it. */
  const inBuild = (build: unknown): readonly NamedImage[] => {
    const contexts = resolved(valueOf(build, "additional_contexts"));
    const values = isMap(contexts) ? contexts.items.map(({ value }) => value) : isSeq(contexts) ? contexts.items : [];
    const images = values.slice(0, most).flatMap((node) => {
      const it = readText(node);
      const name = isSeq(contexts) ? (/^[^=]*=/.exec(it?.written ?? "")?.[0].length ?? 0) : 0;
      return (it && contextImage(it.written.slice(name), it.value?.slice(name), it.start + name)) ?? [];
    });
    const inline = textOf(build, "dockerfile_inline");
    return [...images, ...(inline ? inlineImages(inline.value, inline.written, inline.start) : [])];
  };
  const services = resolved(valueOf(document.contents, "services"));
  if (!isMap(services)) return [];
  const listed = services.items.slice(0, most);
  const all = listed.flatMap(({ key, value: service }) => {
    const node = valueOf(service, "image");
    const scalar = resolved(node);
    const at = isScalar(node) || isAlias(node) ? node.range : undefined;
    if (!at || !isScalar(scalar) || typeof scalar.value !== "string") return [];
    const policy = resolved(valueOf(service, "pull_policy"));
    const isMade =
      valueOf(service, "build") !== undefined ||
      (isScalar(policy) && (policy.value === "never" || policy.value === "build"));
    const name = isScalar(key) ? String(key.value) : undefined;
    const span = { start: at[0], end: at[1] };
    return [{ service: name, ...imageText(scalar.value, environment), span, isMade }];
  });
  // What one service builds under a name, others run under that name.
  const made = new Set(all.flatMap((image) => (image.isMade ? (image.text ?? []) : [])));
  const used = all.flatMap(({ isMade, ...image }) =>
    isMade || (image.text !== undefined && made.has(image.text)) ? [] : [image],
  );
  const builds = new Set(listed.map(({ value }) => resolved(valueOf(value, "build"))));
  return [...used, ...[...builds].flatMap(inBuild)];
}

/** The name of an image, and whether a file sets a part of it: what is no image there is not shown, for it may be anything. */
function imageText(written: string, environment: Environment): Pick<NamedImage, "text" | "isSetElsewhere"> {
  const text = interpolate(written, environment);
  const isSetElsewhere = text !== interpolate(written, noVariables);
  if (text === undefined || !isSetElsewhere) return { text };
  return parseReference(text).error === undefined ? { text, isSetElsewhere } : { text: undefined };
}

/** Maps that are merged into one. */
const mostMerged = 20;

function inDevcontainer(path: string, text: string): readonly NamedImage[] {
  if (!/devcontainer\.json$/.test(path)) return [];
  // Of equal keys the last one counts.
  const image = placedTexts(text).findLast(({ key, value }) => key === "image" && value !== "");
  if (!image) return [];
  const span = { start: image.start - 1, end: image.start + image.written.length + 1 };
  return [{ service: undefined, text: image.value.includes("${") ? undefined : image.value, span }];
}
