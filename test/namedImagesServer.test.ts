/** Images that open compose, bake and devcontainer files name, in the server. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CodeAction, Hover, PublishDiagnosticsParams, RegistrationParams } from "vscode-languageserver";
import { buildFilePatterns, type FindingsResult } from "../server/requests";
import { applied, type Options, type Session, startSession, vscodeCapabilities } from "./session";

const uri = "file:///nowhere/compose.yaml";
const text = "services:\r\n  web:\r\n    image: rabbitmq:3.8 # ours\r\n";

async function during(options: Options, work: (session: Session) => Promise<void>): Promise<void> {
  const session = await startSession(options);
  await work(session).finally(async () => assert.equal(await session.end(), 0));
}

const found = async (session: Session, file: string) =>
  (await session.pull(file)).map(({ code, range }) => [code, range.start.line]);

const dynamic = { dynamicRegistration: true };
const registering: Options["capabilities"] = {
  ...vscodeCapabilities,
  textDocument: {
    ...vscodeCapabilities.textDocument,
    synchronization: dynamic,
    hover: dynamic,
    diagnostic: dynamic,
    codeAction: { ...vscodeCapabilities.textDocument?.codeAction, ...dynamic },
  },
};

describe("images that open files of builds name", { concurrency: true }, () => {
  test("are judged where they stand, by the names of the files", async () => {
    await during({}, async (session) => {
      session.open(uri, text, "dockercompose");
      assert.deepEqual(await found(session, uri), [["end-of-life-image", 2]]);
      const others: readonly (readonly [path: string, text: string, language: string])[] = [
        ["a/docker-compose.prod.yml", text, "yaml"],
        ["a/docker-bake.hcl", 'target "a" {\n contexts = { b = "docker-image://debian:9" }\n}', "hcl"],
        ["a/docker-bake.json", '{"target": {"a": {"contexts":\n{"b": "docker-image://debian:9"}}}}', "json"],
        ["a/.devcontainer/devcontainer.json", '{ // mine\n"image": "debian:9" }', "jsonc"],
      ];
      for (const [path, content, language] of others) {
        session.open(`file:///nowhere/${path}`, content, language);
        assert.equal((await found(session, `file:///nowhere/${path}`)).length, 1, path);
      }
      for (const [path, language] of [
        ["a/values.yaml", "yaml"],
        ["a/devcontainer.json", "jsonc"],
        ["a/package.json", "json"],
      ]) {
        session.open(`file:///nowhere/${path}`, text, language);
        assert.deepEqual(await found(session, `file:///nowhere/${path}`), [], path);
      }
    });
  });

  test("are pushed to a client that does not ask, and taken back when the file is closed", async () => {
    await during({ capabilities: {} }, async (session) => {
      const sent = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
      session.open(uri, text, "yaml");
      assert.deepEqual(
        (await sent).diagnostics.map(({ code }) => code),
        ["end-of-life-image"],
      );
      const taken = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
      session.notify("textDocument/didClose", { textDocument: { uri } });
      assert.deepEqual([(await taken).uri, (await taken).diagnostics], [uri, []]);
    });
  });

  test("have hovers, fixes, and ways to switch a rule off; nothing else is served there", async () => {
    await during({}, async (session) => {
      session.open(uri, text, "yaml");
      const position = { line: 2, character: 21 };
      const at = { textDocument: { uri }, position };
      const hover = await session.request<Hover | null>("textDocument/hover", at);
      assert.match(JSON.stringify(hover?.contents), /no more security fixes/);
      const actions = await session.actions(uri);
      const titles = actions.map(({ title }) => title);
      const [fix, onLine, inFile] = ["Use rabbitmq:", "on this line", "in this file"].map((part) =>
        applied(actions.find(({ title }) => title.includes(part)) as CodeAction, uri, text),
      );
      assert.match(fix ?? "", /image: rabbitmq:\d+\.\d+ # ours\r\n$/, titles.join());
      assert.equal(onLine, text.replace("    image", "    # drydock ignore=end-of-life-image\r\n    image"));
      assert.equal(inFile, `# drydock ignore-file=end-of-life-image\r\n${text}`);
      assert.ok(!titles.some((title) => /Harden|Fix all/.test(title)), titles.join());
      for (const [index, ignoring] of [onLine, inFile].entries()) {
        session.change(uri, index + 2, ignoring ?? "");
        assert.deepEqual(await found(session, uri), []);
      }
      const completion = await session.request<{ items: unknown[] }>("textDocument/completion", at);
      assert.deepEqual(completion.items, []);
      assert.deepEqual(await session.actions(uri, "source.fixAll"), []);
      assert.equal(await session.request("drydock/harden", { uri }), null);
      assert.deepEqual(
        await session.request("textDocument/inlayHint", { ...at, range: { start: position, end: position } }),
        [],
      );
    });
  });

  test("comments of JSON with comments count; plain JSON has none", async () => {
    await during({}, async (session) => {
      const container = "file:///nowhere/.devcontainer.json";
      session.open(container, '{\n  "image": "debian:9"\n}', "jsonc");
      const actions = await session.actions(container);
      const onLine = actions.find(({ title }) => title.endsWith("on this line"));
      const after = applied(onLine, container, '{\n  "image": "debian:9"\n}');
      assert.equal(after, '{\n  // drydock ignore=end-of-life-image\n  "image": "debian:9"\n}');
      session.change(container, 2, after);
      assert.deepEqual(await found(session, container), []);
      const bake = "file:///nowhere/docker-bake.json";
      session.open(bake, '{"target": {"a": {"contexts": {"b": "docker-image://debian:9"}}}}', "json");
      const offered = (await session.actions(bake)).map(({ title }) => title);
      assert.ok(!offered.some((title) => /on this line|in this file/.test(title)), offered.join());
    });
  });

  test("are told without what stands around them", async () => {
    await during({}, async (session) => {
      const flow = "services: { a: { environment: { DB_PASSWORD: hunter22x }, image: 'rabbitmq:3.8' } }\n";
      session.open(uri, flow, "yaml");
      const told = await session.request<FindingsResult>("drydock/findings", { uri });
      assert.match(told?.[0]?.text ?? "", /'rabbitmq:3\.8'/);
      assert.doesNotMatch(told?.[0]?.text ?? "", /hunter22x|PASSWORD/);
    });
  });

  test("are not judged where the setting says so", async () => {
    await during({ settings: { namedImages: false } }, async (session) => {
      session.open(uri, text, "yaml");
      assert.deepEqual(await found(session, uri), []);
    });
  });

  test("a client that takes registrations is told these files, for findings, hovers and fixes alone", async () => {
    const session = startSession({ capabilities: registering, folders: ["memfs:/a"] });
    const told: RegistrationParams["registrations"] = [];
    const all = new Promise<void>((resolve) =>
      session.then(({ listen }) =>
        listen<RegistrationParams>("client/registerCapability", ({ registrations }) => {
          told.push(...registrations.filter(({ registerOptions }) => registerOptions?.documentSelector));
          if (told.length > 0) resolve();
        }),
      ),
    );
    await all;
    assert.deepEqual(told.map(({ method }) => method).sort(), [
      "textDocument/codeAction",
      "textDocument/diagnostic",
      "textDocument/didChange",
      "textDocument/didClose",
      "textDocument/didOpen",
      "textDocument/didSave",
      "textDocument/hover",
    ]);
    const filters: readonly { scheme: string; pattern: string }[] = told[0]?.registerOptions.documentSelector;
    assert.deepEqual([...new Set(filters.map(({ pattern }) => pattern))], [...buildFilePatterns]);
    assert.ok(filters.some(({ scheme }) => scheme === "memfs"));
    assert.equal(await (await session).end(), 0);
  });
});
