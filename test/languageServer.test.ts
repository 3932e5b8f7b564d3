/** The built server serves the language where it is wanted: it tells so, and takes it back. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ClientCapabilities, DocumentSymbol, RegistrationParams, TextEdit } from "vscode-languageserver";
import { syntaxNotification } from "../server/requests";
import { type Options, type Session, startSession, vscodeCapabilities } from "./session";

const uri = "file:///tmp/somewhere/Dockerfile";
const text = "from node:24 AS build\nENV DIR=/app\nRUN cd $DIR\nFROM node:24\nCOPY --from=build $DIR /x\n";
const document = { textDocument: { uri } };

const names = "documentSymbol foldingRange definition references documentHighlight rename signatureHelp documentLink";
const features = [...names.split(" "), "semanticTokens", "formatting"];
const dynamic: ClientCapabilities = {
  ...vscodeCapabilities,
  textDocument: {
    ...vscodeCapabilities.textDocument,
    ...Object.fromEntries(features.map((name) => [name, { dynamicRegistration: true }])),
    documentSymbol: { dynamicRegistration: true, hierarchicalDocumentSymbolSupport: true },
    rename: { dynamicRegistration: true, prepareSupport: true },
  },
};

async function open(options: Options): Promise<Session> {
  const session = await startSession(options);
  session.open(uri, text);
  return session;
}

const ask = <Result>(session: Session, method: string, more: object = {}) =>
  session.request<Result>(`textDocument/${method}`, { ...document, ...more });

describe("a client that can be told later", () => {
  test("is told what there is, and no more when another server comes", async () => {
    const session = await startSession({ capabilities: dynamic });
    const registered: string[] = [];
    const heard = new Promise<void>((resolve) => {
      session.listen<RegistrationParams>("client/registerCapability", ({ registrations }) => {
        for (const { method } of registrations) registered.push(method);
        if (registered.includes("textDocument/formatting")) resolve();
      });
    });
    session.open(uri, text);
    await heard;
    for (const name of features) assert.ok(registered.includes(`textDocument/${name}`), name);
    assert.equal(session.initialized.capabilities.documentSymbolProvider, undefined);
    const symbols = await ask<DocumentSymbol[]>(session, "documentSymbol");
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ["build", "node:24"],
    );

    const gone = session.next<{ unregisterations: readonly unknown[] }>("client/unregisterCapability");
    session.notify(syntaxNotification, { syntaxChecked: true, languageServed: true });
    assert.ok((await gone).unregisterations.length > 0);
    assert.equal(await ask(session, "documentSymbol"), null);
    assert.equal(await session.end(), 0);
  });

  test("is told nothing when it is off", async () => {
    const session = await open({ capabilities: dynamic, settings: { languageFeatures: "off" } });
    const registered: string[] = [];
    session.listen<RegistrationParams>("client/registerCapability", ({ registrations }) => {
      for (const { method } of registrations) registered.push(method);
    });
    assert.equal(await ask(session, "documentSymbol"), null);
    assert.equal(await ask(session, "formatting", { options: { tabSize: 4, insertSpaces: true } }), null);
    assert.ok(!registered.some((method) => method.startsWith("textDocument/")), String(registered));
    await session.end();
  });
});

describe("a client that cannot be told later", () => {
  test("is told at once, and answered", async () => {
    const session = await open({ initializationOptions: { syntaxChecked: false } });
    const { capabilities } = session.initialized;
    assert.equal(capabilities.documentSymbolProvider, true);
    assert.equal(capabilities.documentFormattingProvider, true);
    const position = { line: 2, character: 9 };
    const definition = await ask<{ range: unknown }[]>(session, "definition", { position });
    const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 7 } };
    assert.deepEqual(definition, [{ uri, range }]);
    const references = await ask<unknown[]>(session, "references", { position, context: { includeDeclaration: true } });
    assert.equal(references.length, 2);
    const renamed = await ask<{ changes: Record<string, TextEdit[]> }>(session, "rename", { position, newName: "D" });
    assert.equal(renamed.changes[uri]?.length, 2);
    await assert.rejects(ask(session, "rename", { position, newName: "1" }), /letters, digits/);
    const edits = await ask<TextEdit[]>(session, "formatting", { options: { tabSize: 4, insertSpaces: true } });
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["FROM", "\n"],
    );
    const tokens = await ask<{ data: number[] }>(session, "semanticTokens/full");
    assert.equal(tokens.data.length % 5, 0);
    assert.ok(tokens.data.length > 0);
    assert.ok((await ask<unknown[]>(session, "documentLink")).length > 0);
    assert.ok((await ask<unknown[]>(session, "foldingRange")).length > 0);
    assert.ok(await ask(session, "signatureHelp", { position }));
    await session.end();
  });

  test("has flat symbols, and answers about what is no Dockerfile are empty", async () => {
    const session = await open({});
    const [first] = await ask<{ name: string; location: unknown }[]>(session, "documentSymbol");
    assert.equal(first?.name, "build node:24");
    assert.ok(first.location);
    const ignore = "file:///tmp/somewhere/.dockerignore";
    session.open(ignore, "a\n", "dockerignore");
    assert.equal(await session.request("textDocument/documentSymbol", { textDocument: { uri: ignore } }), null);
    assert.equal(await session.request("textDocument/foldingRange", { textDocument: { uri: "file:///none" } }), null);
    await session.end();
  });
});

test("formatting can be had without the rest, and is chosen", async () => {
  const format = { enable: "on", keywordCase: "lower", separateStages: false };
  const session = await open({ settings: { languageFeatures: "off", format } });
  const edits = await ask<TextEdit[]>(session, "formatting", { options: { tabSize: 4, insertSpaces: true } });
  assert.ok(edits.every(({ newText }) => newText === newText.toLowerCase() && newText !== "\n"));
  assert.equal(await ask(session, "documentSymbol"), null);
  await session.end();
});
