/** What clients of all kinds get: form follows what each has said that it can do. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  ClientCapabilities,
  CodeAction,
  Command,
  Diagnostic,
  Hover,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from "vscode-languageserver";
import { temporaryFolder } from "./folder";
import { applied, type Options, type Session, startSession } from "./session";

const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
/** A client that can do nearly everything, and runs no command of ours. */
const able: ClientCapabilities = {
  textDocument: { diagnostic: {}, codeAction: literals },
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};
const without = (workspace: ClientCapabilities["workspace"]): ClientCapabilities => ({
  ...able,
  workspace: { ...able.workspace, ...workspace },
});

const naive =
  'FROM node:20\nWORKDIR /app\nENV NODE_ENV production\nCOPY . .\nRUN npm install\nCMD "node" "server.js"\n';

/** A project with a naive Dockerfile; the URIs of its folder and of that. */
function project(): { root: string; uri: string } {
  const folder = path.join(temporaryFolder(), "shop");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "package.json"), '{ "name": "shop", "dependencies": { "left-pad": "1.3.0" } }');
  writeFileSync(path.join(folder, "package-lock.json"), '{ "lockfileVersion": 3, "packages": {} }');
  writeFileSync(path.join(folder, "server.js"), "require('http').createServer().listen(3000);");
  writeFileSync(path.join(folder, ".env"), "SECRET=1");
  writeFileSync(path.join(folder, "Dockerfile"), naive);
  const root = pathToFileURL(folder).href;
  return { root, uri: `${root}/Dockerfile` };
}

interface Asked {
  readonly edits: WorkspaceEdit[];
  readonly messages: string[];
  readonly pages: string[];
}

/** A session in such a project, with what the server has asked of the client. */
function clientTest(
  name: string,
  options: Options,
  body: (session: Session, asked: Asked, place: { root: string; uri: string }) => Promise<void>,
): void {
  test(name, async () => {
    const place = project();
    const replies = { "workspace/applyEdit": { applied: true }, "window/showDocument": { success: true } };
    const session = await startSession({ replies, folders: [place.root], ...options });
    const asked: Asked = { edits: [], messages: [], pages: [] };
    session.listen<{ edit: WorkspaceEdit }>("workspace/applyEdit", ({ edit }) => asked.edits.push(edit));
    session.listen<{ message: string }>("window/showMessage", ({ message }) => asked.messages.push(message));
    session.listen<{ uri: string }>("window/showDocument", ({ uri }) =>
      asked.pages.push(readFileSync(fileURLToPath(uri), "utf8")),
    );
    session.open(place.uri, naive);
    await body(session, asked, place).finally(async () => assert.equal(await session.end(), 0));
  });
}

const run = (session: Session, command: string, ...args: unknown[]) =>
  session.request<{ applied: boolean; message: string }>("workspace/executeCommand", { command, arguments: args });

/** What edits make of the file at `uri`, whichever their form. */
function madeOf(edit: WorkspaceEdit | undefined, uri: string, text: string): string {
  const documentChanges = Object.entries(edit?.changes ?? {}).map(([it, edits]) => ({
    textDocument: { uri: it, version: null },
    edits,
  }));
  return applied({ title: "", edit: edit?.documentChanges ? edit : { documentChanges } }, uri, text);
}

function filesIn(edit: WorkspaceEdit | undefined): string[] {
  const changed = edit?.documentChanges?.map((it) =>
    "textDocument" in it ? it.textDocument.uri : it.kind === "create" ? `+${it.uri}` : it.kind,
  );
  return (changed ?? Object.keys(edit?.changes ?? {})).map((uri) => uri.replace(/[^/+]*\//g, ""));
}

describe("hardening by command", () => {
  const cases: readonly (readonly [
    name: string,
    capabilities: ClientCapabilities,
    options: unknown,
    files: readonly string[],
    made: RegExp,
    message: RegExp,
  ])[] = [
    [
      "by default",
      able,
      undefined,
      ["Dockerfile", "+.dockerignore", ".dockerignore"],
      /USER node/,
      /steps.*\.dockerignore/,
    ],
    ["safe", able, "safe", ["Dockerfile"], /ENV NODE_ENV=production/, /steps?/],
    ["everything", able, { level: "everything" }, ["Dockerfile", "+.dockerignore", ".dockerignore"], /USER/, /steps/],
    [
      "without a rule",
      able,
      { skip: ["missing-dockerignore", "missing-user"] },
      ["Dockerfile"],
      /^(?![\s\S]*USER node)/,
      /steps/,
    ],
    [
      "no documentChanges",
      without({ workspaceEdit: { resourceOperations: ["create"] } }),
      undefined,
      ["Dockerfile", ".dockerignore"],
      /USER node/,
      /steps/,
    ],
    [
      "no creation",
      without({ workspaceEdit: { documentChanges: true } }),
      undefined,
      ["Dockerfile"],
      /npm ci/,
      /without \.dockerignore, which this editor cannot create/,
    ],
  ];
  for (const [name, capabilities, options, files, made, message] of cases) {
    clientTest(name, { capabilities }, async (session, { edits, messages }, { uri }) => {
      const outcome = await run(session, "drydock.harden", uri, ...(options === undefined ? [] : [options]));
      assert.equal(outcome.applied, true);
      const some = name === "without a rule" || name === "safe";
      const got = filesIn(edits[0]);
      assert.deepEqual(some ? got.slice(0, 1) : got, files);
      assert.match(madeOf(edits[0], uri, naive), made);
      assert.match(messages[0] ?? "", message);
      assert.equal(edits.length, 1);
    });
  }

  clientTest("says nothing when nothing is wanted", { capabilities: able }, async (session, asked, { uri }) => {
    await run(session, "drydock.harden", uri, { summary: false });
    assert.deepEqual(asked.messages, []);
    assert.equal(asked.edits.length, 1);
  });

  const showing = { ...able, window: { showDocument: { support: true } } };
  clientTest("shows a page where the client can", { capabilities: showing }, async (session, asked, { uri }) => {
    await run(session, "drydock.harden", uri);
    assert.match(asked.pages[0] ?? "", /^# Dockerfile: \d+ steps[\s\S]*## Done\n\n- /);
    assert.deepEqual(asked.messages, []);
  });

  clientTest(
    "says it when the page is refused",
    { capabilities: showing, answers: "refuses" },
    async (session, asked, { uri }) => {
      assert.equal((await run(session, "drydock.harden", uri)).applied, false);
      assert.match(asked.messages[0] ?? "", /as it was/);
    },
  );

  clientTest("says why it cannot", { capabilities: without({ applyEdit: false }) }, async (session, asked, { uri }) => {
    assert.equal((await run(session, "drydock.harden", uri)).applied, false);
    assert.match(asked.messages[0] ?? "", /is as it was: this editor/);
    assert.deepEqual(asked.edits, []);
  });

  clientTest(
    "takes the only Dockerfile, and the whole of it at once",
    { capabilities: able },
    async (session, asked, { uri }) => {
      await run(session, "drydock.harden");
      const text = madeOf(asked.edits[0], uri, naive);
      session.change(uri, 2, text);
      assert.equal((await run(session, "drydock.fixAll", uri)).applied, false);
      assert.match(asked.messages.at(-1) ?? "", /nothing to do/);
    },
  );

  clientTest("refuses what makes no sense", { capabilities: able }, async (session, { edits }, { uri, root }) => {
    await assert.rejects(run(session, "drydock.harden", uri, "hard"), /safe, recommended, everything/);
    await assert.rejects(run(session, "drydock.harden", `${root}/other`), /no Dockerfile or ignore file that is open/);
    await assert.rejects(run(session, "drydock.explain", "missing-usr"), /did you mean missing-user/);
    await assert.rejects(run(session, "drydock.nonsense"), /There is no command/);
    await assert.rejects(session.request("workspace/executeCommand", { command: "drydock.explain", arguments: 5 }));
    assert.deepEqual(edits, []);
  });
});

describe("disabling a rule in the workspace", () => {
  const cases: readonly (readonly [
    name: string,
    capabilities: ClientCapabilities,
    file: readonly [name: string, text: string] | undefined,
    made: string | undefined,
    message: RegExp,
  ])[] = [
    ["creates a file", able, undefined, '{\n  "rules": {\n    "missing-user": "off"\n  }\n}\n', /off in drydock.json/],
    [
      "adds to a file",
      able,
      ["drydock.json", '{\n  // ours\n  "preset": "strict"\n}\n'],
      '{\n  // ours\n  "preset": "strict",\n  "rules": {\n    "missing-user": "off"\n  }\n}\n',
      /off in drydock.json/,
    ],
    [
      "replaces what it says",
      able,
      [".drydock.json", '{ "rules": { "missing-user": "error", "DL3006": "error" } }'],
      '{ "rules": { "missing-user": "off", "DL3006": "error" } }',
      /off in \.drydock.json/,
    ],
    [
      "writes YAML",
      able,
      [".drydock.yaml", "# ours\nrules:\n  latest-tag: error # keep\n"],
      "# ours\nrules:\n  latest-tag: error # keep\n  missing-user: off\n",
      /off in \.drydock.yaml/,
    ],
    [
      "cannot create",
      without({ workspaceEdit: { documentChanges: true } }),
      undefined,
      undefined,
      /cannot create files. Write this to drydock.json/,
    ],
    ["cannot read", able, ["drydock.json", "{ rules"], undefined, /cannot be read as it is/],
    [
      "is overridden",
      able,
      ["drydock.json", '{ "overrides": [{ "files": "Dockerfile", "rules": { "missing-user": "error" } }] }'],
      undefined,
      /an override in drydock.json says otherwise/,
    ],
  ];
  for (const [name, capabilities, file, made, message] of cases) {
    test(name, async () => {
      const { root, uri } = project();
      if (file) writeFileSync(path.join(fileURLToPath(root), file[0]), file[1]);
      const session = await startSession({
        capabilities,
        folders: [root],
        replies: { "workspace/applyEdit": { applied: true } },
      });
      const edits: WorkspaceEdit[] = [];
      session.listen<{ edit: WorkspaceEdit }>("workspace/applyEdit", ({ edit }) => edits.push(edit));
      session.open(uri, naive);
      const outcome = await run(session, "drydock.disableRule", "missing-user", uri);
      assert.match(outcome.message, message);
      assert.equal(outcome.applied, made !== undefined);
      if (made !== undefined) {
        assert.equal(madeOf(edits[0], `${root}/${file?.[0] ?? "drydock.json"}`, file?.[1] ?? ""), made);
        // Once it is saved.
        writeFileSync(path.join(fileURLToPath(root), file?.[0] ?? "drydock.json"), made);
        session.notify("textDocument/didSave", { textDocument: { uri } });
        assert.ok(!(await session.pull(uri)).some(({ code }) => code === "missing-user"));
      } else assert.deepEqual(edits, []);
      assert.equal(await session.end(), 0);
    });
  }
});

describe("explaining a rule", () => {
  clientTest("as a message", { capabilities: able }, async (session, { messages }) => {
    await run(session, "drydock.explain", "DL3006");
    assert.match(messages[0] ?? "", /^untagged-image\n\n[\s\S]*hadolint DL3006/);
    assert.doesNotMatch(messages[0] ?? "", /\*\*|```/);
  });
  const capabilities = { ...able, window: { showDocument: { support: true } } };
  clientTest("as a page", { capabilities }, async (session, { pages, messages }) => {
    await run(session, "drydock.explain", "missing-user");
    assert.match(pages[0] ?? "", /^## missing-user\n/);
    assert.deepEqual(messages, []);
  });
});

describe("code actions", () => {
  const titles = async (session: Session, uri: string) => (await session.actions(uri)).map(({ title }) => title);

  clientTest("are those of the server for those who run none", { capabilities: able }, async (session, _, { uri }) => {
    const all = await titles(session, uri);
    for (const title of [
      "Harden Dockerfile",
      "Harden Dockerfile: safe fixes only",
      "Harden Dockerfile: everything",
      "Explain missing-user",
    ])
      assert.ok(all.includes(title), title);
    const { executeCommandProvider, codeActionProvider } = session.initialized.capabilities;
    const commands = (await session.actions(uri)).flatMap(({ command }) => command?.command ?? []);
    for (const command of commands) assert.ok(executeCommandProvider?.commands.includes(command), command);
    assert.equal(typeof codeActionProvider, "object");
  });

  const initializationOptions = { commands: ["drydock.harden", "drydock.disableRule"] };
  clientTest(
    "are the client's for those who announce them",
    { capabilities: able, initializationOptions },
    async (session, _, { uri }) => {
      const all = (await titles(session, uri)).filter((title) => /Harden|Explain/.test(title));
      assert.deepEqual(all, ["Harden Dockerfile…"]);
      const { commands } = session.initialized.capabilities.executeCommandProvider ?? {};
      assert.deepEqual(commands, [
        "drydock.fixAll",
        "drydock.explain",
        "drydock.applyFix",
        "drydock.scanImage",
        "drydock.compareBases",
        "drydock.copyFinding",
        "drydock.showSettings",
      ]);
    },
  );

  const capabilities = { ...able, textDocument: { diagnostic: {} } };
  clientTest("are commands for those who know no others", { capabilities }, async (session, { edits }, { uri }) => {
    const commands = (await session.actions(uri)) as (CodeAction | Command)[];
    assert.ok(commands.every(({ command }) => typeof command === "string"));
    assert.equal(session.initialized.capabilities.codeActionProvider, true);
    const fix = commands.find(({ title }) => title === "Fix all safe problems") as Command;
    await run(session, fix.command, ...(fix.arguments ?? []));
    assert.match(madeOf(edits[0], uri, naive), /ENV NODE_ENV=production/);
    session.change(uri, 2, `# new\n${naive}`);
    await assert.rejects(run(session, fix.command, ...(fix.arguments ?? [])), /The text has changed since/);
  });
});

describe("hovers", () => {
  const cases: readonly (readonly [formats: ("markdown" | "plaintext")[] | undefined, kind: string])[] = [
    [undefined, "markdown"],
    [["markdown", "plaintext"], "markdown"],
    [["plaintext", "markdown"], "plaintext"],
    [["plaintext"], "plaintext"],
  ];
  for (const [contentFormat, kind] of cases) {
    const hover = contentFormat && { contentFormat };
    const capabilities = { ...able, textDocument: { ...able.textDocument, ...(hover && { hover }) } };
    clientTest(`${contentFormat} get ${kind}`, { capabilities }, async (session, _, { uri }) => {
      const at = { textDocument: { uri }, position: { line: 4, character: 6 } };
      const { contents } = (await session.request<Hover>("textDocument/hover", at)) as {
        contents: { kind: string; value: string };
      };
      assert.equal(contents.kind, kind);
      assert.equal(/\*\*|```/.test(contents.value), kind === "markdown", contents.value);
    });
  }
});

describe("positions", () => {
  const text = "# 🐳 é\nFROM node:20.20.2-bookworm-slim\nLABEL whale=🐳é word two\nENV é🐳 production\n";
  const cases: readonly (readonly [
    offered: string[] | undefined,
    chosen: string | undefined,
    sizes: readonly number[],
  ])[] = [
    [undefined, undefined, [2, 1]],
    [["utf-8", "utf-16"], undefined, [2, 1]],
    [["utf-8"], "utf-8", [4, 2]],
    [["utf-32"], "utf-32", [1, 1]],
    [["ebcdic"], undefined, [2, 1]],
  ];
  for (const [positionEncodings, chosen, [whale = 0, accent = 0]] of cases) {
    test(`${positionEncodings} count as ${chosen ?? "utf-16"}`, async () => {
      const capabilities = {
        ...able,
        ...(positionEncodings && { general: { positionEncodings } }),
      } as ClientCapabilities;
      const session = await startSession({ capabilities });
      const uri = "file:///nowhere/Dockerfile";
      assert.equal(session.initialized.capabilities.positionEncoding, chosen);
      session.open(uri, text);
      const isLegacy = ({ code }: Diagnostic) => code === "legacy-key-value";
      const found = (await session.pull(uri)).find(
        ({ range, code }) => code === "legacy-key-value" && range.start.line === 3,
      );
      assert.ok(found);
      assert.equal(found.range.end.character - found.range.start.character, whale + accent);
      // What is changed there, and where, counts likewise.
      const start = { line: 3, character: 4 };
      const range = { start, end: { line: 3, character: 4 + whale + accent } };
      session.notify("textDocument/didChange", {
        textDocument: { uri, version: 2 },
        contentChanges: [
          { range, text: "WHALE" },
          { range: { start: { line: 3, character: 9 }, end: { line: 3, character: 10 } }, text: "=" },
        ],
      });
      assert.ok(!(await session.pull(uri)).some((it) => isLegacy(it) && it.range.start.line === 3));
      assert.equal(await session.end(), 0);
    });
  }
});

describe("where a file belongs", () => {
  const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);

  test("its own folder serves without a workspace", async () => {
    const { uri } = project();
    const session = await startSession({ capabilities: able });
    session.open(uri, naive);
    assert.ok(codes(await session.pull(uri)).includes("missing-dockerignore"));
    assert.equal(await session.end(), 0);
  });

  test("so does its repository, with the configuration in it", async () => {
    const { root } = project();
    const folder = fileURLToPath(root);
    mkdirSync(path.join(folder, ".git"));
    writeFileSync(path.join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
    writeFileSync(path.join(folder, "drydock.json"), '{ "rules": { "missing-user": "off" } }');
    mkdirSync(path.join(folder, "docker"));
    const uri = `${root}/docker/Dockerfile`;
    const session = await startSession({ capabilities: able });
    session.open(uri, naive);
    assert.ok(!codes(await session.pull(uri)).includes("missing-user"));
    session.open(`${root}/docker/none/Dockerfile`, naive);
    assert.ok((await session.pull(`${root}/docker/none/Dockerfile`)).length > 0);
    assert.equal(await session.end(), 0);
  });

  test("rootUri counts where there are no folders", async () => {
    const { root } = project();
    writeFileSync(path.join(fileURLToPath(root), "drydock.json"), '{ "rules": { "missing-user": "off" } }');
    mkdirSync(path.join(fileURLToPath(root), "docker"));
    const session = await startSession({ capabilities: able, rootUri: root });
    session.open(`${root}/docker/Dockerfile`, naive);
    assert.ok(!codes(await session.pull(`${root}/docker/Dockerfile`)).includes("missing-user"));
    assert.equal(await session.end(), 0);
  });
});

describe("settings", () => {
  const rules = { "missing-user": "off" };
  const asking = without({ configuration: true });
  const cases: readonly (readonly [name: string, options: Options, told: unknown])[] = [
    ["told at the beginning", { capabilities: able, initializationOptions: { rules } }, undefined],
    [
      "told at the beginning, in their section",
      { capabilities: able, initializationOptions: { drydock: { rules } } },
      undefined,
    ],
    ["told at the beginning, and nothing later", { capabilities: able, initializationOptions: { rules } }, {}],
    ["told later", { capabilities: able }, { drydock: { rules } }],
    ["asked for", { capabilities: asking, settings: { rules } }, undefined],
    [
      "asked for in vain, and told at the beginning",
      { capabilities: asking, settings: null, initializationOptions: { rules } },
      undefined,
    ],
  ];
  for (const [name, options, settings] of cases) {
    test(name, async () => {
      const { uri, root } = project();
      const session = await startSession({ folders: [root], ...options });
      if (settings !== undefined) session.notify("workspace/didChangeConfiguration", { settings });
      session.open(uri, naive);
      const found = await session.pull(uri);
      assert.ok(!found.some(({ code }) => code === "missing-user"));
      assert.ok(found.length > 0);
      assert.equal(await session.end(), 0);
    });
  }

  test("published anew when files change that nobody tells of", async () => {
    const { uri, root } = project();
    const session = await startSession({ folders: [root], capabilities: {} });
    const first = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.open(uri, naive);
    assert.ok((await first).diagnostics.some(({ code }) => code === "missing-user"));
    writeFileSync(path.join(fileURLToPath(root), "drydock.json"), '{ "rules": { "missing-user": "off" } }');
    const second = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.notify("textDocument/didSave", { textDocument: { uri } });
    assert.ok(!(await second).diagnostics.some(({ code }) => code === "missing-user"));
    assert.equal(await session.end(), 0);
  });
});
