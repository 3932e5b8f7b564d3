import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { displayName, version } from "../package.json";
import { disableInFile, disableOnLine } from "./engine/disable";
import { hover } from "./engine/documentation";
import {
  contextsOf,
  gatherFacts,
  gatherIgnoreFacts,
  kindOf,
  remember,
  type Surroundings,
  sameUri,
  uriOf,
  wantsOf,
} from "./engine/facts";
import { type Hardened, harden, hardenIgnore } from "./engine/harden";
import { lint, lintIgnore } from "./engine/lint";
import { type Configuration, readConfiguration } from "./engine/settings";
import { difference, type Target, toDiagnostic, toRange, toWorkspaceEdit } from "./lsp";
import { type HardenParams, type HardenResult, hardenRequest } from "./requests";
import { parseDockerfile } from "./text/dockerfile";
import { parseIgnore } from "./text/dockerignore";
import type { Dockerfile, Edit, Facts, Fix, Host, IgnoreFile, Problem, Rule } from "./types";

/** Everything that is known about one version of an open document. */
interface Checked {
  /** Differs whenever anything that the problems follow from does. */
  readonly id: string;
  /** The text as it was, since the open document moves on. */
  readonly document: TextDocument;
  readonly file: Dockerfile | IgnoreFile;
  readonly surroundings: Surroundings;
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
}

/** Serves one client until it hangs up. The only holder of state: open documents and what was found out about them. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const checks = new Map<string, { readonly version: number; readonly checked: Promise<Checked> }>();
  const surroundings = new Map<string, { readonly key: string; readonly found: Promise<Surroundings> }>();
  const configurations = new Map<string, Promise<Configuration>>();
  const disk = remember(host);
  // What is open and not yet saved wins over what is on disk.
  const view: Host = { ...disk, read: async (uri) => openDocument(uri)?.getText() ?? disk.read(uri) };
  let client: ClientCapabilities = {};
  let workspaceFolders: readonly string[] = [];
  let pushedConfiguration: unknown;
  let checksMade = 0;
  let refreshing: ReturnType<typeof setTimeout> | undefined;

  connection.onInitialize((params) => {
    client = params.capabilities;
    workspaceFolders = foldersOf(params);
    pushedConfiguration = params.initializationOptions;
    return initializeResult(pulls());
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      connection.client.register(DidChangeConfigurationNotification.type, { section: "drydock" });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const kept = workspaceFolders.filter((folder) => !removed.some(({ uri }) => uri === folder));
        workspaceFolders = [...kept, ...added.map(({ uri }) => uri)];
        surroundings.clear();
        refreshSoon();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    pushedConfiguration = settings?.drydock;
    configurations.clear();
    refreshSoon();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const relevant = changes.filter(({ uri }) => !/\/(node_modules|\.git)\//.test(uri));
    if (relevant.length === 0) return;
    for (const { uri } of relevant) disk.forget(uri);
    surroundings.clear();
    refreshSoon();
  });

  documents.onDidChangeContent(({ document }) => {
    // Dockerfiles are judged by their ignore file, and ignore files by the Dockerfiles they serve.
    const kind = kindOfDocument(document);
    const others = documents.all().filter((other) => kindOfDocument(other) !== kind);
    for (const { uri } of others) {
      surroundings.delete(uri);
      checks.delete(uri);
    }
    if (!pulls()) for (const changed of [document, ...others]) publish(changed);
  });

  documents.onDidClose(({ document }) => {
    checks.delete(document.uri);
    surroundings.delete(document.uri);
    configurations.delete(document.uri);
    if (!pulls()) connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }): Promise<DocumentDiagnosticReport> => {
    const checked = await checkUri(textDocument.uri);
    if (!checked) return { kind: "full", items: [] };
    if (checked.id === previousResultId) return { kind: "unchanged", resultId: checked.id };
    return { kind: "full", resultId: checked.id, items: diagnosticsOf(checked) };
  });

  connection.onHover(async ({ textDocument, position }): Promise<Hover | undefined> => {
    const checked = await checkUri(textDocument.uri);
    if (!checked) return undefined;
    const offset = checked.document.offsetAt(position);
    const here = checked.problems.filter(({ span }) => span.start <= offset && offset <= span.end);
    if (here.length === 0) return undefined;
    const narrowest = here.reduce((a, b) => (b.span.end - b.span.start < a.span.end - a.span.start ? b : a));
    return {
      contents: { kind: "markdown", value: here.map(hover).join("\n\n---\n\n") },
      range: toRange(checked.document, narrowest.span),
    };
  });

  connection.onCodeAction(async (params, token): Promise<(CodeAction | Command)[]> => {
    const checked = await checkUri(params.textDocument.uri);
    return checked && !token.isCancellationRequested ? codeActions(checked, params) : [];
  });

  connection.onRequest(hardenRequest, async ({ uri }: HardenParams): Promise<HardenResult | null> => {
    const checked = await checkUri(uri);
    if (!checked) return null;
    const { root } = checked.surroundings;
    const { text, files, applied } = hardenChecked(checked);
    return {
      version: checked.document.version,
      text,
      files: root === undefined ? [] : files.map((file) => ({ ...file, uri: uriOf(root, file.path) })),
      applied: applied.map(({ rule, title, message, line }) => ({ rule: rule.id, title, message, line })),
    };
  });

  documents.listen(connection);
  connection.listen();

  // ------------------------------------------------------------------ checking

  async function checkUri(uri: string): Promise<Checked | undefined> {
    const document = documents.get(uri);
    return document && kindOfDocument(document) ? check(document) : undefined;
  }

  /** Cached by version; whoever makes the result wrong otherwise deletes it. */
  function check(live: TextDocument): Promise<Checked> {
    const known = checks.get(live.uri);
    if (known?.version === live.version) return known.checked;
    const checked = checkAnew(TextDocument.create(live.uri, live.languageId, live.version, live.getText()));
    checks.set(live.uri, { version: live.version, checked });
    return checked;
  }

  async function checkAnew(document: TextDocument): Promise<Checked> {
    const id = String(++checksMade);
    const text = document.getText();
    if (kindOfDocument(document) === ".dockerignore") {
      const file = parseIgnore(text);
      const [around, configuration] = await Promise.all([surround(document, undefined), configure(document.uri)]);
      const problems = configuration.enabled ? lintIgnore(file, around.facts, configuration.settings, logRule) : [];
      return { id, document, file, surroundings: around, configuration, problems };
    }
    const file = parseDockerfile(text);
    const [around, configuration] = await Promise.all([surround(document, file), configure(document.uri)]);
    const problems = configuration.enabled ? lint(file, around.facts, configuration.settings, logRule) : [];
    return { id, document, file, surroundings: around, configuration, problems };
  }

  function logRule({ id }: Rule, error: unknown): void {
    host.log(`The rule ${id} failed: ${error instanceof Error ? error.stack : error}`);
  }

  function surround({ uri }: TextDocument, dockerfile: Dockerfile | undefined): Promise<Surroundings> {
    const wants = dockerfile && wantsOf(dockerfile);
    const key = JSON.stringify(wants) ?? "";
    const known = surroundings.get(uri);
    if (known?.key === key) return known.found;
    const contexts = contextsOf(uri, workspaceFolders);
    const found = wants ? gatherFacts(view, uri, contexts, wants) : gatherIgnoreFacts(view, uri, contexts);
    surroundings.set(uri, { key, found });
    return found;
  }

  function configure(uri: string): Promise<Configuration> {
    let configuration = configurations.get(uri);
    if (!configuration) {
      const section = client.workspace?.configuration
        ? connection.workspace.getConfiguration({ scopeUri: uri, section: "drydock" })
        : Promise.resolve(pushedConfiguration);
      configuration = section.then(readConfiguration, () => readConfiguration(undefined));
      configurations.set(uri, configuration);
    }
    return configuration;
  }

  // --------------------------------------------------------------- diagnostics

  function pulls(): boolean {
    return client.textDocument?.diagnostic !== undefined;
  }

  async function publish(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    const checked = await checkUri(uri);
    if (checked && documents.get(uri)?.version === version) {
      connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(checked) });
    }
  }

  /** Many files may change at once, on a checkout say: the client is asked to look again after the last. */
  function refreshSoon(): void {
    checks.clear();
    clearTimeout(refreshing);
    refreshing = setTimeout(() => {
      if (!pulls()) for (const document of documents.all()) publish(document);
      else if (client.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
    }, 100);
  }

  function diagnosticsOf(checked: Checked) {
    return checked.problems.map((problem) => diagnosticOf(checked, problem));
  }

  function diagnosticOf(checked: Checked, problem: Problem) {
    return toDiagnostic(problem, checked.document, (path) => documentAt(checked.surroundings, path));
  }

  // -------------------------------------------------------------- code actions

  function codeActions(checked: Checked, { range, context }: CodeActionParams): CodeAction[] {
    const wants = (kind: string) => !context.only || context.only.some((only) => `${kind}.`.startsWith(`${only}.`));
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const touched = problemsAt(checked, range);
      actions.push(...fixActions(checked, touched));
      if (touched.some(({ fixes }) => fixes?.some(({ safe }) => safe))) {
        actions.push(...fixAllActions(checked, "Fix all safe problems", CodeActionKind.QuickFix));
      }
      actions.push(...disableActions(checked, touched));
    }
    // Only on request: it is what runs on save, and menus would show it twice.
    if (context.only && wants(fixAllKind)) actions.push(...fixAllActions(checked, "Fix all safe problems", fixAllKind));
    if (wants(CodeActionKind.RefactorRewrite) && "instructions" in checked.file) {
      const command = { title: "Harden Dockerfile…", command: "drydock.harden", arguments: [checked.document.uri] };
      actions.push({ title: command.title, kind: CodeActionKind.RefactorRewrite, command });
    }
    return actions;
  }

  function problemsAt({ document, problems }: Checked, range: Range): Problem[] {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    return problems.filter(({ span }) => span.start <= end && start <= span.end);
  }

  /** Problems that the same edits mend share one action. */
  function fixActions(checked: Checked, problems: readonly Problem[]): CodeAction[] {
    const actions = new Map<string, CodeAction>();
    for (const problem of problems) {
      const diagnostic = diagnosticOf(checked, problem);
      problem.fixes?.forEach((fix, i) => {
        const key = JSON.stringify([fix.title, fix.edits]);
        const same = actions.get(key);
        if (same) {
          same.diagnostics?.push(diagnostic);
          return;
        }
        const edit = workspaceEdit(checked, fix.edits);
        if (!edit) return;
        const kind = CodeActionKind.QuickFix;
        actions.set(key, { title: fix.title, kind, diagnostics: [diagnostic], isPreferred: i === 0, edit });
      });
    }
    return [...actions.values()];
  }

  function disableActions(checked: Checked, problems: readonly Problem[]): CodeAction[] {
    const { document, file } = checked;
    const kind = CodeActionKind.QuickFix;
    const seen = new Set<string>();
    return problems.flatMap((problem): CodeAction[] => {
      const { id } = problem.rule;
      if (seen.has(id)) return [];
      seen.add(id);
      const diagnostics = [diagnosticOf(checked, problem)];
      const comments: [string, Edit | undefined][] = [
        [`Disable ${id} on this line`, disableOnLine(file, problem.span, id)],
        [`Disable ${id} in this file`, disableInFile(file, id)],
      ];
      const title = `Disable ${id} in the workspace`;
      return [
        ...comments.flatMap(([title, comment]): CodeAction[] => {
          const edit = comment && workspaceEdit(checked, [comment]);
          return edit ? [{ title, kind, diagnostics, edit }] : [];
        }),
        { title, kind, diagnostics, command: { title, command: "drydock.disableRule", arguments: [id, document.uri] } },
      ];
    });
  }

  function fixAllActions(checked: Checked, title: string, kind: string): CodeAction[] {
    const { text, files } = hardenChecked(checked, ({ safe, optional }) => safe && !optional);
    const edits = difference(checked.document.getText(), text);
    for (const { path, text } of files) {
      const before = documentAt(checked.surroundings, path)?.getText() ?? "";
      edits.push(...difference(before, text).map((edit) => ({ ...edit, file: path })));
    }
    const edit = edits.length > 0 ? workspaceEdit(checked, edits) : undefined;
    return edit ? [{ title, kind, edit }] : [];
  }

  function hardenChecked({ file, surroundings: { facts }, configuration }: Checked, only?: (fix: Fix) => boolean) {
    const { settings } = configuration;
    if ("instructions" in file) return harden(file.text, facts, settings, only, logRule);
    const hardened: Hardened = {
      text: hardenIgnore(file.text, facts, settings, only, logRule),
      files: [],
      applied: [],
    };
    return hardened;
  }

  /** Undefined when an edit goes to a file that this client cannot create or that cannot be found. */
  function workspaceEdit(checked: Checked, edits: readonly Edit[]): WorkspaceEdit | undefined {
    const { document, surroundings } = checked;
    const targets: Target[] = [];
    for (const path of new Set(edits.map(({ file }) => file))) {
      const there = edits.filter(({ file }) => file === path);
      if (path === undefined) {
        targets.push({ uri: document.uri, version: document.version, document, edits: there });
      } else if (surroundings.root !== undefined) {
        const uri = uriOf(surroundings.root, path);
        const open = openDocument(uri);
        const other = open ?? documentAt(surroundings, path);
        targets.push({ uri: open?.uri ?? uri, version: open?.version ?? null, document: other, edits: there });
      } else return undefined;
    }
    const abilities = client.workspace?.workspaceEdit;
    return toWorkspaceEdit(targets, {
      documentChanges: abilities?.documentChanges === true,
      create: abilities?.resourceOperations?.includes("create") === true,
    });
  }

  function openDocument(uri: string): TextDocument | undefined {
    return documents.get(uri) ?? documents.all().find((document) => sameUri(document.uri, uri));
  }
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.drydock`;

// Files that come or go change what COPY finds; of those that stay, only what rules read matters.
const watchers = [
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
  {
    globPattern: "**/{package.json,*.{dockerignore,js,mjs,cjs,sh},*ockerfile*,*ontainerfile*}",
    kind: WatchKind.Change,
  },
];

function initializeResult(pulls: boolean): InitializeResult {
  return {
    serverInfo: { name: displayName, version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
      ...(pulls && {
        diagnosticProvider: { identifier: "drydock", interFileDependencies: true, workspaceDiagnostics: false },
      }),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

/** Languages first, so that a file with a name of its own is served, too; VS Code calls ignore files of any kind "ignore". */
function kindOfDocument({ uri, languageId }: TextDocument): "Dockerfile" | ".dockerignore" | undefined {
  if (languageId === "dockerfile") return "Dockerfile";
  return languageId === "dockerignore" ? ".dockerignore" : kindOf(uri);
}

/** Another file of the build context, as far as its text is known. */
function documentAt({ root, facts }: Surroundings, path: string): TextDocument | undefined {
  const text = textOf(facts, path);
  return root === undefined || text === undefined
    ? undefined
    : TextDocument.create(uriOf(root, path), "plaintext", 0, text);
}

function textOf({ ignore, contents }: Facts, path: string): string | undefined {
  return ignore?.path === path ? ignore.text : contents?.get(path);
}
