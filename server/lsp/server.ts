import {
  type ClientCapabilities,
  type CodeAction,
  type Command,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  FileChangeType,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { displayName, version } from "../../package.json";
import { hover } from "../engine/documentation";
import { findHadolintFile, isHadolintFile } from "../engine/hadolintConfig";
import { lint, lintIgnore } from "../engine/lint";
import { type Configuration, readConfiguration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { variableHover } from "../features/variableHover";
import {
  type HardenParams,
  type HardenResult,
  hardenRequest,
  type SyntaxOptions,
  syntaxNotification,
  type TrustOptions,
  trustedNotification,
} from "../requests";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Host, Rule } from "../types";
import { contextSetFor, contextsOf } from "../workspace/chooseContext";
import {
  gatherFacts,
  gatherIgnoreFacts,
  kindOf,
  remember,
  type Surroundings,
  today,
  wantsOf,
} from "../workspace/facts";
import { sameUri, uriOf } from "../workspace/uris";
import { actionKinds, codeActions } from "./actions";
import { createBackground } from "./background";
import { type Checked, diagnosticsOf, hardenChecked } from "./checked";
import { serveContexts } from "./contextServer";
import { type Abilities, toRange } from "./convert";

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
  let isTrusted = false;
  let isSyntaxChecked = false;
  let checksMade = 0;
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  const background = createBackground((uri) => {
    checks.delete(uri);
    showAgain(documents.all().filter((document) => document.uri === uri));
  });

  const contexts = serveContexts(connection, host, {
    check: checkFully,
    openDocument,
    abilities: abilitiesOf,
    showsProgress: () => client.window?.workDoneProgress === true,
    refreshesHints: () => client.workspace?.inlayHint?.refreshSupport === true,
  });

  connection.onInitialize((params) => {
    client = params.capabilities;
    workspaceFolders = foldersOf(params);
    pushedConfiguration = params.initializationOptions;
    const options: (TrustOptions & SyntaxOptions) | undefined = params.initializationOptions;
    isTrusted = options?.trusted === true;
    isSyntaxChecked = options?.syntaxChecked === true;
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
        configurations.clear();
        refreshSoon();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    pushedConfiguration = settings?.drydock;
    configurations.clear();
    refreshSoon();
  });

  connection.onNotification(syntaxNotification, ({ syntaxChecked }: SyntaxOptions) => {
    if (isSyntaxChecked === (syntaxChecked === true)) return;
    isSyntaxChecked = !isSyntaxChecked;
    configurations.clear();
    refreshSoon();
  });

  connection.onNotification(trustedNotification, () => {
    isTrusted = true;
    refreshSoon();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    // An installation of packages changes thousands of files that no rule sees.
    const seen = changes.filter(({ uri }) => !/\/(node_modules|\.git)\//.test(uri));
    contexts.change(seen.map(({ uri, type }) => ({ uri, kind: kindsOfChange[type] })));
    // Of files that stay, only what rules read matters.
    const relevant = seen.filter(({ uri, type }) => type !== FileChangeType.Changed || isRead(uri));
    if (relevant.length === 0) return;
    for (const { uri, type } of relevant) disk.changed(uri, kindsOfChange[type]);
    if (relevant.some(({ uri }) => isHadolintFile(uri))) configurations.clear();
    surroundings.clear();
    refreshSoon();
  });

  documents.onDidChangeContent(({ document }) => {
    const others = forgetDependents(document);
    if (!pulls()) for (const changed of [document, ...others]) publish(changed);
  });

  documents.onDidClose(({ document }) => {
    for (const known of [checks, surroundings, configurations]) known.delete(document.uri);
    background.drop(document.uri);
    const others = forgetDependents(document);
    if (pulls()) return;
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    for (const other of others) publish(other);
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
    const { file, configuration } = checked;
    const isOn = configuration.enabled;
    // What is here comes first: what is wrong with it takes more room, and its messages stand above anyway.
    const about = [
      isOn && "instructions" in file ? variableHover(file, offset) : undefined,
      isOn ? await contexts.hover(checked, offset) : undefined,
    ];
    const shown = [
      ...about.filter((part) => part !== undefined),
      ...here.map((problem) => ({ span: problem.span, markdown: hover(problem) })),
    ];
    if (shown.length === 0) return undefined;
    const narrowest = shown.reduce((a, b) => (b.span.end - b.span.start < a.span.end - a.span.start ? b : a));
    return {
      contents: { kind: "markdown", value: shown.map(({ markdown }) => markdown).join("\n\n---\n\n") },
      range: toRange(checked.document, narrowest.span),
    };
  });

  connection.onCodeAction(async (params, token): Promise<(CodeAction | Command)[]> => {
    const checked = await checkUri(params.textDocument.uri);
    if (!checked || token.isCancellationRequested) return [];
    return codeActions(checked, params.range, params.context, { abilities: abilitiesOf(), openDocument });
  });

  connection.onRequest(hardenRequest, async ({ uri, ...options }: HardenParams): Promise<HardenResult | null> => {
    const checked = await checkFully(uri);
    if (!checked) return null;
    const { root } = checked.surroundings;
    const { files, ...hardened } = hardenChecked(checked, options);
    return {
      ...hardened,
      version: checked.document.version,
      files: root === undefined ? [] : files.map((file) => ({ ...file, uri: uriOf(root, file.path) })),
    };
  });

  documents.listen(connection);
  connection.listen();

  // ------------------------------------------------------------------ checking

  async function checkUri(uri: string): Promise<Checked | undefined> {
    const document = documents.get(uri);
    return document && kindOfDocument(document) ? check(document) : undefined;
  }

  /** Waits for what is known around it, however long that takes. */
  async function checkFully(uri: string): Promise<Checked | undefined> {
    const checked = await checkUri(uri);
    if (!checked?.isPartial) return checked;
    await surroundings.get(uri)?.found;
    checks.delete(uri);
    return checkUri(uri);
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
      const { around, configuration, isPartial } = await know(document, undefined);
      const problems = configuration.enabled ? lintIgnore(file, around.facts, configuration.settings, logRule) : [];
      return { id, document, file, surroundings: around, configuration, problems, isPartial };
    }
    const file = parseDockerfile(text);
    const { around, configuration, isPartial } = await know(document, file);
    const isAsked = configuration.enabled && configuration.shellcheck.enabled && isTrusted;
    const facts = isAsked ? { ...around.facts, shellcheck: background.answers } : around.facts;
    const problems = configuration.enabled ? lint(file, facts, configuration.settings, logRule) : [];
    if (isAsked) askLater(document.uri, file, configuration);
    return { id, document, file, surroundings: around, configuration, problems, isPartial };
  }

  /** Nobody waits for it: when there is an answer, the file is checked again. */
  async function askLater(uri: string, file: Dockerfile, { shellcheck }: Configuration): Promise<void> {
    const ask = await host.shellcheck?.(shellcheck.path);
    if (ask && documents.get(uri)) background.want(uri, () => shellcheckScripts(file), ask);
  }

  function logRule({ id }: Rule, error: unknown): void {
    host.log(`The rule ${id} failed: ${error instanceof Error ? error.stack : error}`);
  }

  /** What is configured for a document, and what is known around it, the demands of its project included. */
  async function know(document: TextDocument, dockerfile: Dockerfile | undefined) {
    const configuration = await configure(document.uri);
    const found = surround(document, dockerfile, configuration);
    const around = canShowAgain() ? await soon(found) : await found;
    if (!around) {
      // A huge workspace: first what the text alone tells.
      found.then(() => {
        checks.delete(document.uri);
        showAgain(documents.all().filter(({ uri }) => uri === document.uri));
      });
    }
    const { root, facts } = around ?? { root: undefined, facts: { today: today() } };
    return { around: { root, facts: { ...facts, policy: configuration.policy } }, configuration, isPartial: !around };
  }

  function surround({ uri }: TextDocument, dockerfile: Dockerfile | undefined, { buildContext }: Configuration) {
    const wants = dockerfile && wantsOf(dockerfile);
    const key = JSON.stringify([wants, buildContext]);
    const known = surroundings.get(uri);
    if (known?.key === key) return known.found;
    const contexts = contextsOf(uri, workspaceFolders);
    const hints = { chosen: contextSetFor(uri, workspaceFolders, buildContext) };
    const found = wants
      ? gatherFacts(view, uri, contexts, wants, hints)
      : gatherIgnoreFacts(view, uri, contexts, hints);
    // It may have been closed while its configuration was asked for.
    if (documents.get(uri)) surroundings.set(uri, { key, found });
    return found;
  }

  function configure(uri: string): Promise<Configuration> {
    const configuration = configurations.get(uri) ?? configureAnew(uri);
    configurations.set(uri, configuration);
    return configuration;
  }

  async function configureAnew(uri: string): Promise<Configuration> {
    const section = client.workspace?.configuration
      ? connection.workspace.getConfiguration({ scopeUri: uri, section: "drydock" }).catch(() => undefined)
      : pushedConfiguration;
    const file = await findHadolintFile(disk, contextsOf(uri, workspaceFolders));
    for (const complaint of file?.complaints ?? []) host.log(`${file?.uri}: ${complaint}`);
    return readConfiguration(await section, file?.config, isSyntaxChecked);
  }

  /** Dockerfiles are judged by their ignore file, and ignore files by the Dockerfiles they serve. */
  function forgetDependents(changed: TextDocument): TextDocument[] {
    const others = documents.all().filter((other) => kindOfDocument(other) !== kindOfDocument(changed));
    for (const { uri } of others) {
      checks.delete(uri);
      surroundings.delete(uri);
    }
    return others;
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
    refreshing = setTimeout(() => showAgain(documents.all()), 100);
  }

  function canShowAgain(): boolean {
    return !pulls() || client.workspace?.diagnostics?.refreshSupport === true;
  }

  function showAgain(changed: readonly TextDocument[]): void {
    if (!pulls()) for (const document of changed) publish(document);
    else if (client.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh().catch(() => {});
  }

  function abilitiesOf(): Abilities {
    const edits = client.workspace?.workspaceEdit;
    return {
      documentChanges: edits?.documentChanges === true,
      create: edits?.resourceOperations?.includes("create") === true,
    };
  }

  function openDocument(uri: string): TextDocument | undefined {
    return documents.get(uri) ?? documents.all().find((document) => sameUri(document.uri, uri));
  }
}

// Files that come or go change what COPY finds, and files of any kind the size of the build context.
const watchers = [{ globPattern: "**/*" }];

const kindsOfChange = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

/** Whether rules, or what is configured, follow from the text of a file. */
function isRead(uri: string): boolean {
  return /\/(?:package\.json|\.npmrc|\.gitignore|[^/]*(?:\.ya?ml|\.hcl|\.json|ignore|\.[cm]?js|\.sh|ockerfile[^/]*|ontainerfile[^/]*))$/i.test(
    uri,
  );
}

/** Milliseconds that diagnostics wait for what is known around a file. */
const patience = 300;

/** What it gives when it does not take long. */
function soon<Value>(found: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([found, new Promise<undefined>((resolve) => setTimeout(resolve, patience, undefined))]);
}

function initializeResult(pulls: boolean): InitializeResult {
  return {
    serverInfo: { name: displayName, version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: actionKinds },
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: ["/", "!", "=", " ", '"'] },
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
