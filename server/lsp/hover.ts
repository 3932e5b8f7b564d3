import type { Hover } from "vscode-languageserver";
import { briefHover, hover } from "../engine/documentation";
import { rulesOfName } from "../engine/presets";
import { commentHover } from "../features/commentHover";
import type { PartOfHover } from "../features/contextHover";
import { fixPreview } from "../features/fixPreview";
import { plainText } from "../features/plainText";
import { variableHover } from "../features/variableHover";
import { instructionHover } from "../language/instructionHover";
import { explainCommand } from "../requests";
import type { Problem } from "../types";
import { type Checked, otherDocument } from "./checked";
import { toRange } from "./convert";

/**
 * All that is to be said about a place. `about` says what there is in the build context.
 * @param commands those that the client runs itself: where it opens the page of a rule, little is said here.
 * @param asMarkdown the client can show that; as text otherwise.
 */
export async function hoverAt(
  checked: Checked,
  offset: number,
  about: (checked: Checked, offset: number) => Promise<PartOfHover | undefined>,
  commands: readonly string[],
  asMarkdown: boolean,
): Promise<Hover | undefined> {
  const { file, configuration, document, problems, surroundings } = checked;
  const here = problems.filter(({ span }) => span.start <= offset && offset <= span.end);
  // What is here comes first: what is wrong with it takes more room, and its messages stand above anyway.
  const opensPages = commands.includes(explainCommand);
  const parts = configuration.enabled
    ? [
        "instructions" in file ? variableHover(file, offset) : undefined,
        "images" in file
          ? undefined
          : commentHover(
              file,
              offset,
              configuration.settings,
              surroundings.facts.today,
              opensPages ? pageOf : () => undefined,
            ),
        await about(checked, offset),
        configuration.languageFeatures && "instructions" in file ? instructionHover(file, offset) : undefined,
      ]
    : [];
  const say = opensPages ? (problem: Problem) => inBrief(checked, problem) : hover;
  const shown = [
    ...parts.filter((part) => part !== undefined),
    ...here.map((problem) => ({ span: problem.span, markdown: say(problem) })),
  ];
  if (shown.length === 0) return undefined;
  const narrowest = shown.reduce((a, b) => (b.span.end - b.span.start < a.span.end - a.span.start ? b : a));
  const value = shown.map(({ markdown }) => markdown).join("\n\n---\n\n");
  return {
    contents: asMarkdown ? { kind: "markdown", value } : { kind: "plaintext", value: plainText(value) },
    range: toRange(document, narrowest.span),
  };
}

function inBrief(checked: Checked, problem: Problem): string {
  const { id } = problem.rule;
  const preview = fixPreview(problem.fixes, checked.file.text, (path) => otherDocument(checked, path)?.getText());
  return briefHover(problem, preview, rulesOfName(id).length > 0 ? pageOf(id) : undefined);
}

/** An address that runs the command of a client that opens pages. */
function pageOf(rule: string): string {
  return `command:${explainCommand}?${encodeURIComponent(JSON.stringify([rule]))}`;
}
