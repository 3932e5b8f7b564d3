/** What any client can have done: `workspace/executeCommand`, with what comes of it as an edit, a message or a page. */

import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowDocumentRequest,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { page } from "../engine/documentation";
import { hardenLevels } from "../engine/levels";
import { nearestRule, rulesOfName } from "../engine/presets";
import { hardenInShort, hardenSummary } from "../features/hardenSummary";
import { plainText } from "../features/plainText";
import {
  applyFixCommand,
  commandNames,
  compareCommand,
  disableRuleCommand,
  explainCommand,
  findingCommand,
  fixAllCommand,
  type HardenCommandOptions,
  hardenCommand,
  scanCommand,
  settingsCommand,
} from "../requests";
import type { Host } from "../types";
import { fieldsOf } from "../util/json";
import { unlimited } from "../util/limit";
import { baseName } from "../util/paths";
import { plain } from "../util/uris";
import { hardenFor } from "./actions";
import type { Homes } from "./belonging";
import { type Checked, canHarden } from "./checked";
import { abilitiesOf, type Client } from "./client";
import { createDisabling } from "./disabling";
import { kindOfDocument } from "./documents";
import type { Tellings } from "./tellings";

interface Needs {
  readonly connection: Connection;
  /** Files as the user sees them. */
  readonly host: Host;
  readonly homes: Homes;
  client(): Client;
  openDocument(uri: string): TextDocument | undefined;
  openDocuments(): readonly TextDocument[];
  checkFully(uri: string): Promise<Checked | undefined>;
  readonly tellings: Tellings;
  scan(args: readonly unknown[], token: CancellationToken): Promise<void>;
  /** A page in markdown; undefined where there is none to show. */
  compare(args: readonly unknown[], token: CancellationToken): Promise<string | undefined>;
  /** What is found out about an open document: see `createChecks`. */
  about<Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result | Promise<Result>,
  ): Promise<Result | undefined>;
}

/** What came of a command that edits. */
interface Outcome {
  readonly applied: boolean;
  /** For people. */
  readonly message: string;
}

/** A person waits for it, who has asked for it; and where files cannot be created it hardens twice. */
const patienceToHarden = 4;

/** Gives what answers `workspace/executeCommand`. What it rejects with is for the client. */
export function createCommands(needs: Needs) {
  const { connection, host, client, openDocument } = needs;
  const { limit = unlimited } = host;
  const disable = createDisabling({ ...needs, apply });

  const commands: Readonly<Record<string, (args: readonly unknown[], token: CancellationToken) => Promise<unknown>>> = {
    [hardenCommand]: ([uri, options], token) => runHarden(uri, optionsIn(options), token),
    [fixAllCommand]: ([uri], token) => runHarden(uri, { level: "safe", summary: false }, token),
    async [disableRuleCommand]([rule, uri]) {
      const ids = /^SC\d{4}$/.test(String(rule)) ? [String(rule)] : rulesMeant(rule).map(({ id }) => id);
      return tell(await disable(ids, documentMeant(uri).uri));
    },
    async [explainCommand]([rule]) {
      const rules = rulesMeant(rule);
      return showText(`${rules[0]?.id}.md`, rules.map(page).join("\n\n"));
    },
    async [applyFixCommand]([edit, uri, version]) {
      if (typeof uri === "string" && openDocument(uri)?.version !== version) throw failed("The text has changed since");
      return { applied: await apply("Drydock", edit as WorkspaceEdit) };
    },
    async [findingCommand]([uri, line, rule], token) {
      const all = await needs.tellings.findings(documentMeant(uri).uri, token);
      const found = (all ?? []).filter(
        (it) => (line === undefined || it.line === line) && (rule === undefined || it.rule === rule),
      );
      if (found.length === 0) throw failed("Nothing is found there");
      return showText("finding.md", found.map(({ text }) => text).join("\n"));
    },
    async [settingsCommand]([uri]) {
      return showText("settings.md", (await needs.tellings.settings(documentMeant(uri).uri)) ?? "");
    },
    [scanCommand]: (args, token) => needs.scan(args, token),
    async [compareCommand](args, token) {
      const page = await needs.compare(args, token);
      return page === undefined ? null : showText("bases.md", page);
    },
  };

  async function runHarden(given: unknown, options: HardenCommandOptions, token: CancellationToken): Promise<Outcome> {
    const { uri } = documentMeant(given);
    await needs.checkFully(uri);
    const abilities = { abilities: abilitiesOf(client()), openDocument };
    const found = await needs.about(uri, token, (checked) =>
      canHarden(checked)
        ? { checked, ...limit((step) => hardenFor(checked, options, abilities, step), patienceToHarden) }
        : undefined,
    );
    if (!found) throw failed("Not hardened: it is not checked");
    const { hardened, edit, uncreated } = found;
    const files = hardened.files.map(({ path }) => path);
    const summarized = { ...hardened, name: baseName(plain(uri)), files, uncreated };
    const message = hardenInShort(summarized);
    if (!edit) return tell({ applied: false, message });
    if (!(await apply("Harden Dockerfile", edit)))
      return tell({ applied: false, message: `${summarized.name} is as it was: this editor has not applied the edit` });
    if (options.summary === false) return { applied: true, message };
    if (await showPage("hardened.md", hardenSummary(summarized))) return { applied: true, message };
    return tell({ applied: true, message });
  }

  /** Whether the client has done it. */
  async function apply(label: string, edit: WorkspaceEdit): Promise<boolean> {
    if (!abilitiesOf(client()).apply) return false;
    const answer = await connection.workspace.applyEdit({ label, edit }).catch(() => undefined);
    return answer?.applied === true;
  }

  /** Whether the client shows it. */
  async function showPage(name: string, text: string): Promise<boolean> {
    if (client().capabilities.window?.showDocument?.support !== true) return false;
    const uri = await host.show?.(name, text);
    if (uri === undefined) return false;
    const answer = await connection
      .sendRequest(ShowDocumentRequest.type, { uri, takeFocus: false })
      .catch(() => undefined);
    return answer?.success === true;
  }

  /** As a page, or else as a message. */
  async function showText(name: string, text: string): Promise<{ text: string }> {
    if (!(await showPage(name, `${text}\n`))) say(MessageType.Info, plainText(text));
    return { text };
  }

  function tell(outcome: Outcome): Outcome {
    say(outcome.applied ? MessageType.Info : MessageType.Warning, outcome.message);
    return outcome;
  }

  function say(type: MessageType, message: string): void {
    connection.sendNotification("window/showMessage", { type, message });
  }

  /** The document that is named, or the only Dockerfile that is open. */
  function documentMeant(uri: unknown): TextDocument {
    if (typeof uri === "string") {
      const document = openDocument(uri);
      if (!document || !kindOfDocument(document)) throw failed(`${uri} is no Dockerfile or ignore file that is open`);
      return document;
    }
    const [only, ...more] = needs.openDocuments().filter((document) => kindOfDocument(document) === "Dockerfile");
    if (!only || more.length > 0) throw wrong("It takes the URI of an open Dockerfile");
    return only;
  }

  return async ({ command, arguments: args }: ExecuteCommandParams, token: CancellationToken): Promise<unknown> => {
    // Of a lens that only says something.
    if (command === "") return null;
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!run) throw wrong(`There is no command ${command}; there are ${commandNames.join(", ")}`);
    return run(Array.isArray(args) ? args : [], token);
  };
}

/** A level, or options: what is malformed must not harden more than is wanted. */
function optionsIn(given: unknown): HardenCommandOptions {
  const { level, skip, include, summary } = fieldsOf(typeof given === "string" ? { level: given } : given);
  if (level !== undefined && !hardenLevels.some((it) => it === level))
    throw wrong(`A level is one of ${hardenLevels.join(", ")}`);
  return {
    level: level as HardenCommandOptions["level"],
    skip: idsIn(skip),
    include: idsIn(include),
    summary: summary !== false,
  };
}

function idsIn(names: unknown): string[] {
  return names === undefined ? [] : [names].flat().flatMap((name) => rulesMeant(name).map(({ id }) => id));
}

function rulesMeant(name: unknown) {
  const rules = typeof name === "string" ? rulesOfName(name) : [];
  if (rules.length > 0) return rules;
  const near = typeof name === "string" ? nearestRule(name) : undefined;
  throw wrong(`There is no rule ${String(name)}${near === undefined ? "" : `; did you mean ${near}?`}`);
}

function wrong(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

function failed(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
