/** The tools that the extension offers to language models in the editor. */

import * as vscode from "vscode";
import type { DocumentDiagnosticReport } from "vscode-languageclient";
import { hardenLevels } from "../server/engine/levels";
import { type HardenResult, hardenRequest, type RulePageResult, rulePageRequest } from "../server/requests";
import { severities } from "../server/types";
import { type Connect, requestAbout } from "./request";

/** What VS Code knows since 1.95, and the types that we are built with do not. */
interface LanguageModelApi {
  readonly lm?: {
    registerTool?(
      name: string,
      tool: { invoke(call: { readonly input: unknown }): Promise<object> },
    ): vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (parts: readonly object[]) => object;
  readonly LanguageModelTextPart?: new (text: string) => object;
}

interface Input {
  readonly path?: unknown;
  readonly rule?: unknown;
  readonly level?: unknown;
}

type Tool = (input: Input) => Promise<unknown>;

/** Offers models in the editor what `drydock mcp` offers agents, as far as it only reads. Nothing is sent anywhere by us. */
export function registerLanguageModelTools(context: vscode.ExtensionContext, connect: Connect): void {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Text } = vscode as unknown as LanguageModelApi;
  if (!lm?.registerTool || !Result || !Text) return;
  for (const [name, tool] of Object.entries(toolsWith(connect))) {
    const invoke = async ({ input }: { readonly input: unknown }) => {
      const found = await tool((input ?? {}) as Input);
      return new Result([new Text(typeof found === "string" ? found : JSON.stringify(found, undefined, 2))]);
    };
    try {
      context.subscriptions.push(lm.registerTool(name, { invoke }));
    } catch {
      // Where the interface is still a proposal, the function is there and refuses.
      return;
    }
  }
}

/** By the names in package.json. What they throw is told to the model, which can do better then. */
function toolsWith(connect: Connect): Readonly<Record<string, Tool>> {
  return {
    async drydock_lint({ path }) {
      const { uri } = await documentAt(path);
      const textDocument = { uri: (await connect()).code2ProtocolConverter.asUri(uri) };
      const request = "textDocument/diagnostic";
      const report = await requestAbout<DocumentDiagnosticReport>(connect, uri, request, { textDocument });
      if (report?.kind !== "full") throw new Error("It could not be checked: is Drydock switched off for it?");
      return report.items.map(({ range, severity = 1, code, message }) => ({
        rule: code,
        severity: severities[severity - 1],
        line: range.start.line + 1,
        column: range.start.character + 1,
        message,
      }));
    },
    async drydock_explain({ rule }) {
      if (typeof rule !== "string" || rule === "") throw new Error("rule must be the name of a rule");
      const page = await (await connect()).sendRequest<RulePageResult>(rulePageRequest, { rule });
      if (page === null) throw new Error(`There is no rule ${rule}`);
      return page;
    },
    async drydock_hardenPlan({ path, level }) {
      if (level !== undefined && !hardenLevels.some((it) => it === level))
        throw new Error(`level must be ${hardenLevels.join(", ")}`);
      const document = await documentAt(path);
      if (document.languageId !== "dockerfile") throw new Error("It is no Dockerfile");
      const options = level === undefined ? {} : { level };
      const plan = await requestAbout<HardenResult>(connect, document.uri, hardenRequest, options);
      if (!plan) throw new Error("It could not be checked: is Drydock switched off for it?");
      const { text, files, steps, left, score, build } = plan;
      return { text, files: files.map((file) => ({ path: file.path, text: file.text })), steps, left, score, build };
    },
  };
}

/** A Dockerfile or ignore file of the workspace, as it stands in the editor where it is open. */
async function documentAt(path: unknown): Promise<vscode.TextDocument> {
  if (typeof path !== "string" || path === "") throw new Error("path must name a file of the workspace");
  const isWhole = /^(?:\/|[A-Za-z]:[\\/])/.test(path);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = isWhole
    ? [vscode.Uri.file(path)]
    : folders.map((folder) => vscode.Uri.joinPath(folder.uri, path.replaceAll("\\", "/")));
  for (const place of places) {
    const uri = vscode.Uri.joinPath(place, ".");
    if (!vscode.workspace.getWorkspaceFolder(uri)) continue;
    const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    // What a link leads to may lie outside.
    if (stat?.type !== vscode.FileType.File) continue;
    const document = await vscode.workspace.openTextDocument(uri);
    if (!/^(?:dockerfile|dockerignore|ignore)$/.test(document.languageId))
      throw new Error(`${path} is no Dockerfile or ignore file`);
    return document;
  }
  throw new Error(`There is no file ${path} in the workspace`);
}
