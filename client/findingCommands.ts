/** Commands about what is found where the cursor stands, and about the settings that hold there. */

import * as vscode from "vscode";
import { falseAlarmAddress } from "../server/features/issueAddress";
import {
  explainCommand,
  type FindingsResult,
  findingsRequest,
  type SettingsResult,
  settingsRequest,
  type ToldFinding,
} from "../server/requests";
import { inMessage, nameOf } from "./names";
import { registerPages } from "./pages";
import { type Connect, requestAbout } from "./request";

/**
 * Registers *Explain Rule…*, *Copy Finding as Issue Text* and *Report a False Alarm*, about what is found where the cursor
 * stands, and *Show Effective Settings for This File*. Nothing is sent: an address is opened, where a person reads and decides.
 * @param showRule shows the page of a rule.
 */
export function registerFindingCommands(
  context: vscode.ExtensionContext,
  connect: Connect,
  selector: vscode.DocumentSelector,
  showRule: (rule: string) => Promise<void>,
): void {
  /** @param rule given by what we have shown; from the list of commands there is none. */
  async function explain(rule: unknown): Promise<void> {
    const named = typeof rule === "string" ? rule : (await ask(vscode.l10n.t("Which rule is to be explained?")))?.rule;
    if (named !== undefined) await showRule(named);
  }

  async function copy(): Promise<void> {
    const finding = await ask(vscode.l10n.t("Which finding is to be copied?"));
    if (!finding) return;
    await vscode.env.clipboard.writeText(finding.text);
    const message = vscode.l10n.t("{0} is copied, without secrets", finding.rule);
    vscode.window.setStatusBarMessage(`$(check) ${message}`, seconds(4));
  }

  async function report(): Promise<void> {
    const finding = await ask(vscode.l10n.t("Which finding is a false alarm?"));
    if (!finding) return;
    const issues = issuesOf(context.extension.packageJSON);
    if (issues !== undefined) {
      await vscode.env.openExternal(vscode.Uri.parse(falseAlarmAddress(issues, finding.rule, finding.text), true));
      return;
    }
    await vscode.env.clipboard.writeText(finding.text);
    vscode.window.showInformationMessage(
      vscode.l10n.t(
        "This build of Drydock names no page for issues. What is to be said of {0} is copied, without secrets.",
        finding.rule,
      ),
    );
  }

  const showPage = registerPages(context, "drydock-settings", async ({ query }) => {
    const page = await requestAbout<SettingsResult>(connect, vscode.Uri.parse(query), settingsRequest, {});
    return page ?? vscode.l10n.t("This file is not open any more.");
  });

  async function showSettings(): Promise<void> {
    const document = active();
    if (document)
      await showPage(`/${vscode.l10n.t("{0} – what holds", nameOf(document.uri))}.md`, document.uri.toString());
  }

  /** The finding at the cursor, or the one that the user chooses: of those there, else of all. */
  async function ask(placeHolder: string): Promise<ToldFinding | undefined> {
    const document = active();
    const selection = vscode.window.activeTextEditor?.selection;
    if (!document || !selection) return undefined;
    const all = (await requestAbout<FindingsResult>(connect, document.uri, findingsRequest, {})) ?? [];
    const here = all.filter(({ line, endLine }) => line <= selection.end.line && selection.start.line <= endLine);
    const [only, ...more] = here.length > 0 ? here : all;
    if (!only) {
      vscode.window.showInformationMessage(vscode.l10n.t("Nothing is found in {0}.", nameOf(document.uri)));
      return undefined;
    }
    if (here.length > 0 && more.length === 0) return only;
    const items = [only, ...more].map((finding) => ({
      label: finding.rule,
      description: vscode.l10n.t("line {0}", finding.line + 1),
      detail: inMessage(finding.message),
      finding,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.finding;
  }

  function active(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (document && vscode.languages.match(selector, document) > 0) return document;
    vscode.window.showInformationMessage(vscode.l10n.t("Open a Dockerfile or an ignore file first."));
    return undefined;
  }

  context.subscriptions.push(
    vscode.commands.registerCommand(explainCommand, explain),
    vscode.commands.registerCommand("drydock.copyFinding", copy),
    vscode.commands.registerCommand("drydock.reportFalseAlarm", report),
    vscode.commands.registerCommand("drydock.showSettings", showSettings),
  );
}

function seconds(count: number): number {
  return 1000 * count;
}

/** The address that a manifest names for issues. */
function issuesOf({ bugs }: { readonly bugs?: unknown }): string | undefined {
  const address = typeof bugs === "object" && bugs !== null && "url" in bugs ? bugs.url : bugs;
  return typeof address === "string" && /^https?:\/\//.test(address) ? address : undefined;
}
