/** What the editor shows of what registries say: asked where it is allowed, on save and on hover. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { CompletionList, Diagnostic, Hover } from "vscode-languageserver";
import { lint } from "../server/engine/lint";
import { openRegistry } from "../server/host/registry";
import type { HardenResult } from "../server/requests";
import { baseFacts, uidOf } from "../server/stage/users";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseReference } from "../server/syntax/image";
import type { ImageDescription, Told } from "../server/types";
import { hostsAskedBy, indexType, sendError, startRegistry } from "./hostileRegistry";
import { type Options, startSession, vscodeCapabilities } from "./session";

const manifestType = "application/vnd.oci.image.manifest.v1+json";

function put(store: Map<string, readonly [type: string, text: string]>, type: string, value: unknown): string {
  const text = JSON.stringify(value);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  store.set(digest, [type, text]);
  return digest;
}

/** One image of two platforms under the tag 1. */
function content(user = "app", entrypoint: readonly string[] = ["/bin/app"]) {
  const store = new Map<string, readonly [type: string, text: string]>();
  const settings = { User: user, Entrypoint: entrypoint, Env: ["PATH=/bin", "MODE=a=b", "DB_PASSWORD=hunter2-Xk9"] };
  const config = put(store, "application/json", {
    os: "linux",
    architecture: "amd64",
    created: "2026-11-01T00:00:00Z",
    config: settings,
  });
  const manifest = put(store, manifestType, {
    config: { digest: config },
    layers: [{ size: 1_500_000 }, { size: 500_000 }],
  });
  const platforms = [
    ["linux", "arm64"],
    ["linux", "amd64"],
    ["unknown", "unknown"],
  ];
  const manifests = platforms.map(([os, architecture]) => ({ digest: manifest, platform: { os, architecture } }));
  const index = put(store, indexType, { manifests });
  return { store, index, config };
}

function startHolding({ store, index }: ReturnType<typeof content>, tags = ["1", "10-slim", "latest", "2", "10"]) {
  return startRegistry((request, response) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    if (name.startsWith("list?")) return response.end(JSON.stringify({ tags }));
    const found = store.get(name === "1" ? index : name);
    if (!found) return sendError(response, 404, "MANIFEST_UNKNOWN");
    response.writeHead(200, { "content-type": found[0] });
    response.end(request.method === "HEAD" ? undefined : found[1]);
  });
}

test("an image is described by its index, a manifest and a configuration", async () => {
  const held = content();
  const { host, close } = await startHolding(held);
  const told = await openRegistry().description(parseReference(`${host}/app:1`));
  assert.deepEqual(told, {
    state: "found",
    value: {
      digest: held.index,
      platforms: ["linux/arm64", "linux/amd64"],
      isIndex: true,
      created: "2026-11-01T00:00:00Z",
      size: 2_000_000,
      user: "app",
      entrypoint: ["/bin/app"],
      cmd: undefined,
      environment: { PATH: "/bin", MODE: "a=b", DB_PASSWORD: "hunter2-Xk9" },
    },
  });
  const created = await openRegistry().created(parseReference(`${host}/app:1`));
  assert.deepEqual(created, { state: "found", value: "2026-11-01T00:00:00Z" });
  for (const ask of ["description", "created"] as const)
    assert.deepEqual(await openRegistry()[ask](parseReference(`${host}/app:2`)), { state: "absent" });
  // A configuration with another digest is not believed.
  held.store.set(held.config, ["application/json", "{}"]);
  const wrong = await openRegistry().description(parseReference(`${host}/app:1`));
  assert.deepEqual(await openRegistry().created(parseReference(`${host}/app:1`)), { state: "found", value: "" });
  assert.ok(wrong.state === "found" && wrong.value.user === undefined && wrong.value.digest === held.index);
  close();
});

test("what a registry has told of an image is what a stage starts with", async () => {
  const told = (user: string | undefined, entrypoint?: readonly string[]): Told<ImageDescription> => ({
    state: "found",
    value: {
      digest: "",
      platforms: ["linux/amd64"],
      isIndex: true,
      created: undefined,
      size: undefined,
      user,
      entrypoint,
      cmd: undefined,
      environment: { PATH: "/bin", HOME_OF_APP: "/srv" },
    },
  });
  const found = (text: string, answer: Told<ImageDescription> | undefined) => {
    const registry = new Map(answer ? [["corp.example/app:1", answer]] : []);
    const problems = lint(parseDockerfile(text, registry), { today: "2026-11-01", registry }, { rules: {} });
    return problems.map(({ rule }) => rule.id).filter((id) => id === "missing-user" || id === "undefined-variable");
  };
  const text = 'FROM corp.example/app:1\nWORKDIR $HOME_OF_APP\nCOPY a $NOPE/\nCMD ["/srv/serve", "--all"]\n';
  assert.deepEqual(found(text, undefined), []);
  assert.deepEqual(found(text, { state: "absent" }), []);
  assert.deepEqual(found(text, told("root")).sort(), ["missing-user", "undefined-variable"]);
  assert.deepEqual(found(text, told("root", ["/sbin/tini", "--"])).sort(), ["missing-user", "undefined-variable"]);
  // A script may go on as another user.
  assert.deepEqual(found(text, told("root", ["/entry.sh"])), ["undefined-variable"]);
  assert.deepEqual(found(text, told("1000:1000")), ["undefined-variable"]);
  assert.deepEqual(found(text, told(undefined)), ["undefined-variable"]);
  const { stages } = parseDockerfile(text, new Map([["corp.example/app:1", told("1000:1000")]]));
  assert.equal(stages[0]?.after.workdir, "/srv");
  assert.equal(stages[0] && uidOf(stages[0], stages[0].after), 1000);
  // What the tables know of an image that they have goes before.
  const [node] = parseDockerfile("FROM node:24\n", new Map([["node:24", told("app")]])).stages;
  assert.equal(node && baseFacts(node)?.defaultUser, "root");
});

const uri = "file:///nowhere/Dockerfile";
const allowed = { settings: { registry: { enabled: true } }, initializationOptions: { trusted: true } };

async function during(
  options: Options,
  work: (session: Awaited<ReturnType<typeof startSession>>, host: string, asked: readonly string[]) => Promise<void>,
  held = content(),
  tags?: string[],
) {
  const { host, asked, close } = await startHolding(held, tags);
  const session = await startSession({ capabilities: vscodeCapabilities, ...options });
  try {
    await work(session, host, asked);
  } finally {
    close();
    await session.end();
  }
}

function hoverOn(session: Awaited<ReturnType<typeof startSession>>) {
  const position = { line: 0, character: 8 };
  return session.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
}

test("pointing at an image shows what its registry says", async () => {
  await during(allowed, async (session, host, asked) => {
    session.open(uri, `FROM ${host}/app:1\n`);
    const hover = await hoverOn(session);
    assert.ok(hover);
    const { value } = hover.contents as { value: string };
    assert.match(value, /size: 2\.0 MB, compressed\n- platforms: `linux\/arm64`, `linux\/amd64`\n- user: `app`/);
    assert.match(value, /- MODE: `a=b`\n- DB_PASSWORD: …/);
    const { length } = asked;
    await hoverOn(session);
    assert.equal(asked.length, length);
  });
});

test("a document is asked about when it is saved", async () => {
  await during(allowed, async (session, host, asked) => {
    session.open(uri, `FROM --platform=linux/s390x ${host}/app:1\nCOPY --from=${host}/app:2 /a /a\n`);
    const codes = async () => {
      const params = { textDocument: { uri } };
      const { items } = await session.request<{ items: Diagnostic[] }>("textDocument/diagnostic", params);
      return items.map(({ code }) => code).filter((code) => code === "missing-platform" || code === "unknown-image");
    };
    assert.deepEqual(await codes(), []);
    assert.deepEqual(asked, []);
    const news = session.next("workspace/diagnostic/refresh");
    session.notify("textDocument/didSave", { textDocument: { uri } });
    await news;
    assert.deepEqual(await codes(), ["missing-platform", "unknown-image"]);
  });
});

test("Harden goes by what a registry has told", async () => {
  const work = async (session: Awaited<ReturnType<typeof startSession>>, host: string) => {
    session.open(uri, `FROM ${host}/app:1\nCOPY a /srv/a\nCMD ["/srv/a"]\n`);
    const left = async () => {
      const { left } = await session.request<HardenResult>("drydock/harden", { uri });
      return left.map(({ rule }) => rule).filter((rule) => rule === "missing-user");
    };
    assert.deepEqual(await left(), []);
    const news = session.next("workspace/diagnostic/refresh");
    session.notify("textDocument/didSave", { textDocument: { uri } });
    await news;
    return left();
  };
  await during(
    allowed,
    async (session, host) => assert.deepEqual(await work(session, host), ["missing-user"]),
    content("root", []),
  );
  await during(allowed, async (session, host) => assert.deepEqual(await work(session, host), []), content("1000", []));
});

test("behind a colon the tags that a registry has are offered, the newest version first", async () => {
  await during(allowed, async (session, host, asked) => {
    const text = `FROM ${host}/app:`;
    session.open(uri, `${text}\n`);
    const params = { textDocument: { uri }, position: { line: 0, character: text.length } };
    const labels = async () => {
      const { items } = await session.request<CompletionList>("textDocument/completion", params);
      return items.map(({ label }) => label);
    };
    assert.deepEqual(await labels(), ["10", "10-slim", "2", "1", "latest"]);
    assert.deepEqual(await labels(), ["10", "10-slim", "2", "1", "latest"]);
    assert.deepEqual(asked, ["GET /v2/app/tags/list?n=1000"]);
  });
});

const silent: Readonly<Record<string, Options>> = {
  "the setting is off": { settings: {}, initializationOptions: { trusted: true } },
  "the workspace is not trusted": { settings: { registry: { enabled: true } }, initializationOptions: {} },
};
for (const [why, options] of Object.entries(silent)) {
  test(`no socket is opened where ${why}`, async () => {
    await during(options, async (session, host, asked) => {
      const hosts = await hostsAskedBy(async () => {
        session.open(uri, `FROM ${host}/app:1\n`);
        session.notify("textDocument/didSave", { textDocument: { uri } });
        await hoverOn(session);
        await session.actions(uri);
        const params = { textDocument: { uri }, position: { line: 0, character: `FROM ${host}/app:`.length } };
        const { items } = await session.request<CompletionList>("textDocument/completion", params);
        assert.deepEqual(items, []);
      });
      assert.deepEqual([hosts, asked], [[], []]);
    });
  });
}

test("other bases are those that the registry has, asked for when somebody wants them", async () => {
  const tags = ["1.4.2-slim", "1.4.10-slim", "1.10.3-slim", "2.0.0-slim"];
  const titles = async (session: Awaited<ReturnType<typeof startSession>>) =>
    (await session.actions(uri, "refactor.rewrite")).map(({ title }) => title).filter((it) => it.startsWith("Choose"));
  const work = async (options: Options, isAllowed: boolean) =>
    during(
      options,
      async (session, host, asked) => {
        session.open(uri, `FROM ${host}/app:1.4.2-slim\n`);
        await session.pull(uri);
        assert.deepEqual(asked, []);
        const found = (await titles(session)).map((title) => /\/app:([^:]*):/.exec(title)?.[1]);
        assert.deepEqual(found, isAllowed ? ["1.4.10-slim", "1.10.3-slim"] : []);
        assert.equal(asked.length, isAllowed ? 1 : 0);
        await titles(session);
        assert.equal(asked.length, isAllowed ? 1 : 0);
      },
      content(),
      tags,
    );
  await work(allowed, true);
  await work({ settings: {}, initializationOptions: { trusted: true } }, false);
  await work({ ...allowed, initializationOptions: {} }, false);
});
