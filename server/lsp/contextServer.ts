/** What the server says about build contexts: sizes behind patterns, what a COPY takes, the tree, paths to complete. */

import {
  type CancellationToken,
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  CompletionTriggerKind,
  type Connection,
  type InlayHint,
  type WorkDoneProgressServerReporter,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { editFor } from "../edits/ignoreEdits";
import { completeComment } from "../features/commentCompletion";
import { type Completion, completeDockerfile, completeIgnore, typedFolder } from "../features/completion";
import { copyHover, filterAt, ignoreHover, type PartOfHover, sourceAt } from "../features/contextHover";
import { completeInstruction } from "../language/instructionCompletion";
import {
  type ContextChangedParams,
  type ContextEditParams,
  type ContextParams,
  type ContextResult,
  contextChangedNotification,
  contextEditRequest,
  contextRequest,
} from "../requests";
import { parseIgnore } from "../syntax/dockerignore";
import type { ContextChoice, Host, IgnoreFile } from "../types";
import { formatAmount } from "../util/amounts";
import { unlimited } from "../util/limit";
import { soon } from "../util/soon";
import { uriOf } from "../util/uris";
import { amountBelow, entriesOf } from "../workspace/census";
import { describeContext } from "../workspace/chooseContext";
import type { Checked } from "./checked";
import { type Abilities, toRange, toWorkspaceEdit } from "./convert";
import { type Contexts, type Counted, createContexts, type Progress } from "./countedContexts";
import { createEncoded, encodingIn } from "./encoded";
import type { Launch } from "./launch";
import { offeredItems, withTags } from "./offered";

interface Needs {
  /** Everything about an open document; undefined when it is none of ours. */
  check(uri: string): Promise<Checked | undefined>;
  /** What is found out about an open document: see `createChecks`. */
  about<Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result | Promise<Result>,
    mayBeTyped?: boolean,
  ): Promise<Result | undefined>;
  openDocument(uri: string): TextDocument | undefined;
  /** What scans have found in the image below a comment, the worst first. */
  foundByScans(checked: Checked, offset: number): readonly string[];
  /** The tags of an image, where its registry may be asked. */
  tagsOf(checked: Checked, image: string): Promise<readonly string[]>;
  abilities(): Abilities;
  capabilities(): ClientCapabilities;
  /** The client can show that something takes a while. */
  showsProgress(): boolean;
  /** The client can be asked to fetch hints again. */
  refreshesHints(): boolean;
  readonly launch: Launch;
}

export interface ContextServer extends Pick<Contexts, "change" | "forget"> {
  /** What is to be said about a place beside what is wrong with it. */
  hover(checked: Checked, offset: number): Promise<PartOfHover | undefined>;
}

/** Answers all requests that are about build contexts. */
export function serveContexts(connection: Connection, host: Host, needs: Needs): ContextServer {
  const { launch } = needs;
  const { limit = unlimited } = host;
  const contexts = createContexts(host, {
    onNews(root) {
      const params: ContextChangedParams = { roots: [root] };
      launch("tell of another build context", () => connection.sendNotification(contextChangedNotification, params));
      if (needs.refreshesHints()) launch("have hints asked for again", () => connection.languages.inlayHint.refresh());
    },
    showProgress: (_, cancel) => (needs.showsProgress() ? showProgress(connection, cancel, launch) : noProgress),
    launch,
  });

  /** What is counted around a document; undefined while that takes longer than one waits for it. */
  async function count(checked: Checked, patience?: number): Promise<Counted | undefined> {
    const { root } = checked.surroundings;
    return root === undefined ? undefined : contexts.count(root, ignoreOf(checked), patience);
  }

  connection.languages.inlayHint.on(async ({ textDocument, range }): Promise<InlayHint[]> => {
    const checked = await needs.check(textDocument.uri);
    if (!checked?.configuration.enabled || !checked.configuration.inlayHints || !("patterns" in checked.file))
      return [];
    const { patterns } = checked.file;
    if (patterns.length === 0) return [];
    const counted = await count(checked);
    if (!counted) return [];
    return patterns.flatMap((pattern, index): InlayHint[] => {
      const share = counted.census.shares[index];
      if (!share || pattern.error || pattern.line < range.start.line || range.end.line < pattern.line) return [];
      const amount = share.files === 0 ? "nothing" : formatAmount(share);
      const label = pattern.negated ? `keeps ${amount}` : amount;
      return [{ position: checked.document.positionAt(pattern.end), label, paddingLeft: true }];
    });
  });

  connection.onCompletion(async ({ textDocument, position, context }, token): Promise<CompletionList> => {
    const isAsked = context?.triggerKind !== CompletionTriggerKind.TriggerCharacter;
    const complete = (checked: Checked) => completeAt(checked, checked.document.offsetAt(position), isAsked);
    return (await needs.about(textDocument.uri, token, complete, true)) ?? { isIncomplete: false, items: [] };
  });

  async function completeAt(checked: Checked, offset: number, isAsked: boolean): Promise<CompletionList | undefined> {
    const { file, document, surroundings, configuration } = checked;
    if (!configuration.enabled || "images" in file) return undefined;
    const found = new Set(checked.problems.map(({ rule }) => rule.id));
    const inComment = limit(() =>
      completeComment(file, offset, found, isAsked, needs.foundByScans(checked, offset), surroundings.facts.today),
    );
    if (inComment) {
      const items = inComment.map(({ label, detail, insert, span, sort }) => {
        const textEdit = { range: toRange(document, span), newText: insert };
        return { label, detail, kind: CompletionItemKind.Value, sortText: sort, textEdit };
      });
      return { isIncomplete: false, items };
    }
    const offered =
      configuration.languageFeatures && "instructions" in file
        ? limit(() => completeInstruction(file, offset, surroundings.facts.today))
        : undefined;
    if (offered) {
      const { tagsOf } = offered;
      const tags = tagsOf === undefined ? [] : await soon(needs.tagsOf(checked, tagsOf), patienceForTags);
      const items = offeredItems(withTags(offered, tags ?? []), document, needs.capabilities());
      return { isIncomplete: tags === undefined, items };
    }
    const folder = limit(() => typedFolder(file, offset));
    const counted = folder === undefined ? undefined : await count(checked, 50);
    const entries = counted && (await entriesOf(counted.measured, counted.census, folder ?? ""));
    const { items, isComplete } = limit(() =>
      "instructions" in file
        ? completeDockerfile(file, offset, surroundings.facts, entries)
        : completeIgnore(file, offset, surroundings.facts, entries),
    );
    return { isIncomplete: !isComplete, items: items.map((item) => toCompletionItem(item, document)) };
  }

  connection.onRequest(contextRequest, async ({ uri, folder, again }: ContextParams): Promise<ContextResult | null> => {
    const checked = await needs.check(uri);
    const root = checked?.surroundings.root;
    if (!checked || root === undefined) return null;
    if (again) contexts.forget(root);
    if (!checked.surroundings.facts.files && !(await host.folder(root))) return null;
    const counted = await count(checked);
    const ignore = ignoreOf(checked);
    const { context } = checked.surroundings.facts;
    return {
      root,
      reason: reasonFor(context),
      isCertain: context?.isCertain === true,
      ignore: ignore ? { uri: uriOf(root, ignore.path), path: ignore.path } : null,
      state: !counted ? "counting" : counted.measured.isComplete ? "complete" : "limited",
      sent: counted?.census.sent ?? nothing,
      ignored: counted?.census.ignored ?? nothing,
      entries: counted ? await entriesOf(counted.measured, counted.census, folder) : [],
    };
  });

  connection.onRequest(contextEditRequest, async (params: ContextEditParams): Promise<WorkspaceEdit | null> => {
    const checked = await needs.check(params.uri);
    const root = checked?.surroundings.root;
    if (!checked || root === undefined) return null;
    const ignore = ignoreOf(checked);
    const edit = editFor(ignore ?? parseIgnore(""), params.path, params.keep);
    if (!edit) return null;
    const uri = uriOf(root, ignore?.path ?? ".dockerignore");
    const open = needs.openDocument(uri);
    const document =
      ignore &&
      createEncoded(open?.uri ?? uri, "dockerignore", open?.version ?? 0, ignore.text, encodingIn(checked.document));
    const target = { uri: open?.uri ?? uri, version: open?.version ?? null, document, edits: [edit] };
    return toWorkspaceEdit([target], needs.abilities()) ?? null;
  });

  return {
    change: contexts.change,
    forget: contexts.forget,
    async hover(checked, offset) {
      const { file } = checked;
      const { facts } = checked.surroundings;
      if ("images" in file) return undefined;
      if (!("instructions" in file)) {
        if (!ignoreHover(file, offset, facts)) return undefined;
        const counted = await count(checked);
        return limit(() => ignoreHover(file, offset, facts, counted?.census.shares, counted?.measured.isComplete));
      }
      const source = sourceAt(file, offset);
      if (source === undefined) return undefined;
      const counted = await count(checked);
      const selection =
        counted && (await amountBelow(counted.measured, counted.census, source, filterAt(file, offset)));
      return limit(() => copyHover(file, offset, facts, selection, counted?.measured.isComplete));
    },
  };
}

/** In ms: who types waits for no registry; the next list has what it says. */
const patienceForTags = 700;

const nothing = { files: 0, bytes: 0 };

function reasonFor(context: ContextChoice | undefined): string {
  if (!context) return "the folder of the file";
  return describeContext(context) + (context.isCertain ? "" : ", as far as can be told");
}

/** The ignore file that decides around a document, and its path: for an ignore file itself, as it is typed. */
function ignoreOf({ file, surroundings }: Checked): (IgnoreFile & { readonly path: string }) | undefined {
  const { facts } = surroundings;
  return "instructions" in file || "images" in file ? facts.ignore : { ...file, path: facts.path ?? ".dockerignore" };
}

function toCompletionItem(
  { label, insert, span, detail, isFolder, isIgnored, sort }: Completion,
  document: TextDocument,
): CompletionItem {
  return {
    label,
    detail,
    kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
    sortText: sort,
    filterText: insert,
    textEdit: { range: toRange(document, span), newText: insert },
    tags: isIgnored ? [CompletionItemTag.Deprecated] : [],
  };
}

/** A note beside the status bar, with a way to call it off. */
function showProgress(connection: Connection, cancel: () => void, launch: Launch): Progress {
  let isDone = false;
  let progress: WorkDoneProgressServerReporter | undefined;
  // A client may refuse; counting goes on.
  launch("show that counting takes a while", async () => {
    const created = await connection.window.createWorkDoneProgress();
    if (isDone) return;
    progress = created;
    progress.begin("Drydock: counting the build context", undefined, undefined, true);
    progress.token.onCancellationRequested(cancel);
  });
  return {
    report: (files) => progress?.report(`${files.toLocaleString("en-US")} files`),
    done() {
      isDone = true;
      progress?.done();
    },
  };
}

const noProgress: Progress = { report() {}, done() {} };
