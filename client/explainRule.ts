import type * as vscode from "vscode";
import { type RulePageParams, type RulePageResult, rulePageRequest } from "../server/requests";
import { registerPages } from "./pages";
import type { Connect } from "./request";

/** Registers the pages of rules; gives what shows one of them rendered. */
export function registerExplain(context: vscode.ExtensionContext, connect: Connect) {
  const show = registerPages(context, "drydock-rule", async ({ path }) => {
    const rule = ruleIn(path);
    const params: RulePageParams = { rule };
    const page = await (await connect()).sendRequest<RulePageResult>(rulePageRequest, params);
    return page ?? `There is no rule ${rule}.`;
  });
  return (rule: string): Promise<void> => show(`/${rule}.md`);
}

function ruleIn(path: string): string {
  return path.replace(/^\//, "").replace(/\.md$/, "");
}
