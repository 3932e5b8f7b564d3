import { difference } from "../edits/difference";
/** What the light bulb offers. */

import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
  Command,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { HardenOptions } from "../engine/choosing";
import { disableInFile, disableOnLine } from "../engine/disable";
import type { Hardened } from "../engine/harden";
import { disableForImage, disableForImages } from "../engine/imagesAlone";
import type { OnStep } from "../engine/lint";
import {
  applyFixCommand,
  type DisablingEdits,
  disableRuleCommand,
  explainCommand,
  fixAllCommand,
  hardenCommand,
} from "../requests";
import type { Edit, Problem } from "../types";
import { uriOf } from "../util/uris";
import { type Checked, canHarden, diagnosticOf, type Hardenable, hardenChecked, otherDocument } from "./checked";
import { type Abilities, type Target, toWorkspaceEdit } from "./convert";

/** What the client can do, and which documents it has open. */
export interface Client {
  readonly abilities: Abilities;
  openDocument(uri: string): TextDocument | undefined;
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.drydock`;
export const actionKinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

/**
 * The actions for the problems that touch `range`, of the kinds that are asked for: fixes before all else. Nothing where
 * checks are switched off, and for a light bulb that nobody has asked for, nothing where there is no problem.
 */
export function codeActions(
  checked: Checked,
  range: Range,
  { only, triggerKind }: CodeActionContext,
  client: Client,
  onStep: OnStep,
): CodeAction[] {
  const isWanted = (kind: string) => !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  const problems = problemsAt(checked, range);
  if (!checked.configuration.enabled) return actions;
  if (!only && triggerKind === CodeActionTriggerKind.Automatic && problems.length === 0) return actions;
  if (isWanted(CodeActionKind.QuickFix)) {
    actions.push(...fixActions(checked, problems, client));
    const safe = problems.filter(({ fixes }) => fixes?.some(({ safe }) => safe));
    // With what it mends, so that an editor that shows such actions first shows it above those that only disable.
    const diagnostics = safe.map((problem) => diagnosticOf(checked, problem));
    const all = safe.length > 0 ? fixAllActions(checked, CodeActionKind.QuickFix, client, onStep, isLong(checked)) : [];
    actions.push(...all.map((action) => ({ ...action, diagnostics })));
    actions.push(...disableActions(checked, problems, client));
  }
  // Only by name: it is what runs on save, and menus would show it twice.
  if (only && isWanted(fixAllKind)) actions.push(...fixAllActions(checked, fixAllKind, client, onStep));
  if (isWanted(CodeActionKind.RefactorRewrite) && "instructions" in checked.file) {
    actions.push(...hardenActions(checked.document.uri, client.abilities));
  }
  // Who runs commands of ours has hovers that say as much.
  if (!only && client.abilities.commands.length === 0) actions.push(...explainActions(problemsAt(checked, range)));
  return actions;
}

/** The action as a client takes it that knows no actions but commands; where it applies no edits either, nothing else helps. */
export function inForm(
  action: CodeAction,
  { uri, version }: TextDocument,
  { literals, apply }: Abilities,
): CodeAction | Command {
  if (literals || !apply) return action;
  if (action.command) return action.command;
  return Command.create(action.title, applyFixCommand, action.edit, uri, version);
}

/** One that shows what it would do is asked for the level there. */
function hardenActions(uri: string, { commands }: Abilities): CodeAction[] {
  const action = (title: string, ...options: readonly HardenOptions[]): CodeAction => {
    const command = { title, command: hardenCommand, arguments: [uri, ...options] };
    return { title, kind: CodeActionKind.RefactorRewrite, command };
  };
  if (commands.includes(hardenCommand)) return [action("Harden Dockerfile…")];
  return [
    action("Harden Dockerfile"),
    action("Harden Dockerfile: safe fixes only", { level: "safe" }),
    action("Harden Dockerfile: everything", { level: "everything" }),
  ];
}

function explainActions(problems: readonly Problem[]): CodeAction[] {
  return [...new Set(problems.map(({ rule }) => rule.id))].map((id) => {
    const title = `Explain ${id}`;
    return { title, command: { title, command: explainCommand, arguments: [id] } };
  });
}

function problemsAt({ document, problems }: Checked, range: Range): Problem[] {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return problems.filter(({ span }) => span.start <= end && start <= span.end);
}

/** Problems that the same edits mend share one action. Preferred ones come first, and of those what mends the most. */
function fixActions(checked: Checked, problems: readonly Problem[], client: Client): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const problem of problems) {
    const diagnostic = diagnosticOf(checked, problem);
    problem.fixes?.forEach(({ title, edits }, index) => {
      const key = JSON.stringify([title, edits]);
      const known = actions.get(key);
      const edit = known?.edit ?? workspaceEdit(checked, edits, client);
      if (!edit) return;
      const diagnostics = [...(known?.diagnostics ?? []), diagnostic];
      const isPreferred = index === 0 || known?.isPreferred === true;
      actions.set(key, { title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred, edit });
    });
  }
  const mended = ({ diagnostics = [] }: CodeAction) => diagnostics.length;
  return [...actions.values()].sort(
    (one, other) => Number(other.isPreferred) - Number(one.isPreferred) || mended(other) - mended(one),
  );
}

/** Nobody waits for a light bulb as long as it takes to harden so much. */
function isLong({ file }: Checked): boolean {
  return "instructions" in file && file.instructions.length > mostForLightBulb;
}

const mostForLightBulb = 150;

/** @param isLater what it does is found out when it is chosen, as far as the client has edits applied that it has not asked for. */
function fixAllActions(checked: Checked, kind: string, client: Client, onStep: OnStep, isLater = false): CodeAction[] {
  if (!canHarden(checked)) return [];
  const title = "Fix all safe problems";
  if (isLater && client.abilities.apply)
    return [{ title, kind, command: { title, command: fixAllCommand, arguments: [checked.document.uri] } }];
  const { edit } = hardenFor(checked, { level: "safe" }, client, onStep);
  return edit ? [{ title, kind, edit }] : [];
}

/** What hardening comes to for a client. */
export interface ClientHardening {
  readonly hardened: Hardened;
  /** undefined when there is nothing to do, or nothing that the client can do. */
  readonly edit: WorkspaceEdit | undefined;
  /** Files, by path from the context root, that the client cannot create: what needs them is left out. */
  readonly uncreated: readonly string[];
}

/** Hardens as far as the client can apply what comes of it. */
export function hardenFor(
  checked: Hardenable,
  options: HardenOptions,
  client: Client,
  onStep: OnStep,
): ClientHardening {
  const isNew = (path: string | undefined) => path !== undefined && !otherDocument(checked, path);
  const editWith = ({ text, files }: Hardened) => {
    const edits = difference(checked.document.getText(), text);
    for (const { path, text } of files) {
      const before = otherDocument(checked, path)?.getText() ?? "";
      edits.push(...difference(before, text).map((edit) => ({ ...edit, file: path })));
    }
    return edits.length > 0 ? workspaceEdit(checked, edits, client) : undefined;
  };
  const hardened = hardenChecked(checked, options, onStep);
  const created = hardened.files.map(({ path }) => path).filter(isNew);
  if (client.abilities.create || created.length === 0) return { hardened, edit: editWith(hardened), uncreated: [] };
  // Other steps may rest on such a file, so that the rules that make it are skipped from the beginning.
  const makers = checked.problems
    .filter(({ fixes }) => fixes?.some(({ edits }) => edits.some(({ file }) => isNew(file))))
    .map(({ rule }) => rule.id);
  const without = hardenChecked(checked, { ...options, skip: [...(options.skip ?? []), ...makers] }, onStep);
  return { hardened: without, edit: editWith(without), uncreated: created };
}

/**
 * For each rule once: on this line, in this file, in the workspace. A client that asks where gets one action with what it
 * needs for each place.
 */
function disableActions(checked: Checked, problems: readonly Problem[], client: Client): CodeAction[] {
  const { document, file } = checked;
  const firsts = new Map<string, Problem>();
  for (const problem of problems) if (!firsts.has(problem.rule.id)) firsts.set(problem.rule.id, problem);
  return [...firsts].flatMap(([id, problem]): CodeAction[] => {
    const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(checked, problem)] };
    const withComment = (comment: Edit | undefined) => comment && workspaceEdit(checked, [comment], client);
    const [forLine, forFile] =
      "images" in file
        ? [disableForImage(file, problem.span, id), disableForImages(file, id)]
        : [disableOnLine(file, problem.span, id), disableInFile(file, id)];
    const [onLine, inFile] = [withComment(forLine), withComment(forFile)];
    const command = (title: string, ...places: readonly DisablingEdits[]): CodeAction => {
      return {
        ...common,
        title,
        command: { title, command: disableRuleCommand, arguments: [id, document.uri, ...places] },
      };
    };
    if (client.abilities.commands.includes(disableRuleCommand)) {
      return [command(`Disable "${id}"…`, { onLine, inFile, version: document.version })];
    }
    return [
      ...(onLine ? [{ ...common, title: `Disable ${id} on this line`, edit: onLine }] : []),
      ...(inFile ? [{ ...common, title: `Disable ${id} in this file`, edit: inFile }] : []),
      command(`Disable ${id} in the workspace`),
    ];
  });
}

/** Undefined when an edit goes to a file that the client cannot create or that cannot be found. */
function workspaceEdit(checked: Checked, edits: readonly Edit[], client: Client): WorkspaceEdit | undefined {
  const { document, surroundings } = checked;
  const targets: Target[] = [];
  for (const path of new Set(edits.map(({ file }) => file))) {
    const there = edits.filter(({ file }) => file === path);
    if (path === undefined) {
      targets.push({ uri: document.uri, version: document.version, document, edits: there });
    } else if (surroundings.root !== undefined) {
      const uri = uriOf(surroundings.root, path);
      const open = client.openDocument(uri);
      const other = open ?? otherDocument(checked, path);
      targets.push({ uri: open?.uri ?? uri, version: open?.version ?? null, document: other, edits: there });
    } else return undefined;
  }
  return toWorkspaceEdit(targets, client.abilities);
}

/**
 * Other ways to mend something stand above those that only disable a rule, which editors show first for what they say
 * that they mend.
 */
export function beforeDisabling<Action extends CodeAction | Command>(
  actions: readonly Action[],
  others: readonly CodeAction[],
): (Action | CodeAction)[] {
  const at = actions.findIndex(({ title }) => title.startsWith("Disable "));
  if (at === -1) return [...actions, ...others];
  const first = actions[at] as CodeAction;
  const told = others.map((action) => (first.diagnostics ? { ...action, diagnostics: first.diagnostics } : action));
  return [...actions.slice(0, at), ...told, ...actions.slice(at)];
}
