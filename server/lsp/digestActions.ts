/** *Pin to digest*: offered where a registry may be asked, which happens when it is chosen and not before. */

import { type CancellationToken, type CodeAction, CodeActionKind, type Range } from "vscode-languageserver";
import { imageAlone, pinAlone } from "../engine/imagesAlone";
import type { Configuration } from "../engine/settings";
import { isAdditionalContext } from "../stage/additionalContexts";
import { usedImages } from "../stage/copiedImages";
import { pinTo } from "../stage/pinning";
import type { Edit, Host, ImageReference, Span } from "../types";
import { fieldsOf } from "../util/json";
import { isReason, type Reason } from "../util/reason";
import type { Checked } from "./checked";
import type { createChecks } from "./checks";
import type { Client } from "./client";
import { abilitiesOf } from "./client";
import { toWorkspaceEdit } from "./convert";

interface Needs {
  readonly host: Pick<Host, "digest">;
  readonly checks: Pick<ReturnType<typeof createChecks>, "about">;
  client(): Client;
  /** What the user says to a question, one of the answers; undefined when nothing. */
  ask(message: string, answers: readonly string[]): Promise<string | undefined>;
  /** Has the client keep it. */
  remember(isAllowed: boolean): void;
  /** Tells the user why nothing was done. */
  tell(message: string): void;
}

const [always, once, never] = ["Always", "This time", "Never"];

/** What came of asking: a digest, or why there is none that could be written. */
type Outcome = { readonly digest: string } | Reason;

/** What an action is known by when it is chosen. */
interface Choice {
  readonly pin: string;
  readonly version: number;
  readonly start: number;
}

export function createDigestActions({ host, checks, client, ask, remember, tell }: Needs) {
  /** What the user has said, until the settings tell it. */
  let decision: boolean | undefined;

  /** A user has switched it on, or can be asked about it, and trusts the workspace. */
  function mayAsk({ registry }: Configuration): boolean {
    const { isTrusted, remembersRegistries } = client();
    const { enabled, isUndecided } = registry;
    const isPossible = enabled || (isUndecided && remembersRegistries && decision !== false);
    return host.digest !== undefined && isPossible && isTrusted;
  }

  /** And the client can wait for the edit. */
  function mayOffer({ configuration }: Checked): boolean {
    const { capabilities } = client();
    const { codeActionLiteralSupport, dataSupport, resolveSupport } = capabilities.textDocument?.codeAction ?? {};
    const canWait =
      codeActionLiteralSupport !== undefined &&
      dataSupport === true &&
      resolveSupport?.properties.includes("edit") === true;
    return canWait && mayAsk(configuration);
  }

  /** Asked once, at the first use. */
  async function isAllowed({ registry }: Configuration, image: string): Promise<boolean> {
    if (registry.enabled || decision === true) return true;
    const answer = await ask(
      `To pin ${image}, Drydock has to ask its registry. May it ask the registries of images that your Dockerfiles name?`,
      [always, once, never],
    );
    if (answer === always || answer === never) {
      decision = answer === always;
      remember(decision);
    }
    return answer === always || answer === once;
  }

  /** Those for the images at a range. */
  function at(checked: Checked, range: Range, only: readonly string[] | undefined): CodeAction[] {
    const { document } = checked;
    const kind = CodeActionKind.QuickFix;
    const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
    if (!isWanted || !mayOffer(checked)) return [];
    const [first, last] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return pinnedIn(checked).flatMap(({ start, end, reference, pin }) => {
      if (start > last || end < first || isReason(pin(""))) return [];
      const title = reference.digest === undefined ? `Pin ${reference.text} to its digest` : "Update the digest";
      const data: Choice = { pin: document.uri, version: document.version, start };
      return [{ title, kind, data }];
    });
  }

  /** The action with its edit; without one, and the reason told, where there is none. */
  async function resolve(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    const { pin: uri, version, start } = fieldsOf(action.data);
    if (typeof uri !== "string") return action;
    const asked = await checks.about(uri, token, (checked) => {
      if (checked.document.version !== version || !mayOffer(checked)) return undefined;
      const image = pinnedIn(checked).find((it) => it.start === start);
      return image && { checked, image };
    });
    if (!asked || !host.digest) return action;
    const { document, configuration } = asked.checked;
    const edit = await written(asked.image, configuration, token);
    if (!edit) return action;
    // A document that has moved on meanwhile refuses an edit of this version.
    const target = { uri: document.uri, version: document.version, document, edits: [edit] };
    return { ...action, edit: toWorkspaceEdit([target], abilitiesOf(client())) };
  }

  /** Asks about an image, as far as the user allows it, and gives the edit; undefined where nothing is to be done, which is told. */
  async function written(
    { reference, pin }: Pinned,
    configuration: Configuration,
    token: CancellationToken,
  ): Promise<Edit | undefined> {
    const obstacle = pin("");
    if (!isReason(obstacle) && !(await isAllowed(configuration, reference.text))) return undefined;
    const outcome = isReason(obstacle) ? obstacle : await digestOf(reference, configuration, token);
    if (token.isCancellationRequested) return undefined;
    const edit = isReason(outcome) ? outcome : pin(outcome.digest);
    if (!isReason(edit)) return edit;
    tell(`Not pinned: ${edit.reason}.`);
    return undefined;
  }

  async function digestOf(
    reference: ImageReference,
    { registry }: Configuration,
    token: CancellationToken,
  ): Promise<Outcome> {
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) controller.abort();
    const told = await host.digest?.(reference, registry, controller.signal).finally(() => cancelling.dispose());
    if (!told) return { reason: "no registry can be asked here" };
    if (told.state === "absent") return { reason: `there is no ${reference.text}` };
    if (told.state === "unknown") return told;
    return told.value === reference.digest
      ? { reason: "the digest is that of the tag already" }
      : { digest: told.value };
  }

  return { at, resolve };
}

/** An image of a document, and how it is pinned: the edit, or why that cannot be. */
interface Pinned extends Span {
  readonly reference: ImageReference;
  readonly pin: (digest: string) => Edit | Reason;
}

function pinnedIn({ file, surroundings: { facts } }: Checked): readonly Pinned[] {
  if ("images" in file) {
    return file.images.flatMap((named) => {
      const image = imageAlone(named.text);
      if (!image) return [];
      const pin = (digest: string) => pinAlone(image, file.text, named, digest);
      return [{ ...named.span, reference: image.reference, pin }];
    });
  }
  if (!("instructions" in file)) return [];
  return usedImages(file).flatMap((image) => {
    const { word, reference } = image;
    if (isAdditionalContext(facts, reference.text)) return [];
    return [
      { start: word.start, end: word.end, reference, pin: (digest: string) => pinTo(file, image, facts, digest) },
    ];
  });
}
