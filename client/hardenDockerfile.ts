/** *Harden Dockerfile*: one preview of one Dockerfile, made anew with each choice on its page. */

import * as vscode from "vscode";
import type { HardenLevel } from "../server/engine/levels";
import { type HardenParams, type HardenResult, hardenRequest } from "../server/requests";
import { scheme } from "./diff";
import { explanation } from "./explanation";
import { type HardenChoices, noChoices, withInsistence, withNew, withTick } from "./hardenChoices";
import { nameOf } from "./names";
import type { Previews } from "./preview";
import { type Proposal, type Proposer, textOf } from "./proposal";
import { type Connect, requestAbout } from "./request";
import { type Verdict, withVerdict } from "./verdict";

/** What others may ask of *Harden Dockerfile*. */
export interface Hardenings {
  /** A Dockerfile: the given one, that of the preview which has the focus, or that of the active editor. */
  findDocument(target?: vscode.Uri | string): Promise<vscode.TextDocument | undefined>;
  /** What is ticked in the preview of a document; undefined when it has none. */
  choicesFor(document: vscode.TextDocument): HardenChoices | undefined;
  /**
   * Unticks what a proof blames, in the preview that is shown and in those to come of the same text.
   * @returns whether one is shown.
   */
  blame(document: vscode.TextDocument, verdict: Verdict): Promise<boolean>;
}

/** Registers *Harden Dockerfile*. */
export function registerHarden(context: vscode.ExtensionContext, connect: Connect, previews: Previews): Hardenings {
  /** What was previewed last. */
  let last: { readonly document: vscode.TextDocument; readonly hardening: Hardening } | undefined;
  /** The last of each document, by its address. */
  const verdicts = new Map<string, Verdict>();

  async function harden(target?: vscode.Uri | string): Promise<void> {
    const document = await findDocument(target);
    if (document?.languageId !== "dockerfile") {
      vscode.window.showInformationMessage(vscode.l10n.t("Open a Dockerfile to harden it."));
      return;
    }
    const hardening = createHardening(document, connect, previews, verdicts.get(document.uri.toString()));
    const { proposer, ask, propose } = hardening;
    const answer = await ask();
    await previews.end();
    if (answer === undefined) return;
    const { text, files, steps, left } = answer.result;
    if (text === answer.before && files.length === 0) {
      const more = steps.length + left.length > 0 ? [vscode.l10n.t("What Else?")] : [];
      const message = vscode.l10n.t("{0} is as good as Drydock can make it by itself.", nameOf(document.uri));
      if ((await vscode.window.showInformationMessage(message, ...more)) === undefined) return;
    }
    last = { document, hardening };
    await previews.show(await propose(answer), proposer);
  }

  /** In a preview, the Dockerfile that it is about. */
  async function findDocument(target?: vscode.Uri | string): Promise<vscode.TextDocument | undefined> {
    if (target !== undefined) {
      return vscode.workspace.openTextDocument(typeof target === "string" ? vscode.Uri.parse(target) : target);
    }
    const active = vscode.window.activeTextEditor?.document;
    const isPreview = active === undefined || active.uri.scheme === scheme;
    return isPreview && previews.isShown(last?.hardening.proposer) ? last?.document : active;
  }

  function shownFor({ uri }: vscode.TextDocument): Hardening | undefined {
    const isShown = previews.isShown(last?.hardening.proposer) && last?.document.uri.toString() === uri.toString();
    return isShown ? last?.hardening : undefined;
  }

  async function blame(document: vscode.TextDocument, verdict: Verdict): Promise<boolean> {
    verdicts.set(document.uri.toString(), verdict);
    const shown = shownFor(document);
    await shown?.blame(verdict);
    return shown !== undefined;
  }

  context.subscriptions.push(vscode.commands.registerCommand("drydock.harden", harden));
  return { findDocument, choicesFor: (document) => shownFor(document)?.choices(), blame };
}

type Hardening = ReturnType<typeof createHardening>;

/** What the server made of a text. */
interface Answer {
  readonly before: string;
  readonly result: HardenResult;
}

/**
 * One Dockerfile with the level and the ticks that the user has chosen for it.
 * @param known what a proof has said of it, which holds for the text that was proved.
 */
function createHardening(document: vscode.TextDocument, connect: Connect, previews: Previews, known?: Verdict) {
  let verdict = known?.text === document.getText() ? known : undefined;
  let choices = verdict ? withVerdict(noChoices, verdict) : noChoices;
  let order: readonly string[] = [];
  let asked = 0;

  /** undefined when the document is gone, or something else is wanted by now. */
  async function ask(): Promise<Answer | undefined> {
    const number = ++asked;
    const before = document.getText();
    const result = await requestHardening(connect, document.uri, choices);
    return result && number === asked ? { before, result } : undefined;
  }

  async function propose({ before, result }: Answer): Promise<Proposal> {
    const others = await Promise.all(
      result.files.map(async ({ uri, text }) => {
        const file = vscode.Uri.parse(uri);
        return { uri: file, before: await textOf(file), after: text };
      }),
    );
    const files = [{ uri: document.uri, document, before, after: result.text }, ...others];
    const name = nameOf(document.uri);
    const paths = [name, ...result.files.map(({ path }) => path)];
    const changed = files.flatMap((file, index) =>
      file.before === file.after ? [] : [{ path: paths[index] ?? "", isNew: file.before === undefined }],
    );
    order = withNew(
      order,
      result.steps.map(({ rule }) => rule),
    );
    const steps = result.steps.toSorted((one, other) => order.indexOf(one.rule) - order.indexOf(other.rule));
    return { name, files, content: explanation(name, { ...result, steps }, choices, changed, verdict) };
  }

  async function showAgain(answer: Answer | undefined): Promise<void> {
    if (answer) await previews.update(await propose(answer), proposer);
  }

  async function tick(rule: string, isTicked: boolean): Promise<void> {
    const isOtherwise = (answer: Answer | undefined) =>
      answer?.result.steps.some((step) => step.rule === rule && step.isTaken !== isTicked) === true;
    choices = withTick(choices, rule, isTicked);
    let answer = await ask();
    if (isOtherwise(answer)) {
      choices = withInsistence(choices, rule, isTicked);
      answer = await ask();
    }
    await showAgain(answer);
  }

  /** Unticks what a proof blames. */
  async function blame(found: Verdict): Promise<void> {
    if (found.text !== document.getText()) return;
    verdict = found;
    choices = withVerdict(choices, found);
    await showAgain(await ask());
  }

  async function choose(value: string): Promise<void> {
    choices = { ...choices, level: value as HardenLevel };
    await showAgain(await ask());
  }

  const again = async () => showAgain(await ask());
  const proposer: Proposer = { apply: vscode.l10n.t("Apply"), choose, tick, again };
  return { proposer, ask, propose, blame, choices: () => choices };
}

/** What the server would make of a Dockerfile; undefined when it does not know it. */
export function requestHardening(
  connect: Connect,
  document: vscode.Uri,
  options: Omit<HardenParams, "uri">,
): Promise<HardenResult | undefined> {
  return requestAbout(connect, document, hardenRequest, options);
}
