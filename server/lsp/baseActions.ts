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
import { baseImages } from "../stage/baseImage";
import { memoize } from "../util/memoize";
import type { Checked } from "./checked";
import { abilitiesOf, type Client } from "./client";
import { toWorkspaceEdit } from "./convert";

/** Those for the FROM at a range. Images that lack what the stage needs are shown to clients that can say why not. */
export function baseActions(
  checked: Checked,
  range: Range,
  { only, triggerKind }: CodeActionContext,
  client: Client,
  onStep: OnStep,
): CodeAction[] {
  const { document, file, configuration, problems } = checked;
  const kind = CodeActionKind.RefactorRewrite;
  const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
  const abilities = abilitiesOf(client);
  if (!isWanted || !("instructions" in file) || !configuration.enabled || !abilities.literals) return [];
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const image = baseImages(file).find(({ word }) => word.start <= end && start <= word.end);
  if (!image) return [];
  const isAsked = only !== undefined || triggerKind !== CodeActionTriggerKind.Automatic;
  if (!isAsked && !problems.some(({ span }) => span.start <= end && start <= span.end)) return [];
  const showsWhyNot = client.capabilities.textDocument?.codeAction?.disabledSupport === true;
  return choicesOf(checked, image.word.start, onStep).flatMap((choice): CodeAction[] => {
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

const known = memoize((_: Checked) => new Map<number, readonly Candidate[]>());

/** A light bulb asks again with every move of the cursor. */
function choicesOf(checked: Checked, start: number, onStep: OnStep): readonly Candidate[] {
  const { file, surroundings, configuration } = checked;
  const choices = known(checked);
  const earlier = choices.get(start);
  if (earlier || !("instructions" in file)) return earlier ?? [];
  const found = baseChoices(file, surroundings.facts, configuration.settings, start, onStep);
  choices.set(start, found);
  return found;
}
