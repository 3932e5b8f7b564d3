import {
  type CodeAction,
  CodeActionTriggerKind,
  type Command,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from "vscode-languageserver";
import { page } from "../engine/documentation";
import { rulesOfName } from "../engine/presets";
import {
  type HardenParams,
  type HardenResult,
  hardenRequest,
  type RulePageParams,
  type RulePageResult,
  registriesNotification,
  rulePageRequest,
  type SyntaxOptions,
  syntaxNotification,
  trustedNotification,
} from "../requests";
import type { Host } from "../types";
import { unlimited } from "../util/limit";
import { soon } from "../util/soon";
import { uriOf } from "../util/uris";
import { beforeDisabling, codeActions, inForm } from "./actions";
import { baseActions, baseAt } from "./baseActions";
import { type Checked, canHarden, hardenChecked, type Unchecked } from "./checked";
import {
  abilitiesOf,
  clientOf,
  initializeResult,
  readsMarkdown,
  unknownClient,
  watchesFiles,
  withFolders,
} from "./client";
import { createReports } from "./diagnostics";
import { createDigestActions } from "./digestActions";
import { dependentsOf, openDocument } from "./documents";
import { hoverAt } from "./hover";
import { fileEvent } from "./invalidation";
import { serveLanguage } from "./language";
import { createLaunch } from "./launch";
import { createParts } from "./parts";
import { calledOff, late, lateRequest } from "./protocol";
import { createRegistrations } from "./registrations";

/**
 * Serves one client until it hangs up: connects what it says and asks with the parts that know the answers.
 * @param hostOf makes what reads files, for the URIs of the workspace folders.
 */
export function startServer(connection: Connection, hostOf: (folders: () => readonly string[]) => Host): void {
  let client = unknownClient;
  const host = hostOf(() => client.folders);
  const launch = createLaunch(host.log);
  const { limit = unlimited } = host;
  const parts = createParts(connection, host, () => client, launch);
  const { documents, parses, configurations, checks, contexts, registry, scans } = parts;
  const { settle, invalidate, execute, lookAgain, isKnown } = parts;
  const reports = createReports();
  let watches = false;
  const registrations = createRegistrations(connection, () => client, launch);

  serveLanguage(connection, {
    parses,
    limit,
    launch,
    client: () => client,
    configurationOf: configurations.of,
    factsOf: async (uri) => {
      const checked = await checks.whileTyped(uri);
      return checked && "surroundings" in checked ? checked.surroundings.facts : undefined;
    },
  });

  const digests = createDigestActions({
    host,
    checks,
    client: () => client,
    ask: async (message, answers) =>
      (await connection.window.showInformationMessage(message, ...answers.map((title) => ({ title }))))?.title,
    remember: (enabled) =>
      launch("remember an answer", () => connection.sendNotification(registriesNotification, { enabled })),
    tell: (message) =>
      launch("say why nothing is pinned", () =>
        connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
      ),
  });

  connection.onInitialize((params) => {
    client = clientOf(params);
    return initializeResult(client);
  });

  connection.onInitialized(() => {
    const { workspace } = client.capabilities;
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      const section = { section: "drydock" };
      launch("follow the settings", () => connection.client.register(DidChangeConfigurationNotification.type, section));
    }
    registrations.settle();
    if (watchesFiles(client)) {
      launch("follow the files of the workspace", async () => {
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
        watches = true;
      });
    }
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((change) => {
        client = withFolders(client, change);
        invalidate("foldersChanged");
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    // An empty notification wants the settings to be asked for, or comes from a client that has none to tell.
    client = { ...client, settings: settings?.drydock ?? client.settings };
    invalidate("configurationChanged");
    registrations.settle();
  });

  connection.onNotification(syntaxNotification, ({ syntaxChecked, languageServed }: SyntaxOptions) => {
    const [isSyntaxChecked, isLanguageServed] = [syntaxChecked === true, languageServed === true];
    if (client.isSyntaxChecked === isSyntaxChecked && client.isLanguageServed === isLanguageServed) return;
    client = { ...client, isSyntaxChecked, isLanguageServed };
    invalidate("syntaxOptionChanged");
    registrations.settle();
  });

  connection.onNotification(trustedNotification, () => {
    client = { ...client, isTrusted: true };
    invalidate("trustGiven");
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const change of changes) {
      const seen = fileEvent(change, isKnown);
      if (seen) invalidate(seen.event, { uri: change.uri, kind: seen.kind });
    }
  });

  documents.onDidChangeContent(({ document }) => {
    invalidate("documentChanged", { uri: document.uri, dependents: dependentsOf(documents, document) });
  });

  documents.onDidSave(({ document }) => {
    launch("ask registries", async () => registry.refresh(await checks.checkFully(document.uri)));
    if (!watches) lookAgain();
  });

  documents.onDidClose(({ document }) => {
    reports.forget(document.uri);
    parses.forget(document.uri);
    invalidate("documentClosed", { uri: document.uri, dependents: dependentsOf(documents, document) });
  });

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const keepUp = await settle(textDocument.uri);
    if (token.isCancellationRequested) return calledOff();
    const outcome = await checks.whileTyped(textDocument.uri);
    keepUp();
    if (token.isCancellationRequested) return calledOff();
    return reports.of(textDocument.uri, outcome, previousResultId);
  });

  connection.onHover(async ({ textDocument, position }, token) => {
    const about = async (checked: Checked, offset: number) => {
      const parts = [await registry.hover(checked, offset, token), scans.hover(checked, offset)].filter(
        (it) => it !== undefined,
      );
      const [part] = parts;
      return part
        ? { ...part, markdown: parts.map(({ markdown }) => markdown).join("\n\n") }
        : contexts.hover(checked, offset);
    };
    const hover = (checked: Checked) =>
      limit(() => hoverAt(checked, checked.document.offsetAt(position), about, client.commands, readsMarkdown(client)));
    return checks.about(textDocument.uri, token, hover, true);
  });

  connection.onCodeAction(async ({ textDocument, range, context }, token): Promise<(CodeAction | Command)[]> => {
    const open = (uri: string) => openDocument(documents, uri);
    const abilities = abilitiesOf(client);
    const able = { abilities, openDocument: open };
    const find = async (checked: Checked) => {
      const base = baseAt(checked, range, context, client);
      // A light bulb that comes by itself asks nobody.
      const isAsked = context.only !== undefined || context.triggerKind === CodeActionTriggerKind.Invoked;
      const asked = base && isAsked ? registry.choices(checked, base.reference) : undefined;
      const tags = (asked && (await soon(asked, patienceForTags))) ?? checked.surroundings.facts.tags;
      return limit((step) => [
        ...beforeDisabling(
          codeActions(checked, range, context, able, step).map((it) => inForm(it, checked.document, abilities)),
          digests.at(checked, range, context.only),
        ),
        ...(base ? baseActions(checked, base, client, tags, step) : []),
        ...(context.only || context.triggerKind !== CodeActionTriggerKind.Automatic
          ? scans.at(checked, range, context.only)
          : []),
      ]);
    };
    return (await checks.about(textDocument.uri, token, find)) ?? [];
  });

  connection.onCodeActionResolve(digests.resolve);

  connection.onExecuteCommand(execute);

  connection.onRequest(
    hardenRequest,
    async ({ uri, ...options }: HardenParams, token): Promise<HardenResult | null> => {
      await checks.checkFully(uri);
      const result = await checks.about(uri, token, (checked): HardenResult | undefined => {
        if (!canHarden(checked)) return undefined;
        const { root } = checked.surroundings;
        const { files, ...hardened } = limit((step) => hardenChecked(checked, options, step), patienceToHarden);
        return {
          ...hardened,
          version: checked.document.version,
          files: root === undefined ? [] : files.map((file) => ({ ...file, uri: uriOf(root, file.path) })),
        };
      });
      const outcome = result ? undefined : await checks.outcome(uri);
      if (outcome && "reason" in outcome) throw refusal(outcome);
      return result ?? null;
    },
  );

  connection.onRequest(rulePageRequest, ({ rule }: RulePageParams): RulePageResult => {
    return rulesOfName(rule).map(page).join("\n\n") || null;
  });

  connection.onRequest(lateRequest, late);

  documents.listen(connection);
  connection.listen();
}

// Files that come or go change what COPY finds, and files of any kind the size of the build context.
const watchers = [{ globPattern: "**/*" }];

/** In ms: a menu waits no longer for a registry; the next one has what it says. */
const patienceForTags = 1000;

/** A person waits for it, who has asked for it, and it lints a few times over. */
const patienceToHarden = 2;

function refusal({ reason }: Unchecked): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, `Not hardened: ${reason ?? "checks are off"}`);
}
