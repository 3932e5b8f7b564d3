/** Image references: `[registry/]path[:tag][@digest]`, by the grammar of the distribution project's reference package. */

import type { ImageReference, Word } from "../types";

/** Takes the image of a FROM or `--from` apart; positions are given when it is written without variables and quotes. */
export function parseImage(word: Word): ImageReference {
  const reference = parseReference(word.value ?? "");
  if (word.text !== word.value) return reference;
  const at = word.text.indexOf("@");
  const path = at < 0 ? word.text : word.text.slice(0, at);
  const colon = tagColon(path);
  const nameEnd = colon < 0 ? path.length : colon;
  return {
    ...reference,
    spans: {
      name: { start: word.start, end: word.start + nameEnd },
      tag: colon < 0 ? undefined : { start: word.start + colon + 1, end: word.start + path.length },
      digest: at < 0 ? undefined : { start: word.start + at + 1, end: word.end },
    },
  };
}

/** Takes a reference apart; what is malformed is said in `error`, and the parts are still the best guess. */
export function parseReference(text: string): ImageReference {
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = tagColon(rest);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const slash = path.indexOf("/");
  const first = path.slice(0, slash);
  const hasRegistry =
    slash > 0 && (/:|^\.*[^.].*\./.test(first) || first === "localhost" || first !== first.toLowerCase());
  const registry = hasRegistry ? first : undefined;
  const repository = hasRegistry ? path.slice(slash + 1) : path;
  const isHub = registry === undefined || registry === "docker.io" || registry === "index.docker.io";
  const name = isHub ? repository.replace(/^library\//, "") : path;
  return { text, name, registry, tag, digest, spans: undefined, error: fault(registry, repository, tag, digest) };
}

function tagColon(path: string): number {
  const colon = path.lastIndexOf(":");
  return colon > path.lastIndexOf("/") ? colon : -1;
}

function fault(
  registry: string | undefined,
  repository: string,
  tag: string | undefined,
  digest: string | undefined,
): string | undefined {
  if (repository === "") return "the image has no name";
  if (registry !== undefined && !/^[a-zA-Z0-9.-]+(?::\d+)?$|^\[[0-9a-fA-F:]+\](?::\d+)?$/.test(registry)) {
    return `"${registry}" is no registry host`;
  }
  if (repository !== repository.toLowerCase()) return "the name of an image must be lower case";
  const parts = repository.split("/");
  const wrong = parts.find((part) => !/^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(part));
  if (wrong !== undefined) return wrong === "" ? "the name has an empty part" : `"${wrong}" is no name of an image`;
  if (repository.length > longestRepository) return `the name is longer than ${longestRepository} characters`;
  if (tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) {
    return tag === "" ? "the tag after : is missing" : `"${tag}" is no tag`;
  }
  if (digest !== undefined && !isDigest(digest)) {
    return "a digest is an algorithm, a colon and hexadecimal digits, 64 of them for sha256";
  }
  return undefined;
}

/** Without its registry, by the grammar. */
const longestRepository = 255;

function isDigest(digest: string): boolean {
  const match = /^([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})$/.exec(digest);
  return match !== null && (match[1] !== "sha256" || match[2]?.length === 64);
}

/** What a registry is asked about an image by: its name and tag, whatever digest is behind it. */
export function onlineKey({ text }: ImageReference): string {
  return text.split("@", 1)[0] ?? text;
}
