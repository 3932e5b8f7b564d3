/** *Pin to digest*: offered where a registry may be asked, which happens when it is chosen and not before. */

import { type CancellationToken, type CodeAction, CodeActionKind, type Range } from "vscode-languageserver";
import { isAdditionalContext } from "../context/additionalContexts";
import type { BaseImage } from "../stage/baseImage";
import { usedImages } from "../stage/copiedImages";
import { obstacleToPinning, pinTo } from "../stage/pinning";
import type { Host } from "../types";
import { fieldsOf } from "../util/json";
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

/** What an action is known by when it is chosen. */
interface Choice {
  readonly pin: string;
  readonly version: number;
  readonly start: number;
}

export function createDigestActions({ host, checks, client, ask, remember, tell }: Needs) {
  /** What the user has said, until the settings tell it. */
  let decision: boolean | undefined;

  /** A user has switched it on, or can be asked about it, and trusts the workspace, and the client can wait for the edit. */
  function mayOffer({ configuration }: Checked): boolean {
    const { isTrusted, capabilities, remembersRegistries } = client();
    const { enabled, isUndecided } = configuration.registry;
    const { codeActionLiteralSupport, dataSupport, resolveSupport } = capabilities.textDocument?.codeAction ?? {};
    const canWait =
      codeActionLiteralSupport !== undefined &&
      dataSupport === true &&
      resolveSupport?.properties.includes("edit") === true;
    const isPossible = enabled || (isUndecided && remembersRegistries && decision !== false);
    return host.digest !== undefined && isPossible && isTrusted && canWait;
  }

  /** Asked once, at the first use. */
  async function isAllowed({ configuration }: Checked, image: string): Promise<boolean> {
    if (configuration.registry.enabled || decision === true) return true;
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
    const { document, file, surroundings } = checked;
    const kind = CodeActionKind.QuickFix;
    const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
    if (!isWanted || !("instructions" in file) || !mayOffer(checked)) return [];
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return usedImages(file).flatMap((image) => {
      const { word, reference } = image;
      if (word.start > end || word.end < start || isAdditionalContext(surroundings.facts, reference.text)) return [];
      if (obstacleToPinning(file, image, surroundings.facts) !== undefined) return [];
      const title = reference.digest === undefined ? `Pin ${reference.text} to its digest` : "Update the digest";
      const data: Choice = { pin: document.uri, version: document.version, start: word.start };
      return [{ title, kind, data }];
    });
  }

  /** The action with its edit; without one, and the reason told, where there is none. */
  async function resolve(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    const { pin: uri, version, start } = fieldsOf(action.data);
    if (typeof uri !== "string") return action;
    const found = (checked: Checked): { checked: Checked; image: BaseImage } | undefined => {
      if (checked.document.version !== version || !("instructions" in checked.file) || !mayOffer(checked))
        return undefined;
      const image = usedImages(checked.file).find(({ word }) => word.start === start);
      return image && { checked, image };
    };
    const asked = await checks.about(uri, token, found);
    if (!asked || !host.digest) return action;
    const { reference } = asked.image;
    if (!(await isAllowed(asked.checked, reference.text)) || token.isCancellationRequested) return action;
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    const { registry } = asked.checked.configuration;
    const told = await host.digest(reference, registry, controller.signal).finally(() => cancelling.dispose());
    if (token.isCancellationRequested) return action;
    const refuse = (reason: string) => {
      tell(`Not pinned: ${reason}.`);
      return action;
    };
    if (told.state === "absent") return refuse(`there is no ${reference.text}`);
    if (told.state === "unknown") return refuse(told.reason);
    if (told.value === reference.digest) return refuse("the digest is that of the tag already");
    const { document, file, surroundings } = asked.checked;
    if (!("instructions" in file)) return action;
    const edit = pinTo(file, asked.image, surroundings.facts, told.value);
    if ("reason" in edit) return refuse(edit.reason);
    // A document that has moved on meanwhile refuses an edit of this version.
    const target = { uri: document.uri, version: document.version, document, edits: [edit] };
    return { ...action, edit: toWorkspaceEdit([target], abilitiesOf(client())) };
  }

  return { at, resolve };
}
