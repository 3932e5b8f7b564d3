/**
 * What registries say of the images of open documents, where a user has allowed to ask them: when a document is saved,
 * and when somebody points at an image.
 */

import type { CancellationToken } from "vscode-languageserver";
import { imageAlone } from "../engine/imagesAlone";
import type { PartOfHover } from "../features/contextHover";
import { imageHover } from "../features/imageHover";
import { isAdditionalContext } from "../stage/additionalContexts";
import { usedImages } from "../stage/copiedImages";
import { inVersionOrder } from "../stage/tagShape";
import { onlineKey, parseReference } from "../syntax/image";
import type { Host, ImageDescription, ImageReference, Span, TagLists, Told } from "../types";
import type { Checked } from "./checked";

interface Needs {
  readonly host: Pick<Host, "describe" | "tags">;
  isTrusted(): boolean;
  /** There is something new to say about a document. */
  onNews(uri: string): void;
}

export type RegistryAnswers = ReturnType<typeof createRegistryAnswers>;

/** Far more than the files at hand name. */
const mostAnswers = 500;

/** Lists may be long. */
const mostLists = 50;

/** Milliseconds after which a tag may stand for something else. */
const fresh = 10 * 60_000;

export function createRegistryAnswers({ host, isTrusted, onNews }: Needs) {
  const answers = new Map<string, Told<ImageDescription>>();
  const times = new Map<string, number>();
  /** By images without tags: what has been asked is not asked again with every letter. */
  const tags = new Map<string, { readonly at: number; readonly list: Promise<readonly string[]> }>();
  /** Those that have been read to their end, as choices need them: by `ImageReference.name`. */
  const lists = new Map<string, readonly string[]>();

  /** Allowed by the user, in a workspace that is trusted. */
  function mayAsk({ configuration }: Pick<Checked, "configuration">): boolean {
    return configuration.registry.enabled && isTrusted() && host.describe !== undefined;
  }

  function imagesOf({ file, surroundings }: Checked): readonly { span: Span; reference: ImageReference }[] {
    if ("images" in file) {
      return file.images.flatMap(({ text, span }) => {
        const image = imageAlone(text);
        return image ? [{ span, reference: image.reference }] : [];
      });
    }
    if (!("instructions" in file)) return [];
    return usedImages(file).flatMap(({ word, reference }) =>
      isAdditionalContext(surroundings.facts, reference.text) ? [] : [{ span: word, reference }],
    );
  }

  async function ask(checked: Checked, reference: ImageReference, signal: AbortSignal) {
    const key = onlineKey(reference);
    const known = answers.get(key);
    if (known && Date.now() - (times.get(key) ?? 0) < fresh) return known;
    const named = { ...reference, text: key, digest: undefined };
    const told = await host.describe?.(named, checked.configuration.registry, signal);
    if (!told || signal.aborted) return undefined;
    // What is not known now may be known at the next question.
    if (told.state === "unknown") return told;
    answers.set(key, told);
    times.set(key, Date.now());
    for (const oldest of answers.keys()) if (answers.size > mostAnswers) answers.delete(oldest);
    return told;
  }

  async function askTags({ configuration }: Checked, image: ImageReference): Promise<readonly string[]> {
    const told = await host.tags?.(image, configuration.registry, new AbortController().signal);
    if (told?.state === "found") {
      if (told.value.isComplete) lists.set(image.name, told.value.tags);
      for (const oldest of lists.keys()) if (lists.size > mostLists) lists.delete(oldest);
      return inVersionOrder(told.value.tags);
    }
    // What is not known now may be known at the next question.
    tags.delete(image.text);
    return [];
  }

  /** The tags that an image has, as it is written without one, newest version first; empty where nobody may be asked. */
  async function tagsOf(checked: Checked, image: string): Promise<readonly string[]> {
    const reference = parseReference(image);
    if (!mayAsk(checked) || reference.error !== undefined || image.includes("$")) return [];
    const known = tags.get(image);
    if (known && Date.now() - known.at < fresh) return known.list;
    const list = askTags(checked, reference);
    tags.set(image, { at: Date.now(), list });
    for (const oldest of tags.keys()) if (tags.size > mostAnswers) tags.delete(oldest);
    return list;
  }

  /** Asks which tags there are beside that of an image, where it names a version; whether that is news. */
  async function askBeside(checked: Checked, { text, name, tag }: ImageReference): Promise<boolean> {
    if (tag === undefined || !/\d/.test(tag)) return false;
    const before = lists.get(name);
    await tagsOf(checked, text.split("@", 1)[0]?.slice(0, -tag.length - 1) ?? "");
    return lists.get(name) !== before;
  }

  return {
    mayAsk,
    /** By `onlineKey`. */
    answers,
    /** Asks about all images of a document. */
    async refresh(checked: Checked | undefined): Promise<void> {
      if (!checked || !mayAsk(checked)) return;
      const { signal } = new AbortController();
      const before = imagesOf(checked).map(({ reference }) => answers.get(onlineKey(reference)));
      const after = await Promise.all(imagesOf(checked).map(({ reference }) => ask(checked, reference, signal)));
      const isTold = after.some((told, index) => told !== undefined && told !== before[index]);
      const listed = await Promise.all(imagesOf(checked).map(({ reference }) => askBeside(checked, reference)));
      if (isTold || listed.includes(true)) onNews(checked.document.uri);
    },
    /** What there is to say about the image at a place. */
    async hover(checked: Checked, offset: number, token: CancellationToken): Promise<PartOfHover | undefined> {
      if (!mayAsk(checked)) return undefined;
      const image = imagesOf(checked).find(({ span }) => span.start <= offset && offset <= span.end);
      if (!image) return undefined;
      const told = await until(token, (signal) => ask(checked, image.reference, signal));
      return told && { span: image.span, markdown: imageHover(image.reference, told) };
    },
    tags: tagsOf,
    /** All tags of images that have been told so far. */
    lists,
    /** The same, after those of an image have been asked for, as far as that may be. */
    async choices(checked: Checked, image: ImageReference): Promise<TagLists | undefined> {
      if (!mayAsk(checked)) return undefined;
      if (await askBeside(checked, image)) onNews(checked.document.uri);
      return lists;
    },
  };
}

/** Work that is called off with a request. */
async function until<Result>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const cancelling = token.onCancellationRequested(() => controller.abort());
  return work(controller.signal).finally(() => cancelling.dispose());
}
