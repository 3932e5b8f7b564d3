import type { Hover } from "vscode-languageserver";
import { hover } from "../engine/documentation";
import type { PartOfHover } from "../features/contextHover";
import { plainText } from "../features/plainText";
import { variableHover } from "../features/variableHover";
import type { Checked } from "./checked";
import { toRange } from "./convert";

/**
 * All that is to be said about a place. `about` says what there is in the build context.
 * @param asMarkdown the client can show that; as text otherwise.
 */
export async function hoverAt(
  checked: Checked,
  offset: number,
  about: (checked: Checked, offset: number) => Promise<PartOfHover | undefined>,
  asMarkdown: boolean,
): Promise<Hover | undefined> {
  const { file, configuration, document, problems } = checked;
  const here = problems.filter(({ span }) => span.start <= offset && offset <= span.end);
  // What is here comes first: what is wrong with it takes more room, and its messages stand above anyway.
  const parts = configuration.enabled
    ? ["instructions" in file ? variableHover(file, offset) : undefined, await about(checked, offset)]
    : [];
  const shown = [
    ...parts.filter((part) => part !== undefined),
    ...here.map((problem) => ({ span: problem.span, markdown: hover(problem) })),
  ];
  if (shown.length === 0) return undefined;
  const narrowest = shown.reduce((a, b) => (b.span.end - b.span.start < a.span.end - a.span.start ? b : a));
  const value = shown.map(({ markdown }) => markdown).join("\n\n---\n\n");
  return {
    contents: asMarkdown ? { kind: "markdown", value } : { kind: "plaintext", value: plainText(value) },
    range: toRange(document, narrowest.span),
  };
}
