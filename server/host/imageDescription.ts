/** What manifests and configurations of images say, by the OCI image specification. */

import type { ImageDescription } from "../types";
import { fieldsOf, stringOf } from "../util/json";

/** Finds what a digest stands for, as data; undefined where it cannot be had. */
interface Finding {
  manifest(digest: string): Promise<unknown>;
  blob(digest: string): Promise<unknown>;
}

/** @param content the index or manifest with this digest. */
export async function describe(
  digest: string,
  content: unknown,
  { manifest, blob }: Finding,
): Promise<ImageDescription> {
  const { manifests } = fieldsOf(content);
  const isIndex = Array.isArray(manifests);
  const all = isIndex ? manifests.map(entryOf).filter(({ platform }) => platform !== undefined) : [];
  const usual = all.find(({ platform }) => platform === "linux/amd64") ?? all[0];
  const one = isIndex ? usual && (await manifest(usual.digest)) : content;
  const { config, layers } = fieldsOf(one);
  const settings = fieldsOf(await blob(stringOf(fieldsOf(config).digest) ?? ""));
  const { User, Entrypoint, Cmd, Env } = fieldsOf(settings.config);
  const own = platformOf(settings);
  return {
    digest,
    platforms: isIndex ? all.flatMap(({ platform }) => platform ?? []) : own === undefined ? [] : [own],
    isIndex,
    created: stringOf(settings.created),
    size: sizeOf(layers),
    user: settings.config === undefined ? undefined : stringOf(User) || "root",
    entrypoint: wordsOf(Entrypoint),
    cmd: wordsOf(Cmd),
    environment: environmentOf(Env),
  };
}

function entryOf(entry: unknown): { digest: string; platform: string | undefined } {
  const { digest, platform } = fieldsOf(entry);
  return { digest: stringOf(digest) ?? "", platform: platformOf(platform) };
}

/** "linux/arm64/v8"; undefined for what is no image, such as attestations, which say "unknown". */
function platformOf(value: unknown): string | undefined {
  const { os, architecture, variant } = fieldsOf(value);
  const parts = [os, architecture, variant].flatMap((part) => stringOf(part) || []);
  const isNamed = parts.length > 1 && parts.every((part) => /^[\w.-]{1,40}$/.test(part) && part !== "unknown");
  return isNamed ? parts.join("/") : undefined;
}

function sizeOf(layers: unknown): number | undefined {
  if (!Array.isArray(layers)) return undefined;
  const sizes = layers.map((layer) => fieldsOf(layer).size);
  return sizes.every((size): size is number => typeof size === "number") ? sizes.reduce((a, b) => a + b, 0) : undefined;
}

function wordsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((word) => typeof word === "string") ? value : undefined;
}

function environmentOf(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = wordsOf(value)?.map((entry) => entry.split(/=(.*)/s, 2) as [string, string]);
  return entries && Object.fromEntries(entries);
}
