/** A client of the built server over stdio, no more than the tests need. */

import { spawn } from "node:child_process";
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  InitializeResult,
  TextDocumentEdit,
  TextEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

export interface Session {
  /** What the server has answered to `initialize`. */
  initialized: InitializeResult;
  request<Result>(method: string, params: unknown): Promise<Result>;
  notify(method: string, params: unknown): void;
  /** The parameters of the next message with this method from the server, notification or request. */
  next<Params>(method: string): Promise<Params>;
  /** Has every message with this method heard, from now on. */
  listen<Params>(method: string, hear: (params: Params) => void): void;
  open(uri: string, text: string, languageId?: string): void;
  /** Replaces the whole text. */
  change(uri: string, version: number, text: string): void;
  pull(uri: string): Promise<Diagnostic[]>;
  /** The actions for the whole document, or only those of a kind. */
  actions(uri: string, only?: string): Promise<CodeAction[]>;
  /** Says goodbye; gives the exit status. */
  end(): Promise<number | null>;
}

export interface Options {
  /** What Node runs; default: the server as the extension starts it. */
  readonly program?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** URIs. */
  readonly folders?: readonly string[];
  /** Answer to every request for the `drydock` section of the settings. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** What the client does about what the server asks of it, whatever it has said that it can do. */
  readonly answers?: "all" | "refuses" | "never";
  /** Answers to some requests of the server, by method. */
  readonly replies?: Readonly<Record<string, unknown>>;
  /** URI; default: null. */
  readonly rootUri?: string;
  /** Of the server, in place of that of the tests. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** What VS Code can do, as far as the server asks. */
export const vscodeCapabilities: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: {
    applyEdit: true,
    configuration: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

type Waiting = { readonly method: string; readonly resolve: (params: never) => void };
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Starts the server and waits until it is ready. */
export async function startSession(options: Options = {}): Promise<Session> {
  const { program = ["dist/server/node.js", "--stdio"], capabilities = vscodeCapabilities } = options;
  const { folders = [], settings = {}, initializationOptions, answers: manners = "all", replies = {} } = options;
  const server = spawn(process.execPath, program, {
    stdio: ["pipe", "pipe", "inherit"],
    env: options.environment ?? process.env,
  });
  const answers = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let waiting: Waiting[] = [];
  const listening: Waiting[] = [];
  let requests = 0;
  let buffer = Buffer.alloc(0);

  server.stdout.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let message = take(); message; message = take()) receive(message);
  });

  function take(): Message | undefined {
    const header = /^Content-Length: (\d+)\r\n(?:.+\r\n)*?\r\n/.exec(buffer.toString("latin1", 0, 200));
    if (!header) return undefined;
    const end = header[0].length + Number(header[1]);
    if (buffer.length < end) return undefined;
    const message = JSON.parse(buffer.toString("utf8", header[0].length, end));
    buffer = buffer.subarray(end);
    return message;
  }

  function receive({ id, method, params, result, error }: Message): void {
    if (method === undefined) {
      const answer = answers.get(id as number);
      if (error) answer?.reject(Object.assign(new Error(error.message), { code: error.code }));
      else answer?.resolve(result as never);
      return;
    }
    for (const one of [...waiting, ...listening]) if (one.method === method) one.resolve(params as never);
    waiting = waiting.filter((one) => one.method !== method);
    if (id === undefined || manners === "never") return;
    if (manners === "refuses") send({ id, error: { code: -32601, message: `No such method: ${method}` } });
    else if (Object.hasOwn(replies, method)) send({ id, result: replies[method] });
    else send({ id, result: method === "workspace/configuration" ? params?.items?.map(() => settings) : null });
  }

  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  const session: Session = {
    initialized: { capabilities: {} },
    request: (method, params) => {
      const id = ++requests;
      send({ id, method, params });
      return new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
    },
    notify: (method, params) => send({ method, params }),
    listen: (method, resolve) => listening.push({ method, resolve }),
    next: (method) => new Promise((resolve) => waiting.push({ method, resolve })),
    open: (uri, text, languageId = "dockerfile") =>
      session.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) =>
      session.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] }),
    pull: async (uri) =>
      (await session.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } })).items,
    actions: (uri, only) =>
      session.request("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } },
        context: { diagnostics: [], ...(only && { only: [only] }) },
      }),
    end: async () => {
      const exit = new Promise<number | null>((resolve) => server.once("exit", resolve));
      await session.request("shutdown", undefined);
      session.notify("exit", undefined);
      return exit;
    },
  };
  const workspaceFolders = folders.length === 0 ? null : folders.map((uri) => ({ uri, name: uri }));
  const client = { processId: process.pid, rootUri: options.rootUri ?? null, capabilities, workspaceFolders };
  session.initialized = await session.request("initialize", { ...client, initializationOptions });
  session.notify("initialized", {});
  return session;
}

/** What the edits of an action make of the document at `uri`; another address gives the text of that file, created or changed. */
export function applied(action: CodeAction | undefined, uri: string, text: string): string {
  const changes = action?.edit?.documentChanges?.filter((it): it is TextDocumentEdit => "textDocument" in it) ?? [];
  const edits = changes.flatMap((it) => (it.textDocument.uri === uri ? (it.edits as TextEdit[]) : []));
  return TextDocument.applyEdits(TextDocument.create(uri, "dockerfile", 1, text), edits);
}
