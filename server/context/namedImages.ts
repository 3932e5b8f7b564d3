/** The images that compose, bake and devcontainer files name themselves, beside the Dockerfiles that they build. */

import type { Span } from "../types";
import { fieldsOf, readJson } from "../util/json";
import { baseName } from "../util/paths";
import { interpolate, parseYaml } from "./compose";

export interface NamedImage {
  /** Of the service; undefined where a build or the file as a whole names it. */
  readonly service: string | undefined;
  /** With the defaults of variables; undefined when one without a default decides. */
  readonly text: string | undefined;
  /** Where it is written, quotes and variables included. */
  readonly span: Span;
}

/** A compose, bake or devcontainer file, as far as its images go. */
export interface ImagesFile {
  readonly text: string;
  readonly eol: "\n" | "\r\n";
  /** In their order. */
  readonly images: readonly NamedImage[];
  /** What begins a comment; undefined where the language has none. */
  readonly commentMark: "#" | "//" | undefined;
}

/** Reads a file of builds; never throws. @param path with its folders. */
export async function readImagesFile(path: string, text: string): Promise<ImagesFile> {
  const isPlain = baseName(path).startsWith("docker-bake");
  const commentMark = !path.endsWith(".json") ? "#" : isPlain ? undefined : "//";
  return { text, eol: text.includes("\r\n") ? "\r\n" : "\n", images: await namedImages(path, text), commentMark };
}

/** More services than this are left out: aliases can make very many of a short text. */
const most = 500;

/**
 * The images that a file names, in their order. What a service builds itself is none. Never throws: whatever is malformed
 * names nothing.
 */
export async function namedImages(path: string, text: string): Promise<readonly NamedImage[]> {
  if (text.length > 256 * 1024) return [];
  const own = /\.ya?ml$/.test(path) ? await inCompose(text) : inDevcontainer(path, text);
  return [...own, ...inContexts(text)].sort((one, other) => one.span.start - other.span.start);
}

async function inCompose(text: string): Promise<readonly NamedImage[]> {
  const parsed = await parseYaml(text);
  if (!parsed) return [];
  const { document, isMap, isScalar, isAlias } = parsed;
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  /** The value of a key, its own or that of a map that is merged in. */
  const valueOf = (map: unknown, key: string, depth = 0): unknown => {
    const node = resolved(map);
    if (!isMap(node) || depth > 5) return undefined;
    const pairOf = (name: string) => node.items.find((pair) => isScalar(pair.key) && pair.key.value === name);
    const own = pairOf(key);
    if (own) return own.value;
    const merged = pairOf("<<")?.value;
    return merged && valueOf(merged, key, depth + 1);
  };
  const services = resolved(valueOf(document.contents, "services"));
  if (!isMap(services)) return [];
  const all = services.items.slice(0, most).flatMap(({ key, value: service }) => {
    const node = valueOf(service, "image");
    const scalar = resolved(node);
    const at = isScalar(node) || isAlias(node) ? node.range : undefined;
    if (!at || !isScalar(scalar) || typeof scalar.value !== "string") return [];
    const policy = resolved(valueOf(service, "pull_policy"));
    const isMade =
      valueOf(service, "build") !== undefined ||
      (isScalar(policy) && (policy.value === "never" || policy.value === "build"));
    const name = isScalar(key) ? String(key.value) : undefined;
    return [{ service: name, text: interpolate(scalar.value), span: { start: at[0], end: at[1] }, isMade }];
  });
  // What one service builds under a name, others run under that name.
  const made = new Set(all.flatMap((image) => (image.isMade ? (image.text ?? []) : [])));
  return all.flatMap(({ isMade, ...image }) =>
    isMade || (image.text !== undefined && made.has(image.text)) ? [] : [image],
  );
}

function inDevcontainer(path: string, text: string): readonly NamedImage[] {
  if (!/devcontainer\.json$/.test(path)) return [];
  const { image } = fieldsOf(readJson(text));
  if (typeof image !== "string" || image === "") return [];
  const start = text.indexOf(JSON.stringify(image), text.search(/"image"\s*:/) + 7);
  if (start < 0) return [];
  const span = { start, end: start + image.length + 2 };
  return [{ service: undefined, text: image.includes("${") ? undefined : image, span }];
}

/** Additional contexts that are images: `docker-image://alpine:3.20`. */
function inContexts(text: string): readonly NamedImage[] {
  return [...text.matchAll(/(?<![\w-])docker-image:\/\/([^\s"'`,\]})]{1,300})/g)].flatMap(
    ({ 1: image = "", index }) => {
      const before = text.slice(text.lastIndexOf("\n", index) + 1, index);
      if (/(?:^|\s)(?:#|\/\/)/.test(before)) return [];
      const start = index + "docker-image://".length;
      const span = { start, end: start + image.length };
      return [{ service: undefined, text: image.includes("$") ? undefined : image, span }];
    },
  );
}
