import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ImagesFile } from "../context/namedImages";
import type { HardenOptions } from "../engine/choosing";
import { type Hardened, harden, hardenIgnore } from "../engine/harden";
import type { OnStep } from "../engine/lint";
import type { Configuration } from "../engine/settings";
import type { Dockerfile, IgnoreFile, Problem } from "../types";
import { uriOf } from "../util/uris";
import type { Surroundings } from "../workspace/facts";
import { toDiagnostic } from "./convert";
import { createEncoded, encodingIn } from "./encoded";

/** Everything that is known about one version of an open document. */
export interface Checked {
  /** Differs whenever anything that the problems follow from does. */
  readonly id: string;
  /** The text as it was, since the open document moves on. */
  readonly document: TextDocument;
  readonly file: Dockerfile | IgnoreFile | ImagesFile;
  readonly surroundings: Surroundings;
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
  /** What is known around the document was not there in time, so that only the text is judged. */
  readonly isPartial: boolean;
}

/** Of files of builds, nothing but the images is known. */
export interface Hardenable extends Checked {
  readonly file: Dockerfile | IgnoreFile;
}

export function canHarden(checked: Checked): checked is Hardenable {
  return !("images" in checked.file);
}

/** One version of an open document that is not judged. */
export interface Unchecked {
  readonly id: string;
  readonly document: TextDocument;
  /** Why, for people; undefined where nobody wants to hear of it. */
  readonly reason: string | undefined;
}

export function diagnosticsOf(checked: Checked | Unchecked): Diagnostic[] {
  if ("reason" in checked) return refusalOf(checked);
  return checked.problems.map((problem) => diagnosticOf(checked, problem));
}

/** On the first line. */
function refusalOf({ document, reason }: Unchecked): Diagnostic[] {
  if (reason === undefined) return [];
  const start = { line: 0, character: 0 };
  const { length } = document.getText({ start, end: { line: 1, character: 0 } }).trimEnd();
  const range = { start, end: document.positionAt(length) };
  return [{ range, severity: DiagnosticSeverity.Information, source: "drydock", message: `Not checked: ${reason}` }];
}

export function diagnosticOf(checked: Checked, problem: Problem): Diagnostic {
  return toDiagnostic(problem, checked.document, (path) => otherDocument(checked, path));
}

/** Another file of the build context, as far as its text is known. */
export function otherDocument({ document, surroundings }: Checked, path: string): TextDocument | undefined {
  const { root, facts } = surroundings;
  const text = facts.ignore?.path === path ? facts.ignore.text : facts.contents?.get(path);
  if (root === undefined || text === undefined) return undefined;
  return createEncoded(uriOf(root, path), "plaintext", 0, text, encodingIn(document));
}

/** What *Harden Dockerfile* makes of it, or of an ignore file. */
export function hardenChecked(
  { file, surroundings, configuration }: Hardenable,
  options: HardenOptions | undefined,
  onStep: OnStep,
): Hardened {
  const { facts } = surroundings;
  // A rule that fails was logged when the document was checked.
  const onError = () => {};
  const hardenText = "instructions" in file ? harden : hardenIgnore;
  return hardenText(file.text, facts, configuration.settings, options, onError, onStep);
}
