import { type ClientCapabilities, type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Offer, Offers } from "../language/offers";
import { toRange } from "./convert";

const kinds: Readonly<Record<Offer["kind"], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  flag: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  stage: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  image: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
};

/** Offers, and behind them the tags that a registry has besides. */
export function withTags({ offers, ...rest }: Offers, tags: readonly string[]): Offers {
  const known = new Set(offers.map(({ label }) => label));
  const others = tags.filter((tag) => !known.has(tag)).slice(0, mostTags);
  return { ...rest, offers: [...offers, ...others.map((label): Offer => ({ label, kind: "value" }))] };
}

/** Some repositories have a tag for each commit. */
const mostTags = 1000;

/** Offers as the protocol has them, in their order. */
export function offeredItems(
  { span, offers }: Offers,
  document: TextDocument,
  { textDocument }: ClientCapabilities,
): CompletionItem[] {
  const range = toRange(document, span);
  const formats: readonly string[] = textDocument?.completion?.completionItem?.documentationFormat ?? [];
  const isMarkdown = formats.length === 0 || formats.includes("markdown");
  return offers.map(({ label, kind, detail, about, insert = label, goesOn }, index) => ({
    label,
    kind: kinds[kind],
    ...(detail !== undefined && { detail }),
    ...(about !== undefined && { documentation: isMarkdown ? { kind: "markdown", value: about } : about }),
    // Others would be sorted by their letters: versions, say.
    sortText: String(index).padStart(5, "0"),
    filterText: label,
    textEdit: { range, newText: insert },
    // What clients know that is VS Code's; others take it for a command that they do not have.
    ...(goesOn && { data: { goesOn } }),
  }));
}
