/** The item in the status bar that tells how many practices the active Dockerfile meets. */

import * as vscode from "vscode";
import { type ScoreResult, scoreRequest } from "../server/requests";
import { asMarkdown } from "./names";
import { type Connect, requestAbout } from "./request";

/** Milliseconds of quiet before a score is asked for: it costs the server more than a check, and nobody waits for it. */
const quiet = 1000;

/** What is known of build contexts, for the tooltip. */
interface Sizes {
  /** A sentence about what the build of a document sends; undefined when that has not been counted. */
  sizeOf(document: vscode.Uri): string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** Registers the item in the status bar that tells the score of the active Dockerfile, and begins to harden it. */
export function registerScore(
  context: vscode.ExtensionContext,
  connect: Connect,
  selector: vscode.DocumentSelector,
  sizes: Sizes,
): void {
  const item = vscode.window.createStatusBarItem("drydock.score", vscode.StatusBarAlignment.Right, 101);
  item.name = vscode.l10n.t("Drydock Score");
  let shown: { readonly document: vscode.Uri; readonly score: ScoreResult } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  /** The active Dockerfile, where its score is wanted. */
  function wanted(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "dockerfile" || vscode.languages.match(selector, document) === 0) return undefined;
    return vscode.workspace.getConfiguration("drydock", document).get<boolean>("statusBar", true)
      ? document
      : undefined;
  }

  function follow(): void {
    const document = wanted();
    if (shown?.document.toString() !== document?.uri.toString()) shown = undefined;
    show();
    clearTimeout(timer);
    if (document) timer = setTimeout(load, quiet);
  }

  async function load(): Promise<void> {
    const document = wanted();
    const number = ++asked;
    const score = document && (await ask(document.uri));
    if (number !== asked || wanted() !== document) return;
    shown = document && { document: document.uri, score: score ?? null };
    show();
  }

  async function ask(document: vscode.Uri): Promise<ScoreResult | undefined> {
    // The document is gone, or the client has said what failed.
    return requestAbout<ScoreResult>(connect, document, scoreRequest, {}).catch(() => undefined);
  }

  function show(): void {
    const { document, score } = shown ?? {};
    if (!document || !score) {
      item.hide();
      return;
    }
    item.text = `$(shield) Drydock ${score.met}/${score.of}`;
    item.tooltip = tooltip(score, sizes.sizeOf(document));
    item.accessibilityInformation = {
      label: vscode.l10n.t("Drydock: {0} of {1} practices are met. Harden Dockerfile", score.met, score.of),
      role: "button",
    };
    item.command = { command: "drydock.harden", title: vscode.l10n.t("Harden Dockerfile"), arguments: [document] };
    item.show();
  }

  function followTyping({ uri }: vscode.TextDocument): void {
    if (uri.toString() === wanted()?.uri.toString()) follow();
  }

  context.subscriptions.push(
    item,
    { dispose: () => clearTimeout(timer) },
    sizes.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(follow),
    // The language of a document, too, is changed by closing and opening it.
    vscode.workspace.onDidOpenTextDocument(followTyping),
    vscode.workspace.onDidChangeTextDocument(({ document }) => followTyping(document)),
    // What lies around a file, and what is configured for it, changes what is found in it.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = wanted()?.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) follow();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("drydock")) follow();
    }),
  );
  follow();
}

function tooltip({ met, of, practices }: NonNullable<ScoreResult>, size: string | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const listed = (state: string, head: string) => {
    const titles = practices.filter((it) => it.state === state).map(({ title }) => title);
    return titles.length === 0 ? [] : [[`${head}:`, ...titles.map((title) => `- ${asMarkdown(title)}`)].join("\n")];
  };
  const lines = [
    vscode.l10n.t("{0} of the {1} practices that apply are met", met, of),
    ...listed("missing", vscode.l10n.t("Missing")),
    ...listed("unknown", vscode.l10n.t("Not known")),
    ...listed("ignored", vscode.l10n.t("Ignored")),
    ...(size === undefined ? [] : [asMarkdown(size)]),
    vscode.l10n.t("Click to see what Harden Dockerfile would do"),
  ];
  text.appendMarkdown(lines.join("\n\n"));
  return text;
}
