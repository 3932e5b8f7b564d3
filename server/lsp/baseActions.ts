/** *Choose another base*: what could stand in a FROM instead, with what it gains and costs. */

import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
  type Range,
} from "vscode-languageserver";
import type { Candidate } from "../bases/candidate";
import { baseChoices } from "../engine/baseChoices";
import type { OnStep } from "../engine/lint";
import { type BaseImage, baseImages } from "../stage/baseImage";
import type { TagLists } from "../types";
import { memoize } from "../util/memoize";
import type { Checked } from "./checked";
import { abilitiesOf, type Client } from "./client";
import { toWorkspaceEdit } from "./convert";

/** The image of the FROM at a range, where other bases are wanted for it; undefined where they are not. */
export function baseAt(
  { document, file, configuration, problems }: Checked,
  range: Range,
  { only, triggerKind }: CodeActionContext,
  client: Client,
): BaseImage | undefined {
  const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
  if (!isWanted || !("instructions" in file) || !configuration.enabled || !abilitiesOf(client).literals)
    return undefined;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const isAsked = only !== undefined || triggerKind !== CodeActionTriggerKind.Automatic;
  if (!isAsked && !problems.some(({ span }) => span.start <= end && start <= span.end)) return undefined;
  return baseImages(file).find(({ word }) => word.start <= end && start <= word.end);
}

/**
 * What could take the place of the image of a FROM. Images that lack what the stage needs are shown to clients that can
 * say why not. @param tags what registries have told.
 */
export function baseActions(
  checked: Checked,
  image: BaseImage,
  client: Client,
  tags: TagLists | undefined,
  onStep: OnStep,
): CodeAction[] {
  const { document } = checked;
  const abilities = abilitiesOf(client);
  const showsWhyNot = client.capabilities.textDocument?.codeAction?.disabledSupport === true;
  return choicesOf(checked, image.word.start, tags, onStep).flatMap((choice): CodeAction[] => {
    const { image: other, gains, costs, edits, obstacle } = choice;
    const title = `Choose another base: ${other}`;
    if (obstacle !== undefined) {
      return showsWhyNot ? [{ title, kind, disabled: { reason: `Not ${other}: ${obstacle}.` } }] : [];
    }
    const target = { uri: document.uri, version: document.version, document, edits };
    const edit = toWorkspaceEdit([target], abilities);
    return [{ title: `${title}: ${gains}; ${costs}`, kind, edit }];
  });
}

const kind = CodeActionKind.RefactorRewrite;

const known = memoize((_: Checked) => new Map<string, readonly Candidate[]>());

/** A light bulb asks again with every move of the cursor. */
function choicesOf(checked: Checked, start: number, tags: TagLists | undefined, onStep: OnStep): readonly Candidate[] {
  const { file, surroundings, configuration } = checked;
  const choices = known(checked);
  const key = `${start} ${tags?.size ?? 0}`;
  const earlier = choices.get(key);
  if (earlier || !("instructions" in file)) return earlier ?? [];
  const facts = { ...surroundings.facts, tags };
  const found = baseChoices(file, facts, configuration.settings, start, onStep);
  choices.set(key, found);
  return found;
}
