/** *Pin to digest* in the server: offered where it is allowed, asked when it is chosen. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CodeAction } from "vscode-languageserver";
import { type FakeRegistry, indexDigest, sendError, sendIndex, startRegistry } from "./hostileRegistry";
import { applied, type Options, type Session, startSession, vscodeCapabilities } from "./session";

const uri = "file:///nowhere/Dockerfile";
const enabled = { registry: { enabled: true } };
const waiting = { dataSupport: true, resolveSupport: { properties: ["edit"] } };
const capabilities: Options["capabilities"] = {
  ...vscodeCapabilities,
  textDocument: {
    ...vscodeCapabilities.textDocument,
    codeAction: { ...vscodeCapabilities.textDocument?.codeAction, ...waiting },
  },
};
const trusted = { trusted: true };

const pins = (actions: readonly CodeAction[]) => actions.filter(({ title }) => /digest$/.test(title));

/** Has the tag 1 and no other. */
async function during(options: Options, work: (session: Session, registry: FakeRegistry) => Promise<void>) {
  const registry = await startRegistry((request, response) =>
    request.url?.endsWith("/manifests/1") ? sendIndex(request, response) : sendError(response, 404, "MANIFEST_UNKNOWN"),
  );
  const session = await startSession({ capabilities, settings: enabled, initializationOptions: trusted, ...options });
  try {
    await work(session, registry);
  } finally {
    registry.close();
    assert.equal(await session.end(), 0);
  }
}

describe("pinning in the editor", { concurrency: true }, () => {
  test("asks when it is chosen", async () => {
    await during({}, async (session, registry) => {
      const text = `# ours\nFROM ${registry.host}/app:1 AS a\n`;
      session.open(uri, text);
      const [action, ...others] = pins(await session.actions(uri));
      assert.ok(action && others.length === 0);
      assert.equal(action.title, `Pin ${registry.host}/app:1 to its digest`);
      assert.deepEqual([action.edit, registry.asked], [undefined, []]);
      const resolved = await session.request<CodeAction>("codeAction/resolve", action);
      assert.equal(applied(resolved, uri, text), `# ours\nFROM ${registry.host}/app:1@${indexDigest} AS a\n`);
      assert.equal(registry.asked.length, 1);
    });
  });

  test("says why it does nothing", async () => {
    await during({}, async (session, { host }) => {
      session.open(uri, `FROM ${host}/app:2\n`);
      const [action] = pins(await session.actions(uri));
      const said = session.next<{ message: string }>("window/showMessage");
      const resolved = await session.request<CodeAction>("codeAction/resolve", action);
      assert.equal(resolved.edit, undefined);
      assert.equal((await said).message, `Not pinned: there is no ${host}/app:2.`);
    });
  });

  test("nothing is asked of what has changed meanwhile", async () => {
    await during({}, async (session, registry) => {
      session.open(uri, `FROM ${registry.host}/app:1\n`);
      const [action] = pins(await session.actions(uri));
      session.change(uri, 2, "FROM scratch\n");
      const resolved = await session.request<CodeAction>("codeAction/resolve", action);
      assert.deepEqual([resolved.edit, registry.asked], [undefined, []]);
    });
  });

  for (const title of ["Always", "This time", "Never", undefined]) {
    test(`where nobody has said yes or no, the user is asked: ${title}`, async () => {
      const replies = { "window/showMessageRequest": title === undefined ? null : { title } };
      const undecided = { settings: {}, initializationOptions: { ...trusted, remembersRegistries: true }, replies };
      await during(undecided, async (session, registry) => {
        session.open(uri, `FROM ${registry.host}/app:1\n`);
        const [action] = pins(await session.actions(uri));
        assert.deepEqual(registry.asked, []);
        const isKept = title === "Always" || title === "Never";
        const told = isKept ? session.next<{ enabled: boolean }>("drydock/registries") : undefined;
        const resolved = await session.request<CodeAction>("codeAction/resolve", action);
        const isAllowed = title === "Always" || title === "This time";
        assert.deepEqual([resolved.edit !== undefined, registry.asked.length], [isAllowed, isAllowed ? 1 : 0]);
        if (told) assert.deepEqual(await told, { enabled: title === "Always" });
        // Who has said never is not even offered it.
        assert.equal(pins(await session.actions(uri)).length, title === "Never" ? 0 : 1);
      });
    });
  }

  const compose = "file:///nowhere/compose.yaml";

  test("the image of a service is pinned where it is written", async () => {
    await during({}, async (session, registry) => {
      const text = `services:\r\n  a: { image: "${registry.host}/app:1" } # ours\r\n  b: { image: $X }\r\n`;
      session.open(compose, text, "yaml");
      const [action, ...others] = pins(await session.actions(compose));
      assert.ok(action && others.length === 0);
      assert.deepEqual([action.edit, registry.asked], [undefined, []]);
      const resolved = await session.request<CodeAction>("codeAction/resolve", action);
      assert.equal(applied(resolved, compose, text), text.replace("app:1", `app:1@${indexDigest}`));
      assert.equal(registry.asked.length, 1);
    });
  });

  test("the user is asked about that, too, and can say never", async () => {
    const replies = { "window/showMessageRequest": { title: "Never" } };
    const undecided = { settings: {}, initializationOptions: { ...trusted, remembersRegistries: true }, replies };
    await during(undecided, async (session, registry) => {
      session.open(compose, `services: { a: { image: "${registry.host}/app:1" } }`, "yaml");
      const [action] = pins(await session.actions(compose));
      const resolved = await session.request<CodeAction>("codeAction/resolve", action);
      assert.deepEqual([resolved.edit, pins(await session.actions(compose))], [undefined, []]);
      assert.deepEqual(registry.asked, []);
    });
  });

  const withheld: Readonly<Record<string, Options>> = {
    "by default": { settings: {} },
    "in a workspace that is not trusted": { initializationOptions: {} },
    "where the client cannot wait for it": { capabilities: vscodeCapabilities },
  };
  for (const [where, options] of Object.entries(withheld)) {
    test(`is not offered ${where}, nor done`, async () => {
      await during(options, async (session, registry) => {
        session.open(uri, `FROM ${registry.host}/app:1\n`);
        assert.deepEqual(pins(await session.actions(uri)), []);
        const forged = { title: "x", data: { pin: uri, version: 1, start: 5 } };
        const resolved = await session.request<CodeAction>("codeAction/resolve", forged);
        assert.deepEqual([resolved.edit, registry.asked], [undefined, []]);
        session.open(compose, `services: { a: { image: "${registry.host}/app:1" } }`, "yaml");
        assert.deepEqual([pins(await session.actions(compose)), registry.asked], [[], []]);
      });
    });
  }
});
