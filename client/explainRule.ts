import * as vscode from "vscode";
import { type RulePageParams, type RulePageResult, rulePageRequest } from "../server/requests";
import type { Connect } from "./request";

const scheme = "drydock-rule";

/** Registers the pages of rules as documents that nobody edits; gives what shows one of them rendered. */
export function registerExplain(context: vscode.ExtensionContext, connect: Connect) {
  const provideTextDocumentContent = async ({ path }: vscode.Uri): Promise<string> => {
    const rule = ruleIn(path);
    const params: RulePageParams = { rule };
    const page = await (await connect()).sendRequest<RulePageResult>(rulePageRequest, params);
    return page ?? `There is no rule ${rule}.`;
  };
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent }),
  );
  return async (rule: string): Promise<void> => {
    const page = vscode.Uri.from({ scheme, path: `/${rule}.md` });
    // Who has switched off the extension that renders reads the text.
    const render = vscode.commands.executeCommand("markdown.showPreview", page);
    await render.then(undefined, () => vscode.window.showTextDocument(page, { preview: true }));
  };
}

function ruleIn(path: string): string {
  return path.replace(/^\//, "").replace(/\.md$/, "");
}
