import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import type { Host } from "../types";
import { isTooLarge } from "../util/largestDocument";
import { unlimited } from "../util/limit";
import { cachedHost } from "../workspace/cachedHost";
import { createBackground } from "./background";
import { createHomes } from "./belonging";
import { createChecks } from "./checks";
import { abilitiesOf, type Client } from "./client";
import { createCommands } from "./commands";
import { createConfigurations } from "./configurations";
import { type ContextServer, serveContexts } from "./contextServer";
import { createDiagnostics } from "./diagnostics";
import { createDocuments, type Documents, kindOfDocument, openDocument } from "./documents";
import { createInvalidation } from "./invalidation";
import type { Launch } from "./launch";
import type { Pace } from "./pace";
import { createParses, type Parses } from "./parses";
import { createRegistryAnswers, type RegistryAnswers } from "./registryAnswers";
import { createScans } from "./scans";
import { serveScores } from "./scores";
import { createSurroundings } from "./surroundings";
import { serveTellings } from "./tellings";

interface Parts {
  readonly documents: Documents;
  readonly parses: Parses;
  readonly configurations: ReturnType<typeof createConfigurations>;
  readonly checks: ReturnType<typeof createChecks>;
  readonly contexts: ContextServer;
  readonly registry: RegistryAnswers;
  readonly scans: ReturnType<typeof createScans>;
  /** In a flood of changes, waits until it is over: only what a document is then has to be checked. */
  readonly settle: Pace["settle"];
  /** Something has happened: what it makes wrong is dropped, and found anew. */
  readonly invalidate: ReturnType<typeof createInvalidation>;
  /** Answers `workspace/executeCommand`. */
  readonly execute: ReturnType<typeof createCommands>;
  /** The user may have saved something that the client does not tell of: everything around is looked at again. */
  lookAgain(): void;
  /** Whether something may rest on the text of a file, be it that on the disk or that in the editor. */
  readonly isKnown: (uri: string) => boolean;
}

/** Makes everything that remembers something, and ties it to the table of what drops what. */
export function createParts(connection: Connection, host: Host, client: () => Client, launch: Launch): Parts {
  const documents = createDocuments(() => client().encoding);
  const open = (uri: string) => openDocument(documents, uri);
  const isOpen = (uri: string) => documents.get(uri) !== undefined;
  const disk = cachedHost(host);
  // What is open and not yet saved wins over what is on disk.
  const readOpen = (uri: string) => {
    const document = open(uri);
    // What is built counts as it is saved: who types there should not have all Dockerfiles judged again.
    if (!document || kindOfDocument(document) === "images") return undefined;
    const text = document.getText();
    return isTooLarge(text) ? undefined : text;
  };
  const view: Host = { ...disk, show: host.show, read: async (uri) => readOpen(uri) ?? disk.read(uri) };
  const homes = createHomes(disk, () => client().folders);
  const background = createBackground((uri) => invalidate("answersFound", { uri }), launch);
  const registry = createRegistryAnswers({
    host,
    isTrusted: () => client().isTrusted,
    onNews: (uri) => invalidate("answersFound", { uri }),
  });
  const onFound = (uri: string) => invalidate("configurationFound", { uri });
  const configurations = createConfigurations({
    connection,
    host: disk,
    client,
    homes,
    launch,
    onFound,
    tell: (message) =>
      launch("say what is wrong with the settings", () =>
        connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
      ),
  });
  const surroundings = createSurroundings({ host: view, homes, isOpen });
  const parses = createParses(documents, host.limit ?? unlimited);
  const checks = createChecks({
    documents,
    parse: parses.parse,
    configurations,
    surroundings,
    background,
    registry,
    host: { ...host, read: view.read },
    launch,
    isTrusted: () => client().isTrusted,
    canShowAgain: () => diagnostics.canShowAgain(),
    onGivenUp: (uri) => invalidate("gaveUp", { uri }),
    onPause: (uri) => diagnostics.showAgain(uri),
    onSurroundings: (uri, isAwaited) => invalidate(isAwaited ? "surroundingsAwaited" : "surroundingsFound", { uri }),
  });
  const scores = serveScores(connection, {
    parses,
    limit: host.limit ?? unlimited,
    launch,
    client,
    configurationOf: configurations.of,
    checkFully: checks.checkFully,
    scanLenses: (uri, file, image) => scans.lenses(uri, file, image),
  });
  const diagnostics = createDiagnostics({
    connection,
    documents,
    client,
    check: checks.whileTyped,
    launch,
    onShown: scores.refresh,
  });
  const contexts = serveContexts(connection, host, {
    check: checks.checkFully,
    about: checks.about,
    openDocument: open,
    tagsOf: registry.tags,
    foundByScans: (checked, offset) => scans.found(checked, offset),
    abilities: () => abilitiesOf(client()),
    capabilities: () => client().capabilities,
    showsProgress: () => client().capabilities.window?.workDoneProgress === true,
    refreshesHints: () => client().capabilities.workspace?.inlayHint?.refreshSupport === true,
    launch,
  });
  const invalidate = createInvalidation(
    {
      checks,
      surroundings,
      configurations,
      questions: { forget: background.drop },
      disk: { forget: (uri, kind) => kind && disk.changed(uri, kind) },
      contexts: { forget: (uri, kind) => kind && contexts.change([{ uri, kind }]) },
    },
    { now: diagnostics.showAgain, pushed: diagnostics.publish, soon: diagnostics.showAllSoon },
  );
  const { settle } = diagnostics;
  const { checkFully, about } = checks;
  const openDocuments = () => documents.all();
  const scans = createScans({ connection, host, client, about, onScanned: scores.refresh });
  const tellings = serveTellings(connection, {
    host,
    client,
    configurations,
    isOurs: (uri) => {
      const document = open(uri);
      return document !== undefined && kindOfDocument(document) !== undefined;
    },
    about,
  });
  const execute = createCommands({
    tellings,
    scan: scans.run,
    compare: scans.compare,
    connection,
    host: view,
    homes,
    client,
    openDocument: open,
    openDocuments,
    checkFully,
    about,
  });
  const isKnown = (uri: string) => disk.hasRead(uri) || isOpen(uri);
  const lookAgain = () => {
    for (const folder of homes.all()) {
      disk.forget(folder);
      contexts.forget(folder);
    }
    invalidate("filesMayHaveChanged");
  };
  return {
    documents,
    parses,
    configurations,
    checks,
    contexts,
    registry,
    scans,
    settle,
    invalidate,
    execute,
    lookAgain,
    isKnown,
  };
}
